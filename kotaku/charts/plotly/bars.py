"""Bars in rows, and upright bars over years."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from kotaku.charts.fit import SMALL_PX, TEXT_PX, text_px, wrapped
from kotaku.charts.plotly.sheet import (
    GUIDE,
    INK,
    LINE,
    FigureSheet,
    date_axis,
    finish,
    joined,
    mark_data_date,
    marker,
    row_axis,
    sheet_of,
    value_axis,
)
from kotaku.charts.spec import Bars, Series, worded
from kotaku.words.safe import clean, plain


def draw(chart: Bars, width: float, tall: float | None) -> go.Figure:
    """Return the figure of bars."""
    return (_upright if chart.upright else _rows)(chart, sheet_of(width, tall))


def _rows(chart: Bars, sheet: FigureSheet) -> go.Figure:
    width = sheet.width
    labels = [wrapped(row, _label_room(width)) for row in chart.rows]
    left = max((text_px(line, TEXT_PX) for label in labels for line in label), default=0) + 14
    column = [end for end in chart.ends if end.at is None]
    right = max((text_px(end.text, SMALL_PX) for end in column), default=0) + 14 if column else 12
    stacked = bool(column) and right > 0.34 * width  # no room beside: under the row's name instead
    if stacked:
        labels = [
            [*label, *wrapped(end.text, _label_room(width))]
            for label, end in zip(labels, chart.ends, strict=True)
        ]
        left = max(text_px(line, TEXT_PX) for label in labels for line in label) + 14
        right = 12
    room = max(60.0, width - left - right - 8)
    low, high, ends = _reach(chart, room)
    for series in chart.series:
        sheet.traces.append(_bar_row(chart, series, room / ((high - low) or 1)))
    for row, end in enumerate(ends):
        if end is not None:
            sheet.note(
                joined(end[0]), x=_day(chart, end[1]), y=row, xanchor="left", xshift=5, align="left"
            )
    if column and not stacked:
        for row, told in enumerate(chart.ends):
            sheet.note(
                plain(told.text), x=1, xref="paper", y=row, xanchor="left", xshift=6, align="left"
            )
    _row_guides(sheet, chart)
    lines = max((len(label) for label in labels), default=1)
    row_px = max(24 + 18 * lines, 22 + LINE * max((len(e[0]) for e in ends if e), default=1))
    sheet.layout |= {
        "barmode": "relative",
        "xaxis": (_day_axis if chart.days else _values)(chart, low, high, room),
        "yaxis": row_axis([joined(label) for label in labels]),
    }
    if chart.as_of is not None:
        days = pd.Timestamp(_day(chart, low)), pd.Timestamp(_day(chart, high))
        mark_data_date(sheet, chart.as_of, height=1, span=(*days, room))
    return finish(
        sheet, chart, height=row_px * len(labels) + 20, right=right, legend=_legend(chart)
    )


def _label_room(width: float) -> float:
    share = 0.42 if width < 480 else 0.36
    return max(90.0, width * share)


def _reach(chart: Bars, room: float) -> tuple[float, float, list[tuple[list[str], float] | None]]:
    """Return both ends of the axis, far enough for each label behind a bar, and those labels.

    A label of ``p`` pixels behind a bar that ends at ``v`` fits on ``room`` pixels when
    v / reach * room + p <= room; a label wider than half the room is broken into lines.
    """
    low = min(0.0, chart.low) if not chart.days else chart.low
    high = chart.high if chart.high is not None else _longest(chart)
    ends: list[tuple[list[str], float] | None] = []
    far = high
    for end in chart.ends:
        if end.at is None:
            ends.append(None)
            continue
        told = [clean(end.text)]
        if text_px(told[0], SMALL_PX) > 0.5 * room:
            told = wrapped(end.text, 0.5 * room, px=SMALL_PX)
        taken = min(0.8 * room, max(text_px(line, SMALL_PX) for line in told) + 12)
        far = max(far, low + (end.at - low) * room / (room - taken))
        ends.append((told, end.at))
    return low, far if far > low else low + 1, ends


def _longest(chart: Bars) -> float:
    tops = [0.0]
    for row in range(len(chart.rows)):
        standing = 0.0
        for one in chart.series:
            value = one.values[row] or 0.0
            if one.starts:
                tops.append(max(one.starts[row], one.starts[row] + value))
            elif one.lane[0] != 0 or one.outline:
                tops.append(value)
            else:
                standing += max(0.0, value)
        tops.append(standing)
    return max(tops)


def _bar_row(chart: Bars, one: Series, px: float) -> dict[str, Any]:
    """Return one series as a trace; ``px`` is the length of one unit of the axis."""
    rows = list(range(len(chart.rows)))
    # what starts where it says can be left out; what is stacked must keep its place
    values: list[Any] = [v if v is not None or one.starts else 0.0 for v in one.values]
    inside = [
        plain(text) if (values[i] or 0.0) * px >= text_px(text, SMALL_PX) + 10 else ""
        for i, text in enumerate(one.inside)
    ]
    trace: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "y": rows,
        "x": [None if v is None else v * 86_400_000 for v in values] if chart.days else values,
        "name": plain(one.name),
        "marker": marker(one, len(rows)),
        "width": one.lane[1],
        "textposition": "none",
        "customdata": list(chart.keys) or None,
        "hovertext": _hover(chart, one),
        "hoverinfo": "text",
    }
    if one.starts:
        trace["base"] = [_day(chart, v) for v in one.starts] if chart.days else list(one.starts)
    elif one.lane[0] or one.outline:
        trace["base"] = [0.0] * len(rows)
    if one.lane[0]:
        trace["offset"] = one.lane[0] - one.lane[1] / 2
    if any(inside):
        trace |= {
            "text": inside,
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "constraintext": "none",
            "insidetextfont": {"size": SMALL_PX, "color": one.looks[0].ink},
        }
        if len(one.looks) > 1:
            trace["insidetextfont"]["color"] = [one.look(i).ink for i in rows]
    return trace


def _hover(chart: Bars, one: Series) -> list[str]:
    if one.hover:
        return ["<br>".join(plain(line) for line in text.split("\n")) for text in one.hover]
    return [
        f"{plain(chart.rows[i])}: {plain(one.name)} {worded(value, chart.unit)}"
        for i, value in enumerate(one.values)
    ]


def _row_guides(sheet: FigureSheet, chart: Bars) -> None:
    for value in chart.guides:
        sheet.line(
            x0=value, x1=value, y0=0, y1=1, yref="paper",
            line={"color": GUIDE, "width": 2, "dash": "dot"},
        )  # fmt: skip
    for value, row in chart.levels:
        sheet.line(
            x0=value, x1=value, y0=row, y1=row + 1, layer="below",
            line={"color": GUIDE, "width": 1},
        )  # fmt: skip


def _upright(chart: Bars, sheet: FigureSheet) -> go.Figure:
    width = sheet.width
    places = list(range(len(chart.rows)))
    high = max(chart.high or 0.0, _longest(chart)) * 1.15 or 1.0
    px, slot = 260 / high, (width - 90) / max(1, len(places))
    for one in chart.series:
        trace = _bar_row(chart, one, px)
        trace |= {"orientation": "v", "x": places, "y": trace["x"]}
        fits = [
            text if (one.values[i] or 0) * px >= LINE and text_px(text, SMALL_PX) <= slot * 0.9
            else "" for i, text in enumerate(trace.get("text") or one.inside)
        ]  # fmt: skip
        trace |= {"text": fits, "textposition": "inside", "textangle": 0, "constraintext": "none"}
        trace["insidetextfont"] = {"size": SMALL_PX, "color": one.looks[0].ink}
        sheet.traces.append(trace)
    for row, end in enumerate(chart.ends):
        if end.at is not None and text_px(end.text, SMALL_PX) <= slot * 1.1:
            sheet.note(plain(end.text), x=row, y=end.at, yshift=12)
    for value in chart.guides:
        sheet.line(
            x0=-0.5, x1=len(places) - 0.5, y0=value, y1=value,
            line={"color": GUIDE, "width": 2, "dash": "dash"},
        )  # fmt: skip
    sheet.layout |= {
        "barmode": "relative",
        "xaxis": {
            "tickmode": "array", "tickvals": places, "fixedrange": True,
            "ticktext": [plain(row) for row in chart.rows],
            "tickfont": {"size": SMALL_PX, "color": INK},
        },
        "yaxis": value_axis(chart.unit, 260, range=[min(0.0, chart.low), high]),
    }  # fmt: skip
    return finish(sheet, chart, height=300, legend=_legend(chart))


def _legend(chart: Bars) -> list[str]:
    shown = [one.name for one in chart.series if any(one.values)]
    return [clean(name) for name in shown] if chart.legend and shown else []


def _values(chart: Bars, low: float, high: float, room: float) -> dict[str, Any]:
    axis = value_axis(chart.unit, room, range=[low, high])
    if chart.ticks:
        axis |= {
            "tickmode": "array", "tickvals": [at for at, _ in chart.ticks],
            "ticktext": [plain(text) for _, text in chart.ticks], "ticksuffix": "",
        }  # fmt: skip
    return axis


def _day_axis(chart: Bars, low: float, high: float, room: float) -> dict[str, Any]:
    return date_axis(pd.Timestamp(_day(chart, low)), pd.Timestamp(_day(chart, high)), room)


def _day(chart: Bars, value: float) -> Any:
    """Return a value of the axis as Plotly takes it: a day's name on an axis of days."""
    if not chart.days:
        return value
    return date.fromordinal(int(value)).isoformat()
