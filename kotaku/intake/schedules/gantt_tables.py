"""From drawn schedules to the tables master_schedule and progres, cumulative in percent."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial

import numpy as np
import pandas as pd

from kotaku import schema
from kotaku.dataset import SourceTable
from kotaku.findings import Finding, finding
from kotaku.intake.model import Cell, Column, Sheet, letter
from kotaku.intake.schedules import drawn
from kotaku.intake.schedules.drawn import Floats, Meaning
from kotaku.intake.schedules.gantt import Activity, Chart, activities, charts
from kotaku.intake.tables.convert import convert
from kotaku.intake.tables.extract import Extracted

_TEXTS = ("komponen", "pic", "id_kegiatan", "mulai", "selesai", "bobot_pct", "kegiatan")
Read = Sequence[tuple[Chart, Sequence[Activity]]]


def read_gantt(sheet: Sheet, *, file: str) -> Extracted | None:
    """Return the tables master_schedule and progres of a drawn schedule; None when it is none.

    A sheet may hold several charts one below the other, one for each team.
    """
    found: list[Finding] = []
    read = [(chart, list(activities(sheet, chart, file, found))) for chart in charts(sheet)]
    return _tables(sheet, read, found, file) if read else None


def _tables(sheet: Sheet, read: Read, found: list[Finding], file: str) -> Extracted:
    """Return the tables of all charts of a sheet, with the address of every value."""
    frames: dict[str, list[pd.DataFrame]] = {"master_schedule": [], "progres": []}
    sources: list[SourceTable] = []
    fed: list[np.ndarray] = []
    for chart, drawn_here in read:
        if not drawn_here:
            continue
        plain = _activities(sheet, chart, drawn_here, found, file)
        frames["master_schedule"].append(plain.assign(_sumber=len(sources)))
        columns = {n: letter(c) for n, c in chart.columns.items()}
        sources.append(SourceTable(file, sheet.name, "master_schedule", chart.header_row, columns))
        fed.append(plain["_baris"].to_numpy(dtype=np.int64))
        for frame, source in _progress(sheet, chart, drawn_here, plain, found, file):
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
    sheet: Sheet, chart: Chart, activities: Sequence[Activity], found: list[Finding], file: str
) -> pd.DataFrame:
    rows = [a.row for a in activities]
    columns: dict[str, pd.Series] = {}
    for name in (n for n in _TEXTS if n in chart.columns):
        read = convert(_column([a.texts.get(name) for a in activities]), name)
        columns[name] = read.values
        for i, text in read.unreadable:
            cell = f"{letter(chart.columns[name])}{rows[i]}"
            code = "ANGKA-TIDAK-TERBACA" if read.expected == "angka" else "ISIAN-TIDAK-TERBACA"
            found.append(
                finding(code, file=file, sheet=sheet.name, cell=cell, row=rows[i], value=text,
                        kolom=schema.fields()[name].heading, harapan=read.expected)
            )  # fmt: skip
    frame = pd.DataFrame(columns, index=range(len(rows)))
    component = pd.Series([a.component for a in activities], dtype="str")
    frame["komponen"] = frame["komponen"].fillna(component) if "komponen" in frame else component
    frame["kab_kota"] = pd.Series([a.team for a in activities], dtype="str")
    if "id_kegiatan" not in frame or frame["id_kegiatan"].isna().any():
        frame["id_kegiatan"] = _ids(activities, frame)
    frame["_baris"] = rows
    return frame


def _column(cells: Sequence[Cell]) -> Column:
    numbers = np.array([c if isinstance(c, float) else math.nan for c in cells], dtype=np.float64)
    texts = [(i, c) for i, c in enumerate(cells) if c is not None and not isinstance(c, float)]
    return Column(numbers, [i for i, _ in texts], [c for _, c in texts])


def _ids(activities: Sequence[Activity], frame: pd.DataFrame) -> pd.Series:
    """Return what names an activity in its team: its running number, its name, or both."""
    names = [str(n) for n in frame["kegiatan"]]
    for candidate in (
        [a.number for a in activities],
        names,
        [f"{a.component or ''} {a.number or ''} {n}".strip() for a, n in
         zip(activities, names, strict=True)],
    ):  # fmt: skip
        keys = Counter(zip(candidate, (a.team for a in activities), strict=True))
        if all(candidate) and max(keys.values()) == 1:
            return pd.Series(candidate, dtype="str")
    return pd.Series([f"{n} (baris {a.row})" for a, n in zip(activities, names, strict=True)],
                     dtype="str")  # fmt: skip


def _progress(
    sheet: Sheet,
    chart: Chart,
    activities: Sequence[Activity],
    plain: pd.DataFrame,
    found: list[Finding],
    file: str,
) -> list[tuple[pd.DataFrame, SourceTable]]:
    """Return the frame of each period with its source: each stands in columns of its own."""
    undated = [p for p in chart.periods if p.end is None]
    if undated:
        cell = f"{letter(undated[0].column)}{chart.header_row}"
        found.append(
            finding("PERIODE-TANPA-TANGGAL", file=file, sheet=sheet.name, cell=cell,
                    jumlah=len(undated))
        )  # fmt: skip
        return []
    dates = sorted({p.end for p in chart.periods if p.end is not None})
    weights = (
        plain["bobot_pct"].astype("float64").tolist() if "bobot_pct" in plain
        else [math.nan] * len(activities)
    )  # fmt: skip
    plans = [_series(chart, a.plan, dates) for a in activities]
    dones = [_series(chart, a.done, dates) for a in activities]
    meant = drawn.meaning(plans, weights)
    if not meant.sure:
        meant = drawn.meaning(dones, weights) if not _any(plans) else meant
    found += _said(sheet, chart, meant, plans, dones, file)
    until = max((int(np.flatnonzero(d > 0)[-1]) + 1 for d in dones if (d > 0).any()), default=0)
    plan = [drawn.cumulative(p, w, meant, len(dates)) for p, w in zip(plans, weights, strict=True)]
    done = [drawn.cumulative(d, w, meant, until) for d, w in zip(dones, weights, strict=True)]
    plan = [p if a.plan else p * np.nan for p, a in zip(plan, activities, strict=True)]
    done = [d if a.done else d * np.nan for d, a in zip(done, activities, strict=True)]
    return [
        _period(sheet, chart, activities, plain, day, [p[i] for p in plan], [d[i] for d in done],
                file)
        for i, day in enumerate(dates)
    ]  # fmt: skip


def _any(series: Sequence[Floats]) -> bool:
    return any((~np.isnan(v)).any() for v in series)


def _series(chart: Chart, values: dict[int, tuple[int, float]], dates: Sequence[date]) -> Floats:
    out = np.full(len(dates), np.nan)
    for place, (_, value) in values.items():
        end = chart.periods[place].end
        if end is not None:
            out[dates.index(end)] = value
    return out


def _period(
    sheet: Sheet,
    chart: Chart,
    activities: Sequence[Activity],
    plain: pd.DataFrame,
    day: date,
    plan: Sequence[float],
    done: Sequence[float],
    file: str,
) -> tuple[pd.DataFrame, SourceTable]:
    here = [i for i, p in enumerate(chart.periods) if p.end == day]
    columns = {"id_kegiatan": letter(chart.columns.get("id_kegiatan", chart.columns["kegiatan"]))}
    for name in ("plan", "done"):
        for place in here:
            if any(place in getattr(a, name) for a in activities):
                field = "rencana_pct" if name == "plan" else "realisasi_pct"
                columns.setdefault(field, letter(chart.periods[place].column))
    rows = [_row(a, here) for a in activities]
    if any(a.done and a.plan and _row(a, here) != a.row for a in activities):
        columns.pop("rencana_pct", None)  # it stands on another row than the progress
    frame = pd.DataFrame(
        {
            "id_kegiatan": plain["id_kegiatan"],
            "kab_kota": plain["kab_kota"],
            "minggu": pd.Timestamp(day),
            "rencana_pct": plan,
            "realisasi_pct": done,
            "_baris": rows,
        }
    )
    frame = frame.dropna(subset=["rencana_pct", "realisasi_pct"], how="all")
    source = SourceTable(file, sheet.name, "progres", chart.header_row, columns)
    return frame, source


def _row(activity: Activity, here: Sequence[int]) -> int:
    """Return the row of the progress in these periods, else of the plan, else of the name."""
    for held in (activity.done, activity.plan):
        rows = [row for place, (row, _) in held.items() if place in here] or [
            row for row, _ in held.values()
        ]
        if rows:
            return rows[0]
    return activity.row


def _said(
    sheet: Sheet,
    chart: Chart,
    meant: Meaning,
    plans: Sequence[Floats],
    dones: Sequence[Floats],
    file: str,
) -> list[Finding]:
    """Return how the figures were read, by which marks, and that one kind of them is lacking."""
    kinds = [word for word, held in (("rencana", plans), ("realisasi", dones)) if _any(held)]
    say = partial(finding, file=file, sheet=sheet.name, place=chart.team or "")
    said = [
        say(
            "JADWAL-DIPAHAMI" if meant.sure else "JADWAL-TIDAK-JELAS",
            kegiatan=len(plans),
            periode=len({p.end for p in chart.periods}),
            isi=" dan ".join(kinds) or "tanpa angka",
            arti=drawn.WORDS[meant.reading],
        )
    ]
    if chart.marks:
        first, second = chart.marks
        said.append(say("JADWAL-TANDA", pertama=first, kedua=second))
    if kinds == ["rencana"]:
        said.append(say("JADWAL-TANPA-REALISASI"))
    return said
