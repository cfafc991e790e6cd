"""Charts for the browser: labels, margins and marks fitted to the width of their place."""

from __future__ import annotations

import re
from typing import Any, Final

import plotly.graph_objects as go

from kotaku.charts.fit import TEXT_PX, wrapped
from kotaku.charts.plotly import bars, inset, lines, matrix
from kotaku.charts.plotly.sheet import GRID, GUIDE, INK, USUAL, finish, joined, sheet_of
from kotaku.charts.spec import Bars, Chart, Empty, Inset, Lines, Matrix
from kotaku.words.safe import clean

__all__ = ["GRID", "GUIDE", "INK", "USUAL", "config", "figure"]

# What the browser says while it makes a picture of a chart; its own words are English.
_WORDS: Final = {
    "Download plot as a PNG": "Unduh PNG",
    "Preparing image - this may take a few seconds": "Menyiapkan gambar …",
    "Image download succeeded": "Gambar diunduh",
    "Sorry, there was a problem downloading your image!": "Gambar tidak dapat dibuat",
}
_NAME: Final = 80  # letters of a file's name
_PIXELS: Final = 2  # of the picture for one on the screen, so that it is sharp on a slide


def config(name: str) -> dict[str, Any]:
    """Return what pages hand to st.plotly_chart(config=...).

    No zoom by accident, and one button, seen while the pointer is on the chart: its picture as PNG.

    Parameters
    ----------
    name : what the chart shows; from it comes the name of the file
    """
    file = re.sub(r"[^a-z0-9]+", "-", clean(name).lower())[:_NAME].strip("-")
    return {
        "displayModeBar": "hover",
        "modeBarButtons": [["toImage"]],
        "displaylogo": False,
        "toImageButtonOptions": {"format": "png", "filename": file, "scale": _PIXELS},
        "locale": "id",
        "locales": {"id": {"dictionary": _WORDS}},
        "scrollZoom": False,
        "doubleClick": False,
        "showTips": False,
        "showAxisDragHandles": False,
    }


def figure(chart: Chart, *, width: float = USUAL, height: float | None = None) -> go.Figure:
    """Return a chart as a Plotly figure for a place of about ``width`` [px].

    Its height follows from its rows, unless its place has one [px].
    """
    if isinstance(chart, Bars):
        return bars.draw(chart, width, height)
    if isinstance(chart, Lines):
        return lines.draw(chart, width, height)
    if isinstance(chart, Matrix):
        return matrix.draw(chart, width)
    if isinstance(chart, Inset):
        return inset.draw(chart, width, height)
    return _empty(chart, width)


def _empty(chart: Chart, width: float) -> go.Figure:
    """Return a figure that says why there is nothing to see."""
    sheet = sheet_of(width)
    sheet.layout |= {"xaxis": {"visible": False}, "yaxis": {"visible": False}}
    text = joined(wrapped(chart.name, width * 0.9))
    sheet.note(text, size=TEXT_PX, name="kosong", x=0.5, y=0.5, xref="paper", yref="paper")
    return finish(sheet, chart, height=chart.height if isinstance(chart, Empty) else 200)
