"""Guess what each column of a sheet is; applying the guess is another step (extract)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kotaku import schema
from kotaku.text.parsing import years_in
from kotaku.workbook import headers
from kotaku.workbook.headers import Match
from kotaku.workbook.model import Sheet

SCAN_ROWS = 40  # a heading stands within the first rows of a sheet
COMPANIONS = {"rt": "kekumuhan", "kekumuhan": "rt"}  # one sheet may hold both
IGNORED_SHEETS = frozenset({"petunjuk"})
_UNIT_CELL = re.compile(
    r"[(\[]?\s*(?:ha|m|m2|m'|meter|unit|jiwa|kk|rp|%|persen|tahun|nilai|derajat|\d{1,2})\s*[)\]]?"
)


@dataclass(frozen=True)
class Block:
    """One table area of a sheet and what its columns were taken for.

    Rows are 1-based, columns 0-based. ``columns`` may name fields beyond those of one table: each
    table takes its own. ``missing`` names, per table, required columns that are not there.
    """

    tables: tuple[str, ...]
    header_row: int
    first_row: int
    last_row: int
    columns: Mapping[int, Match]
    headings: Mapping[int, str]
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    year: int | None = None  # the year in the sheet's name or title, when there is one

    @property
    def unknown(self) -> Mapping[int, str]:
        """Return the headings that were taken for nothing."""
        return {i: text for i, text in self.headings.items() if i not in self.columns}


@dataclass(frozen=True)
class _Candidate:
    table: str
    row: int
    columns: Mapping[int, Match]
    headings: Mapping[int, str]
    score: float


def guess(sheet: Sheet) -> list[Block]:
    """Return the table areas of a sheet; an empty list when nothing on it is known.

    The heading is the row among the first ones whose cells name most columns of a table; the
    sheet's own name counts for its table.
    """
    if headers.key(sheet.name) in IGNORED_SHEETS:
        return []
    best = max(_candidates(sheet), key=lambda c: (c.score, -c.row), default=None)
    if best is None or not _credible(best, sheet):
        return []
    columns = dict(best.columns)
    tables = [best.table]
    companion = COMPANIONS.get(best.table)
    if companion:
        # a column may serve both tables; the heading tells each on its own
        extra = _match(best.headings, companion)
        joint = {**extra, **columns}
        if not _missing(companion, joint, None) and _feeds(companion, joint):
            columns = joint
            tables.append(companion)
    year = _year(sheet, best.row)
    order = sorted(tables, key=list(schema.tables()).index)
    return [
        Block(
            tables=tuple(order),
            header_row=best.row,
            first_row=_first_row(sheet, best),
            last_row=sheet.height,
            columns=columns,
            headings=best.headings,
            missing={t: gone for t in order if (gone := _missing(t, columns, year))},
            year=year,
        )
    ]


def _candidates(sheet: Sheet) -> Iterable[_Candidate]:
    for row in range(1, min(SCAN_ROWS, sheet.height) + 1):
        headings = _headings(sheet, row)
        if len(headings) < 2:
            continue
        for table in schema.tables():
            columns = _match(headings, table)
            if len(columns) >= 2:
                yield _Candidate(
                    table, row, columns, headings, _score(sheet, table, columns, headings)
                )


def _headings(sheet: Sheet, row: int) -> dict[int, str]:
    cells = enumerate(sheet.row(row))
    return {i: " ".join(v.split()) for i, v in cells if isinstance(v, str) and v.strip()}


def _match(headings: Mapping[int, str], table: str) -> dict[int, Match]:
    """Return the best column for each field of a table."""
    found = {i: m for i, text in headings.items() if (m := headers.match(text, table))}
    if schema.tables()[table].criteria:
        found = {**headers.match_pairs(headings), **found}
    best: dict[str, int] = {}
    for i, m in found.items():
        held = best.setdefault(m.field, i)
        if m.confidence > found[held].confidence:
            best[m.field] = i
    return {i: found[i] for i in sorted(best.values())}


def _score(
    sheet: Sheet, table: str, columns: Mapping[int, Match], headings: Mapping[int, str]
) -> float:
    own = {*schema.tables()[table].columns}
    weight = sum(
        m.confidence if m.field in own or _is_criterion(m) else 0.3 * m.confidence
        for m in columns.values()
    )
    complete = not _missing(table, columns, 0)
    return weight + 2 * complete + 2 * _named(sheet, table) + len(columns) / len(headings)


def _is_criterion(found: Match) -> bool:
    return found.field.startswith("?") or schema.criterion_of(found.field) is not None


def _named(sheet: Sheet, table: str) -> bool:
    own = headers.key(schema.tables()[table].sheet)
    return headers.key(sheet.name).rstrip("0123456789") == own


def _credible(best: _Candidate, sheet: Sheet) -> bool:
    if _named(sheet, best.table):
        return True
    complete = not _missing(best.table, best.columns, 0)
    return len(best.columns) >= (3 if complete else 4)


def _missing(table: str, columns: Mapping[int, Match], year: int | None) -> tuple[str, ...]:
    """Return the required columns that neither stand on the sheet nor can be made."""
    have = {m.field for m in columns.values()}
    if year is not None:
        have.add("tahun")
    if "rt_rw" in have:
        have.add("id_rt")
    spec = schema.tables()[table]
    gone = tuple(c for c in spec.required if c not in have)
    return gone if not spec.any_of or have & {*spec.any_of} else (*gone, spec.any_of[0])


def _feeds(table: str, columns: Mapping[int, Match]) -> bool:
    """Tell whether a companion table would get more than the key it shares."""
    have = {m.field for m in columns.values()}
    if table == "rt":
        return "luas_verifikasi_ha" in have
    return bool(have & {"total_nilai", "tingkat"}) or any(map(_is_criterion, columns.values()))


def _year(sheet: Sheet, header_row: int) -> int | None:
    """Return the one year named by the sheet's name, else by the titles above the heading."""
    named = years_in(sheet.name)
    if named:
        return named[0] if len(named) == 1 else None
    above = [v for row in sheet.rows(1, header_row - 1) for v in row if isinstance(v, str)]
    titles = {y for text in above for y in years_in(text)}
    return titles.pop() if len(titles) == 1 else None


def _first_row(sheet: Sheet, best: _Candidate) -> int:
    """Return the row after the heading, past a row of units or of column numbers."""
    row = best.row + 1
    while row <= sheet.height and _is_legend(sheet.row(row), best.columns):
        row += 1
    return row


def _is_legend(cells: Sequence[object], columns: Mapping[int, Match]) -> bool:
    filled = [cells[i] for i in columns if cells[i] is not None]
    if len(filled) < 2:
        return False
    if all(isinstance(v, str) and _UNIT_CELL.fullmatch(v.strip().lower()) for v in filled):
        return True
    numbers = [v for v in cells if isinstance(v, float)]
    return (
        len(numbers) == len(filled) > 2
        and numbers == [float(n) for n in range(int(numbers[0]), int(numbers[0]) + len(numbers))]
        and numbers[0] in (0.0, 1.0)
    )
