"""Points that cannot lie in Indonesia."""

from __future__ import annotations

from collections.abc import Iterator

from kotaku.checks.engine import Data, Issue, check
from kotaku.checks.words import plain
from kotaku.geo.points import bounds


def _points(data: Data, table: str) -> Iterator[Issue]:
    frame, limits = data.table(table), bounds()
    latitude, longitude = frame["lintang"], frame["bujur"]
    given = latitude.notna() | longitude.notna()
    inside = latitude.between(*limits["lintang"]) & longitude.between(*limits["bujur"])
    swapped = longitude.between(*limits["lintang"]) & latitude.between(*limits["bujur"])
    incomplete = latitude.isna() | longitude.isna()
    for label in frame.index[given & ~inside]:
        code = "KOORDINAT-DI-LUAR-INDONESIA"
        if incomplete[label]:
            code = "KOORDINAT-TIDAK-LENGKAP"
        elif swapped[label]:
            code = "KOORDINAT-TERTUKAR"
        value = f"{plain(latitude[label])}; {plain(longitude[label])}"
        yield Issue(code, table, (label,), ("lintang", "bujur"), value)


@check("rt")
def rt_points(data: Data) -> Iterator[Issue]:
    """The point of an RT lies in Indonesia."""
    return _points(data, "rt")


@check("lokasi")
def location_points(data: Data) -> Iterator[Issue]:
    """The point of a location lies in Indonesia."""
    return _points(data, "lokasi")
