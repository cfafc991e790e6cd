"""Polygons on the map: their areas, dots and letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from kotaku.charts.palette import Swatch
from kotaku.geo import basemap
from kotaku.geo.basemap import Overlay

POLYGONS, DOTS = "poligon", "titik_poligon"  # sources of the base, which a click names
AREAS, LINES, BOUNDARIES, LETTERS = "isi", "garis", "batas", "huruf_poligon"  # layers of the base
SEEN: Final = 175  # of 255: the rest of a polygon shows the land and its own line
DOT: Final = (4, 9)  # px; seen from afar, and within its polygon when near
DOT_SEEN: Final = 0.92
ZOOMS: Final = range(4, 21)  # at which the size of a dot is told
EDGE: Final = ("rgba(30,41,51,0.7)", "rgba(238,242,246,0.7)")  # of a polygon, light and dark
WIDER: Final = 14  # the zoom from which its line is wider than a pixel, which costs ten times more
LINE_WIDTH: Final = ["interpolate", ["linear"], ["zoom"], WIDER, 1.5, 17, 2.5]
LETTER_PX: Final = 13
ROOM_PX: Final = 1  # that letters keep from one another
NEAR: Final = ["<=", ["get", "z"], ["zoom"]]  # enough to be seen
NO_COLOUR: Final = "rgba(0,0,0,0)"
POINTED: Final = ["boolean", ["feature-state", "ditunjuk"], False]  # web/map_drawer.py
POINTED_AT: Final = "rgba(0,0,128,0.5)"


@dataclass(frozen=True)
class Outlines:
    """Polygons that the browser fetches by itself: where, and the meaning of each by its number.

    ``url`` holds them, ``points_url`` a dot for each, which is seen from afar; without a meaning a
    polygon keeps its line alone.
    ``boundary_names`` are text, longitude, latitude; where they would touch, the first stays.
    """

    url: str
    points_url: str
    looks: Sequence[Swatch | None]
    boundary_url: str | None = None
    boundary_names: Sequence[tuple[str, float, float]] = ()

    @cached_property
    def coded(self) -> Coded:
        """Return the meanings as the base looks them up."""
        return Coded(self.looks)


class Coded:
    """What the base looks up for each polygon by its number: no geometry is sent again."""

    def __init__(self, looks: Sequence[Swatch | None]) -> None:
        """Give each meaning a letter, and write those of the polygons in their order.

        A text of ten thousand is told, checked and looked up faster than as many numbers.
        """
        self.looks = list(dict.fromkeys(looks))
        self.letters = {look: chr(ord("A") + at) for at, look in enumerate(self.looks)}
        own = "".join(self.letters[look] for look in looks)
        self.letter: list[Any] = ["slice", own, ["get", "i"], ["+", ["get", "i"], 1]]

    def match(self, values: Sequence[str], other: str) -> list[Any]:
        """Return the expression that takes the value of a polygon from those of the looks."""
        found = zip(self.letters.values(), values, strict=True)
        return ["match", self.letter, *(part for pair in found for part in pair), other]

    def colours(self, seen: float) -> list[Any]:
        """Return the expression of their colours."""
        return self.match(
            [f"rgba({','.join(map(str, look.rgb))},{seen:.3f})" if look else NO_COLOUR
             for look in self.looks],
            NO_COLOUR,
        )  # fmt: skip


def areas(outlines: Outlines, *, dark: bool) -> Overlay:
    """Return the polygons in their colours with their lines, and the boundaries."""
    fill = {
        "fill-color": ["case", POINTED, POINTED_AT, outlines.coded.colours(SEEN / 255)],
        "fill-outline-color": EDGE[dark],
    }
    line = {"line-color": basemap.LINE[dark], "line-width": LINE_WIDTH}
    layers: list[dict[str, Any]] = [
        {"id": AREAS, "type": "fill", "source": POLYGONS, "paint": fill, "filter": NEAR},
        {"id": LINES, "type": "line", "source": POLYGONS, "minzoom": WIDER, "paint": line},
    ]
    sources = {POLYGONS: basemap.found_in(outlines.url, promoteId="i")}
    if outlines.boundary_url:
        edge = {"line-color": basemap.LINE[dark], "line-width": 2}
        layers.append({"id": BOUNDARIES, "type": "line", "source": BOUNDARIES, "paint": edge})
        sources[BOUNDARIES] = basemap.found_in(outlines.boundary_url)
    return Overlay(layers, sources)


def dots(outlines: Outlines, *, dark: bool) -> Overlay:
    """Return the dots of polygons and their letters, small ones when one is near."""
    coded = outlines.coded
    meant = ["!=", coded.letter, coded.letters[None]] if None in coded.letters else True
    sizes = [
        part for zoom in ZOOMS
        for part in (zoom, ["max", DOT[0], ["min", DOT[1],
                                            ["*", ["get", "r"], 1 / basemap.metres(0, zoom)]]])
    ]  # fmt: skip
    paint = {
        "circle-radius": ["interpolate", ["exponential", 2], ["zoom"], *sizes],
        "circle-color": coded.colours(DOT_SEEN),
        "circle-stroke-color": basemap.LINE[dark],
        "circle-stroke-width": ["case", POINTED, 4, 0.75],
    }
    letters = coded.match([look.mark if look else "" for look in coded.looks], "")
    letter = basemap.written(
        LETTERS, DOTS, letters, LETTER_PX, dark=False,  # on the colours, which are those of both
        symbol_sort_key=["-", 0, ["get", "r"]], text_padding=ROOM_PX, paint={"text-halo-width": 1},
    )  # fmt: skip
    return Overlay(
        [
            {"id": DOTS, "type": "circle", "source": DOTS, "filter": meant, "paint": paint},
            {**letter, "filter": NEAR},
        ],
        {DOTS: basemap.found_in(outlines.points_url, promoteId="i")},
    )
