"""Bars in rows, and upright bars over years."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from kotaku.charts.fit import text_px, wrapped
from kotaku.charts.palette import Swatch
from kotaku.charts.picture.sheet import EDGE, LINE, QUIET, WIDE, PictureSheet
from kotaku.charts.spec import Bars, Series

LABEL = 165  # px; a row's name has this room where it needs it, but never half of the picture
FOOT = 4  # under the last row [px]


@dataclass(frozen=True)
class _Plan:
    """How the rows of a chart share a width: room of names and ends [px], their lines."""

    label: float
    column: float  # of what stands beside all bars; 0 where nothing does
    room: float  # of the bars
    low: float
    far: float  # the value at the end of the room
    names: list[list[str]]
    ends: list[list[str]]

    @property
    def lines(self) -> list[int]:
        """Lines of each row."""
        told = [len(end) for end in self.ends]
        return [max(len(name), *told[i : i + 1], 1) for i, name in enumerate(self.names)]


def _plan(chart: Bars, width: float) -> _Plan:
    wanted = max(text_px(row, WIDE) for row in chart.rows) + 10
    label = min(max(0.4 * width, LABEL), 0.5 * width, wanted)
    beside = [text_px(end.text, WIDE) + 10 for end in chart.ends if end.at is None]
    column = min(0.36 * width, max(beside, default=0.0))
    room = width - label - 2 * EDGE - column
    low, high = min(0.0, chart.low) if not chart.days else chart.low, _high(chart)
    behind = [(end.text, end.at) for end in chart.ends if end.at is not None]
    longest = max((text_px(text, WIDE) for text, _ in behind), default=0)
    broken = min(longest, room * 0.5) + 10
    far = max([high, *(low + (at - low) * room / (room - broken) for _, at in behind)])
    wide = column - 8 if beside else broken
    return _Plan(
        label,
        column,
        room,
        low,
        far,
        [wrapped(name, label - 8, px=WIDE) for name in chart.rows],
        [wrapped(end.text, wide, px=WIDE) for end in chart.ends],
    )


def draw_rows(sheet: PictureSheet, chart: Bars, body: float) -> None:
    """Draw the chart on the height of ``body`` [px]."""
    top, plan = _top(sheet, chart), _plan(chart, sheet.width)
    px, left = plan.room / ((plan.far - plan.low) or 1), EDGE + plan.label
    heights = _heights(plan.lines, body - top - FOOT)
    slot, y = min(heights), top - heights[0] / 2
    for row, tall in enumerate(heights):
        y += (heights[row - 1] if row else tall) / 2 + tall / 2
        sheet.text(left - 6, y, plan.names[row], anchor="end")
        _bars_of(sheet, chart, row, left - plan.low * px, y, px, slot)
        if row < len(chart.ends):
            end = chart.ends[row]
            beside = sheet.width - plan.column
            at = beside if end.at is None else left + (end.at - plan.low) * px + 5
            sheet.text(at, y, plan.ends[row])
    foot = y + heights[-1] / 2
    zero = left - plan.low * px if not chart.days else left
    sheet.line(zero, top, zero, foot, QUIET)
    for value in chart.guides:
        x = left + (value - plan.low) * px
        sheet.line(x, top, x, foot, QUIET, "4 4")


def rows_px(chart: Bars, width: float) -> float:
    """Return how high the rows are at least, with every text whole [px]."""
    return _top(PictureSheet(width, 0), chart) + sum(_plan(chart, width).lines) * LINE + FOOT


def _top(sheet: PictureSheet, chart: Bars) -> float:
    """Draw the legend, if there is one, and return where the first row begins [px]."""
    return _legend(
        sheet,
        [(s.looks[0], s.name) for s in chart.series if any(s.values)] if chart.legend else [],
    )


def _heights(lines: Sequence[int], room: float) -> list[float]:
    """Return how high each row is: all its lines, and its share of what is left."""
    spare = (room - sum(lines) * LINE) / len(lines)
    return [many * LINE + spare for many in lines]


def _bars_of(
    sheet: PictureSheet, chart: Bars, row: int, zero: float, y: float, px: float, slot: float
) -> None:
    up = down = 0.0
    for one in chart.series:
        value = one.values[row]
        if value is None or pd.isna(value):
            continue
        middle, tall = one.lane
        h = min(slot * tall, 30.0)
        start = one.starts[row] if one.starts else (up if value >= 0 else down)
        if not one.starts and not middle:
            up, down = (up + value, down) if value >= 0 else (up, down + value)
        x = zero + start * px
        if one.outline:
            sheet.rect(x, y - h / 2 + middle * slot, value * px, h, _plain("#ffffff"), 0)
        else:
            sheet.rect(x, y - h / 2 + middle * slot, value * px, h, one.look(row),
                       0.5 if one.faded else 1)  # fmt: skip
        _inside(sheet, one, row, x + value * px / 2, y + middle * slot, abs(value) * px)


def _inside(sheet: PictureSheet, one: Series, row: int, x: float, y: float, room: float) -> None:
    text = one.inside[row] if row < len(one.inside) else ""
    if text and text_px(text, WIDE) + 8 <= room:
        sheet.text(x, y, [text], anchor="middle", color=one.look(row).ink)


def _plain(fill: str) -> Swatch:
    return Swatch("", "", "", fill, "")


def _high(chart: Bars) -> float:
    if chart.high is not None:
        return chart.high
    tops = [0.0]
    for row in range(len(chart.rows)):
        standing = 0.0
        for one in chart.series:
            value = one.values[row] or 0.0
            start = one.starts[row] if one.starts else standing
            standing = standing if one.starts else standing + max(0.0, value)
            tops.append(max(start, start + value))
    return max(tops)


def _legend(sheet: PictureSheet, entries: Sequence[tuple[Swatch, str]]) -> float:
    """Write what the looks mean in lines; return where the plot begins."""
    x, y = float(EDGE), 12.0
    if not entries:
        return 6
    for look, name in entries:
        wide = text_px(name, WIDE) + 36
        if x > EDGE and x + wide > sheet.width:
            x, y = float(EDGE), y + LINE
        sheet.rect(x, y - 7, 14, 14, look)
        sheet.text(x + 20, y, [name])
        x += wide
    return y + 16


def draw_upright(sheet: PictureSheet, chart: Bars, body: float) -> None:
    """Draw the chart on the height of ``body`` [px]."""
    top = _legend(sheet, [(s.looks[0], s.name) for s in chart.series]) + LINE
    base = body - LINE - 4
    slot = (sheet.width - 2 * EDGE) / len(chart.rows)
    px = (base - top) / (_high(chart) or 1)
    longest = max(text_px(name, WIDE) for name in chart.rows) + 8
    apart = max(1, math.ceil(longest / slot))
    for row, name in enumerate(chart.rows):
        x, standing = EDGE + slot * (row + 0.5), 0.0
        for one in chart.series:
            value = float(one.values[row] or 0.0)
            h = value * px
            sheet.rect(x - slot * 0.35, base - standing * px - h, slot * 0.7, h, one.look(row))
            text = one.inside[row] if row < len(one.inside) else ""
            if h >= LINE and text_px(text, WIDE) <= slot * 0.68:
                sheet.text(x, base - standing * px - h / 2, [text], anchor="middle",
                           color=one.look(row).ink)  # fmt: skip
            standing += value
        if row < len(chart.ends) and text_px(chart.ends[row].text, WIDE) <= slot:
            sheet.text(x, base - standing * px - 10, [chart.ends[row].text], anchor="middle")
        if row % apart == 0:
            sheet.text(x, base + 12, [name], anchor="middle")
    for value in chart.guides:
        y = base - value * px
        sheet.line(EDGE, y, sheet.width - EDGE, y, QUIET, "6 4")
    sheet.line(EDGE, base, sheet.width - EDGE, base, QUIET)
