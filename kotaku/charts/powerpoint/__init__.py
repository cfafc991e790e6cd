"""Charts on slides: native charts, tables and shapes that can be edited, with alternative text."""

from __future__ import annotations

from datetime import date
from typing import Any

from kotaku.charts.fit import lines_of
from kotaku.charts.powerpoint.bar_charts import draw_bars
from kotaku.charts.powerpoint.line_charts import draw_lines
from kotaku.charts.powerpoint.matrices import draw_matrix
from kotaku.charts.powerpoint.shapes import QUIET, Box, Run, write
from kotaku.charts.powerpoint.small_maps import draw_inset
from kotaku.charts.spec import Bars, Chart, Inset, Lines, Matrix

FOOT = 10  # size of the line under a chart [pt]


def draw(slide: Any, box: Box, chart: Chart, stamp: date, size: float = 12) -> None:
    """Draw a chart into a place of a slide.

    Parameters
    ----------
    slide, box : where it stands
    chart : what it shows; its source stands under it, for a chart without figures its sentence
    stamp : the data's date, written into the workbook behind the chart
    size : of its type [pt]
    """
    foot = lines_of(chart.source, box.width, FOOT / 72)
    height = len(foot) * FOOT / 72 * 1.3
    place = Box(box.left, box.top, box.width, box.height - height)
    if isinstance(chart, Bars) and chart.rows:
        draw_bars(slide, place, chart, stamp, size)
    elif isinstance(chart, Lines):
        draw_lines(slide, place, chart, stamp, size)
    elif isinstance(chart, Matrix):
        draw_matrix(slide, place, chart, size)
    elif isinstance(chart, Inset):
        draw_inset(slide, place, chart, size)
    else:
        write(slide, place, [[Run(chart.name, size + 2, color=QUIET)]])
    if foot:
        under = Box(box.left, box.top + box.height - height, box.width, height)
        write(slide, under, [[Run(line, FOOT, color=QUIET)] for line in foot])
