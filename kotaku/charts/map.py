"""The map of units: coloured by class, sized by hectares, readable without internet."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
import pydeck as pdk

from kotaku.charts import degrees
from kotaku.charts.fills import by_class, legend_order
from kotaku.charts.palette import Swatch
from kotaku.geo import basemap, graticule
from kotaku.geo.basemap import FloatArray, fit_view
from kotaku.words.numbers import format_ha
from kotaku.words.safe import clean

RADIUS: Final = (10, 26)  # px; the smallest still holds its letter
NAMED_UNITS: Final = 15  # more names in one kab/kota would cover each other
# Letters that would cover each other wait until the hall zooms in.
COLLISION: Final[dict[str, Any]] = {
    "extensions": [{"@@type": "CollisionFilterExtension"}],
    "collision_enabled": True,
}
FONT: Final = '"Source Sans", sans-serif'
POINTS, MARKS, NAMES, LAND = "titik", "huruf", "nama", "darat"  # layer ids
DEGREES, DEGREE_PX = "derajat", 12
POLYGONS, BOUNDARIES, DOTS, DOT_MARKS = "poligon", "batas", "titik_poligon", "huruf_poligon"
SEEN: Final = 175  # of 255: the rest of a polygon shows the land and its own line
# North stays above, as the mark on the map says.
UPRIGHT: Final[dict[str, Any]] = {
    "dragRotate": False,
    "touchRotate": False,
    "keyboard": {"rotateSpeedX": 0, "rotateSpeedY": 0},
}
SHIFTS: Final = (-30, 30, -50, 50)  # px of a name above or below its place, beyond the circle
LETTER_PX, LINE_PX = 8.2, 18.0  # of the names
PLACES, MOST_PLACES = "nama_tempat", 500
PLACE_M: Final = 300  # size of their letters on the ground: too small to see from afar
DOT: Final = (4, 9)  # px; seen from afar, and within its polygon when near


@dataclass(frozen=True)
class LegendEntry:
    """One meaning on the map with what it holds."""

    swatch: Swatch
    units: int
    area_ha: float


@dataclass(frozen=True)
class Outlines:
    """Polygons that the browser fetches by itself: where, and the meaning of each by its number.

    ``points_url`` holds a dot for each, which is seen from afar; without a meaning a polygon keeps
    its line alone. ``boundary_names`` are text, longitude, latitude; where they would touch, the
    first stays.
    """

    url: str
    points_url: str
    looks: Sequence[Swatch | None]
    boundary_url: str | None = None
    boundary_names: Sequence[tuple[str, float, float]] = ()


def location_map(
    points: pd.DataFrame,
    *,
    looks: Sequence[Swatch] | None = None,
    outlines: Outlines | None = None,
    villages: Mapping[str, str] | None = None,
    window: tuple[float, float, float, float] | None = None,
    dark: bool = False,
    land_url: str | None = basemap.LAND_URL,
    grid_url: str | None = None,
    tiles: basemap.Tiles | None = None,
    width: int = 900,
    height: int = 520,
) -> pdk.Deck:
    """Return the map of the units.

    Parameters
    ----------
    points : columns id_unit, nama, kab_kota, lintang, bujur [degrees], luas_ha [ha], tingkat (may
        be missing: then what is left of the area makes the colour), sisa_ha [ha]; ``berpoligon``,
        where it is there, says which are drawn as polygons and need no circle
    looks : the meaning of each point; its class when None
    outlines : the polygons; None where there are none, or where circles are wanted
    villages : the kelurahan of a unit by id_unit, written where one is near
    window : west, south, east, north [degrees] of the first view; None fits the points
    dark : whether the page is dark
    land_url : where the browser finds the coastline, so that it keeps it; None sends the coastline
        with the map
    grid_url : where the browser finds the lines of longitude and latitude; None draws none
    tiles : an online map over the land, where its user switched one on
    width, height : size on the page [px], for the first view

    The area of a circle is proportional to hectares, except that none is too small for its letter.
    """
    marks = by_class(points) if looks is None else looks
    west, south, east, north = window or (0.0, 0.0, 0.0, 0.0)
    lon = [west, east] if window else points["bujur"].round(5).tolist()
    lat = [south, north] if window else points["lintang"].round(5).tolist()
    closest = basemap.NEAR if window else basemap.ZOOM[1]
    longitude, latitude, zoom = fit_view(lon, lat, width=width, height=height, closest=closest)
    bare = _rows(points, marks, without_polygon=outlines is not None)
    layers = [_circles(bare, dark=dark), _marks(bare)]
    if outlines:
        areas, dots = _outlines(outlines, dark=dark)
        layers = [*areas, *layers, *dots]  # from afar the small ones over the large
    edges = outlines.boundary_names if outlines else ()
    names = _apart(_labels(points), (longitude, zoom), width)
    layers += [_places(points, villages or {}, edges, dark=dark), _names(names, dark=dark)]
    if grid_url:
        view = (longitude, latitude, zoom)
        told = degrees.written(view, (width, height), _taken(points, names, zoom))
        letters = DEGREE_PX * basemap.metres(latitude, zoom)
        layers.append(_degrees(told, letters, dark=dark))
    if land_url is None:
        layers.insert(0, _land(dark=dark))
    return pdk.Deck(
        layers=layers,
        initial_view_state=pdk.ViewState(longitude=longitude, latitude=latitude, zoom=zoom),
        views=[pdk.View("MapView", controller=UPRIGHT)],
        map_provider=None,
        map_style=basemap.style(
            dark=dark,
            land_url=land_url,
            lines_url=outlines.url if outlines else None,
            grid_url=grid_url,
            grid_zooms=[graticule.zooms(at) for at in range(len(graticule.STEPS))],
            tiles=tiles,
        ),
        # "text" and not "html": the browser shows it letter by letter
        tooltip={"text": "{keterangan}"},
    )


class _Coded:
    """What the browser looks up for each polygon by its number: no geometry is sent again."""

    def __init__(self, looks: Sequence[Swatch | None]) -> None:
        self.looks = list(dict.fromkeys(looks))
        order = {look: at for at, look in enumerate(self.looks)}
        places = [order[look] for look in looks]
        self.tens = "".join(str(at // 10) for at in places)
        self.ones = "".join(str(at % 10) for at in places)

    def fill(self, alpha: int) -> list[list[int]]:
        return [[*look.rgb, alpha] if look else [0, 0, 0, 0] for look in self.looks]

    def by(self, number: str, values: object) -> str:
        """Return the expression that takes the value of a polygon from those of the looks."""
        return f"({values})[('{self.tens}')[{number}] * 10 + ('{self.ones}')[{number}] * 1]"

    def again(self, *values: object) -> str:
        """Return what changes with the look of any polygon."""
        told = f"{self.tens}{self.ones}{values}"
        return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


def _outlines(outlines: Outlines, *, dark: bool) -> tuple[list[pdk.Layer], list[pdk.Layer]]:
    """Return the layers of polygons and boundaries, and those of their dots and letters."""
    coded = _Coded(outlines.looks)
    fill, line = coded.fill(SEEN), [238, 242, 246] if dark else [30, 41, 51]
    found = [
        pdk.Layer(
            "GeoJsonLayer",
            outlines.url,
            id=POLYGONS,
            get_fill_color=coded.by("properties.i", fill),
            update_triggers={"getFillColor": [coded.again(fill)]},
            stroked=False,  # the base draws the lines
            pickable=True,
            auto_highlight=True,
        )
    ]
    if outlines.boundary_url:
        found.append(
            pdk.Layer(
                "GeoJsonLayer",
                outlines.boundary_url,
                id=BOUNDARIES,
                filled=False,
                get_line_color=line,
                line_width_min_pixels=2,
                pickable=False,
            )
        )
    return found, _dots(outlines.points_url, coded, line)


def _dots(url: str, coded: _Coded, line: list[int]) -> list[pdk.Layer]:
    """Return the dots of polygons and their letters.

    Streamlit drops what tells such layers to look up anew. Behind ``#`` the address changes with
    the looks, so that they do; the browser has the file already.
    """
    fill, rim = coded.fill(235), [[*line, 255] if look else [0, 0, 0, 0] for look in coded.looks]
    letters = [look.mark if look else "" for look in coded.looks]
    url = f"{url}#{coded.again(fill, rim, letters)}"
    return [
        pdk.Layer(
            "ScatterplotLayer",
            url,
            id=DOTS,
            get_position="p",
            get_radius="r",
            radius_min_pixels=DOT[0],
            radius_max_pixels=DOT[1],
            get_fill_color=coded.by("i", fill),
            get_line_color=coded.by("i", rim),
            stroked=True,
            line_width_max_pixels=1,
            line_width_min_pixels=0.5,
            pickable=True,
        ),
        pdk.Layer(
            "TextLayer",
            url,
            id=DOT_MARKS,
            **COLLISION,
            collision_group=pdk.types.String("huruf"),
            collision_test_props={"sizeScale": 2},
            get_collision_priority="r",
            get_position="p",
            get_text=coded.by("i", letters),
            get_size=13,
            get_color=[23, 33, 43],
            font_family=pdk.types.String(FONT),
            font_weight=700,
            font_settings={"sdf": True, "radius": 16},
            outline_width=4,
            outline_color=[255, 255, 255],
            character_set=pdk.types.String("auto"),
            pickable=False,
        ),
    ]


def legend(points: pd.DataFrame, looks: Sequence[Swatch] | None = None) -> list[LegendEntry]:
    """Return the meanings on the map with their number of units and hectares, worst first."""
    marks = by_class(points) if looks is None else looks
    found = pd.Series([look.key for look in marks], index=points.index, dtype="str")
    return [
        LegendEntry(look, int(own.sum()), float(points.loc[own, "luas_ha"].sum()))
        for look in legend_order(marks)
        if (own := found == look.key).any()
    ]


def _rows(points: pd.DataFrame, marks: Sequence[Swatch], *, without_polygon: bool) -> pd.DataFrame:
    """Return what the browser needs of each circle, and nothing else; large ones first."""
    area = points["luas_ha"].fillna(0).clip(lower=0).to_numpy(dtype="float64")
    largest = float(area.max()) if len(area) and area.max() > 0 else 1.0
    if without_polygon and "berpoligon" in points.columns:
        kept = np.flatnonzero(~points["berpoligon"].to_numpy(dtype=bool))
        points, area, marks = points.iloc[kept], area[kept], [marks[at] for at in kept.tolist()]
    radius = np.maximum(np.sqrt(area / largest) * RADIUS[1], RADIUS[0])
    rows = pd.DataFrame(
        {
            "id_unit": [_letters(value) for value in points["id_unit"]],
            "bujur": points["bujur"].round(5).to_numpy(),
            "lintang": points["lintang"].round(5).to_numpy(),
            "radius": radius.round(1),
            "warna": [[*swatch.rgb, 215] for swatch in marks],
            "huruf": [swatch.mark for swatch in marks],
            "tinta": [_rgb(swatch.ink) for swatch in marks],
            "keterangan": [
                _tip(row, swatch)
                for row, swatch in zip(points.to_dict("records"), marks, strict=True)
            ],
        }
    )
    return rows.sort_values("radius", ascending=False, kind="stable")


def _tip(row: dict[Any, Any], swatch: Swatch) -> str:
    """Return the text of one point over three lines."""
    return "\n".join(
        (
            f"{_letters(row['nama'], 60)} – {_letters(row['kab_kota'], 60)}",
            f"{swatch.label}",
            f"luas {format_ha(row['luas_ha'])}, sisa {format_ha(row['sisa_ha'])}",
        )
    )


def _letters(text: object, limit: int | None = None) -> str:
    """Return text that deck.gl takes as text: it would run what begins with ``@@``."""
    line = clean(text, limit)
    return f"\N{WORD JOINER}{line}" if line.startswith("@@") else line


def _rgb(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def _circles(rows: pd.DataFrame, *, dark: bool) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        rows[["id_unit", "bujur", "lintang", "radius", "warna", "keterangan"]],
        id=POINTS,
        get_position=["bujur", "lintang"],
        get_radius="radius",
        radius_units=pdk.types.String("pixels"),
        get_fill_color="warna",
        stroked=True,
        get_line_color=[238, 242, 246] if dark else [30, 41, 51],
        get_line_width=1.5,
        line_width_units=pdk.types.String("pixels"),
        pickable=True,
        auto_highlight=True,
    )


def _marks(rows: pd.DataFrame) -> pdk.Layer:
    """Return the letters in the circles."""
    return pdk.Layer(
        "TextLayer",
        # the last drawn lies on top: its letter wins
        rows.assign(urutan=range(len(rows)))[["bujur", "lintang", "huruf", "tinta", "urutan"]],
        id=MARKS,
        **COLLISION,
        collision_group=pdk.types.String("huruf"),
        collision_test_props={"sizeScale": 2},
        get_collision_priority="urutan",
        get_position=["bujur", "lintang"],
        get_text="huruf",
        get_size=15,
        get_color="tinta",
        font_family=pdk.types.String(FONT),
        font_weight=700,
        pickable=False,
    )


def _labels(points: pd.DataFrame) -> pd.DataFrame:
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
    short = [_letters(name, 40).replace("Kabupaten ", "Kab. ", 1) for name in found["nama"]]
    told = found.assign(nama=short).query("nama != ''")
    told = told.sort_values("luas_ha", ascending=False, kind="stable")
    return told[["nama", "bujur", "lintang"]].round(5)


def _apart(names: pd.DataFrame, view: tuple[float, float], width: int) -> pd.DataFrame:
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


def _taken(points: pd.DataFrame, names: pd.DataFrame, zoom: float) -> list[FloatArray]:
    """Return where circles and names stand, each with half its width [px]."""
    shifts = np.array(names["geser"].tolist(), dtype="float64").reshape(-1, 2)
    half = np.array([len(name) for name in names["nama"]], dtype="float64") * LETTER_PX / 2
    return [
        np.column_stack((basemap.pixels(points, zoom), np.full(len(points), RADIUS[1]))),
        np.column_stack((basemap.pixels(names, zoom) + shifts, half)),
    ]


def _names(rows: pd.DataFrame, *, dark: bool) -> pdk.Layer:
    return _written(rows, NAMES, dark=dark, get_size=15, get_pixel_offset="geser")


def _degrees(rows: pd.DataFrame, letters_m: float, *, dark: bool) -> pdk.Layer:
    """Return the degrees of the first view; from further off they shrink, for lines stand apart."""
    return _written(
        rows, DEGREES, dark=dark, get_size=letters_m, size_units=pdk.types.String("meters"),
        size_max_pixels=DEGREE_PX, **COLLISION, collision_group=pdk.types.String("derajat"),
        get_text_anchor=pdk.types.String("start"),
        get_alignment_baseline=pdk.types.String("bottom"), get_pixel_offset=[4, -2],
    )  # fmt: skip


def _places(
    points: pd.DataFrame,
    villages: Mapping[str, str],
    boundaries: Sequence[tuple[str, float, float]],
    *,
    dark: bool,
) -> pdk.Layer:
    """Return the names of boundaries and kelurahan, which are seen from near alone."""
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
        [(_letters(name, 40), lon, lat, -at)
         for at, (name, lon, lat) in enumerate(names[:MOST_PLACES])],
        columns=["nama", "bujur", "lintang", "urutan"],
    ).round(5)  # fmt: skip
    return _written(
        rows, PLACES, dark=dark, get_size=PLACE_M, size_units=pdk.types.String("meters"),
        size_max_pixels=13, **COLLISION, collision_group=pdk.types.String("nama"),
        collision_test_props={"sizeScale": 1.3}, get_collision_priority="urutan",
    )  # fmt: skip


def _written(rows: pd.DataFrame, layer: str, *, dark: bool, **told: object) -> pdk.Layer:
    """Return names on the map, with a rim."""
    return pdk.Layer(
        "TextLayer",
        rows,
        id=layer,
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


def _land(*, dark: bool) -> pdk.Layer:
    colours = basemap.DARK if dark else basemap.LIGHT
    return pdk.Layer(
        "GeoJsonLayer",
        basemap.land(),
        id=LAND,
        get_fill_color=_rgb(colours[basemap.LAND]),
        get_line_color=_rgb(colours[basemap.SHORE]),
        line_width_min_pixels=1,
        pickable=False,
    )
