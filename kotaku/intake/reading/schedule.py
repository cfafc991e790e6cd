"""Read a drawn Master Schedule: a grid of activities over weeks or months, proved by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kotaku.dataset import Choice, Question
from kotaku.findings import Finding
from kotaku.intake.model import Sheet, address
from kotaku.intake.reading import said
from kotaku.intake.reading import schedule_proof as proof
from kotaku.intake.reading import schedule_said as saying
from kotaku.intake.reading import schedule_told as told
from kotaku.intake.reading.model import SCHEDULE, Matter, Reading
from kotaku.intake.reading.schedule_frames import DrawnSchedule, days_of, tables
from kotaku.intake.reading.schedule_grid import Floats, Line, ScheduleChart, lines
from kotaku.intake.reading.schedule_lists import list_meanings
from kotaku.intake.reading.schedule_proof import Foot, Meaning
from kotaku.intake.reading.schedule_rows import FULL, ScheduleRows, rows_of
from kotaku.intake.reading.schedule_shown import reading_of
from kotaku.intake.reading.schedule_told import weights_of
from kotaku.intake.tables.context import CommonValues
from kotaku.intake.tables.extract import Extracted
from kotaku.words.dates import is_undated
from kotaku.words.numbers import format_pct

_UNTIL = "-sampai-"  # in an answer, before the last period that is reported
SAME = 0.05  # two readings whose figures differ by less are one [%], I


@dataclass(frozen=True)
class _Case:
    """One reading of a chart: how its values are meant and how many periods are reported."""

    meant: Meaning
    foot: Foot
    reported: int
    plan: Floats  # cumulative points of the whole
    done: Floats | None

    @property
    def figures(self) -> tuple[float, float]:
        """Return plan and progress at the last reported period [%]."""
        at = max(self.reported - 1, 0)
        return float(self.plan[at]), float("nan") if self.done is None else float(self.done[at])


@dataclass(frozen=True)
class ScheduleRead:
    """A schedule's tables, and how its sheet was read."""

    extracted: Extracted
    reading: Reading


def read_schedule(
    sheet: Sheet,
    *,
    file: str,
    sha256: str = "",
    answers: Mapping[str, str] | None = None,
    around: CommonValues | None = None,
) -> ScheduleRead | None:
    """Return the tables master_schedule and progres of a drawn schedule; None when it is none.

    A sheet may hold several charts one below the other, one for each team. What the figures mean
    is decided once for a chart, by the identities between them; where two readings give other
    figures and nothing decides, a question is asked. ``around``: what titles say that the sheet
    itself does not hold.
    """
    given = answers or {}
    found: list[Finding] = []
    asked: list[Question] = []
    drawn: list[DrawnSchedule] = []
    start = saying.first_end(given, sha256, sheet.name)
    for chart in saying.read_charts(sheet, around, given):
        named = saying.applied(sheet, chart, given)
        rows = rows_of(sheet, named, lines(sheet, named, file, found))
        if rows.activities and len(rows.activities[0].plan):
            one = _drawn(sheet, named, rows, file, given, asked)
            drawn.append(replace(one, first_end=start))
    if not drawn:
        return None
    kode = saying.sheet_kode(drawn[0].chart.shape, sheet.name)
    reading = reading_of(file, sheet, drawn, asked)
    reading = replace(
        reading, kode=kode, first_end=start, monthly=all(one.chart.monthly for one in drawn)
    )
    if start or any(is_undated(day) for one in drawn for day in days_of(one)):
        reading = replace(reading, first_end_kode=saying.first_end_kode(sha256, sheet.name))
    if given.get(kode) == said.IGNORE:
        return ScheduleRead(_nothing(), replace(reading, counted=False, questions=()))
    for one in drawn:
        found += told.findings(sheet, one, file)
    return ScheduleRead(replace(tables(sheet, drawn, found, file), questions=tuple(asked)), reading)


def _nothing() -> Extracted:
    """Return the tables of a sheet that was left out."""
    return Extracted({}, (), (), np.zeros(0, dtype=np.int64))


