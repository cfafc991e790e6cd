"""Dates as Indonesians write them: 30 November 2022."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


def format_date(value: date | None) -> str:
    """Return a date such as ``30 November 2022``; an en dash when missing."""
    if value is None or value != value:  # NaT is not equal to itself
        return "\N{EN DASH}"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def format_month(value: date) -> str:
    """Return month and year, such as ``November 2022``."""
    return f"{MONTHS[value.month - 1]} {value.year}"
