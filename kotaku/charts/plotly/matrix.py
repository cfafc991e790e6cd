"""Shaded cells in rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import plotly.graph_objects as go

from kotaku.charts.fit import SMALL_PX, TEXT_PX, lines_of, text_px, unbroken, wrapped
from kotaku.charts.palette import HUES
from kotaku.charts.plotly.sheet import (
    GUIDE,
    INK,
    LINE,
    WHITE_FROM,
    FigureSheet,
    finish,
    joined,
    row_axis,
    sheet_of,
)
from kotaku.charts.spec import Matrix
from kotaku.words.safe import plain

TICK: Final = 8  # between the plot and the names of its columns [px]
MOST: Final = 3  # lines of a name over its columns
GAP: Final = 6  # between two names beside one another [px]


def draw(chart: Matrix, width: float) -> go.Figure:
    """Return the figure of a matrix; a cell holds no text that would not fit into it."""
    sheet = sheet_of(width)
    labels = [wrapped(row, max(84.0, width * 0.27)) for row in chart.rows]
    left = max((text_px(line, TEXT_PX) for label in labels for line in label), default=0) + 14
    behind = (1 if chart.totals else 0) + (1 if chart.marks else 0)
    slot = (width - left - 12) / (len(chart.columns) + behind * 1.1)
    _shades(sheet, chart)
    _cell_texts(sheet, chart, slot)
    _behind(sheet, chart)
    names = [wrapped(name, max(slot - 4, 14), px=SMALL_PX) for name in chart.columns]
    head: float = max((len(name) for name in names), default=1) * LINE + TICK
    head += _groups(sheet, chart, slot, head)
    n = len(chart.columns)
    sheet.layout |= {
        "xaxis": {
            "tickmode": "array", "tickvals": list(range(n)), "side": "top", "showgrid": False,
            "ticktext": [joined(name) for name in names], "tickangle": 0, "zeroline": False,
            "range": [-0.5, n - 0.5 + behind * 1.1], "fixedrange": True, "title": None,
            "tickfont": {"size": SMALL_PX if slot >= 20 else 10, "color": INK},
        },
        "yaxis": row_axis([joined(label) for label in labels]),
    }  # fmt: skip
    row = max(chart.row_px, 8 + LINE * max((len(label) for label in labels), default=1))
    return finish(sheet, chart, height=row * len(labels), axis=8, head=head)


def _shades(sheet: FigureSheet, chart: Matrix) -> None:
    for key in dict.fromkeys(hue for row in chart.hues for hue in row) or ["tua"]:
        z = [
            [
                shade if not chart.hues or chart.hues[r][c] == key else None
                for c, shade in enumerate(row)
            ]
            for r, row in enumerate(chart.shades)
        ]
        sheet.traces.append(
            {
                "type": "heatmap", "z": z, "x": list(range(len(chart.columns))),
                "y": list(range(len(chart.rows))), "zmin": 0, "zmax": 1, "showscale": False,
                "colorscale": _scale(_rgb(HUES[key]), chart.steps), "xgap": 2, "ygap": 2,
                "hovertext": [["<br>".join(plain(p) for p in t.split("\n")) for t in row]
                              for row in chart.hover] or None,
                "hoverinfo": "text" if chart.hover else "skip",
            }
        )  # fmt: skip


def _rgb(hue: str) -> str:
    return ", ".join(str(int(hue[i : i + 2], 16)) for i in (1, 3, 5))


def _scale(hue: str, steps: Sequence[float]) -> list[list[Any]]:
    """Return a colour scale as opacity, deeper for more; between ``steps`` it jumps."""
    if not steps:
        return [[0, f"rgba({hue}, 0.06)"], [1, f"rgba({hue}, 0.55)"]]
    starts = [0.0, *steps]
    ends = [*steps, 1.0]
    pairs = ((0.04, 0.1), (0.2, 0.34), (0.72, 0.82), (0.96, 1.0))
    return [
        [position, f"rgba({hue}, {opacity})"]
        for start, end, pair in zip(starts, ends, pairs, strict=False)
        for position, opacity in zip((start, end), pair, strict=True)
    ]


def _cell_texts(sheet: FigureSheet, chart: Matrix, slot: float) -> None:
    """Write in the cells what they can hold, white on the deepest shades of a stepped scale."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for r, row in enumerate(chart.texts):
        for c, text in enumerate(row):
            parts = text.split("\n")
            if not text or max(text_px(part, SMALL_PX) for part in parts) > slot + 2:
                parts = parts[:1] if text_px(parts[0], SMALL_PX) <= slot + 2 else []
            shade = chart.shades[r][c] or 0.0
            ink = "#ffffff" if chart.steps and shade >= WHITE_FROM else INK
            if parts:
                found.setdefault(ink, []).append((r, c, "<br>".join(plain(p) for p in parts)))
    for ink, cells in found.items():
        sheet.traces.append(
            {
                "type": "scatter", "mode": "text", "x": [c for _, c, _ in cells],
                "y": [r for r, _, _ in cells], "text": [text for _, _, text in cells],
                "textfont": {"size": SMALL_PX, "color": ink}, "hoverinfo": "skip",
            }
        )  # fmt: skip


