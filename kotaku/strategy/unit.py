"""The cheapest set of treatments that brings a unit below the floor of the rule set.

A multiple-choice knapsack: one way per criterion, the sum of the scores below the floor, the least
cost. Totals are small whole numbers, so dynamic programming over the total finds the exact optimum,
for all units at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kotaku.method.assessment import Bools, Floats, Ints
from kotaku.rules import Regulation
from kotaku.strategy.assumptions import Assumptions
from kotaku.strategy.menu import Menu, cost_of, menus
from kotaku.strategy.problem import Problem, TreatmentRules, problem_of

UNKNOWN = "kondisi tidak diketahui"
OUT_OF_REACH = "tidak dapat dicapai dengan kriteria yang boleh ditangani"
TREATMENT_COLUMNS = (
    "id_unit",
    "kriteria",
    "volume",
    "satuan",
    "biaya_rp",
    "nilai_awal",
    "nilai_akhir",
)
UNIT_COLUMNS = (
    "id_unit",
    "luas_ha",
    "total_awal",
    "total_akhir",
    "biaya_rp",
    "layak",
    "alasan",
)


@dataclass(frozen=True)
class UnitPlans:
    """The cheapest treatments of each unit.

    ``units``: UNIT_COLUMNS in the order given; ``layak`` tells whether the unit is or can come
    below the floor, ``alasan`` why not; biaya_rp is 0 for a unit below it already and NaN where it
    is out of reach, whose total_akhir is then the lowest total that can be reached.
    ``treatments``: TREATMENT_COLUMNS, volumes in ``satuan`` of the criterion.
    """

    units: pd.DataFrame
    treatments: pd.DataFrame


def cheapest(
    units: pd.DataFrame,
    regulation: Regulation,
    costs: pd.DataFrame,
    rules: TreatmentRules | None = None,
    known: Assumptions | None = None,
) -> UnitPlans:
    """Return the least-cost treatments that bring every unit below the floor.

    Parameters
    ----------
    units : DataFrame
        id_unit, luas_ha [ha], volume_<id> [unit of the criterion] and the denominators of the rule
        set; persen_<id> or nilai_<id> where no volume is known, total_nilai where nothing is.
    regulation : Regulation
        Criteria, bands and floor.
    costs : DataFrame
        kriteria, biaya_satuan_rp [rupiah per unit of the criterion], as kotaku.strategy.costs has.
    rules : Rules, optional
        Criteria left alone, smallest packages, service threshold.
    known : Assumptions, optional
        Steps and whole units.

    Raises
    ------
    ValueError
        When a criterion that may be treated has no price, or one below zero, or the margin leaves
        no total.

    Notes
    -----
    A zero denominator and a negative volume score 0 and are never treated. Costs are whole rupiah
    per treatment. Of two sets that cost the same the one with the lower total is taken.
    """
    problem = problem_of(units, regulation, costs, rules, known)
    total = np.where(
        np.isnan(problem.total), units.get("total_nilai", problem.total), problem.total
    ).astype(np.float64)
    is_kumuh = problem.total >= regulation.floor
    wanted = problem.taken(is_kumuh)
    treated, cost = _solve(wanted, menus(wanted), _limit(regulation, rules))

    after, lowest = _totals(wanted, treated), _totals(wanted, wanted.cap)
    ending = total.copy()
    ending[is_kumuh] = np.where(np.isfinite(cost), after, lowest)
    money = np.where(total < regulation.floor, 0.0, np.nan)
    money[is_kumuh] = np.where(np.isfinite(cost), cost, np.nan)
    reasons = np.where(is_kumuh, OUT_OF_REACH, UNKNOWN)
    possible = np.isfinite(money)
    frame = pd.DataFrame(
        {
            "id_unit": units["id_unit"].astype("str").to_numpy(),
            "luas_ha": units["luas_ha"].to_numpy(dtype=np.float64, na_value=np.nan),
            "total_awal": total,
            "total_akhir": ending,
            "biaya_rp": money,
            "layak": possible,
            "alasan": np.where(possible, "", reasons),
        }
    ).astype({"alasan": "str", "id_unit": "str"})
    names = frame["id_unit"].to_numpy()[is_kumuh]
    return UnitPlans(frame, _treatments(wanted, treated, names))


def _limit(regulation: Regulation, rules: TreatmentRules | None) -> int:
    """Return the total that treated units stay below."""
    margin = rules.margin if rules else 0
    if not 0 <= margin < regulation.floor:
        raise ValueError(f"Jarak dari ambang harus 0 sampai {regulation.floor - 1}")
    return int(regulation.floor) - margin


def _solve(problem: Problem, offers: Sequence[Menu], floor: int) -> tuple[Floats, Floats]:
    """Return the treated volumes (n, criteria) and the cost (n,), infinite where out of reach."""
    n = len(problem.total)
    best = np.full((n, floor), np.inf)  # the cheapest way to each total below the floor
    best[:, 0] = 0.0
    picks = []
    for menu in offers:
        best, pick = _extended(best, menu.cost)
        picks.append(pick)
    total = best.argmin(axis=1)
    rows = np.arange(n)
    cost = best[rows, total]
    treated = np.zeros_like(problem.volume)
    for menu, pick in zip(reversed(offers), reversed(picks), strict=True):
        points = pick[rows, total]
        treated[:, list(menu.criteria)] = menu.volume[rows, points]
        total = np.maximum(0, total - points)  # only units out of reach would fall below
    treated[~np.isfinite(cost)] = 0.0
    return treated, cost


def _extended(best: Floats, cost: Floats) -> tuple[Floats, Ints]:
    """Return the cheapest way to each total with one more group, and the group's score in it."""
    floor = best.shape[1]
    extended = np.full_like(best, np.inf)
    pick = np.zeros(best.shape, dtype=np.int64)
    for points in range(min(cost.shape[1], floor)):
        if not np.isfinite(cost[:, points]).any():
            continue
        candidate = best[:, : floor - points] + cost[:, points, None]
        view, chosen = extended[:, points:], pick[:, points:]
        better: Bools = candidate < view
        view[better] = candidate[better]
        chosen[better] = points
    return extended, pick


def _scores(problem: Problem, treated: Floats) -> Floats:
    columns = [problem.score_after(c, treated[:, c]) for c in range(treated.shape[1])]
    return np.stack(columns, axis=-1)


def _totals(problem: Problem, treated: Floats) -> Floats:
    totals: Floats = _scores(problem, treated).sum(axis=-1)
    return totals


def _treatments(problem: Problem, treated: Floats, names: Sequence[str]) -> pd.DataFrame:
    unit, criterion = np.nonzero(treated > 0)
    after = _scores(problem, treated)
    cost = np.stack([cost_of(problem, c, treated[:, c]) for c in range(treated.shape[1])], -1)
    criteria = problem.regulation.criteria
    frame = pd.DataFrame(
        {
            "id_unit": np.asarray(names)[unit],
            "kriteria": np.array([c.id for c in criteria])[criterion],
            "volume": treated[unit, criterion],
            "satuan": np.array([c.unit for c in criteria])[criterion],
            "biaya_rp": cost[unit, criterion],
            "nilai_awal": problem.score[unit, criterion],
            "nilai_akhir": after[unit, criterion],
        },
        columns=list(TREATMENT_COLUMNS),
    )
    return frame.astype({"id_unit": "str", "kriteria": "str", "satuan": "str"})
