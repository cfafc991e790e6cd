"""The degrees that stand at the lines of the map's graticule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from kotaku.geo import basemap, graticule
from kotaku.geo.basemap import FloatArray

EDGE_PX: Final = 48  # of the map, where its scale bar and buttons lie
LETTER_PX, LINE_PX = 7.0, 24.0  # of the degrees, with room about them


def written(
    view: tuple[float, float, float], size: tuple[int, int], taken: Sequence[FloatArray]
) -> pd.DataFrame:
    """Return text and place of the degrees of a first view, where lines cross the outermost ones.

    Parameters
    ----------
    view : longitude, latitude [degrees], zoom
    size : width and height [px]
    taken : where something else stands, on the whole world at this zoom, with half its width [px],
        one a row; degrees that would touch it are left out
    """
    longitude, latitude, zoom = view
    step = graticule.step_at(zoom)
    wide, high = (part / 2 - EDGE_PX for part in size)
    west, east = (longitude + side * wide * basemap.degree(zoom) for side in (-1, 1))
    south, north = (basemap.below(latitude, side * high, zoom) for side in (1, -1))
    meridians, parallels = graticule.lines(west, east, step), graticule.lines(south, north, step)
    found: list[tuple[str, float, float]] = []
    if meridians and parallels:
        found = [(graticule.words(lon, ("BB", "BT")), lon, parallels[0]) for lon in meridians]
        found += [(graticule.words(lat, ("LS", "LU")), meridians[0], lat) for lat in parallels[1:]]
    shut = np.vstack(taken)
    free = [one for one in found if not _touches(*one, zoom, shut)]
    return pd.DataFrame(free, columns=["nama", "bujur", "lintang"])


def _touches(text: str, lon: float, lat: float, zoom: float, shut: FloatArray) -> bool:
    half = len(text) * LETTER_PX / 2
    left, line = basemap.pixel(lon, lat, zoom)
    beside = np.abs(left + half - shut[:, 0]) < half + shut[:, 2]
    return bool((beside & (np.abs(line - LINE_PX / 2 - shut[:, 1]) < LINE_PX)).any())
