"""The map of units: coloured by class, sized by hectares, readable without internet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
import pydeck as pdk

from kotaku.charts import degrees, map_names, map_outlines
from kotaku.charts.fills import by_class, legend_order
from kotaku.charts.map_outlines import POINTED, Outlines
from kotaku.charts.palette import Swatch
from kotaku.geo import basemap, graticule
from kotaku.geo.basemap import Overlay, fit_view
from kotaku.words.numbers import format_ha
from kotaku.words.safe import clean

RADIUS: Final = (10, 26)  # px; the smallest still holds its letter
MARK_PX, SEEN = 15, 0.84
POINTS, MARKS = "titik", "huruf"  # what is pointed at, and layers of the base
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
    names = map_names.apart(map_names.labels(points), (longitude, zoom), width)
    edges = outlines.boundary_names if outlines else ()
    # What lies on top has the first choice of a place to write.
    parts = [
        *([map_outlines.areas(outlines, dark=dark)] if outlines else []),
        _circles(bare, dark=dark),
        *([map_outlines.dots(outlines, dark=dark)] if outlines else []),
        map_names.near_layer(points, villages or {}, edges, (latitude, zoom), dark=dark),
        map_names.layer(names, dark=dark),
    ]
    if grid_url:
        view = (longitude, latitude, zoom)
        taken = map_names.room_of(points, names, zoom, RADIUS[1])
        told = degrees.written(view, (width, height), taken)
        parts.insert(
            1 if outlines else 0, map_names.degrees_layer(told, (latitude, zoom), dark=dark)
        )
    return pdk.Deck(
        layers=[_named(source) for source in (POINTS, map_outlines.POLYGONS, map_outlines.DOTS)],
        initial_view_state=pdk.ViewState(longitude=longitude, latitude=latitude, zoom=zoom),
        views=[pdk.View("MapView", controller=UPRIGHT)],
        map_provider=None,
        map_style=basemap.style(
            dark=dark,
            land_url=land_url,
            grid_url=grid_url,
            grid_zooms=[graticule.zooms(at) for at in range(len(graticule.STEPS))],
            tiles=tiles,
            parts=parts,
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
            "id_unit": [clean(value) for value in points["id_unit"]],
            "bujur": points["bujur"].round(5).to_numpy(),
            "lintang": points["lintang"].round(5).to_numpy(),
            "radius": radius.round(1),
            "arti": list(marks),
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
            f"{clean(row['nama'], 60)} – {clean(row['kab_kota'], 60)}",
            f"{swatch.label}",
            f"luas {format_ha(row['luas_ha'])}, sisa {format_ha(row['sisa_ha'])}",
        )
    )


def _circles(rows: pd.DataFrame, *, dark: bool) -> Overlay:
    """Return the circles with their letters; the last drawn lies on top, and its letter wins."""
    looks = list(dict.fromkeys(rows["arti"]))
    order = {look: at for at, look in enumerate(looks)}
    source = basemap.places(
        (lon, lat, {"i": at, "r": radius, "w": order[look], "id_unit": unit, "keterangan": tip})
        for at, (unit, lon, lat, radius, look, tip) in enumerate(
            rows.itertuples(index=False, name=None)
        )
    )

    def each(of: Callable[[Swatch], str], other: str) -> Any:
        pairs = [part for at, look in enumerate(looks) for part in (at, of(look))]
        return ["match", ["get", "w"], *pairs, other] if pairs else other

    paint = {
        "circle-radius": ["get", "r"],
        "circle-color": each(lambda look: look.fill, "#000000"),
        "circle-opacity": SEEN,
        "circle-stroke-color": basemap.LINE[dark],
        "circle-stroke-width": ["case", POINTED, 5, 1.5],
    }
    mark = basemap.written(
        MARKS, POINTS, each(lambda look: look.mark, ""), MARK_PX, dark=dark,
        paint={"text-color": each(lambda look: look.ink, "#000000"), "text-halo-width": 0},
        symbol_sort_key=["-", 0, ["get", "i"]],
    )  # fmt: skip
    return Overlay([{"id": POINTS, "type": "circle", "source": POINTS, "paint": paint}, mark],
                {POINTS: {**source, "promoteId": "i"}})  # fmt: skip


def _named(source: str) -> pdk.Layer:
    """Return a layer that draws nothing: Streamlit keeps what was clicked of those it knows."""
    return pdk.Layer("ScatterplotLayer", id=source, visible=False)
