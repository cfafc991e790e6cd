"""The RT of a sample as polygons: an invented patchwork around each location.

Areas are those of the table. Nothing is random: the same location gives the same drawing. What is
drawn wrongly on purpose stands in the specification of the sample under [delineasi], so that the
checks of maps have something to say.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import shapely
from shapely import Polygon
from shapely.affinity import rotate, scale

from kotaku.geo.shapes import HECTARE, ellipsoid_ha, scale_of
from kotaku.words.numbers import format_number

GRID = 1e-7  # degrees, a centimetre: neighbours share each corner
CORNERS = 32  # of the outline of a location
TILTS = (0.0, 0.22, -0.22, 0.45, math.pi / 2)  # of a cut against the straight one [radians]
HALVINGS = 50
WIDER = 1.06  # times its area that a polygon drawn over its neighbour takes

Spec = Mapping[str, Any]


@dataclass(frozen=True)
class Patch:
    """The RT of one location in their order: rows of the table RT and their polygons."""

    rows: Sequence[Mapping[str, Any]]
    cells: Sequence[Polygon]


def cells(middle: tuple[float, float], areas_ha: Sequence[float], turn: int) -> list[Polygon]:
    """Return polygons of these areas [ha] side by side around a latitude and longitude.

    ``turn`` makes the outline of one location another than that of the next.
    """
    latitude, longitude = middle
    metres = scale_of(np.array([shapely.Point(longitude, latitude)], dtype=object))
    parts = list(_split(_outline(sum(areas_ha) * HECTARE, turn), areas_ha))
    moved = [
        shapely.transform(part, lambda points: points / metres + (longitude, latitude))
        for part in parts
    ]
    return _noded(moved)


def _outline(area: float, turn: int) -> Polygon:
    """Return a rounded shape of an area [m²], as a quarter grows between roads and water."""
    phase = turn * math.radians(137.5)
    angles = np.linspace(0, 2 * math.pi, CORNERS, endpoint=False)
    waves = ((0.15, 2, phase), (0.08, 3, 2 * phase), (0.04, 7, 0.0))
    reach = 1 + sum(high * np.sin(often * angles + at) for high, often, at in waves)
    drawn = Polygon(np.column_stack([np.cos(angles), np.sin(angles)]) * reach[:, None])
    long = rotate(scale(drawn, 1.2, 0.85, origin=(0, 0)), phase, origin=(0, 0), use_radians=True)
    factor = math.sqrt(area / long.area)
    return scale(long, factor, factor, origin=(0, 0))


def _split(whole: Polygon, areas_ha: Sequence[float]) -> Iterator[Polygon]:
    """Yield the parts of a shape, cut in two again and again as streets would."""
    if len(areas_ha) == 1:
        yield whole
        return
    half = len(areas_ha) // 2
    share = sum(areas_ha[:half]) / sum(areas_ha)
    for first, second in map(partial(_cut, whole, share), TILTS):
        if isinstance(first, Polygon) and isinstance(second, Polygon):
            yield from _split(first, areas_ha[:half])
            yield from _split(second, areas_ha[half:])
            return
    raise ValueError("no straight cut leaves two pieces")


def _cut(whole: Polygon, share: float, tilt: float) -> tuple[Any, Any]:
    """Return a share of a shape and the rest, cut across its long side but for a tilt."""
    corners = shapely.get_coordinates(shapely.minimum_rotated_rectangle(whole))
    sides = corners[1:3] - corners[:2]
    along = sides[np.argmax(np.hypot(*sides.T))]
    turn = math.atan2(along[1], along[0]) + tilt
    flat = rotate(whole, -turn, origin=(0, 0), use_radians=True)
    west, south, east, north = flat.bounds

    def left_of(x: float) -> Any:
        return shapely.box(west - 1, south - 1, x, north + 1)

    low, high = west, east
    for _ in range(HALVINGS):
        at = (low + high) / 2
        enough = shapely.intersection(flat, left_of(at)).area > share * flat.area
        low, high = (low, at) if enough else (at, high)
    knife = left_of((low + high) / 2)
    pieces = shapely.intersection(flat, knife), shapely.difference(flat, knife)
    first, second = (rotate(piece, turn, origin=(0, 0), use_radians=True) for piece in pieces)
    return first, second


def _noded(parts: Sequence[Polygon]) -> list[Polygon]:
    """Return the parts on the grid; where one meets another in mid-edge, both have the corner."""
    lines = shapely.union_all([part.boundary for part in parts], grid_size=GRID)
    faces = shapely.get_parts(shapely.polygonize([lines]))
    inside = shapely.point_on_surface(np.array(parts, dtype=object))
    found = [next(face for face in faces if shapely.contains(face, point)) for point in inside]
    return [shapely.orient_polygons(face) for face in found]


def geojson(patches: Sequence[Patch], spec: Spec) -> bytes:
    """Return the delineations of a sample as a map file, each marked as an illustration."""
    faults = spec.get("delineasi", {})
    features = []
    for patch in patches:
        for at, row in enumerate(patch.rows):
            if row["id_rt"] in faults.get("tanpa_poligon", ()):
                continue
            cell = patch.cells[at]
            if row["id_rt"] in faults.get("melebar", ()):
                cell = _over_a_neighbour(patch.cells, at)
            features.append({"type": "Feature", "properties": _told(row, cell),
                             "geometry": json.loads(shapely.to_geojson(cell))})  # fmt: skip
    lines = ",\n".join(
        json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in features
    )
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'.encode()


def _told(row: Mapping[str, Any], cell: Polygon) -> dict[str, Any]:
    """Return the attributes of a polygon; the area is what a drawing programme prints."""
    names = {k: row[k] for k in ("kawasan", "kelurahan", "kab_kota") if row.get(k)}
    area = float(ellipsoid_ha(np.array([cell], dtype=object))[0])
    return {"id_rt": row["id_rt"], "rt_rw": row["rt_rw"], **names,
            "luas_ha": format_number(area), "sifat": "ilustrasi"}  # fmt: skip


def _over_a_neighbour(parts: Sequence[Polygon], at: int) -> Polygon:
    """Return a part drawn over the neighbour with which it shares the longest line."""
    own = parts[at]
    others = [part for i, part in enumerate(parts) if i != at]
    other = max(others, key=lambda part: shapely.intersection(part.boundary, own.boundary).length)
    low, high = 0.0, 1e-3
    for _ in range(HALVINGS):
        reach = (low + high) / 2
        drawn = _reaching(own, other, reach)
        low, high = (low, reach) if drawn.area > WIDER * own.area else (reach, high)
    return _reaching(own, other, low)


def _reaching(own: Polygon, other: Polygon, reach: float) -> Polygon:
    strip = shapely.intersection(other, own.buffer(reach, join_style="mitre"))
    grown = shapely.union_all([own, strip], grid_size=GRID)
    parts = shapely.get_parts(grown)
    return shapely.orient_polygons(parts[np.argmax(shapely.area(parts))])
