"""A drawn schedule as the check step shows it: rows, columns, proofs and what follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from kotaku.dataset import Question
from kotaku.intake.model import Sheet
from kotaku.intake.reading import schedule_proof as proof
from kotaku.intake.reading.model import (
    AreaCourse,
    ColumnReading,
    Matter,
    Meaning,
    Position,
    Proof,
    Reading,
    Result,
    RowReading,
    RowRole,
    ScheduleMeaning,
    ScheduleRole,
)
from kotaku.intake.reading.schedule_frames import DrawnSchedule, days_of
from kotaku.intake.reading.schedule_grid import WEIGHTS_OFF, Floats
from kotaku.intake.reading.schedule_rows import FULL, WHOLE
from kotaku.intake.reading.schedule_said import every, kind_matter, names_of
from kotaku.intake.reading.schedule_told import contradictions
from kotaku.words.dates import is_undated
from kotaku.words.numbers import format_number, format_pct

_ROLES: dict[str, ScheduleRole] = {name: role for role, name in WHOLE.items()}  # type: ignore[misc]
_NAMED: dict[str, ScheduleMeaning] = {"kegiatan": "kegiatan", "komponen": "komponen"}
_DECIMALS = 9


def reading_of(
    file: str, sheet: Sheet, drawn: Sequence[DrawnSchedule], asked: Sequence[Question]
) -> Reading:
    """Return the reading of a sheet from its charts."""
    return Reading(
        file=file,
        sheet=sheet.name,
        shape=drawn[0].chart.shape,
        names=tuple(names_of(sheet, one.chart) for one in drawn),
        rows=tuple(_rows(sheet, drawn)),
        columns=tuple(c for n, one in enumerate(drawn) for c in _columns(sheet, one, n)),
        proofs=tuple(p for one in drawn for p in _proofs(one)),
        questions=tuple(asked),
        result=Result(AreaCourse(None, {}, None), positions=tuple(
            position for one in drawn for position in _positions(one)
        )),
        besaran="master_schedule",
        matters=tuple(_matters(drawn)),
    )  # fmt: skip


def _matters(drawn: Sequence[DrawnSchedule]) -> Iterator[Matter]:
    """Yield what holds for all figures of a chart, once for charts of one layout."""
    for one in {one.chart.shape: one for one in reversed(drawn)}.values():
        yield one.matter
        sides = ([getattr(a, side) for a in one.rows.activities] for side in ("plan", "done"))
        told = kind_matter(one.chart, *(any((~np.isnan(v)).any() for v in s) for s in sides))
        if told is not None:
            yield told


# --- rows and columns ----------------------------------------------------------------------


def _rows(sheet: Sheet, drawn: Sequence[DrawnSchedule]) -> Iterator[RowReading]:
    found: dict[int, RowReading] = {}
    for n, one in enumerate(drawn):
        for row in range(one.chart.header_row + 1, one.chart.last_row + 1):
            if any(v is not None for v in sheet.row(row)):  # a team's name, or a note
                found[row] = RowReading(row, "judul", table=n)
        found |= {r.row: r for r in _of_chart(one, n)}
    for row in range(1, sheet.height + 1):
        empty = all(v is None for v in sheet.row(row))
        yield found.get(row, RowReading(row, "kosong" if empty else "judul"))


def _of_chart(one: DrawnSchedule, n: int) -> Iterator[RowReading]:
    chart = one.chart
    for row in range(chart.top, chart.header_row + 1):
        yield RowReading(row, "kepala", table=n)

    for row, name, nama in _roles(one):
        guessed = name == "kegiatan" and not one.meant.sure and row not in chart.said
        yield RowReading(row, name, nama, guessed, n)
    for row, said in chart.said.items():
        if said in ("diabaikan", "judul", "catatan"):
            yield RowReading(row, said, table=n)  # type: ignore[arg-type]


def _roles(one: DrawnSchedule) -> Iterator[tuple[int, RowRole | ScheduleRole, str]]:
    """Yield row, role and name; of a row that is told twice the later role counts."""
    rows = one.rows
    yield from ((line.row, "catatan", "") for line in rows.notes)
    yield from ((line.row, "jumlah", "") for line in (*rows.feet, *rows.totals))
    yield from ((line.row, "kelompok", line.name) for line in rows.groups)
    for a in rows.activities:
        yield from ((row, "kegiatan", "") for row in (a.plan_row, a.line.row))
        if a.done_row != a.line.row:
            yield a.done_row, "realisasi", ""
    yield from ((line.row, _ROLES[name], "") for name, line in one.foot.roles.items())


def _columns(sheet: Sheet, one: DrawnSchedule, table: int) -> Iterator[ColumnReading]:
    chart, days = one.chart, days_of(one)
    periods = {p.column: p for p in chart.periods}
    named = {c: _NAMED[name] for name, c in chart.columns.items() if name in _NAMED}
    for column, heading in every(chart, sheet).items():
        if column in periods:
            period = periods[column]
            end = None if is_undated(days[period.at]) else days[period.at]
            yield ColumnReading(
                column, heading, period.kind or "minggu", table=table,
                period=period.at + 1, end=end, guessed=bool(chart.marks),
            )  # fmt: skip
            continue
        meaning: Meaning | ScheduleMeaning = named.get(column, "lain")
        if column == one.rows.weight_column:
            meaning = "bobot"
        elif column == chart.number:
            meaning = "nomor"
        elif column == chart.kinds:
            meaning = "tanda"
        yield ColumnReading(column, heading, meaning, table=table)


# --- proofs --------------------------------------------------------------------------------


def _proofs(one: DrawnSchedule) -> Iterator[Proof]:
    weights = np.array([a.weight for a in one.rows.activities])
    if not np.isnan(weights).any():
        total = float(weights.sum())
        yield Proof(f"jumlah bobot {len(weights)} kegiatan: {format_pct(total)}",
                    abs(total - FULL) <= WEIGHTS_OFF)  # fmt: skip
    yield from _ends(one)
    for words in one.foot.proofs:
        yield Proof(words, holds=True)
    for off in contradictions(one):
        yield Proof(
            f"baris {off.line.row} “{off.line.name[:40]}” ({off.cell}): tertulis "
            f"{format_pct(off.given)}, jumlah kegiatannya {format_pct(off.counted)}",
            holds=False,
            cells=(off.cell,),
        )


def _ends(one: DrawnSchedule) -> Iterator[Proof]:
    """Tell how many plans end at their weight; one that never does may run on beyond the sheet."""
    known = [(v, w) for v, w in zip(one.plan, one.weights, strict=True) if not np.isnan(v).all()]
    if not known or one.chart.length < 3:
        return
    reached = sum(abs(float(np.nanmax(v)) - FULL) <= proof.rounding(w) for v, w in known)
    goal = "bobotnya" if one.meant.how.endswith("bobot") else "100 %"
    words = (
        f"rencana berakhir pada {goal}: {format_number(reached, 0)} dari "
        f"{format_number(len(known), 0)} kegiatan"
    )
    if reached:
        yield Proof(words, reached == len(known), checked=len(known), passed=reached)


# --- what follows --------------------------------------------------------------------------


def _positions(one: DrawnSchedule) -> Iterator[Position]:
    at = max(one.reported, 1) - 1 if one.reported else one.chart.length - 1
    day = days_of(one)[at]
    end = None if is_undated(day) else day
    if one.whole is not None:
        team = one.rows.activities[-1].line.team or ""
        plan, done = one.whole
        yield Position(team, _plain(plan[at]), _plain(done[at]), one.reported, end)
        return
    for team in dict.fromkeys(a.line.team or "" for a in one.rows.activities):
        own = [i for i, a in enumerate(one.rows.activities) if (a.line.team or "") == team]
        share = np.array([one.weights[i] for i in own])
        if np.isnan(share).any() or share.sum() <= 0:
            share = np.ones(len(own))
        plan_pct = _mean([one.plan[i] for i in own], share, at)
        done_pct = _mean([one.done[i] for i in own], share, at) if one.reported else None
        yield Position(team, plan_pct, done_pct, one.reported, end)


def _mean(series: Sequence[Floats], share: Floats, at: int) -> float | None:
    """Return the position of activities together; a value holds until the next one."""
    values = np.array(series)
    if np.isnan(values).all():
        return None
    now = np.minimum(proof.held(values)[:, at], FULL)
    return _plain(float((now * share).sum() / share.sum()))


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), _DECIMALS)
