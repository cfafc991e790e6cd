"""A drawn schedule as a grid: where its heading is, and what each row below it holds."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from kotaku.findings import Finding, finding
from kotaku.geo import names as places
from kotaku.intake.model import Cell, Sheet, address, letter
from kotaku.intake.reading import schedule_periods as weeks
from kotaku.intake.reading.schedule_periods import Kind, Period
from kotaku.intake.tables import headers, similar
from kotaku.intake.tables.context import CommonValues, context
from kotaku.intake.tables.headings import Parts, boxes, joined
from kotaku.words.parsing import is_blank, read_number

Floats = npt.NDArray[np.float64]

SCAN_ROWS = 25
WEIGHTS_OFF = 0.6  # how far weights may add up beside 100, by rounding [%], I
_NEAR = 3  # rows below a heading that tell what its columns hold
_TABLE = "master_schedule"
_NAME = re.compile(
    r"\b(?:sub\s?)?(?:kegiatan|uraian|pekerjaan|aktivitas|item|tahapan|rincian|agenda|program|"
    r"activity|task|nama|jenis|komponen)"
)
_WEIGHT = re.compile(r"\b(?:bobot|bbt|prosentase|persentase|prosen|persen|porsi|weight)|^\W*%\W*$")
_NO_LINE = frozenset({"judul", "kepala", "catatan", "tanda_tangan", "diabaikan", "kosong"})


@dataclass(frozen=True)
class ScheduleChart:
    """One drawn schedule: where its columns are. Rows 1-based, columns 0-based."""

    header_row: int
    last_row: int
    columns: Mapping[str, int]  # field -> column
    number: int | None  # running number
    kinds: int | None  # the column that says R or RE on each row
    marks: tuple[str, ...]  # two marks of one meaning: their order tells plan from progress
    periods: tuple[Period, ...]
    weights: tuple[int, ...]  # columns that may hold the weights, the likeliest first
    team: str | None
    day: str | None  # the day the titles name
    top: int = 1  # first row of the heading
    headings: Mapping[int, str] = field(default_factory=dict)  # of every column
    shape: str = ""
    said: Mapping[int, str] = field(default_factory=dict)  # row -> role, as a person said it
    monthly: bool = False  # its periods are months
    kind: Kind = ""  # what rows and columns that say neither hold, as a person said it

    @property
    def length(self) -> int:
        """Return how many periods there are."""
        return max((p.at for p in self.periods), default=-1) + 1

    def step(self, day: date, periods: int) -> date:
        """Return the last day of the period so many after the one that ends on a day."""
        if not self.monthly:
            return day + timedelta(days=7 * periods)
        years, month = divmod(day.month - 1 + periods, 12)
        year = day.year + years
        last = calendar.monthrange(year, month + 1)[1]
        ends = day.day == calendar.monthrange(day.year, day.month)[1]
        return date(year, month + 1, last if ends else min(day.day, last))


@dataclass
class Line:
    """One row below the heading; ``values`` by kind, "" where the columns do not tell it."""

    row: int
    name: str
    number: str
    mark: Kind
    weight: float
    values: Mapping[Kind, Floats]
    texts: Mapping[str, Cell] = field(default_factory=dict)
    team: str | None = None
    merged: bool = False  # its name is that of the row above, merged
    said: str = ""  # its role, as a person said it

    @property
    def filled(self) -> bool:
        """Tell whether any period of the row holds a number."""
        return any(bool((~np.isnan(v)).any()) for v in self.values.values())


def charts(
    sheet: Sheet,
    titles: CommonValues | None = None,
    said: Sequence[tuple[int, int]] | None = None,
) -> Iterator[ScheduleChart]:
    """Yield the charts of a sheet, one below the other, each under a heading of its own.

    ``titles`` is what its titles say where they do not stand above, ``said`` the rows of each
    heading as a person said them.
    """
    heads = _heads(sheet) if said is None else _heads_as_said(sheet, said)
    first = 1
    for head, below in pairwise([*heads, _Head(sheet.height + 1, {})]):
        start, columns, after = head.row, head.columns, below.row
        found, _ = weeks.periods(sheet, start, None)
        top = head.top or _top(sheet, start, columns, found)
        around = titles or context(sheet, first, top)
        found, rest = _periods(sheet, head, around.year)
        last = after - 1
        if after <= sheet.height:
            last = (below.top or _top(sheet, after, columns, found)) - 1
        while after <= sheet.height and last > start and _titles(sheet, last):
            last -= 1
        kinds = _kinds(sheet, start, last, columns, found)
        periods, above = _told_by_order(found)
        marks = above or _marks(sheet, start, last, kinds)
        yield ScheduleChart(start, last, columns, _number(rest), kinds, marks, periods,
                    weight_columns(columns, rest), around.get("kab_kota"),
                    around.get("minggu"), top, headings_of(sheet, start, start - top + 1),
                    monthly=weeks.monthly(sheet, start))  # fmt: skip
        first = last + 1


def full_of_figures(sheet: Sheet) -> bool:
    """Tell whether a sheet holds a grid of figures, as a schedule does."""
    columns = [int((~np.isnan(c.numbers)).sum()) for c in sheet.columns]
    return sum(count >= weeks.FEWEST for count in columns) >= weeks.FEWEST


def headings_of(sheet: Sheet, row: int, depth: int) -> dict[int, str]:
    """Return the heading of every column over its rows."""
    return {c: " ".join(parts) for c, parts in joined(sheet, row, depth).items()}


def _top(sheet: Sheet, row: int, columns: Mapping[str, int], found: list[Period]) -> int:
    """Return the first row of the heading whose lowest row is given."""
    own = [columns["kegiatan"], *(p.column for p in found)]
    while row > 1 and any(sheet.columns[c].cell(row - 1) is not None for c in own):
        if _titles(sheet, row - 1) and sheet.columns[columns["kegiatan"]].cell(row):
            break
        row -= 1
    return row


def _titles(sheet: Sheet, row: int) -> bool:
    cells = [v for v in sheet.row(row) if v is not None]
    return len(cells) <= 2 and not any(isinstance(v, float) for v in cells)


@dataclass(frozen=True)
class _Head:
    """A heading: its lowest row and the columns it names; its first row, where a person said it."""

    row: int
    columns: Mapping[str, int]
    top: int = 0


def _periods(
    sheet: Sheet, head: _Head, year: int | None
) -> tuple[list[Period], Mapping[int, Parts]]:
    """Return the periods under a heading, and the other columns.

    Where a person said that it is one and no word tells time, the columns of figures right of the
    names are the periods.
    """
    found, rest = weeks.periods(sheet, head.row, year)
    if len(found) >= weeks.FEWEST or not head.top:
        return found, rest
    names = {c: parts for c, parts in rest.items() if c > max(head.columns.values())}
    drawn = [
        c for c in sorted(names)
        if c not in weight_columns(head.columns, rest) and _drawn(sheet, c, head.row)
    ]  # fmt: skip
    kinds = {c: weeks.kind_of(names[c][-1]) for c in drawn}
    count: Counter[Kind] = Counter()
    periods = []
    for column, kind in kinds.items():
        periods.append(Period(column, None, kind, count[kind]))
        count[kind] += 1
    return periods, {c: parts for c, parts in rest.items() if c not in drawn}


def _drawn(sheet: Sheet, column: int, row: int) -> bool:
    """Tell whether a column holds figures below a row, and no other texts."""
    below = sheet.columns[column].part(row + 1, sheet.height)
    texts = [v for v in below.values if isinstance(v, str) and not is_blank(v)]
    figures = sum(read_number(v, "%") is not None for v in texts)
    return figures + int((~np.isnan(below.numbers)).sum()) > len(texts) - figures


def _heads_as_said(sheet: Sheet, said: Sequence[tuple[int, int]]) -> list[_Head]:
    """Return the headings that a person said are there: those that stand over names."""
    found = []
    for top, row in said:
        times, rest = weeks.periods(sheet, row, None)
        named = columns(sheet, row, rest, [p.column for p in times])
        if "kegiatan" not in named:
            widest = max(range(len(sheet.columns)), key=lambda c: _texts(sheet, c, row))
            named = {n: c for n, c in named.items() if c != widest} | {"kegiatan": widest}
        if _texts(sheet, named["kegiatan"], row):
            found.append(_Head(row, named, top))
    return found


def _heads(sheet: Sheet) -> list[_Head]:
    """Return every heading of a sheet: its lowest row, the columns it names, and no periods."""
    found: list[_Head] = []
    row = 0
    while (row := row + 1) <= sheet.height and (found or row <= SCAN_ROWS):
        if found and not _like_heading(sheet, row):
            continue
        if head := _head_at(sheet, row):
            found.append(head)
            row = head.row
    return found


def _like_heading(sheet: Sheet, row: int) -> bool:
    """Tell whether a row further down may be a heading: several texts that are no figures."""
    cells = sheet.row(row)
    texts = [c for c in cells if isinstance(c, datetime) or (isinstance(c, str) and c.strip())]
    words = [c for c in texts if not isinstance(c, str) or read_number(c, "%") is None]
    words = [c for c in words if not isinstance(c, str) or c.strip(" -")]
    return len(words) >= weeks.FEWEST or _counts([c for c in cells if c is not None])


def _head_at(sheet: Sheet, row: int) -> _Head | None:
    """Return the heading whose lowest row begins on a row, or None."""
    found, rest = weeks.periods(sheet, row, None)
    cells = [sheet.columns[p.column].cell(row) for p in found]
    own = [c for c in cells if isinstance(c, float | datetime) or (c and str(c).strip(" -"))]
    if len(own) < weeks.FEWEST or _figures(own) or _data_below(sheet, row, found):
        return None  # figures of the first activity are no weeks
    while row < sheet.height and _goes_on(sheet, row + 1, [p.column for p in found]):
        row += 1
        found, rest = weeks.periods(sheet, row, None)
    named = columns(sheet, row, rest, [p.column for p in found])
    return _Head(row, named) if "kegiatan" in named and len(found) >= weeks.FEWEST else None


def _figures(cells: Sequence[Cell]) -> bool:
    """Tell whether any cell holds a figure that counts no period."""
    numbers = [c if isinstance(c, float) else read_number(c, "") for c in cells
               if isinstance(c, float | str)]  # fmt: skip
    return any(n is not None for n in numbers) and not _counts(list(numbers))


def _data_below(sheet: Sheet, row: int, found: Sequence[Period]) -> bool:
    """Tell whether columns go on below with days: they are a table's columns, not periods."""
    last = min(row + _NEAR, sheet.height)
    below = [sheet.columns[p.column].part(row + 1, last).values for p in found]
    return any(isinstance(v, datetime) for values in below for v in values)


