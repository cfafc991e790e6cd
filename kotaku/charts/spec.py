"""What a chart shows, as data: one renderer a medium draws it (plotly, powerpoint, picture).

Texts are as the files hold them: a renderer cleans, wraps and fits them to its medium.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

import pandas as pd

from kotaku.charts.palette import Swatch
from kotaku.words.dates import format_date
from kotaku.words.numbers import format_number
from kotaku.words.safe import clean


@dataclass(frozen=True)
class Series:
    """One meaning in every row: bars of one name.

    ``looks`` holds one look for all rows or one a row. ``starts`` [in the unit of the axis] says
    where each bar begins; without it bars stand on the series before. ``lane`` is the middle and
    the height of the bar within its row [rows], as the rows lie one row apart.
    """

    name: str
    values: Sequence[float | None]
    looks: Sequence[Swatch]
    starts: Sequence[float] = ()
    inside: Sequence[str] = ()  # written in a bar that can hold it
    hover: Sequence[str] = ()
    lane: tuple[float, float] = (0.0, 0.68)
    faded: bool = False
    outline: bool = False

    def look(self, row: int) -> Swatch:
        """Return the look of one row's bar."""
        return self.looks[row] if len(self.looks) > 1 else self.looks[0]


@dataclass(frozen=True)
class End:
    """What stands behind the bars of a row: at a value, else in a column at the right."""

    text: str
    at: float | None = None


@dataclass(frozen=True)
class Chart:
    """What every chart has: its name in words, and where its figures come from."""

    name: str
    source: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class Empty(Chart):
    """A chart without anything to show; ``name`` is the sentence that says why."""

    height: int = 200


@dataclass(frozen=True)
class Bars(Chart):
    """Bars in rows, the first on top; ``upright`` stands them on a line from left to right."""

    rows: Sequence[str]
    series: Sequence[Series]
    unit: str
    ends: Sequence[End] = ()
    high: float | None = None  # the axis reaches at least so far
    low: float = 0.0
    legend: bool = False
    ticks: Sequence[tuple[float, str]] = ()
    guides: Sequence[float] = ()  # values marked by a line through all rows
    levels: Sequence[tuple[float, int]] = ()  # a line from a row to the next, at a value
    keys: Sequence[str] = ()  # what a page learns when a row is chosen
    days: bool = False  # values are proleptic ordinals of days
    as_of: date | None = None
    upright: bool = False


@dataclass(frozen=True)
class Curve:
    """One line over the x of its chart; ``labels`` stand at its points, ``end`` at its last one."""

    name: str
    values: Sequence[float | None]
    color: str
    dash: str = "solid"
    symbols: Sequence[str] = ()  # one for all or one a point; none: no points
    labels: Sequence[str] = ()
    hover: Sequence[str] = ()
    end: str = ""
    x: Sequence[pd.Timestamp] | Sequence[str] | Sequence[float] | None = None  # its own, if any


@dataclass(frozen=True)
class Lines(Chart):
    """Curves over days, years or amounts, with a row of bars under them where there is one."""

    x: Sequence[pd.Timestamp] | Sequence[str] | Sequence[float]
    curves: Sequence[Curve]
    unit: str
    low: float | None = 0.0
    high: float | None = None
    x_unit: str = ""
    legend: bool = False
    under: Series | None = None
    under_unit: str = ""
    under_note: str = ""  # written at the last bar
    as_of: date | None = None
    note_at: int | None = None  # place in x of the last known point, where ends are written


@dataclass(frozen=True)
class Mark:
    """A small square with a letter behind a row of a matrix."""

    text: str
    look: Swatch


@dataclass(frozen=True)
class Matrix(Chart):
    """Cells in rows and columns; ``shades`` [0..1], ``hues`` one a cell: a key of HUES."""

    rows: Sequence[str]
    columns: Sequence[str]
    shades: Sequence[Sequence[float | None]]
    texts: Sequence[Sequence[str]]
    hues: Sequence[Sequence[str]] = ()
    hover: Sequence[Sequence[str]] = ()
    steps: Sequence[float] = ()  # where a shade jumps [0..1]; none: it runs through
    groups: Sequence[tuple[int, int, str]] = ()  # first and last column, what stands above them
    totals: Sequence[str] = ()  # behind each row
    marks: Sequence[Mark] = ()
    totals_name: str = ""
    row_px: int = 34


