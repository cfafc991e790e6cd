"""Columns that say on each record what the place above it has: adding them up counts it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from kotaku.intake.reading.numbers import Floats
from kotaku.intake.reading.table import LOWEST, Table


def said_again(table: Table, data: Sequence[int], values: Mapping[int, Floats]) -> list[int]:
    """Return the columns of areas that are those of the places above, beside one that is not.

    Parameters
    ----------
    table : the table
    data : rows of its records
    values : by column, the area of each record [ha]
    """
    uppers = [*_uppers(table, data)]
    areas = [c for c in values if table.concepts[c].area]
    again = [c for c in areas if any(_constant(values[c], names) for names in uppers)]
    return again if len(again) < len(areas) else []


def _uppers(table: Table, data: Sequence[int]) -> Iterator[list[tuple[str, str]]]:
    """Yield the place above each record with the record's own, level by level."""
    lowest = table.lowest
    if lowest is None:
        return
    down = table.grid.column(lowest)
    own = [str(down[row - 1]) for row in data]
    for column, level in table.places.items():
        if LOWEST.index(level) <= LOWEST.index(table.places[lowest]):
            continue
        names: list[str] = []
        down = table.grid.column(column)
        for row in data:
            cell = down[row - 1]
            names.append(str(cell) if isinstance(cell, str) else names[-1] if names else "")
        yield list(zip(names, own, strict=True))


def _constant(values: Floats, names: Sequence[tuple[str, str]]) -> bool:
    """Tell whether places of several places, of which there are several, have one figure each."""
    told: dict[str, set[float]] = {}
    for (name, _), value in zip(names, np.nan_to_num(values), strict=True):
        told.setdefault(name, set()).add(float(value))
    figures = {value for own in told.values() for value in own}
    several = 1 < len(told) <= len({*names}) / 2
    return (
        several
        and all(len(own) == 1 for own in told.values())
        and 0.0 not in figures
        and (len(figures) > 1)
    )
