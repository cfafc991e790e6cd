"""Hostile bytes to plain sheets: limits, scan, and a parser in a process of its own."""
