"""Master Schedule: weights, dates and weekly progress."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from kotaku import schema
from kotaku.checks.cumulative import ACTIVITY, TEAM, WHOLE_ACTIVITY, incremental, with_team
from kotaku.checks.engine import Data, Issue, check
from kotaku.checks.words import plain


def _teams(data: Data) -> pd.DataFrame:
    return data.table("master_schedule").assign(
        kab_kota=data.table("master_schedule")[TEAM].fillna("")
    )


@check("master_schedule")
def weights_of_teams(data: Data) -> Iterator[Issue]:
    """The weights of a team add up to 100; without them every activity weighs the same."""
    limits = data.limits["bobot"]
    for team, rows in _teams(data).groupby(TEAM):
        weights = rows["bobot_pct"]
        details = {"tim": team or "provinsi", "kosong": int(weights.isna().sum())}
        labels, columns = tuple(rows.index), ("bobot_pct",)
        if weights.isna().any():
            code = "BOBOT-KOSONG" if weights.isna().all() else "BOBOT-SEBAGIAN-KOSONG"
            yield Issue(code, "master_schedule", labels, columns, details=details)
        elif abs(weights.sum() - limits["jumlah"]) > limits["toleransi"] + 1e-9:
            total = plain(weights.sum())
            code = "BOBOT-TIDAK-100"
            yield Issue(code, "master_schedule", labels, columns, total, details=details)


@check("master_schedule")
def activities_without_plan(data: Data) -> Iterator[Issue]:
    """A plan comes from the weekly plan, or else from start and end."""
    activities = _teams(data)
    progress = with_team(data.table("progres"), activities)
    planned = progress.dropna(subset=["rencana_pct"])
    keys = pd.MultiIndex.from_frame(activities[[TEAM, ACTIVITY]])
    has_plan = keys.isin(pd.MultiIndex.from_frame(planned[[TEAM, ACTIVITY]]))
    dated = activities["mulai"].notna() & activities["selesai"].notna()
    without = pd.Series(~has_plan, index=activities.index) & ~dated
    entirely = without.groupby(activities[TEAM]).transform("all")
    for team, rows in activities[entirely].groupby(TEAM):
        labels, columns, tim = tuple(rows.index), ("mulai", "selesai"), {"tim": team or "provinsi"}
        yield Issue("TIM-TANPA-RENCANA", "master_schedule", labels, columns, details=tim)
    for label in activities.index[without & ~entirely]:
        value = activities.loc[label, "kegiatan"]
        word = "" if pd.isna(value) else str(value)
        yield Issue("RENCANA-KOSONG", "master_schedule", (label,), ("mulai", "selesai"), word)


@check("progres", "master_schedule")
def progress_of_unknown_activity(data: Data) -> Iterator[Issue]:
    """A report belongs to an activity of the schedule."""
    activities = _teams(data)
    progress = with_team(data.table("progres"), activities)
    known = pd.MultiIndex.from_frame(activities[[TEAM, ACTIVITY]])
    keys = pd.MultiIndex.from_frame(progress[[TEAM, ACTIVITY]])
    lost = progress[ACTIVITY].isna() | ~keys.isin(known)
    lost &= progress[ACTIVITY] != WHOLE_ACTIVITY
    for label, value in progress.loc[lost, ACTIVITY].items():
        word = "" if value != value else str(value)
        team = progress.loc[label, TEAM]
        why = data.why("master_schedule", f"{team}|{word}") if word else ""
        code = "PROGRES-KEGIATAN-DIKELUARKAN" if why else "PROGRES-KEGIATAN-TIDAK-DIKENAL"
        details = {"tim": team or "provinsi", "sebab": why}
        yield Issue(code, "progres", (label,), (ACTIVITY,), word, details=details)


@check("progres")
def falling_progress(data: Data) -> Iterator[Issue]:
    """Cumulative progress does not fall; weekly increments are summed, and that is told once."""
    frame = with_team(data.table("progres"), _teams(data)).dropna(subset=["minggu"])
    for column in ("rencana_pct", "realisasi_pct"):
        yield from _falls(data, frame, column)


def _falls(data: Data, frame: pd.DataFrame, column: str) -> Iterator[Issue]:
    weekly = incremental(frame, column, data.limits["progres"])
    rows = frame.dropna(subset=[column]).sort_values("minggu", kind="stable")
    rows["before"] = rows.groupby([TEAM, ACTIVITY])[column].shift()
    keys = pd.MultiIndex.from_frame(rows[[TEAM, ACTIVITY]])
    summed = weekly.reindex(keys, fill_value=False).to_numpy(dtype="bool")
    for (team, activity), group in rows[summed].groupby([TEAM, ACTIVITY]):
        details = _words(team, activity, column)
        yield Issue("PROGRES-MINGGUAN", "progres", tuple(group.index), (column,), details=details)
    for label, row in rows[~summed & (rows[column] < rows["before"])].iterrows():
        details = {**_words(row[TEAM], row[ACTIVITY], column), "sebelum": plain(row["before"])}
        value = plain(row[column])
        yield Issue("PROGRES-MENURUN", "progres", (label,), (column,), value, details=details)


def _words(team: str, activity: str, column: str) -> dict[str, object]:
    heading = schema.fields()[column].heading
    return {"kegiatan": activity, "tim": team or "provinsi", "kolom": heading}
