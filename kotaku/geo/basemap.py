"""The offline base of the map: sea, land, and where the page looks first."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
INK: Final = ("#17212b", "#eef2f6")  # of what stands written, light and dark
RIM: Final = ("#ffffff", "#0c1822")  # around it
LETTERS: Final = "huruf/{fontstack}/{range}.pbf"  # where the browser finds them
LETTERS_FONT: Final = "SourceSans3-Bold"
GRID: Final = ("#bbccd7", "#3d4d5b")  # lines of longitude and latitude, light and dark
INDONESIA: Final = (118.0, -2.5, 4.0)  # longitude, latitude, zoom when there is nothing to fit
TILE: Final = 512  # px of the world at zoom 0
ZOOM: Final = (3.5, 10.5)  # closer in, nothing but land is left to see
EQUATOR_M: Final = 2 * math.pi * 6_378_137
NEAR: Final = 17.0  # of polygons
MARGIN: Final = 1.3  # room around the points, for circles and names
EDGE_PX: Final = 8  # of what lies beside a square: more than the widest line
LONGEST: Final = 100  # of a line [letters]: names stay on one


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


@dataclass(frozen=True)
class Overlay:
    """Something that a map shows over its land: layers of the base, and where they find it."""

    layers: Sequence[Mapping[str, Any]]
    sources: Mapping[str, Any] = field(default_factory=dict)


def style(
    *,
    dark: bool = False,
    land_url: str | None = LAND_URL,
    grid_url: str | None = None,
    grid_zooms: Sequence[tuple[float, float]] = (),
    tiles: Tiles | None = None,
    parts: Iterable[Overlay] = (),
) -> str:
    """Return a map style as a data URI: sea, land, graticule, and the parts over them.

    ``grid_zooms`` are those of the steps of the graticule, which is there where its address is.
    Without the land's address the land is part of the style. Pictures of another map lie over the
    land, which stays where they do not come.

    As a data URI it needs no server; an empty style would make Streamlit ask for one outside. The
    base draws all that is seen: it leaves out corners that the zoom does not show, works them out
    in a process of its own, and nothing is drawn again that did not change. Thousands of polygons
    cost seconds a frame otherwise without a graphics card.
    """
    colours = DARK if dark else LIGHT
    layers: list[Mapping[str, Any]] = [
        {"id": "laut", "type": "background", "paint": {"background-color": colours[SEA]}}
    ]
    found = [_land(land_url, colours)]
    if tiles:
        found.append(_tiles(tiles))
    if grid_url:
        found.append(_graticule(grid_url, grid_zooms, dark=dark))
    found += parts
    sources: dict[str, Any] = {}
    for part in found:
        layers += part.layers
        sources |= part.sources
    told = {
        "version": 8, "glyphs": LETTERS, "transition": {"duration": 0, "delay": 0},
        "sources": sources, "layers": layers,
    }  # fmt: skip
    text = json.dumps(told, separators=(",", ":"))
    return "data:application/json," + quote(text, safe=",:[]()")


def _land(url: str | None, colours: Sequence[str]) -> Overlay:
    fill = {"fill-color": colours[LAND]}
    shore = {"line-color": colours[SHORE], "line-width": 1}
    return Overlay(
        [
            {"id": "darat", "type": "fill", "source": "darat", "paint": fill},
            {"id": "pantai", "type": "line", "source": "darat", "paint": shore},
        ],
        {"darat": found_in(url or land())},
    )


def _tiles(tiles: Tiles) -> Overlay:
    source = {
        "type": "raster", "tiles": [tiles.template], "tileSize": 256, "maxzoom": 19,
        "attribution": tiles.source,
    }  # fmt: skip
    return Overlay([{"id": "daring", "type": "raster", "source": "daring"}], {"daring": source})


def _graticule(url: str, zooms: Sequence[tuple[float, float]], *, dark: bool) -> Overlay:
    layers = [
        {
            "id": f"lintang{at}",
            "type": "line",
            "source": "lintang",
            "filter": ["==", ["get", "i"], at],
            "minzoom": low,
            "maxzoom": high,
            "paint": {"line-color": GRID[dark], "line-width": 1},
        }
        for at, (low, high) in enumerate(zooms)
    ]
    return Overlay(layers, {"lintang": found_in(url)})


def written(
    layer: str, source: str, text: object, size: object, *, dark: bool,
    paint: Mapping[str, Any] | None = None, **layout: Any,
) -> dict[str, Any]:  # fmt: skip
    """Return a layer of the base that writes, with a rim; ``layout`` as the base names it."""
    told = {
        "text-field": text, "text-font": [LETTERS_FONT], "text-size": size,
        "text-max-width": LONGEST, **{name.replace("_", "-"): one for name, one in layout.items()},
    }  # fmt: skip
    rim = {"text-color": INK[dark], "text-halo-color": RIM[dark], "text-halo-width": 1.5}
    return {
        "id": layer, "type": "symbol", "source": source, "layout": told,
        "paint": {**rim, **(paint or {})},
    }  # fmt: skip


def places(rows: Iterable[tuple[float, float, Mapping[str, Any]]]) -> dict[str, Any]:
    """Return a source of points: longitude, latitude and what is known of each."""
    features = [
        {"type": "Feature", "properties": told,
         "geometry": {"type": "Point", "coordinates": [lon, lat]}}
        for lon, lat, told in rows
    ]  # fmt: skip
    return found_in({"type": "FeatureCollection", "features": features})


def found_in(data: str | Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """Return a source of GeoJSON, or of the address where it lies.

    The base cuts it into squares, and would draw a quarter of each one's neighbours with it.
    """
    return {"type": "geojson", "data": data, "buffer": EDGE_PX, **more}


def on_ground(metres_of: float, latitude: float, most: float) -> tuple[list[Any], float]:
    """Return the size [px] of what has a size on the ground [m], never above ``most``, and the
    least zoom at which that can be read."""
    start = metres_of / metres(latitude, 0)
    whole = math.log2(most / start)
    return ["interpolate", ["exponential", 2], ["zoom"], 0, start, whole, most], whole - 1


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
