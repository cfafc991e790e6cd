"""Curves over days, years or amounts as native charts, with a row of bars under them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from math import ceil
from typing import Any, Final

import pandas as pd

from kotaku.charts.fit import ticks
from kotaku.charts.powerpoint.bar_charts import legend
from kotaku.charts.powerpoint.native import Axis, Native, NativeSeries, add
from kotaku.charts.powerpoint.shapes import QUIET, Box, Run, write
from kotaku.charts.spec import Curve, Lines, Series, alternative

DASH_WORDS: Final = {"dash": "putus-putus", "dot": "titik-titik", "dashdot": "garis titik"}
UNDER: Final = 0.26  # of the height that the bars under the curves take
LOWEST: Final = 3.2  # inches; a lower place has no room for them


def draw_lines(slide: Any, box: Box, chart: Lines, stamp: date, size: float) -> None:
    """Draw curves; what each is stands above them with its last value."""
    entries = [(curve.color, _words(curve)) for curve in chart.curves]
    box = box.below(legend(slide, box, entries, size))
    dated = bool(len(chart.x)) and isinstance(chart.x[0], pd.Timestamp)
    under = chart.under if dated and box.height >= LOWEST else None
    height = box.height * (1 - UNDER) if under is not None else box.height
    place = Box(box.left, box.top, box.width, height)
    add(slide, place, _native(chart, size, dated=dated), stamp)
    if under is not None:
        low = Box(box.left, box.top + height, box.width, box.height - height)
        _bars(slide, low, chart, under, stamp, size)


def _words(curve: Curve) -> str:
    told, dash = curve.end or curve.name, DASH_WORDS.get(curve.dash)
    return told.replace(curve.name, f"{curve.name} ({dash})", 1) if dash else told


def _native(chart: Lines, size: float, *, dated: bool) -> Native:
    known = [v for curve in chart.curves for v in _numbers(curve.values) if v is not None]
    low = min([0.0, *known]) if chart.low is None else chart.low
    high = max([chart.high or 0.0, low + 1e-9, *known])
    steps = ticks(low, high, 4)
    step = steps[1] - steps[0] if len(steps) > 1 else high - low
    axis = Axis(low, max(high, steps[-1]), step, _format(step, chart.unit))
    alt = alternative(chart)
    if len(chart.x) and isinstance(chart.x[0], float):
        return Native("amounts", (), [_over_amounts(chart, c) for c in chart.curves], axis, alt,
                      size)  # fmt: skip
    every = [x for xs in (chart.x, *(curve.x or () for curve in chart.curves)) for x in xs]
    spans = any(curve.x is not None for curve in chart.curves)
    if not dated:
        names = list(dict.fromkeys(map(str, every)))
        columns = [_column(chart, curve, names, str) for curve in chart.curves]
        return Native("lines", names, columns, axis, alt, size, spans=spans)
    days = sorted({_day(x) for x in every})
    return Native(
        "lines",
        days,
        [_column(chart, curve, days, _day) for curve in chart.curves],
        axis,
        alt,
        size,
        months=_months(days),
        spans=spans,
    )


def _format(step: float, unit: str) -> str:
    digits = "0" if float(step).is_integer() else "0.0"
    return f'{digits}" {unit}"' if unit else digits


def _months(days: Sequence[date]) -> int:
    return max(1, -(-(days[-1] - days[0]).days // 180))


def _day(x: object) -> date:
    day: date = pd.Timestamp(str(x)).date()
    return day


def _numbers(values: Sequence[float | None]) -> list[float | None]:
    return [None if v is None or pd.isna(v) else float(v) for v in values]


def _column(
    chart: Lines, curve: Curve, places: Sequence[Any], place: Callable[[object], Any]
) -> NativeSeries:
    """Return a curve over all the places of the axis, where ``place`` puts what it has."""
    own = dict(zip(map(place, curve.x or chart.x), _numbers(curve.values), strict=True))
    values = [own.get(at) for at in places]
    marked = None
    if chart.note_at is not None and curve.x is None and curve.dash == "solid":
        marked = places.index(place(chart.x[chart.note_at]))  # up to where things are known
    return NativeSeries(curve.name, values, line=curve.color, dash=curve.dash, marked=marked)


def _over_amounts(chart: Lines, curve: Curve) -> NativeSeries:
    xs = [float(x) for x in (curve.x or chart.x)]
    alone = 0 if len(xs) == 1 else None
    return NativeSeries(curve.name, _numbers(curve.values), line=curve.color, dash=curve.dash,
                  marked=alone, x=xs)  # fmt: skip


def _bars(slide: Any, box: Box, chart: Lines, under: Series, stamp: date, size: float) -> None:
    """Draw the row of bars under the curves, with what it is."""
    head = size / 72 * 1.4
    note = f": {chart.under_note}" if chart.under_note else ""
    write(slide, Box(box.left, box.top, box.width, head),
          [[Run(f"{under.name} ({chart.under_unit}){note}", size, color=QUIET)]])  # fmt: skip
    values = _numbers(under.values)
    reach = float(ceil(max([1.0, *(abs(v) for v in values if v is not None)])))
    days = [_day(x) for x in chart.x]
    native = Native(
        "columns",
        days,
        [NativeSeries(under.name, values, under.looks)],
        Axis(-reach, reach, reach, _format(reach, chart.under_unit)),
        f"{under.name} [{chart.under_unit}]{note}",
        size,
        gap=20,
        months=_months(days),
    )
    add(slide, box.below(head), native, stamp)
