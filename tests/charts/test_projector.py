"""The projector's form: type and lines grow, what counts in data units stays."""

import plotly.graph_objects as go
import pytest

from kotaku.charts import base, palette
from kotaku.charts.canvas import Canvas
from kotaku.charts.projector import enlarged


@pytest.fixture
def figure() -> go.Figure:
    canvas = Canvas()
    canvas.add_bar(
        x=[3.0], y=[0], width=0.66, orientation="h", marker=palette.AKUN["sisa"].marker()
    )
    canvas.add_scatter(x=[1, 2], y=[0, 0], line={"color": base.GUIDE, "width": 3})
    canvas.update_layout(xaxis=base.value_axis("ha"))
    return base.finish(canvas, source="sumber.xlsx", height=200)


def test_the_usual_size_is_the_figure_itself(figure):
    assert enlarged(figure, 1.0) is figure


def test_type_and_lines_grow_and_turn_dark(figure):
    grown = enlarged(figure, 1.25)
    assert grown.layout.font.size == base.FONT * 1.25
    assert grown.layout.xaxis.tickfont.size == base.SMALL * 1.25
    assert grown.layout.height == figure.layout.height * 1.25
    assert grown.layout.margin.r > figure.layout.margin.r * 1.25
    assert grown.data[1].line.width == 3.75
    assert grown.data[1].line.color != base.GUIDE
    assert grown.data[0].marker.line.color == "rgb(0, 0, 0)"
    assert grown.layout.annotations[0].opacity == 1


def test_the_data_and_the_first_figure_stay(figure):
    before = figure.to_dict()
    grown = enlarged(figure, 1.25)
    assert grown.data[0].width == 0.66
    assert list(grown.data[0].x) == [3.0]
    assert grown.data[0].marker.color == palette.AKUN["sisa"].fill
    assert figure.to_dict() == before