def _drawn(
    sheet: Sheet,
    chart: ScheduleChart,
    rows: ScheduleRows,
    file: str,
    answers: Mapping[str, str],
    asked: list[Question],
) -> DrawnSchedule:
    """Decide what a chart's figures mean."""
    case, matter, question = _decided(sheet, chart, rows, file, answers)
    if question is not None:
        asked.append(question)
    weights = weights_of(rows, case.meant)
    series = [a.plan for a in rows.activities]
    done = [a.done for a in rows.activities]
    until = case.reported
    return DrawnSchedule(
        chart=chart,
        rows=rows,
        weights=weights,
        plan=[proof.read(v, w, case.meant, chart.length)
              for v, w in zip(series, weights, strict=True)],
        done=[proof.read(v, w, case.meant, until) for v, w in zip(done, weights, strict=True)],
        reported=until,
        whole=None if _any(done) or case.done is None else (case.plan, case.done),
        foot=case.foot,
        meant=case.meant,
        course=(case.plan, case.done),
        matter=matter,
    )  # fmt: skip


def _any(series: Sequence[Floats]) -> bool:
    return any((~np.isnan(v)).any() for v in series)


def _decided(
    sheet: Sheet, chart: ScheduleChart, rows: ScheduleRows, file: str, answers: Mapping[str, str]
) -> tuple[_Case, Matter, Question | None]:
    """Return the reading that was chosen, else the one that most identities speak for.

    With it what else the figures may be, and a question where nothing decides.
    """
    weights = [a.weight for a in rows.activities]
    plans, dones = [a.plan for a in rows.activities], [a.done for a in rows.activities]
    feet = _feet(rows) if chart.length > 1 else []
    series = plans if _any(plans) else dones
    kode = f"jadwal-{chart.shape}"
    known = [v for values in (*plans, *dones) for v in values[~np.isnan(values)]]
    every = proof.every(max(known, default=0.0), chart.length)
    answer = answers.get(kode, "")
    best = [replace(m, votes=1.0) for m in every if m.name == answer.partition(_UNTIL)[0]]
    best = best or _likeliest(chart, rows, weights, series, feet)
    cases = _distinct([case for m in best for case in _cases(chart, rows, weights, feet, m)])
    names = [_name(case, cases) for case in cases]
    at = names.index(answer) if answer in names else 0
    closed = answer in names or len(cases) == 1
    told = dict(zip(names, cases, strict=True))
    known_names = {c.meant.name for c in cases}
    pilihan = {name: _words(case, cases, how=True) for name, case in told.items()}
    pilihan |= {m.name: m.words for m in every if m.name not in known_names}
    sure = closed and cases[at].meant.sure
    matter = Matter(kode, "Isi angka", names[at], pilihan, sure)
    return cases[at], matter, None if closed else _question(sheet, chart, kode, told, file)


def _likeliest(
    chart: ScheduleChart,
    rows: ScheduleRows,
    weights: Sequence[float],
    series: Sequence[Floats],
    feet: Sequence[tuple[Line, Floats]],
) -> list[Meaning]:
    """Return the meanings that most identities speak for."""
    if chart.length == 1:
        ranked = list_meanings(rows)
    else:
        ranked = proof.meanings(series, weights, [v for _, v in feet])
    best = [m for m in ranked if m.votes >= ranked[0].votes - 1e-9]
    if best[0].sure:
        return best
    return [m for m in best if _possible(series, weights, m)] or best[:1]


def _feet(rows: ScheduleRows) -> list[tuple[Line, Floats]]:
    return [(_as(line, kind), values) for line in rows.feet for kind, values in line.values.items()]


def _as(line: Line, kind: str) -> Line:
    """Return a row of the foot with the kind that its columns say."""
    return replace(line, mark=kind) if kind else line  # type: ignore[arg-type]


def _possible(series: Sequence[Floats], weights: Sequence[float], meant: Meaning) -> bool:
    """Tell whether a reading keeps every activity within its bounds."""
    for values, weight in zip(series, weights, strict=True):
        known = values[~np.isnan(values)] * meant.scale
        if not known.size:
            continue
        end = FULL if meant.how.endswith("persen") else weight
        if np.isnan(end):
            return False
        last = known.sum() if meant.how.startswith("tambahan") else known.max()
        rising = meant.how.startswith("tambahan") or bool((np.diff(known) >= -1e-9).all())
        if not rising or last > end + proof.TOLERANCE:
            return False
    return True


def _cases(
    chart: ScheduleChart,
    rows: ScheduleRows,
    weights: Sequence[float],
    feet: Sequence[tuple[Line, Floats]],
    meant: Meaning,
) -> list[_Case]:
    """Return what follows from a reading, for each period that may be the last reported."""
    plans, dones = [a.plan for a in rows.activities], [a.done for a in rows.activities]
    plan = proof.whole(plans, weights, meant) if _any(plans) else None
    own = proof.whole(dones, weights, meant) if _any(dones) else None
    foot = proof.foot([(line, v * meant.scale) for line, v in feet], plan, own)
    if plan is None:
        plan = foot.cumulative("rencana")
    done = own if own is not None else foot.cumulative("realisasi")
    plan = np.full(chart.length, np.nan) if plan is None else plan
    if done is None:
        return [_Case(meant, foot, 0, plan, None)]
    return [_Case(meant, foot, n, plan, np.where(np.arange(len(done)) < n, _hold(done), np.nan))
            for n in _reported(chart, dones, foot, meant)]  # fmt: skip


