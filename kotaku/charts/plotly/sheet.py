"""A Plotly figure while it is drawn: plain data, checked once at the end, with its common form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from kotaku.charts.fit import SMALL_PX, TEXT_PX, lines_of, text_px
from kotaku.charts.palette import OUTLINE, PATTERN
from kotaku.charts.spec import Chart, Series
from kotaku.words.dates import MONTHS, format_date
from kotaku.words.safe import plain

USUAL: Final = 620  # px; the width of a chart in half of a window of 1366 px
LINE: Final = 20  # px for one line of text
# Text must be strong for the back row, in light and in dark. Streamlit's own figure template marks
# text with this colour and the browser replaces it by the theme's; elsewhere it is near-black.
INK: Final = "#000037"
GRID: Final = "rgba(125, 135, 146, 0.28)"
GUIDE: Final = "rgba(125, 135, 146, 0.95)"
WHITE_FROM: Final = 0.5  # a shade this deep is written on in white


@dataclass
class FigureSheet:
    """A figure while it is drawn, in plain data: Plotly checks it once, at the end."""

    width: float
    tall: float | None  # height of its place, where that is given [px]
    traces: list[dict[str, Any]]
    notes: list[dict[str, Any]]
    shapes: list[dict[str, Any]]
    layout: dict[str, Any]

    def note(self, text: str, *, size: float = SMALL_PX, **options: Any) -> None:
        """Write text without an arrow."""
        self.notes.append({"showarrow": False, "text": text, "font": {"size": size}, **options})

    def line(self, **options: Any) -> None:
        """Draw a straight line."""
        self.shapes.append({"type": "line", **options})


def sheet_of(width: float, tall: float | None = None) -> FigureSheet:
    """Return an empty sheet for a place of about ``width`` and, if it has one, a height [px]."""
    return FigureSheet(width, tall, [], [], [], {})


def joined(lines: Sequence[str]) -> str:
    """Return lines as harmless text for Plotly."""
    return "<br>".join(plain(line) for line in lines)


def value_axis(unit: str, room: float, **options: Any) -> dict[str, Any]:
    """Return a value axis from zero whose ticks carry the unit and have room beside each other."""
    return {
        "ticksuffix": f" {unit}".rstrip(),
        "tickformat": ",~f",
        "rangemode": "tozero",
        "tickfont": {"size": SMALL_PX, "color": INK},
        "gridcolor": GRID,
        "zeroline": True,
        "zerolinecolor": GUIDE,
        "zerolinewidth": 1,
        "fixedrange": True,
        "nticks": max(2, min(6, int(room / 95))),
        "tickangle": 0,
        "title": None,
        **options,
    }


def row_axis(labels: Sequence[str]) -> dict[str, Any]:
    """Return the axis of rows: one label a row, the first on top.

    Rows are numbers and not names, so that two rows of the same name stay two rows.
    """
    return {
        "tickmode": "array",
        "tickvals": list(range(len(labels))),
        "ticktext": list(labels),
        "range": [len(labels) - 0.4, -0.6],
        "tickfont": {"size": TEXT_PX, "color": INK},
        "showgrid": False,
        "zeroline": False,
        "automargin": "left",
        "fixedrange": True,
        "title": None,
    }


def date_axis(start: pd.Timestamp, end: pd.Timestamp, room: float) -> dict[str, Any]:
    """Return a date axis with as many first days of months named as there is room for."""
    firsts = pd.date_range(start.normalize().replace(day=1), end, freq="MS")
    first = start + (end - start) * min(0.3, 40 / max(room, 90))  # beside the end of the other axis
    firsts = [day for day in firsts if day >= first] or firsts[-1:]
    step = max(1, -(-len(firsts) * 84 // max(84, int(room))))
    # a name may reach past the end of the axis by half its length
    last = end - (end - start) * min(0.4, 36 / max(room, 90))
    shown = [day for day in firsts[::step] if day <= last] or firsts[:1]
    return {
        "type": "date",
        "range": [start.isoformat(), end.isoformat()],
        "tickmode": "array",
        "tickvals": [day.isoformat() for day in shown],
        "ticktext": [month_label(day) for day in shown],
        "tickfont": {"size": SMALL_PX, "color": INK},
        "gridcolor": GRID,
        "zeroline": False,
        "fixedrange": True,
        "tickangle": 0,
        "title": None,
    }


def month_label(day: pd.Timestamp) -> str:
    """Return a short month with its year, such as ``Agu 2022``."""
    return f"{MONTHS[day.month - 1][:3]} {day.year}"


def mark_data_date(
    sheet: FigureSheet,
    as_of: date,
    *,
    height: float,
    span: tuple[pd.Timestamp, pd.Timestamp, float],
) -> None:
    """Draw the data date as a dotted line, named beside it where there is room.

    Parameters
    ----------
    height : where the name stands [part of the plot]
    span : first and last day of the axis, and its length [px]
    """
    day = pd.Timestamp(as_of)
    sheet.line(
        x0=day.isoformat(), x1=day.isoformat(), y0=0, y1=1, xref="x", yref="paper",
        name="tanggal data", line={"color": GUIDE, "width": 1, "dash": "dot"},
    )  # fmt: skip
    start, end, room = span
    before = max(0.0, (day - start) / max(end - start, pd.Timedelta(days=1))) * room
    text = f"data {format_date(as_of)}"
    if before < text_px(text, SMALL_PX) + 8:
        return
    sheet.note(
        text, x=day.isoformat(), y=height, yref="paper", xanchor="right", yanchor="bottom",
        xshift=-4,
    )  # fmt: skip


def legend_lines(names: Sequence[str], width: float) -> int:
    """Return the lines of a legend in the browser: one, or columns as wide as the widest."""
    if not names:
        return 0
    sizes = [text_px(name, SMALL_PX) + 52 for name in names]
    if sum(sizes) <= width - 16:
        return 1
    return -(-len(sizes) // max(1, int((width - 16) // max(sizes))))


def finish(
    sheet: FigureSheet,
    chart: Chart,
    *,
    height: float,
    right: float = 12,
    legend: Sequence[str] = (),
    axis: float = 36,
    head: float = 0,
) -> go.Figure:
    """Give a figure its common form and its source line.

    Parameters
    ----------
    height : of the plot and its tick labels [px]; the source line comes on top
    right : room at the right of the plot [px], for labels that stand in a column
    legend : the names of the traces above the plot, in the order drawn
    axis : height of the tick labels under the plot [px]
    head : height of what stands above the plot beside the legend [px]
    """
    source = lines_of(chart.source, sheet.width - 16) if chart.source else []
    top = head + 12 + 26 * legend_lines(legend, sheet.width)
    bottom = axis + 4 + len(source) * LINE
    if source:
        # hangs from the right end, so that it may run under the labels of the vertical axis
        sheet.note(
            joined(source), name="sumber", x=1, y=0, xref="paper", yref="paper", xanchor="right",
            yanchor="top", align="right", yshift=-axis, xshift=right - 12, opacity=0.8,
        )  # fmt: skip
    layout = {
        **sheet.layout,
        "annotations": sheet.notes,
        "shapes": sheet.shapes,
        "height": height + top + bottom if sheet.tall is None else sheet.tall,
        "margin": {"l": 8, "r": right, "t": top, "b": bottom, "pad": 4},
        "font": {"size": TEXT_PX, "color": INK},
        "separators": ",.",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"font": {"size": SMALL_PX}},
        "showlegend": bool(legend),
        "legend": {
            "orientation": "h", "x": 0, "xref": "container", "xanchor": "left", "y": 1,
            "yref": "container", "yanchor": "top", "font": {"size": SMALL_PX},
            "traceorder": "normal", "itemclick": False, "itemdoubleclick": False,
        },
    }  # fmt: skip
    return go.Figure(data=sheet.traces, layout=layout)


def marker(one: Series, count: int) -> dict[str, Any]:
    """Return how the bars of a series look: fill, thin outline, pattern."""
    if one.outline:
        return {"color": "rgba(0,0,0,0)", "line": {"color": GUIDE, "width": 2}}
    looks = [one.look(i) for i in range(count)] if len(one.looks) > 1 else list(one.looks)
    many = len(looks) > 1
    fills, shapes = [s.fill for s in looks], [s.pattern for s in looks]
    return {
        "color": fills if many else fills[0],
        "opacity": 0.5 if one.faded else 1,
        "line": {"color": OUTLINE, "width": 1},
        "pattern": {"shape": shapes if many else shapes[0], **PATTERN},
    }