def _goes_on(sheet: Sheet, row: int, columns: list[int]) -> bool:
    """Tell whether a row belongs to the heading: weeks in their order, or R and RE."""
    cells = [sheet.columns[c].cell(row) for c in columns]
    if any(c is None for c in cells):
        return False
    if all(isinstance(c, str) for c in cells):
        numbers = [read_number(c, "") for c in cells if isinstance(c, str)]
        if None not in numbers and not _counts(list(numbers)):
            return False  # figures typed as texts
        found, _ = weeks.periods(sheet, row, None)
        return len(found) >= len(columns)
    right = range(min(columns), len(sheet.columns))  # months stand once over their weeks
    columns = [c for c in right if sheet.columns[c].cell(row) is not None]
    cells = [sheet.columns[c].cell(row) for c in columns]
    beside = (c for i, c in enumerate(sheet.columns) if i not in columns)
    named = any(isinstance(c.cell(row), str) and isinstance(c.cell(row - 1), str) for c in beside)
    return not named and _counts(cells)


def _counts(cells: Sequence[Cell]) -> bool:
    """Tell whether cells count periods: 1 2 3 ..., each once or each twice, or 1 to 4 again."""
    numbers = [c for c in cells if isinstance(c, float)]
    if len(numbers) != len(cells) or not numbers or numbers[0] != 1.0 or len({*numbers}) < 2:
        return False
    if len(numbers) % 2 == 0 and numbers[::2] == numbers[1::2]:
        numbers = numbers[::2]
    return all(b in (a + 1, 1.0) for a, b in pairwise(numbers))


