"""Charts as pictures (SVG), without a browser: for followers, printed pages and documents."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final

import pandas as pd

from kotaku.charts.fit import SMALL_PX, lines_of, shortened, text_px, wrapped
from kotaku.charts.palette import Swatch
from kotaku.charts.spec import Bars, Chart, Curve, Inset, Lines, Matrix, Series, alternative
from kotaku.words.dates import MONTHS
from kotaku.words.numbers import format_number
from kotaku.words.safe import clean

INK: Final = "#17212b"
QUIET: Final = "#5b6672"
RULE: Final = "#c9d1d8"
LINE: Final = 19  # px for one line of text
WIDE: Final = (
    SMALL_PX * 1.15
)  # measured for faces wider than the dashboard's own, which may be lacking
EDGE: Final = 6
HUES: Final = {"biru": "#2f6db5", "kuning": "#dd9200", "kelabu": "#7d8792", "tua": "#1e5496"}
DASHES: Final = {"solid": "", "dash": "9 6", "dot": "3 5"}


def svg(chart: Chart, *, width: float = 620, height: float = 320) -> str:
    """Return a chart as an SVG picture of a size [px]; all its text is harmless.

    Its alternative text is the picture's description. Type does not shrink: what has no room is
    broken, shortened or left to the table of the chart.
    """
    sheet = _Sheet(width, height)
    foot = lines_of(chart.source, width - 2 * EDGE, WIDE) if chart.source else []
    body = height - len(foot) * LINE - (4 if foot else 0)
    if isinstance(chart, Bars) and chart.rows:
        (_upright if chart.upright else _rows)(sheet, chart, body)
    elif isinstance(chart, Lines):
        _lines(sheet, chart, body)
    elif isinstance(chart, Matrix):
        _matrix(sheet, chart, body)
    elif isinstance(chart, Inset):
        _inset(sheet, chart, body)
    else:
        lines = wrapped(chart.name, width - 40, lines=5, px=WIDE)
        sheet.text(width / 2, body / 2, lines, anchor="middle")
    for i, line in enumerate(foot):
        sheet.text(width - EDGE, body + LINE * (i + 0.8), [line], anchor="end", color=QUIET)
    return sheet.done(alternative(chart))


class _Sheet:
    """A picture in the making."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._parts: list[str] = []
        self._patterns: dict[str, str] = {}

    def rect(
        self, x: float, y: float, w: float, h: float, look: Swatch, opacity: float = 1
    ) -> None:
        if w < 0:
            x, w = x + w, -w
        place = f'x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}"'
        self._parts.append(
            f'<rect {place} fill="{look.fill}" fill-opacity="{opacity}" stroke="{QUIET}" '
            f'stroke-width="0.6"/>'
        )
        if look.pattern:
            name = f"p{len(look.pattern)}{ord(look.pattern[0])}"
            self._patterns[name] = look.pattern
            self._parts.append(f'<rect {place} fill="url(#{name})"/>')

    def shade(self, x: float, y: float, w: float, h: float, fill: str, opacity: float) -> None:
        self._parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" fill="{fill}" '
            f'fill-opacity="{opacity:.2f}"/>'
        )

    def line(
        self, x0: float, y0: float, x1: float, y1: float, color: str = RULE, dash: str = ""
    ) -> None:
        style = f' stroke-dasharray="{dash}"' if dash else ""
        self._parts.append(
            f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" '
            f'stroke="{color}"{style}/>'
        )

    def path(self, points: Sequence[tuple[float, float]], color: str, dash: str) -> None:
        told = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self._parts.append(
            f'<polyline points="{told}" fill="none" stroke="{color}" stroke-width="3" '
            f'stroke-linejoin="round" stroke-dasharray="{dash}"/>'
        )

    def land(self, rings: Sequence[Sequence[tuple[float, float]]]) -> None:
        told = "".join("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in ring) + "Z" for ring in rings)
        if told:
            self._parts.append(
                f'<path d="{told}" fill="#eef0ea" stroke="{QUIET}" stroke-width="0.7"/>'
            )

    def begin(self, x: float, y: float, w: float, h: float) -> None:
        """Begin a window: what follows shows only inside it."""
        self._parts.append(
            f'<svg x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" '
            f'viewBox="{x:.1f} {y:.1f} {w:.1f} {h:.1f}">'
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" fill="#d6e6f0"/>'
        )

    def end(self) -> None:
        """End the window."""
        self._parts.append("</svg>")

    def circle(self, x: float, y: float, r: float, look: Swatch) -> None:
        self._parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{look.fill}" stroke="{INK}"/>'
        )

    def text(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        *,
        anchor: str = "start",
        color: str = INK,
        size: float = SMALL_PX,
    ) -> None:
        """Write lines around the height ``y``, their middle."""
        top = y - (len(lines) - 1) * LINE / 2 + size * 0.35
        for i, line in enumerate(lines):
            self._parts.append(
                f'<text x="{x:.1f}" y="{top + i * LINE:.1f}" text-anchor="{anchor}" '
                f'font-size="{size:g}" fill="{color}">{escape(clean(line))}</text>'
            )

    def done(self, told: str) -> str:
        hatch = "".join(
            f'<pattern id="{name}" width="7" height="7" patternUnits="userSpaceOnUse">'
            f'<path d="{"M0 7L7 0" if shape == "/" else "M3 3h1v1h-1z"}" stroke="#3d4650" '
            'stroke-opacity="0.5" fill="none"/></pattern>'
            for name, shape in self._patterns.items()
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(told)}" '
            f'viewBox="0 0 {self.width:g} {self.height:g}" width="100%" '
            "font-family=\"'Source Sans','Source Sans 3',Arial,sans-serif\">"
            f"<defs>{hatch}</defs>{''.join(self._parts)}</svg>"
        )


