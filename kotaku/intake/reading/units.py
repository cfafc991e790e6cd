"""The unit of the areas: as written, else by size; what the size contradicts is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kotaku.intake.reading import sizes
from kotaku.intake.reading.model import AreaUnit
from kotaku.intake.reading.numbers import Floats
from kotaku.intake.reading.table import Table

FACTORS: Mapping[AreaUnit, float] = {"ha": 1.0, "m2": 0.0001, "km2": 100.0}


@dataclass(frozen=True)
class ColumnUnits:
    """The unit of each column of figures; ``doubt`` names the unit that would also do."""

    of: Mapping[int, AreaUnit]
    guessed: bool = False
    doubt: AreaUnit | None = None


def read_units(table: Table, columns: Sequence[int], values: Mapping[int, Floats]) -> ColumnUnits:
    """Return the unit of each column; one that names none has that of the others."""
    told: dict[int, AreaUnit] = {
        c: named for c in columns if (named := table.concepts[c].unit) is not None
    }
    common: AreaUnit | None = None
    if told:
        common = Counter(told.values()).most_common(1)[0][0]
    elif table.unit in FACTORS:
        common = table.unit
    of: dict[int, AreaUnit] = {c: told.get(c, common or "ha") for c in columns}
    if any(s.unit for s in table.said.columns.values()):  # a person said it: nothing is doubted
        return ColumnUnits(of)
    areas = [c for c in columns if table.concepts[c].area] or list(columns)
    small = sizes.sizes()["meter_persegi_terkecil"]
    large = max(sizes.largest(table), small)
    if common is None and _size(areas, values) > large:
        return ColumnUnits(dict.fromkeys(columns, "m2"), True, "ha")
    for unit in ("ha", "m2"):
        size = _size([c for c in areas if of[c] == unit], values)
        if unit == "ha" and size > large:
            return ColumnUnits({c: "m2" if u == unit else u for c, u in of.items()}, True, "ha")
        if unit == "m2" and 0 < size < small:
            return ColumnUnits({c: "ha" if u == unit else u for c, u in of.items()}, True, "m2")
    return ColumnUnits(of, guessed=common is None)


def _size(columns: Sequence[int], values: Mapping[int, Floats]) -> float:
    """Return the median of the records of the largest column, the lower one of two."""
    found = []
    for column in columns:
        known = values[column][~np.isnan(values[column]) & (values[column] > 0)]
        if len(known):
            found.append(float(np.sort(known)[(len(known) - 1) // 2]))
    return max(found, default=0.0)
