"""What a person said of a drawn schedule: its columns, its rows, the end of its first week.

Columns, rows and sheets are kept as ``said`` tells for every reading. The last day of the first
period holds for one file alone: next year's file of the layout has other days.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from kotaku.intake.model import Sheet
from kotaku.intake.reading import said
from kotaku.intake.reading.model import Matter
from kotaku.intake.reading.schedule_grid import ScheduleChart, charts
from kotaku.intake.reading.schedule_lists import list_charts, lists_as_said
from kotaku.intake.reading.schedule_periods import Kind, Period
from kotaku.intake.tables.context import CommonValues

WEEK_ONE = "MINGGU1"
_BOTH: tuple[Kind, ...] = ("rencana", "realisasi")
_PERIODS: dict[str, Kind] = {"minggu": "", "rencana": "rencana", "realisasi": "realisasi"}


def shape_of(headings: Mapping[int, str], periods: Sequence[Period]) -> str:
    """Return what answers are kept by: the headings beside the periods, and what periods are."""
    taken = {p.column for p in periods}
    names = [said.letters(text) for column, text in sorted(headings.items()) if column not in taken]
    kinds = sorted({p.kind for p in periods})
    timed = "tanggal" if all(p.end for p in periods) else "urutan"
    text = "|".join([*names, timed if len(periods) > 2 else "daftar", *kinds])
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def sheet_kode(shape: str, sheet: str) -> str:
    """Return the kode of leaving a sheet out: the teams of a file have sheets of one layout."""
    digits = "".join(c for c in sheet if c.isdecimal())[:9]
    return said.sheet_kode(f"{shape}-{said.letters(sheet)[:30]}{digits}")


def first_end_kode(sha256: str, sheet: str) -> str:
    """Return the kode under which the last day of the first period of a sheet is kept."""
    return said.approval_kode(sha256, sheet).replace(said.APPROVAL, WEEK_ONE, 1)


def first_end(answers: Mapping[str, str], sha256: str, sheet: str) -> date | None:
    """Return the last day of the first period as a person said it."""
    try:
        return date.fromisoformat(answers.get(first_end_kode(sha256, sheet), ""))
    except ValueError:
        return None


def read_charts(
    sheet: Sheet, around: CommonValues | None, answers: Mapping[str, str]
) -> list[ScheduleChart]:
    """Return the charts of a sheet, under the headings that a person said where somebody did.

    Answers stay those on the charts as they were read.
    """
    found = [*charts(sheet, around)] or list_charts(sheet)
    found = [replace(one, shape=shape_of(one.headings, one.periods)) for one in found]
    roles = {
        place + 1: role
        for one in found
        if said.rows_said(answers, one.shape)
        for place, role in names_of(sheet, one).said(answers).rows.items()
    }
    rows = [(one.top, one.header_row) for one in found]
    runs = said.headed(rows, roles)
    if runs is None:
        return found
    again = [*charts(sheet, around, runs)]
    if runs and not any(one.periods for one in again):
        again = lists_as_said(sheet, runs)
    return [
        replace(one, shape=found[said.began(rows, (one.top, one.header_row))].shape)
        for one in again
    ]


def names_of(sheet: Sheet, chart: ScheduleChart) -> said.Names:
    """Return what answers call the columns and rows of a chart."""
    labels = [said.label_of(cells) for cells in sheet.rows()]
    return said.Names(chart.shape, every(chart, sheet), labels)


def applied(sheet: Sheet, chart: ScheduleChart, answers: Mapping[str, str]) -> ScheduleChart:
    """Return a chart as a person said it is."""
    if not any(f"-{chart.shape}" in kode for kode in answers):
        return chart
    told = names_of(sheet, chart).said(answers)
    for column, one in told.columns.items():
        chart = _column(chart, column, one.meaning)
    rows = {place + 1: role for place, role in told.rows.items()}
    return replace(_kind(chart, answers.get(kind_kode(chart.shape), "")), said=rows)


def kind_kode(shape: str) -> str:
    """Return the kode of what the figures of a chart are: plan or progress."""
    return f"jadwal-jenis-{shape}"


def kind_matter(chart: ScheduleChart, plan: bool, done: bool) -> Matter | None:
    """Return whether a chart holds plan or progress, where it holds but one of them."""
    if plan == done or chart.marks or chart.kinds is not None:
        return None
    return Matter(
        kind_kode(chart.shape), "Angka kegiatan", "rencana" if plan else "realisasi",
        {str(kind): kind for kind in _BOTH},
        sure=bool(chart.kind) or all(p.kind for p in chart.periods),
    )  # fmt: skip


def _kind(chart: ScheduleChart, kind: str) -> ScheduleChart:
    """Return a chart all of whose figures are plan or progress, as a person said."""
    told = next((k for k in _BOTH if k == kind), None)
    if told is None or len({p.kind for p in chart.periods}) > 1:
        return chart
    periods = tuple(replace(p, kind=told) if p.kind else p for p in chart.periods)
    return replace(chart, periods=periods, kind=told)


def every(chart: ScheduleChart, sheet: Sheet) -> dict[int, str]:
    """Return the heading of every column of the sheet."""
    return {c: chart.headings.get(c, "") for c in range(len(sheet.columns))}


def _column(chart: ScheduleChart, column: int, meaning: str) -> ScheduleChart:
    """Return a chart one column of which a person named."""
    periods = [p for p in chart.periods if p.column != column]
    here = next((p for p in chart.periods if p.column == column), None)
    columns = {name: c for name, c in chart.columns.items() if c != column}
    weights = tuple(c for c in chart.weights if c != column)
    number = None if chart.number == column else chart.number
    kinds = None if chart.kinds == column else chart.kinds
    if meaning == "bobot":
        weights = (column,)
    elif meaning == "nomor":
        number = column
    elif meaning == "tanda":
        kinds = column
    elif meaning in ("kegiatan", "komponen"):
        columns[meaning] = column
    elif meaning in _PERIODS:
        kind = _PERIODS[meaning]
        period = replace(here, kind=kind) if here else Period(column, None, kind, len(periods))
        periods.append(period)
    if "kegiatan" not in columns:
        return chart  # the names of the activities stand somewhere
    return replace(chart, columns=columns, weights=weights, number=number, kinds=kinds,
                   periods=tuple(_in_order(periods)))  # fmt: skip


def _in_order(periods: Sequence[Period]) -> list[Period]:
    """Return the periods by their columns, counted anew; two of one end stay together."""
    places: dict[int, int] = {}
    ordered = sorted(periods, key=lambda p: p.column)
    return [replace(p, at=places.setdefault(p.at, len(places))) for p in ordered]
