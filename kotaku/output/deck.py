"""A deck of 16:9 slides: title, foot, notes; no content of its own."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.parts.slide import NotesSlidePart
from pptx.util import Inches

from kotaku.charts.palette import ACCENT, AKUN
from kotaku.charts.powerpoint.shapes import QUIET, Box, Run, color, fill_text, shrunk, write
from kotaku.output.archive import timeless
from kotaku.output.words import PROPERTY
from kotaku.words.safe import clean

ATTENTION = AKUN["sisa"].fill
WIDTH, HEIGHT, EDGE = 13.333, 7.5, 0.5  # inches
OVER, FOOT = Box(EDGE, 0.26, 10, 0.3), Box(EDGE, 6.9, 11.6, 0.5)
BODY = 1.62  # where the content begins
KICKER = 120  # letters at most; the longest name of a kab/kota has 39
TITLES = ((140, 24.0), (250, 20.0), (600, 16.0))  # letters at most, size [pt]
_TITLE_ONLY = 5
_SLIDE_NUMBER = (
    '<a:fld xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'id="{{8E7C3C64-52A4-4B6B-9E34-2F6D2F0F7A11}}" type="slidenum">'
    '<a:rPr lang="id-ID" sz="1000"><a:latin typeface="Arial"/></a:rPr><a:t>{number}</a:t></a:fld>'
)


class Deck:
    """Slides in the making; every one has a kicker, a title, a foot and notes."""

    def __init__(self, *, title: str, foot: str, stamp: datetime, tag: str = "") -> None:
        """Begin an empty deck; ``tag`` stands in the corner of every slide."""
        self._presentation = Presentation()
        self._foot, self._tag = foot, tag
        self._blank_notes: Any = None
        package = self._presentation.part.package
        package.next_partname = _counted(package.next_partname)
        self._presentation.slide_width = Inches(WIDTH)
        self._presentation.slide_height = Inches(HEIGHT)
        _widen(self._presentation)
        properties = self._presentation.core_properties
        properties.title = clean(title, PROPERTY)
        properties.author, properties.language = "Rakor KOTAKU", "id-ID"
        properties.created = properties.modified = stamp
        properties.last_modified_by = "Rakor KOTAKU"

    def slide(self, kicker: str, title: str, notes: str) -> Any:
        """Add a slide and return it; the body lies between BODY and the foot."""
        slide = self._presentation.slides.add_slide(self._presentation.slide_layouts[_TITLE_ONLY])
        slide.shapes.turbo_add_enabled = True  # ids counted on, not looked for at each shape
        title, kicker = clean(title, TITLES[-1][0]), clean(kicker, KICKER)
        fill_text(slide.shapes.title.text_frame, [[Run(title, _title_size(title), True)]])
        write(slide, OVER, shrunk([[Run(kicker, 14, True, ACCENT)]], OVER))
        if self._tag:
            _label(slide, self._tag)
        lines = [[Run(line, 10, color=QUIET)] for line in self._foot.splitlines()]
        write(slide, FOOT, shrunk(lines, FOOT))
        count = write(slide, Box(12.1, 6.9, 0.75, 0.3), [[]], align="right")
        number = _SLIDE_NUMBER.format(number=len(self._presentation.slides))
        count.text_frame.paragraphs[0]._p.append(parse_xml(number))
        self._noted(slide).notes_text_frame.text = notes
        return slide

    def _noted(self, slide: Any) -> Any:
        """Return the notes of a new slide; the library clones every box of the first ones anew."""
        if self._blank_notes is None:
            self._blank_notes = deepcopy(slide.notes_slide._element)
            return slide.notes_slide
        package = slide.part.package
        name = package.next_partname("/ppt/notesSlides/notesSlide%d.xml")
        part = NotesSlidePart(name, CT.PML_NOTES_SLIDE, package, deepcopy(self._blank_notes))
        part.relate_to(package.presentation_part.notes_master_part, RT.NOTES_MASTER)
        part.relate_to(slide.part, RT.SLIDE)
        slide.part.relate_to(part, RT.NOTES_SLIDE)
        return part.notes_slide

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
    fill_text(shape.text_frame, [[Run(text, 12, True)]], align="center")
