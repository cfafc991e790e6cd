"""Figures of the meetings' memory: from one snapshot to the next, and over all of them."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from kotaku.charts.base import (
    FONT,
    GUIDE,
    ROW,
    SMALL,
    date_axis,
    empty_figure,
    finish,
    row_axis,
    value_axis,
    wrap,
)
from kotaku.charts.canvas import Canvas
from kotaku.charts.palette import ACCENT, AKUN
from kotaku.words.dates import format_date
from kotaku.words.numbers import format_ha, format_number, format_pct
from kotaku.words.safe import plain

NO_STEPS = "Sisa kumuh hanya diketahui pada salah satunya."
NO_TREND = "Kecenderungan tampak sesudah ada potret dengan tanggal data yang berbeda."
_LINES = {
    "berkurang_pct": ("Berkurang", AKUN["sisa"].fill, "solid"),
    "master_schedule_pct": ("Master Schedule", ACCENT, "solid"),
    "rencana_pct": ("Rencana", GUIDE, "dash"),
}


def change_steps(tangga: pd.DataFrame, *, source: str) -> go.Figure:
    """Return the staircase from an earlier remaining area to a later one [ha].

    Parameters
    ----------
    tangga : kunci, nama, ha; the first row is where it starts, the last where it ends
    source : what is compared and how it was counted, shown under the figure

    What takes away reaches to the left, what adds reaches to the right.
    """
    if len(tangga) < 2:
        return empty_figure(NO_STEPS, source=source)
    fig = Canvas()
    left, last = 0.0, len(tangga) - 1
    edges: list[float] = []
    for i, step in enumerate(tangga.itertuples(index=False)):
        ends = i in (0, last)
        size = float(step.ha)
        start = 0.0 if ends else left
        left = start + size
        key = "sisa" if ends else "realisasi" if size < 0 else "terbuka"
        text = format_ha(size) if ends else format_number(size, sign=True)
        fig.add_bar(
            y=[i],
            x=[size],
            base=[start],
            name=str(step.nama),
            marker=AKUN[key].marker(),
            orientation="h",
            width=0.66,
            hovertext=[f"{plain(step.nama)}: {text}"],
            hoverinfo="text",
        )
        edge = max(start, left)
        edges.append(edge)
        fig.add_annotation(x=edge, y=i, text=text, xanchor="left", xshift=4, font={"size": SMALL})
        if i < last:
            line = {"color": GUIDE, "width": 1}
            fig.add_line(x0=left, x1=left, y0=i, y1=i + 1, layer="below", line=line)
    fig.update_layout(
        barmode="overlay",
        xaxis=value_axis("ha", range=[0, max(edges) * 1.3 or 1]),
        yaxis=row_axis([wrap(name, 26) for name in tangga["nama"]]),
    )
    return finish(fig, source=source, height=(ROW + 4) * len(tangga) + 20)


def trend_lines(trend: pd.DataFrame, *, source: str) -> go.Figure:
    """Return reduction and Master Schedule from snapshot to snapshot [%].

    Parameters
    ----------
    trend : tanggal, nama, disepakati, berkurang_pct, master_schedule_pct, rencana_pct
    source : what the points are, shown under the figure

    A filled point is agreed on, a hollow one is not.
    """
    known = trend[trend[list(_LINES)].notna().any(axis=1)] if len(trend) else trend
    if len(known) < 2:
        return empty_figure(NO_TREND, source=source)
    fig = Canvas()
    ends = []
    for key, (name, color, dash) in _LINES.items():
        rows = known[known[key].notna()]
        if rows.empty:
            continue
        fig.add_scatter(
            x=list(rows["tanggal"]),
            y=list(rows[key]),
            mode="lines+markers",
            name=name,
            line={"color": color, "width": 3, "dash": dash},
            marker={
                "size": 11,
                "symbol": ["circle" if a else "circle-open" for a in rows["disepakati"]],
                "line": {"width": 2},
            },
            hovertext=[
                f"{format_date(day.date())}, {plain(what)}: {name.lower()} {format_pct(value)}"
                for day, what, value in zip(rows["tanggal"], rows["nama"], rows[key], strict=True)
            ],
            hoverinfo="text",
        )
        ends.append((float(rows[key].iloc[-1]), rows["tanggal"].iloc[-1], name))
    _label(fig, ends)
    start, end = known["tanggal"].iloc[0], known["tanggal"].iloc[-1]
    span = end - start
    high = max(100.0, float(known[list(_LINES)].max(axis=None)))
    fig.update_layout(
        xaxis=date_axis(start - span * 0.05, end + span * 0.45),
        yaxis=value_axis("%", range=[0, high * 1.1]),
    )
    return finish(fig, source=source, height=320)


def _label(fig: Canvas, ends: list[tuple[float, pd.Timestamp, str]]) -> None:
    """Name each line at its end; lines that end close together make room for each other."""
    lowest = -100.0
    for value, day, name in sorted(ends, key=lambda end: end[0]):
        height = max(value, lowest + 9)
        lowest = height
        fig.add_annotation(
            x=day.isoformat(),
            y=height,
            text=f"{name} {format_pct(value)}",
            xanchor="left",
            xshift=12,
            font={"size": FONT},
        )
