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
_MOST_PAIRS, _STEP = 100_000, 100  # beyond so many overlaps nobody reads one
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


@dataclass(frozen=True)
class Overlaps:
    """The pairs that share an area, the largest first; not all of them where there are too many."""

    pairs: Sequence[Overlap]
    complete: bool = True


def overlaps(areas: Shapes, places: Sequence[int]) -> Overlaps:
    """Return which of the polygons at some places share an area.

    A polygon that stands there again word for word is paired with the first of its kind only.
    """
    metres = flat(areas)
    first, again = _first_of_each(metres, places)
    a, b, complete = _touching(metres, np.array(first, dtype=np.int64))
    shared = shapely.intersection(metres[a], metres[b])
    size, common = shapely.area(metres), shapely.area(shared)
    least = tolerances()["bentuk"]
    same = common * 100 >= np.maximum(size[a], size[b]) * least["sama_pct"]
    thin = (_width(shared) < least["serpihan_m"]) & ~same
    share = common / np.minimum(size[a], size[b]) * 100
    found = [
        Overlap(int(a[i]), int(b[i]), float(common[i] / HECTARE), float(share[i]), bool(same[i]),
                bool(thin[i]))
        for i in np.argsort(-common, kind="stable") if common[i] > 0
    ]  # fmt: skip
    twice = [Overlap(i, j, float(size[i] / HECTARE), 100.0, True, False) for i, j in again]
    return Overlaps([*twice, *found], complete)


def _first_of_each(
    metres: Shapes, places: Sequence[int]
) -> tuple[list[int], list[tuple[int, int]]]:
    """Return the first of polygons that are all the same, and each other one with its first."""
    seen: dict[bytes, int] = {}
    again: list[tuple[int, int]] = []
    for place in places:
        key = bytes(shapely.to_wkb(shapely.normalize(metres[place])))
        if seen.setdefault(key, place) != place:
            again.append((seen[key], place))
    return list(seen.values()), again


def _touching(metres: Shapes, places: Ints) -> tuple[Ints, Ints, bool]:
    """Return the pairs of polygons that touch one another, each once, and whether these are all."""
    tree = shapely.STRtree(metres[places])
    found: list[NDArray[np.int64]] = [np.empty((2, 0), dtype=np.int64)]
    counted = 0
    for start in range(0, len(places), _STEP):
        here = places[start : start + _STEP]
        a, b = tree.query(metres[here], predicate="intersects")
        once = a + start < b
        found.append(np.stack([places[a[once] + start], places[b[once]]]))
        counted += int(once.sum())
        if counted > _MOST_PAIRS:
            break
    a, b = np.concatenate(found, axis=1)[:, :_MOST_PAIRS]
    return a, b, counted <= _MOST_PAIRS


def _width(shapes: Shapes) -> Floats:
    """Return the mean width of shapes [m]: a strip's area over half of its edge."""
    wide: Floats = 2 * shapely.area(shapes) / np.maximum(shapely.length(shapes), 1e-9)
    return wide


def union_ha(areas: Shapes, own_ha: Floats, places: Sequence[int], among: Overlaps) -> float:
    """Return the area of the union of some polygons [ha]: what overlaps counts once.

    Where all overlaps ``among`` them are known, only those that share an area are joined as shapes.
    """
    if not among.complete:
        every = np.array([None, shapely.union_all(areas[list(places)])], dtype=object)[1:]
        return float(ellipsoid_ha(every)[0])
    pairs = among.pairs
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
