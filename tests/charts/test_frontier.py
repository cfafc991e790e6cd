"""The curve of rupiah against hectares."""

from html import unescape

import pandas as pd

from kotaku.charts.change import frontier_curve
from kotaku.charts.plotly import figure

FRONTIER = pd.DataFrame({"biaya_rp": [0.0, 2e8, 1e8], "luas_ha": [0.0, 3.5, 2.0]})


def _texts(fig):
    return [unescape(note.text).replace("<br>", " ") for note in fig.layout.annotations]


def test_budgets_in_order_and_the_choice_marked():
    drawn = figure(frontier_curve(FRONTIER, source="s", chosen=(1e8, 2.0)))
    assert list(drawn.data[0].x) == [0.0, 100.0, 200.0]
    assert list(drawn.data[0].y) == [0.0, 2.0, 3.5]
    assert "paket ini Rp 100 juta: 2,00 ha" in _texts(drawn)


def test_nothing_to_buy_is_said():
    assert figure(frontier_curve(FRONTIER.iloc[:0], source="s")).layout.annotations[0].text


def test_budgets_of_a_province_are_counted_in_numbers_that_stay_short():
    large = FRONTIER.assign(biaya_rp=FRONTIER["biaya_rp"] * 10_000)
    drawn = figure(frontier_curve(large, source="s", chosen=(2e12, 3.5)))
    assert list(drawn.data[0].x) == [0.0, 1.0, 2.0]
    assert drawn.layout.xaxis.ticksuffix == " triliun Rp"
    assert drawn.layout.xaxis.tickangle == 0
    assert "paket ini Rp 2 triliun: 3,50 ha" in _texts(drawn)
