"""Spreadsheets in and out: scan, parse, map, template."""
