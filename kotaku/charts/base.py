"""What every figure shares: type, margins, source line, Indonesian axes, the empty state."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from kotaku.charts.canvas import Canvas
from kotaku.words.dates import MONTHS, format_date
from kotaku.words.safe import clean, plain

FONT: Final = 16  # px; readable from the back row at 1366×768
SMALL: Final = 15
ROW: Final = 36  # px for one horizontal bar with its label
LINE: Final = 20  # px for one line of the source
# Text must be strong for the back row, in light and in dark. Streamlit's own figure template marks
# text with this colour and the browser replaces it by the theme's; elsewhere it is near-black.
INK: Final = "#000037"
GRID: Final = "rgba(125, 135, 146, 0.28)"
GUIDE: Final = "rgba(125, 135, 146, 0.95)"

# What the browser says while it makes a picture of a chart; its own words are English.
_WORDS: Final = {
    "Download plot as a PNG": "Unduh PNG",
    "Preparing image - this may take a few seconds": "Menyiapkan gambar …",
    "Image download succeeded": "Gambar diunduh",
    "Sorry, there was a problem downloading your image!": "Gambar tidak dapat dibuat",
}
_NAME: Final = 80  # letters of a file's name
_PIXELS: Final = 2  # of the picture for one on the screen, so that it is sharp on a slide


def plotly_config(name: str) -> dict[str, Any]:
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


def wrap(text: object, width: int, lines: int = 2) -> str:
    """Return harmless text broken into at most ``lines`` lines of about ``width`` letters."""
    parts = textwrap.wrap(clean(text), width, max_lines=lines, placeholder=" …")
    return "<br>".join(plain(part) for part in parts)


def place(name: object, width: int = 26) -> str:
    """Return the name of a place for an axis: ``Kabupaten`` shortened, wrapped, harmless."""
    text = clean(name)
    return wrap(text.replace("Kabupaten ", "Kab. ", 1), width) or "\N{EN DASH}"


def source_lines(source: str, width: int = 66) -> str:
    """Return the source as harmless lines, broken between its parts (" · ") where it can be."""
    lines: list[str] = []
    for part in clean(source).split(" · "):
        if lines and len(lines[-1]) + len(part) + 3 <= width:
            lines[-1] += f" · {part}"
        else:
            lines.append(part)
    return "<br>".join(wrap(line, width) for line in lines if line)


def finish(
    fig: Canvas,
    *,
    source: str,
    height: int,
    legend: bool = False,
    right: int = 12,
    axis: int = 36,
    head: int = 0,
) -> go.Figure:
    """Give a figure its common form and its source line.

    Parameters
    ----------
    fig : the figure with its traces and axes
    source : source, method and data date; shown under the plot, wrapped, as harmless text
    height : height of the plot and its tick labels [px]; the source line comes on top
    legend : show the names of the traces above the plot, in the order drawn
    right : room at the right of the plot [px], for labels that stand in a column
    axis : height of the tick labels under the plot [px]
    head : height of what stands above the plot beside the legend [px]
    """
    text = source_lines(source)
    lines = text.count("<br>") + 1 if text else 0
    top = head + (44 if legend else 12)
    bottom = axis + 4 + lines * LINE
    fig.update_layout(
        height=height + top + bottom,
        margin={"l": 8, "r": right, "t": top, "b": bottom, "pad": 4},
        font={"size": FONT, "color": INK},
        separators=",.",
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        dragmode=False,
        hovermode="closest",
        hoverlabel={"font": {"size": SMALL}},
        showlegend=legend,
        legend={
            "orientation": "h",
            "x": 0,
            "xref": "container",
            "xanchor": "left",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "font": {"size": SMALL},
            "traceorder": "normal",
            "itemclick": False,
            "itemdoubleclick": False,
        },
    )
    if text:
        # hangs from the right end, so that it may run under the labels of the vertical axis
        fig.add_annotation(
            text=text,
            name="sumber",
            x=1,
            y=0,
            xref="paper",
            yref="paper",
            xanchor="right",
            yanchor="top",
            align="right",
            yshift=-axis,
            xshift=right - 12,
            opacity=0.8,
            font={"size": SMALL},
        )
    return fig.figure()


def empty_figure(message: str, *, source: str = "", height: int = 200) -> go.Figure:
    """Return a figure that says why there is nothing to see."""
    fig = Canvas()
    fig.update_layout(xaxis={"visible": False}, yaxis={"visible": False})
    fig.add_annotation(
        text=wrap(message, 56, lines=4),
        name="kosong",
        x=0.5,
        y=0.5,
        xref="paper",
        yref="paper",
        font={"size": FONT},
    )
    return finish(fig, source=source, height=height)


def value_axis(unit: str, **options: Any) -> dict[str, Any]:
    """Return a value axis from zero whose ticks carry the unit."""
    return {
        "ticksuffix": f" {unit}",
        "tickformat": ",~f",
        "rangemode": "tozero",
        "tickfont": {"size": SMALL, "color": INK},
        "gridcolor": GRID,
        "zeroline": True,
        "zerolinecolor": GUIDE,
        "zerolinewidth": 1,
        "fixedrange": True,
        "nticks": 6,
        "title": None,
        **options,
    }


def row_axis(labels: Sequence[str], **options: Any) -> dict[str, Any]:
    """Return the axis of horizontal bars: one label a row, the first on top.

    Rows are numbers and not names, so that two rows of the same name stay two rows.
    """
    return {
        "tickmode": "array",
        "tickvals": list(range(len(labels))),
        "ticktext": list(labels),
        "range": [len(labels) - 0.4, -0.6],
        "tickfont": {"size": FONT, "color": INK},
        "showgrid": False,
        "zeroline": False,
        "automargin": "left",
        "fixedrange": True,
        "title": None,
        **options,
    }


def date_axis(start: pd.Timestamp, end: pd.Timestamp, **options: Any) -> dict[str, Any]:
    """Return a date axis with the first days of months named in Indonesian."""
    firsts = pd.date_range(start.normalize().replace(day=1), end, freq="MS")
    step = max(1, -(-len(firsts) // 6))
    shown = [day for day in firsts[::step] if day >= start]
    return {
        "type": "date",
        "range": [start.isoformat(), end.isoformat()],
        "tickmode": "array",
        "tickvals": [day.isoformat() for day in shown],
        "ticktext": [month_label(day) for day in shown],
        "tickfont": {"size": SMALL, "color": INK},
        "gridcolor": GRID,
        "zeroline": False,
        "fixedrange": True,
        "title": None,
        **options,
    }


def month_label(day: pd.Timestamp) -> str:
    """Return a short month with its year, such as ``Agu 2022``."""
    return f"{MONTHS[day.month - 1][:3]} {day.year}"


def add_data_date(fig: Canvas, as_of: date, *, height: float) -> None:
    """Draw the data date as a dotted line, named at ``height`` (part of the plot)."""
    day = pd.Timestamp(as_of).isoformat()
    fig.add_line(
        x0=day,
        x1=day,
        y0=0,
        y1=1,
        xref="x",
        yref="paper",
        name="tanggal data",
        line={"color": GUIDE, "width": 1, "dash": "dot"},
    )
    fig.add_annotation(
        x=day,
        y=height,
        yref="paper",
        text=f"data {format_date(as_of)}",
        xanchor="right",
        yanchor="bottom",
        xshift=-4,
        font={"size": SMALL},
    )
