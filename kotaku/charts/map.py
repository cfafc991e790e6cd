"""The map of units: coloured by class, sized by hectares, readable without internet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
import pydeck as pdk

from kotaku.charts import degrees, map_names, map_outlines
from kotaku.charts.fills import by_class, legend_order
from kotaku.charts.map_names import COLLISION, FIRST, FONT, letters
from kotaku.charts.map_outlines import Outlines
from kotaku.charts.palette import Swatch
from kotaku.geo import basemap, graticule
from kotaku.geo.basemap import fit_view
from kotaku.words.numbers import format_ha

RADIUS: Final = (10, 26)  # px; the smallest still holds its letter
POINTS, MARKS, LAND = "titik", "huruf", "darat"  # layer ids
# North stays above, as the mark on the map says.
UPRIGHT: Final[dict[str, Any]] = {
    "dragRotate": False,
    "touchRotate": False,
    "keyboard": {"rotateSpeedX": 0, "rotateSpeedY": 0},
}


@dataclass(frozen=True)
class LegendEntry:
    """One meaning on the map with what it holds."""

    swatch: Swatch
    units: int
    area_ha: float


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
        areas, dots = map_outlines.layers(outlines, dark=dark)
        layers = [*areas, *layers, *dots]  # from afar the small ones over the large
    edges = outlines.boundary_names if outlines else ()
    names = map_names.apart(map_names.labels(points), (longitude, zoom), width)
    pixel_m = basemap.metres(latitude, zoom)
    layers.append(map_names.near_layer(points, villages or {}, edges, pixel_m, dark=dark))
    layers.append(map_names.layer(names, dark=dark))
    if grid_url:
        view = (longitude, latitude, zoom)
        taken = map_names.room_of(points, names, zoom, RADIUS[1])
        told = degrees.written(view, (width, height), taken)
        layers.append(map_names.degrees_layer(told, pixel_m, dark=dark))
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
            polygons_url=outlines.url if outlines else None,
            fills=map_outlines.fills(outlines) if outlines else None,
            grid_url=grid_url,
            grid_zooms=[graticule.zooms(at) for at in range(len(graticule.STEPS))],
            tiles=tiles,
        ),
        # "text" and not "html": the browser shows it letter by letter
        tooltip={"text": "{keterangan}"},
    )


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
            "id_unit": [letters(value) for value in points["id_unit"]],
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
            f"{letters(row['nama'], 60)} – {letters(row['kab_kota'], 60)}",
            f"{swatch.label}",
            f"luas {format_ha(row['luas_ha'])}, sisa {format_ha(row['sisa_ha'])}",
        )
    )


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
        rows.assign(urutan=np.linspace(0, FIRST / 2, len(rows)))[
            ["bujur", "lintang", "huruf", "tinta", "urutan"]
        ],
        id=MARKS,
        **COLLISION,
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