def _hold(values: Floats) -> Floats:
    row: Floats = proof.held(values[None, :])[0]
    return row


def _reported(
    chart: ScheduleChart, dones: Sequence[Floats], foot: Foot, meant: Meaning
) -> list[int]:
    """Return how many periods are reported; two numbers where figures go on without a change.

    A row that stops before the end says it itself. One that is filled to the end with zeros, or
    with the same value again and again, may also be a formula that was pulled through.
    """
    stops = [_last(v) for role, v in foot.values.items() if role.startswith("realisasi")]
    stops = [s for s in stops if s < chart.length]
    if stops:
        return [max(stops)]
    filled = max((_last(d) for d in dones), default=0)
    if not filled:
        filled = max((_last(v) for r, v in foot.values.items() if r.startswith("real")), default=0)
    rows = [d for d in dones if not np.isnan(d).all()] or [
        v for r, v in foot.values.items() if r.startswith("realisasi")
    ]
    steps = meant.how.startswith("tambahan")
    if not any(not np.isnan(d).all() for d in dones):
        steps = "realisasi" in foot.values
        rows = [foot.values["realisasi" if steps else "realisasi_kumulatif"]]
    moved = max((_moved(row, steps=steps) for row in rows), default=0)
    if filled < chart.length or moved in (0, filled):
        return [filled]
    return [moved, filled]


def _last(values: Floats) -> int:
    known = np.flatnonzero(~np.isnan(values))
    return int(known[-1]) + 1 if known.size else 0


def _moved(values: Floats, *, steps: bool) -> int:
    """Return the number of the last period in which progress was made."""
    plain = np.nan_to_num(values) if steps else np.diff(_hold(values), prepend=0.0)
    at = np.flatnonzero(np.abs(plain) > 1e-9)
    return int(at[-1]) + 1 if at.size else 0


def _distinct(cases: Sequence[_Case]) -> list[_Case]:
    """Return the readings whose figures differ."""
    out: list[_Case] = []
    for case in cases:
        if not any(np.allclose(case.figures, o.figures, atol=SAME, equal_nan=True) for o in out):
            out.append(case)
    return out


def _name(case: _Case, cases: Sequence[_Case]) -> str:
    """Return the short answer that stands for a reading; it holds for next year's file too."""
    how = case.meant.name
    ends = {c.reported for c in cases if c.meant.name == how}
    if len(ends) == 1:
        return how
    return f"{how}{_UNTIL}{'akhir' if case.reported == max(ends) else 'perubahan'}"


def _question(
    sheet: Sheet, chart: ScheduleChart, kode: str, told: Mapping[str, _Case], file: str
) -> Question:
    first = min((p.column for p in chart.periods), default=0)
    cases = [*told.values()]
    hows = len({c.meant.name for c in cases}) > 1
    pesan = (
        "Tidak ada jumlah di lembar ini yang menentukan arti angkanya."
        if hows
        else "Realisasi terisi sampai akhir tanpa perubahan; minggu terakhir yang dilaporkan?"
    )
    return Question(
        kode=kode,
        besaran=SCHEDULE,
        berkas=file,
        lembar=sheet.name,
        sel=address(first, chart.header_row + 1),
        pesan=pesan,
        pilihan=tuple(
            Choice(name, _words(case, cases, how=hows), _effect(case))
            for name, case in told.items()
        ),
    )


def _words(case: _Case, cases: Sequence[_Case], *, how: bool) -> str:
    """Return a reading in words: what its figures mean, and up to when, where several may be."""
    ends = {c.reported for c in cases if c.meant.name == case.meant.name}
    until = [f"sampai periode ke-{case.reported}"] if len(ends) > 1 else []
    return ", ".join([*([case.meant.words] if how else []), *until])


def _effect(case: _Case) -> str:
    plan, done = case.figures
    if np.isnan(done):
        return f"rencana akhir {format_pct(float(case.plan[-1]))}"
    return f"rencana {format_pct(plan)}, realisasi {format_pct(done)}"


__all__ = ["ScheduleRead", "read_schedule"]
