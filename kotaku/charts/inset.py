"""Two small maps side by side: the locations at the start and now.

No map engine: a turn of the meeting must stand at once, and the picture must be savable.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Final

import numpy as np
import pandas as pd

from kotaku.charts.fills import by_class
from kotaku.charts.spec import Chart, Circle, Empty, Ground, Inset, Outline
from kotaku.geo.clip import Point, Window, land_in
from kotaku.words.numbers import format_ha
from kotaku.words.safe import clean

EMPTY = "Belum ada lintang dan bujur untuk tempat ini."
SIZE: Final = (17, 32)  # diameter of a circle [px]; the smallest still holds its letter
SPAN: Final = 0.06  # no window is smaller [degrees], so that the coast says where it is
ROOM: Final = 1.3  # of the window around the points, for the circles
PIXELS: Final = 300  # of the coast across one map; finer would only be sent, not seen
MOST_NAMED: Final = 4  # meanings told under the maps, and names on the second one
NAME_ROOM: Final = (0.35, 0.08)  # of a map's width and height that a name takes
WIDER: Final = 1.5  # times at once, while no coast crosses the window
APART: Final = 0.18  # of a window's width that two places keep between them when it grows
FAR: Final = 8.0  # degrees; a window that says where it lies is no wider
NEAR: Final = 0.08  # of a window's width that one circle takes
PART: Final = 0.49  # of the width that one of two maps takes


def before_after(
    before: pd.DataFrame,
    after: pd.DataFrame,
    *,
    titles: tuple[str, str] = ("Sebelum", "Sesudah"),
    outlines: Sequence[Outline] = (),
    height: int = 240,
    width: int = 380,
) -> Chart:
    """Return the locations at the start and now, coloured by class or by what is left.

    Parameters
    ----------
    before, after : as ``kotaku.geo.points.points`` places them: nama, lintang, bujur [degrees],
        luas_ha [ha], tingkat (may be missing), sisa_ha [ha]
    titles : what stands above the two maps
    outlines : boundaries that the maps show whole, such as that of the kab/kota
    height, width : size on the page [px]; the width only decides how much land is sent

    Without a boundary the window grows until a coast crosses it, as long as the places stay apart;
    where none does, a wider ground says where the window lies.

    Both maps show the same window; the area of a circle is proportional to hectares within one
    figure, except that none is too small for its letter.
    """
    if before.empty and after.empty:
        return Empty(EMPTY, height=height)
    both, tall = pd.concat([before, after]), height / (width * PART)
    window = _view(both, tall, outlines)
    if not outlines:
        window = _to_the_coast(window, both)
    largest = max(_largest(before), _largest(after))
    told = {look.mark: look.label for look in [*by_class(before), *by_class(after)]}
    near = (window[2] - window[0]) * NEAR
    panels = [_circles(rows, largest, near) for rows in (before, after)]
    return Inset(
        "Lokasi sebelum dan sesudah",
        titles=titles,
        window=window,
        # twice the window: the browser shows more of it than asked where it has room
        land=_path(land_in(_scaled(window, 2)), step=(window[2] - window[0]) / PIXELS),
        panels=panels,
        names=_named(after, panels[1], window),
        outlines=outlines,
        around=None if outlines or _has_coast(window) else _around(window),
        meanings=[f"{mark} {label.lower()}" for mark, label in list(told.items())[:MOST_NAMED]],
        height=height,
    )


def _largest(rows: pd.DataFrame) -> float:
    return float(rows["luas_ha"].max()) if len(rows) and rows["luas_ha"].notna().any() else 0.0


def _view(rows: pd.DataFrame, tall: float, outlines: Sequence[Outline]) -> Window:
    """Return the window that holds everything; ``tall`` is its height over its width."""
    edges = [point for outline in outlines for ring in outline.rings for point in ring]
    lon = [*rows["bujur"], *(x for x, _ in edges)]
    lat = [*rows["lintang"], *(y for _, y in edges)]
    middle = ((min(lon) + max(lon)) / 2, (min(lat) + max(lat)) / 2)
    wide = max((max(lon) - min(lon)) * ROOM, SPAN)
    high = max((max(lat) - min(lat)) * ROOM, SPAN)
    wide, high = max(wide, high / tall), max(high, wide * tall)
    return (
        middle[0] - wide / 2, middle[1] - high / 2, middle[0] + wide / 2, middle[1] + high / 2
    )  # fmt: skip


def _to_the_coast(window: Window, rows: pd.DataFrame) -> Window:
    """Return the window grown until a coast crosses it, or unchanged where places would touch."""
    points = rows[["bujur", "lintang"]].drop_duplicates().to_numpy(dtype="float64")
    gaps = np.hypot(*(points[:, None] - points[None, :]).transpose(2, 0, 1))
    nearest = float(gaps[gaps > 0].min()) if len(points) > 1 else math.inf
    grown = window
    while not _has_coast(grown):
        grown = _scaled(grown, WIDER)
        wide = grown[2] - grown[0]
        if wide * APART > nearest or wide > FAR / 4:
            return window
    return grown


def _has_coast(window: Window) -> bool:
    """Tell whether sea and land both take a part of the window that can be seen."""
    west, south, east, north = window
    land = sum(_area(ring) for ring in land_in(window))
    return 0.03 < land / ((east - west) * (north - south)) < 0.97


def _area(ring: Sequence[Point]) -> float:
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring))) / 2


def _around(window: Window) -> Ground | None:
    """Return the first wider window that a coast crosses; None where the sea is too far."""
    grown = _scaled(window, WIDER)
    while not _has_coast(grown):
        grown = _scaled(grown, WIDER)
        if grown[2] - grown[0] > FAR:
            return None
    grown = _square(_scaled(grown, 2 * WIDER))
    return Ground(grown, _path(land_in(grown), step=(grown[2] - grown[0]) / 100))


def _square(window: Window) -> Window:
    west, south, east, north = window
    x, y, half = (west + east) / 2, (south + north) / 2, max(east - west, north - south) / 2
    return x - half, y - half, x + half, y + half


def _scaled(window: Window, times: float) -> Window:
    west, south, east, north = window
    x, y = (west + east) / 2, (south + north) / 2
    wide, high = (east - west) * times / 2, (north - south) * times / 2
    return x - wide, y - high, x + wide, y + high


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


def _circles(rows: pd.DataFrame, largest: float, within: float) -> list[Circle]:
    """Return the places as circles, the largest first so that none hides a smaller one.

    Of places within one circle of each other those that are still kumuh lie on top.
    """
    lon, lat = (np.floor(rows[axis] / within) for axis in ("bujur", "lintang"))
    rows = rows.assign(_lon=lon, _lat=lat, _left=rows["sisa_ha"] > 0)
    most = rows.groupby(["_lon", "_lat"])["luas_ha"].transform("max")
    rows = rows.assign(_most=-most, _own=-rows["luas_ha"])
    rows = rows.sort_values(["_most", "_lon", "_lat", "_left", "_own"], kind="stable")
    looks = by_class(rows)
    area = rows["luas_ha"].fillna(0).clip(lower=0).to_numpy(dtype="float64")
    size = np.maximum(np.sqrt(area / (largest or 1.0)) * SIZE[1], SIZE[0])
    return [
        Circle(
            clean(row.nama), float(row.bujur), float(row.lintang), round(float(px), 1), look,
            f"{format_ha(row.luas_ha)}, sisa {format_ha(row.sisa_ha)}, {look.label.lower()}",
        )
        for row, px, look in zip(rows.itertuples(index=False), size, looks, strict=True)
    ]  # fmt: skip


def _named(after: pd.DataFrame, circles: Sequence[Circle], window: Window) -> list[Circle]:
    """Return the largest places that are still kumuh, as far as their names do not touch."""
    left = after[after["sisa_ha"] > 0].nlargest(MOST_NAMED, "sisa_ha")
    wanted = list(zip(left["bujur"], left["lintang"], strict=True))
    west, south, east, north = window
    written: list[tuple[float, float]] = []
    found: list[Circle] = []
    for place in wanted:
        circle = next(c for c in circles if (c.lon, c.lat) == place)
        here = ((place[0] - west) / (east - west), (place[1] - south) / (north - south))
        if any(
            abs(here[0] - a) < NAME_ROOM[0] and abs(here[1] - b) < NAME_ROOM[1] for a, b in written
        ):
            continue
        written.append(here)
        found.append(circle)
    return found
