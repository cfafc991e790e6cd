"""Shapes that a sheet holds as text (WKT): kept whole, beside a sheet whose texts are cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kotaku.intake.model import Cell, Column, Layer, Sheet, Text, letter
from kotaku.intake.safe import limits
from kotaku.words.parsing import is_wkt

LOOKED_AT = 20  # texts of a column
DEEPEST = 8  # brackets within one another; a collection of multipolygons needs five
_SRID = re.compile(r"\s{0,3}SRID=(\d{4,6});", re.IGNORECASE)


def drawn_layers(sheet: Sheet, *, file: str) -> Iterator[Layer]:
    """Yield the layer of each column of shapes, with the other columns as its attributes.

    Raises
    ------
    UnreadableFile
        When the shapes exceed a limit.
    """
    for place, column in enumerate(sheet.columns):
        if any(isinstance(v, str) and is_wkt(v) for v in column.values[:LOOKED_AT]):
            yield _layer(sheet, place, column, file)


def first_shape(column: Column) -> int | None:
    """Return the first row (1-based) that holds a shape, None when no row does."""
    pairs = zip(column.at, column.values, strict=True)
    return next((i + 1 for i, v in pairs if isinstance(v, str) and is_wkt(v)), None)


def _layer(sheet: Sheet, place: int, column: Column, file: str) -> Layer:
    first = first_shape(column) or 1
    texts = [(i + 1, v) for i, v in zip(column.at, column.values, strict=True)
             if isinstance(v, str) and is_wkt(v)]  # fmt: skip
    limits.check("jumlah_bentuk", len(texts), file=file, sheet=sheet.name)
    longest = max((len(v) for _, v in texts), default=0)
    limits.check("panjang_wkt", longest, file=file, sheet=sheet.name)
    rows = [row for row, _ in texts]
    shapes, points = _shapes([text for _, text in texts])
    limits.check("jumlah_titik", points, file=file, sheet=sheet.name)
    srid = next((m[1] for _, text in texts if (m := _SRID.match(text))), "")
    return Layer(
        name=sheet.name[: limits.value("panjang_judul")],
        columns=_attributes(sheet, place, first - 1, rows),
        shapes=shapes,
        rows=tuple(rows),
        system=f"EPSG:{srid}" if srid else "",
        column=letter(place),
    )


def _attributes(
    sheet: Sheet, place: int, head: int, rows: Sequence[int]
) -> dict[str, tuple[str | float | None, ...]]:
    """Return the columns of the sheet by the text above them, at the rows that hold shapes."""
    found: dict[str, tuple[str | float | None, ...]] = {}
    for other, column in enumerate(sheet.columns):
        name = column.cell(head) if head else None
        if other != place and isinstance(name, str) and name not in found:
            found[name] = tuple(_attribute(column.cell(row)) for row in rows)
    return found


def _attribute(value: Cell) -> str | float | None:
    if value is None or isinstance(value, float):
        return value
    return str(value)[: limits.value("panjang_sel")]


def _shapes(texts: Sequence[Text]) -> tuple[tuple[bytes, ...], int]:
    """Return the shapes as WKB, b"" where a text draws none, and the number of their corners."""
    import shapely

    plain = [_SRID.sub("", str(text), count=1) if _sound(str(text)) else None for text in texts]
    read = shapely.from_wkt(plain, on_invalid="ignore")
    points = int(shapely.get_num_coordinates(read).sum())
    return tuple(s or b"" for s in shapely.to_wkb(shapely.force_2d(read))), points


def _sound(text: str) -> bool:
    """Tell whether a text draws a shape whose brackets are not nested without end."""
    if not is_wkt(text):
        return False
    depth = most = 0
    for sign in re.findall(r"[()]", text):
        depth += 1 if sign == "(" else -1
        most = max(most, depth)
    return most <= DEEPEST
