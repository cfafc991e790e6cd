"""Small maps side by side, without a map engine: they stand at once and can be saved."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from kotaku.charts.fit import SMALL_PX, TEXT_PX, lines_of, wrapped
from kotaku.charts.palette import OUTLINE
from kotaku.charts.plotly.sheet import INK, LINE, FigureSheet, finish, joined, sheet_of
from kotaku.charts.spec import Circle, Inset
from kotaku.words.safe import plain

SHORE = "rgba(125, 135, 146, 0.75)"
GROUND = "rgba(125, 135, 146, 0.16)"
GAP = 0.02  # between two maps, as a share of the width


def draw(chart: Inset, width: float, tall: float | None) -> go.Figure:
    """Return the figure of the maps."""
    sheet = sheet_of(width, tall)
    count = len(chart.panels)
    part = (1 - GAP * (count - 1)) / count
    domains = [(i * (part + GAP), i * (part + GAP) + part) for i in range(count)]
    titles = [wrapped(title, part * width) for title in chart.titles]
    for i, circles in enumerate(chart.panels):
        axes = {"xaxis": f"x{i + 1}", "yaxis": f"y{i + 1}"} if i else {}
        _land(sheet, chart, axes)
        _circles(sheet, circles, axes)
        sheet.note(
            joined(titles[i]), size=TEXT_PX, x=domains[i][0], y=1,
            xref="paper", yref="paper", xanchor="left", yanchor="bottom",
        )  # fmt: skip
    end = str(count) if count > 1 else ""
    for circle in chart.names:
        sheet.note(
            joined(wrapped(circle.name, 0.5 * part * width, px=SMALL_PX - 2)), size=SMALL_PX - 2,
            x=circle.lon, y=circle.lat, xref=f"x{end}", yref=f"y{end}", yanchor="top",
            yshift=-circle.size / 2,
        )  # fmt: skip
    meanings = lines_of(" · ".join(chart.meanings), width - 16)
    if meanings:
        sheet.note(
            joined(meanings), name="arti", x=0, y=0, xref="paper", yref="paper", xanchor="left",
            yanchor="top", yshift=-4, align="left",
        )  # fmt: skip
    sheet.layout |= _axes(chart, domains)
    head = 14 + LINE * (max((len(title) for title in titles), default=1) - 1)
    axis = 4 + 20 * max(1, len(meanings))
    return finish(sheet, chart, height=chart.height, axis=axis, head=head)


def _land(sheet: FigureSheet, chart: Inset, axes: dict[str, str]) -> None:
    sheet.traces.append(
        {
            "type": "scatter", "mode": "lines", "x": chart.land[0], "y": chart.land[1],
            "fill": "toself", "fillcolor": GROUND, "line": {"color": SHORE, "width": 1},
            "hoverinfo": "skip", "name": "darat", **axes,
        }
    )  # fmt: skip


def _circles(sheet: FigureSheet, circles: Sequence[Circle], axes: dict[str, str]) -> None:
    sheet.traces.append(
        {
            "type": "scatter", "mode": "markers+text",
            "x": [c.lon for c in circles], "y": [c.lat for c in circles],
            "marker": {
                "size": [c.size for c in circles], "color": [c.look.fill for c in circles],
                "line": {"color": OUTLINE, "width": 1.5}, "opacity": 0.92,
            },
            "text": [plain(c.look.mark) for c in circles], "textposition": "middle center",
            "textfont": {"size": SMALL_PX - 1, "color": [c.look.ink for c in circles] or INK},
            "hovertext": [f"{plain(c.name)}: {plain(c.told)}" for c in circles],
            "hoverinfo": "text", "name": "titik", **axes,
        }
    )  # fmt: skip


def _axes(chart: Inset, domains: Sequence[tuple[float, float]]) -> dict[str, Any]:
    """Return the axes: no numbers, the same window, degrees as long one way as the other."""
    west, south, east, north = chart.window
    still = {"visible": False, "fixedrange": True, "showgrid": False, "zeroline": False}
    ratio = round(1 / math.cos(math.radians((south + north) / 2)), 4)
    axes: dict[str, Any] = {}
    for i, domain in enumerate(domains):
        end = f"{i + 1}" if i else ""
        axes[f"xaxis{end}"] = {
            **still, "range": [west, east], "domain": list(domain), "anchor": f"y{end}"
        }  # fmt: skip
        axes[f"yaxis{end}"] = {
            **still, "range": [south, north], "anchor": f"x{end}", "scaleanchor": f"x{end}",
            "scaleratio": ratio,
        }  # fmt: skip
    return axes
