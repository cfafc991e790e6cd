"""The minutes as a Word document that people edit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import singledispatch
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from kotaku.charts.palette import ACCENT
from kotaku.output.archive import timeless
from kotaku.output.blocks import BlockTable, Fields, Heading, Image, Items, Paragraph, Signatures
from kotaku.output.minutes_content import minutes, title
from kotaku.output.words import PROPERTY
from kotaku.safebook import AUTHOR
from kotaku.view import View
from kotaku.words.safe import clean

FONT, SIZE = "Arial", 10
QUIET = RGBColor(0x5B, 0x66, 0x72)
WIDTH = 267  # mm between the margins of a lying A4 page
LEFT, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT


def document(report: View) -> bytes:
    """Return the minutes of a report as a .docx file; the same report gives the same bytes."""
    doc = Document()
    _page(doc, report)
    for block in minutes(report):
        _add(block, doc)
    target = BytesIO()
    doc.save(target)
    return timeless(target.getvalue())


def _page(doc: Any, report: View) -> None:
    section = doc.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = Mm(15)
    section.bottom_margin, section.footer_distance = Mm(20), Mm(9)
    foot = section.footer.paragraphs[0].add_run(report.foot.replace("\n", " · "))
    foot.font.size, foot.font.color.rgb = Pt(8), QUIET
    normal = doc.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(SIZE)
    normal.paragraph_format.space_after = Pt(4)
    for level, size in ((0, 20), (1, 13)):
        style = doc.styles["Title" if level == 0 else f"Heading {level}"]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = RGBColor.from_string(ACCENT.lstrip("#").upper())
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    stamp = report.stamp
    properties = doc.core_properties
    properties.title = clean(title(report), PROPERTY)
    properties.author, properties.comments = AUTHOR, ""
    properties.last_modified_by = AUTHOR
    properties.created = properties.modified = datetime(stamp.year, stamp.month, stamp.day)


@singledispatch
def _add(block: Any, doc: Any) -> None:
    raise TypeError(f"no way to write {type(block).__name__} into {type(doc).__name__}")


@_add.register
def _(block: Heading, doc: Any) -> None:
    doc.add_heading(block.text, block.level)


@_add.register
def _(block: Paragraph, doc: Any) -> None:
    run = doc.add_paragraph().add_run(block.text)
    if block.look == "strong":
        run.bold, run.font.size = True, Pt(SIZE + 2)
    if block.look == "quiet":
        run.font.size, run.font.color.rgb = Pt(SIZE - 1.5), QUIET


@_add.register
def _(block: Items, doc: Any) -> None:
    for text in block.texts:
        paragraph = doc.add_paragraph(text, style="List Bullet")
        paragraph.paragraph_format.space_after = Pt(1)


@_add.register
def _(block: Fields, doc: Any) -> None:
    grid = doc.add_table(len(block.pairs), 2)
    _widths(grid, (1, 5))
    for row, (name, value) in zip(grid.rows, block.pairs, strict=True):
        for cell, text in zip(row.cells, (name, f": {value}"), strict=True):
            cell.paragraphs[0].add_run(text)


@_add.register
def _(block: BlockTable, doc: Any) -> None:
    grid = doc.add_table(len(block.rows) + 1, len(block.headings), style="Table Grid")
    _widths(grid, block.widths)
    _repeat(grid.rows[0])
    for place, text in enumerate(block.headings):
        _fill(grid.rows[0].cells[place], text, place in block.right, heading=True)
    for row, values in zip(grid.rows[1:], block.rows, strict=True):
        if not any(values):
            row.height = Mm(9)
        for place, (cell, text) in enumerate(zip(row.cells, values, strict=True)):
            _fill(cell, text, place in block.right)
    doc.add_paragraph().paragraph_format.space_after = Pt(0)


@_add.register
def _(block: Image, doc: Any) -> None:
    run = doc.add_paragraph().add_run()
    shape = run.add_picture(BytesIO(block.png), width=Mm(WIDTH * 0.8))
    shape._inline.docPr.set("descr", block.told)


@_add.register
def _(block: Signatures, doc: Any) -> None:
    grid = doc.add_table(2, len(block.roles))
    grid.rows[0].height = Mm(28)
    for place, role in enumerate(block.roles):
        grid.rows[0].cells[place].paragraphs[0].add_run(role)
        grid.rows[1].cells[place].paragraphs[0].add_run("(.............................)")
    for row in grid.rows:  # heading, room and names stay on one page
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _fill(cell: Any, text: str, right: bool, *, heading: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
    paragraph.alignment = RIGHT if right else LEFT
    run = paragraph.add_run(text)
    run.font.size = Pt(SIZE - 1)
    if heading:
        run.bold = True
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), "E3ECF6")
        cell._tc.get_or_add_tcPr().append(shade)


def _widths(grid: Any, shares: Sequence[float]) -> None:
    grid.autofit = False
    for column, share in zip(grid.columns, shares, strict=True):
        width = Mm(WIDTH * share / sum(shares))
        column.width = width
        for cell in column.cells:
            cell.width = width


def _repeat(row: Any) -> None:
    """Repeat the row on every page and keep it whole."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
