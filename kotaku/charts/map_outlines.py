"""Polygons on the map: areas that the base colours, where they are pointed at, and their dots."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pydeck as pdk

from kotaku.charts.map_names import COLLISION, FONT
from kotaku.charts.palette import Swatch

POLYGONS, BOUNDARIES, DOTS = "poligon", "batas", "titik_poligon"  # layer ids
DOT_MARKS, NEAR_MARKS = "huruf_poligon", "huruf_poligon_dekat"
SEEN: Final = 175  # of 255: the rest of a polygon shows the land and its own line
DOT: Final = (4, 9)  # px; seen from afar, and within its polygon when near
LETTER_PX: Final = 13
NO_COLOUR: Final = "rgba(0,0,0,0)"
HARDLY_SEEN: Final = (0, 0, 0, 1)  # what has no colour at all is not pointed at


@dataclass(frozen=True)
class Outlines:
    """Polygons that the browser fetches by itself: where, and the meaning of each by its number.

    ``url`` holds them as they are seen, ``touched_url`` as they are pointed at, ``points_url`` a
    dot for each, which is seen from afar; without a meaning a polygon keeps its line alone.
    ``crowded`` tells that some letters wait until one is near. ``boundary_names`` are text,
    longitude, latitude; where they would touch, the first stays.
    """

    url: str
    touched_url: str
    points_url: str
    looks: Sequence[Swatch | None]
    crowded: bool = False
    boundary_url: str | None = None
    boundary_names: Sequence[tuple[str, float, float]] = ()


class _Coded:
    """What the browser looks up for each polygon by its number: no geometry is sent again."""

    def __init__(self, looks: Sequence[Swatch | None]) -> None:
        self.looks = list(dict.fromkeys(looks))
        order = {look: at for at, look in enumerate(self.looks)}
        self.places = [order[look] for look in looks]
        self.tens = "".join(str(at // 10) for at in self.places)
        self.ones = "".join(str(at % 10) for at in self.places)

    def by(self, number: str, values: object) -> str:
        """Return the expression that takes the value of a polygon from those of the looks."""
        return f"({values})[('{self.tens}')[{number}] * 10 + ('{self.ones}')[{number}] * 1]"

    def again(self, *values: object) -> str:
        """Return what changes with the look of any polygon."""
        told = f"{self.tens}{self.ones}{values}"
        return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


def fills(outlines: Outlines) -> list[Any]:
    """Return the colour of each polygon as the style of the base says it."""
    coded = _Coded(outlines.looks)
    number = ["number", ["at", ["get", "i"], ["literal", coded.places]]]
    colours = [
        f"rgba({look.rgb[0]},{look.rgb[1]},{look.rgb[2]},{SEEN / 255:.3f})" if look else NO_COLOUR
        for look in coded.looks
    ]
    pairs = [part for at, colour in enumerate(colours) for part in (at, colour)]
    return ["match", number, *pairs, NO_COLOUR]


def layers(outlines: Outlines, *, dark: bool) -> tuple[list[pdk.Layer], list[pdk.Layer]]:
    """Return the layers of polygons and boundaries, and those of their dots and letters."""
    line = [238, 242, 246] if dark else [30, 41, 51]
    found = [
        pdk.Layer(
            "GeoJsonLayer",
            outlines.touched_url,
            id=POLYGONS,
            get_fill_color=list(HARDLY_SEEN),  # the base draws the colours and the lines
            stroked=False,
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
    return found, _dots(outlines, line)


def _dots(outlines: Outlines, line: list[int]) -> list[pdk.Layer]:
    """Return the dots of polygons and their letters.

    Streamlit drops what tells such layers to look up anew. Behind ``#`` the address changes with
    the looks, so that they do; the browser has the file already.
    """
    coded = _Coded(outlines.looks)
    fill = [[*look.rgb, 235] if look else [0, 0, 0, 0] for look in coded.looks]
    rim = [[*line, 255] if look else [0, 0, 0, 0] for look in coded.looks]
    letters = [look.mark if look else "" for look in coded.looks]
    url = f"{outlines.points_url}#{coded.again(fill, rim, letters)}"
    letter = coded.by("i", letters)
    dots = pdk.Layer(
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
    )
    if not outlines.crowded:
        return [dots, _marks(url, DOT_MARKS, letter, 2.0, get_size=LETTER_PX)]
    near = _marks(
        url, NEAR_MARKS, f"([{letter}, ''])[d]", 4.0, get_size="r", size_scale=2,
        size_units=pdk.types.String("meters"), size_max_pixels=LETTER_PX,
    )  # fmt: skip
    return [dots, near, _marks(url, DOT_MARKS, f"(['', {letter}])[d]", 2.0, get_size=LETTER_PX)]


def _marks(url: str, layer: str, text: str, room: float, **size: object) -> pdk.Layer:
    """Return the letters of polygons; ``room`` is the size that keeps others away."""
    return pdk.Layer(
        "TextLayer",
        url,
        id=layer,
        **COLLISION,
        **size,
        collision_test_props={"sizeScale": room},
        get_collision_priority="r",
        get_position="p",
        get_text=text,
        get_color=[23, 33, 43],
        font_family=pdk.types.String(FONT),
        font_weight=700,
        font_settings={"sdf": True, "radius": 16},
        outline_width=4,
        outline_color=[255, 255, 255],
        character_set=pdk.types.String("auto"),
        pickable=False,
    )
