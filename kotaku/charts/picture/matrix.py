"""Shaded cells."""

from __future__ import annotations

from kotaku.charts.fit import text_px, wrapped
from kotaku.charts.palette import HUES
from kotaku.charts.picture.sheet import EDGE, INK, LINE, WIDE, PictureSheet
from kotaku.charts.spec import Matrix


def draw_matrix(sheet: PictureSheet, chart: Matrix, body: float) -> None:
    """Draw the chart on the height of ``body`` [px]."""
    label = min(0.3 * sheet.width, max(text_px(row, WIDE) for row in chart.rows) + 10)
    behind = (44 if chart.totals else 0) + (34 if chart.marks else 0)
    slot = (sheet.width - label - behind - 2 * EDGE) / len(chart.columns)
    heads = [wrapped(name, slot - 4, px=WIDE) for name in chart.columns]
    top = LINE * max(len(head) for head in heads) + 6
    tall = (body - top) / len(chart.rows)
    for c, head in enumerate(heads):
        sheet.text(EDGE + label + slot * (c + 0.5), top / 2, head, anchor="middle")
    for r, name in enumerate(chart.rows):
        y = top + tall * (r + 0.5)
        sheet.text(EDGE + label - 6, y, wrapped(name, label - 8, px=WIDE), anchor="end")
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
    sheet: PictureSheet, chart: Matrix, r: int, c: int, box: tuple[float, float, float, float]
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
