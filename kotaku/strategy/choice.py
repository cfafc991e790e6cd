"""What can be chosen, what was chosen, and the simple rule everyone can check by hand.

Hectares and rupiah of an item never change with what else is chosen, so the best choice is a
knapsack; the greedy rule (most hectares per rupiah first) is its reference and its bound.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kotaku.method.assessment import Bools, Floats, Ints
from kotaku.rules import Regulation

EXACT_HA = 1e-6  # 0.01 m2: sums of hectares carry binary rounding
NOT_CHOSEN = -1
Progress = Callable[[float], None]


@dataclass(frozen=True)
class ChoosableItems:
    """What may be chosen as a whole: a unit, or all feasible units of a kawasan.

    ``area_ha`` [ha] and ``cost_rp`` [rupiah] (m,); ``member`` (units,) is the item of each row of
    the frame of units, -1 for a unit that cannot be chosen.
    """

    area_ha: Floats
    cost_rp: Floats
    member: Ints

    @property
    def order(self) -> Ints:
        """Positions by hectares per rupiah, most first; items that cost nothing lead."""
        ratio = np.full(len(self.cost_rp), np.inf)
        np.divide(self.area_ha, self.cost_rp, out=ratio, where=self.cost_rp > 0)
        order: Ints = np.lexsort((self.cost_rp, -ratio)).astype(np.int64)
        return order


@dataclass(frozen=True)
class ItemChoice:
    """The chosen items; ``slot`` (m,) is the position of the budget that pays each, -1 for none.

    ``gap`` is how far, relative to the result, it may be from the best there is; ``optimal`` tells
    that it is proven to be the best. ``reached`` is false when the target cannot be reached.
    """

    slot: Ints
    biaya_rp: float
    luas_ha: float
    gap: float
    reached: bool = True

    @property
    def optimal(self) -> bool:
        """Whether no better choice exists."""
        return self.gap == 0.0


def items_of(
    units: pd.DataFrame, regulation: Regulation, groups: Sequence[str] | None = None
) -> ChoosableItems:
    """Return what may be chosen among the kumuh units that can come below the floor.

    Parameters
    ----------
    units : DataFrame
        luas_ha, total_awal, biaya_rp, layak as kotaku.strategy.unit gives; units without an area
        or with none cannot be chosen, as they would win nothing.
    groups : sequence of column names, optional
        Units that agree in all of these are chosen together; a unit without a name in the last of
        them stands alone.
    """
    usable = (
        units["layak"] & (units["total_awal"] >= regulation.floor) & (units["luas_ha"] > 0)
    ).to_numpy(dtype=np.bool_)
    code: Ints = np.arange(len(units), dtype=np.int64)
    if groups:
        named = units[groups[-1]].fillna("").ne("").to_numpy()
        shared = units.groupby(list(groups), dropna=False, sort=False).ngroup().to_numpy()
        code = np.where(named, shared, len(units) + code)
    member = np.full(len(units), NOT_CHOSEN, dtype=np.int64)
    unique, member[usable] = np.unique(code[usable], return_inverse=True)
    inside = units[usable]
    return ChoosableItems(
        _sums(inside["luas_ha"], member[usable], len(unique)),
        _sums(inside["biaya_rp"], member[usable], len(unique)),
        member,
    )


def _sums(values: pd.Series, code: Ints, n: int) -> Floats:
    sums: Floats = np.bincount(code, weights=values.to_numpy(np.float64), minlength=n).astype(
        np.float64
    )
    return sums


def choice_of(items: ChoosableItems, slot: Ints, gap: float, *, reached: bool = True) -> ItemChoice:
    """Return a choice with its sums."""
    chosen = slot != NOT_CHOSEN
    cost, area = float(items.cost_rp[chosen].sum()), float(items.area_ha[chosen].sum())
    return ItemChoice(slot, cost, area, gap, reached)


def nothing(items: ChoosableItems) -> Ints:
    """Return the slots of the empty choice."""
    return np.full(len(items.cost_rp), NOT_CHOSEN, dtype=np.int64)


def greedy_within(items: ChoosableItems, budgets: Floats, start: Ints | None = None) -> Ints:
    """Return the slots when items are taken by hectares per rupiah while a budget has room.

    Items too dear for what is left are passed over; ``start`` holds what is chosen already.
    """
    slot: Ints = nothing(items) if start is None else start.copy()
    left = budgets - np.array(
        [items.cost_rp[slot == position].sum() for position in range(len(budgets))]
    )
    for item in items.order:
        if slot[item] != NOT_CHOSEN:
            continue
        fits = np.flatnonzero(items.cost_rp[item] <= left)
        if fits.size:
            slot[item] = fits[0]
            left[fits[0]] -= items.cost_rp[item]
    return slot


def greedy_for(items: ChoosableItems, target_ha: float) -> Ints:
    """Return the slots when items are taken by hectares per rupiah until the target is reached."""
    slot = nothing(items)
    reached = np.cumsum(items.area_ha[items.order])
    needed = int(np.searchsorted(reached, target_ha - EXACT_HA)) + 1
    slot[items.order[: needed if target_ha > EXACT_HA else 0]] = 0
    return pruned(items, slot, target_ha)


def pruned(items: ChoosableItems, slot: Ints, target_ha: float) -> Ints:
    """Return the slots without items, dearest first, that the target does not need."""
    kept = slot.copy()
    chosen = np.flatnonzero(kept != NOT_CHOSEN)
    area = float(items.area_ha[chosen].sum())
    for item in chosen[np.argsort(-items.cost_rp[chosen], kind="stable")]:
        if area - items.area_ha[item] >= target_ha - EXACT_HA:
            kept[item] = NOT_CHOSEN
            area -= float(items.area_ha[item])
    return kept


def most_hectares(items: ChoosableItems, budget_rp: float) -> float:
    """Return a bound of the hectares under a budget: the last item may be taken in part."""
    return _partial(items.cost_rp[items.order], items.area_ha[items.order], budget_rp)


def least_cost(items: ChoosableItems, target_ha: float) -> float:
    """Return a bound of the cost of a target: the last item may be taken in part."""
    return _partial(items.area_ha[items.order], items.cost_rp[items.order], target_ha)


def _partial(used: Floats, gained: Floats, limit: float) -> float:
    after = np.cumsum(used)
    whole = int(np.searchsorted(after, limit, side="right"))
    value = float(gained[:whole].sum())
    if whole == len(used):
        return value
    before = float(after[whole - 1]) if whole else 0.0
    return value + float(gained[whole]) * max(0.0, limit - before) / float(used[whole])


def chosen_units(items: ChoosableItems, slot: Ints) -> Ints:
    """Return the slot of each unit, -1 for units that are not chosen."""
    inside: Bools = items.member >= 0
    result = np.full(len(items.member), NOT_CHOSEN, np.int64)
    result[inside] = slot[items.member[inside]]
    return result
