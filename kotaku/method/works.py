"""What works change: the condition after them is max(0, before - works), criterion by criterion.

Source: chain of the programme's outcome form and 77 of 81 kawasan-years of Kota Pekalongan
2021-2023, recomputed (Permen PUPR 14/PRT/M/2018 criteria).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kotaku.checks.states import AHEAD, DONE, states
from kotaku.method.assessment import Bools, Floats, Ints, percent, score, total
from kotaku.method.evidence import Measured, State, Units
from kotaku.rules import Regulation

SCENARIOS = ("realisasi", "simulasi")
_ROUNDING = 1e-9  # sums of decimals such as 0.1 + 0.2 are not surplus
SURPLUS_COLUMNS = ("id_rt", "kriteria", "tahun", "volume_pekerjaan", "volume_terpakai", "lebih")


@dataclass(frozen=True)
class Works:
    """Usable works: unit and criterion positions, year, volume [unit of the criterion]."""

    unit: Ints
    criterion: Ints
    year: Ints
    volume: Floats
    done: Bools  # realised
    label: Ints  # row label in table pekerjaan

    def kept(self, keep: Bools) -> Works:
        """Return the works for which ``keep`` is true."""
        return Works(
            self.unit[keep],
            self.criterion[keep],
            self.year[keep],
            self.volume[keep],
            self.done[keep],
            self.label[keep],
        )

    def of(self, scenario: str) -> Works:
        """Return the works that a scenario counts: realised ones, or all of them."""
        return self if scenario == "simulasi" else self.kept(self.done)

    def in_year(self, year: int, shape: tuple[int, int]) -> Floats:
        """Return the volumes of one year summed into (units, criteria)."""
        keep = self.year == year
        cell = self.unit[keep] * shape[1] + self.criterion[keep]
        sums = np.bincount(cell, weights=self.volume[keep], minlength=shape[0] * shape[1])
        table: Floats = sums.reshape(shape).astype(np.float64)
        return table


def works(pekerjaan: pd.DataFrame, rt: Units, regulation: Regulation) -> Works:
    """Return the usable rows of table ``pekerjaan``.

    Rows of an unknown RT, an unknown criterion or without year or positive volume change
    nothing, nor do those that were called off or whose state cannot be read.
    """
    unit = rt.positions(pekerjaan["id_rt"])
    criterion = pd.Index(regulation.criterion_ids).get_indexer(pekerjaan["kriteria"])
    volume = pekerjaan["volume"].to_numpy(dtype=np.float64)
    usable = (unit >= 0) & (criterion >= 0) & pekerjaan["tahun"].notna().to_numpy() & (volume > 0)
    state = states(pekerjaan)
    usable &= state.isin([DONE, *AHEAD]).to_numpy(dtype=np.bool_)
    done = (state == DONE).to_numpy(dtype=np.bool_)
    year = pekerjaan["tahun"].fillna(0).to_numpy(dtype=np.int64)
    label = np.asarray(pekerjaan.index, dtype=np.int64)
    return Works(unit, criterion.astype(np.int64), year, volume, done, label).kept(usable)


def after(before: State, done: Floats, denominator: Floats, regulation: Regulation) -> State:
    """Return the condition after works.

    Parameters
    ----------
    before : State
        Condition of n units.
    done, denominator : (n, criteria) [unit of the criterion]
        Volumes of the works and denominators.

    Notes
    -----
    v1 = max(0, v0 - works): negative volumes of the baseline become 0 and what exceeds the
    problem is surplus. Where no volume is known, percent, score and total stay as they were.
    """
    volume = np.maximum(0.0, before.volume - done)  # NaN stays NaN
    fresh = percent(volume, denominator)
    percents = np.where(np.isnan(fresh), before.percent, fresh)
    scores = np.where(np.isnan(percents), before.score, score(percents, regulation))
    totals = total(scores)
    return State(
        volume,
        percents,
        scores,
        np.where(np.isnan(totals), before.total, totals),
        before.level,
    )


def first_measured(measurements: Measured, n_units: int) -> Ints:
    """Return the first measured year of each unit; -1 for units that never were."""
    first = np.full(n_units, np.iinfo(np.int64).max)
    np.minimum.at(first, measurements.unit, measurements.year)
    first[first == np.iinfo(np.int64).max] = -1
    return first


def years_of(measurements: Measured, done: Works) -> tuple[int, ...]:
    """Return the years to report: the measured ones and those of works after the first."""
    measured_years = np.unique(measurements.year)
    if not measured_years.size:
        return ()
    later = np.unique(done.year[done.year > measured_years[0]])
    return tuple(int(y) for y in np.union1d(measured_years, later))


def chain(
    measurements: Measured, done: Works, rt: Units, regulation: Regulation, years: Sequence[int]
) -> list[State]:
    """Return the condition of all units in each of ``years``.

    The first measurement of a unit is its baseline and stands for the years before it too. In a
    later year works of that year are subtracted, cumulatively; a measurement replaces what was
    computed, and covers the works of its year and before.
    """
    shape = rt.denominator.shape
    first = first_measured(measurements, shape[0])
    at_first = measurements.year == first[measurements.unit]
    state = State.unknown(*shape).replaced(
        measurements.unit[at_first], measurements.state.taken(at_first)
    )
    states = []
    for year in years:
        started = np.flatnonzero((first >= 0) & (first < year))
        applied = done.in_year(year, shape)
        moved = after(state.taken(started), applied[started], rt.denominator[started], regulation)
        state = state.replaced(started, moved)
        now = measurements.year == year
        state = state.replaced(measurements.unit[now], measurements.state.taken(now))
        states.append(state)
    return states


def chains(
    measurements: Measured, done: Works, rt: Units, regulation: Regulation, years: Sequence[int]
) -> dict[str, list[State]]:
    """Return the chain of each scenario; without unfinished works both are the same list."""
    realised = chain(measurements, done.of("realisasi"), rt, regulation, years)
    if done.done.all():
        return dict.fromkeys(SCENARIOS, realised)
    return {"realisasi": realised, "simulasi": chain(measurements, done, rt, regulation, years)}


def covered(measurements: Measured, done: Works, n_units: int) -> Bools:
    """Tell which works are not subtracted, as their year is not after the unit's baseline."""
    first = first_measured(measurements, n_units)
    mask: Bools = (first[done.unit] >= 0) & (done.year <= first[done.unit])
    return mask


