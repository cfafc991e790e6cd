"""The headings of weeks and months over a drawn Master Schedule, turned into dates."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz

from kotaku.intake.model import Cell, Sheet
from kotaku.intake.reading import schedule_build as build
from kotaku.intake.reading import words
from kotaku.intake.tables import similar
from kotaku.intake.tables.headings import DEPTH, Parts, boxes, column_number, joined
from kotaku.words.parsing import years_in
from kotaku.words.parsing_dates import month_number, read_date

Kind = Literal["rencana", "realisasi", ""]

FEWEST = 3  # so many periods make a drawn schedule
MOST = 200  # and no more are counted
_ROMANS = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x",
    "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx",
)  # fmt: skip
_ROMAN = {text: i + 1 for i, text in enumerate(_ROMANS)}
_NTH = r"(?:ke\s*+)?(?:[-.]\s*+)?(?:\d{1,2}\s*+(?:-|&|dan|s/d|s\.d\.?)\s*+)?(\d{1,2}|[ivx]{1,5})"
_WEEK = re.compile(rf"(?:minggu|mggu|mgg|mg|m|w|week|pekan|periode)?\s*+{_NTH}")
_MONTH = re.compile(rf"(?:bulan|bln|month|b)\s*+{_NTH}")
_INSIDE = re.compile(r"\b(?:minggu|mgg|mg|m|w)[\s.-]*+(?:ke[\s.-]*+)?(\d)\b")
_BARE_MONTH = re.compile(r"[a-z]+\.?[\s\-/,']*(?:\d{4}|[1-9]\d)")
_DAY_MONTH = re.compile(r"(?:\d{1,2}\s?-\s?)?(\d{1,2})[\s\-/.]+([a-z]{3,9}|\d{1,2})\.?")
_SHORT_YEAR = re.compile(r"[a-z]{3,9}\.?\s?[-/' ]\s?(\d{2})")
_WORD = re.compile(r"[a-z]+")
_FILLERS = ("tahun", "bulan", "bln", "ta", "minggu", "mg", "pekan", "ke", "periode", "anggaran")
_BESIDE_KIND = frozenset({"fisik", "kegiatan", "mingguan", "bulanan", "nilai"})
_MISPRINTED, _NEAR = 6, 84  # letters from which a word may be misprinted; likeness in percent, I
_AROUND = {
    "jadwal", "pelaksanaan", "waktu", "mingguan", "bulanan", "kumulatif", "komulatif", "progres",
    "kegiatan", "master", "schedule", "pekerjaan", "hari", "kalender", "kurva", "s", "rencana",
    "penyelesaian", "time", "kontrak", "tanggal", "tgl", "akhir", "tengah", "dua", "tiap",
}  # fmt: skip


@dataclass(frozen=True)
class Period:
    """One column of weekly or monthly values.

    ``end`` is the last day it stands for; ``at`` its place among the periods, from 0.
    """

    column: int
    end: date | None
    kind: Kind
    at: int = 0


@dataclass(frozen=True)
class _Label:
    year: int | None = None
    month: int | None = None
    week: int | None = None
    day: date | None = None
    kind: Kind = ""
    nth: int | None = None  # number of the month in the schedule: Bulan II
    of_month: int | None = None  # day of the month, where no year is told

    @property
    def is_time(self) -> bool:
        return any(v is not None for v in (self.day, self.month, self.week, self.nth))

    @property
    def only_kind(self) -> bool:
        """Tell whether it says plan or progress and nothing of time."""
        return bool(self.kind) and not self.is_time

    @property
    def key(self) -> tuple[object, ...]:
        """What tells this period from the others, whatever stands in it."""
        return (self.day, self.year, self.month, self.nth, self.week, self.of_month)


def periods(sheet: Sheet, row: int, year: int | None) -> tuple[list[Period], dict[int, Parts]]:
    """Return the columns of periods under a heading whose lowest row is ``row``, and the others.

    The year of a month is that of its own heading, else the one told by ``year``; from December
    on to January it goes on to the next one.
    """
    headings, times = _times(sheet, row)
    if len(times) < FEWEST:
        return [], headings
    return _dated(times, year), {c: p for c, p in headings.items() if c not in times}


def _times(sheet: Sheet, row: int) -> tuple[dict[int, Parts], dict[int, _Label]]:
    """Return the heading of each column, and what those of the periods say."""
    headings, days = _headings(sheet, row)
    marks: dict[str, Kind] = {}
    labels = {c: _label(parts, days.get(c)) for c, parts in headings.items()}
    for pair in (build.turns, build.halves):
        lost = [c for c, found in labels.items() if found is None or found.only_kind]
        if found := pair(lost, headings):
            first, second = map(kind_of, found)
            if not (first and second and first != second):
                marks |= {found[0]: "rencana", found[1]: "realisasi"}
                labels |= {c: _label(headings[c], days.get(c), marks) for c in lost}
    lost = [c for c, found in labels.items() if found is None]
    unknown = {c: [p for p in headings[c] if _label((p,), None, marks) is None] for c in lost}
    once = {c: (parts[0],) for c, parts in unknown.items() if len(parts) == 1}
    for column, number in build.series([*once], once).items():
        known = tuple(p for p in headings[column] if p not in unknown[column])
        if (rest := _label(known, days.get(column), marks)) is not None:
            labels[column] = replace(rest, week=number)
    times = {c: found for c, found in labels.items() if found is not None and found.is_time}
    return headings, _months_as_days(times)


def monthly(sheet: Sheet, row: int) -> bool:
    """Tell whether the periods under a heading are months: none of them is a week or a day."""
    _, times = _times(sheet, row)
    return bool(times) and all(t.week is None and t.day is None for t in times.values())


def _headings(sheet: Sheet, row: int) -> tuple[dict[int, Parts], dict[int, date]]:
    headings = joined(sheet, row, DEPTH + 1)
    days: dict[int, date] = {}
    spans = {(b[0], b[2]): b[3] for b in boxes(sheet, max(1, row - DEPTH), row)}
    for r in range(max(1, row - DEPTH), row + 1):
        for i, value in enumerate(sheet.row(r)):
            if isinstance(value, datetime):
                for column in range(i, spans.get((r, i), i) + 1):
                    days[column] = value.date()
                    headings.setdefault(column, ())
    return headings, days


def _months_as_days(times: dict[int, _Label]) -> dict[int, _Label]:
    """Take Mar-22, which a spreadsheet keeps as 1 March 2022, for the whole month."""
    days = [t.day for t in times.values() if t.day]
    if len(days) < FEWEST or any(d.day != 1 for d in days):
        return times
    return {
        c: replace(t, day=None, month=t.day.month, year=t.day.year) if t.day else t
        for c, t in times.items()
    }


def tells_time(cell: Cell) -> bool:
    """Tell whether a cell names a period: a week, a month, a day, or a number that counts."""
    if isinstance(cell, str):
        read = _part(cell)
        return read is not None and read.is_time
    if isinstance(cell, float):
        return cell.is_integer() and 1 <= cell <= MOST
    return isinstance(cell, datetime)


@lru_cache(maxsize=8192)
def kind_of(text: str) -> Kind:
    """Return whether a label such as R, RE or Realisasi means plan or progress."""
    kept = [w for w in _WORD.findall(text.lower()) if w not in _BESIDE_KIND]
    plain = "".join(kept)
    known = similar.words()["jadwal"]
    kinds: tuple[Literal["rencana", "realisasi"], ...] = ("rencana", "realisasi")
    for kind in kinds:
        if plain in known[kind]:
            return kind
    if len(kept) != 1 or len(plain) < _MISPRINTED:
        return ""
    near = {kind: max(fuzz.ratio(plain, w) for w in known[kind]) for kind in kinds}
    best = max(kinds, key=lambda kind: near[kind])
    return best if near[best] >= _NEAR else ""


def _label(
    parts: Parts, day: date | None, marks: Mapping[str, Kind] | None = None
) -> _Label | None:
    """Return what the parts of a heading say; None when one says something else."""
    found = _Label(day=day)
    for part in parts:
        mark = (marks or {}).get(" ".join(part.lower().split()))
        read = _Label(kind=mark) if mark else _part(part)
        if read is None:
            return None
        found = _Label(
            year=read.year or found.year,
            month=read.month or found.month,
            week=read.week or found.week,
            day=read.day or found.day,
            kind=read.kind or found.kind,
            nth=read.nth or found.nth,
            of_month=read.of_month or found.of_month,
        )
    return found


@lru_cache(maxsize=8192)
def _part(text: str) -> _Label | None:
    plain = " ".join(text.lower().replace("(%)", " ").split()).strip(" .:")
    if kind := kind_of(plain):
        return _Label(kind=kind)
    if of_area(text):
        return None
    if plain.isdecimal() and 1990 <= int(plain) <= 2100:
        return _Label(year=int(plain))
    if number := _number(_WEEK.fullmatch(plain)):
        return _Label(week=number)
    if number := _number(_MONTH.fullmatch(plain)):
        return _Label(nth=number)
    read = None if _BARE_MONTH.fullmatch(plain) else read_date(_last_day(plain))
    if read is not None:
        return _Label(day=read.value)
    return _of_month(_last_day(plain)) or _month(plain)


def of_area(text: str) -> bool:
    """Tell whether a heading speaks of hectares, as at a day: that is no period of a schedule."""
    told = words.concept(text)  # its m2 may be a second week
    return told.unit == "ha" or (told.area and (told.kumuh or told.meaning == "sisa"))


def _last_day(plain: str) -> str:
    """Return the last day of a range such as "28/12 - 03/01/2021"."""
    for sign in (" - ", " – ", " s/d ", " sd ", " s.d. "):
        first, found, last = plain.rpartition(sign)
        if found and any(c.isdecimal() for c in first) and len(last) > 2:
            return last.strip()
    return plain


def _of_month(plain: str) -> _Label | None:
    """Return a day without year: "3 Jan", "1-7 Jan", "03/01"."""
    found = _DAY_MONTH.fullmatch(plain)
    if found is None:
        return None
    month = int(found[2]) if found[2].isdecimal() else month_number(found[2])
    if not month or not 1 <= month <= 12 or not 1 <= int(found[1]) <= 31:
        return None
    return _Label(month=month, of_month=int(found[1]))


def _number(found: re.Match[str] | None) -> int | None:
    if found is None:
        return None
    return int(found[1]) if found[1].isdecimal() else _ROMAN.get(found[1])


def _month(plain: str) -> _Label | None:
    week = _INSIDE.search(plain)
    plain = _INSIDE.sub(" ", plain)
    told = [w for w in _WORD.findall(plain) if w not in _FILLERS]
    years = years_in(plain)
    if short := _SHORT_YEAR.fullmatch(plain):
        years = (2000 + int(short[1]),)
    if not told:
        return (
            _Label(year=years[0] if years else None)
            if years or not re.search(r"\d", plain)
            else None
        )
    kinds = [k for w in told if (k := kind_of(w))]
    rest = [w for w in told if not kind_of(w)]
    months = {m for w in rest if (m := month_number(w))}
    if len(months) > 1 or (rest and not months):
        return None if rest and not _filler(rest) else _Label(kind=kinds[0] if kinds else "")
    return _Label(
        year=years[0] if years else None,
        month=months.pop() if months else None,
        week=int(week[1]) if week else None,
        kind=kinds[0] if kinds else "",
    )


def _filler(texts: Sequence[str]) -> bool:
    return {*texts} <= _AROUND


def _dated(times: Mapping[int, _Label], year: int | None) -> list[Period]:
    found: list[Period] = []
    now, last_month = year, 0
    order = sorted(times)
    places: dict[tuple[object, ...], int] = {}
    seen: set[tuple[tuple[object, ...], Kind, int]] = set()
    turn = 0
    last_key: tuple[object, ...] = ()
    for column in order:
        label = times[column]
        if label.year:
            now = label.year
        elif label.month and now and label.month < last_month and last_month - label.month > 6:
            now += 1
        if label.month:
            if label.month > last_month or label.year or last_month - label.month > 6:
                last_month = label.month
            elif label.month < last_month:  # a second group over the same months starts again
                now, last_month = label.year or year or now, label.month
        end = _end(label, now, _weeks(times, label))
        if end is None and label.key != last_key and (label.key, label.kind, turn) in seen:
            turn += 1  # M1 to M4 begin again, and no heading says of which month
        seen.add((label.key, label.kind, turn))
        last_key = label.key
        at = places.setdefault((*label.key, turn) if end is None else (end,), len(places))
        found.append(Period(column, end, label.kind, at))
    return found


def _weeks(times: Mapping[int, _Label], label: _Label) -> int:
    """Return the number of the last week that the schedule shows of a month."""
    return max(
        (t.week or 0 for t in times.values() if (t.month, t.year) == (label.month, label.year)),
        default=0,
    )


def _end(label: _Label, year: int | None, weeks: int) -> date | None:
    if label.day is not None:
        return label.day
    if label.month is None or year is None:
        return None
    last = calendar.monthrange(year, label.month)[1]
    if label.of_month is not None:
        return date(year, label.month, min(label.of_month, last))
    if label.week is None or label.week >= max(weeks, 4):
        return date(year, label.month, last)
    return date(year, label.month, min(7 * label.week, last))


__all__ = ["FEWEST", "Kind", "Period", "column_number", "kind_of", "periods"]
