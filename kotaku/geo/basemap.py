"""The offline base of the map: sea, land, and where the page looks first."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, TypeAlias
from urllib.parse import quote

import numpy as np
import numpy.typing as npt
import pandas as pd

from kotaku import paths

FloatArray: TypeAlias = npt.NDArray[np.float64]

LAND_URL: Final = "app/static/indonesia_land.geojson"  # as Streamlit serves static/
SEA, LAND, SHORE = 0, 1, 2
LIGHT: Final = ("#d3e4ef", "#f6f3ec", "#8fa3b3")
DARK: Final = ("#0c1822", "#25323e", "#5f7382")
LINE: Final = ("#1e2933", "#eef2f6")  # of polygons, light and dark
GRID: Final = ("#bbccd7", "#3d4d5b")  # lines of longitude and latitude, light and dark
LINE_WIDTH: Final[list[Any]] = ["interpolate", ["linear"], ["zoom"], 10, 0.5, 14, 1.5, 17, 2.5]
INDONESIA: Final = (118.0, -2.5, 4.0)  # longitude, latitude, zoom when there is nothing to fit
TILE: Final = 512  # px of the world at zoom 0
ZOOM: Final = (3.5, 10.5)  # closer in, nothing but land is left to see
EQUATOR_M: Final = 2 * math.pi * 6_378_137
NEAR: Final = 17.0  # of polygons
MARGIN: Final = 1.3  # room around the points, for circles and names


@dataclass(frozen=True)
class Tiles:
    """Pictures of a base map that a browser fetches elsewhere, where an office named them."""

    template: str  # address with {z}, {x} and {y}
    source: str  # markup
    host: str


@cache
def land() -> dict[str, Any]:
    """Return the coastline as GeoJSON, for maps without Streamlit's static files."""
    loaded: dict[str, Any] = json.loads(paths.LAND.read_text(encoding="utf-8"))
    return loaded


def style(
    *,
    dark: bool = False,
    land_url: str | None = LAND_URL,
    polygons_url: str | None = None,
    fills: Sequence[Any] | None = None,
    grid_url: str | None = None,
    grid_zooms: Sequence[tuple[float, float]] = (),
    tiles: Tiles | None = None,
) -> str:
    """Return a map style as a data URI: sea, land, graticule and polygons.

    Each is there where its address is; ``grid_zooms`` are those of the steps of the graticule,
    ``fills`` the expression that colours polygons. Pictures of another map lie over the land, which
    stays where they do not come.

    As a data URI it needs no server; an empty style would make Streamlit ask for one outside. The
    base draws the polygons, for it leaves out corners that the zoom does not show: all corners of
    thousands of them cost seconds a frame without a graphics card.
    """
    colours = DARK if dark else LIGHT
    layers: list[dict[str, Any]] = [
        {"id": "laut", "type": "background", "paint": {"background-color": colours[SEA]}}
    ]
    sources: dict[str, Any] = {}
    if land_url:
        sources["darat"] = {"type": "geojson", "data": land_url}
        layers += [
            {
                "id": "darat",
                "type": "fill",
                "source": "darat",
                "paint": {"fill-color": colours[LAND]},
            },
            {
                "id": "pantai",
                "type": "line",
                "source": "darat",
                "paint": {"line-color": colours[SHORE], "line-width": 1},
            },
        ]
    if tiles:
        sources["daring"] = {
            "type": "raster",
            "tiles": [tiles.template],
            "tileSize": 256,
            "maxzoom": 19,
            "attribution": tiles.source,
        }
        layers.append({"id": "daring", "type": "raster", "source": "daring"})
    if grid_url:
        sources["lintang"] = {"type": "geojson", "data": grid_url}
        layers += [
            {
                "id": f"lintang{at}",
                "type": "line",
                "source": "lintang",
                "filter": ["==", ["get", "i"], at],
                "minzoom": low,
                "maxzoom": high,
                "paint": {"line-color": GRID[dark], "line-width": 1},
            }
            for at, (low, high) in enumerate(grid_zooms)
        ]
    if polygons_url:
        sources["poligon"] = {"type": "geojson", "data": polygons_url}
        layers += [
            {
                "id": "isi",
                "type": "fill",
                "source": "poligon",
                "paint": {"fill-color": fills or "rgba(0,0,0,0)", "fill-antialias": False},
            },
            {
                "id": "garis",
                "type": "line",
                "source": "poligon",
                "paint": {"line-color": LINE[dark], "line-width": LINE_WIDTH},
            },
        ]
    text = json.dumps({"version": 8, "sources": sources, "layers": layers}, separators=(",", ":"))
    return "data:application/json," + quote(text, safe=",:[]()")


def fit_view(
    lon: Sequence[float],
    lat: Sequence[float],
    *,
    width: int = 900,
    height: int = 520,
    closest: float = ZOOM[1],
) -> tuple[float, float, float]:
    """Return longitude, latitude [degrees] and zoom at which all points are seen.

    Parameters
    ----------
    lon, lat : coordinates [degrees, WGS84]; no points show the whole country
    width, height : size of the map [px]
    closest : the greatest zoom; polygons still show something where a coast no longer does

    Web Mercator; the zoom is never less than ``ZOOM`` says.
    """
    if not len(lon):
        return INDONESIA
    west, east, south, north = min(lon), max(lon), min(lat), max(lat)
    top, bottom = _mercator(north), _mercator(south)
    wide = (east - west) / 360 * MARGIN * TILE
    tall = (top - bottom) / (2 * math.pi) * MARGIN * TILE
    scales = [size / need for size, need in ((width, wide), (height, tall)) if need > 0]
    zoom = math.log2(min(scales)) if scales else closest
    middle = _latitude((top + bottom) / 2)
    zoom = round(min(max(zoom, ZOOM[0]), closest), 2)
    return round((west + east) / 2, 5), round(middle, 5), zoom


def pixel(lon: float, lat: float, zoom: float) -> tuple[float, float]:
    """Return where a place lies on the whole world at a zoom, to the right and down [px]."""
    world = TILE * 2**zoom
    return lon / 360 * world, -_mercator(lat) / (2 * math.pi) * world


def pixels(places: pd.DataFrame, zoom: float) -> FloatArray:
    """Return where many places in bujur and lintang lie, as ``pixel`` does, one a row."""
    upright = np.radians(places["lintang"].to_numpy(dtype="float64"))
    down = -np.log(np.tan(math.pi / 4 + upright / 2)) / (2 * math.pi)
    right = places["bujur"].to_numpy(dtype="float64") / 360
    found: FloatArray = np.column_stack((right, down)) * TILE * 2**zoom
    return found


def degree(zoom: float) -> float:
    """Return the degrees of longitude of a pixel at a zoom."""
    return 360 / (TILE * 2**zoom)


def metres(latitude: float, zoom: float) -> float:
    """Return the metres on the ground of a pixel."""
    return EQUATOR_M * math.cos(math.radians(latitude)) / (TILE * 2**zoom)


def below(latitude: float, down: float, zoom: float) -> float:
    """Return the latitude that lies so many pixels below another at a zoom."""
    return _latitude(_mercator(latitude) - math.radians(down * degree(zoom)))


def _mercator(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))


def _latitude(mercator: float) -> float:
    return math.degrees(2 * math.atan(math.exp(mercator)) - math.pi / 2)