def columns(
    sheet: Sheet, row: int, rest: Mapping[int, Parts], periods: Sequence[int] = ()
) -> dict[str, int]:
    """Return the column of each field; the activities' is the one with names under such a word.

    Left of periods a column whose figures add up to the whole holds the weights, and the texts
    beside it are names, whatever stands over them.
    """
    found: dict[str, int] = {}
    for i, parts in rest.items():
        hit = similar.match_parts(parts, _TABLE)
        if hit and hit.field not in found:
            found[hit.field] = i
    if "kegiatan" in found and not _texts(sheet, found["kegiatan"], row):
        found.pop("kegiatan")  # "Bobot Pekerjaan" holds figures
    left = range(min(periods, default=0))
    whole = [i for i in left if i not in found.values() and _adds_up(sheet, i, row)]
    if whole and not weight_columns(found, rest):
        found["bobot_pct"] = whole[0]
    if "kegiatan" not in found and weight_columns(found, rest):
        before = left or range(min(weight_columns(found, rest)))  # of a list: the weights
        named = _named(sheet, row, rest) or [i for i in before if _texts(sheet, i, row)]
        if named:
            best = max(named, key=lambda i: _texts(sheet, i, row))
            found = {**{n: i for n, i in found.items() if i != best}, "kegiatan": best}
    return found


