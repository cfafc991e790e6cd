"""The place of each record: its own cell, merged, the same as above, or its group's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kotaku.geo import names
from kotaku.intake.reading.grid import is_ditto
from kotaku.intake.reading.model import NO_COLUMN, FilledCell, Meaning
from kotaku.intake.reading.table import Table

if TYPE_CHECKING:
    from kotaku.intake.reading.hectares import Part

_LEVELS: tuple[Meaning, ...] = ("kab_kota", "kecamatan", "kelurahan", "kawasan", "rt_rw")
_DOWN: tuple[Meaning, ...] = ("provinsi", *_LEVELS)


def name_places(part: Part) -> None:
    """Name the place of each record: its own cell, merged, the same as above, or its group's."""
    table, rows = part.table, part.rows
    own = {m: c for c, m in table.places.items()}
    for meaning in _LEVELS:
        column = own.get(meaning)
        part.places[meaning] = _one_place(part, meaning, column)
    grouped = {m for m, _ in rows.groups.values()}
    for meaning in grouped - {*own}:
        part.places[meaning] = _from_groups(part, meaning)
    named = part.places["kab_kota"]
    if any(named) and named[0] is None and rows.groups and table.head.titles:
        # the first group stands above the heading that is said again
        told = [names.match_kab_kota(t).region for t in reversed(table.head.titles)]
        region = next((r for r in told if r is not None), None)
        first = next(i for i, text in enumerate(named) if text is not None)
        part.places["kab_kota"] = [region.name if region else None] * first + named[first:]
    if not any(part.places["kab_kota"]):
        part.places["kab_kota"] = _titled(part)
        part.titled = any(part.places["kab_kota"])


def places_of(part: Part) -> list[tuple[str, ...]]:
    """Return the names of the place of each record, from the kab/kota down."""
    columns = [part.places.get(meaning, []) for meaning in _LEVELS]
    return [
        tuple((col[i] or "").casefold() if i < len(col) else "" for col in columns)
        for i in range(len(part.data))
    ]


def _one_place(part: Part, meaning: Meaning, column: int | None) -> list[str | None]:
    table, rows = part.table, part.rows
    if column is None:
        return [None] * len(rows.data)
    out: list[str | None] = []
    last: str | None = None
    repeats = meaning in ("kab_kota", "kecamatan") or table.years is not None
    for row in sorted([*rows.data, *rows.groups]):
        cell = table.grid.row(row)[column]
        group = rows.groups.get(row)
        if group is not None:
            if group[0] == meaning:
                last = group[1]
            elif _DOWN.index(group[0]) < _DOWN.index(meaning):
                last = None
            continue
        name, origin = _named(table, row, column, cell, last, repeats=repeats)
        if origin and name:
            part.filled.append(FilledCell(row, column, name, origin))  # type: ignore[arg-type]
        last = name if name else last
        out.append(name)
    return out


def _named(
    table: Table, row: int, column: int, cell: object, last: str | None, *, repeats: bool
) -> tuple[str | None, str]:
    if is_ditto(cell):  # type: ignore[arg-type]
        return last, "sama_dengan_atas"
    if cell is not None:
        return _text(cell), ""
    top = table.grid.down.get((row, column))
    if top is not None:
        above = table.grid.row(top)[column]
        return (_text(above) if above is not None else last), "gabungan"
    return (last, "sekali_tulis") if repeats else (None, "")


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _from_groups(part: Part, meaning: Meaning) -> list[str | None]:
    out: list[str | None] = []
    last: str | None = None
    level = _DOWN.index(meaning)
    for row in sorted([*part.rows.data, *part.rows.groups]):
        group = part.rows.groups.get(row)
        if group is None:
            out.append(last)
            if last:
                part.filled.append(FilledCell(row, NO_COLUMN, last, "kelompok"))
        elif group[0] == meaning:
            last = group[1]
        elif _DOWN.index(group[0]) < level:
            last = None
    return out


def _titled(part: Part) -> list[str | None]:
    """Return the one kab/kota that the sheet's name or the titles name."""
    texts = [part.sheet, *part.table.head.titles]
    found = {r.code: r.name for t in texts if (r := names.place_in(t)) is not None}
    if len(found) != 1:
        return [None] * len(part.data)
    return [next(iter(found.values()))] * len(part.data)
