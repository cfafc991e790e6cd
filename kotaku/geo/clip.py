"""The part of the coastline inside a window, for small maps drawn without a map engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import TypeAlias

from kotaku.geo import basemap

Point: TypeAlias = tuple[float, float]
Window: TypeAlias = tuple[float, float, float, float]  # west, south, east, north [degrees]


@cache
def _rings() -> tuple[tuple[Window, tuple[Point, ...]], ...]:
    """Return the outer rings of the land, each with the window it fills."""
    polygons = (
        polygon
        for feature in basemap.land()["features"]
        for polygon in feature["geometry"]["coordinates"]
    )
    rings = (tuple((float(p[0]), float(p[1])) for p in polygon[0]) for polygon in polygons)
    return tuple((_window(ring), ring) for ring in rings)


def _window(ring: Iterable[Point]) -> Window:
    lon, lat = zip(*ring, strict=True)
    return min(lon), min(lat), max(lon), max(lat)


@lru_cache(maxsize=64)
def land_in(window: Window) -> Sequence[Sequence[Point]]:
    """Return the land inside a window as closed rings of (longitude, latitude) [degrees]."""
    west, south, east, north = window
    near = (
        ring
        for (left, low, right, high), ring in _rings()
        if right >= west and left <= east and high >= south and low <= north
    )
    cut = (cut_to(window, ring) for ring in near)
    return tuple((*ring, ring[0]) for ring in cut if len(ring) > 2)


def cut_to(window: Window, ring: Sequence[Point]) -> list[Point]:
    """Return a ring without what lies outside a window.

    It is cut at the four sides, one after the other (Sutherland and Hodgman, 1974); parts of one
    ring stay joined along a side, which a fill does not show.
    """
    west, south, east, north = window
    cut = list(ring)
    for axis, limit, keep_above in ((0, west, True), (0, east, False),
                                    (1, south, True), (1, north, False)):  # fmt: skip
        cut = _cut(cut, axis, limit, keep_above=keep_above)
    return cut


_SHORE = 0.03  # degrees by which the simplified coast may be wrong


def on_land(lon: float, lat: float) -> bool:
    """Tell whether a point [degrees] lies on the land of the map, or close to its coast."""
    around = ((0.0, 0.0), (_SHORE, 0.0), (-_SHORE, 0.0), (0.0, _SHORE), (0.0, -_SHORE))
    return any(
        _holds(ring, lon + a, lat + b)
        for a, b in around
        for box, ring in _rings()
        if _within(box, lon + a, lat + b)
    )


def _within(box: Window, lon: float, lat: float) -> bool:
    return box[0] <= lon <= box[2] and box[1] <= lat <= box[3]


def _holds(ring: tuple[Point, ...], lon: float, lat: float) -> bool:
    """Tell whether a ring goes around a point: how often it crosses the line to the east of it."""
    crossed = 0
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (ay > lat) != (by > lat) and lon < ax + (lat - ay) / (by - ay) * (bx - ax):
            crossed += 1
    return crossed % 2 == 1


def _cut(ring: list[Point], axis: int, limit: float, *, keep_above: bool) -> list[Point]:
    """Return a ring without what lies beyond a line."""

    def inside(point: Point) -> bool:
        return point[axis] >= limit if keep_above else point[axis] <= limit

    return [
        point
        for before, now in zip([*ring[-1:], *ring[:-1]], ring, strict=True)
        for point in _kept(before, now, axis, limit, inside)
    ]


def _kept(
    before: Point, now: Point, axis: int, limit: float, inside: Callable[[Point], bool]
) -> list[Point]:
    """Return what remains of one side of a ring: where it crosses the line, and its end."""
    kept = []
    if inside(before) != inside(now):
        share = (limit - before[axis]) / (now[axis] - before[axis])
        along = before[1 - axis] + share * (now[1 - axis] - before[1 - axis])
        kept.append((limit, along) if axis == 0 else (along, limit))
    return [*kept, now] if inside(now) else kept