def _named(sheet: Sheet, row: int, rest: Mapping[int, Parts]) -> list[int]:
    """Return the columns of texts under a word for activities."""
    return [i for i, parts in rest.items()
            if any(_NAME.search(p.lower()) for p in parts) and _texts(sheet, i, row)]  # fmt: skip


def _adds_up(sheet: Sheet, column: int, row: int) -> bool:
    """Tell whether a column's figures add up to the whole, once or with their total or groups."""
    part = sheet.columns[column].part(row + 1, sheet.height)
    values = part.numbers.copy()
    for place, value in zip(part.at, part.values, strict=True):
        if isinstance(value, str) and (read := read_number(value, "%")) is not None:
            values[place] = read
    known = values[~np.isnan(values)]
    if known.size < weeks.FEWEST or known.min() < 0:
        return False
    sums = np.cumsum(known)[weeks.FEWEST - 1 :]  # one team's may stand above the next one's
    return any(
        bool((np.abs(sums - times * full) <= WEIGHTS_OFF * full / 100).any())
        for times in (1, 2, 3)
        for full in (1.0, 100.0)
    )


def _texts(sheet: Sheet, column: int, row: int) -> int:
    """Return how many letters the texts of a column below the heading have; 0 for figures."""
    part = sheet.columns[column].part(row + 1, sheet.height)
    texts = [v for v in part.values if isinstance(v, str) and v.strip()]
    figures = sum(read_number(v, "%") is not None for v in texts)
    if figures + int((~np.isnan(part.numbers)).sum()) > len(texts) - figures:
        return 0
    return sum(len(v) for v in texts if len(v.strip()) > 3)


def weight_columns(columns: Mapping[str, int], rest: Mapping[int, Parts]) -> tuple[int, ...]:
    """Return the columns that may hold the weights."""
    named = [i for i, parts in rest.items() if any(_WEIGHT.search(p.lower()) for p in parts)]
    own = [columns["bobot_pct"]] if "bobot_pct" in columns else []
    taken = {i for n, i in columns.items() if n != "bobot_pct"}
    return tuple(dict.fromkeys([*own, *(i for i in named if i not in taken)]))


def _number(rest: Mapping[int, Parts]) -> int | None:
    return next((i for i, parts in rest.items() if headers.is_ordinal(parts[-1])), None)


def _kinds(
    sheet: Sheet, start: int, last: int, columns: Mapping[str, int], found: list[Period]
) -> int | None:
    """Return the column whose texts say plan or progress on each row."""
    taken = {*columns.values(), *(p.column for p in found)}
    for i, column in enumerate(sheet.columns):
        part = column.part(start + 1, last)
        texts = [v for v in part.values if isinstance(v, str) and v.strip()]
        told = sum(bool(weeks.kind_of(t)) for t in texts)
        if i not in taken and told >= 2 and 5 * told >= 4 * len(texts):
            return i
    return None


def _marks(sheet: Sheet, start: int, last: int, kinds: int | None) -> tuple[str, ...]:
    """Return the two marks of the rows when both mean the same: R and P may be either way round."""
    if kinds is None:
        return ()
    texts = [text(sheet, kinds, row) for row in range(start + 1, last + 1)]
    marks = tuple(dict.fromkeys(t for t in texts if weeks.kind_of(t)))
    return marks if len(marks) == 2 and len({*map(weeks.kind_of, marks)}) == 1 else ()