@dataclass(frozen=True)
class Circle:
    """A place on a small map; ``size`` is its diameter [px]."""

    name: str
    lon: float
    lat: float
    size: float
    look: Swatch
    told: str


@dataclass(frozen=True)
class Outline:
    """A boundary on a small map: closed rings of (longitude, latitude) [degrees], and its name."""

    name: str
    rings: Sequence[Sequence[tuple[float, float]]]


@dataclass(frozen=True)
class Ground:
    """A window (west, south, east, north) [degrees] and the land in it as lines with gaps."""

    window: tuple[float, float, float, float]
    land: tuple[Sequence[float | None], Sequence[float | None]]


@dataclass(frozen=True)
class Inset(Chart):
    """Small maps side by side over one window (west, south, east, north) [degrees].

    ``around`` is a wider ground that says where the window lies, where no coast crosses it.
    """

    titles: Sequence[str]
    window: tuple[float, float, float, float]
    land: tuple[Sequence[float | None], Sequence[float | None]]
    panels: Sequence[Sequence[Circle]]
    names: Sequence[Circle] = ()  # written on the last map
    outlines: Sequence[Outline] = ()
    around: Ground | None = None
    meanings: Sequence[str] = ()
    height: int = 240


def table(chart: Chart) -> pd.DataFrame:
    """Return the numbers of a chart as texts, one row a row, bar or point."""
    if isinstance(chart, Bars):
        return _bars_table(chart)
    if isinstance(chart, Lines):
        return _lines_table(chart)
    if isinstance(chart, Matrix):
        body = {"": [clean(row) for row in chart.rows]}
        for c, name in enumerate(chart.columns):
            body[clean(name)] = [clean(row[c]) for row in chart.texts]
        return pd.DataFrame(body)
    if isinstance(chart, Inset):
        last = chart.panels[-1] if chart.panels else ()
        return pd.DataFrame({"": [c.name for c in last], "Keadaan": [c.told for c in last]})
    return pd.DataFrame()


def _bars_table(chart: Bars) -> pd.DataFrame:
    columns = {"": [clean(row) for row in chart.rows]}
    for one in chart.series:
        columns[one.name] = [_told(v, chart, one, i) for i, v in enumerate(one.values)]
    if chart.ends:
        columns["Keterangan"] = [clean(end.text) for end in chart.ends]
    return pd.DataFrame(columns)


def _lines_table(chart: Lines) -> pd.DataFrame:
    columns = {"": [_moment(x) for x in chart.x]}
    for curve in chart.curves:
        if curve.x is None:
            columns[curve.name] = [worded(v, chart.unit) for v in curve.values]
    if chart.under is not None:
        columns[chart.under.name] = [worded(v, chart.under_unit) for v in chart.under.values]
    return pd.DataFrame(columns)


def alternative(chart: Chart, most: int = 12) -> str:
    """Return what a chart shows in words, with its first values, for who cannot see it."""
    told = table(chart)
    if told.empty:
        return clean(chart.name)
    names = list(told.columns)
    lines = []
    first = names.index("")
    for row in islice(told.itertuples(index=False, name=None), most):
        told_of = zip(names[1:], row[1:], strict=True)
        parts = [f"{name} {value}".strip() for name, value in told_of if value]
        lines.append(f"{row[first]}: {', '.join(parts)}".strip(": "))
    rest = f"; dan {len(told) - most} baris lain" if len(told) > most else ""
    return f"{clean(chart.name)}. {'; '.join(lines)}{rest}."


def _told(value: float | None, chart: Bars, one: Series, row: int) -> str:
    if row < len(one.hover) and chart.days:
        return clean(one.hover[row].split("\n")[-1])
    return worded(value, chart.unit)


def worded(value: float | None, unit: str) -> str:
    """Return a value with its unit as the hall reads it; nothing where nothing is known."""
    if value is None or pd.isna(value):
        return ""
    decimals = 2 if unit or value != int(value) else 0  # what has no unit is counted
    return f"{format_number(value, decimals)} {unit}".strip()


def _moment(x: object) -> str:
    if isinstance(x, pd.Timestamp):
        return format_date(x.date())
    return format_number(x) if isinstance(x, float) else str(x)
