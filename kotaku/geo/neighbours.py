"""What polygons do to one another: overlaps, shapes drawn twice, slivers, gaps; and their union."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from kotaku.geo.shapes import HECTARE, Floats, Shapes, ellipsoid_ha, flat, scale_of
from kotaku.geo.tolerances import tolerances

Ints = NDArray[np.int64]
_MOST_CLOSED = 100_000  # corners of a union whose narrow slits are closed


@dataclass(frozen=True)
class Overlap:
    """Two polygons that share an area."""

    first: int
    second: int
    luas_ha: float
    bagian_pct: float  # of the smaller one
    same: bool  # both are one polygon, drawn twice
    sliver: bool  # so narrow that only the drawing made it


def overlaps(areas: Shapes, group: Sequence[str]) -> list[Overlap]:
    """Return the pairs of polygons of one group that share an area, the largest share first."""
    here = np.flatnonzero(~shapely.is_missing(areas))
    if len(here) < 2:
        return []
    metres = flat(areas[here])
    a, b = _pairs(metres, np.asarray(group, dtype=object)[here])
    shared = shapely.intersection(metres[a], metres[b])
    common = shapely.area(shared)
    real = common > 0
    a, b, shared, common = a[real], b[real], shared[real], common[real]
    size = shapely.area(metres)
    small, large = np.minimum(size[a], size[b]), np.maximum(size[a], size[b])
    least = tolerances()["bentuk"]
    same = common * 100 >= large * least["sama_pct"]
    thin = (_width(shared) < least["serpihan_m"]) & ~same
    return [
        Overlap(int(here[a[i]]), int(here[b[i]]), float(common[i] / HECTARE),
                float(common[i] / small[i] * 100), bool(same[i]), bool(thin[i]))
        for i in np.argsort(-common, kind="stable")
    ]  # fmt: skip


def _pairs(metres: Shapes, group: NDArray[np.object_]) -> tuple[Ints, Ints]:
    """Return the polygons of one group that touch one another, each pair once."""
    a, b = shapely.STRtree(metres).query(metres, predicate="intersects")
    once = (a < b) & (group[a] == group[b])
    return a[once], b[once]


def _width(shapes: Shapes) -> Floats:
    """Return the mean width of shapes [m]: a strip's area over half of its edge."""
    edge = shapely.length(shapes)
    wide: Floats = np.divide(
        2 * shapely.area(shapes), edge, out=np.zeros(len(edge)), where=edge > 0
    )
    return wide


def union_ha(
    areas: Shapes, own_ha: Floats, places: Sequence[int], pairs: Sequence[Overlap]
) -> float:
    """Return the area of the union of some polygons [ha]: what overlaps counts once.

    Only those that share an area are joined as shapes; ``pairs`` are the overlaps among them.
    """
    clusters = list(_clusters([(p.first, p.second) for p in pairs]))
    shared = {place for cluster in clusters for place in cluster}
    whole = [shapely.union_all(areas[cluster]) for cluster in clusters]
    joined = ellipsoid_ha(np.array([None, *whole], dtype=object)[1:])
    return float(sum(own_ha[p] for p in places if p not in shared) + joined.sum())


def _clusters(pairs: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    """Yield what hangs together by pairs."""
    near: dict[int, set[int]] = {}
    for a, b in pairs:
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    seen: set[int] = set()
    for start in sorted(near):
        if start in seen:
            continue
        own, waiting = set(), [start]
        while waiting:
            here = waiting.pop()
            if here not in own:
                own.add(here)
                waiting += near[here]
        seen |= own
        yield sorted(own)


@dataclass(frozen=True)
class Gaps:
    """Places between polygons that nobody drew."""

    slivers: int
    holes: int
    luas_ha: float  # of the holes
    bujur: float  # of the largest hole
    lintang: float


def gaps(areas: Shapes) -> Gaps:
    """Return the gaps that polygons leave between them: narrow ones, and places left out.

    Edges that hardly miss one another still close a gap.
    """
    metres = flat(areas[~shapely.is_missing(areas)])
    least = tolerances()["bentuk"]
    whole = shapely.union_all(metres)
    own = {_key(ring) for area in metres for ring in _rings(area)}
    narrow = [r for r in _rings(whole) if _key(r) not in own and not _is_wide(r)]
    if shapely.get_num_coordinates(whole) <= _MOST_CLOSED:
        half = least["serpihan_m"] / 2
        whole = whole.buffer(half, join_style="mitre").buffer(-half, join_style="mitre")
    drawn = shapely.union_all([shapely.polygons(r) for area in metres for r in _rings(area)])
    wide = [r for r in _rings(whole) if _is_wide(r) and not _is_drawn(r, drawn)]
    if not wide:
        return Gaps(len(narrow), 0, 0.0, np.nan, np.nan)
    size = [shapely.area(shapely.polygons(ring)) / HECTARE for ring in wide]
    at = shapely.point_on_surface(shapely.polygons(wide[int(np.argmax(size))]))
    lon, lat = shapely.get_coordinates(at)[0] / scale_of(areas)
    return Gaps(len(narrow), len(wide), float(sum(size)), float(lon), float(lat))


def _is_wide(ring: object) -> bool:
    """Tell whether a gap is a place, and not what drawing left."""
    area = np.array([shapely.polygons(ring)], dtype=object)
    least = tolerances()["bentuk"]
    large = float(shapely.area(area)[0]) >= least["celah_ha"] * HECTARE
    return large and float(_width(area)[0]) >= least["serpihan_m"]


def _is_drawn(ring: object, holes: object) -> bool:
    """Tell whether a gap is a hole that one polygon has as drawn."""
    area = shapely.polygons(ring)
    return bool(shapely.area(shapely.intersection(area, holes)) > 0.5 * shapely.area(area))


def _key(ring: object) -> bytes:
    return bytes(shapely.to_wkb(shapely.normalize(shapely.polygons(ring))))


def _rings(area: object) -> list[object]:
    """Return the inner rings of a polygon or of several."""
    return [ring for part in shapely.get_parts(area) for ring in part.interiors]


def holes(areas: Shapes) -> Ints:
    """Return how many inner rings each polygon has."""
    parts, owner = shapely.get_parts(areas, return_index=True)
    counted: Ints = np.zeros(len(areas), dtype=np.int64)
    np.add.at(counted, owner, np.maximum(shapely.get_num_interior_rings(parts), 0))
    return counted
