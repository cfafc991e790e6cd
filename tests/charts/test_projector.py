"""The projector's form: type and lines grow, what counts in data units stays."""

import plotly.graph_objects as go
import pytest

from kotaku.charts import palette, plotly
from kotaku.charts.fit import SMALL_PX, TEXT_PX
from kotaku.charts.projector import enlarged
from kotaku.charts.spec import Bars, Series


@pytest.fixture
def figure() -> go.Figure:
    look = palette.AKUN["sisa"]
    chart = Bars(
        "sisa",
        source="sumber.xlsx",
        rows=["a"],
        series=[Series("Sisa", [3.0], [look], lane=(0.0, 0.66))],
        unit="ha",
        guides=[2.0],
    )
    return plotly.figure(chart)


def test_the_usual_size_is_the_figure_itself(figure):
    assert enlarged(figure, 1.0) is figure


def test_type_and_lines_grow_and_turn_dark(figure):
    grown = enlarged(figure, 1.25)
    assert grown.layout.font.size == TEXT_PX * 1.25
    assert grown.layout.xaxis.tickfont.size == SMALL_PX * 1.25
    assert grown.layout.height == figure.layout.height * 1.25
    assert grown.layout.margin.r > figure.layout.margin.r * 1.25
    assert grown.layout.shapes[0].line.width == 2.5
    assert grown.layout.shapes[0].line.color != plotly.GUIDE
    assert grown.data[0].marker.line.color == "rgb(0, 0, 0)"
    assert grown.layout.annotations[0].opacity == 1


def test_the_data_and_the_first_figure_stay(figure):
    before = figure.to_dict()
    grown = enlarged(figure, 1.25)
    assert grown.data[0].width == 0.66
    assert list(grown.data[0].x) == [3.0]
    assert grown.data[0].marker.color == palette.AKUN["sisa"].fill
    assert figure.to_dict() == before
