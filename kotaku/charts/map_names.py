"""What stands written on the map: names and degrees, apart from one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
import pydeck as pdk

from kotaku.geo import basemap
from kotaku.geo.basemap import FloatArray
from kotaku.words.safe import clean

NAMED_UNITS: Final = 15  # more names in one kab/kota would cover each other
# What would cover each other waits until the hall zooms in: letters give way to names.
COLLISION: Final[dict[str, Any]] = {
    "extensions": [{"@@type": "CollisionFilterExtension"}],
    "collision_enabled": True,
    "collision_group": pdk.types.String("tulisan"),
}
FIRST: Final = 1000  # the highest priority there is
FONT: Final = '"Source Sans", sans-serif'
NAMES: Final = "nama"  # layer ids
PLACES, MOST_PLACES = "nama_tempat", 500
DEGREES, DEGREE_PX = "derajat", 12
SHIFTS: Final = (-30, 30, -50, 50)  # px of a name above or below its place, beyond the circle
LETTER_PX, LINE_PX = 8.2, 18.0  # of the names
PLACE_M: Final = 300  # size of their letters on the ground: too small to see from afar
AT_FIRST: Final = 120  # names that are seen in the first view; of more, none before one is nearer


def letters(text: object, limit: int | None = None) -> str:
    """Return text that deck.gl takes as text: it would run what begins with ``@@``."""
    line = clean(text, limit)
    return f"\N{WORD JOINER}{line}" if line.startswith("@@") else line


def labels(points: pd.DataFrame) -> pd.DataFrame:
    """Return what stands written on the map, for the base has no names of its own.

    The names of kab/kota over their points; of few units in one kab/kota, their own names.
    """
    of_units = points["kab_kota"].nunique() < 2 and len(points) <= NAMED_UNITS
    named = "nama" if of_units else "kab_kota"
    found = (
        points.assign(_by=points[named])
        .dropna(subset=[named])
        .groupby("id_unit" if of_units else "_by")
        .agg(
            nama=(named, "first"),
            bujur=("bujur", "mean"),
            lintang=("lintang", "max"),
            luas_ha=("luas_ha", "sum"),
        )
    )
    short = [letters(name, 40).replace("Kabupaten ", "Kab. ", 1) for name in found["nama"]]
    told = found.assign(nama=short).query("nama != ''")
    told = told.sort_values("luas_ha", ascending=False, kind="stable")
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


def layer(rows: pd.DataFrame, *, dark: bool) -> pdk.Layer:
    """Return the names that ``apart`` set apart."""
    return _written(rows, NAMES, dark=dark, get_size=15, get_pixel_offset="geser")


def degrees_layer(rows: pd.DataFrame, pixel_m: float, *, dark: bool) -> pdk.Layer:
    """Return the degrees of the first view; from further off they shrink, for lines stand apart."""
    return _written(
        rows, DEGREES, dark=dark, get_size=DEGREE_PX * pixel_m,
        size_units=pdk.types.String("meters"), size_max_pixels=DEGREE_PX,
        **COLLISION | {"collision_group": pdk.types.String("derajat")},
        get_text_anchor=pdk.types.String("start"),
        get_alignment_baseline=pdk.types.String("bottom"), get_pixel_offset=[4, -2],
    )  # fmt: skip


def near_layer(
    points: pd.DataFrame,
    villages: Mapping[str, str],
    boundaries: Sequence[tuple[str, float, float]],
    pixel_m: float,
    *,
    dark: bool,
) -> pdk.Layer:
    """Return the names of boundaries and kelurahan, which are seen from near alone.

    ``pixel_m`` is how much of the ground a pixel of the first view shows [m].
    """
    told = points.assign(nama=points["id_unit"].map(villages)).dropna(subset=["nama"])
    found = (
        told.groupby(["kab_kota", "nama"], dropna=False)
        .agg(bujur=("bujur", "mean"), lintang=("lintang", "mean"), luas_ha=("luas_ha", "sum"))
        .reset_index()
        .sort_values("luas_ha", ascending=False, kind="stable")
    )
    known = {name.casefold() for name, _, _ in boundaries}
    own = found[["nama", "bujur", "lintang"]].itertuples(index=False, name=None)
    names = [*boundaries, *(place for place in own if place[0].casefold() not in known)]
    rows = pd.DataFrame(
        [(letters(name, 40), lon, lat, FIRST - at / 10)
         for at, (name, lon, lat) in enumerate(names[:MOST_PLACES])],
        columns=["nama", "bujur", "lintang", "urutan"],
    ).round(5)  # fmt: skip
    size = PLACE_M if len(rows) <= AT_FIRST else min(PLACE_M, 2 * pixel_m)
    return _written(
        rows, PLACES, dark=dark, get_size=size, size_units=pdk.types.String("meters"),
        size_max_pixels=13, **COLLISION,
        collision_test_props={"sizeScale": 1.3}, get_collision_priority="urutan",
    )  # fmt: skip


def _written(rows: pd.DataFrame, name: str, *, dark: bool, **told: object) -> pdk.Layer:
    """Return names on the map, with a rim."""
    return pdk.Layer(
        "TextLayer",
        rows,
        id=name,
        get_position=["bujur", "lintang"],
        get_text="nama",
        get_color=[238, 242, 246] if dark else [23, 33, 43],
        **told,
        font_family=pdk.types.String(FONT),
        font_weight=600,
        font_settings={"sdf": True, "radius": 16},
        outline_width=3,
        outline_color=[12, 24, 34] if dark else [255, 255, 255],
        character_set=pdk.types.String("auto"),
        pickable=False,
    )
