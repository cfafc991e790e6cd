"""The estimate at the pace so far: hand-made curves, and what must hold for any."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotaku.progress.forecast import forecast

WEEKS = pd.date_range("2019-01-06", periods=5, freq="7D")


def curve(plan, done, kab_kota=""):
    return pd.DataFrame(
        {"minggu": WEEKS, "kab_kota": kab_kota, "rencana_pct": plan, "realisasi_pct": done}
    )


def at(week):
    return WEEKS[week].date()


def test_the_pace_so_far_goes_on_until_all_is_done():
    # 20 % in two weeks is 10 pp a week; 80 points are left: eight weeks after 13 January
    found = forecast(curve([20, 40, 60, 80, 100], [10, 20, None, None, None]), at(1))
    assert (found.laju_pp, found.selesai) == (10, date(2019, 3, 10))
    assert list(found.weekly["perkiraan_pct"])[:4] == [20, 30, 40, 50]
    assert (found.rencana_selesai, found.pada_rencana_pct) == (date(2019, 2, 3), 50)


def test_the_index_is_another_figure_than_the_pace():
    # a plan that is steep at its end: the index says half, the pace says 50 % at the end
    found = forecast(curve([10, 20, 30, 40, 100], [5, 10, None, None, None]), at(1))
    assert found.spi == 0.5
    assert found.pada_rencana_pct == 25
    assert found.selesai == date(2019, 5, 19)  # 90 points at 5 pp a week


def test_ahead_of_the_plan_is_done_before_its_end():
    found = forecast(curve([20, 40, 60, 80, 100], [30, 60, None, None, None]), at(1))
    assert found.selesai == date(2019, 1, 27)
    assert list(found.weekly["perkiraan_pct"]) == [60, 90, 100, 100]


def test_an_ended_plan_still_has_a_pace():
    found = forecast(curve([20, 40, 100, 100, 100], [20, 40, 50, None, None]), at(2))
    assert found.selesai == date(2019, 2, 10)


def test_what_does_not_move_is_never_done():
    found = forecast(curve([20, 40, 60, 80, 100], [0, 0, None, None, None]), at(1))
    assert found.selesai is None
    assert found.end_pct == 0


@pytest.mark.parametrize(
    ("plan", "done", "week"),
    [
        ([9, 40, 60, 80, 100], [9, None, None, None, None], 0),  # just below the smallest plan
        ([20, 40, 60, 80, 100], [None] * 5, 1),
        ([20, 40, 60, 80, 100], [20, 100, None, None, None], 1),  # all is done
    ],
)
def test_nothing_is_said_where_a_pace_says_nothing(plan, done, week):
    assert forecast(curve(plan, done), at(week)) is None


def test_exactly_the_smallest_plan_counts():
    found = forecast(curve([10, 40, 60, 80, 100], [5, *[None] * 4]), at(0))
    assert found.laju_pp == 5


def test_each_team_has_its_own():
    both = pd.concat(
        [
            curve([20, 40, 60, 80, 100], [10, 20, None, None, None], "Kota Bima"),
            curve([20, 40, 60, 80, 100], [20, 40, None, None, None]),
        ]
    )
    assert forecast(both, at(1), kab_kota="Kota Bima").pada_rencana_pct == 50
    assert forecast(both, at(1)).pada_rencana_pct == 100
    assert forecast(both, at(1), kab_kota="Dompu") is None


@settings(max_examples=60, deadline=None)
@given(
    plan=st.lists(st.floats(0, 100), min_size=5, max_size=5).map(sorted),
    share=st.floats(0, 2),
    week=st.integers(0, 4),
)
def test_it_starts_at_what_is_done_never_falls_and_never_passes_all(plan, share, week):
    done = min(plan[week] * share, 100)
    found = forecast(curve(plan, [*[0.0] * week, done, *[None] * (4 - week)]), at(week))
    if found is None:
        return
    line = found.weekly["perkiraan_pct"]
    assert line.iloc[0] == pytest.approx(done)
    assert line.is_monotonic_increasing
    assert line.max() <= 100
