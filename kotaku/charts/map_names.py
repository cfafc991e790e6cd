"""What stands written on the map: names and degrees, apart from one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from kotaku.geo import basemap
from kotaku.geo.basemap import FloatArray, Overlay
from kotaku.words.safe import clean

NAMED_UNITS: Final = 15  # more names in one kab/kota would cover each other
NAMES: Final = "nama"  # layer ids
NAME_PX: Final = 15
PLACES, MOST_PLACES, PLACE_PX = "nama_tempat", 500, 13
DEGREES, DEGREE_PX = "derajat", 12
SHIFTS: Final = (-30, 30, -50, 50)  # px of a name above or below its place, beyond the circle
LETTER_PX, LINE_PX = 8.2, 18.0  # of the names
PLACE_M: Final = 300  # size of their letters on the ground: too small to see from afar
AT_FIRST: Final = 120  # names that are seen in the first view; of more, none before one is nearer


def labels(points: pd.DataFrame) -> pd.DataFrame:
    """Return what stands written on the map, for the base has no names of its own.

    The names of kab/kota over their points; of few units in one kab/kota, their own names.
    """
    of_units = points["kab_kota"].nunique() < 2 and len(points) <= NAMED_UNITS
    named = "nama" if of_units else "kab_kota"
    known = points[points[named].notna()]
    groups = known.groupby("id_unit" if of_units else named)
    names = groups["nama"].first() if of_units else groups["luas_ha"].sum().index
    found = pd.DataFrame(
        {
            "nama": [clean(name, 40).replace("Kabupaten ", "Kab. ", 1) for name in names],
            "bujur": groups["bujur"].mean(),
            "lintang": groups["lintang"].max(),
            "luas_ha": groups["luas_ha"].sum(),
        }
    )
    told = found[found["nama"] != ""].sort_values("luas_ha", ascending=False, kind="stable")
    return told[["nama", "bujur", "lintang"]].round(5)


def apart(names: pd.DataFrame, view: tuple[float, float], width: int) -> pd.DataFrame:
    """Return the names with ``geser`` [px] so that none touch and none leaves the first view.

    ``view`` is its middle longitude [degrees] and zoom. The first ones have the first choice; what
    finds no room is left out. The browser cannot do so: it looks for what hides a name at its place
    and not where it stands.
    """
    longitude, zoom = view
    middle = basemap.pixel(longitude, 0.0, zoom)[0]
    taken: list[tuple[float, float, float]] = []
    shifts: list[list[int] | None] = []
    places = basemap.pixels(names, zoom).tolist()
    for name, (x, y) in zip(names["nama"], places, strict=True):
        half = len(name) * LETTER_PX / 2
        room = max(width / 2 - half, 0.0)
        across = round(min(max(x, middle - room), middle + room) - x)
        free = (
            down for down in SHIFTS
            if all(abs(x + across - a) > half + b or abs(y + down - c) > LINE_PX
                   for a, b, c in taken)
        )  # fmt: skip
        down = next(free, None)
        if down is not None:
            taken.append((x + across, half, y + down))
        shifts.append(None if down is None else [across, down])
    return names.assign(geser=shifts).dropna(subset=["geser"])


def room_of(
    points: pd.DataFrame, names: pd.DataFrame, zoom: float, circle_px: float
) -> list[FloatArray]:
    """Return where circles and names stand, each with half its width [px]."""
    shifts = np.array(names["geser"].tolist(), dtype="float64").reshape(-1, 2)
    half = np.array([len(name) for name in names["nama"]], dtype="float64") * LETTER_PX / 2
    return [
        np.column_stack((basemap.pixels(points, zoom), np.full(len(points), circle_px))),
        np.column_stack((basemap.pixels(names, zoom) + shifts, half)),
    ]


def layer(rows: pd.DataFrame, *, dark: bool) -> Overlay:
    """Return the names that ``apart`` set apart; all others give way to them."""
    moved = [[across / NAME_PX, down / NAME_PX] for across, down in rows["geser"]]
    return _written(
        rows.assign(geser=moved), NAMES, NAME_PX, dark=dark,
        text_offset=["array", "number", 2, ["get", "geser"]], text_allow_overlap=True,
    )  # fmt: skip


def degrees_layer(rows: pd.DataFrame, view: tuple[float, float], *, dark: bool) -> Overlay:
    """Return the degrees of the first view, of which ``view`` is the middle latitude and the zoom;
    from further off they shrink, for lines stand apart."""
    size, least = basemap.on_ground(DEGREE_PX * basemap.metres(*view), view[0], DEGREE_PX)
    return _written(
        rows, DEGREES, size, least, dark=dark, text_anchor="bottom-left", text_offset=[0.3, -0.2],
    )  # fmt: skip


def near_layer(
    points: pd.DataFrame,
    villages: Mapping[str, str],
    boundaries: Sequence[tuple[str, float, float]],
    view: tuple[float, float],
    *,
    dark: bool,
) -> Overlay:
    """Return the names of boundaries and kelurahan, which are seen from near alone.

    ``view`` is the middle latitude and the zoom of the first view.
    """
    named = pd.Series(list(map(villages.get, points["id_unit"].tolist())), dtype="str")
    told = points.assign(nama=named.array)[named.notna().array]
    groups = told.groupby(["kab_kota", "nama"], dropna=False)
    found = groups[["bujur", "lintang"]].mean().assign(luas_ha=groups["luas_ha"].sum())
    found = found.reset_index().sort_values("luas_ha", ascending=False, kind="stable")
    known = {name.casefold() for name, _, _ in boundaries}
    own = found[["nama", "bujur", "lintang"]].itertuples(index=False, name=None)
    names = [*boundaries, *(place for place in own if place[0].casefold() not in known)]
    rows = pd.DataFrame(names[:MOST_PLACES], columns=["nama", "bujur", "lintang"])
    rows = rows.assign(nama=[clean(name, 40) for name in rows["nama"]], urutan=range(len(rows)))
    ground = PLACE_M if len(rows) <= AT_FIRST else min(PLACE_M, 2 * basemap.metres(*view))
    size, least = basemap.on_ground(ground, view[0], PLACE_PX)
    return _written(rows, PLACES, size, least, dark=dark, symbol_sort_key=["get", "urutan"])


def _written(
    rows: pd.DataFrame, name: str, size: object, least: float = 0.0, *, dark: bool, **told: Any
) -> Overlay:
    """Return names on the map, from a zoom on."""
    source = basemap.places(
        (one.pop("bujur"), one.pop("lintang"), one)
        for one in rows.round({"bujur": 5, "lintang": 5}).to_dict("records")
    )
    label = basemap.written(name, name, ["get", "nama"], size, dark=dark, **told)
    return Overlay([{**label, "minzoom": max(least, 0.0)}], {name: source})
