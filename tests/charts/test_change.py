"""From one snapshot to the next: the staircase closes on the screen; points are told apart."""

from html import unescape

import pandas as pd
import pytest

from kotaku.charts.change import change_steps, trend_lines
from kotaku.charts.plotly import figure

STEPS = pd.DataFrame(
    [
        ("dulu", "Sisa dulu", 10.0),
        ("baru", "Lokasi <b>baru</b>", 4.0),
        ("realisasi", "Realisasi", -3.0),
        ("kini", "Sisa kini", 11.0),
    ],
    columns=["kunci", "nama", "ha"],
)


def test_each_step_begins_where_the_last_one_ended():
    (bar,) = change_steps(STEPS, source="s").series
    ends = [start + size for start, size in zip(bar.starts, bar.values, strict=True)]
    assert list(bar.starts) == [0, 10, 14, 0]
    assert ends == [10, 14, 11, 11]


def test_steps_carry_their_sign_and_no_markup():
    fig = figure(change_steps(STEPS, source="s"))
    texts = [unescape(note.text) for note in fig.layout.annotations]
    assert {"10,00 ha", "+4,00", "−3,00", "11,00 ha"} <= set(texts)
    assert "<b>" not in "".join(fig.layout.yaxis.ticktext)


def test_without_two_ends_it_says_so():
    fig = figure(change_steps(STEPS.head(0), source=""))
    assert "hanya diketahui" in fig.layout.annotations[0].text


def course(*days):
    return pd.DataFrame(
        {
            "tanggal": pd.to_datetime(list(days)),
            "nama": [f"p{i}" for i in range(len(days))],
            "disepakati": [i % 2 == 0 for i in range(len(days))],
            "realisasi_pct": [40.0 + i for i in range(len(days))],
            "master_schedule_pct": [41.0 + i for i in range(len(days))],
            "rencana_pct": float("nan"),
        }
    )


def test_agreed_points_are_filled_and_ends_have_room():
    fig = figure(trend_lines(course("2022-01-01", "2022-06-01"), source="s"))
    assert [line.name for line in fig.data] == ["Terealisasi", "Master Schedule"]
    assert list(fig.data[0].marker.symbol) == ["circle", "circle-open"]
    heights = sorted(n.y for n in fig.layout.annotations if n.name != "sumber")
    low, high = fig.layout.yaxis.range
    assert (heights[1] - heights[0]) / (high - low) * 320 >= 20  # a line of text apart


@pytest.mark.parametrize("days", [(), ("2022-01-01",)])
def test_one_point_is_no_course(days):
    fig = figure(trend_lines(course(*days), source=""))
    assert "Kecenderungan tampak" in fig.layout.annotations[0].text
