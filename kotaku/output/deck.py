"""A deck of 16:9 slides: title, foot, notes, text, tables; no content of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from types import MappingProxyType
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches

from kotaku.charts.palette import ACCENT, AKUN
from kotaku.output.archive import timeless
from kotaku.output.words import bound
from kotaku.words.safe import clean

FONT = "Arial"  # on every machine that opens slides
INK = "#17212b"
QUIET = "#5b6672"
RULE = "#d5dbe1"
WHITE = "#ffffff"
ATTENTION = AKUN["sisa"].fill
WIDTH, HEIGHT, EDGE = 13.333, 7.5, 0.5  # inches
BODY = 1.62  # where the content begins
TITLES = ((140, 24.0), (250, 20.0), (600, 16.0))  # letters at most, size [pt]
ALIGN = {"left": "l", "center": "ctr", "right": "r"}
_TITLE_ONLY = 5
_tag = cache(qn)
_SLIDE_NUMBER = (
    '<a:fld xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'id="{{8E7C3C64-52A4-4B6B-9E34-2F6D2F0F7A11}}" type="slidenum">'
    '<a:rPr lang="id-ID" sz="1000"><a:latin typeface="Arial"/></a:rPr><a:t>{number}</a:t></a:fld>'
)


@dataclass(frozen=True)
class Box:
    """A place on the slide [inches]."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Any, Any, Any, Any]:
        """Left, top, width and height in the library's unit."""
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)


@dataclass(frozen=True)
class Run:
    """A piece of text with its look."""

    text: str
    size: float = 14
    bold: bool = False
    color: str = INK


Line = Sequence[Run]


def color(hexadecimal: str) -> Any:
    """Return the library's colour of ``#rrggbb``."""
    return RGBColor.from_string(hexadecimal.lstrip("#").upper())


class Deck:
    """Slides in the making; every one has a kicker, a title, a foot and notes."""

    def __init__(self, *, title: str, foot: str, stamp: datetime, tag: str = "") -> None:
        """Begin an empty deck; ``tag`` stands in the corner of every slide."""
        self._presentation = Presentation()
        self._foot, self._tag = foot, tag
        package = self._presentation.part.package
        package.next_partname = _counted(package.next_partname)
        self._presentation.slide_width = Inches(WIDTH)
        self._presentation.slide_height = Inches(HEIGHT)
        _widen(self._presentation)
        properties = self._presentation.core_properties
        properties.title, properties.author, properties.language = title, "Rakor KOTAKU", "id-ID"
        properties.created = properties.modified = stamp
        properties.last_modified_by = "Rakor KOTAKU"

    def slide(self, kicker: str, title: str, notes: str) -> Any:
        """Add a slide and return it; the body lies between BODY and the foot."""
        slide = self._presentation.slides.add_slide(self._presentation.slide_layouts[_TITLE_ONLY])
        _fill(slide.shapes.title.text_frame, [[Run(title, _title_size(title), True)]])
        write(slide, Box(EDGE, 0.26, 10, 0.34), [[Run(kicker, 14, True, ACCENT)]])
        if self._tag:
            _label(slide, self._tag)
        lines = [[Run(line, 10, color=QUIET)] for line in self._foot.splitlines()]
        write(slide, Box(EDGE, 6.9, 11.6, 0.45), lines)
        count = write(slide, Box(12.1, 6.9, 0.75, 0.3), [[]], align="right")
        number = _SLIDE_NUMBER.format(number=len(self._presentation.slides))
        count.text_frame.paragraphs[0]._p.append(parse_xml(number))
        slide.notes_slide.notes_text_frame.text = notes
        return slide

    def content(self) -> bytes:
        """Return the file; the same slides give the same bytes."""
        target = BytesIO()
        self._presentation.save(target)
        return timeless(target.getvalue())


def _title_size(title: str) -> float:
    """Return the size [pt] at which a title keeps to its three lines at most."""
    return next((size for most, size in TITLES if len(title) <= most), TITLES[-1][1])


def _counted(next_name: Callable[[str], PackURI]) -> Callable[[str], PackURI]:
    """Return what names new parts by counting; the library walks the whole package for each.

    It holds as long as every part is kept under the name it was given.
    """
    given: dict[str, int] = {}

    def name(template: str) -> PackURI:
        if template not in given:
            first = next_name(template)
            given[template] = int(first.removeprefix(template.partition("%d")[0]).partition(".")[0])
            return first
        given[template] += 1
        return PackURI(template % given[template])

    return name


