"""Shaded cells as a native table."""

from __future__ import annotations

from typing import Any, Final

from kotaku.charts.palette import HUES
from kotaku.charts.powerpoint.native import mixed
from kotaku.charts.powerpoint.shapes import (
    INK,
    MARGIN,
    PALE,
    QUIET,
    SMALLEST,
    WHITE,
    Box,
    Cell,
    Run,
    grid,
    inches,
    lines_in,
)
from kotaku.charts.spec import Matrix, alternative

DEEP: Final = 0.55  # a shade this deep is written on in white
MOST: Final = 0.5  # inches; rows are no higher


def draw_matrix(slide: Any, box: Box, chart: Matrix, size: float) -> None:
    """Draw a matrix as a table whose cells are shaded; every number stays a text to edit."""
    label = min(0.3 * box.width, max(inches(row, size) for row in chart.rows) + 0.2)
    behind = [0.55] * bool(chart.totals) + [0.45] * bool(chart.marks)
    part = (box.width - label - sum(behind)) / len(chart.columns)
    rows = [*_groups(chart, size), _head(chart, size)]
    rows += [_row(chart, r, part, size) for r in range(len(chart.rows))]
    usual = min(MOST, box.height / len(rows))
    told = len(rows) - len(chart.rows)
    heights = [usual] * told + [max(usual, _height(row, label, size)) for row in chart.rows]
    if sum(heights) > box.height + 0.01 and size > SMALLEST:
        draw_matrix(slide, box, chart, size - 0.5)
        return
    frame = grid(slide, box, rows, [label, *[part] * len(chart.columns), *behind], heights)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alternative(chart))


def _groups(chart: Matrix, size: float) -> list[list[Cell]]:
    """Return the row above the columns' names, where columns stand in groups."""
    if not chart.groups:
        return []
    cells, at = [Cell(Run("", size), WHITE)], 0
    for first, last, name in chart.groups:
        if first > at:
            cells.append(Cell(Run("", size), WHITE, over=first - at))
        words = name.replace("-\n", "").replace("\n", " ")
        run = Run(words, size - 2, True, QUIET)
        cells.append(Cell(run, WHITE, "center", last - first + 1))
        at = last + 1
    if at < len(chart.columns):
        cells.append(Cell(Run("", size), WHITE, over=len(chart.columns) - at))
    tail = bool(chart.totals) + bool(chart.marks)
    if tail:
        run = Run(chart.totals_name, size - 2, True, QUIET)
        cells.append(Cell(run, WHITE, "center", tail))
    return [cells]


def _head(chart: Matrix, size: float) -> list[Cell]:
    names = ["", *chart.columns, *[""] * (bool(chart.totals) + bool(chart.marks))]
    return [Cell(Run(name, size, True), WHITE, "center") for name in names]


def _height(name: str, label: float, size: float) -> float:
    return size / 72 * (0.55 + 1.2 * lines_in(name, label - MARGIN, size))


def _row(chart: Matrix, r: int, part: float, size: float) -> list[Cell]:
    cells = [Cell(Run(chart.rows[r], size), WHITE)]
    for c, shade in enumerate(chart.shades[r]):
        hue = HUES[chart.hues[r][c] if chart.hues else "tua"]
        deep = 0.0 if shade is None else 0.06 + (0.94 if chart.steps else 0.5) * min(1.0, shade)
        ink = WHITE if chart.steps and deep > DEEP else INK
        told = chart.texts[r][c].split("\n")
        words = " · ".join(told)
        if inches(words, size) > part - 0.12:
            words = told[0]
        fill = PALE if shade is None else mixed(hue, deep)
        cells.append(Cell(Run(words, size, color=ink), fill, "center"))
    if chart.totals:
        cells.append(Cell(Run(chart.totals[r], size, True), WHITE, "right"))
    if chart.marks:
        mark = chart.marks[r]
        cells.append(Cell(Run(mark.text, size, True, mark.look.ink), mark.look.fill, "center"))
    return cells
