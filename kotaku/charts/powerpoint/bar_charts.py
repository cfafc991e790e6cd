"""Bars in rows, and upright bars over years, as native charts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from kotaku.charts.powerpoint.native import MONTH, Axis, Native, NativeSeries, add
from kotaku.charts.powerpoint.shapes import SMALLEST, Box, Run, inches, lines_in, write
from kotaku.charts.spec import Bars, Series, alternative
from kotaku.words.safe import clean

ENDS: Final = "Keterangan"  # a series that draws nothing and carries the labels behind bars
BASE: Final = "Alas"  # a series that draws nothing and lifts the others to where they begin
REST: Final = "{name} selebihnya"
SHARES: Final = (0.42, 0.5)  # of the width that the names of rows take at most
AIR: Final = 0.12  # inches between a bar and its label
_SERIAL: Final = date(1899, 12, 30).toordinal()  # day 0 of a workbook


def draw_bars(slide: Any, box: Box, chart: Bars, stamp: date, size: float) -> None:
    """Draw bars with their labels; the first row stands on top."""
    shown = [one for one in chart.series if any(one.values)] if chart.legend else []
    box = box.below(legend(slide, box, [(s.looks[0].fill, s.name) for s in shown], size))
    (_upright if chart.upright else _rows)(slide, box, chart, stamp, size)


def legend(slide: Any, box: Box, entries: Sequence[tuple[str, str]], size: float) -> float:
    """Write what the colours mean; return the height that it takes [inches]."""
    if not entries:
        return 0.0
    lines: list[list[Run]] = [[]]
    used = 0.0
    for fill, words in entries:
        wide = inches(f"m  {words}     ", size)
        if lines[-1] and used + wide > box.width:
            lines.append([])
            used = 0.0
        square = Run("\N{BLACK SQUARE}", size, color=fill)
        lines[-1] += [square, Run(f" {words}", size), Run("     ", size)]
        used += wide
    height = len(lines) * size / 72 * 1.3
    write(slide, Box(box.left, box.top, box.width, height), lines)
    return height + 0.05


def _rows(slide: Any, box: Box, chart: Bars, stamp: date, size: float) -> None:
    label, size = _labels(chart.rows, box, size)
    foot = 0.3 if chart.days or chart.ticks else 0.0
    room = box.width - label - 0.08
    columns, kind = _columns(chart)
    low, high = _span(chart, columns, kind)
    axis = _axis(chart, *_reach(chart, low, high, room, size))
    columns = [_seen(one, axis, room, size) for one in columns]
    if chart.ends and kind == "stacked":
        columns.append(_ends(chart, axis))
    elif chart.ends:
        columns[-1] = NativeSeries(
            columns[-1].name, columns[-1].values, columns[-1].looks,
            [end.text for end in chart.ends], "outside_end",
        )  # fmt: skip
    native = Native(
        kind,
        [clean(row) for row in chart.rows],
        columns,
        axis,
        alternative(chart),
        size,
        gap=40 if kind == "stacked" else 55,
        inner=(label / box.width, 0.01, room / box.width, 0.98 - foot / box.height),
    )
    add(slide, box, native, stamp)


def _labels(rows: Sequence[str], box: Box, size: float) -> tuple[float, float]:
    """Return how wide the names of the rows are [inches], and the size at which all stand whole."""
    slot = box.height / len(rows) * 72 / 1.15
    label = 0.0
    while True:
        for share in SHARES:
            label = min(share * box.width, max(inches(row, size) for row in rows) + 0.15)
            if max(lines_in(row, label - 0.1, size) for row in rows) * size <= slot:
                return label, size
        if size <= SMALLEST:
            return label, size
        size -= 0.5


def _columns(chart: Bars) -> tuple[list[NativeSeries], str]:
    """Return the series of the native chart and its kind.

    Bars of one lane stand on each other or where they say; bars that lie within one another over
    a start are cut where the inner one ends; all others stand beside each other.
    """
    lanes = {one.lane for one in chart.series}
    lifted = any(start for one in chart.series for start in one.starts)
    if len(chart.series) == 1 and not lifted:
        return [_column(one) for one in chart.series], "beside"
    if len(lanes) > 1 and not lifted:
        return [_column(one) for one in chart.series], "beside"
    if len(lanes) > 1:
        return _nested(chart), "stacked"
    if not lifted:
        return [_column(one) for one in chart.series], "stacked"
    return [_base(chart), *(_column(one, sizes=True) for one in chart.series)], "stacked"


def _column(one: Series, *, sizes: bool = False) -> NativeSeries:
    values = [abs(v) if sizes and v is not None else v for v in one.values]
    return NativeSeries(
        one.name, values, one.looks, one.inside, faded=one.faded, outline=one.outline
    )


def _base(chart: Bars) -> NativeSeries:
    """Return where the bars of each row begin."""
    return NativeSeries(BASE, [_begin(chart, row) for row in range(len(chart.rows))])


def _begin(chart: Bars, row: int) -> float:
    begins = [
        min(one.starts[row], one.starts[row] + (one.values[row] or 0.0))
        for one in chart.series
        if one.starts and one.values[row] is not None
    ]
    return min(begins, default=0.0) - (_SERIAL if chart.days else 0)


def _nested(chart: Bars) -> list[NativeSeries]:
    """Return what is done of each row, and the rest of it."""
    outer, inner = sorted(chart.series, key=lambda one: -one.lane[1])[:2]
    done = [v or 0.0 for v in inner.values]
    rest = [max(0.0, (v or 0.0) - d) for v, d in zip(outer.values, done, strict=True)]
    return [
        _base(chart),
        NativeSeries(inner.name, done, inner.looks),
        NativeSeries(REST.format(name=outer.name), rest, outer.looks),
    ]


def _span(chart: Bars, columns: Sequence[NativeSeries], kind: str) -> tuple[float, float]:
    """Return the values between which all bars lie."""
    values = [[v or 0.0 for v in one.values] for one in columns]
    if kind == "stacked":
        tops = [sum(max(0.0, v) for v in row) for row in zip(*values, strict=True)]
        feet = [sum(min(0.0, v) for v in row) for row in zip(*values, strict=True)]
    else:
        tops = feet = [v for column in values for v in column]
    shift = _SERIAL if chart.days else 0
    low = chart.low - shift if chart.days else min(0.0, chart.low, *feet)
    high = max([*tops, *([] if chart.high is None else [chart.high - shift])])
    return low, high if high > low else low + 1


def _reach(chart: Bars, low: float, high: float, room: float, size: float) -> tuple[float, float]:
    """Return both ends of the axis, far enough for the label behind each bar.

    A label that takes the part ``p`` of the room fits behind a bar that ends at ``v`` when
    (v - low) / (far - low) + p <= 1.
    """
    shift = _SERIAL if chart.days else 0
    ends = [
        (_last(chart, row) if end.at is None else end.at - shift,
         min(0.7, (inches(end.text, size) + AIR) / room))
        for row, end in enumerate(chart.ends)
    ]  # fmt: skip
    near, far = low, high
    for _ in range(4):  # more room at one end takes room from the other
        near = min([near, *((at - part * far) / (1 - part) for at, part in ends if at < 0)])
        far = max([far, *(near + (at - near) / (1 - part) for at, part in ends if at >= 0)])
    return near, far


def _last(chart: Bars, row: int) -> float:
    return next((one.values[row] or 0.0 for one in reversed(chart.series)), 0.0)


def _axis(chart: Bars, low: float, high: float) -> Axis:
    if chart.days:
        return Axis(low, high, max(30.5, (high - low) / 6), MONTH)
    if len(chart.ticks) > 1:
        (first, _), (then, _), *_ = chart.ticks
        last, word = chart.ticks[-1]
        return Axis(low, high, then - first, f'[={last:g}]"{word}";0" {chart.unit}"')
    single = [guide for guide in chart.guides if 0 < guide <= high < 2 * guide]
    return Axis(low, high, single[0] if len(chart.guides) == 1 and single else 0.0)


def _seen(one: NativeSeries, axis: Axis, room: float, size: float) -> NativeSeries:
    """Return a series with only the labels that its bars can hold."""
    if not one.labels:
        return one
    scale = room / (axis.high - axis.low)
    kept = [
        text if text and inches(text, size) + 0.06 <= abs(value or 0.0) * scale else ""
        for text, value in zip(one.labels, one.values, strict=True)
    ]
    return NativeSeries(one.name, one.values, one.looks, kept, faded=one.faded, outline=one.outline)


def _ends(chart: Bars, axis: Axis) -> NativeSeries:
    """Return the series that carries the labels behind the bars."""
    length = max(0.0, axis.high - axis.low) * 0.3
    return NativeSeries(
        ENDS, [length] * len(chart.rows), (), [e.text for e in chart.ends], "inside_base"
    )


def _upright(slide: Any, box: Box, chart: Bars, stamp: date, size: float) -> None:
    columns = [_column(one) for one in chart.series]
    low, high = _span(chart, columns, "stacked")
    high *= 1.12
    slot, foot = box.width / len(chart.rows), size / 72 * 1.8
    scale = (box.height - foot) / (high - low)
    shown = [
        NativeSeries(one.name, one.values, one.looks, [
            text if inches(text, size) < slot * 0.68 and (one.values[i] or 0.0) * scale > size / 60
            else "" for i, text in enumerate(one.labels)
        ])
        for one in columns
    ]  # fmt: skip
    if chart.ends:
        shown.append(_ends(chart, Axis(low, high)))
    native = Native(
        "upright", list(chart.rows), shown, Axis(low, high), alternative(chart), size,
        inner=(0.01, 0.01, 0.98, 0.98 - foot / box.height), guides=chart.guides,
    )  # fmt: skip
    add(slide, box, native, stamp)
