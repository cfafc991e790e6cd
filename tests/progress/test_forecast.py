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


def test_half_the_pace_brings_half_of_what_is_left():
    # SPI = 20 / 40 = 0,5; left 60 points, at half the pace 30: 20 + 30 = 50
    found = forecast(curve([20, 40, 60, 80, 100], [10, 20, None, None, None]), at(1))
    assert found.spi == 0.5
    assert list(found.weekly["perkiraan_pct"]) == [20, 30, 40, 50]
    assert (found.end, found.end_pct) == (date(2019, 2, 3), 50)


def test_ahead_of_the_plan_stops_at_all_of_it():
    # SPI = 1,5: 60 + 1,5 x 60 = 150, held at 100
    found = forecast(curve([20, 40, 60, 80, 100], [30, 60, None, None, None]), at(1))
    assert list(found.weekly["perkiraan_pct"]) == [60, 90, 100, 100]


@pytest.mark.parametrize(
    ("plan", "done", "week"),
    [
        ([9, 40, 60, 80, 100], [9, None, None, None, None], 0),  # just below the smallest plan
        ([20, 40, 60, 80, 100], [None] * 5, 1),
        ([20, 40, 100, 100, 100], [20, 40, 90, None, None], 2),  # the plan has ended
        ([20, 40, 60, 80, 90], [20, 40, 60, 70, 80], 4),  # no week left
    ],
)
def test_nothing_is_said_where_an_index_says_nothing(plan, done, week):
    assert forecast(curve(plan, done), at(week)) is None


def test_exactly_the_smallest_plan_counts():
    assert forecast(curve([10, 40, 60, 80, 100], [5, *[None] * 4]), at(0)).end_pct == 50


def test_each_team_has_its_own():
    both = pd.concat(
        [
            curve([20, 40, 60, 80, 100], [10, 20, None, None, None], "Kota Bima"),
            curve([20, 40, 60, 80, 100], [20, 40, None, None, None]),
        ]
    )
    assert forecast(both, at(1), kab_kota="Kota Bima").end_pct == 50
    assert forecast(both, at(1)).end_pct == 100
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
