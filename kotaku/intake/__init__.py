"""Spreadsheets in and out: scan, parse, map, template.

Kept without imports: the reading child starts from here and must start fast.
"""
