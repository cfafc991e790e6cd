"""What is said of a drawn schedule: how it was read, what proves it, what contradicts it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from kotaku.findings import Finding, finding
from kotaku.intake.model import Sheet, address, letter
from kotaku.intake.reading import schedule_proof as proof
from kotaku.intake.reading.schedule_frames import DrawnSchedule
from kotaku.intake.reading.schedule_grid import Line
from kotaku.intake.reading.schedule_proof import Meaning
from kotaku.intake.reading.schedule_rows import FULL, ScheduleRows
from kotaku.words.numbers import format_pct


def findings(sheet: Sheet, drawn: DrawnSchedule, file: str) -> list[Finding]:
    """Return how the figures were read, what proves it, and where the foot says otherwise."""
    rows = drawn.rows
    return [
        *_said(sheet, drawn, file),
        *(
            finding("BARIS-TOTAL" if line in (*rows.feet, *rows.totals) else "BARIS-CATATAN",
                    file=file, sheet=sheet.name, cell=f"A{line.row}", row=line.row,
                    value=line.name[:80])
            for line in sorted({id(x): x for x in (*rows.feet, *rows.totals, *rows.notes)}.values(),
                               key=lambda x: x.row)
            if line.name
        ),
    ]  # fmt: skip


def _said(sheet: Sheet, drawn: DrawnSchedule, file: str) -> list[Finding]:
    chart, rows = drawn.chart, drawn.rows
    plan, done = drawn.course
    kinds = [w for w, held in (("rencana", plan), ("realisasi", done))
             if held is not None and (~np.isnan(held)).any()]  # fmt: skip
    say = partial(finding, file=file, sheet=sheet.name, place=chart.team or "")
    said = [
        say(
            "JADWAL-DIPAHAMI" if drawn.meant.sure else "JADWAL-TIDAK-JELAS",
            kegiatan=len(rows.activities),
            periode=chart.length,
            isi=" dan ".join(kinds) or "tanpa angka",
            arti=proof.WORDS[drawn.meant.how],
        )
    ]
    if drawn.foot.proofs:
        said.append(say("JADWAL-TERBUKTI", bukti="; ".join(drawn.foot.proofs)))
    if chart.marks:
        first, second = chart.marks
        said.append(say("JADWAL-TANDA", pertama=first, kedua=second))
    if kinds == ["rencana"]:
        said.append(say("JADWAL-TANPA-REALISASI"))
    if drawn.meant.sure and chart.length > 1:
        said += _passed_over(sheet, drawn, file)
    return [
        *said,
        *(
            finding("JADWAL-KAKI-BERBEDA", file=file, sheet=sheet.name, row=off.line.row,
                    cell=off.cell, value=off.line.name, tertulis=format_pct(off.given),
                    dihitung=format_pct(off.counted))
            for off in contradictions(drawn)
        ),
    ]  # fmt: skip


def _passed_over(sheet: Sheet, drawn: DrawnSchedule, file: str) -> list[Finding]:
    """Tell of columns beside the periods whose heading is no period, where rows do not end."""
    chart, rows = drawn.chart, drawn.rows
    known = [v for v in drawn.plan if not np.isnan(v).all()]
    if all(abs(np.nan_to_num(v).max() - FULL) <= 1.0 for v in known):
        return []
    taken = {*chart.columns.values(), *chart.weights, chart.number, chart.kinds}
    mine = {p.column for p in chart.periods}
    near = [c for c in range(min(mine) - 1, max(mine) + 2) if c not in mine and c not in taken]
    lines_of = [a.line.row for a in rows.activities]
    unread = [
        c for c in near
        if 0 <= c < len(sheet.columns)
        and any(isinstance(sheet.columns[c].cell(r), float) for r in lines_of)
    ]  # fmt: skip
    return [
        finding("JADWAL-KOLOM-DILEWATI", file=file, sheet=sheet.name, kolom=letter(c),
                cell=address(c, chart.header_row))
        for c in unread
    ]  # fmt: skip


@dataclass(frozen=True)
class Off:
    """A cell at the foot that differs from what the activities add up to [% of the whole]."""

    line: Line
    cell: str
    given: float
    counted: float


def contradictions(drawn: DrawnSchedule) -> list[Off]:
    """Tell where a row at the foot differs from what the activities add up to."""
    chart, rows = drawn.chart, drawn.rows
    out: list[Off] = []
    plan, done = drawn.course
    for kind, total in (("rencana", plan), ("realisasi", done if drawn.whole is None else None)):
        given = drawn.foot.cumulative(kind)  # type: ignore[arg-type]
        if given is None or total is None:
            continue
        off = np.abs(np.where(np.isnan(given) | np.isnan(total), 0.0, given - total))
        slack = 2 * proof.DIGIT * max(len(rows.activities), 4) * max(chart.length, 4) ** 0.5 + 0.05
        if off.max() <= slack:
            continue
        at = int(np.flatnonzero(off > slack)[0])
        line = drawn.foot.roles.get(f"{kind}_kumulatif") or drawn.foot.roles[kind]  # type: ignore[call-overload,index]
        column = next(p.column for p in chart.periods if p.at == at)
        out.append(Off(line, address(column, line.row), float(given[at]), float(total[at])))
    return out


def weights_of(rows: ScheduleRows, meant: Meaning) -> list[float]:
    """Return the weights [%]: as written, else what the points of the rows add up to."""
    given = [a.weight for a in rows.activities]
    if not np.isnan(given).all() or not meant.how.endswith("bobot"):
        return given
    series = [a.plan * meant.scale for a in rows.activities]
    if meant.how.startswith("tambahan"):
        return [float(np.nansum(v)) for v in series]
    return [float(np.nanmax(v)) if not np.isnan(v).all() else 0.0 for v in series]
