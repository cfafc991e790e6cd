"""The headings of weeks and months over a drawn Master Schedule, turned into dates."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from kotaku.intake.model import Sheet
from kotaku.intake.tables import similar
from kotaku.intake.tables.headings import DEPTH, Parts, boxes, column_number, joined
from kotaku.words.parsing import years_in
from kotaku.words.parsing_dates import month_number, read_date

Kind = Literal["rencana", "realisasi", ""]

FEWEST = 3  # so many periods make a drawn schedule
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_WEEK = re.compile(
    r"(?:minggu|mgg|mg|m|w|week|pekan)?\s*+(?:ke\s*+)?(?:[-.]\s*+)?(\d{1,2}|iv|v|i{1,3})"
)
_INSIDE = re.compile(r"\b(?:minggu|mgg|mg|m|w)[\s.-]*+(?:ke[\s.-]*+)?(\d)\b")
_BARE_MONTH = re.compile(r"[a-z]+\.?[\s\-/,]*\d{4}")
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class Period:
    """One column of weekly or monthly values; ``end`` is the last day it stands for."""

    column: int
    end: date | None
    kind: Kind


@dataclass(frozen=True)
class _Label:
    year: int | None = None
    month: int | None = None
    week: int | None = None
    day: date | None = None
    kind: Kind = ""

    @property
    def is_time(self) -> bool:
        return self.day is not None or self.month is not None or self.week is not None


def periods(sheet: Sheet, row: int, year: int | None) -> tuple[list[Period], dict[int, Parts]]:
    """Return the columns of periods under a heading whose lowest row is ``row``, and the others.

    The year of a month is that of its own heading, else the one told by ``year``; from December
    on to January it goes on to the next one.
    """
    headings, days = _headings(sheet, row)
    labels = {c: _label(parts, days.get(c)) for c, parts in headings.items()}
    times = {c: found for c, found in labels.items() if found is not None and found.is_time}
    if len(times) < FEWEST:
        return [], headings
    return _dated(times, year), {c: p for c, p in headings.items() if c not in times}


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


def kind_of(text: str) -> Kind:
    """Return whether a label such as R, RE or Realisasi means plan or progress."""
    plain = re.sub(r"[^a-z]", "", text.lower())
    words = similar.words()["jadwal"]
    if plain in words["rencana"]:
        return "rencana"
    return "realisasi" if plain in words["realisasi"] else ""


def _label(parts: Parts, day: date | None) -> _Label | None:
    """Return what the parts of a heading say; None when one says something else."""
    found = _Label(day=day)
    for part in parts:
        read = _part(part)
        if read is None:
            return None
        found = _Label(
            year=read.year or found.year,
            month=read.month or found.month,
            week=read.week or found.week,
            day=read.day or found.day,
            kind=read.kind or found.kind,
        )
    return found


def _part(text: str) -> _Label | None:
    plain = " ".join(text.lower().replace("(%)", " ").split()).strip(" .:")
    if kind := kind_of(plain):
        return _Label(kind=kind)
    if plain.isdigit() and 1990 <= int(plain) <= 2100:
        return _Label(year=int(plain))
    if found := _WEEK.fullmatch(plain):
        return _Label(week=_ROMAN.get(found[1]) or int(found[1]))
    read = None if _BARE_MONTH.fullmatch(plain) else read_date(plain)
    if read is not None:
        return _Label(day=read.value)
    return _month(plain)


def _month(plain: str) -> _Label | None:
    week = _INSIDE.search(plain)
    plain = _INSIDE.sub(" ", plain)
    words = [w for w in _WORD.findall(plain) if w not in ("tahun", "bulan", "ta", "minggu", "ke")]
    years = years_in(plain)
    if not words:
        return _Label(year=years[0] if years else None) if years or not plain else None
    kinds = [k for w in words if (k := kind_of(w))]
    rest = [w for w in words if not kind_of(w)]
    months = {m for w in rest if (m := month_number(w))}
    if len(months) > 1 or (rest and not months):
        return None if rest and not _filler(rest) else _Label(kind=kinds[0] if kinds else "")
    return _Label(
        year=years[0] if years else None,
        month=months.pop() if months else None,
        week=int(week[1]) if week else None,
        kind=kinds[0] if kinds else "",
    )


def _filler(words: Sequence[str]) -> bool:
    return {*words} <= {"jadwal", "pelaksanaan", "waktu", "mingguan", "bulanan", "kumulatif",
                        "komulatif", "progres", "kegiatan", "master", "schedule"}  # fmt: skip


def _dated(times: Mapping[int, _Label], year: int | None) -> list[Period]:
    found: list[Period] = []
    now, last_month = year, 0
    order = sorted(times)
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
        found.append(Period(column, _end(label, now, _weeks(times, label)), label.kind))
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
    if label.week is None or label.week >= max(weeks, 4):
        return date(year, label.month, last)
    return date(year, label.month, min(7 * label.week, last))


__all__ = ["FEWEST", "Kind", "Period", "column_number", "kind_of", "periods"]
