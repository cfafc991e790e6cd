"""What a person chose for the columns of a layout: kept as data, used again for that layout."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from kotaku import schema
from kotaku.workbook import headers
from kotaku.workbook.block import Block, Head, missing, view
from kotaku.workbook.context import Context, context
from kotaku.workbook.headers import Match
from kotaku.workbook.headings import joined
from kotaku.workbook.heads import SCAN_ROWS, head_of
from kotaku.workbook.mapping import IGNORED_SHEETS, block_of
from kotaku.workbook.model import Sheet

IGNORE = "abaikan"
CHOSEN = "dipilih pengguna"
_MOST = 2000  # corrections in one file


@dataclass(frozen=True)
class Correction:
    """The choices for one layout.

    ``columns`` gives a field or "abaikan" by a column's heading, or by ``#3`` for its 0-based
    number. ``table`` and ``header_row`` None leave the guess. ``given`` holds values for every
    row, such as kab_kota; ``year`` the year of all rows.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    table: str | None = None
    header_row: int | None = None
    year: int | None = None
    given: Mapping[str, str] = field(default_factory=dict)


Corrections = Mapping[str, Correction]


def fingerprint(sheet: Sheet, block: Block | None) -> str:
    """Return the name of a layout: a hash of its headings as letters and digits, and its kind.

    The same form filled in by another team has the same one; titles, places and values play no
    part.
    """
    if block is None:
        row = likely_header(sheet)
        texts = [" ".join(parts) for parts in joined(sheet, row, 1).values()] if row else []
        kind = "tidak dikenal"
    else:
        texts = [block.headings[i] for i in sorted(block.headings)]
        kind = "+".join(block.tables)
    plain = "|".join([kind, *(headers.key(text) for text in texts)])
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()[:16]


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
        out.append(_applied(sheet, block, chosen) if chosen else block)
    if not blocks and headers.key(sheet.name) not in IGNORED_SHEETS:
        chosen = corrections.get(fingerprint(sheet, None))
        if chosen and (chosen.table or _table_of(chosen)):
            out.append(_applied(sheet, None, chosen))
    return out


def _table_of(chosen: Correction) -> str | None:
    """Return the table that holds most of the fields chosen."""
    fields = {*chosen.columns.values()} - {IGNORE}
    counts = {t: len(fields & {*spec.columns}) for t, spec in schema.tables().items()}
    best = max(counts, key=lambda t: counts[t])
    return best if counts[best] else None


def _applied(sheet: Sheet, block: Block | None, chosen: Correction) -> Block:
    table = chosen.table or (block.tables[0] if block else _table_of(chosen)) or "rt"
    row = chosen.header_row or (block.header_row if block else likely_header(sheet))
    row = min(max(row, 1), max(sheet.height, 1))
    depth = block.depth if block and row == block.header_row else 1
    window = block.window if block else None
    seen = view(sheet, window)
    headings = joined(seen, row, depth)
    head = head_of(table, row, depth, headings)
    mine = _chosen_columns(head, chosen)
    taken = {m.field for m in mine.values()}
    kept = {i: m for i, m in head.columns.items() if m.field not in taken and i not in mine}
    head = replace(head, columns={**kept, **mine})
    around = context(seen, 1, row - depth + 1)
    values = {**dict(around.values), **chosen.given}
    around = Context(chosen.year or around.year, tuple(values.items()))
    last = block.last_row if block else sheet.height
    made = block_of(seen, head, last, around, window)
    if chosen.table is None and block is not None:
        made = replace(made, tables=block.tables)
    gone = {i for i, m in mine.items() if m.field == IGNORE}
    columns = {
        i: m for i, m in {**made.columns, **mine}.items()
        if i not in gone and (i in mine or m.field not in taken)
    }  # fmt: skip
    wide = {i: w for i, w in made.wide.items() if i not in mine}
    short = {t: gap for t in made.tables if (gap := missing(t, columns, around, wide=bool(wide)))}
    asked = {i: m for i, m in made.asked.items() if i not in mine}
    return replace(made, columns=columns, wide=wide, missing=short, asked=asked)


def _chosen_columns(head: Head, chosen: Correction) -> dict[int, Match]:
    by_key = {headers.key(" ".join(parts)): i for i, parts in head.headings.items()}
    found: dict[int, Match] = {}
    for name, field_name in chosen.columns.items():
        numbered = name.startswith("#") and name[1:].isdigit()
        column = int(name[1:]) if numbered else by_key.get(headers.key(name))
        if column is not None and (numbered or column in head.headings):
            found[column] = Match(field_name, 1.0, CHOSEN)
    return found


# --- as data -------------------------------------------------------------------------------


def corrections_to_json(corrections: Corrections) -> str:
    """Return corrections as JSON text, to keep or to pass on."""
    plain = {name: asdict(chosen) for name, chosen in sorted(corrections.items())}
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True)


def corrections_from_json(text: str) -> dict[str, Correction]:
    """Return the corrections of a JSON text.

    Raises
    ------
    ValueError
        With one Indonesian sentence, when the text is no such file or names an unknown field.
    """
    try:
        plain = json.loads(text)
        if not isinstance(plain, dict) or len(plain) > _MOST:
            raise TypeError
        return {str(name): _correction(entry) for name, entry in plain.items()}
    except (json.JSONDecodeError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError("Berkas koreksi kolom tidak dapat dibaca.") from error


def correction_to_keep(chosen: Correction) -> dict[str, Any]:
    """Return a correction as plain content, as a store keeps it."""
    return asdict(chosen)


def corrections_from_kept(kept: Mapping[str, Any]) -> dict[str, Correction]:
    """Return the corrections that a store keeps; one that names what is no longer known is left."""
    found: dict[str, Correction] = {}
    for name, entry in kept.items():
        with suppress(ValueError, TypeError, AttributeError, OverflowError):
            found[name] = _correction(entry)
    return found


def _correction(entry: Mapping[str, Any]) -> Correction:
    columns = {str(k): str(v) for k, v in entry.get("columns", {}).items()}
    given = {str(k): str(v) for k, v in entry.get("given", {}).items()}
    table, row, year = entry.get("table"), entry.get("header_row"), entry.get("year")
    for name in (*columns.values(), *given):
        if name != IGNORE and not is_field(name):
            raise ValueError(f"Berkas koreksi kolom menyebut isian “{name}” yang tidak dikenal.")
    if table is not None and table not in schema.tables():
        raise ValueError(f"Berkas koreksi kolom menyebut tabel “{table}” yang tidak dikenal.")
    return Correction(
        columns,
        table,
        None if row is None else int(row),
        None if year is None else int(year),
        given,
    )


def is_field(name: str) -> bool:
    """Tell whether a name is a canonical column, a criterion's included."""
    found = schema.criterion_of(name)
    return name in schema.fields() or (found is not None and found[1] in headers.criterion_ids())
