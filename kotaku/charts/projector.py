"""The form of a figure for a weak projector: larger type, thicker and darker lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import plotly.graph_objects as go

from kotaku.charts.palette import OUTLINE
from kotaku.charts.plotly.sheet import GRID, GUIDE

STRONG: Final[Mapping[str, str]] = {
    GRID: "rgba(70, 80, 90, 0.45)",
    GUIDE: "rgb(60, 68, 76)",
    OUTLINE: "rgb(0, 0, 0)",
}
GROWS: Final = {"size", "height", "l", "r", "t", "b", "xshift", "yshift", "zerolinewidth"}
LABEL: Final = 170  # px; the longest label right of a mark, which grows out of the plot


def enlarged(figure: go.Figure, scale: float) -> go.Figure:
    """Return a figure for the projector; with a scale of one the figure itself.

    Parameters
    ----------
    figure : any figure of the app; it stays as it is
    scale : how much larger its type is [times], above zero

    Type, marks, margins and lines grow; pale lines and outlines become dark, nothing stays
    translucent text. The width of a bar is in units of its axis and does not change.
    """
    if scale == 1:
        return figure
    grown = go.Figure(_grown(figure.to_dict(), scale))
    margin = grown.layout.margin
    return grown.update_layout(margin_r=(margin.r or 0) + LABEL * (scale - 1))


def _grown(part: Any, scale: float, inside: str = "") -> Any:
    if isinstance(part, dict):
        return {key: _value(key, value, scale, inside) for key, value in part.items()}
    if isinstance(part, (list, tuple)):
        return [_grown(item, scale, inside) for item in part]
    return STRONG.get(part, part) if isinstance(part, str) else part


def _value(key: str, value: Any, scale: float, inside: str) -> Any:
    if isinstance(value, (int, float)):
        if key in GROWS or (key == "width" and inside == "line"):
            return value * scale
        if key == "opacity" and inside == "annotations":
            return 1
    return _grown(value, scale, key)
