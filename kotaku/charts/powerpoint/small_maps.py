"""Small maps side by side as native shapes, one group that can be moved and edited."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape
from itertools import count
from typing import Any, Final

from pptx.oxml import parse_xml

from kotaku.charts.powerpoint.shapes import FONT, INK, QUIET, Box, Run, inches, write
from kotaku.charts.spec import Circle, Inset, alternative
from kotaku.geo.clip import Point, Window, cut_to
from kotaku.words.safe import clean

SEA: Final = "#d6e6f0"
LAND: Final = "#eef0ea"
GAP: Final = 0.2  # inches between two maps
EMU: Final = 914_400  # of an inch
# Shapes are written straight as XML: the library measures the whole group anew for each of them.
_GROUP: Final = (
    '<p:grpSp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvGrpSpPr>'
    '<p:cNvPr id="{id}" name="Peta" descr="{told}"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
    '<p:grpSpPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/>'
    '<a:chOff x="{x}" y="{y}"/><a:chExt cx="{w}" cy="{h}"/></a:xfrm></p:grpSpPr>{shapes}</p:grpSp>'
)
_SHAPE: Final = (
    '<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="{name}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>'
    '<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm>{geometry}{look}</p:spPr>'
    '<p:txBody><a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/>'
    '<a:p><a:pPr algn="ctr"/>{text}</a:p></p:txBody></p:sp>'
)
_TEXT: Final = (
    '<a:r><a:rPr lang="id-ID" sz="{size}" b="{bold}"><a:solidFill><a:srgbClr val="{ink}"/>'
    '</a:solidFill><a:latin typeface="{font}"/></a:rPr><a:t>{text}</a:t></a:r>'
)
_LOOK: Final = (
    '<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill><a:ln w="6350"><a:solidFill>'
    '<a:srgbClr val="{line}"/></a:solidFill></a:ln>'
)
_PRESET: Final = '<a:prstGeom prst="{shape}"><a:avLst/></a:prstGeom>'
_OUTLINE: Final = (
    '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
    '<a:pathLst><a:path w="{w}" h="{h}">{parts}</a:path></a:pathLst></a:custGeom>'
)


def draw_inset(slide: Any, box: Box, chart: Inset, size: float) -> None:
    """Draw the maps with their titles and what the letters mean."""
    head, panels = size / 72 * 1.4, max(1, len(chart.panels))
    part = (box.width - GAP * (panels - 1)) / panels
    tall = box.height - 2 * head
    ids = count(slide.shapes._next_shape_id + 1)
    shapes = []
    for i, circles in enumerate(chart.panels):
        left = box.left + i * (part + GAP)
        place = Box(left, box.top + head, part, tall)
        named = chart.names if i == panels - 1 else ()
        shapes += [
            shape.format(id=next(ids)) for shape in _panel(place, chart, circles, named, size)
        ]
    group = _GROUP.format(
        id=slide.shapes._next_shape_id, told=escape(alternative(chart)), shapes="".join(shapes),
        **_emu(Box(box.left, box.top + head, box.width, tall)),
    )  # fmt: skip
    slide.shapes._spTree.append(parse_xml(group))
    for i, title in enumerate(chart.titles[:panels]):
        left = box.left + i * (part + GAP)
        write(slide, Box(left, box.top, part, head), [[Run(title, size, True)]])
    foot = Box(box.left, box.top + head + tall + 0.03, box.width, head)
    write(slide, foot, [[Run(" · ".join(chart.meanings), size, color=QUIET)]])


def _panel(
    box: Box, chart: Inset, circles: Sequence[Circle], named: Sequence[Circle], size: float
) -> Iterator[str]:
    """Yield the shapes of one map, each with a place for its number."""
    window, scale = _window(box, chart.window)
    west, north = window[0], window[3]

    def at(lon: float, lat: float) -> Point:
        return box.left + (lon - west) * scale[0], box.top + (north - lat) * scale[1]

    yield _shape("Laut", box, _PRESET.format(shape="rect"), SEA)
    land = "".join(_ring([at(*point) for point in ring], box) for ring in _rings(chart, window))
    if land:
        outline = _OUTLINE.format(w=round(box.width * EMU), h=round(box.height * EMU), parts=land)
        yield _shape("Darat", box, outline, LAND)
    inch = box.height / chart.height  # for one pixel of the map
    for circle in circles:
        (x, y), wide = at(circle.lon, circle.lat), circle.size * inch
        letter = _text(circle.look.mark, min(size, 50 * wide), circle.look.ink, bold=True)
        place = Box(x - wide / 2, y - wide / 2, wide, wide)
        yield _shape(circle.name, place, _PRESET.format(shape="ellipse"), circle.look.fill, letter)
    for circle in named:
        (x, y), half = at(circle.lon, circle.lat), inches(circle.name, size) / 2
        middle = min(max(x, box.left + half), box.left + box.width - half)
        under = Box(middle - half, y + circle.size * inch / 2, 2 * half, size / 72 * 1.3)
        yield _shape(circle.name, under, _PRESET.format(shape="rect"), "",
                     _text(circle.name, size, INK))  # fmt: skip


def _shape(name: str, box: Box, geometry: str, fill: str, text: str = "") -> str:
    line = INK if text else QUIET
    look = _LOOK.format(fill=fill[1:].upper(), line=line[1:].upper()) if fill else "<a:noFill/>"
    return _SHAPE.format(
        id="{id}", name=_kept(name), geometry=geometry, look=look, text=text, **_emu(box)
    )


def _kept(text: str) -> str:
    """Return text that is text in XML, whatever braces it has."""
    return escape(clean(text)).replace("{", "&#123;").replace("}", "&#125;")


def _text(text: str, size: float, ink: str, *, bold: bool = False) -> str:
    return _TEXT.format(
        size=round(size * 100), bold=int(bold), ink=ink[1:].upper(), font=FONT, text=_kept(text)
    )


def _emu(box: Box) -> dict[str, int]:
    sizes = (box.left, box.top, box.width, box.height)
    return {name: round(value * EMU) for name, value in zip("xywh", sizes, strict=True)}


def _window(box: Box, asked: Window) -> tuple[Window, tuple[float, float]]:
    """Return the window that fills the box around the one asked for, and inches per degree."""
    west, south, east, north = asked
    stretch = math.cos(math.radians((south + north) / 2))
    scale = min(box.width / ((east - west) * stretch), box.height / (north - south))
    wide, high = box.width / (scale * stretch) / 2, box.height / scale / 2
    lon, lat = (west + east) / 2, (south + north) / 2
    return (lon - wide, lat - high, lon + wide, lat + high), (scale * stretch, scale)


def _rings(chart: Inset, window: Window) -> Iterator[list[Point]]:
    """Yield the land of the chart as rings, cut to a window."""
    ring: list[Point] = []
    for lon, lat in (*zip(*chart.land, strict=True), (None, None)):
        if lon is not None and lat is not None:
            ring.append((lon, lat))
            continue
        cut = cut_to(window, ring) if len(ring) > 2 else []
        if len(cut) > 2:
            yield cut
        ring = []


def _ring(points: Sequence[Point], box: Box) -> str:
    """Return a closed line through points on the slide [inches], as a part of a shape's outline."""
    told = [
        f'<a:pt x="{round((x - box.left) * EMU)}" y="{round((y - box.top) * EMU)}"/>'
        for x, y in points
    ]
    lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in told[1:])
    return f"<a:moveTo>{told[0]}</a:moveTo>{lines}<a:close/>"