def _behind(sheet: FigureSheet, chart: Matrix) -> None:
    n, rows = len(chart.columns), list(range(len(chart.rows)))
    if chart.totals:
        sheet.traces.append(
            {
                "type": "scatter", "mode": "text", "x": [n + 0.05] * len(rows), "y": rows,
                "text": [plain(text) for text in chart.totals], "hoverinfo": "skip",
                "textfont": {"size": SMALL_PX, "color": INK},
            }
        )  # fmt: skip
    if chart.marks:
        sheet.traces.append(
            {
                "type": "scatter", "mode": "markers+text", "x": [n + 1.15] * len(rows), "y": rows,
                "marker": {"symbol": "square", "size": 24, "line": {"color": GUIDE, "width": 1},
                           "color": [mark.look.fill for mark in chart.marks]},
                "text": [plain(mark.text) for mark in chart.marks],
                "textfont": {"size": SMALL_PX, "color": [m.look.ink for m in chart.marks]},
                "hovertext": [plain(mark.look.label) for mark in chart.marks],
                "hoverinfo": "text",
            }
        )  # fmt: skip


def _groups(sheet: FigureSheet, chart: Matrix, slot: float, over: float) -> float:
    """Write what stands over the columns, ``over`` [px] above them; return the room taken [px].

    Each group stands over its columns where all of them have room in whole words; else a line over
    the plot tells them all by their columns.
    """
    heads = list(chart.groups)
    if chart.totals_name:
        heads.append((len(chart.columns), len(chart.columns) + 1, chart.totals_name))
    for first, _, _ in heads:
        if first:
            sheet.line(
                x0=first - 0.5, x1=first - 0.5, y0=0, y1=1, yref="paper",
                line={"color": GUIDE, "width": 1},
            )  # fmt: skip
    rooms = [(last - first + 1) * slot - GAP for first, last, _ in heads]
    told = [
        (first, last, wrapped(name, room, px=SMALL_PX))
        for (first, last, name), room in zip(heads, rooms, strict=True)
    ]
    if any(
        len(lines) > MOST or not unbroken(name, room, SMALL_PX)
        for (_, _, lines), (_, _, name), room in zip(told, heads, rooms, strict=True)
    ):
        return _key(sheet, chart, over)
    for first, last, lines in told:
        sheet.note(
            joined(lines), x=(first + last) / 2, y=1, yref="paper", yshift=over, yanchor="bottom"
        )
    return max((len(lines) for _, _, lines in told), default=0) * LINE


def _key(sheet: FigureSheet, chart: Matrix, over: float) -> float:
    names = [f"{_span(chart, first, last)} {name}" for first, last, name in chart.groups]
    if chart.totals_name:
        names.append(f"paling kanan {chart.totals_name.lower()}")
    lines = lines_of(" · ".join(names), sheet.width - 16, SMALL_PX)
    sheet.note(
        joined(lines), x=1, xref="paper", xanchor="right", y=1, yref="paper", yshift=over,
        yanchor="bottom", align="left",
    )  # fmt: skip
    return len(lines) * LINE


def _span(chart: Matrix, first: int, last: int) -> str:
    names = chart.columns[first], chart.columns[last]
    return names[0] if first == last else "\N{EN DASH}".join(names)
