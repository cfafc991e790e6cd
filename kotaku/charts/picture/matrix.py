"""Shaded cells, and small maps."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from kotaku.charts.fit import lines_of, shortened, text_px, wrapped
from kotaku.charts.palette import HUES
from kotaku.charts.picture.sheet import EDGE, INK, LINE, WIDE, Sheet
from kotaku.charts.spec import Inset, Matrix


def draw_matrix(sheet: Sheet, chart: Matrix, body: float) -> None:
    """Draw the chart on the height of ``body`` [px]."""
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
    sheet: Sheet, chart: Matrix, r: int, c: int, box: tuple[float, float, float, float]
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


def draw_inset(sheet: Sheet, chart: Inset, body: float) -> None:
    """Draw the chart on the height of ``body`` [px]."""
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
