"""Coordinate systems that maps of Indonesia are drawn in: a table of codes, and what may be meant.

Nothing is fetched: the library of projections is told to stay offline, and grids are not used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from numpy.typing import NDArray

from kotaku.geo.clip import on_land
from kotaku.geo.points import bounds
from kotaku.words.loading import DataFile

if TYPE_CHECKING:
    from pyproj import CRS, Transformer

Floats = NDArray[np.float64]
WGS84: Final = "4326"
_SURE: Final = 70  # percent of likeness from which a text is the system of a code
_ROOM: Final = 1.0  # degrees that people draw beyond the edge of a zone
_LONGEST: Final = 8000  # letters of a text that tells a system


@dataclass(frozen=True, kw_only=True)
class System:
    """One coordinate system of systems.toml."""

    kode: str = ""  # EPSG; "" for a system that has none
    nama: str
    jenis: Literal["geografis", "utm", "tm3", "mercator", "lain"]
    bujur: tuple[float, float] = (-180.0, 180.0)  # of its zone
    usul: bool = False  # proposed where a file does not say its system
    teks: str = ""  # what tells a system without a code

    @property
    def degrees(self) -> bool:
        """Tell whether its coordinates are degrees."""
        return self.jenis == "geografis"


_TABLE = DataFile(__package__, "systems.toml", dict[str, System])


@cache
def systems() -> Mapping[str, System]:
    """Return every system of the table by its EPSG code."""
    return {code: replace(entry, kode=code) for code, entry in _TABLE().items()}


@lru_cache(maxsize=256)
def system_of(text: str) -> System | None:
    """Return the system that a file tells, as ``EPSG:32751`` or as the text of a .prj.

    None where it tells none, or one that cannot be used.
    """
    from pyproj.exceptions import CRSError

    if not text or len(text) > _LONGEST:
        return None
    code = text.upper().removeprefix("EPSG:").strip()
    if code in systems():
        return systems()[code]
    try:
        found = _crs(text)
        number = found.to_epsg(min_confidence=_SURE)
    except CRSError:
        return None
    if str(number) in systems():
        return systems()[str(number)]
    if found.is_bound or not (found.is_geographic or found.is_projected):
        return None
    kind: Literal["geografis", "lain"] = "geografis" if found.is_geographic else "lain"
    return System(nama=str(found.name)[:80], jenis=kind, teks=text)


def to_degrees(system: System, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return coordinates of a system as longitude and latitude [degrees, WGS 84]."""
    if system.kode == WGS84:
        return x, y
    lon, lat = _transformer(system.kode, system.teks).transform(x, y)
    return np.asarray(lon, dtype="float64"), np.asarray(lat, dtype="float64")


def to_plane(code: str, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Return longitude and latitude [degrees] as metres of a system of the table."""
    x, y = _transformer(code, "").transform(lon, lat, direction="INVERSE")
    return np.asarray(x, dtype="float64"), np.asarray(y, dtype="float64")


def utm_of(lon: Floats, lat: Floats) -> NDArray[np.int64]:
    """Return the EPSG code of the UTM zone (WGS 84) that each point lies in."""
    zone = np.clip(np.floor((lon + 180.0) / 6.0) + 1, 1, 60)
    found: NDArray[np.int64] = (np.where(lat < 0, 32700, 32600) + zone).astype(np.int64)
    return found


def in_indonesia(lon: Floats, lat: Floats) -> NDArray[np.bool_]:
    """Tell which points lie in the box of Indonesia."""
    west, east = bounds()["bujur"]
    south, north = bounds()["lintang"]
    inside: NDArray[np.bool_] = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    return inside


def plausible(system: System, x: float, y: float) -> bool:
    """Tell whether a point of a system lies in Indonesia, and in the system's own zone."""
    with np.errstate(all="ignore"):
        lon, lat = to_degrees(system, np.array([x]), np.array([y]))
    west, east = system.bujur
    return bool(in_indonesia(lon, lat)[0]) and west - _ROOM <= lon[0] <= east + _ROOM


def proposed(x: float, y: float, near: Sequence[tuple[float, float]] = ()) -> list[System]:
    """Return the systems that a point may be drawn in, the likeliest first.

    Degrees and metres are told by magnitude. Of several zones those come first that put the point
    near to places that are known (``near``: longitude, latitude), then those that put it on land.
    """
    found = [s for s in systems().values() if s.usul and plausible(s, x, y)]

    def order(system: System) -> tuple[float, bool]:
        lon, lat = to_degrees(system, np.array([x]), np.array([y]))
        here = (float(lon[0]), float(lat[0]))
        far = min((abs(here[0] - a) + abs(here[1] - b) for a, b in near), default=0.0)
        return round(far, 1), not on_land(*here)

    return sorted(found, key=order)


@cache
def _transformer(code: str, text: str) -> Transformer:
    from pyproj import Transformer
    from pyproj.network import set_network_enabled  # type: ignore[attr-defined]

    set_network_enabled(False)
    return Transformer.from_crs(_crs(f"EPSG:{code}" if code else text), 4326, always_xy=True)


def _crs(text: str) -> CRS:
    from pyproj import CRS

    if text.upper().startswith("EPSG:"):
        return CRS.from_user_input(text)
    return CRS.from_wkt(text)  # a text of PROJ could name files
