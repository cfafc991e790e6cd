"""The outlines of delineations for a screen: each once, small, without gaps between neighbours.

Areas are never taken from these: what a screen cannot show is left out of them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from kotaku.geo.basemap import EQUATOR_M, FloatArray, metres
from kotaku.geo.shapes import HECTARE, Bools, Shapes, read

DIGITS: Final = 6  # of a degree: a tenth of a metre
FINE: Final = 5e-6  # degrees that a corner may move, half a metre
INSIDE: Final = 0.3  # of the square root of its area: the radius of a dot within a polygon
FINEST: Final = 24  # halvings of a grid over all outlines
MOST_MARKED: Final = 1500  # letters that are seen from afar
LETTER_PX, SHAPE_PX = 9, 6  # of a circle that holds a letter; of a shape that shows beside its dot
NEAREST: Final = 22  # the zoom that shows all
DEGREE: Final = EQUATOR_M / 360  # metres
LEAST: Final = 5e-4  # degrees that a window shows, some 50 m
UNIT, BOUNDARY = "unit", "batas"


def whole(shapes: pd.DataFrame, role: str = UNIT) -> pd.DataFrame:
    """Return the shapes of a role with their outlines in ``garis``, every corner kept."""
    rows = shapes[shapes["peran"] == role]
    return rows.assign(garis=read(rows["wkb"].tolist()) if len(rows) else [])


def drawn(shapes: pd.DataFrame, role: str = UNIT) -> pd.DataFrame:
    """Return the shapes of a role with their simplified outlines in ``garis``.

    Neighbours keep one common line where the drawing gives them one (a coverage); shapes that
    overlap are simplified each for itself.
    """
    rows = whole(shapes, role)
    return rows.assign(garis=_simpler(rows["garis"].to_numpy(), FINE)) if len(rows) else rows


def _simpler(shapes: Shapes, tolerance: float) -> Shapes:
    if shapely.coverage_is_valid(shapes):
        simple = shapely.coverage_simplify(shapes, tolerance)
    else:
        simple = shapely.simplify(shapes, tolerance, preserve_topology=True)
    lost = shapely.is_empty(simple) | shapely.is_missing(simple)
    return np.where(lost, shapes, simple)


def geojson(rows: pd.DataFrame, tips: Sequence[str] | None = None) -> bytes:
    """Return outlines as GeoJSON that never changes with the filters: what colours them does.

    Parameters
    ----------
    rows : as ``drawn`` returns them; the feature of a row has its position as ``i``, and as ``z``
        the zoom from which it is larger than a dot
    tips : what is said of each row when it is pointed at, as ``keterangan``; None where nobody does
    """
    said = [""] * len(rows) if tips is None else [f',"keterangan":{json.dumps(t)}' for t in tips]
    west, south, east, north = shapely.bounds(rows["garis"].to_numpy()).T
    zooms = _zooms(np.maximum(east - west, north - south) * DEGREE, SHAPE_PX)
    rounded = shapely.set_precision(rows["garis"].to_numpy(), 10.0**-DIGITS, mode="pointwise")
    features = ",".join(
        f'{{"type":"Feature","properties":{{"i":{i},"z":{zoom}{tip}}},"geometry":{text}}}'
        for i, (text, zoom, tip) in enumerate(
            zip(shapely.to_geojson(rounded), zooms, said, strict=True)
        )
        if text
    )
    return f'{{"type":"FeatureCollection","features":[{features}]}}'.encode()


def dots(rows: pd.DataFrame, tips: Sequence[str]) -> bytes:
    """Return a dot for each outline as GeoJSON, numbered as in ``geojson``.

    It lies inside its polygon, ``r`` [m] is a circle that the polygon holds for the most part,
    ``z`` the zoom from which its letter is seen: of many, some from afar and the others when there
    is room for them.
    """
    radius = np.sqrt(rows["luas_poligon_ha"].to_numpy() * HECTARE) * INSIDE
    zooms = np.where(_marked(rows), 0, _zooms(2 * radius, LETTER_PX)).tolist()
    each = zip(rows["bujur"], rows["lintang"], radius, zooms, tips, strict=True)
    features = [
        {"type": "Feature",
         "properties": {"i": i, "r": round(r, 1), "z": zoom, "keterangan": tip},
         "geometry": {"type": "Point", "coordinates": [round(lon, 5), round(lat, 5)]}}
        for i, (lon, lat, r, zoom, tip) in enumerate(each)
    ]  # fmt: skip
    told = {"type": "FeatureCollection", "features": features}
    return json.dumps(told, separators=(",", ":")).encode()


def _zooms(sizes: FloatArray, least: float) -> npt.NDArray[np.int64]:
    """Return the first whole zoom at which each size [m] takes so many pixels."""
    near = np.ceil(np.log2(least * metres(0, 0) / np.maximum(sizes, 1)))
    return near.clip(0, NEAREST).astype("int64")


def _marked(rows: pd.DataFrame) -> Bools:
    """Return whose letters are seen from afar: the largest of each cell of the finest grid that
    has no more cells than that with something in them."""
    chosen = np.ones(len(rows), dtype=bool)
    if len(rows) <= MOST_MARKED:
        return chosen
    order = np.argsort(-rows["luas_poligon_ha"].to_numpy(), kind="stable")
    places = rows[["bujur", "lintang"]].to_numpy()[order]
    part = (places - places.min(axis=0)) / max(float(np.ptp(places, axis=0).max()), LEAST)
    for cells in 2 ** np.arange(FINEST):
        first = np.unique(np.floor(part * cells), axis=0, return_index=True)[1]
        if len(first) > MOST_MARKED:
            break
        chosen = np.isin(np.arange(len(rows)), order[first])
    return chosen


def named(rows: pd.DataFrame) -> list[tuple[str, float, float]]:
    """Return name, longitude and latitude of shapes, the largest first; the nameless left out."""
    found = rows[rows["nama"] != ""].sort_values("luas_poligon_ha", ascending=False, kind="stable")
    return list(zip(found["nama"], found["bujur"], found["lintang"], strict=True))


def around(shapes: pd.DataFrame) -> tuple[float, float, float, float]:
    """Return the window [degrees] that shows some shapes with what lies about them."""
    west, south, east, north = shapely.total_bounds(read(shapes["wkb"].tolist()))
    wide, high = max(east - west, LEAST), max(north - south, LEAST)
    return west - wide / 2, south - high / 2, east + wide / 2, north + high / 2


def window(rows: pd.DataFrame) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north [degrees] of the outlines; None where there are none."""
    if rows.empty:
        return None
    west, south, east, north = shapely.total_bounds(rows["garis"].to_numpy())
    return float(west), float(south), float(east), float(north)


def rings(shape: shapely.Geometry) -> list[list[list[float]]]:
    """Return the rings of a polygon or of many, outer ones and holes alike, as (lon, lat)."""
    found = json.loads(shapely.to_geojson(shape))
    if found["type"] == "Polygon":
        return list(found["coordinates"])
    if found["type"] == "MultiPolygon":
        return [ring for part in found["coordinates"] for ring in part]
    return []
