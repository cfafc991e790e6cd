"""Native charts that people edit in PowerPoint, each with its numbers in a workbook of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any, Final

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE, MSO_PATTERN
from pptx.oxml import parse_xml
from pptx.util import Pt

from kotaku.charts.palette import Swatch
from kotaku.charts.powerpoint.numbers_book import NUMBER, numbers_book
from kotaku.charts.powerpoint.shapes import FONT, INK, RULE, Box, color
from kotaku.words.safe import clean

KINDS: Final = {
    "stacked": XL_CHART_TYPE.BAR_STACKED,
    "beside": XL_CHART_TYPE.BAR_CLUSTERED,
    "upright": XL_CHART_TYPE.COLUMN_STACKED,
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "lines": XL_CHART_TYPE.LINE,
    "amounts": XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS,
}
MONTH: Final = "[$-421]mmm yyyy"  # month names in Indonesian whatever the machine speaks
PATTERNS: Final = {
    "/": MSO_PATTERN.WIDE_UPWARD_DIAGONAL,
    ".": MSO_PATTERN.PERCENT_20,
    "x": MSO_PATTERN.OUTLINED_DIAMOND,
}
HATCH: Final = "#3d4650"
OUTLINE: Final = "#69737e"
DASHES: Final = {"dash": MSO_LINE.DASH, "dot": MSO_LINE.ROUND_DOT, "dashdot": MSO_LINE.DASH_DOT}
_XML: Final = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
_DRAWING: Final = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_LABEL: Final = (
    '<c:dLbl><c:idx val="{row}"/><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr/>'
    '</a:pPr><a:r><a:rPr><a:solidFill><a:srgbClr val="{ink}"/></a:solidFill></a:rPr>'
    '<a:t>{text}</a:t></a:r></a:p></c:rich></c:tx><c:dLblPos val="{at}"/>'
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
    '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbl>'
)


@dataclass(frozen=True)
class NativeSeries:
    """One series of a native chart; ``looks`` none draws nothing and only carries labels.

    ``looks`` holds one look for all bars or one a bar, ``labels`` the texts of bars or points in
    Indonesian notation, ``at`` where they stand: center, inside_base, inside_end, outside_end.
    """

    name: str
    values: Sequence[float | None]
    looks: Sequence[Swatch] = ()
    labels: Sequence[str] = ()
    at: str = "center"
    faded: bool = False
    outline: bool = False
    line: str = ""  # the colour of a curve instead
    dash: str = "solid"
    marked: int | None = None  # the point of a curve that has a mark
    x: Sequence[float] = ()  # of a curve over amounts

    def look(self, row: int) -> Swatch:
        """Return the look of one bar."""
        return self.looks[row] if len(self.looks) > 1 else self.looks[0]


@dataclass(frozen=True)
class Axis:
    """The axis of values; without ``step`` it is not seen, for the labels say its values."""

    low: float
    high: float
    step: float = 0.0
    words: str = ""  # the format of its numbers


@dataclass(frozen=True)
class Native:
    """What a native chart shows, in its place.

    ``inner`` is the part of the place that bars or curves fill (left, top, width, height) [0..1];
    ``months`` between two names of an axis of days.
    """

    kind: str
    categories: Sequence[str] | Sequence[date]
    columns: Sequence[NativeSeries]
    axis: Axis
    alt: str
    size: float = 12
    gap: int = 45
    months: int = 0
    inner: tuple[float, float, float, float] | None = None
    spans: bool = False  # a curve goes on over days that only another one knows
    guides: Sequence[float] = field(default=())  # levels through upright bars


def add(slide: Any, box: Box, chart: Native, stamp: date) -> Any:
    """Draw a native chart and return it; labels are texts so that they read 1.234,56 anywhere."""
    data = _xy(chart, stamp) if chart.kind == "amounts" else _by_category(chart, stamp)
    frame = slide.shapes.add_chart(KINDS[chart.kind], *box.emu, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", chart.alt)
    native = frame.chart
    native.has_legend = native.has_title = False
    native.font.size, native.font.name = Pt(chart.size), FONT
    native.font.color.rgb = color(INK)
    _axes(native, chart)
    for own, one in zip(list(native.plots[0].series), chart.columns, strict=True):
        _curve(own, one) if one.line else _bars(own, one)
    if chart.kind not in ("lines", "amounts"):
        native.plots[0].gap_width = chart.gap
        native.plots[0].overlap = 100 if chart.kind in ("stacked", "upright") else 0
    if chart.inner:
        _place(native, chart.inner)
    if chart.spans:
        native._chartSpace.xpath(".//c:dispBlanksAs")[0].set("val", "span")
    _levels(native, chart)
    return native


class _Categories(CategoryChartData):  # type: ignore[misc]  # the library has no types
    """The library's data with a workbook in which text never is a formula or a link."""

    book: bytes = b""

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook behind the chart."""
        return self.book


class _Amounts(XyChartData):  # type: ignore[misc]  # the library has no types
    """The same for curves over amounts."""

    book: bytes = b""

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook behind the chart."""
        return self.book


