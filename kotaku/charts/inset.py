"""Two small maps side by side: the locations at the start and now, drawn as a plain figure.

No map engine: a turn of the meeting must stand at once, and the picture must be savable.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from kotaku.charts.base import FONT, INK, SMALL, empty_figure, finish, wrap
from kotaku.charts.canvas import Canvas
from kotaku.charts.map import swatches
from kotaku.charts.palette import OUTLINE, Swatch
from kotaku.geo.clip import Point, Window, land_in
from kotaku.words.numbers import format_ha
from kotaku.words.safe import plain

EMPTY = "Belum ada lintang dan bujur untuk tempat ini."
SIZE: Final = (17, 32)  # diameter of a circle [px]; the smallest still holds its letter
SPAN: Final = 0.06  # no window is smaller [degrees], so that the coast says where it is
ROOM: Final = 1.3  # of the window around the points, for the circles
PIXELS: Final = 300  # of the coast across one map; finer would only be sent, not seen
MOST_NAMED: Final = 4  # meanings told under the maps, and names on the second one
NAME_ROOM: Final = (0.35, 0.08)  # of a map's width and height that a name takes
SHORE = "rgba(125, 135, 146, 0.75)"
GROUND = "rgba(125, 135, 146, 0.16)"
DOMAINS = ((0.0, 0.49), (0.51, 1.0))


def before_after(
    before: pd.DataFrame,
    after: pd.DataFrame,
    *,
    titles: tuple[str, str] = ("Sebelum", "Sesudah"),
    height: int = 240,
    width: int = 380,
) -> go.Figure:
    """Return the locations at the start and now, coloured by class or by what is left.

    Parameters
    ----------
    before, after : as ``kotaku.geo.points.points`` places them: nama, lintang, bujur [degrees],
        luas_ha [ha], tingkat (may be missing), sisa_ha [ha]
    titles : what stands above the two maps
    height, width : size on the page [px]; the width only decides how much land is sent

    Both maps show the same window; the area of a circle is proportional to hectares within one
    figure, except that none is too small for its letter.
    """
    if before.empty and after.empty:
        return empty_figure(EMPTY, height=height)
    window = _view(pd.concat([before, after]), height / (width * DOMAINS[0][1]))
    largest = max(_largest(before), _largest(after))
    fig = Canvas()
    land = _path(land_in(_wider(window)), step=(window[2] - window[0]) / PIXELS)
    for i, (title, rows) in enumerate(zip(titles, (before, after), strict=True)):
        axes = {"xaxis": f"x{i + 1}", "yaxis": f"y{i + 1}"} if i else {}
        _add_land(fig, land, axes)
        _add_circles(fig, rows, largest, axes)
        _add_title(fig, title, DOMAINS[i])
    _name_what_is_left(fig, after, window)
    fig.update_layout(**_axes(window), plot_bgcolor="rgba(0,0,0,0)")
    _add_meanings(fig, [*swatches(before), *swatches(after)])
    return finish(fig, source="", height=height, axis=24, head=14)


def _largest(rows: pd.DataFrame) -> float:
    return float(rows["luas_ha"].max()) if len(rows) and rows["luas_ha"].notna().any() else 0.0


def _view(rows: pd.DataFrame, tall: float) -> Window:
    """Return the window that holds all points; ``tall`` is its height over its width."""
    lon, lat = rows["bujur"], rows["lintang"]
    middle = (float(lon.min() + lon.max()) / 2, float(lat.min() + lat.max()) / 2)
    wide = max(float(lon.max() - lon.min()) * ROOM, SPAN)
    high = max(float(lat.max() - lat.min()) * ROOM, SPAN)
    wide, high = max(wide, high / tall), max(high, wide * tall)
    return (
        middle[0] - wide / 2, middle[1] - high / 2, middle[0] + wide / 2, middle[1] + high / 2
    )  # fmt: skip


def _wider(window: Window) -> Window:
    """Return twice the window: the browser shows more of it than asked where it has room."""
    west, south, east, north = window
    wide, high = (east - west) / 2, (north - south) / 2
    return west - wide, south - high, east + wide, north + high


def _path(
    rings: Sequence[Sequence[Point]], *, step: float
) -> tuple[list[float | None], list[float | None]]:
    """Return the rings as one line with gaps, no finer than ``step`` [degrees]."""
    lon: list[float | None] = []
    lat: list[float | None] = []
    for ring in rings:
        line = [key for key, _ in groupby((round(x / step), round(y / step)) for x, y in ring)]
        lon += [*(round(x * step, 4) for x, _ in line), None]
        lat += [*(round(y * step, 4) for _, y in line), None]
    return lon, lat


def _add_land(
    fig: Canvas, land: tuple[list[float | None], list[float | None]], axes: dict[str, str]
) -> None:
    fig.add_scatter(
        x=land[0],
        y=land[1],
        mode="lines",
        fill="toself",
        fillcolor=GROUND,
        line={"color": SHORE, "width": 1},
        hoverinfo="skip",
        name="darat",
        **axes,
    )


def _add_circles(fig: Canvas, rows: pd.DataFrame, largest: float, axes: dict[str, str]) -> None:
    rows = rows.sort_values("luas_ha", ascending=False)
    marks = swatches(rows)
    area = rows["luas_ha"].fillna(0).clip(lower=0).to_numpy(dtype="float64")
    size = np.maximum(np.sqrt(area / (largest or 1.0)) * SIZE[1], SIZE[0])
    fig.add_scatter(
        x=list(rows["bujur"]),
        y=list(rows["lintang"]),
        mode="markers+text",
        marker={
            "size": [round(float(one), 1) for one in size],
            "color": [swatch.fill for swatch in marks],
            "line": {"color": OUTLINE, "width": 1.5},
            "opacity": 0.92,
        },
        text=[swatch.mark for swatch in marks],
        textposition="middle center",
        textfont={"size": SMALL - 1, "color": [swatch.ink for swatch in marks]},
        hovertext=[
            f"{plain(name, 60)}: {format_ha(area)}, sisa {format_ha(left)} – {swatch.label}"
            for name, area, left, swatch in zip(
                rows["nama"], rows["luas_ha"], rows["sisa_ha"], marks, strict=True
            )
        ],
        hoverinfo="text",
        name="titik",
        **axes,
    )


def _name_what_is_left(fig: Canvas, after: pd.DataFrame, window: Window) -> None:
    """Write the names of the largest locations that are still kumuh, on the second map.

    A name that would stand on one already written is left out.
    """
    left = after[after["sisa_ha"] > 0].nlargest(MOST_NAMED, "sisa_ha")
    west, south, east, north = window
    written: list[tuple[float, float]] = []
    for name, x, y in zip(left["nama"], left["bujur"], left["lintang"], strict=True):
        here = ((x - west) / (east - west), (y - south) / (north - south))
        if any(
            abs(here[0] - a) < NAME_ROOM[0] and abs(here[1] - b) < NAME_ROOM[1] for a, b in written
        ):
            continue
        written.append(here)
        fig.add_annotation(
            text=wrap(name, 16, lines=1),
            x=x,
            y=y,
            xref="x2",
            yref="y2",
            yanchor="top",
            yshift=-SIZE[1] / 2 + 4,
            font={"size": SMALL - 2},
        )


def _add_title(fig: Canvas, title: str, domain: tuple[float, float]) -> None:
    fig.add_annotation(
        text=plain(title),
        x=domain[0],
        y=1,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="bottom",
        font={"size": FONT},
    )


def _add_meanings(fig: Canvas, found: list[Swatch]) -> None:
    """Say under the maps what the letters mean, in the order of the palette."""
    told = {swatch.mark: swatch.label for swatch in found}
    words = [f"{mark} {label.lower()}" for mark, label in list(told.items())[:MOST_NAMED]]
    fig.add_annotation(
        text=" · ".join(words),
        name="arti",
        x=0,
        y=0,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="top",
        yshift=-4,
        font={"size": SMALL, "color": INK},
    )


def _axes(window: Window) -> dict[str, Any]:
    """Return the four axes: no numbers, the same window, degrees as long one way as the other."""
    west, south, east, north = window
    still = {"visible": False, "fixedrange": True, "showgrid": False, "zeroline": False}
    ratio = round(1 / math.cos(math.radians((south + north) / 2)), 4)
    axes: dict[str, Any] = {}
    for i, domain in enumerate(DOMAINS):
        end = f"{i + 1}" if i else ""
        axes[f"xaxis{end}"] = {
            **still, "range": [west, east], "domain": list(domain), "anchor": f"y{end}"
        }  # fmt: skip
        axes[f"yaxis{end}"] = {
            **still, "range": [south, north], "anchor": f"x{end}", "scaleanchor": f"x{end}",
            "scaleratio": ratio,
        }  # fmt: skip
    return axes
