"""Dates as Indonesians write them: 30 November 2022."""

from __future__ import annotations

from datetime import date, timedelta

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


# Periods that no calendar names stand as weeks of a year without any programme: they keep their
# order and number in every table, and no date is ever shown for them.
UNDATED_YEAR = 1700


def undated_week(number: int) -> date:
    """Return what stands for the period of a number (from 1; 0: not told) that has no date."""
    return date(UNDATED_YEAR, 1, 1) + timedelta(days=7 * (number - 1))


def is_undated(value: date) -> bool:
    """Tell whether a day only stands for the number of a period."""
    return UNDATED_YEAR - 1 <= value.year < UNDATED_YEAR + 20


def format_date(value: date | None) -> str:
    """Return a date such as ``30 November 2022``; an en dash when missing."""
    if value is None or value != value:  # NaT is not equal to itself
        return "\N{EN DASH}"
    if is_undated(value):
        first = undated_week(1)
        number = (date(value.year, value.month, value.day) - first).days // 7 + 1
        return f"periode ke-{number}" if number else "tanggal tidak disebut"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