def _by_category(chart: Native, stamp: date) -> Any:
    data = _Categories(number_format=NUMBER)
    data.categories = list(chart.categories)
    cells: dict[tuple[int, int], object] = {
        (row, 0): name for row, name in enumerate(chart.categories, start=1)
    }
    for column, one in enumerate(chart.columns, start=1):
        data.add_series(one.name, list(one.values))
        cells[0, column] = one.name
        cells |= {(row, column): value for row, value in enumerate(one.values, start=1)}
    data.book = numbers_book(cells, stamp)
    return data


def _xy(chart: Native, stamp: date) -> Any:
    """Return curves over amounts; each stands under the one before in the workbook."""
    data, cells, top = _Amounts(number_format=NUMBER), dict[tuple[int, int], object](), 0
    for one in chart.columns:
        own = data.add_series(one.name)
        cells[top, 1] = one.name
        for row, (x, y) in enumerate(zip(one.x, one.values, strict=True), start=top + 1):
            own.add_data_point(x, y)
            cells |= {(row, 0): x, (row, 1): y}
        top += len(one.values) + 2
    data.book = numbers_book(cells, stamp)
    return data


def _axes(native: Any, chart: Native) -> None:
    values, names, axis = native.value_axis, native.category_axis, chart.axis
    values.minimum_scale, values.maximum_scale = axis.low, axis.high
    values.has_major_gridlines = bool(axis.step)
    values.major_tick_mark = names.major_tick_mark = XL_TICK_MARK.NONE
    values.format.line.fill.background()
    names.format.line.color.rgb = color(RULE)
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.has_major_gridlines = False
    if axis.step:
        values.major_unit = axis.step
        values.major_gridlines.format.line.color.rgb = color(RULE)
    if axis.words:
        values.tick_labels.number_format = axis.words
        values.tick_labels.number_format_is_linked = False
        values.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    else:
        values.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    if chart.months:
        names.tick_labels.number_format, names.tick_labels.number_format_is_linked = MONTH, False
        _every_months(names, chart.months)
    elif chart.kind in ("stacked", "beside"):
        names.reverse_order = True  # the first on top
        values.tick_label_position = (
            XL_TICK_LABEL_POSITION.HIGH if axis.words else XL_TICK_LABEL_POSITION.NONE
        )


def _every_months(axis: Any, step: int) -> None:
    """Label a date axis every so many months; the library has no word for it."""
    element = axis._element
    for old in element.xpath("c:baseTimeUnit | c:majorUnit | c:majorTimeUnit"):
        element.remove(old)
    for name, value in (("baseTimeUnit", "days"), ("majorUnit", step), ("majorTimeUnit", "months")):
        element.append(parse_xml(f'<c:{name} {_XML} val="{value}"/>'))


def _place(native: Any, inner: tuple[float, float, float, float]) -> None:
    """Say where bars and curves stand within the chart, so that every label has its room."""
    area = native._chartSpace.chart.plotArea
    for old in area.xpath("c:layout"):
        area.remove(old)
    sizes = "".join(
        f'<c:{name} val="{value:.4f}"/>' for name, value in zip("xywh", inner, strict=True)
    )
    area.insert(
        0,
        parse_xml(
            f'<c:layout {_XML}><c:manualLayout><c:layoutTarget val="inner"/>'
            f'<c:xMode val="edge"/><c:yMode val="edge"/>{sizes}</c:manualLayout></c:layout>'
        ),
    )


