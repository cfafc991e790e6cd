"""When the Master Schedule ends at the pace so far: an estimate, never a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

import numpy as np
import numpy.typing as npt
import pandas as pd

from kotaku.progress.lateness import Rule, load_rule

Floats = npt.NDArray[np.float64]
FULL = 100.0
COLUMNS = ("minggu", "perkiraan_pct")


@dataclass(frozen=True)
class Forecast:
    """The estimate for one team, or for the province.

    ``laju_pp`` is the pace so far [pp per week], ``selesai`` the day on which it reaches 100 %
    (None when nothing moves, or not within the reach of the rule), ``rencana_selesai`` the last
    week of the plan and ``pada_rencana_pct`` how far the pace has come by then. ``spi`` is another
    figure: the schedule performance index, realisasi / rencana at the data date; 1 is the plan.
    ``weekly`` holds minggu and perkiraan_pct [%] from the data date to the end of the plan or to
    100 %, at most as far again as the plan is long; ``end`` and ``end_pct`` are its last row.
    """

    spi: float
    laju_pp: float
    selesai: date | None
    rencana_selesai: date
    pada_rencana_pct: float
    weekly: pd.DataFrame
    end: date
    end_pct: float


def forecast(
    weekly: pd.DataFrame, as_of: date, *, kab_kota: str = "", rule: Rule | None = None
) -> Forecast | None:
    """Return when the work is done if the pace so far goes on; None where that says nothing.

    Parameters
    ----------
    weekly : columns minggu, kab_kota, rencana_pct and realisasi_pct, both cumulative [%]
    as_of : the data date; a week of ``weekly``
    kab_kota : whose curve; "" is the province
    rule : holds the smallest plan [%] that a pace is taken from, and how far to look

    laju = realisasi / weeks since the work began; perkiraan(t) = realisasi + laju x weeks after
    the data date, no higher than 100 %. The work began where the plan or the progress leaves 0.
    None without both values at the data date, below the smallest plan, and when all is done.
    """
    used = rule or load_rule()
    own = weekly["kab_kota"] == kab_kota
    weeks = weekly["minggu"][own]
    shares = weekly[["rencana_pct", "realisasi_pct"]].to_numpy(dtype=np.float64)[own]
    day = pd.Timestamp(as_of)
    now = shares[weeks == day]
    if not len(now) or np.isnan(now).any():
        return None
    plan, done = map(float, now[0])
    if plan < used.forecast_plan_from_pct or done >= FULL:
        return None
    week = timedelta(days=used.week_days)
    began, planned_end = _began(weeks, shares, week), weeks.max()
    pace = done / ((day - began) / week)
    weeks_left = (FULL - done) / pace if pace > 0 else np.inf
    finish = (day + week * ceil(weeks_left)).date() if weeks_left <= used.most_weeks else None
    reach = max(1, ceil((planned_end - day) / week), min(_ceil(weeks_left), _span(weeks, week)))
    steps = np.arange(reach + 1)
    curve = pd.DataFrame(
        {
            "minggu": [day + week * int(n) for n in steps],
            "perkiraan_pct": np.minimum(done + pace * steps, FULL),
        }
    )
    last = curve.iloc[-1]
    at_plan = min(done + pace * max(0.0, (planned_end - day) / week), FULL)
    return Forecast(
        spi=done / plan,
        laju_pp=pace,
        selesai=finish,
        rencana_selesai=planned_end.date(),
        pada_rencana_pct=at_plan,
        weekly=curve,
        end=last["minggu"].date(),
        end_pct=float(last["perkiraan_pct"]),
    )


def _began(weeks: pd.Series, shares: Floats, week: timedelta) -> pd.Timestamp:
    """Return the last week without plan and progress, or the one before the first that has any."""
    first = weeks[(shares > 0).any(axis=1)].min()
    before = weeks[weeks < first]
    return pd.Timestamp(before.max() if len(before) else first - week)


def _span(weeks: pd.Series, week: timedelta) -> int:
    length: float = (weeks.max() - weeks.min()) / week
    return ceil(length)


def _ceil(value: float) -> int:
    return ceil(value) if np.isfinite(value) else 0
