"""How every workbook is written: text stays text, the same data give the same bytes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

# Cell text from uploads must never become a formula, a link or a number.
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
AUTHOR = "Rakor KOTAKU"


def properties(book: Any, stamp: date, title: str = "") -> None:
    """Set the properties of a workbook; ``stamp`` stands for the time of writing."""
    book.set_properties(
        {"author": AUTHOR, "title": title, "created": datetime(stamp.year, stamp.month, stamp.day)}
    )
