"""What is drawn on a slide: text and tables, with type and colours; no content of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches

from kotaku.charts.fit import text_px, wrapped
from kotaku.charts.palette import ACCENT
from kotaku.words.numbers import bound
from kotaku.words.safe import clean

FONT: Final = "Arial"  # on every machine that opens slides
INK: Final = "#17212b"
QUIET: Final = "#5b6672"
RULE: Final = "#d5dbe1"
WHITE: Final = "#ffffff"
WIDE: Final = 1.1  # how much wider this face is than the pages' own
LEADING, PAD = 1.2, 0.55  # height of a line, and of what is above and below it, in sizes of type
MARGIN: Final = 0.13  # inches of a cell at both sides together
SMALLEST: Final = 8  # pt; smaller type is not read on a slide
PALE: Final = "#f4f6f8"
ALIGN: Final = {"left": "l", "center": "ctr", "right": "r"}
_tag = cache(qn)


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

    def below(self, height: float) -> Box:
        """Return what is left under a strip of a height [inches]."""
        return Box(self.left, self.top + height, self.width, self.height - height)


@dataclass(frozen=True)
class Run:
    """A piece of text with its look."""

    text: str
    size: float = 14
    bold: bool = False
    color: str = INK


Line = Sequence[Run]


@dataclass(frozen=True)
class Cell:
    """A cell of a table."""

    run: Run
    fill: str = PALE
    align: str = "left"
    over: int = 1  # columns that it covers


def color(hexadecimal: str) -> Any:
    """Return the library's colour of ``#rrggbb``."""
    return RGBColor.from_string(hexadecimal.lstrip("#").upper())


def inches(text: object, size: float) -> float:
    """Return about how wide a text of a size [pt] is on one line [inches]."""
    return text_px(text, size) * WIDE / 72


def lines_in(text: object, width: float, size: float) -> int:
    """Return on how many lines a text of a size [pt] stands in a width [inches]."""
    return len(wrapped(text, width, px=size * WIDE / 72))


def write(slide: Any, box: Box, lines: Sequence[Line], *, align: str = "left") -> Any:
    """Write lines of runs into a box without margins; return the shape."""
    shape = slide.shapes.add_textbox(*box.emu)
    fill_text(shape.text_frame, lines, align=align)
    return shape


def fill_text(frame: Any, lines: Sequence[Line], *, align: str = "left") -> None:
    """Write lines of runs into the frame of a shape."""
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
            if piece.text:
                _run(_child(paragraph, _tag("a:r")), piece)
            else:  # an empty line is as high as its type
                _child(paragraph, _tag("a:endParaRPr"), {"sz": str(round(piece.size * 100))})


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


def grid(
    slide: Any,
    box: Box,
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    heights: Sequence[float],
) -> Any:
    """Add a native table; ``heights`` of its rows [inches], ``widths`` as shares of the box."""
    place = Box(box.left, box.top, box.width, sum(heights))
    frame = slide.shapes.add_table(len(rows), len(widths), *place.emu)
    table_ = frame.table
    table_.horz_banding = False
    element = table_._tbl  # the library adds the whole table up anew for every width and height
    columns = [Inches(box.width * share / sum(widths)) for share in widths]
    for column, width in zip(element.iter(_tag("a:gridCol")), columns, strict=True):
        column.set("w", str(width))
    tall = [Inches(height) for height in heights]
    for r, (row, cells) in enumerate(zip(element.findall(_tag("a:tr")), rows, strict=True)):
        row.set("h", str(tall[r]))
        places = row.findall(_tag("a:tc"))
        at = 0
        for cell in cells:
            if cell.over > 1:
                table_.cell(r, at).merge(table_.cell(r, at + cell.over - 1))
            _fill_cell(places[at], cell)
            at += cell.over
    frame.width, frame.height = sum(columns), sum(tall)
    return frame


def _fill_cell(place: Any, cell: Cell) -> None:
    _paragraphs(place.find(_tag("a:txBody")), [[cell.run]], cell.align)
    for old in place.findall(_tag("a:tcPr")):
        place.remove(old)
    place.append(deepcopy(_style(cell.fill)))


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
    sides = ["right" if c in right else "left" for c in range(len(headings))]
    head = [
        Cell(Run(text, size, True, WHITE), ACCENT, side)
        for text, side in zip(headings, sides, strict=True)
    ]
    body = [
        [Cell(Run(text, size), PALE, side) for text, side in zip(row, sides, strict=True)]
        for row in rows
    ]
    heights = [row_height(row, box.width, widths, size) for row in (headings, *rows)]
    return grid(slide, box, [head, *body], widths, heights)


def row_height(row: Sequence[str], width: float, widths: Sequence[float], size: float) -> float:
    """Return how high a row of a table is with all its texts whole [inches]."""
    rooms = _rooms(width, widths)
    most = max(lines_in(text, room, size) for text, room in zip(row, rooms, strict=True))
    return size / 72 * (PAD + LEADING * most)


def _rooms(width: float, widths: Sequence[float]) -> list[float]:
    return [width * share / sum(widths) - MARGIN for share in widths]


def pages(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    box: Box,
    *,
    size: float,
    most: int,
) -> list[list[list[str]]]:
    """Return the rows of a table as those of each slide, ``most`` of them, none too high for a box.

    A row that is higher than a slide goes on in the next.
    """
    room = box.height - row_height(headings, box.width, widths, size)
    found: list[list[list[str]]] = [[]]
    used = 0.0
    for row in rows:
        for piece in _pieces(row, _rooms(box.width, widths), room, size):
            tall = row_height(piece, box.width, widths, size)
            if found[-1] and (used + tall > room or len(found[-1]) == most):
                found.append([])
                used = 0.0
            found[-1].append(piece)
            used += tall
    return found


def _pieces(
    row: Sequence[str], rooms: Sequence[float], room: float, size: float
) -> Iterator[list[str]]:
    most = max(1, int((room * 72 / size - PAD) / LEADING))
    told = [wrapped(text, wide, px=size * WIDE / 72) for text, wide in zip(row, rooms, strict=True)]
    if max(len(lines) for lines in told) <= most:
        yield list(row)
        return
    for start in range(0, max(len(lines) for lines in told), most):
        yield [" ".join(lines[start : start + most]) for lines in told]


def text_height(lines: Sequence[Line], width: float) -> float:
    """Return how high lines of runs stand in a width [inches]."""
    return sum(
        LEADING * size / 72 * lines_in("".join(run.text for run in line), width, size)
        for line in lines
        for size in [max((run.size for run in line), default=0.0)]
    )


def shrunk(lines: Sequence[Line], box: Box) -> Sequence[Line]:
    """Return lines in smaller type where they are too high for a box."""
    while text_height(lines, box.width) > box.height:
        if all(run.size <= SMALLEST for line in lines for run in line):
            break
        lines = [
            [replace(run, size=max(min(run.size, SMALLEST), run.size * 0.95)) for run in line]
            for line in lines
        ]
    return lines


@cache
def _style(fill: str) -> Any:
    return parse_xml(_CELL.format(fill=fill.lstrip("#").upper()))


_CELL: Final = (
    '<a:tcPr xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'marL="54000" marR="54000" marT="27000" marB="27000" anchor="ctr">'
    '<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill></a:tcPr>'
)
