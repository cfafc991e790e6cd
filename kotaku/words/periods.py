"""Periods of reports: November 2022, TW III 2022, 2022."""

from __future__ import annotations

import calendar
import re
from datetime import date

from kotaku.words.parsing import read_year
from kotaku.words.parsing_dates import read_date

_QUARTER = re.compile(
    r"(?:tw|triwulan|kuartal|q)\s*+(?:\.\s*+)?(iv|iii|ii|i|[1-4])\D{1,40}+(\d{4})"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def period_end(text: object) -> date | None:
    """Return the last day of a period such as ``November 2022``, ``TW III 2022`` or ``2022``."""
    if not isinstance(text, str):
        return None
    if read := read_date(text):
        return read.value
    if hit := _QUARTER.search(text.lower()):
        quarter, year = _ROMAN.get(hit[1]) or int(hit[1]), int(hit[2])
        month = 3 * quarter
        return date(year, month, calendar.monthrange(year, month)[1])
    found = read_year(text)
    return date(found, 12, 31) if found else None
