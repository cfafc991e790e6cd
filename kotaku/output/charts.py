"""Native charts that people edit in PowerPoint, each with its numbers in a workbook of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.util import Pt

from kotaku.output.deck import FONT, INK, RULE, Box, color
from kotaku.output.safebook import OPTIONS, properties

KINDS = {
    "stacked": XL_CHART_TYPE.BAR_STACKED,
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "lines": XL_CHART_TYPE.LINE,
}
NUMBER = "#,##0.00"
MONTH = "[$-421]mmm yyyy"  # month names in Indonesian whatever the machine speaks
_MONTHS_APART = (
    '<c:{name} xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" val="{value}"/>'
)


@dataclass(frozen=True)
class Series:
    """One series; ``fill`` "" draws nothing, ``labels`` are texts in Indonesian notation."""

    name: str
    values: Sequence[float | None]
    fill: str = ""
    labels: Sequence[str] = ()
    ink: str = INK
    at: str = "center"  # where labels stand: center, inside_base, outside_end
    fills: Sequence[str] = ()  # a colour for each point instead
    dash: bool = False


@dataclass(frozen=True)
class Chart:
    """What a chart shows; ``low`` and ``high`` bound the value axis."""

    kind: str
    categories: Sequence[str] | Sequence[date]
    series: Sequence[Series]
    size: float = 12
    low: float | None = None
    high: float | None = None
    axis_format: str = ""  # "" hides the value axis: the labels say it
    axis_step: float | None = None
    month_step: int = 2
    gap: int = 45
    alt: str = field(default="", kw_only=True)


class _Data(CategoryChartData):  # type: ignore[misc]  # the library has no types
    """The library's chart data with a workbook in which text never is a formula or a link."""

    def __init__(self, chart: Chart, stamp: date) -> None:
        super().__init__(number_format=NUMBER)
        self._chart, self._stamp = chart, stamp

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook behind the chart."""
        return _workbook(self._chart, self._stamp)


def add_chart(slide: Any, box: Box, chart: Chart, stamp: date) -> Any:
    """Draw a native chart and return it; labels are texts so that they read 1.234,56 anywhere."""
    data = _Data(chart, stamp)
    data.categories = list(chart.categories)
    for one in chart.series:
        data.add_series(one.name, list(one.values))
    frame = slide.shapes.add_chart(KINDS[chart.kind], *box.emu, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", chart.alt)
    native = frame.chart
    native.has_legend = native.has_title = False
    native.font.size, native.font.name = Pt(chart.size), FONT
    native.font.color.rgb = color(INK)
    _axes(native, chart)
    for own, one in zip(native.plots[0].series, chart.series, strict=True):
        _line(own, one) if chart.kind == "lines" else _bars(own, one)
    if chart.kind != "lines":
        native.plots[0].gap_width = chart.gap
        native.plots[0].overlap = 100 if chart.kind == "stacked" else 0
    return native


def _workbook(chart: Chart, stamp: date) -> bytes:
    """Return the numbers in the layout that the chart refers to."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {**OPTIONS, "in_memory": True})
    properties(book, stamp)
    sheet = book.add_worksheet("Sheet1")
    days = book.add_format({"num_format": "dd/mm/yyyy"})
    number = book.add_format({"num_format": NUMBER})
    for row, category in enumerate(chart.categories, start=1):
        if isinstance(category, date):
            sheet.write_datetime(row, 0, category, days)
        else:
            sheet.write_string(row, 0, category)
    for column, one in enumerate(chart.series, start=1):
        sheet.write_string(0, column, one.name)
        for row, value in enumerate(one.values, start=1):
            if value is not None:
                sheet.write_number(row, column, value, number)
    sheet.set_column(0, 0, 34)
    book.close()
    return target.getvalue()


def _axes(native: Any, chart: Chart) -> None:
    values, names = native.value_axis, native.category_axis
    values.has_major_gridlines = bool(chart.axis_format)
    values.minimum_scale, values.maximum_scale = chart.low, chart.high
    values.major_tick_mark = names.major_tick_mark = XL_TICK_MARK.NONE
    values.format.line.fill.background()
    names.format.line.color.rgb = color(RULE)
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if chart.axis_format:
        values.major_unit = chart.axis_step
        values.major_gridlines.format.line.color.rgb = color(RULE)
        values.tick_labels.number_format = chart.axis_format
        values.tick_labels.number_format_is_linked = False
    else:
        values.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    if chart.kind == "lines":
        names.tick_labels.number_format, names.tick_labels.number_format_is_linked = MONTH, False
        _every_months(names, chart.month_step)
    else:
        names.reverse_order = True  # the first on top


def _every_months(axis: Any, step: int) -> None:
    """Label a date axis every so many months; the library has no word for it."""
    element = axis._element
    for old in element.xpath("c:baseTimeUnit | c:majorUnit | c:majorTimeUnit"):
        element.remove(old)
    for name, value in (("baseTimeUnit", "days"), ("majorUnit", step), ("majorTimeUnit", "months")):
        element.append(parse_xml(_MONTHS_APART.format(name=name, value=value)))


def _line(native: Any, one: Series) -> None:
    native.smooth = False
    native.marker.style = None
    native.marker.format.fill.background()
    native.marker.format.line.fill.background()
    line = native.format.line
    line.color.rgb, line.width = color(one.fill), Pt(2.5)
    if one.dash:
        line.dash_style = MSO_LINE.DASH
    native._element.get_or_add_marker().get_or_add_symbol().set("val", "none")


def _bars(native: Any, one: Series) -> None:
    native.invert_if_negative = False
    if one.fill:
        native.format.fill.solid()
        native.format.fill.fore_color.rgb = color(one.fill)
    elif not one.fills:
        native.format.fill.background()
        native.format.line.fill.background()
    for i, fill in enumerate(one.fills):
        look = native.points[i].format.fill
        look.solid()
        look.fore_color.rgb = color(fill)
    for i, text in enumerate(one.labels):
        if text:
            _point_label(native.points[i].data_label, text, one)


def _point_label(label: Any, text: str, one: Series) -> None:
    run = label.text_frame.paragraphs[0].add_run()
    run.text = text
    run.font.color.rgb = color(one.ink)
    label.position = getattr(XL_LABEL_POSITION, one.at.upper())