# --- bars ----------------------------------------------------------------------------------------


def _rows(sheet: _Sheet, chart: Bars, body: float) -> None:
    top = _legend(sheet, [(s.looks[0], s.name) for s in chart.series if any(s.values)]
                  if chart.legend else [])  # fmt: skip
    slot = (body - top - 4) / len(chart.rows)
    most = max(1, int(slot / LINE))
    label = min(0.4 * sheet.width, max(text_px(row, WIDE) for row in chart.rows) + 10)
    beside = [end.text for end in chart.ends if end.at is None]
    column = min(0.36 * sheet.width, max((text_px(t, WIDE) for t in beside), default=0) + 10)
    room = sheet.width - label - 2 * EDGE - (column if beside else 0)
    low, high = min(0.0, chart.low) if not chart.days else chart.low, _high(chart)
    longest = max((text_px(e.text, WIDE) for e in chart.ends if e.at is not None), default=0)
    broken = min(longest, room * 0.5) + 10
    far = max([high, *(low + (e.at - low) * room / (room - broken)
                       for e in chart.ends if e.at is not None)])  # fmt: skip
    px = room / ((far - low) or 1)
    left = EDGE + label
    for row, name in enumerate(chart.rows):
        y = top + slot * (row + 0.5)
        sheet.text(left - 6, y, wrapped(name, label - 8, lines=min(most, chart.lines), px=WIDE),
                   anchor="end")  # fmt: skip
        _bars_of(sheet, chart, row, left - low * px, y, px, slot)
        if row < len(chart.ends):
            end = chart.ends[row]
            at = sheet.width - column if end.at is None else left + (end.at - low) * px + 5
            wide = column - 8 if end.at is None else broken
            sheet.text(at, y, wrapped(end.text, wide, lines=min(most, 3), px=WIDE))
    zero = left - low * px if not chart.days else left
    sheet.line(zero, top, zero, top + slot * len(chart.rows), QUIET)
    for value in chart.guides:
        x = left + (value - low) * px
        sheet.line(x, top, x, top + slot * len(chart.rows), QUIET, "4 4")


