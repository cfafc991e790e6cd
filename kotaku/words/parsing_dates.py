"""Read dates as Indonesians type them: 30 Nopember 2022, 08-10/08/2019, Rabu, 14 Desember 2022."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from kotaku.words.dates import undated_week

_STEMS = {
    "jan": 1, "feb": 2, "peb": 2, "mar": 3, "mrt": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6,
    "jul": 7, "agu": 8, "agt": 8, "ags": 8, "aug": 8, "sep": 9, "okt": 10, "oct": 10,
    "nov": 11, "nop": 11, "des": 12, "dec": 12,
}  # fmt: skip
_FULL = {
    1: ("januari", "january"), 2: ("februari", "pebruari", "february", "febuari"),
    3: ("maret", "march", "mrt"), 4: ("april",), 5: ("mei", "may"), 6: ("juni", "june"),
    7: ("juli", "july"), 8: ("agustus", "august", "agt", "ags", "agst"), 9: ("september",),
    10: ("oktober", "october"), 11: ("november", "nopember"), 12: ("desember", "december"),
}  # fmt: skip
_DAYS = r"(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\b\.?,?\s*"
_RANGE = r"(?:\d{1,2}\s*(?:-|s\.?/?d\.?|sampai|s/d)\s*)?"
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_FIGURES = re.compile(rf"({_RANGE})(\d{{1,2}})\s*[/.\-]\s*(\d{{1,2}})\s*[/.\-]\s*(\d{{4}}|\d{{2}})")
_WORDS = re.compile(rf"({_RANGE})(\d{{1,2}})[\s\-/.]*([a-z]+)\.?[\s\-/.,]*(\d{{4}}|\d{{2}})")
_MONTH = re.compile(r"([a-z]+)\.?[\s\-/,'\u2019]*(\d{4}|\d{2})")
FIRST_SHORT_YEAR = 2010  # Mar-05 is rather a day; Mar-19 a year
_DAY_MONTH = re.compile(r"(\d{1,2})[\- /]([a-z]{3,4})\.?")
_PERIOD = re.compile(r"periode ke-(\d{1,3})")
_SOME_DATE = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}"
    r"|(?:\d{1,2}[\s.-]*)?\b[a-z]{3,9}\b\.?[\s,.-]*\d{4}\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class DateReading:
    """A date read from text, and what had to be assumed (Indonesian, "" when nothing)."""

    value: date
    assumed: str = ""


def read_date(text: str) -> DateReading | None:
    """Return the date in a text, or None when there is none that can be read only one way.

    Day comes before month. A range gives its last day, a month its last day; both say so.
    """
    plain = re.sub(r"[\s\u00a0]+", " ", text).strip().lower()
    plain = re.sub("[\u2013\u2014]", "-", plain)
    plain = re.sub(rf"^(?:hari\s+)?{_DAYS}", "", plain)
    return _iso(plain) or _figures(plain) or _words(plain) or _month_only(plain) or _number(plain)


def dates_in(text: str) -> list[date]:
    """Return the dates that stand in a text, such as that of ``Keadaan per 30 Nopember 2022``.

    A month alone stands for its last day.
    """
    read = (read_date(found) for found in _SOME_DATE.findall(text))
    return [r.value for r in read if r is not None]


def _number(text: str) -> DateReading | None:
    """Return what stands for a period without date, as this program writes it."""
    found = _PERIOD.fullmatch(text)
    return DateReading(undated_week(int(found[1]))) if found else None


def _iso(text: str) -> DateReading | None:
    found = _ISO.fullmatch(text)
    return _reading(int(found[1]), int(found[2]), int(found[3])) if found else None


def _figures(text: str) -> DateReading | None:
    found = _FIGURES.fullmatch(text)
    if not found:
        return None
    return _reading(_full_year(found[4]), int(found[3]), int(found[2]), found[1])


def _words(text: str) -> DateReading | None:
    found = _WORDS.fullmatch(text)
    month = month_number(found[3]) if found else None
    if not found or month is None:
        return None
    return _reading(_full_year(found[4]), month, int(found[2]), found[1])


def _month_only(text: str) -> DateReading | None:
    found = _MONTH.fullmatch(text)
    month = month_number(found[1]) if found else None
    if not found or month is None:
        return None
    year = _full_year(found[2])
    if not (1900 <= year <= 2100 and (len(found[2]) == 4 or year >= FIRST_SHORT_YEAR)):
        return None
    assumed = "akhir bulan" if len(found[2]) == 4 else f"akhir bulan, tahun {year}"
    return DateReading(date(year, month, calendar.monthrange(year, month)[1]), assumed)


def day_and_month(text: str) -> tuple[int, int] | None:
    """Return day and month of ``01-Feb``, as which Excel shows a typed 1/2."""
    found = _DAY_MONTH.fullmatch(text.strip().lower())
    month = month_number(found[2]) if found else None
    return (int(found[1]), month) if found and month else None


def month_number(word: str) -> int | None:
    """Return the number of a month's name or abbreviation, Indonesian or English."""
    month = _STEMS.get(word[:3])
    if month is None:
        return None
    return month if any(name.startswith(word) for name in _FULL[month]) or word == "sept" else None


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _reading(year: int, month: int, day: int, span: str = "") -> DateReading | None:
    if not 1900 <= year <= 2100:
        return None
    try:
        return DateReading(date(year, month, day), "hari terakhir rentang" if span else "")
    except ValueError:
        return None
