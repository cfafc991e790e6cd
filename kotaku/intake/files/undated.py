"""Schedules whose periods have no date beside others that have: placed in time, never compared.

Where every schedule is numbered, numbers are enough. Beside dated ones a person tells where the
numbered weeks lie; until then the last one reported is taken for the last day that others report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from kotaku.checks.cumulative import ACTIVITY, TEAM, WHOLE_ACTIVITY
from kotaku.dataset import Choice, Question, SourceTable
from kotaku.intake.reading.model import Reading
from kotaku.words.dates import format_date, is_undated, undated_week
from kotaku.words.numbers import format_pct

TOGETHER, SAME_START = "bersamaan", "mulai-sama"
_TABLE = "progres"


@dataclass(frozen=True)
class _Sheet:
    """The numbered periods of one sheet."""

    source: SourceTable
    rows: pd.DataFrame
    reading: Reading | None

    @property
    def kode(self) -> str:
        """Under which the answer is kept."""
        shape = self.reading.shape if self.reading else "tabel"
        return f"periode-{shape}"

    @property
    def first(self) -> pd.Timestamp:
        """The first period."""
        return pd.Timestamp(self.rows["minggu"].min())

    @property
    def last(self) -> pd.Timestamp:
        """The last period that is reported, else the last one."""
        return _last(self.rows)


def settle(
    tables: Mapping[str, pd.DataFrame],
    sources: Sequence[SourceTable],
    answers: Mapping[str, str],
    readings: Sequence[Reading],
) -> tuple[dict[str, pd.DataFrame], tuple[Question, ...]]:
    """Return the tables with numbered periods placed among the dated ones, and what is asked."""
    result, questions = dict(tables), []
    frame = tables.get(_TABLE)
    if frame is None or frame.empty:
        return result, ()
    numbered = frame["minggu"].map(lambda day: pd.notna(day) and is_undated(day))
    dated = frame[~numbered & frame["minggu"].notna()]
    if not numbered.any() or dated.empty:
        return result, ()
    weights = _weights(tables)
    weeks = frame["minggu"].copy()
    for sheet in _sheets(frame[numbered], sources, readings):
        moves = _moves(sheet, dated)
        answer = answers.get(sheet.kode)
        chosen = moves.get(answer or "", moves[TOGETHER])
        own = sheet.rows.index
        weeks.loc[own] = sheet.rows["minggu"].map(chosen)
        if answer not in moves and len(moves) > 1:
            questions.append(_question(sheet, moves, dated, weights))
    result[_TABLE] = frame.assign(minggu=weeks)
    return result, tuple(questions)


def _sheets(
    frame: pd.DataFrame, sources: Sequence[SourceTable], readings: Sequence[Reading]
) -> Iterator[_Sheet]:
    known = {(r.file, r.sheet): r for r in readings}
    places = {s: (sources[s].file, sources[s].sheet) for s in frame["_sumber"].unique()}
    for place, rows in frame.groupby(frame["_sumber"].map(places), sort=False):
        source = sources[int(rows["_sumber"].iloc[0])]
        yield _Sheet(source, rows, known.get(place))


def _last(rows: pd.DataFrame) -> pd.Timestamp:
    told = rows[rows["realisasi_pct"].notna()]
    return pd.Timestamp((told if len(told) else rows)["minggu"].max())


Move = Callable[[pd.Timestamp], pd.Timestamp]


def _moves(sheet: _Sheet, dated: pd.DataFrame) -> dict[str, Move]:
    """Return where the periods may lie: reported up to the same day, or begun on the same."""
    monthly = sheet.reading is not None and sheet.reading.monthly
    moves = {TOGETHER: _move(sheet.last, _last(dated), monthly=monthly)}
    start = _move(sheet.first, pd.Timestamp(dated["minggu"].min()), monthly=monthly)
    several = sheet.rows["minggu"].nunique() > 1
    if several and start(sheet.last) != moves[TOGETHER](sheet.last):
        moves[SAME_START] = start
    return moves


def _move(number: pd.Timestamp, day: pd.Timestamp, *, monthly: bool) -> Move:
    """Return what places a period, one of them ending on a known day."""

    def moved(period: pd.Timestamp) -> pd.Timestamp:
        if not monthly:
            return day + (period - number)
        months = round((period - number) / timedelta(days=7))
        return day + pd.offsets.MonthEnd(months) if months else day

    return moved


def _weights(tables: Mapping[str, pd.DataFrame]) -> dict[tuple[str, str], float]:
    frame = tables.get("master_schedule")
    if frame is None:
        return {}
    keys = zip(frame[TEAM].fillna(""), frame[ACTIVITY], strict=True)
    return dict(zip(keys, frame["bobot_pct"].astype("float64"), strict=True))


def _question(
    sheet: _Sheet,
    moves: Mapping[str, Move],
    dated: pd.DataFrame,
    weights: Mapping[tuple[str, str], float],
) -> Question:
    number = (sheet.last.date() - undated_week(1)).days // 7 + 1
    latest = _last(dated)
    column = sheet.source.columns.get("realisasi_pct", "")
    return Question(
        kode=sheet.kode,
        besaran="master_schedule",
        berkas=sheet.source.file,
        lembar=sheet.source.sheet,
        sel=f"{column}{sheet.source.header_row}" if column else "",
        pesan=(
            f"Periode pada lembar ini tidak bertanggal, sedangkan jadwal lain dilaporkan sampai "
            f"{format_date(latest.date())}. Periode ke-{number} berakhir tanggal berapa?"
        ),
        pilihan=tuple(
            Choice(
                name,
                f"{format_date(move(sheet.last).date())} ({_WHY[name]})",
                _effect(sheet, move, latest, weights),
            )
            for name, move in moves.items()
        ),
    )


_WHY = {TOGETHER: "dilaporkan bersamaan", SAME_START: "mulai bersamaan"}


def _effect(
    sheet: _Sheet,
    move: Move,
    day: pd.Timestamp,
    weights: Mapping[tuple[str, str], float],
) -> str:
    """Return where the sheet stands on the last day that others report."""
    rows = sheet.rows.assign(minggu=sheet.rows["minggu"].map(move))
    words = []
    for name in ("rencana", "realisasi"):
        value = _standing(rows, f"{name}_pct", day.date(), weights)
        words += [] if value is None else [f"{name} {format_pct(value)}"]
    return f"{', '.join(words)} pada {format_date(day.date())}" if words else ""


def _standing(
    rows: pd.DataFrame, column: str, day: date, weights: Mapping[tuple[str, str], float]
) -> float | None:
    known = rows[rows[column].notna()]
    if known.empty:
        return None
    now = known[known["minggu"] <= pd.Timestamp(day)].sort_values("minggu")
    last = now.groupby([now[TEAM].fillna(""), ACTIVITY])[column].last()
    whole = [v for (_, activity), v in last.items() if activity == WHOLE_ACTIVITY]
    if whole:
        return float(np.mean(whole))
    keys = {(str(t or ""), str(a)) for t, a in zip(known[TEAM].fillna(""), known[ACTIVITY],
                                                   strict=True)}  # fmt: skip
    share = {key: weights.get(key, np.nan) for key in keys}
    if any(np.isnan(w) for w in share.values()) or sum(share.values()) <= 0:
        share = dict.fromkeys(keys, 1.0)
    done = sum(w * float(last.get(key, 0.0)) for key, w in share.items())
    return done / sum(share.values())
