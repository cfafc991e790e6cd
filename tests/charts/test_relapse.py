"""The years ahead without maintenance."""

from html import unescape

import pandas as pd

from kotaku.charts.change import relapse_years
from kotaku.charts.plotly import figure

YEARS = pd.DataFrame(
    {
        "tahun": [2023, 2024],
        "kembali_ha": [0.0, 3.0],
        "kumuh_ha": [64.4, 67.4],
        "kumuh_dipelihara_ha": [64.4, 64.4],
    }
)


def test_what_stays_and_what_returns_sum_to_what_is_kumuh():
    drawn = figure(relapse_years(YEARS, source="s"))
    stays, returns = drawn.data
    total = [a + b for a, b in zip(stays.y, returns.y, strict=True)]
    assert total == [64.4, 67.4]
    assert drawn.layout.shapes[0].y0 == 64.4
    assert "64,40" in drawn.layout.annotations[0].text
    assert "64,40 ha bila semua dipelihara" in unescape(drawn.layout.annotations[-1].text)


def test_nothing_treated_is_said():
    assert figure(relapse_years(YEARS.iloc[:0], source="s")).layout.annotations[0].text
