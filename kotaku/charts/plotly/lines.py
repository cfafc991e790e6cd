"""Curves over days, years or amounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from kotaku.charts.fit import SMALL_PX, text_px, wrapped
from kotaku.charts.plotly.sheet import (
    INK,
    LINE,
    FigureSheet,
    date_axis,
    finish,
    joined,
    mark_data_date,
    marker,
    sheet_of,
    value_axis,
)
from kotaku.charts.spec import Curve, Lines
from kotaku.words.safe import plain


def draw(chart: Lines, width: float, tall: float | None) -> go.Figure:
    """Return the figure of curves, each named where it ends."""
    sheet = sheet_of(width, tall)
    dated = bool(len(chart.x)) and isinstance(chart.x[0], pd.Timestamp)
    for curve in chart.curves:
        sheet.traces.append(_curve(chart, curve))
    low, high = _span(chart)
    two = chart.under is not None and width >= 300
    plot = (250.0 if two else 320.0) if tall is None else (tall - 60) * (0.64 if two else 1)
    axis = value_axis(chart.unit, plot * 1.3, range=[low, high], autorange=False)
    sheet.layout |= {"yaxis": {**axis, "domain": [0.36, 1]} if two else axis, "bargap": 0.15}
    right = _line_ends(sheet, chart, plot)
    room = width - 60 - right
    sheet.layout["xaxis"] = _x_axis(chart, room, dated=dated)
    if two:
        _under(sheet, chart)
        sheet.layout["xaxis"] |= {"anchor": "y2"}
    if chart.as_of is not None:
        span = [pd.Timestamp(end) for end in sheet.layout["xaxis"]["range"]]
        height = 0.27 if two else 0.0
        mark_data_date(sheet, chart.as_of, height=height, span=(span[0], span[1], room))
    names = [curve.name for curve in chart.curves] if chart.legend else []
    return finish(sheet, chart, height=400 if two else 340, right=right, legend=names)


def _curve(chart: Lines, curve: Curve) -> dict[str, Any]:
    x = list(curve.x if curve.x is not None else chart.x)
    trace: dict[str, Any] = {
        "type": "scatter",
        "x": x,
        "y": [None if v is None or pd.isna(v) else float(v) for v in curve.values],
        "mode": "lines" + ("+markers" if curve.symbols else ""),
        "name": plain(curve.name),
        "line": {"color": curve.color, "width": 3, "dash": curve.dash},
        "connectgaps": False,
        "cliponaxis": False,
        "hovertext": [plain(text) for text in curve.hover],
        "hoverinfo": "text" if curve.hover else "skip",
    }
    if curve.symbols:
        many = list(curve.symbols)
        trace["marker"] = {"size": 10, "symbol": many if len(many) > 1 else many[0]}
    return trace


def _span(chart: Lines) -> tuple[float, float]:
    known = [
        float(v) for c in chart.curves for v in c.values if v is not None and not pd.isna(v)
    ] or [0.0]  # fmt: skip
    low = min([*known, 0.0]) if chart.low is None else chart.low
    top = max([*known, chart.high if chart.high is not None else low + 1e-9])
    return low - (top - low) * (0.06 if low < 0 else 0), top + (top - low) * 0.12


def _line_ends(sheet: FigureSheet, chart: Lines, height: float) -> float:
    """Write the name of each curve where it ends, apart from one another; return the room taken.

    Names stand in a column at the right, each at the height of its value or as near as the ones
    below leave room.
    """
    told = []
    for curve in chart.curves:
        known = [
            i for i, v in enumerate(curve.values) if v is not None and not pd.isna(v)
        ]  # fmt: skip
        if curve.end and known:
            at = known[-1]
            if chart.note_at is not None and curve.x is None:
                at = max((i for i in known if i <= chart.note_at), default=known[-1])
            told.append((float(curve.values[at] or 0.0), curve.end))
    if not told:
        return 16
    room = min(0.36 * sheet.width, max(text_px(text, SMALL_PX) for _, text in told) + 14)
    low, high = _span(chart)
    blocks = [
        (
            (value - low) / (high - low) * height,
            wrapped(text, room - 8, px=SMALL_PX),
        )
        for value, text in told
    ]
    for middle, lines in _apart(blocks, height):
        sheet.note(
            joined(lines), x=1, xref="paper", y=low + middle / height * (high - low),
            xanchor="left", xshift=6, align="left",
        )  # fmt: skip
    return room


def _apart(
    blocks: Sequence[tuple[float, list[str]]], height: float
) -> list[tuple[float, list[str]]]:
    """Return blocks of lines near the height they ask for [px], none upon another."""
    ordered = sorted(blocks, key=lambda block: block[0])
    middles: list[float] = []
    bottom = -LINE / 2
    for wanted, lines in ordered:
        half = len(lines) * LINE / 2
        middles.append(max(wanted, bottom + half))
        bottom = middles[-1] + half
    top = height + LINE / 2
    for i in reversed(range(len(ordered))):
        half = len(ordered[i][1]) * LINE / 2
        middles[i] = min(middles[i], top - half)
        top = middles[i] - half
    return [(middle, lines) for middle, (_, lines) in zip(middles, ordered, strict=True)]


def _under(sheet: FigureSheet, chart: Lines) -> None:
    one = chart.under
    if one is None:
        return
    values = [0.0 if v is None or pd.isna(v) else float(v) for v in one.values]
    reach = max(1.0, *(abs(v) for v in values)) * 1.25
    sheet.traces.append(
        {
            "type": "bar",
            "x": list(chart.x),
            "y": [None if v is None or pd.isna(v) else float(v) for v in one.values],
            "name": plain(one.name),
            "yaxis": "y2",
            "marker": marker(one, len(one.looks)),
            "hovertext": [plain(text) for text in one.hover],
            "hoverinfo": "text",
        }
    )
    sheet.layout["yaxis2"] = value_axis(
        chart.under_unit, 100, domain=[0, 0.26], range=[-reach, reach], nticks=4, rangemode="normal"
    )
    if chart.under_note:
        lines = wrapped(chart.under_note, 0.34 * sheet.width, px=SMALL_PX)
        sheet.note(
            joined(lines), x=1, xref="paper", y=0, yref="y2", xanchor="left", xshift=6, align="left"
        )


def _x_axis(chart: Lines, room: float, *, dated: bool) -> dict[str, Any]:
    if dated:
        days = [pd.Timestamp(x) for x in chart.x]
        days += [pd.Timestamp(x) for c in chart.curves if c.x is not None for x in c.x]
        start, end = min(days), max(days)
        air = max((end - start) * 0.03, pd.Timedelta(days=2))
        return date_axis(start - air, end + air, room)
    base = {
        "fixedrange": True, "title": None, "showgrid": False, "automargin": False,
        "tickfont": {"size": SMALL_PX, "color": INK},
    }  # fmt: skip
    if chart.x and isinstance(chart.x[0], str):
        step = max(1, -(-len(chart.x) * 46 // max(1, int(room))))
        shown = list(range(0, len(chart.x), step))
        return {
            **base, "type": "category", "range": [-0.4, len(chart.x) - 0.6],
            "tickmode": "array", "tickvals": [str(chart.x[i]) for i in shown],
        }  # fmt: skip
    # under the end of the other axis, whose own zero hangs below the line
    return {**value_axis(chart.x_unit, room), "ticklabelstandoff": 10}
