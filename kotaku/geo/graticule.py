"""Lines of equal longitude and latitude, closer together the nearer one looks."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from kotaku.geo.basemap import TILE
from kotaku.geo.clip import Window

# Seconds of arc between two lines, the widest first.
STEPS: Final = (18_000, 7_200, 3_600, 1_800, 600, 300, 120, 60, 30, 10)
SECONDS: Final = 3_600  # of a degree
APART_PX: Final = 130  # two lines come no closer before the wider step takes their place
COUNTRY: Final[Window] = (90.0, -15.0, 145.0, 10.0)
FAR: Final = 600  # lines; a step that would need more one way is drawn around the window alone
BESIDE: Final = 12  # lines on each side of the window
CELL: Final = 0.5  # degrees; what lies in one cell has the same lines, and browsers keep them


def zooms(at: int) -> tuple[float, float]:
    """Return the zooms between which a step of ``STEPS`` is the one that is drawn."""
    last = len(STEPS) - 1
    return (_zoom(STEPS[at]) if at else 0.0, _zoom(STEPS[at + 1]) if at < last else 24.0)


def step_at(zoom: float) -> int:
    """Return the seconds of arc between the lines at a zoom."""
    return next(step for at, step in enumerate(STEPS) if zoom < zooms(at)[1])


def _zoom(step: int) -> float:
    return round(math.log2(APART_PX * 360 * SECONDS / (TILE * step)), 2)


def geojson(window: Window) -> bytes:
    """Return all lines that maps of a window may need, one feature a step with its place ``i``."""
    west, south, east, north = window
    if max(east - west, north - south) > CELL:
        return _geojson(window)
    west, south = (math.floor(edge / CELL) * CELL for edge in (west, south))
    east, north = (math.ceil(edge / CELL) * CELL for edge in (east, north))
    return _geojson((west, south, east, north))


@lru_cache(maxsize=64)
def _geojson(window: Window) -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": {"i": at},
            "geometry": {"type": "MultiLineString", "coordinates": _drawn(step, window)},
        }
        for at, step in enumerate(STEPS)
    ]
    told = {"type": "FeatureCollection", "features": features}
    return json.dumps(told, separators=(",", ":")).encode()


def _drawn(step: int, window: Window) -> list[Any]:
    """Return the lines of a step: of the whole country, else of the window."""
    for west, south, east, north in (COUNTRY, _grown(window, BESIDE * step / SECONDS)):
        if max(east - west, north - south) * SECONDS / step <= FAR:
            meridians, parallels = lines(west, east, step), lines(south, north, step)
            upright = [[[lon, south], [lon, north]] for lon in meridians]
            return upright + [[[west, lat], [east, lat]] for lat in parallels]
    return []


def _grown(window: Window, room: float) -> Window:
    west, south, east, north = window
    grown = (west - room, south - room, east + room, north + room)
    return (round(grown[0], 4), round(grown[1], 4), round(grown[2], 4), round(grown[3], 4))


def lines(low: float, high: float, step: int) -> list[float]:
    """Return where lines of a step [seconds of arc] stand between two places [degrees]."""
    first, last = math.ceil(low * SECONDS / step), math.floor(high * SECONDS / step)
    return [round(at * step / SECONDS, 6) for at in range(first, last + 1)]


def words(place: float, sides: Sequence[str]) -> str:
    """Return a longitude or latitude as it is written on maps: ``123°30′ BT``.

    Parameters
    ----------
    place : degrees
    sides : the words below and above zero
    """
    minutes, seconds = divmod(round(abs(place) * SECONDS), 60)
    degrees, minutes = divmod(minutes, 60)
    told = f"{degrees}°"
    if minutes or seconds:
        told += f"{minutes:02d}′"
    if seconds:
        told += f"{seconds:02d}″"
    return f"{told} {sides[place >= 0]}"