def _levels(native: Any, chart: Native) -> None:
    """Draw levels through upright bars: curves on the same axes."""
    plots = native._chartSpace.chart.plotArea
    bars = plots.xpath("c:barChart")
    if not chart.guides or not bars:
        return
    ids = "".join(f'<c:axId val="{i.get("val")}"/>' for i in bars[0].xpath("c:axId"))
    count, first = len(chart.categories), len(chart.columns)
    lines = "".join(
        f'<c:ser><c:idx val="{first + n}"/><c:order val="{first + n}"/><c:spPr><a:ln w="19050">'
        f'<a:solidFill><a:srgbClr val="{OUTLINE[1:].upper()}"/></a:solidFill>'
        '<a:prstDash val="dash"/></a:ln></c:spPr><c:marker><c:symbol val="none"/></c:marker>'
        f'<c:val><c:numLit><c:ptCount val="{count}"/>'
        + "".join(f'<c:pt idx="{i}"><c:v>{level:.6f}</c:v></c:pt>' for i in range(count))
        + '</c:numLit></c:val><c:smooth val="0"/></c:ser>'
        for n, level in enumerate(chart.guides)
    )
    bars[0].addnext(
        parse_xml(
            f"<c:lineChart {_XML} {_DRAWING}>"
            f'<c:grouping val="standard"/><c:varyColors val="0"/>{lines}'
            f'<c:marker val="1"/>{ids}</c:lineChart>'
        )
    )


def _curve(native: Any, one: NativeSeries) -> None:
    native.smooth = False
    line = native.format.line
    line.color.rgb, line.width = color(one.line), Pt(2.5)
    if one.dash in DASHES:
        line.dash_style = DASHES[one.dash]
    native._element.get_or_add_marker().get_or_add_symbol().set("val", "none")
    if one.marked is not None:
        point = native.points[one.marked]
        point.marker.style = 8  # a disc
        point.marker.size = 9
        point.marker.format.fill.solid()
        point.marker.format.fill.fore_color.rgb = color(one.line)


def _bars(native: Any, one: NativeSeries) -> None:
    native.invert_if_negative = False
    if not one.looks:
        native.format.fill.background()
        native.format.line.fill.background()
    elif len(one.looks) == 1:
        _fill(native.format, one.looks[0], one)
    else:
        for i, look in enumerate(one.looks):
            if one.values[i] is not None:
                _fill(native.points[i].format, look, one)
    _labels(native, one)


def _fill(form: Any, look: Swatch, one: NativeSeries) -> None:
    """Fill a bar as the look asks: colour and pattern, pale where faded, empty where outlined."""
    form.line.color.rgb, form.line.width = color(OUTLINE), Pt(0.75)
    if one.outline:
        form.fill.background()
        return
    ground = mixed(look.fill, 0.45) if one.faded else look.fill
    if look.pattern in PATTERNS:
        form.fill.patterned()
        form.fill.pattern = PATTERNS[look.pattern]
        form.fill.fore_color.rgb = color(mixed(HATCH, 0.35, ground))
        form.fill.back_color.rgb = color(ground)
        return
    form.fill.solid()
    form.fill.fore_color.rgb = color(ground)


def mixed(fill: str, part: float, ground: str = "#ffffff") -> str:
    """Return a colour laid over a ground, as ``part`` of it [0..1]."""
    pairs = ((int(fill[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(top * part + under * (1 - part)):02x}" for top, under in pairs)


def _labels(native: Any, one: NativeSeries) -> None:
    """Write the labels straight as XML: ten times as fast as through the library."""
    inside = bool(one.looks) and one.at in ("center", "inside_end")
    position = XL_LABEL_POSITION.to_xml(getattr(XL_LABEL_POSITION, one.at.upper()))
    told = "".join(
        _LABEL.format(
            row=row, text=escape(clean(text)), at=position,
            ink=(one.look(row).ink if inside else INK)[1:].upper(),
        )
        for row, text in enumerate(one.labels) if text
    )  # fmt: skip
    if told:
        place = native._element.get_or_add_dLbls()
        for label in reversed(parse_xml(f"<c:dLbls {_XML} {_DRAWING}>{told}</c:dLbls>")):
            place.insert(0, label)
