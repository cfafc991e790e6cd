"""From a schedule as read to the tables master_schedule and progres, cumulative in percent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from kotaku import schema
from kotaku.checks.cumulative import WHOLE_ACTIVITY
from kotaku.dataset import SourceTable
from kotaku.findings import Finding, finding
from kotaku.intake.model import Column, Sheet, letter
from kotaku.intake.reading.model import Matter
from kotaku.intake.reading.schedule_grid import Floats, ScheduleChart
from kotaku.intake.reading.schedule_proof import Foot, Meaning
from kotaku.intake.reading.schedule_rows import Activity, ScheduleRows
from kotaku.intake.tables.convert import convert
from kotaku.intake.tables.extract import Extracted
from kotaku.words.dates import is_undated, undated_week

_TEXTS = ("komponen", "pic", "id_kegiatan", "mulai", "selesai", "kegiatan")


@dataclass(frozen=True)
class DrawnSchedule:
    """One chart as read: cumulative percent of each activity by period, NaN after the report.

    ``whole`` holds plan and progress of all activities together [% of the whole] where the sheet
    gives progress only at its foot.
    """

    chart: ScheduleChart
    rows: ScheduleRows
    weights: Sequence[float]
    plan: Sequence[Floats]
    done: Sequence[Floats]
    reported: int
    whole: tuple[Floats, Floats] | None
    foot: Foot
    meant: Meaning
    course: tuple[Floats, Floats | None]  # cumulative points of the whole: plan and progress
    matter: Matter  # what its figures are
    first_end: date | None = None  # the last day of the first period, as a person said it


def tables(
    sheet: Sheet, read: Sequence[DrawnSchedule], found: list[Finding], file: str
) -> Extracted:
    """Return the tables of all charts of a sheet, with the address of every value."""
    frames: dict[str, list[pd.DataFrame]] = {"master_schedule": [], "progres": []}
    sources: list[SourceTable] = []
    fed: list[np.ndarray] = []
    for drawn in read:
        chart = drawn.chart
        plain = _activities(sheet, drawn, found, file)
        frames["master_schedule"].append(plain.assign(_sumber=len(sources)))
        columns = {n: letter(c) for n, c in chart.columns.items() if n != "bobot_pct"}
        if drawn.rows.weight_column is not None:
            columns["bobot_pct"] = letter(drawn.rows.weight_column)
        sources.append(SourceTable(file, sheet.name, "master_schedule", chart.header_row, columns))
        fed.append(plain["_baris"].to_numpy(dtype=np.int64))
        for frame, source in _progress(sheet, drawn, plain, found, file):
            frames["progres"].append(frame.assign(_sumber=len(sources)))
            sources.append(source)
            fed.append(frame["_baris"].to_numpy(dtype=np.int64))
    kept = {
        name: schema.conform(pd.concat(parts, ignore_index=True), name)
        for name, parts in frames.items()
        if parts
    }
    rows = np.unique(np.concatenate(fed)) if fed else np.zeros(0, dtype=np.int64)
    return Extracted(kept, tuple(sources), tuple(found), rows, tuple(fed))


def _activities(
    sheet: Sheet, drawn: DrawnSchedule, found: list[Finding], file: str
) -> pd.DataFrame:
    chart, activities = drawn.chart, drawn.rows.activities
    rows = [a.line.row for a in activities]
    columns: dict[str, pd.Series] = {}
    for name in (n for n in _TEXTS if n in chart.columns and n != "kegiatan"):
        texts = enumerate((a.line.texts.get(name) for a in activities), 1)
        read = convert(Column.of(texts, len(activities)), name)
        columns[name] = read.values
        for i, text in read.unreadable:
            cell = f"{letter(chart.columns[name])}{rows[i]}"
            found.append(
                finding("ISIAN-TIDAK-TERBACA", file=file, sheet=sheet.name, cell=cell, row=rows[i],
                        value=text, kolom=schema.fields()[name].heading, harapan=read.expected)
            )  # fmt: skip
    frame = pd.DataFrame(columns, index=range(len(rows)))
    frame["kegiatan"] = pd.Series([a.line.name for a in activities], dtype="str")
    frame["bobot_pct"] = np.round(np.asarray(drawn.weights, dtype=np.float64), 10)
    component = pd.Series([a.component for a in activities], dtype="str")
    frame["komponen"] = frame["komponen"].fillna(component) if "komponen" in frame else component
    frame["kab_kota"] = pd.Series([a.line.team for a in activities], dtype="str")
    if "id_kegiatan" not in frame or frame["id_kegiatan"].isna().any():
        frame["id_kegiatan"] = _ids(activities)
    frame["_baris"] = rows
    return frame


def _ids(activities: Sequence[Activity]) -> pd.Series:
    """Return what names an activity in its team: its running number, its name, or both."""
    names = [a.line.name for a in activities]
    numbers = [a.line.number for a in activities]
    teams = [a.line.team for a in activities]
    both = [f"{a.component or ''} {a.line.number} {a.line.name}".strip() for a in activities]
    for candidate in (numbers, names, both):
        keys = Counter(zip(candidate, teams, strict=True))
        if all(candidate) and max(keys.values()) == 1:
            return pd.Series(candidate, dtype="str")
    lines = [f"{a.line.name} (baris {a.line.row})" for a in activities]
    return pd.Series(lines, dtype="str")


def _progress(
    sheet: Sheet, drawn: DrawnSchedule, plain: pd.DataFrame, found: list[Finding], file: str
) -> list[tuple[pd.DataFrame, SourceTable]]:
    """Return the frame of each period with its source: each stands in columns of its own."""
    days = days_of(drawn)
    if is_undated(days[0]):
        period = min(drawn.chart.periods, key=lambda p: p.column)
        cell = f"{letter(period.column)}{drawn.chart.header_row}"
        found.append(
            finding("PERIODE-TANPA-TANGGAL", file=file, sheet=sheet.name, cell=cell,
                    jumlah=len(days))
        )  # fmt: skip
    return [_period(sheet, drawn, plain, day, i, file) for i, day in enumerate(days)]


def days_of(drawn: DrawnSchedule) -> list[date]:
    """Return the last day of each period: as headed, counted from a day that is known, or none.

    A day that a person gave for the first period counts; else that of the titles is the last one
    reported. Without any the periods are numbered: kotaku.words.dates.undated_week.
    """
    chart = drawn.chart
    ends = {p.at: p.end for p in chart.periods}
    known = [end for i in range(chart.length) if (end := ends.get(i)) and not is_undated(end)]
    if len(known) == chart.length:
        return known
    if drawn.first_end is not None:
        return [chart.step(drawn.first_end, i) for i in range(chart.length)]
    if chart.day and drawn.reported:
        last = date.fromisoformat(chart.day)
        return [chart.step(last, i - drawn.reported + 1) for i in range(chart.length)]
    if chart.length == 1:  # a list of one week: the number that its titles tell
        return [ends[0] or undated_week(1)]
    return [undated_week(i + 1) for i in range(chart.length)]


def _period(
    sheet: Sheet, drawn: DrawnSchedule, plain: pd.DataFrame, day: date, at: int, file: str
) -> tuple[pd.DataFrame, SourceTable]:
    activities = drawn.rows.activities
    named = drawn.chart.columns
    columns = {"id_kegiatan": letter(named.get("id_kegiatan", named["kegiatan"]))}
    for period in (p for p in drawn.chart.periods if p.at == at):
        for name, kind in (("rencana_pct", "rencana"), ("realisasi_pct", "realisasi")):
            if period.kind in ("", kind):
                columns.setdefault(name, letter(period.column))
    held = [not np.isnan(a.done).all() for a in activities]
    rows = [a.done_row if own else a.line.row for a, own in zip(activities, held, strict=True)]
    if any(own and a.done_row != a.line.row for a, own in zip(activities, held, strict=True)):
        columns.pop("rencana_pct", None)  # it stands on another row than the progress
    frame = pd.DataFrame(
        {
            "id_kegiatan": plain["id_kegiatan"],
            "kab_kota": plain["kab_kota"],
            "minggu": pd.Timestamp(day),
            "rencana_pct": [p[at] for p in drawn.plan],
            "realisasi_pct": [d[at] for d in drawn.done],
            "_baris": rows,
        }
    )
    if drawn.whole is not None:
        frame = pd.concat([frame, _whole(drawn, plain, day, at)], ignore_index=True)
    frame = frame.dropna(subset=["rencana_pct", "realisasi_pct"], how="all")
    source = SourceTable(file, sheet.name, "progres", drawn.chart.header_row, columns)
    return frame, source


def _whole(drawn: DrawnSchedule, plain: pd.DataFrame, day: date, at: int) -> pd.DataFrame:
    """Return the row of all activities together, whose progress stands at the foot."""
    assert drawn.whole is not None
    line = drawn.foot.roles.get("realisasi_kumulatif") or drawn.foot.roles["realisasi"]
    plan, done = drawn.whole
    return pd.DataFrame(
        {
            "id_kegiatan": [WHOLE_ACTIVITY],
            "kab_kota": pd.Series([plain["kab_kota"].iloc[-1]], dtype="str"),
            "minggu": [pd.Timestamp(day)],
            "rencana_pct": [min(round(float(plan[at]), 10), 100.0)],
            "realisasi_pct": [round(float(done[at]), 10)],
            "_baris": [line.row],
        }
    )
