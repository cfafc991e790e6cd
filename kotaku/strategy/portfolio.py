"""Which units to bring below the floor: most hectares for a budget, least rupiah for hectares.

Solved as mixed-integer programmes with HiGHS. Where the solver is stopped by its gap or time limit
the result says by how much it may miss the best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kotaku.method.assessment import Floats, Ints
from kotaku.strategy.assumptions import assumptions
from kotaku.strategy.choice import (
    EXACT_HA,
    NOT_CHOSEN,
    ChoosableItems,
    ItemChoice,
    Progress,
    choice_of,
    greedy_for,
    greedy_within,
    least_cost,
    most_hectares,
    nothing,
    pruned,
)

_MILLION = 1e6  # rupiah per unit of the solver: its tolerance of 1e-6 is then one rupiah
_EXACT = 1e-5  # in hectares or million rupiah,
_EXACT_RELATIVE = 1e-7  # or of the value: what the solver's own tolerances amount to
FRONTIER_COLUMNS = ("anggaran_rp", "biaya_rp", "luas_ha", "jumlah", "optimal", "gap")


@dataclass(frozen=True)
class PackageLimits:
    """When the solver may stop: relative gap to the best, time [s]."""

    mip_rel_gap: float
    time_limit_s: float


def default_limits(n_items: int, n_years: int = 1) -> PackageLimits:
    """Return the limits of the data file: the best where it can be had, else a small gap."""
    search = assumptions().search
    most = search.exact_variables if n_years == 1 else search.exact_variables_by_year
    enough = search.gap if n_years == 1 else search.gap_by_year
    return PackageLimits(0.0 if n_items * n_years <= most else enough, search.time_limit_s)


def within_budget(
    items: ChoosableItems, budget_rp: float, limits: PackageLimits | None = None
) -> ItemChoice:
    """Return the choice with the most hectares whose cost is within a budget [rupiah].

    Nothing that still fits is left out, and the hectares are never fewer than the greedy rule's.
    """
    return by_year(items, [budget_rp], limits)


def by_year(
    items: ChoosableItems, budgets_rp: Sequence[float], limits: PackageLimits | None = None
) -> ItemChoice:
    """Return the choice with the most hectares under one budget [rupiah] a year.

    Each item is paid from one year's budget; what a year leaves over does not pass to the next.
    Items move to the earliest year that has room for them. ``slot`` is the position of the year.
    """
    stop = limits or default_limits(len(items.cost_rp), len(budgets_rp))
    budgets = np.array(budgets_rp, dtype=np.float64)
    bound = most_hectares(items, float(np.maximum(0.0, budgets).sum()))
    best = greedy_within(items, budgets)
    if _gap(_area(items, best), bound, _EXACT) > stop.mip_rel_gap:
        found, solved = _solve_years(items, budgets, stop)
        bound = min(bound, solved)
        if _area(items, found) > _area(items, best):
            best = found
    return choice_of(items, _earlier(items, best, budgets), _gap(_area(items, best), bound, _EXACT))


def for_hectares(
    items: ChoosableItems, target_ha: float, limits: PackageLimits | None = None
) -> ItemChoice:
    """Return the cheapest choice of at least so many hectares; all items when there are too few.

    A target counts as reached within 0.01 m2. The cost never exceeds the greedy rule's.
    """
    stop = limits or default_limits(len(items.cost_rp))
    everything = np.zeros(len(items.cost_rp), dtype=np.int64)
    if float(items.area_ha.sum()) < target_ha - EXACT_HA:
        return choice_of(items, everything, 0.0, reached=False)
    bound = least_cost(items, target_ha - EXACT_HA)
    best = greedy_for(items, target_ha)
    if _gap(bound, _cost(items, best), _EXACT * _MILLION) > stop.mip_rel_gap:
        found, solved = _solve_target(items, target_ha, stop)
        bound = max(bound, solved)
        if found is not None and _cost(items, found) < _cost(items, best):
            best = found
    return choice_of(items, best, _gap(bound, _cost(items, best), _EXACT * _MILLION))


def frontier(
    items: ChoosableItems,
    points: int | None = None,
    limits: PackageLimits | None = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Return how many hectares each of a row of budgets buys, from nothing to everything.

    Returns
    -------
    DataFrame
        FRONTIER_COLUMNS: the budget, the cost and hectares of the best choice under it, the number
        of items chosen, whether it is proven the best and else its gap. Hectares never fall as the
        budget grows.
    """
    search = assumptions().search
    n = points or search.frontier_points
    stop = limits or PackageLimits(search.frontier_gap, search.time_limit_s / n)
    budgets = np.ceil(np.linspace(0.0, items.cost_rp.sum(), n))
    rows: list[tuple[float, ItemChoice]] = []
    for done, budget in enumerate(budgets, start=1):
        choice = within_budget(items, float(budget), stop)
        if rows and rows[-1][1].luas_ha > choice.luas_ha:
            choice = rows[-1][1]  # what a smaller budget buys a larger one buys too
        rows.append((float(budget), choice))
        if progress:
            progress(done / len(budgets))
    return pd.DataFrame(
        [
            (b, c.biaya_rp, c.luas_ha, int((c.slot != NOT_CHOSEN).sum()), c.optimal, c.gap)
            for b, c in rows
        ],
        columns=list(FRONTIER_COLUMNS),
    )