def _told_by_order(found: list[Period]) -> tuple[tuple[Period, ...], tuple[str, ...]]:
    """Return the periods, the second of two columns of one kind and one end being the progress."""
    twins = Counter((p.at, p.kind) for p in found)
    if not found or {*twins.values()} != {2} or len({p.kind for p in found}) != 1:
        return tuple(found), ()
    seen: set[object] = set()
    told: list[Period] = []
    for period in found:
        told.append(replace(period, kind="realisasi" if period.at in seen else "rencana"))
        seen.add(period.at)
    return tuple(told), ("kolom pertama", "kolom kedua")


# --- rows --------------------------------------------------------------------------------


def lines(sheet: Sheet, chart: ScheduleChart, file: str, found: list[Finding]) -> list[Line]:
    """Return the rows of a chart that hold anything; what is no number goes into ``found``."""
    merged = _merged_names(sheet, chart)
    team = chart.team
    out: list[Line] = []
    for row in range(chart.header_row + 1, chart.last_row + 1):
        cells, said = sheet.row(row), chart.said.get(row, "")
        if said in _NO_LINE or all(
            c is None or (isinstance(c, str) and not c.strip()) for c in cells
        ):
            continue
        name = text(sheet, chart.columns["kegiatan"], row)
        label = name or next((" ".join(v.split()) for v in cells if isinstance(v, str)), "")
        if not said and (place := _section(label, cells)):
            team = place
            continue
        line = _line(sheet, chart, row, file, found)
        line.said = said
        if said in ("realisasi", "kegiatan"):
            line.mark = "realisasi" if said == "realisasi" else ""
        line.name, line.merged = (name if row not in merged else "") or "", row in merged
        if not name and not line.merged and not line.mark:
            line.name = label if label not in (line.number,) else ""
        own = line.texts.get("kab_kota")
        if isinstance(own, str) and own.strip():
            team = own
        line.team = team
        out.append(line)
    return out


def _line(sheet: Sheet, chart: ScheduleChart, row: int, file: str, found: list[Finding]) -> Line:
    told: Kind = ""
    if chart.kinds is not None and not chart.marks:
        told = weeks.kind_of(text(sheet, chart.kinds, row))
    values: dict[Kind, Floats] = {}
    for period in chart.periods:
        value = number(sheet, period.column, row, file, found)
        held = values.setdefault(period.kind, np.full(chart.length, np.nan))
        held[period.at] = value
    return Line(
        row=row,
        name="",
        number="" if chart.number is None else text(sheet, chart.number, row),
        mark=told,
        weight=np.nan,
        values=values,
        texts={n: sheet.columns[c].cell(row) for n, c in chart.columns.items()},
    )


def number(
    sheet: Sheet, column: int, row: int, file: str, found: list[Finding] | None = None
) -> float:
    """Return the number in a cell, NaN when empty; a text that is none is told in ``found``."""
    cell = sheet.columns[column].cell(row)
    if isinstance(cell, float):
        return cell
    if not isinstance(cell, str) or is_blank(cell) or not cell.strip(" -"):
        return float("nan")
    value = read_number(cell, "%")
    if value is None and found is not None:
        found.append(
            finding("ANGKA-TIDAK-TERBACA", file=file, sheet=sheet.name, row=row, value=cell,
                    cell=address(column, row), kolom=letter(column))
        )  # fmt: skip
    return float("nan") if value is None else value


def _merged_names(sheet: Sheet, chart: ScheduleChart) -> set[int]:
    """Return the rows whose name is that of a cell merged from above."""
    column = chart.columns["kegiatan"]
    return {
        row
        for top, bottom, left, right in boxes(sheet, chart.header_row + 1, chart.last_row)
        if left <= column <= right
        for row in range(top + 1, bottom + 1)
    }


def _section(label: str, cells: Sequence[Cell]) -> str | None:
    if not label or sum(v is not None for v in cells) != 1:
        return None
    region = places.place_in(label)
    return region.name if region else None


def text(sheet: Sheet, column: int, row: int) -> str:
    """Return a cell as one line of text, "" when empty."""
    cell = sheet.columns[column].cell(row)
    if isinstance(cell, float):
        return f"{cell:g}"
    return "" if cell is None else " ".join(str(cell).split())