def _widen(presentation: Any) -> None:
    """Stretch master and layouts, which are drawn for 4:3, and place the title."""
    stretch = WIDTH / 10
    for page in (presentation.slide_master, *presentation.slide_layouts):
        for name, key in (("a:off", "x"), ("a:ext", "cx")):
            for element in page._element.iter(qn(name)):
                if element.get(key):  # a:ext is also the name of an extension
                    element.set(key, str(round(int(element.get(key)) * stretch)))
    for shape in presentation.slide_layouts[_TITLE_ONLY].placeholders:
        if shape.placeholder_format.idx == 0:
            shape.left, shape.top, shape.width, shape.height = Box(
                EDGE, 0.58, WIDTH - 2 * EDGE, 0.95
            ).emu
            frame = shape.text_frame
            frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
            frame.margin_left = frame.margin_right = frame.margin_top = 0
            frame.paragraphs[0].alignment = PP_ALIGN.LEFT


def _label(slide: Any, text: str) -> None:
    shape = slide.shapes.add_shape(
        MSO_SHAPE.ROUNDED_RECTANGLE, *Box(WIDTH - EDGE - 1.5, 0.24, 1.5, 0.32).emu
    )
    shape.fill.solid()
    shape.fill.fore_color.rgb = color(ATTENTION)
    shape.line.fill.background()
    shape.shadow.inherit = False
    _fill(shape.text_frame, [[Run(text, 12, True)]], align="center")


def write(slide: Any, box: Box, lines: Sequence[Line], *, align: str = "left") -> Any:
    """Write lines of runs into a box without margins; return the shape."""
    shape = slide.shapes.add_textbox(*box.emu)
    _fill(shape.text_frame, lines, align=align)
    return shape


def _fill(frame: Any, lines: Sequence[Line], *, align: str = "left") -> None:
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    _paragraphs(frame._txBody, lines, align)


def _paragraphs(body: Any, lines: Sequence[Line], align: str) -> None:
    """Write lines straight into the XML tree: ten times as fast as through the library."""
    for old in body.findall(_tag("a:p")):
        body.remove(old)
    for line in lines:
        paragraph = _child(body, _tag("a:p"))
        _child(paragraph, _tag("a:pPr"), {"algn": ALIGN[align]})
        for piece in line:
            _run(_child(paragraph, _tag("a:r")), piece)


def _child(parent: Any, name: str, attributes: Mapping[str, str] = MappingProxyType({})) -> Any:
    element = parent.makeelement(name, dict(attributes))
    parent.append(element)
    return element


def _run(element: Any, piece: Run) -> None:
    look = {"lang": "id-ID", "sz": str(round(piece.size * 100)), "b": str(int(piece.bold))}
    style = _child(element, _tag("a:rPr"), look)
    fill = _child(style, _tag("a:solidFill"))
    _child(fill, _tag("a:srgbClr"), {"val": piece.color.lstrip("#").upper()})
    _child(style, _tag("a:latin"), {"typeface": FONT})
    core = bound(clean(piece.text))
    before = len(piece.text) - len(piece.text.lstrip(" ")) if core else len(piece.text)
    _child(element, _tag("a:t")).text = "\N{NO-BREAK SPACE}" * before + core


def table(
    slide: Any,
    box: Box,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    right: Sequence[int] = (),
    size: float = 12,
) -> Any:
    """Add a native table; ``widths`` are shares of the box, ``right`` the columns of numbers."""
    row_height = size / 72 * 1.75
    height = row_height * (len(rows) + 1)
    frame = slide.shapes.add_table(
        len(rows) + 1, len(headings), *Box(box.left, box.top, box.width, height).emu
    )
    grid = frame.table
    grid.horz_banding = False
    for column, share in zip(grid.columns, widths, strict=True):
        column.width = Inches(box.width * share / sum(widths))
    for r, values in enumerate([headings, *rows]):
        grid.rows[r].height = Inches(row_height)
        for c, text in enumerate(values):
            run = Run(text, size, r == 0, WHITE if r == 0 else INK)
            cell = grid.cell(r, c)._tc
            _paragraphs(cell.txBody, [[run]], "right" if c in right else "left")
            cell.append(deepcopy(_HEAD_CELL if r == 0 else _BODY_CELL))
    return grid


def _cell_style(fill: str) -> Any:
    return parse_xml(
        '<a:tcPr xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'marL="54000" marR="54000" marT="27000" marB="27000" anchor="ctr">'
        f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill></a:tcPr>'
    )


_HEAD_CELL, _BODY_CELL = _cell_style(ACCENT.lstrip("#").upper()), _cell_style("F4F6F8")