def _area(items: ChoosableItems, slot: Ints) -> float:
    return float(items.area_ha[slot != NOT_CHOSEN].sum())


def _cost(items: ChoosableItems, slot: Ints) -> float:
    return float(items.cost_rp[slot != NOT_CHOSEN].sum())


def _gap(lower: float, upper: float, exact: float) -> float:
    """Return the relative distance of two bounds; 0 when only rounding parts them."""
    distance = upper - lower
    return 0.0 if distance <= max(exact, _EXACT_RELATIVE * upper) else distance / upper


def _solve_years(items: ChoosableItems, budgets: Floats, stop: PackageLimits) -> tuple[Ints, float]:
    """Return slots that fit the budgets and a bound of the hectares."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # memory that only packages need
    from scipy.sparse import csr_array, hstack, identity, kron, vstack

    years, m = len(budgets), len(items.cost_rp)
    price = csr_array(items.cost_rp[None, :] / _MILLION)
    spent = kron(identity(years, format="csr"), price)
    once = hstack([identity(m, format="csr")] * years)
    result = milp(
        -np.tile(items.area_ha, years),
        integrality=np.ones(m * years),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(
            vstack([spent, once]), -np.inf, np.concatenate([budgets / _MILLION, np.ones(m)])
        ),
        options={"mip_rel_gap": stop.mip_rel_gap, "time_limit": stop.time_limit_s},
    )
    slot = nothing(items)
    if result.x is not None:
        taken = result.x.reshape(years, m) > 0.5
        slot = np.where(taken.any(axis=0), taken.argmax(axis=0), NOT_CHOSEN)
    dual = result.mip_dual_bound
    return _fitting(items, slot, budgets), np.inf if dual is None else -float(dual)


def _fitting(items: ChoosableItems, slot: Ints, budgets: Floats) -> Ints:
    """Return the slots with every budget kept to the rupiah and nothing left out that fits."""
    kept = slot.copy()
    for position, budget in enumerate(budgets):
        inside = np.flatnonzero(kept == position)
        for item in inside[np.argsort(items.area_ha[inside], kind="stable")]:
            if items.cost_rp[kept == position].sum() <= budget:
                break
            kept[item] = NOT_CHOSEN
    return greedy_within(items, budgets, kept)


def _solve_target(
    items: ChoosableItems, target_ha: float, stop: PackageLimits
) -> tuple[Ints | None, float]:
    """Return slots that reach the target, None when the solver found none, and a bound of cost."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    # More hectares than are needed count as those; so few that the solver takes them for none are
    # told in a larger unit.
    needed = target_ha - EXACT_HA / 2
    unit = needed if 0 < needed < 1 else 1.0
    area = np.minimum(items.area_ha, needed) if needed > 0 else items.area_ha
    result = milp(
        items.cost_rp / _MILLION,
        integrality=np.ones(len(items.cost_rp)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(area[None, :] / unit, needed / unit, np.inf),
        options={"mip_rel_gap": stop.mip_rel_gap, "time_limit": stop.time_limit_s},
    )
    dual = result.mip_dual_bound
    bound = 0.0 if dual is None else float(dual) * _MILLION
    if result.x is None:
        return None, bound
    slot = np.where(result.x > 0.5, 0, NOT_CHOSEN).astype(np.int64)
    if _area(items, slot) < target_ha - EXACT_HA:
        return None, bound
    return pruned(items, slot, target_ha), bound


def _earlier(items: ChoosableItems, slot: Ints, budgets: Floats) -> Ints:
    """Return the slots with items moved, largest area first, to the earliest year with room."""
    moved = slot.copy()
    left = budgets - np.array([items.cost_rp[slot == y].sum() for y in range(len(budgets))])
    for item in np.argsort(-items.area_ha, kind="stable"):
        room = np.flatnonzero(items.cost_rp[item] <= left[: max(0, moved[item])])
        if room.size:
            left[moved[item]] += items.cost_rp[item]
            left[room[0]] -= items.cost_rp[item]
            moved[item] = room[0]
    return moved
