"""Cut texts to their stated length before anything looks at them with a pattern."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from kotaku.intake.model import Column, Sheet, Text, address
from kotaku.intake.safe import limits
from kotaku.words.parsing import is_wkt

MOST_TOLD = 1000  # addresses of cut cells that are kept; the sentence names a few


def shortened(sheet: Sheet) -> Sheet:
    """Return a sheet whose texts, and its name, are no longer than ``panjang_sel``.

    ``marks.cut`` tells the cells. Dates that a child might hand over as text are texts here too.
    """
    most = limits.value("panjang_sel")
    cut: list[str] = []
    columns = tuple(
        _column(column, place, most, cut) if _is_long(column.values, most) else column
        for place, column in enumerate(sheet.columns)
    )
    name = sheet.name[: limits.value("panjang_judul")]
    if not cut:
        return sheet if name == sheet.name else replace(sheet, name=name)
    marks = replace(sheet.marks, cut=tuple(cut))
    return replace(sheet, name=name, columns=columns, marks=marks)


def _is_long(values: Sequence[Text], most: int) -> bool:
    if {*map(type, values)} == {str}:
        return max(map(len, cast("Sequence[str]", values))) > most
    return any(isinstance(value, str) and len(value) > most for value in values)


def _column(column: Column, place: int, most: int, cut: list[str]) -> Column:
    values = list(column.values)
    for i, value in enumerate(values):
        if isinstance(value, str) and len(value) > most:
            values[i] = value[:most]
            if len(cut) < MOST_TOLD and not is_wkt(value):  # a shape has a finding of its own
                cut.append(address(place, column.at[i] + 1))
    return replace(column, values=values)
