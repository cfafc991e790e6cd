"""The curve of rupiah against hectares."""

import pandas as pd

from kotaku.charts.frontier import frontier_curve

FRONTIER = pd.DataFrame({"biaya_rp": [0.0, 2e8, 1e8], "luas_ha": [0.0, 3.5, 2.0]})


def test_budgets_in_order_and_the_choice_marked():
    figure = frontier_curve(FRONTIER, source="s", chosen=(1e8, 2.0))
    assert list(figure.data[0].x) == [0.0, 100.0, 200.0]
    assert list(figure.data[0].y) == [0.0, 2.0, 3.5]
    assert figure.data[1].text[0] == "Rp 100 juta: 2,00 ha"


def test_nothing_to_buy_is_said():
    assert frontier_curve(FRONTIER.iloc[:0], source="s").layout.annotations[0].text


def test_budgets_of_a_province_are_counted_in_numbers_that_stay_short():
    large = FRONTIER.assign(biaya_rp=FRONTIER["biaya_rp"] * 10_000)
    figure = frontier_curve(large, source="s", chosen=(2e12, 3.5))
    assert list(figure.data[0].x) == [0.0, 1.0, 2.0]
    assert figure.layout.xaxis.ticksuffix == " triliun Rp"
    assert figure.layout.xaxis.tickangle == 0
    assert figure.data[1].text[0] == "Rp 2 triliun: 3,50 ha"
