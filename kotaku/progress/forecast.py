"""Where the Master Schedule ends at the pace so far: an estimate, never a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from kotaku.progress.rules import Rule, load_rule

FULL = 100.0
COLUMNS = ("minggu", "perkiraan_pct")


@dataclass(frozen=True)
class Forecast:
    """The estimate for one team, or for the province.

    ``spi`` is the schedule performance index: 1 is the pace of the plan. ``weekly`` holds minggu
    and perkiraan_pct [%] from the data date to the last week of the plan, ``end`` and ``end_pct``
    its last row.
    """

    spi: float
    weekly: pd.DataFrame
    end: date
    end_pct: float


def forecast(
    weekly: pd.DataFrame, as_of: date, *, kab_kota: str = "", rule: Rule | None = None
) -> Forecast | None:
    """Return how far the remaining plan comes at the pace so far; None where that says nothing.

    Parameters
    ----------
    weekly : columns minggu, kab_kota, rencana_pct and realisasi_pct, both cumulative [%]
    as_of : the data date; a week of ``weekly``
    kab_kota : whose curve; "" is the province
    rule : holds the smallest plan [%] that an index is taken from

    perkiraan(t) = realisasi + SPI x (rencana(t) - rencana), with SPI = realisasi / rencana at the
    data date; no higher than 100 % and never falling. None without both values at the data date,
    below the smallest plan, and when the plan has ended by then. Source: schedule performance
    index of earned value (progress_rules.toml, perkiraan).
    """
    used = rule or load_rule()
    rows = weekly[weekly["kab_kota"] == kab_kota].sort_values("minggu")
    day = pd.Timestamp(as_of)
    now, later = rows[rows["minggu"] == day], rows[rows["minggu"] >= day]
    if now.empty or len(later) < 2 or now[["rencana_pct", "realisasi_pct"]].isna().any(axis=None):
        return None
    plan, done = (float(now[name].iloc[0]) for name in ("rencana_pct", "realisasi_pct"))
    if not used.forecast_plan_from_pct <= plan < FULL:
        return None
    spi = done / plan
    rise = (later["rencana_pct"] - plan).clip(lower=0).cummax().fillna(0.0)
    curve = pd.DataFrame(
        {"minggu": later["minggu"], "perkiraan_pct": (done + spi * rise).clip(upper=FULL)}
    ).reset_index(drop=True)
    last = curve.iloc[-1]
    return Forecast(spi, curve, last["minggu"].date(), float(last["perkiraan_pct"]))
