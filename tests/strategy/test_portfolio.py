import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kotaku.strategy.choice import (
    ChoosableItems,
    choice_of,
    greedy_for,
    greedy_within,
    items_of,
    least_cost,
    most_hectares,
)
from kotaku.strategy.portfolio import PackageLimits, by_year, for_hectares, frontier, within_budget
from tests.strategy import cases

EXACT = PackageLimits(0.0, 10.0)


def items(area, cost):
    return ChoosableItems(np.array(area, float), np.array(cost, float), np.arange(len(area)))


@st.composite
def small_items(draw, most=9):
    n = draw(st.integers(1, most))
    area = draw(st.lists(st.integers(1, 900), min_size=n, max_size=n))
    cost = draw(st.lists(st.integers(0, 3000), min_size=n, max_size=n))
    return items([a / 100 for a in area], [c * 1e6 for c in cost])


@settings(max_examples=40, deadline=None)
@given(small_items(), st.floats(0, 1.1))
def test_no_subset_has_more_hectares_for_the_budget(drawn, part):
    budget = float(np.floor(drawn.cost_rp.sum() * part))
    hectares, cost = cases.brute_sets(drawn.area_ha, drawn.cost_rp)
    found = within_budget(drawn, budget, EXACT)
    assert found.luas_ha == pytest.approx(hectares[cost <= budget].max(), abs=1e-6)
    assert found.biaya_rp <= budget
    assert found.optimal


@settings(max_examples=40, deadline=None)
@given(small_items(), st.floats(0, 1))
# a target that is smaller than what a solver counts as nothing, and larger than what we do
@example(
    items([3.02, 3.93, 8.38, 1.83, 4.75], [975e6, 885e6, 2419e6, 459e6, 949e6]), 1.05e-6 / 21.91
)
def test_no_subset_reaches_the_target_for_less(drawn, part):
    target = float(drawn.area_ha.sum() * part)
    hectares, cost = cases.brute_sets(drawn.area_ha, drawn.cost_rp)
    found = for_hectares(drawn, target, EXACT)
    assert found.reached
    assert found.luas_ha >= target - 1e-6
    assert found.biaya_rp == cost[hectares >= target - 1e-6].min()


@settings(max_examples=20, deadline=None)
@given(small_items(6), st.lists(st.integers(0, 3000), min_size=2, max_size=2))
def test_no_other_timetable_has_more_hectares(drawn, millions):
    budgets = [m * 1e6 for m in millions]
    found = by_year(drawn, budgets, EXACT)
    paid = [drawn.cost_rp[found.slot == year].sum() for year in range(2)]
    assert all(p <= b for p, b in zip(paid, budgets, strict=True))
    best = 0.0
    for number in range(3 ** len(drawn.area_ha)):
        slot = np.array([number // 3**i % 3 - 1 for i in range(len(drawn.area_ha))])
        if all(drawn.cost_rp[slot == y].sum() <= budgets[y] for y in range(2)):
            best = max(best, drawn.area_ha[slot >= 0].sum())
    assert found.luas_ha == pytest.approx(best, abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(small_items(30), st.floats(0, 1))
def test_never_worse_than_greedy_and_never_better_than_the_bound(drawn, part):
    budget, target = float(drawn.cost_rp.sum() * part), float(drawn.area_ha.sum() * part)
    within, reaching = within_budget(drawn, budget), for_hectares(drawn, target)
    by_hand = choice_of(drawn, greedy_within(drawn, np.array([budget])), 0.0)
    assert by_hand.luas_ha - 1e-9 <= within.luas_ha <= most_hectares(drawn, budget) + 1e-9
    by_hand = choice_of(drawn, greedy_for(drawn, target), 0.0)
    assert least_cost(drawn, target - 1e-6) - 1 <= reaching.biaya_rp <= by_hand.biaya_rp


@settings(max_examples=20, deadline=None)
@given(small_items(15), st.floats(0, 1))
def test_what_still_fits_is_never_left_out(drawn, part):
    budget = float(drawn.cost_rp.sum() * part)
    found = within_budget(drawn, budget, PackageLimits(0.5, 0.01))
    left_out = drawn.cost_rp[found.slot < 0]
    assert (left_out > budget - found.biaya_rp).all()


def test_greedy_misses_what_the_solver_finds():
    drawn = items([3.0, 2.0, 2.0], [3e6, 2.1e6, 2.1e6])
    assert choice_of(drawn, greedy_within(drawn, np.array([4.2e6])), 0.0).luas_ha == 3.0
    assert within_budget(drawn, 4.2e6).luas_ha == 4.0


def test_the_frontier_never_falls_and_ends_with_everything():
    rng = np.random.default_rng(4)
    drawn = items(rng.uniform(0.3, 5, 60).round(4), rng.lognormal(19, 0.7, 60).round())
    told = []
    curve = frontier(drawn, 12, progress=told.append)
    assert curve["luas_ha"].is_monotonic_increasing
    assert curve["luas_ha"].iloc[[0, -1]].tolist() == pytest.approx([0.0, drawn.area_ha.sum()])
    assert (curve["biaya_rp"] <= curve["anggaran_rp"]).all()
    assert told == pytest.approx([i / 12 for i in range(1, 13)])


def test_more_budget_never_buys_fewer_hectares():
    rng = np.random.default_rng(5)
    drawn = items(rng.uniform(0.3, 5, 40).round(4), rng.lognormal(19, 0.7, 40).round())
    hectares = [
        within_budget(drawn, b, EXACT).luas_ha for b in np.linspace(0, drawn.cost_rp.sum(), 15)
    ]
    assert (np.diff(hectares) >= -1e-6).all()


def test_a_target_beyond_everything_is_not_reached():
    found = for_hectares(items([1.0, 2.0], [5e6, 6e6]), 3.5)
    assert (found.reached, found.luas_ha, found.biaya_rp) == (False, 3.0, 11e6)


def test_work_is_done_in_the_earliest_year_with_room():
    found = by_year(items([1.0, 2.0], [5e6, 5e6]), [10e6, 10e6], EXACT)
    assert found.slot.tolist() == [0, 0]


def test_nothing_to_choose_costs_nothing():
    none = items([], [])
    assert within_budget(none, 1e9).luas_ha == 0
    assert for_hectares(none, 0.0).reached
    assert not for_hectares(none, 1.0).reached
    assert frontier(none, 3)["luas_ha"].tolist() == [0, 0, 0]


def test_units_of_a_kawasan_stand_and_fall_together():
    units = pd.DataFrame(
        {
            "luas_ha": [1.0, 2.0, 4.0, 8.0, np.nan, 16.0],
            "total_awal": [20.0, 20.0, 20.0, 10.0, 20.0, 20.0],
            "biaya_rp": [1e6, 2e6, 3e6, 0.0, 1e6, np.nan],
            "layak": [True, True, True, True, True, False],
            "kab_kota": ["Belu", "Belu", "Ende", "Ende", "Ende", "Belu"],
            "kawasan": ["A", "A", "A", "A", "A", "A"],
        }
    )
    found = items_of(units, cases.REGULATION, ["kab_kota", "kawasan"])
    assert found.member.tolist() == [0, 0, 1, -1, -1, -1]
    assert found.area_ha.tolist() == [3.0, 4.0]
    unnamed = units.assign(kawasan=None).astype({"kawasan": "str"})
    apart = items_of(unnamed, cases.REGULATION, ["kab_kota", "kawasan"])
    assert apart.area_ha.tolist() == [1.0, 2.0, 4.0]
