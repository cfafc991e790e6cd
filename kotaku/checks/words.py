"""Values in the words of a finding."""

from __future__ import annotations

from collections.abc import Sequence

from kotaku.words.numbers import format_number

DECIMALS = 4


def plain(value: float) -> str:
    """Return a number with as many decimals as it needs, four at most: ``0,888``."""
    text = format_number(value, DECIMALS)
    return text.rstrip("0").rstrip(",") if "," in text else text


def listed(items: Sequence[str], limit: int = 6) -> str:
    """Return the items with commas, and how many more there are when the list is long."""
    shown = ", ".join(items[:limit])
    more = len(items) - limit
    return f"{shown} dan {more} lainnya" if more > 0 else shown
