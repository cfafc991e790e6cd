"""Polygons and their areas: on the ellipsoid of WGS 84, and on the plane of their UTM zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from kotaku.geo.systems import System, in_indonesia, to_degrees, to_plane, utm_of

if TYPE_CHECKING:
    from pyproj import Geod

Shapes = NDArray[np.object_]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
HECTARE: Final = 10_000.0  # square metres
_POLYGONS: Final = (3, 6)
_COLLECTION: Final = 7
_FARTHEST: Final = 1e8  # metres or degrees; around the earth it is less than half
_MOST_PARTS: Final = 100_000  # of one collection


def read(blobs: Sequence[bytes]) -> Shapes:
    """Return shapes from WKB; None where there is none or it cannot be read."""
    with np.errstate(invalid="ignore"):
        found: Shapes = shapely.from_wkb([b or None for b in blobs], on_invalid="ignore")
    return np.asarray(found, dtype=object)


def finite(shapes: Shapes) -> Bools:
    """Tell which shapes have coordinates that are all numbers that lie on the earth."""
    points, owner = shapely.get_coordinates(shapes, return_index=True)
    bad = ~(np.abs(points) < _FARTHEST).all(axis=1)
    sound = np.ones(len(shapes), dtype=bool)
    sound[owner[bad]] = False
    sound &= ~shapely.is_missing(shapes)
    return sound


def moved(shapes: Shapes, system: System) -> Shapes:
    """Return shapes of a system in longitude and latitude; all coordinates are moved at once."""

    def degrees(points: Floats) -> Floats:
        lon, lat = to_degrees(system, points[:, 0], points[:, 1])
        return np.column_stack([lon, lat])

    found: Shapes = shapely.transform(shapes, degrees)
    return found


def middle(shapes: Shapes) -> tuple[float, float]:
    """Return the median corner of all shapes in their own coordinates; NaN where there is none."""
    points = shapely.get_coordinates(shapes)
    points = points[np.isfinite(points).all(axis=1)]
    if not len(points):
        return np.nan, np.nan
    x, y = np.median(points, axis=0)
    return float(x), float(y)


@dataclass(frozen=True)
class Mended:
    """Shapes as areas without crossing rings, and what was wrong with each as drawn."""

    areas: Shapes  # polygons and multipolygons; None where a shape draws no area
    sound: Bools  # its rings were valid as drawn
    why: Sequence[str]  # what was wrong, with the place, as GEOS says it; "" where nothing was


def mended(shapes: Shapes) -> Mended:
    """Return what of each shape is an area, its rings mended where they cross themselves."""
    drawn = np.array([_areal(shape) for shape in shapes], dtype=object)
    sound = shapely.is_valid(drawn) | shapely.is_missing(drawn)
    why = [""] * len(drawn)
    for i in np.flatnonzero(~sound):
        why[i] = str(shapely.is_valid_reason(drawn[i]))
        drawn[i] = _areal(shapely.make_valid(drawn[i]))
    drawn[shapely.is_empty(drawn)] = None
    return Mended(drawn, sound, why)


def _areal(shape: object) -> object:
    """Return the polygons of a shape as one; None where it has none."""
    kind = shapely.get_type_id(shape)
    if kind in _POLYGONS:
        return shape
    if kind != _COLLECTION:
        return None
    parts = _parts(shape)
    if not parts:
        return None
    if all(shapely.is_valid(part) for part in parts):
        return shapely.union_all(parts)  # parts of one shape may touch or overlap
    return shapely.multipolygons(parts)


def _parts(shape: object) -> list[object]:
    """Return the polygons of a collection, however deep they lie."""
    parts: list[object] = []
    waiting = [shape]
    while waiting and len(parts) < _MOST_PARTS:
        for part in shapely.get_parts(waiting.pop()):
            kind = shapely.get_type_id(part)
            if kind == _COLLECTION:
                waiting.append(part)
            elif kind in _POLYGONS:
                parts += list(shapely.get_parts(part))
    return parts


@cache
def _ellipsoid() -> Geod:
    from pyproj import Geod

    return Geod(ellps="WGS84")


def ellipsoid_ha(areas: Shapes) -> Floats:
    """Return the area of each polygon on the ellipsoid [ha]; NaN where there is none.

    An outer ring counts, an inner one is taken away, whichever way they were drawn.
    """
    parts, owner = shapely.get_parts(areas, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    edges = np.searchsorted(ring, np.arange(len(rings) + 1))
    measure = _ellipsoid().polygon_area_perimeter
    size = np.array(
        [abs(measure(points[i:j, 0], points[i:j, 1])[0]) for i, j in pairwise(edges)],
        dtype="float64",
    )
    outer = np.diff(part, prepend=-1) != 0
    found = np.where(shapely.is_missing(areas), np.nan, 0.0)
    np.add.at(found, owner[part], np.where(outer, size, -size) / HECTARE)
    return found


def plane_ha(areas: Shapes, utm: NDArray[np.int64]) -> Floats:
    """Return the area of each polygon on the plane of its UTM zone [ha]."""
    found = np.full(len(areas), np.nan)
    for code in np.unique(utm):
        here = (utm == code) & ~shapely.is_missing(areas)

        def metres(points: Floats, code: str = str(code)) -> Floats:
            return np.column_stack(to_plane(code, points[:, 0], points[:, 1]))

        found[here] = shapely.area(shapely.transform(areas[here], metres)) / HECTARE
    return found


def zones(lon: Floats, lat: Floats) -> NDArray[np.int64]:
    """Return the UTM zone of each point; 0 where there is none."""
    known = np.isfinite(lon) & np.isfinite(lat)
    zone = np.zeros(len(lon), dtype=np.int64)
    zone[known] = utm_of(lon[known], lat[known])
    return zone


def inside_points(areas: Shapes) -> tuple[Floats, Floats]:
    """Return longitude and latitude of a point inside each polygon; NaN where there is none."""
    points = shapely.point_on_surface(areas)
    return shapely.get_x(points), shapely.get_y(points)


def within_indonesia(areas: Shapes) -> Bools:
    """Tell which polygons lie wholly in the box of Indonesia."""
    west, south, east, north = shapely.bounds(areas).T
    with np.errstate(invalid="ignore"):
        return in_indonesia(west, south) & in_indonesia(east, north)


def scale_of(areas: Shapes) -> Floats:
    """Return the metres of a degree of longitude and of latitude at the middle of polygons."""
    lat = np.radians(np.nan_to_num(middle(areas)[1]))
    return np.array(
        [
            111_412.84 * np.cos(lat) - 93.5 * np.cos(3 * lat),
            111_132.95 - 559.82 * np.cos(2 * lat) + 1.18 * np.cos(4 * lat),
        ]
    )


def flat(areas: Shapes) -> Shapes:
    """Return polygons in metres, true enough for widths and distances of neighbours.

    A degree of longitude and of latitude is as long as on the ellipsoid at their middle.
    """
    scale = scale_of(areas)
    found: Shapes = shapely.transform(areas, lambda points: points * scale)
    return found


def union_ha(areas: Shapes) -> float:
    """Return the area of the union of polygons on the ellipsoid [ha]."""
    whole = shapely.union_all(areas[~shapely.is_missing(areas)])
    return float(ellipsoid_ha(np.array([whole], dtype=object))[0])