def _bars_of(
    sheet: _Sheet, chart: Bars, row: int, zero: float, y: float, px: float, slot: float
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


def _inside(sheet: _Sheet, one: Series, row: int, x: float, y: float, room: float) -> None:
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


def _legend(sheet: _Sheet, entries: Sequence[tuple[Swatch, str]]) -> float:
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


def _upright(sheet: _Sheet, chart: Bars, body: float) -> None:
    top = _legend(sheet, [(s.looks[0], s.name) for s in chart.series]) + LINE
    base = body - LINE - 4
    slot = (sheet.width - 2 * EDGE) / len(chart.rows)
    px = (base - top) / (_high(chart) or 1)
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
        sheet.text(x, base + 12, [shortened(name, slot, WIDE)], anchor="middle")
    for value in chart.guides:
        y = base - value * px
        sheet.line(EDGE, y, sheet.width - EDGE, y, QUIET, "6 4")
    sheet.line(EDGE, base, sheet.width - EDGE, base, QUIET)


# --- lines ---------------------------------------------------------------------------------------


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


def _lines(sheet: _Sheet, chart: Lines, body: float) -> None:
    named = [curve for curve in chart.curves if curve.end]
    wide = max((text_px(curve.end, WIDE) for curve in named), default=0) + 12
    right = min(0.36 * sheet.width, wide)
    known = [v for curve in chart.curves for v in _known(curve.values).values()]
    low, high = min([0.0, *known]), max([chart.high or 0.0, *known]) or 1.0
    under = chart.under is not None and body >= 260
    base = body - LINE - 4 - (body * 0.24 if under else 0)
    ticks = _ticks(low, high, 5 if base > 160 else 3)
    words = [f"{format_number(t, 0 if high >= 10 else 1)} {chart.unit}".strip() for t in ticks]
    left = EDGE + max(text_px(word, WIDE) for word in words) + 8
    area = _Area(left, 10, sheet.width - right - EDGE, base, low, high)
    for tick, word in zip(ticks, words, strict=True):
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


def _ticks(low: float, high: float, most: int) -> list[float]:
    raw = ((high - low) or 1.0) / most
    unit = 10.0 ** math.floor(math.log10(raw))
    step = next(s * unit for s in (1, 2, 2.5, 5, 10) if s * unit >= raw * 0.999)
    return [step * i for i in range(math.ceil(low / step), int(high / step + 1e-9) + 1)]


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
    sheet: _Sheet, chart: Lines, named: Sequence[Curve], area: _Area, room: float
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
    most = max(1, int((area.base - area.top) / LINE / max(1, len(ends))))
    foot = -float(LINE)
    for y, curve in sorted(ends, key=lambda end: end[0]):
        lines = wrapped(curve.end, room - 8, lines=min(3, most), px=WIDE)
        middle = max(y, len(lines) * LINE / 2, foot + (len(lines) + 1) * LINE / 2)
        foot = middle + (len(lines) - 1) * LINE / 2
        sheet.text(area.right + 8, middle, lines, color=INK)


def _under(
    sheet: _Sheet, chart: Lines, one: Series, places: dict[object, float],
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
    sheet: _Sheet, chart: Lines, places: dict[object, float], area: _Area, body: float
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


# --- matrix and maps -----------------------------------------------------------------------------


def _matrix(sheet: _Sheet, chart: Matrix, body: float) -> None:
    label = min(0.3 * sheet.width, max(text_px(row, WIDE) for row in chart.rows) + 10)
    behind = (44 if chart.totals else 0) + (34 if chart.marks else 0)
    slot = (sheet.width - label - behind - 2 * EDGE) / len(chart.columns)
    heads = [wrapped(name, slot - 4, lines=2, px=WIDE) for name in chart.columns]
    top = LINE * max(len(head) for head in heads) + 6
    tall = (body - top) / len(chart.rows)
    for c, head in enumerate(heads):
        sheet.text(EDGE + label + slot * (c + 0.5), top / 2, head, anchor="middle")
    for r, name in enumerate(chart.rows):
        y = top + tall * (r + 0.5)
        most = max(1, int(tall / LINE))
        sheet.text(EDGE + label - 6, y, wrapped(name, label - 8, lines=most, px=WIDE),
                   anchor="end")  # fmt: skip
        for c in range(len(chart.columns)):
            _cell(sheet, chart, r, c, (EDGE + label + slot * c, y - tall / 2, slot, tall))
        at = sheet.width - behind
        if chart.totals:
            sheet.text(at + 20, y, [chart.totals[r]], anchor="middle")
        if chart.marks:
            look = chart.marks[r].look
            sheet.rect(sheet.width - 30, y - 11, 22, 22, look)
            sheet.text(sheet.width - 19, y, [chart.marks[r].text], anchor="middle", color=look.ink)


def _cell(
    sheet: _Sheet, chart: Matrix, r: int, c: int, box: tuple[float, float, float, float]
) -> None:
    x, y, wide, tall = box
    shade = chart.shades[r][c]
    hue = HUES[chart.hues[r][c] if chart.hues else "tua"]
    deep = 0.0 if shade is None else min(1.0, shade)
    if shade is not None:
        deep = 0.06 + 0.94 * deep if chart.steps else 0.06 + 0.5 * deep
        sheet.shade(x + 1, y + 1, wide - 2, tall - 2, hue, deep)
    lines = [line for line in chart.texts[r][c].split("\n") if line]
    lines = lines[: max(1, int(tall / LINE))]
    if lines and max(text_px(line, WIDE) for line in lines) <= wide:
        ink = "#ffffff" if deep > 0.55 else INK
        sheet.text(x + wide / 2, y + tall / 2, lines, anchor="middle", color=ink)


def _inset(sheet: _Sheet, chart: Inset, body: float) -> None:
    count = len(chart.panels)
    part = (sheet.width - 10 * (count - 1)) / count
    west, south, east, north = chart.window
    tall = body - 2 * LINE - 8
    stretch = math.cos(math.radians((south + north) / 2))
    px = min(part / ((east - west) * stretch), tall / (north - south))
    for i, circles in enumerate(chart.panels):
        x0 = i * (part + 10)
        sheet.text(x0, LINE / 2, [shortened(chart.titles[i], part, WIDE)])
        sheet.begin(x0, LINE + 2, part, tall)

        def at(lon: float, lat: float, x0: float = x0) -> tuple[float, float]:
            middle = x0 + part / 2, LINE + 2 + tall / 2
            return (
                middle[0] + (lon - (west + east) / 2) * stretch * px,
                middle[1] - (lat - (south + north) / 2) * px,
            )

        sheet.land(_rings(chart.land, at))
        for circle in circles:
            x, y = at(circle.lon, circle.lat)
            sheet.circle(x, y, circle.size / 2, circle.look)
            sheet.text(x, y, [circle.look.mark], anchor="middle", color=circle.look.ink, size=13)
        for circle in chart.names if i == count - 1 else ():
            x, y = at(circle.lon, circle.lat)
            sheet.text(x, y + circle.size / 2 + 9, [shortened(circle.name, 0.5 * part, 13)],
                       anchor="middle", size=13)  # fmt: skip
        sheet.end()
    sheet.text(EDGE, body - LINE / 2, lines_of(" · ".join(chart.meanings), sheet.width, WIDE)[:1])


def _rings(
    land: tuple[Sequence[float | None], Sequence[float | None]],
    at: Callable[[float, float], tuple[float, float]],
) -> list[list[tuple[float, float]]]:
    rings: list[list[tuple[float, float]]] = [[]]
    for lon, lat in zip(*land, strict=True):
        if lon is None or lat is None:
            rings.append([])
        else:
            rings[-1].append(at(lon, lat))
    return [ring for ring in rings if len(ring) > 2]
