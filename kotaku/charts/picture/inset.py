"""Small maps: places at the start and now, with the coast or a boundary, names and a scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kotaku.charts.fit import lines_of, text_px, wrapped
from kotaku.charts.picture.sheet import EDGE, LINE, WIDE, PictureSheet
from kotaku.charts.spec import Circle, Ground, Inset
from kotaku.words.numbers import format_number

GAP = 10  # between two maps [px]
KM = 111.2  # of a degree of latitude
MOST = 3  # lines of a name on a map; a longer one stands in the table alone
LOCATOR = 0.42  # of a map's smaller side that the wider ground takes
Box = tuple[float, float, float, float]  # left, top, right, bottom [px]


@dataclass(frozen=True)
class _Frame:
    """A window of degrees on a box of the picture, as long one way as the other."""

    box: Box
    window: tuple[float, float, float, float]

    @property
    def px(self) -> float:
        """Pixels of a degree of latitude."""
        west, south, east, north = self.window
        left, top, right, bottom = self.box
        return min(
            (right - left) / ((east - west) * self.stretch), (bottom - top) / (north - south)
        )

    @property
    def stretch(self) -> float:
        """How long a degree of longitude is against one of latitude."""
        return math.cos(math.radians((self.window[1] + self.window[3]) / 2))

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a place lies [px]."""
        west, south, east, north = self.window
        left, top, right, bottom = self.box
        return (
            (left + right) / 2 + (lon - (west + east) / 2) * self.stretch * self.px,
            (top + bottom) / 2 - (lat - (south + north) / 2) * self.px,
        )


def draw_inset(sheet: PictureSheet, chart: Inset, body: float) -> None:
    """Draw the chart on the height of ``body`` [px]."""
    count = len(chart.panels)
    part = (sheet.width - GAP * (count - 1)) / count
    foot = lines_of(" · ".join(chart.meanings), sheet.width - 2 * EDGE, WIDE)
    titles = [wrapped(title, part, px=WIDE) for title in chart.titles]
    over = LINE * max(len(title) for title in titles)
    top, bottom = over + 2, body - LINE * len(foot) - 6
    for i, circles in enumerate(chart.panels):
        left = i * (part + GAP)
        frame = _Frame((left, top, left + part, bottom), chart.window)
        sheet.text(left, over / 2, titles[i])
        sheet.begin(left, top, part, bottom - top)
        _ground(sheet, chart, frame)
        lettered = _lettered(frame, circles)
        for number, circle in enumerate(circles):
            x, y = frame.at(circle.lon, circle.lat)
            sheet.circle(x, y, circle.size / 2, circle.look)
            if number in lettered:
                sheet.text(x, y, [circle.look.mark], anchor="middle", color=circle.look.ink)
        taken = [_around(frame, circle) for circle in circles]
        if i == 0:
            taken += [_scale(sheet, frame)]
            taken += _locator(sheet, frame, chart.around)
        if i == count - 1:
            _names(sheet, frame, chart.names, taken)
        sheet.end()
    for i, line in enumerate(foot):
        sheet.text(EDGE, bottom + 4 + LINE * (i + 0.5), [line])


def _lettered(frame: _Frame, circles: Sequence[Circle]) -> set[int]:
    """Return which circles have room for their letter, of those upon one another the upper ones."""
    found: dict[int, Box] = {}
    for number in reversed(range(len(circles))):
        one = circles[number]
        x, y = frame.at(one.lon, one.lat)
        half = text_px(one.look.mark, WIDE) / 2
        box = (x - half, y - LINE / 2, x + half, y + LINE / 2)
        if not any(_touch(box, other) for other in found.values()):
            found[number] = box
    return set(found)


def _ground(sheet: PictureSheet, chart: Inset, frame: _Frame) -> None:
    sheet.land(_rings(chart.land, frame))
    for outline in chart.outlines:
        sheet.boundary([[frame.at(x, y) for x, y in ring] for ring in outline.rings])


def _around(frame: _Frame, circle: Circle) -> Box:
    x, y = frame.at(circle.lon, circle.lat)
    half = circle.size / 2
    return x - half, y - half, x + half, y + half


def _scale(sheet: PictureSheet, frame: _Frame) -> Box:
    """Draw how long some kilometres are in the lower left corner; return what it covers."""
    left, _, right, bottom = frame.box
    room = (right - left) * 0.4 / (frame.px / KM)
    unit = 10.0 ** math.floor(math.log10(room))
    km = next(step * unit for step in (5, 2, 1) if step * unit <= room)
    long = km * frame.px / KM
    word = f"{format_number(km, 0 if km >= 1 else 1)} km"
    sheet.line(left + 6, bottom - 6, left + 6 + long, bottom - 6, "#17212b", width=2.5)
    sheet.text(left + 6, bottom - 18, [word], halo=True)
    return left, bottom - 28, left + 12 + max(long, text_px(word, WIDE)), bottom


def _locator(sheet: PictureSheet, frame: _Frame, ground: Ground | None) -> list[Box]:
    """Draw in the upper right corner where the window lies; return what it covers."""
    if ground is None:
        return []
    _, top, right, bottom = frame.box
    side = LOCATOR * min(right - frame.box[0], bottom - top)
    box = (right - side - 3, top + 3, right - 3, top + 3 + side)
    small = _Frame(box, ground.window)
    sheet.begin(box[0], box[1], side, side)
    sheet.land(_rings(ground.land, small))
    west, south, east, north = frame.window
    x0, y0 = small.at(west, north)
    x1, y1 = small.at(east, south)
    sheet.ring((x0 + x1) / 2, (y0 + y1) / 2, max(3.5, (x1 - x0) / 2))
    sheet.end()
    return [box]


def _names(sheet: PictureSheet, frame: _Frame, named: Sequence[Circle], taken: list[Box]) -> None:
    """Write names under, over or beside their places, where nothing else lies."""
    left, top, right, bottom = frame.box
    for circle in named:
        x, y = frame.at(circle.lon, circle.lat)
        words = wrapped(circle.name, 0.9 * (right - left), px=WIDE)
        if len(words) > MOST:
            continue
        wide, high = max(text_px(word, WIDE) for word in words), LINE * len(words) * 0.9
        off, aside = circle.size / 2 + high / 2 + 1, circle.size / 2 + wide / 2 + 3
        middle = min(max(x, left + wide / 2 + 2), right - wide / 2 - 2)
        for mx, my in ((middle, y + off), (middle, y - off), (x + aside, y), (x - aside, y)):
            box = (mx - wide / 2, my - high / 2, mx + wide / 2, my + high / 2)
            inside = left <= box[0] and box[2] <= right and top <= box[1] and box[3] <= bottom
            if inside and not any(_touch(box, other) for other in taken):
                sheet.text(mx, my, words, anchor="middle", halo=True)
                taken.append(box)
                break


def _touch(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _rings(
    land: tuple[Sequence[float | None], Sequence[float | None]], frame: _Frame
) -> list[list[tuple[float, float]]]:
    rings: list[list[tuple[float, float]]] = [[]]
    for lon, lat in zip(*land, strict=True):
        if lon is None or lat is None:
            rings.append([])
        else:
            rings[-1].append(frame.at(lon, lat))
    return [ring for ring in rings if len(ring) > 2]