def surplus(
    states: Sequence[State],
    done: Works,
    rt: Units,
    regulation: Regulation,
    years: Sequence[int],
    measurements: Measured,
) -> pd.DataFrame:
    """Return the works larger than the problem that was left, per unit, criterion and year.

    Columns SURPLUS_COLUMNS, volumes in the unit of the criterion. Years in which the unit was
    measured are left out: there the measurement counts, not the works.
    """
    rows = []
    for previous, year in zip(states, years[1:], strict=False):
        applied = done.in_year(year, rt.denominator.shape)
        applied[measurements.unit[measurements.year == year]] = 0.0
        left = np.maximum(0.0, previous.volume)
        unit, criterion = np.nonzero(applied - left > _ROUNDING)
        used = left[unit, criterion]
        rows.append(
            pd.DataFrame(
                {
                    "id_rt": rt.frame["id_unit"].to_numpy()[unit],
                    "kriteria": np.array(regulation.criterion_ids)[criterion],
                    "tahun": year,
                    "volume_pekerjaan": applied[unit, criterion],
                    "volume_terpakai": used,
                    "lebih": applied[unit, criterion] - used,
                }
            )
        )
    if not rows:
        return pd.DataFrame(columns=list(SURPLUS_COLUMNS))
    return pd.concat(rows, ignore_index=True)
