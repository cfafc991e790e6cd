"""The minutes as a PDF, in the typeface of the dashboard, which travels with the file."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import singledispatch
from io import BytesIO
from typing import Any

from fpdf import FPDF
from fpdf.enums import MethodReturnValue
from fpdf.fonts import FontFace

from kotaku import paths
from kotaku.charts.palette import ACCENT
from kotaku.output import blocks
from kotaku.output.minutes_content import minutes, title
from kotaku.safebook import AUTHOR
from kotaku.view import View

FONT, SIZE = "Source Sans 3", 10
STYLES = {"": "SourceSans3-Regular.ttf", "B": "SourceSans3-Bold.ttf"}
INK, QUIET, HEAD = (23, 33, 43), (91, 102, 114), (227, 236, 246)
EDGE = 15  # mm
LINE, PAD = 4.6, 0.8  # mm of a line in a table, and around it
HEAD_ROOM = 25  # mm that the headings of a table take at the top of every page
FOOT = 20  # mm below the text
ROOM = 62  # mm that a table's heading with its first rows, or the signatures, need


class TooLongError(Exception):
    """The blocks need more than the one page they were given."""


class _Page(FPDF):  # type: ignore[misc]  # the library is not typed in full
    """An A4 page with the source and the page number at its foot."""

    def __init__(
        self, foot: str, scale: float = 1.0, *, single: bool = False, upright: bool = False
    ) -> None:
        super().__init__(orientation="portrait" if upright else "landscape", format="A4")
        self.letters = 115 if upright else 170  # of a line at the foot
        self.scale = scale  # of all text
        self.single = single
        self.alias_nb_pages("")  # no text is replaced by the number of pages
        for style, name in STYLES.items():
            self.add_font(FONT, style, str(paths.FONTS / name))
        self.set_margin(EDGE)
        self.stand_on(foot)

    def stand_on(self, foot: str) -> None:
        """Set what stands at the foot of this page and the next ones, and keep its room free."""
        told = [part for line in foot.splitlines() for part in textwrap.wrap(line, self.letters)]
        self.foot, self.foot_mm = told, 4.0 * max(0, len(told) - 2)
        self.set_auto_page_break(True, margin=FOOT + self.foot_mm)

    def add_page(self, *inputs: Any, **more: Any) -> None:
        if self.single and self.page:
            raise TooLongError
        super().add_page(*inputs, **more)

    def footer(self) -> None:
        self.set_y(-14 - self.foot_mm)
        self.set_font(FONT, size=8)
        self.set_text_color(*QUIET)
        self.cell(self.epw, 4, next(iter(self.foot), ""))
        self.set_x(EDGE)
        self.cell(self.epw, 4, str(self.page_no()), align="R", new_x="LMARGIN", new_y="NEXT")
        for line in self.foot[1:]:
            self.cell(self.epw, 4, line, new_x="LMARGIN", new_y="NEXT")


def pdf(report: View) -> bytes:
    """Return the minutes of a report as a .pdf file; the same report gives the same bytes."""
    return bytes(
        document(minutes(report), foot=report.foot, name=title(report), stamp=report.stamp).output()
    )


def document(
    content: Iterable[blocks.Block],
    *,
    foot: str,
    name: str,
    stamp: date,
    scale: float = 1.0,
    single: bool = False,
    upright: bool = False,
) -> FPDF:
    """Return blocks set on A4 pages, lying unless upright; ``stamp`` is the time of writing.

    Raises
    ------
    TooLongError
        When they need more than one page and only a ``single`` one is wanted.
    """
    page = _Page(foot, scale, single=single, upright=upright)
    _named(page, name, stamp)
    page.add_page()
    try:
        for block in content:
            _add(block, page)
    except TooLongError:
        for font in page.fonts.values():
            font.ttfont.close()  # writing the file out would have done it
        raise
    return page


def sheets(
    parts: Iterable[tuple[Iterable[blocks.Block], float, str]], *, name: str, stamp: date
) -> FPDF:
    """Return a file of upright pages, one for each part: its blocks, scale of text and foot."""
    page = _Page("", upright=True)
    _named(page, name, stamp)
    for content, scale, foot in parts:
        page.scale = scale
        page.add_page()  # draws the foot of the page before
        page.stand_on(foot)
        for block in content:
            _add(block, page)
    return page


def _named(page: _Page, name: str, stamp: date) -> None:
    page.set_creation_date(datetime(stamp.year, stamp.month, stamp.day, tzinfo=UTC))
    page.set_title(name)
    page.set_author(AUTHOR)
    page.set_lang("id-ID")


def _write(page: Any, text: str, size: float = SIZE, style: str = "", ink: Any = INK) -> None:
    size *= page.scale
    page.set_font(FONT, style, size)
    page.set_text_color(*ink)
    page.multi_cell(page.epw, size * 0.48, text, new_x="LMARGIN", new_y="NEXT", align="L")
    page.ln(1)


@singledispatch
def _add(block: Any, page: Any) -> None:
    raise TypeError(f"no way to write {type(block).__name__} into {type(page).__name__}")


@_add.register
def _(block: blocks.Heading, page: Any) -> None:
    accent = tuple(int(ACCENT[i : i + 2], 16) for i in (1, 3, 5))
    if block.level and page.will_page_break(ROOM):
        page.add_page()
    if block.level:
        page.ln(2)
    _write(page, block.text, 13 if block.level else 20, "B", accent)


@_add.register
def _(block: blocks.Paragraph, page: Any) -> None:
    if block.look == "strong":
        _write(page, block.text, SIZE + 2, "B")
    elif block.look == "quiet":
        _write(page, block.text, SIZE - 1.5, ink=QUIET)
    else:
        _write(page, block.text)


@_add.register
def _(block: blocks.Items, page: Any) -> None:
    for text in block.texts:
        _write(page, f"• {text}")


@_add.register
def _(block: blocks.Fields, page: Any) -> None:
    page.set_font(FONT, size=SIZE)
    page.set_text_color(*INK)
    for name, value in block.pairs:
        page.cell(40, 6, name)
        page.multi_cell(page.epw - 40, 6, f": {value}", new_x="LMARGIN", new_y="NEXT", align="L")


@_add.register
def _(block: blocks.BlockTable, page: Any) -> None:
    page.set_font(FONT, size=(SIZE - 1) * page.scale)
    page.set_text_color(*INK)
    page.set_draw_color(*QUIET)
    align = ["RIGHT" if i in block.right else "LEFT" for i in range(len(block.headings))]
    head = FontFace(emphasis="BOLD", fill_color=HEAD, color=INK)
    with page.table(
        col_widths=tuple(block.widths),
        text_align=tuple(align),
        headings_style=head,
        line_height=LINE * page.scale,
        padding=PAD * page.scale,
    ) as grid:
        for values in (block.headings, *block.rows):
            for piece in _pieces(page, values, block.widths):
                row = grid.row(min_height=None if any(piece) else 9)
                for text in piece:
                    row.cell(text)
    page.ln(2)


def _pieces(page: Any, values: Sequence[str], widths: Sequence[float]) -> Iterator[Sequence[str]]:
    """Yield a row, or the parts of one that is higher than a page."""
    tall, most = LINE * page.scale, int((page.eph - HEAD_ROOM) / (LINE * page.scale))
    if max(map(len, values), default=0) <= most:  # a letter a line at worst
        yield values
        return
    told = [
        page.multi_cell(
            page.epw * share / sum(widths) - 2 * PAD * page.scale - 2 * page.c_margin, tall, text,
            dry_run=True, output=MethodReturnValue.LINES,
        )
        for text, share in zip(values, widths, strict=True)
    ]  # fmt: skip
    for start in range(0, max(len(lines) for lines in told), most):
        yield [" ".join(lines[start : start + most]) for lines in told]


@_add.register
def _(block: blocks.Image, page: Any) -> None:
    page.image(BytesIO(block.png), w=page.epw, alt_text=block.told)
    page.ln(2)


@_add.register
def _(block: blocks.Signatures, page: Any) -> None:
    width = page.epw / len(block.roles)
    page.set_font(FONT, size=SIZE)
    page.set_text_color(*INK)
    for role in block.roles:
        page.cell(width, 6, role)
    page.ln(28)
    for _ in block.roles:
        page.cell(width, 6, "(..............................)")
    page.ln(8)
