"""The cheapest package: from conditions in memory to the plan with its curve."""

from __future__ import annotations

from functools import partial

from benchmarks import province
from benchmarks.timing import Figure, in_turn
from kotaku.evaluation import evaluate
from kotaku.strategy.costs import learn
from kotaku.strategy.plan import Plan, make_plan, units_from


def strategy(sizes: tuple[tuple[int, float], ...], runs: int) -> list[Figure]:
    """Time the plan that clears every RT, for provinces of some sizes with their bars [s]."""
    figures = []
    for n_rt, bar in sizes:
        data = province.dataset(n_rt)
        evaluation = evaluate(data)
        units = units_from(evaluation.kondisi, "rt")
        costs = learn(data.table("pekerjaan"), evaluation.regulation)
        plan = partial(make_plan, units, evaluation.regulation, costs)
        found: Plan = plan()
        if found.luas_ha <= 0:
            raise RuntimeError("the plan takes nothing out of kumuh")
        seconds = in_turn([plan], runs)[0]
        figures.append(Figure(f"cheapest package for {n_rt:,} RT", seconds, "s", bar))
    return figures
