"""Charts as pictures (SVG), without a browser: for followers, printed pages and documents."""

from __future__ import annotations

from collections.abc import Callable

from kotaku.charts.fit import lines_of, wrapped
from kotaku.charts.picture import bars, inset, lines, matrix
from kotaku.charts.picture.sheet import EDGE, LINE, QUIET, WIDE, PictureSheet
from kotaku.charts.spec import Bars, Chart, Inset, Lines, Matrix, alternative

__all__ = ["LEAST_ROWS", "fitted", "least_px", "svg"]

LEAST_ROWS = 3


def svg(chart: Chart, *, width: float = 620, height: float = 320) -> str:
    """Return a chart as an SVG picture of a size [px]; all its text is harmless.

    Its alternative text is the picture's description. Type does not shrink: what has no room is
    broken or left to the table of the chart, never cut.
    """
    sheet = PictureSheet(width, height)
    foot = _foot(chart, width)
    body = height - _foot_px(foot)
    if isinstance(chart, Bars) and chart.rows:
        (bars.draw_upright if chart.upright else bars.draw_rows)(sheet, chart, body)
    elif isinstance(chart, Lines):
        lines.draw_lines(sheet, chart, body)
    elif isinstance(chart, Matrix):
        matrix.draw_matrix(sheet, chart, body)
    elif isinstance(chart, Inset):
        inset.draw_inset(sheet, chart, body)
    else:
        told = wrapped(chart.name, width - 40, px=WIDE)
        sheet.text(width / 2, body / 2, told, anchor="middle")
    for i, line in enumerate(foot):
        sheet.text(width - EDGE, body + LINE * (i + 0.8), [line], anchor="end", color=QUIET)
    return sheet.done(alternative(chart))


def _foot(chart: Chart, width: float) -> list[str]:
    return lines_of(chart.source, width - 2 * EDGE, WIDE) if chart.source else []


def _foot_px(lines: list[str]) -> float:
    return len(lines) * LINE + (4 if lines else 0)


def least_px(chart: Chart, width: float) -> float:
    """Return how high a picture of rows is at least, with every text whole; 0 for another [px]."""
    if not isinstance(chart, Bars) or chart.upright or not chart.rows:
        return 0.0
    return bars.rows_px(chart, width) + _foot_px(_foot(chart, width))


def fitted(
    build: Callable[[int], Chart],
    *,
    most: int,
    width: float,
    height: float,
    least: int = LEAST_ROWS,
) -> Chart:
    """Return a chart with as many rows, ``most`` at first, as keep their texts whole.

    Parameters
    ----------
    build : makes the chart with no more than so many rows
    width, height : of the picture [px]
    least : rows, whatever room they take
    """
    for rows in range(most, least, -1):
        chart = build(rows)
        if least_px(chart, width) <= height:
            return chart
    return build(least)
