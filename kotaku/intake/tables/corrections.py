"""What a person chose for the columns of a layout: kept as data, used again for that layout."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from kotaku import schema
from kotaku.intake.model import Sheet
from kotaku.intake.tables import headers
from kotaku.intake.tables.block import Block, HeadRow, missing, view
from kotaku.intake.tables.context import CommonValues, context
from kotaku.intake.tables.headers import Match
from kotaku.intake.tables.headings import joined
from kotaku.intake.tables.heads import SCAN_ROWS, head_of, heads_at
from kotaku.intake.tables.mapping import IGNORED_SHEETS, block_of

IGNORE = "abaikan"
CHOSEN = "dipilih pengguna"


@dataclass(frozen=True)
class Correction:
    """The choices for one layout.

    ``columns`` gives a field or "abaikan" by a column's heading, or by ``#3`` for its 0-based
    number. ``table`` and ``header_row`` None leave the guess. ``given`` holds values for every
    row, such as kab_kota; ``year`` the year of all rows; ``units`` the unit in which the figures
    of a column are written, by its heading or number too.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    table: str | None = None
    header_row: int | None = None
    year: int | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)


Corrections = Mapping[str, Correction]


def fingerprint(sheet: Sheet, block: Block | None) -> str:
    """Return the name of a layout: a hash of the letters of its headings, and its kind.

    The same form filled in by another team, or a year later, has the same one: numbers in headings,
    titles, places and values play no part, and columns that differ by their year are one.
    """
    if block is None:
        row = likely_header(sheet)
        texts = [" ".join(parts) for parts in joined(sheet, row, 1).values()] if row else []
        kind = "tidak dikenal"
    else:
        texts = [block.headings[i] for i in sorted(block.headings)]
        kind = "+".join(block.tables)
    plain = "|".join([kind, *(name for name, _ in groupby(map(without_numbers, texts)))])
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()[:16]


def without_numbers(text: str) -> str:
    """Return a heading as letters, with # for each number: of another year it is the same."""
    return re.sub(r"\d+", "#", headers.key(text))


def likely_header(sheet: Sheet) -> int:
    """Return the row (1-based) that most likely is a heading: the first with the most texts."""
    rows = range(1, min(SCAN_ROWS, sheet.height) + 1)
    counts = {r: sum(isinstance(v, str) and bool(v.strip()) for v in sheet.row(r)) for r in rows}
    return max(counts, key=lambda r: (counts[r], -r), default=0)


def corrected(sheet: Sheet, blocks: Sequence[Block], corrections: Corrections) -> list[Block]:
    """Return the blocks with what was chosen for their layouts applied."""
    if not corrections:
        return list(blocks)
    out: list[Block] = []
    for block in blocks:
        chosen = corrections.get(fingerprint(sheet, block))
        out.append(applied(sheet, block, chosen) if chosen else block)
    if not blocks and headers.key(sheet.name) not in IGNORED_SHEETS:
        chosen = corrections.get(fingerprint(sheet, None))
        if chosen and (chosen.table or _table_of(sheet, chosen)):
            out.append(applied(sheet, None, chosen))
    return out


def _table_of(sheet: Sheet, chosen: Correction) -> str | None:
    """Return the table that holds most of the fields chosen, else what the heading row names."""
    fields = {*chosen.columns.values()} - {IGNORE}
    counts = {t: len(fields & {*spec.columns}) for t, spec in schema.tables().items()}
    best = max(counts, key=lambda t: counts[t])
    if counts[best]:
        return best
    row = chosen.header_row or 0
    heads = heads_at(sheet, row) if 0 < row <= sheet.height else ()
    return max(((h.score, h.table) for h in heads), default=(0.0, None))[1]


def applied(sheet: Sheet, block: Block | None, chosen: Correction) -> Block:
    """Return a block with what was chosen for it."""
    table = chosen.table or (block.tables[0] if block else _table_of(sheet, chosen)) or "rt"
    row = chosen.header_row or (block.header_row if block else likely_header(sheet))
    row = min(max(row, 1), max(sheet.height, 1))
    depth = block.depth if block and row == block.header_row else 1
    window = block.window if block else None
    seen = view(sheet, window)
    headings = joined(seen, row, depth)
    head = head_of(table, row, depth, headings)
    places = _places(head, [*chosen.columns, *chosen.units], len(sheet.columns))
    mine = {places[name]: Match(field, 1.0, CHOSEN) for name, field in chosen.columns.items()
            if name in places}  # fmt: skip
    taken = {m.field for m in mine.values()}
    same = block is not None and table in block.tables and row == block.header_row
    read = block.columns if block and same else head.columns
    kept = {i: m for i, m in read.items() if m.field not in taken and i not in mine}
    head = replace(head, columns={**kept, **mine})
    around = context(seen, 1, row - depth + 1)
    values = {**dict(around.values), **chosen.given}
    around = CommonValues(chosen.year or around.year, tuple(values.items()))
    last = block.last_row if block else sheet.height
    made = block_of(seen, head, last, around, window)
    if chosen.table is None and block is not None:
        both = {*block.tables, *made.tables}
        made = replace(made, tables=tuple(t for t in schema.tables() if t in both))
    gone = {i for i, m in mine.items() if m.field == IGNORE}
    columns = {
        i: m for i, m in {**made.columns, **mine}.items()
        if i not in gone and (i in mine or m.field not in taken)
    }  # fmt: skip
    short = {t: gap for t in made.tables if (gap := missing(t, columns, around))}
    asked = {i: m for i, m in made.asked.items() if i not in mine}
    units = {places[name]: unit for name, unit in chosen.units.items() if name in places}
    return replace(made, columns=columns, missing=short, asked=asked, units=units)


def _places(head: HeadRow, names: Sequence[str], width: int) -> dict[str, int]:
    """Return the column of each name by which a person chose something."""
    texts = {i: " ".join(parts) for i, parts in head.headings.items()}
    by_key = {headers.key(text): i for i, text in texts.items()}
    alike = _alone({i: without_numbers(text) for i, text in texts.items()})
    found: dict[str, int] = {}
    for name in names:
        column = _numbered(name, width)
        if column is None:
            column = by_key.get(headers.key(name), alike.get(without_numbers(name)))
        if column is not None:
            found[name] = column
    return found


def _alone(names: Mapping[int, str]) -> dict[str, int]:
    """Return the column of each name that only one column has."""
    count = Counter(names.values())
    return {name: i for i, name in names.items() if count[name] == 1}


def _numbered(name: str, width: int) -> int | None:
    """Return the column of a name such as ``#3``, when the sheet has it."""
    digits = name[1:]
    if not (name.startswith("#") and digits.isdecimal() and len(digits) < 6):
        return None
    return int(digits) if int(digits) < width else None
