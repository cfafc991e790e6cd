"""Words that every export shares."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kotaku.reconcile import NAMES
from kotaku.words.dates import format_date
from kotaku.words.safe import clean

PROPERTY = 255  # letters of a property of a file, by the file formats


def day(value: Any) -> str:
    """Return a date in words, a text as it is, nothing when there is none."""
    if value is None or value != value:  # NaT is not equal to itself
        return ""
    return format_date(value) if isinstance(value, date) else clean(value)


def claim_name(claim: Mapping[str, Any]) -> str:
    """Return what a published figure measures, with its unit unless it is a count."""
    name = NAMES.get(str(claim["besaran"]), clean(claim["besaran"]))
    unit = clean(claim["satuan"])
    return f"{name} ({unit})" if unit and not name.startswith("jumlah") else name


def decimals(claim: Mapping[str, Any]) -> int:
    """Return the decimals of a published figure: none for a count."""
    return 0 if str(claim["besaran"]).startswith("jumlah") else 2
