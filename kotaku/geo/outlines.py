"""The outlines of delineations for a screen: each once, small, without gaps between neighbours.

Areas are never taken from these: what a screen cannot show is left out of them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
import shapely

from kotaku.geo.shapes import HECTARE, Shapes, read

DIGITS: Final = 6  # of a degree: a tenth of a metre
FINE: Final = 5e-6  # degrees that a corner may move, half a metre
INSIDE: Final = 0.3  # of the square root of its area: the radius of a dot within a polygon
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
    return rows.assign(garis=_simpler(rows["garis"].to_numpy())) if len(rows) else rows


def _simpler(shapes: Shapes) -> Shapes:
    if shapely.coverage_is_valid(shapes):
        simple = shapely.coverage_simplify(shapes, FINE)
    else:
        simple = shapely.simplify(shapes, FINE, preserve_topology=True)
    lost = shapely.is_empty(simple) | shapely.is_missing(simple)
    return np.where(lost, shapes, simple)


def geojson(rows: pd.DataFrame, tips: Sequence[str]) -> bytes:
    """Return outlines as GeoJSON that never changes with the filters: what colours them does.

    Parameters
    ----------
    rows : as ``drawn`` returns them; the feature of a row has its position as ``i``
    tips : what is said of each row when it is pointed at, as ``keterangan``
    """
    rounded = shapely.set_precision(rows["garis"].to_numpy(), 10.0**-DIGITS, mode="pointwise")
    features = ",".join(
        f'{{"type":"Feature","properties":{{"i":{i},"keterangan":{json.dumps(tip)}}},'
        f'"geometry":{text}}}'
        for i, (text, tip) in enumerate(zip(shapely.to_geojson(rounded), tips, strict=True))
        if text
    )
    return f'{{"type":"FeatureCollection","features":[{features}]}}'.encode()


def dots(rows: pd.DataFrame, tips: Sequence[str]) -> bytes:
    """Return a dot for each outline as JSON, numbered as in ``geojson``.

    ``p`` lies inside its polygon [longitude, latitude], ``r`` [m] is a circle that it holds for the
    most part.
    """
    radius = np.sqrt(rows["luas_poligon_ha"].to_numpy() * HECTARE) * INSIDE
    told = zip(rows["bujur"], rows["lintang"], radius, tips, strict=True)
    return json.dumps(
        [
            {"i": i, "p": [round(lon, 5), round(lat, 5)], "r": round(r, 1), "keterangan": tip}
            for i, (lon, lat, r, tip) in enumerate(told)
        ],
        separators=(",", ":"),
    ).encode()


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
