"""What can be done in a unit, per criterion or aspect: the cheapest way to each score.

A treatment is a volume: nothing, just enough to fall below a band, or the whole problem. Where the
five basic services must reach their threshold the criteria of an aspect are chosen together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from kotaku.method.assessment import Bools, Floats
from kotaku.rules import Band
from kotaku.strategy.problem import Problem

_SERVICE = "layanan_dasar"
_TOLERANCE_PCT = 1e-9  # binary rounding of a sum of percents
_TRIES = 3  # steps between the computed and the tested edge, at most


@dataclass(frozen=True)
class Menu:
    """The cheapest known way to each score 0..s of a group of criteria.

    ``cost`` (n, s + 1) [rupiah], infinite where a score cannot be had; ``volume``
    (n, s + 1, criteria of the group) what is treated for it.
    """

    criteria: tuple[int, ...]
    cost: Floats
    volume: Floats

    @classmethod
    def empty(cls, problem: Problem, criteria: Sequence[int]) -> Menu:
        """Return a menu that offers nothing yet."""
        n = len(problem.total)
        highest = len(criteria) * problem.regulation.bands[0].score
        return cls(
            tuple(criteria),
            np.full((n, highest + 1), np.inf),
            np.zeros((n, highest + 1, len(criteria))),
        )

    def offer(self, cost: Floats, scores: Floats, volumes: Sequence[Floats], valid: Bools) -> None:
        """Keep a way (n units at once) where it is valid and cheaper than what is known."""
        rows = np.flatnonzero(valid & ~np.isnan(scores))
        slot = scores[rows].astype(np.int64)
        better = cost[rows] < self.cost[rows, slot]
        rows, slot = rows[better], slot[better]
        self.cost[rows, slot] = cost[rows]
        for position, volume in enumerate(volumes):
            self.volume[rows, slot, position] = volume[rows]


def menus(problem: Problem) -> list[Menu]:
    """Return one menu per criterion, or per aspect where its service must reach the threshold."""
    position = {c: i for i, c in enumerate(problem.regulation.criterion_ids)}
    found: list[Menu] = []
    for aspect in problem.regulation.aspects:
        group = [position[c] for c in aspect.criteria]
        if problem.services and aspect.id in problem.regulation.services.aspects:
            found.append(_service_menu(problem, group))
        else:
            found += [_criterion_menu(problem, c) for c in group]
    return found


def treatments(problem: Problem, criterion: int) -> list[Floats]:
    """Return the volumes (n,) worth considering, from nothing to the whole problem."""
    cap = problem.cap[:, criterion]
    to_bands = [_below(problem, criterion, band) for band in problem.regulation.bands]
    return [np.zeros_like(cap), *to_bands, cap]


def _below(problem: Problem, criterion: int, band: Band) -> Floats:
    edge = band.at_least_pct * problem.denominator[:, criterion] / 100
    return _least(
        problem, criterion, edge, lambda x: problem.score_after(criterion, x) < band.score
    )


def _least(
    problem: Problem, criterion: int, edge: Floats, enough: Callable[[Floats], Bools]
) -> Floats:
    """Return the smallest treatment (n,) after which ``enough`` holds; all of it when none does.

    ``edge`` (n,) is about the volume that may be left. The computed number of steps is only where
    the trying starts: the test of the method decides.
    """
    step, cap = problem.step[criterion], problem.cap[:, criterion]
    surplus = np.nan_to_num(problem.volume[:, criterion] - edge)
    steps = np.maximum(0.0, np.ceil(surplus / step) - 1)
    for _ in range(_TRIES):
        treated = _rounded(problem, criterion, steps)
        steps = np.where(enough(treated), steps, steps + 1)
    treated = _rounded(problem, criterion, steps)
    treated = np.where(enough(treated), treated, cap)
    package = np.maximum(treated, problem.minimum[criterion])
    package = np.minimum(_rounded(problem, criterion, np.ceil(package / step - 1e-9)), cap)
    none_needed = enough(np.zeros_like(cap))
    return np.where(none_needed | (treated == 0), 0.0, package)


def _rounded(problem: Problem, criterion: int, steps: Floats) -> Floats:
    volume = np.round(steps * problem.step[criterion], int(problem.decimals[criterion]))
    capped: Floats = np.minimum(volume, problem.cap[:, criterion])
    return capped


def cost_of(problem: Problem, criterion: int, treated: Floats) -> Floats:
    """Return the cost (n,) of a treatment in whole rupiah."""
    cost: Floats = np.round(treated * problem.price[criterion])
    return cost


def _criterion_menu(problem: Problem, criterion: int) -> Menu:
    menu = Menu.empty(problem, (criterion,))
    everywhere = np.ones(len(problem.total), dtype=np.bool_)
    for treated in treatments(problem, criterion):
        cost = cost_of(problem, criterion, treated)
        menu.offer(cost, problem.score_after(criterion, treated), [treated], everywhere)
    return menu


@dataclass(frozen=True)
class _Way:
    """One treatment of one criterion with what follows from it, each (n,)."""

    treated: Floats
    percent: Floats
    score: Floats
    cost: Floats


def _way(problem: Problem, criterion: int, treated: Floats) -> _Way:
    return _Way(
        treated,
        problem.percent_after(criterion, treated),
        problem.score_after(criterion, treated),
        cost_of(problem, criterion, treated),
    )


def _service_menu(problem: Problem, criteria: Sequence[int]) -> Menu:
    """Return the menu of an aspect whose mean percent must reach the service threshold.

    An optimum leaves all criteria but one at nothing, a band edge, the smallest package or the
    whole problem; the last one takes what is still missing, rounded up to its step. That rounding
    is the only inexactness: the cost may exceed the least by one step of one criterion.
    """
    menu = Menu.empty(problem, criteria)
    served = problem.regulation.thresholds[_SERVICE].value
    allowed = (100 - served) * len(criteria)
    ways = [_all_ways(problem, c) for c in criteria]
    for choice in product(*ways):
        _offer(menu, choice, allowed)
    for filler in range(len(criteria)):
        others = ways[:filler] + ways[filler + 1 :]
        for rest in product(*others):
            last = _filler(problem, criteria[filler], rest, allowed)
            _offer(menu, (*rest[:filler], last, *rest[filler:]), allowed)
    return menu


def _all_ways(problem: Problem, criterion: int) -> list[_Way]:
    volumes = [*treatments(problem, criterion), *_smallest(problem, criterion)]
    return [_way(problem, criterion, v) for v in volumes]


def _smallest(problem: Problem, criterion: int) -> Iterator[Floats]:
    if problem.minimum[criterion] > 0:
        steps = np.ceil(problem.minimum[criterion] / problem.step[criterion] - 1e-9)
        yield _rounded(problem, criterion, np.full(len(problem.total), steps))


def _filler(problem: Problem, criterion: int, rest: Sequence[_Way], allowed: float) -> _Way:
    budget = allowed - _sum([w.percent for w in rest], len(problem.total))
    edge = budget * problem.denominator[:, criterion] / 100
    treated = _least(
        problem,
        criterion,
        edge,
        lambda x: problem.percent_after(criterion, x) <= budget + _TOLERANCE_PCT,
    )
    return _way(problem, criterion, treated)


def _offer(menu: Menu, choice: Sequence[_Way], allowed: float) -> None:
    n = len(menu.cost)
    reached = _sum([w.percent for w in choice], n) <= allowed + _TOLERANCE_PCT
    menu.offer(
        _sum([w.cost for w in choice], n),
        _sum([w.score for w in choice], n),
        [w.treated for w in choice],
        reached,
    )


def _sum(values: Sequence[Floats], n: int) -> Floats:
    result = np.zeros(n)
    for value in values:
        result = result + value
    return result
