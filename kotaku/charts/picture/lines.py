"""Curves over days, years or amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from kotaku.charts.fit import text_px, ticks, wrapped
from kotaku.charts.picture.sheet import DASHES, EDGE, LINE, QUIET, WIDE, PictureSheet
from kotaku.charts.spec import Curve, Lines, Series
from kotaku.words.dates import MONTHS
from kotaku.words.numbers import format_number


@dataclass(frozen=True)
class _Area:
    """The plot of curves [px] with the values at its foot and its top."""

    left: float
    top: float
    right: float
    base: float
    low: float
    high: float

    def up(self, value: float) -> float:
        """Return the height of a value on the picture."""
        return self.base - (value - self.low) / (self.high - self.low) * (self.base - self.top)


def draw_lines(sheet: PictureSheet, chart: Lines, body: float) -> None:
    """Draw the chart on the height of ``body`` [px]."""
    named = [curve for curve in chart.curves if curve.end]
    wide = max((text_px(curve.end, WIDE) for curve in named), default=0) + 12
    right = min(0.36 * sheet.width, wide)
    known = [v for curve in chart.curves for v in _known(curve.values).values()]
    low, high = min([0.0, *known]), max([chart.high or 0.0, *known]) or 1.0
    under = chart.under is not None and body >= 260
    base = body - LINE - 4 - (body * 0.24 if under else 0)
    steps = ticks(low, high, 5 if base > 160 else 3)
    words = [f"{format_number(t, 0 if high >= 10 else 1)} {chart.unit}".strip() for t in steps]
    left = EDGE + max(text_px(word, WIDE) for word in words) + 8
    area = _Area(left, 10, sheet.width - right - EDGE, base, low, high)
    for tick, word in zip(steps, words, strict=True):
        sheet.line(left, area.up(tick), area.right, area.up(tick))
        sheet.text(left - 6, area.up(tick), [word], anchor="end")
    places = _places(chart, area)
    for curve in chart.curves:
        xs = list(curve.x if curve.x is not None else chart.x)
        points = [(places[xs[i]], area.up(v)) for i, v in _known(curve.values).items()]
        sheet.path(points, curve.color, DASHES.get(curve.dash, ""))
    _curve_names(sheet, chart, named, area, right)
    if under and chart.under is not None:
        _under(sheet, chart, chart.under, places, (base + 14, body - LINE - 6))
    _moments(sheet, chart, places, area, body)


def _known(values: Sequence[float | None]) -> dict[int, float]:
    return {i: float(v) for i, v in enumerate(values) if v is not None and not pd.isna(v)}


def _places(chart: Lines, area: _Area) -> dict[object, float]:
    """Return where each x of the chart lies [px]."""
    every: list[object] = [*chart.x]
    every += [x for curve in chart.curves if curve.x is not None for x in curve.x]
    if every and isinstance(every[0], str):
        step = (area.right - area.left) / max(1, len(chart.x))
        return {x: area.left + step * (i + 0.5) for i, x in enumerate(chart.x)}
    values = [float(x.toordinal()) if isinstance(x, date) else float(str(x)) for x in every]
    start, span = min(values), (max(values) - min(values)) or 1.0
    room = area.right - area.left
    return {x: area.left + (v - start) / span * room for x, v in zip(every, values, strict=True)}


def _curve_names(
    sheet: PictureSheet, chart: Lines, named: Sequence[Curve], area: _Area, room: float
) -> None:
    """Write the curves' names in a column at the right, none upon another."""
    ends = []
    for curve in named:
        known = _known(curve.values)
        at = max(known, default=None)
        if chart.note_at is not None and curve.x is None:
            at = max((i for i in known if i <= chart.note_at), default=at)
        if at is not None:
            ends.append((area.up(known[at]), curve))
    foot = -float(LINE)
    for y, curve in sorted(ends, key=lambda end: end[0]):
        lines = wrapped(curve.end, room - 8, px=WIDE)
        middle = max(y, len(lines) * LINE / 2, foot + (len(lines) + 1) * LINE / 2)
        foot = middle + (len(lines) - 1) * LINE / 2
        sheet.text(area.right + 8, middle, lines)


def _under(
    sheet: PictureSheet, chart: Lines, one: Series, places: dict[object, float],
    span: tuple[float, float],
) -> None:  # fmt: skip
    known = _known(one.values)
    reach = max([1.0, *(abs(v) for v in known.values())])
    middle, half = (span[0] + span[1]) / 2, (span[1] - span[0]) / 2
    xs = [places[x] for x in chart.x]
    wide = max(2.0, 0.8 * (xs[-1] - xs[0]) / max(1, len(xs) - 1))
    for i, value in known.items():
        h = abs(value) / reach * half
        look = one.looks[i] if len(one.looks) > 1 else one.looks[0]
        sheet.rect(xs[i] - wide / 2, middle if value < 0 else middle - h, wide, h, look)
    sheet.line(xs[0], middle, xs[-1], middle, QUIET)
    room = sheet.width - xs[-1] - 14
    if chart.under_note and room > 40:
        sheet.text(xs[-1] + 8, middle, wrapped(chart.under_note, room, px=WIDE))


def _moments(
    sheet: PictureSheet, chart: Lines, places: dict[object, float], area: _Area, body: float
) -> None:
    """Name years, months or amounts under the plot, as many as there is room for."""
    y, free = body - LINE / 2, area.left - 10
    for x, word in _named(chart):
        at = places[x] if x in places else _between(places, x)
        half = text_px(word, WIDE) / 2
        if at - half >= free and at + half <= sheet.width:
            sheet.text(at, y, [word], anchor="middle")
            free = at + half + 14
    if chart.as_of is not None:
        at = _between(places, pd.Timestamp(chart.as_of))
        sheet.line(at, area.top, at, area.base, QUIET, "3 4")


def _named(chart: Lines) -> list[tuple[object, str]]:
    if not len(chart.x) or not isinstance(chart.x[0], pd.Timestamp):
        return [(x, x if isinstance(x, str) else format_number(float(x))) for x in chart.x]
    start, end = chart.x[0], pd.Timestamp(chart.x[-1])
    firsts = pd.date_range(start.normalize().replace(day=1), end, freq="MS")
    return [(day, f"{MONTHS[day.month - 1][:3]} {day.year}") for day in firsts if day >= start]


def _between(places: dict[object, float], moment: object) -> float:
    """Return where a day lies among days whose places are known."""
    known = sorted((x.toordinal(), px) for x, px in places.items() if isinstance(x, date))
    if not known or not isinstance(moment, date):
        return 0.0
    (first, start), (last, end) = known[0], known[-1]
    return start + (moment.toordinal() - first) / ((last - first) or 1) * (end - start)
