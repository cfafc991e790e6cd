"""Checks of canonical tables: frames in, findings out."""
