"""A Master Schedule drawn over weeks or months: one column per period, plan and progress."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kotaku.findings import Finding, finding
from kotaku.geo import names as places
from kotaku.intake.model import Cell, Sheet, address, letter
from kotaku.intake.schedules import weeks
from kotaku.intake.schedules.weeks import Kind, Period
from kotaku.intake.tables import headers, similar
from kotaku.intake.tables.context import context
from kotaku.intake.tables.headings import DEPTH, Parts, boxes
from kotaku.words.parsing import read_number

SCAN_ROWS = 25
_TABLE = "master_schedule"


@dataclass(frozen=True)
class Chart:
    """One drawn schedule: where its columns are. Rows 1-based, columns 0-based."""

    header_row: int
    last_row: int
    columns: Mapping[str, int]  # field -> column
    number: int | None  # running number
    kinds: int | None  # the column that says R or RE on each row
    marks: tuple[
        str, ...
    ]  # two marks of one meaning, R and P: their order tells plan from progress
    periods: tuple[Period, ...]
    team: str | None


@dataclass
class Activity:
    """One activity with its drawn values by period: (row, value)."""

    row: int
    texts: dict[str, Cell] = field(default_factory=dict)
    component: str | None = None
    team: str | None = None
    number: str | None = None
    plan: dict[int, tuple[int, float]] = field(default_factory=dict)
    done: dict[int, tuple[int, float]] = field(default_factory=dict)


def charts(sheet: Sheet) -> Iterator[Chart]:
    """Yield the charts of a sheet; the heading of the first one may stand again below it."""
    head = _header(sheet)
    if head is None:
        return
    row, columns, number = head
    name = sheet.columns[columns["kegiatan"]]
    rows = [r for r in range(row + 1, sheet.height + 1) if _same(name.cell(r), sheet, columns, row)]
    starts = [row, *(r + _below(sheet, columns["kegiatan"], row) for r in rows)]
    first = 1
    for start, after in zip(starts, [*rows, sheet.height + 1], strict=True):
        found, _ = weeks.periods(sheet, start, None)
        around = context(sheet, first, _top(sheet, start, columns, found))
        found, _ = weeks.periods(sheet, start, around.year)
        last = after - 1
        while after <= sheet.height and last > start and _titles(sheet, last):
            last -= 1
        kinds = _kinds(sheet, start, last, columns, found)
        periods, above = _told_by_order(found)
        yield Chart(start, last, columns, number, kinds, above or _marks(sheet, start, last, kinds),
                    periods, around.get("kab_kota"))  # fmt: skip
        first = last + 1


def _top(sheet: Sheet, row: int, columns: Mapping[str, int], found: list[Period]) -> int:
    """Return the first row of the heading whose lowest row is given."""
    own = [columns["kegiatan"], *(p.column for p in found)]
    while row > 1 and any(sheet.columns[c].cell(row - 1) is not None for c in own):
        row -= 1
    return row


def _titles(sheet: Sheet, row: int) -> bool:
    return sum(v is not None for v in sheet.row(row)) <= 2


def _same(cell: Cell, sheet: Sheet, columns: Mapping[str, int], row: int) -> bool:
    """Tell whether a cell repeats the heading of the activities."""
    if not isinstance(cell, str):
        return False
    first = (sheet.columns[columns["kegiatan"]].cell(r) for r in range(max(1, row - 3), row + 1))
    return headers.key(cell) in {headers.key(c) for c in first if isinstance(c, str)}


def _below(sheet: Sheet, column: int, row: int) -> int:
    """Return how many rows the heading goes on below the word for activities."""
    cells = sheet.columns[column]
    return next((row - r for r in range(row, max(0, row - 4), -1) if cells.cell(r)), 0)


def _header(sheet: Sheet) -> tuple[int, dict[str, int], int | None] | None:
    top = range(1, min(SCAN_ROWS, sheet.height) + 1)
    named = [row for row in top if any(_is_activity(v) for v in sheet.row(row))]
    for row in (r for r in top if named and named[0] - DEPTH <= r <= named[-1] + DEPTH):
        found, rest = weeks.periods(sheet, row, None)
        if len(found) < weeks.FEWEST:
            continue
        while row < sheet.height and _goes_on(sheet, row + 1, [p.column for p in found]):
            row += 1
            found, rest = weeks.periods(sheet, row, None)
        columns = _columns(rest)
        return (row, columns, _number(rest)) if "kegiatan" in columns else None
    return None


def _is_activity(value: Cell) -> bool:
    hit = headers.match(value, _TABLE) if isinstance(value, str) else None
    return hit is not None and hit.field == "kegiatan"


def _goes_on(sheet: Sheet, row: int, columns: list[int]) -> bool:
    """Tell whether a row belongs to the heading: weeks in their order, or R and RE."""
    cells = [sheet.columns[c].cell(row) for c in columns]
    if any(c is None for c in cells):
        return False
    if all(isinstance(c, str) for c in cells):
        found, _ = weeks.periods(sheet, row, None)
        return len(found) >= len(columns)
    if not all(isinstance(c, float) for c in cells) or cells[0] != 1.0:
        return False
    numbers = [float(str(c)) for c in cells]
    return all(b in (a + 1, 1.0, a) for a, b in pairwise(numbers)) and (len(set(numbers)) > 1)


def _columns(rest: Mapping[int, Parts]) -> dict[str, int]:
    found: dict[str, int] = {}
    for i, parts in rest.items():
        hit = similar.match_parts(parts, _TABLE)
        if hit and hit.field not in found:
            found[hit.field] = i
    return found


def _number(rest: Mapping[int, Parts]) -> int | None:
    return next((i for i, parts in rest.items() if headers.is_ordinal(" ".join(parts))), None)


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
    texts = [_text(sheet, kinds, row) for row in range(start + 1, last + 1)]
    marks = tuple(dict.fromkeys(t for t in texts if weeks.kind_of(t)))
    return marks if len(marks) == 2 and len({*map(weeks.kind_of, marks)}) == 1 else ()


def _told_by_order(found: list[Period]) -> tuple[tuple[Period, ...], tuple[str, ...]]:
    """Return the periods, the second of two columns of one kind and one end being the progress."""
    twins = Counter((p.end, p.kind) for p in found)
    if not found or {*twins.values()} != {2} or len({p.kind for p in found}) != 1:
        return tuple(found), ()
    seen: set[object] = set()
    told: list[Period] = []
    for period in found:
        told.append(replace(period, kind="realisasi" if period.end in seen else "rencana"))
        seen.add(period.end)
    return tuple(told), ("kolom pertama", "kolom kedua")


# --- rows --------------------------------------------------------------------------------


def activities(sheet: Sheet, chart: Chart, file: str, found: list[Finding]) -> Iterator[Activity]:
    """Yield the activities of a chart; what was not read as one goes into ``found``."""
    merged = _merged_names(sheet, chart)
    now: Activity | None = None
    component: str | None = None
    team = chart.team
    for row in range(chart.header_row + 1, chart.last_row + 1):
        name = _text(sheet, chart.columns["kegiatan"], row)
        values = _values(sheet, chart, row, file, found)
        label = name or _first_text(sheet, row)
        if place := _section(sheet, label, row):
            team, now = place, None
        elif _is_foot(label) and row not in merged:
            found.append(_row_finding("BARIS-TOTAL", sheet, row, label, file))
            now = None
        elif name and row not in merged and not _again(sheet, chart, now, name):
            if not values and math.isnan(_weight(sheet, chart, row)):
                component, now = name, None
                continue
            now = _activity(sheet, chart, row, component, team)
            _take(now, sheet, chart, row, values, second=False)
            yield now
        elif now is not None and values:
            _take(now, sheet, chart, row, values, second=True)
        elif label:
            found.append(_row_finding("BARIS-CATATAN", sheet, row, label, file))


def _again(sheet: Sheet, chart: Chart, now: Activity | None, name: str) -> bool:
    """Tell whether a row names the activity above once more, to give its other figures."""
    if now is None or chart.kinds is None or now.done:
        return False
    return name == _text(sheet, chart.columns["kegiatan"], now.row)


def _merged_names(sheet: Sheet, chart: Chart) -> set[int]:
    """Return the rows whose name is that of a cell merged from above."""
    column = chart.columns["kegiatan"]
    return {
        row
        for top, bottom, left, right in boxes(sheet, chart.header_row + 1, chart.last_row)
        if left <= column <= right
        for row in range(top + 1, bottom + 1)
    }


def _section(sheet: Sheet, label: str, row: int) -> str | None:
    if not label or sum(v is not None for v in sheet.row(row)) != 1:
        return None
    region = places.place_in(label)
    return region.name if region else None


def _is_foot(label: str) -> bool:
    words = label.lower().replace("-", " ").split()
    feet = {*similar.words()["jadwal"]["kaki"], "(%)", "%", "mingguan", "bulanan"}
    return bool(words) and {w.strip(":.") for w in words} <= feet


def _row_finding(code: str, sheet: Sheet, row: int, text: str, file: str) -> Finding:
    return finding(code, file=file, sheet=sheet.name, cell=f"A{row}", row=row, value=text[:80])


def _activity(
    sheet: Sheet, chart: Chart, row: int, component: str | None, team: str | None
) -> Activity:
    texts = {n: sheet.columns[c].cell(row) for n, c in chart.columns.items()}
    own = texts.get("kab_kota")
    return Activity(
        row=row,
        texts=texts,
        component=component,
        team=own if isinstance(own, str) and own.strip() else team,
        number=None if chart.number is None else _text(sheet, chart.number, row) or None,
    )


def _take(
    activity: Activity,
    sheet: Sheet,
    chart: Chart,
    row: int,
    values: Mapping[int, float],
    *,
    second: bool,
) -> None:
    told: Kind = ""
    if chart.kinds is not None and not chart.marks:
        told = weeks.kind_of(_text(sheet, chart.kinds, row))
    for place, value in values.items():
        kind = chart.periods[place].kind or told or ("realisasi" if second else "rencana")
        held = activity.plan if kind == "rencana" else activity.done
        held[place] = (row, value)


def _values(
    sheet: Sheet, chart: Chart, row: int, file: str, found: list[Finding]
) -> dict[int, float]:
    values: dict[int, float] = {}
    for place, period in enumerate(chart.periods):
        cell = sheet.columns[period.column].cell(row)
        if cell is None or (isinstance(cell, str) and not cell.strip(" -")):
            continue
        value = cell if isinstance(cell, float) else read_number(str(cell), "%")
        if value is None:
            found.append(
                finding("ANGKA-TIDAK-TERBACA", file=file, sheet=sheet.name, row=row, value=cell,
                        cell=address(period.column, row), kolom=letter(period.column))
            )  # fmt: skip
        else:
            values[place] = float(value)
    return values


def _weight(sheet: Sheet, chart: Chart, row: int) -> float:
    column = chart.columns.get("bobot_pct")
    cell = None if column is None else sheet.columns[column].cell(row)
    if isinstance(cell, float):
        return cell
    read = read_number(cell, "%") if isinstance(cell, str) else None
    return math.nan if read is None else read


def _text(sheet: Sheet, column: int, row: int) -> str:
    cell = sheet.columns[column].cell(row)
    if isinstance(cell, float):
        return f"{cell:g}"
    return "" if cell is None else " ".join(str(cell).split())


def _first_text(sheet: Sheet, row: int) -> str:
    return next((" ".join(v.split()) for v in sheet.row(row) if isinstance(v, str)), "")
