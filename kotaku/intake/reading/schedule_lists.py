"""A Master Schedule as a list: plan and progress of each activity up to one day.

The columns are told by the differences between them (progress − plan = deviation) and by their
words; percent of the activity or points of the whole by the row of totals.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations

import numpy as np

from kotaku.intake.model import Sheet
from kotaku.intake.reading import schedule_grid as grid
from kotaku.intake.reading.schedule_grid import Floats, Line, ScheduleChart
from kotaku.intake.reading.schedule_periods import Period, of_area
from kotaku.intake.reading.schedule_proof import Meaning
from kotaku.intake.reading.schedule_rows import FULL, ScheduleRows, is_total, told
from kotaku.intake.tables import headers, similar
from kotaku.intake.tables.context import TITLE_ROWS, context
from kotaku.intake.tables.headings import Parts, joined
from kotaku.words.dates import undated_week

_TABLE = "progres"
_UP_TO = re.compile(r"s\s?[./]\s?d|sampai|kum|akum|total|hingga")
_EARLIER = re.compile(r"\blalu\b|sebelum|minggu ini|bulan ini|periode ini")
_WEEK_OF = re.compile(r"(?:minggu|mg|pekan)\s*+(?:ke)?[\s.-]*+(\d{1,3})\b", re.IGNORECASE)
_SCAN = 25
_LEAST = 2  # so many rows make a list
LONGEST = 2000  # rows of a sheet of activities
_NEAR = 3  # rows below a heading that tell what its columns hold
_COLUMNS = 4  # and so many columns
_AREAS = 2  # so many columns of hectares make none


@dataclass(frozen=True)
class _Found:
    """The columns of a list and the rows of its heading."""

    row: int
    top: int
    columns: Mapping[str, int]
    rest: Mapping[int, Parts]
    weights: tuple[int, ...]
    plan: int
    done: int


def list_charts(sheet: Sheet) -> list[ScheduleChart]:
    """Return the lists of activities of a sheet as charts of one period, one for each heading.

    Where one of several is not understood none is: half of a sheet is no schedule.
    """
    if sheet.height > LONGEST:
        return []
    whole = _chart(sheet, 1, sheet.height)
    parts = _segments(sheet) if whole is not None else []
    if len(parts) < 2:
        return [] if whole is None else [whole]
    found = [_chart(sheet, first, last) for first, last in parts]
    return [] if None in found else [chart for chart in found if chart is not None]


def lists_as_said(sheet: Sheet, said: Sequence[tuple[int, int]]) -> list[ScheduleChart]:
    """Return the lists of activities under the headings that a person said are there."""
    ends = [*(first - 1 for first, _ in said[1:]), sheet.height]
    found = (
        (first, end, _at(sheet, row, row - first + 1, end))
        for (first, row), end in zip(said, ends, strict=True)
    )
    return [_of(sheet, max(first - TITLE_ROWS, 1), end, one) for first, end, one in found if one]


def _segments(sheet: Sheet) -> list[tuple[int, int]]:
    """Return the first and last row of each list: its titles, its heading, its rows."""
    heads = [row for row in range(1, sheet.height + 1) if _says_both(sheet, row)]
    starts = [1]
    for row in heads[1:]:
        while (
            row > 1 and not any(_is_figure(v) for v in sheet.row(row - 1)) and row - 1 not in heads
        ):
            row -= 1
        starts.append(row)
    return list(zip(starts, [*(s - 1 for s in starts[1:]), sheet.height], strict=True))


def _says_both(sheet: Sheet, row: int) -> bool:
    """Tell whether a row heads plan and progress."""
    cells = sheet.row(row)
    texts = [v for v in cells if isinstance(v, str)]
    if len(texts) < _COLUMNS or any(_is_figure(v) for v in cells):
        return False
    kinds = {told(text) for text in texts}
    return {"rencana", "realisasi"} <= kinds


def _chart(sheet: Sheet, first: int, last: int) -> ScheduleChart | None:
    found = _found(sheet, first, last)
    return None if found is None else _of(sheet, first, last, found)


def _of(sheet: Sheet, first: int, last: int, found: _Found) -> ScheduleChart:
    around = context(sheet, first, found.top)
    day = around.get("minggu")
    end = date.fromisoformat(day) if day else undated_week(_week(sheet, found.top))
    periods = (Period(found.plan, end, "rencana"), Period(found.done, end, "realisasi"))
    number = next((i for i, p in found.rest.items() if headers.is_ordinal(" ".join(p))), None)
    return ScheduleChart(found.row, last, found.columns, number, None, (), periods, found.weights,
                 around.get("kab_kota"), day, found.top,
                 grid.headings_of(sheet, found.row, found.row - found.top + 1))  # fmt: skip


def _week(sheet: Sheet, top: int) -> int:
    """Return the number of the week that the titles name, 0 when they name none."""
    texts = [v for row in sheet.rows(max(1, top - TITLE_ROWS), top - 1) for v in row
             if isinstance(v, str)]  # fmt: skip
    hits = {int(h) for text in texts for h in _WEEK_OF.findall(text[:200])}
    return hits.pop() if len(hits) == 1 else 0


def _found(sheet: Sheet, first: int, last: int) -> _Found | None:
    for row in range(first, min(first + _SCAN, last + 1)):
        for depth in (1, 2):
            if depth == 2 and row > 1 and not _two_rows(sheet, row):
                continue
            found = _at(sheet, row, depth, last)
            if found is not None:
                return found
    return None


def _at(sheet: Sheet, row: int, depth: int, last: int) -> _Found | None:
    """Return the columns under a heading of so many rows whose lowest is given."""
    rest = joined(sheet, row, depth)
    if len(rest) < _COLUMNS or any(_is_figure(v) for v in sheet.row(row)) or _of_areas(rest):
        return None
    columns = grid.columns(sheet, row, rest, _kinds(sheet, row, rest)[:1])
    weights = grid.weight_columns(columns, rest)
    if "kegiatan" not in columns or not weights or _timed(sheet, row, rest):
        return None
    pair = _pair(sheet, row, last, rest, columns, weights)
    return None if pair is None else _Found(row, row - depth + 1, columns, rest, weights, *pair)


def _of_areas(rest: Mapping[int, Parts]) -> bool:
    """Tell whether several headings speak of hectares: their plan and progress are such, too."""
    return sum(of_area(" ".join(parts)) for parts in rest.values()) >= _AREAS


def _two_rows(sheet: Sheet, row: int) -> bool:
    return sum(v is not None for v in sheet.row(row - 1)) >= 3


def _is_figure(value: object) -> bool:
    return isinstance(value, float)


def _timed(sheet: Sheet, row: int, rest: Mapping[int, Parts]) -> bool:
    """Tell whether rows have a team or a day of their own: such a table is read as a table."""
    for column, parts in rest.items():
        hit = similar.match_parts(parts, _TABLE)
        named = hit is not None and hit.field in ("kab_kota", "minggu")
        if named and told(" ".join(parts)) is None:  # "capaian minggu ini" is no day
            return True
        values = sheet.columns[column].part(row + 1, sheet.height).values
        if sum(isinstance(v, datetime) for v in values) >= _LEAST:
            return True
    return False


def _kinds(sheet: Sheet, row: int, rest: Mapping[int, Parts]) -> list[int]:
    """Return the columns of figures whose heading says plan or progress."""
    below = range(row + 1, min(row + _NEAR, sheet.height) + 1)
    kinds = {c: told(" ".join(parts)) for c, parts in rest.items()}
    figures = (
        c
        for c, kind in kinds.items()
        if kind and any(not np.isnan(grid.number(sheet, c, r, "")) for r in below)
    )
    return sorted(figures)


def _pair(
    sheet: Sheet, row: int, last: int, rest: Mapping[int, Parts], columns: Mapping[str, int],
    weights: Sequence[int],
) -> tuple[int, int] | None:  # fmt: skip
    """Return the columns of plan and progress."""
    name = columns["kegiatan"]
    rows = [r for r in range(row + 1, last + 1) if grid.text(sheet, name, r)]
    own = [c for c in rest if c not in (name, *weights[:1])]
    own = [c for c in own if not headers.is_ordinal(" ".join(rest[c]))]
    values = {c: np.array([grid.number(sheet, c, r, "") for r in rows]) for c in own}
    values = {c: v for c, v in values.items() if (~np.isnan(v)).sum() >= max(_LEAST, len(v) / 2)}
    words = {c: told(" ".join(rest[c])) for c in values}
    by_gap = [
        (_says(words, a, b, d), a, b)
        for a, b in combinations(sorted(values), 2)
        for d in values
        if d > b and _difference(values[a], values[b], values[d])
    ]
    if by_gap:
        _, plan, done = max(by_gap)
        if words[plan] == "realisasi" and words[done] == "rencana":
            return None
        return plan, done
    plan_column = _one([c for c in values if words[c] == "rencana"], rest)
    done_column = _one([c for c in values if words[c] == "realisasi"], rest)
    return None if plan_column is None or done_column is None else (plan_column, done_column)


def _says(words: Mapping[int, str | None], plan: int, done: int, gap: int) -> float:
    return (
        2.0 * (words[plan] == "rencana")
        + 2.0 * (words[done] == "realisasi")
        + 1.0 * (words[gap] == "")
    )


def _difference(plan: Floats, done: Floats, gap: Floats) -> bool:
    known = ~np.isnan(plan) & ~np.isnan(done) & ~np.isnan(gap)
    if known.sum() < _LEAST or not np.abs(gap[known]).max():
        return False
    size = max(float(np.nanmax(np.abs(plan))), float(np.nanmax(np.abs(done))))
    return bool((np.abs(done - plan - gap)[known] <= 0.0002 * size + 1e-6).all())


def _one(columns: Sequence[int], rest: Mapping[int, Parts]) -> int | None:
    """Return the column of several of one kind that holds the whole up to now."""
    if len(columns) == 1:
        return columns[0]
    texts = {c: " ".join(rest[c]).lower() for c in columns}
    best = [c for c in columns if _UP_TO.search(texts[c]) and not _EARLIER.search(texts[c])]
    best = best or [c for c in columns if _UP_TO.search(texts[c])]
    return best[0] if len(best) == 1 else None


def list_meanings(rows: ScheduleRows) -> list[Meaning]:
    """Return how plan and progress of a list may be meant; one where its figures decide.

    Percent of the activity adds up by the weights to the row of totals, points of the whole add
    up by themselves; what passes its weight is percent, what ends at it is points.
    """
    scales = _scales(rows)
    votes = {"kumulatif_persen": 0.0, "kumulatif_bobot": 0.0}
    weight = np.array([a.weight for a in rows.activities])
    for kind in ("plan", "done"):
        values = np.array([getattr(a, kind)[0] for a in rows.activities]) * scales[0]
        for total in _totals(rows, kind):
            given = total * scales[0]
            votes["kumulatif_persen"] += 5 * _near(np.nansum(values * weight) / FULL, given)
            votes["kumulatif_bobot"] += 5 * _near(np.nansum(values), given)
        votes["kumulatif_persen"] += int((values > weight + 0.5).sum())
        votes["kumulatif_persen"] += int((np.abs(values - FULL) < 0.05).sum())
        votes["kumulatif_bobot"] += int((np.abs(values - weight) < 0.02).sum() > 1)
    if np.isnan(weight).any():
        votes["kumulatif_bobot"] = 0.0
        votes["kumulatif_persen"] += 1
    top = max(votes.values())
    hows = [how for how in votes if votes[how] == top]
    if not top:  # nothing passes its weight, as percents of activities soon do: points go first
        hows.reverse()
    return [Meaning(how, scale, top) for scale in scales for how in hows]  # type: ignore[arg-type]


def _totals(rows: ScheduleRows, kind: str) -> list[float]:
    name = "rencana" if kind == "plan" else "realisasi"
    lines: list[Line] = [*rows.totals, *(f for f in rows.feet if is_total(f.name))]
    known = {id(x): x for x in lines}.values()
    values = [float(x.values[name][0]) for x in known]  # type: ignore[index]
    return [v for v in values if not np.isnan(v)]


def _near(a: float, b: float) -> int:
    return int(abs(a - b) <= 0.06)


def _scales(rows: ScheduleRows) -> list[float]:
    """Return by what the values come to percent: as the weights do, unless they cannot."""
    values = np.array([v for a in rows.activities for v in (a.plan[0], a.done[0])])
    values = values[~np.isnan(values)]
    if not values.size or values.max() > 1.5:
        return [1.0]
    if rows.weight_scale == FULL or (np.abs(values - 1.0) < 1e-9).sum() > 1:
        return [FULL]
    return [1.0, FULL] if values.max() <= 1.0 and values.max() > 0 else [1.0]
