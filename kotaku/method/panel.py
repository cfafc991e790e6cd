"""One level of ``kondisi`` as arrays: scenarios, years and units are the axes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from kotaku.method.assessment import Bools, Floats, Ints
from kotaku.method.evidence import PLACE

SERVED = "terlayani"  # column that services.with_served adds: 1 served, 0 not, NaN unknown
_UNIT = ("id_unit", "nama", *PLACE, "luas_ha")
_NUMBERS = ("total_nilai", "rata_rata_pct", "rata_rata_r0_pct")


@dataclass(frozen=True)
class Panel:
    """The units of one level over scenarios and years.

    ``units`` has id_unit, nama, the place names and luas_ha [ha], one row per unit in the order
    of the last axis. ``total``, ``mean`` [%], ``mean_r0`` [%] and ``served`` have the shape
    (scenarios, years, units), NaN where ``kondisi`` has no row or knows no value.
    """

    satuan: str
    skenario: tuple[str, ...]
    tahun: tuple[int, ...]
    units: pd.DataFrame
    total: Floats
    mean: Floats
    mean_r0: Floats
    served: Floats | None

    @property
    def area_ha(self) -> Floats:
        """Verified area of each unit [ha]."""
        area: Floats = self.units["luas_ha"].to_numpy(dtype=np.float64)
        return area

    def kept(self, keep: Bools) -> Panel:
        """Return the units for which ``keep`` is true; itself where it keeps all."""
        if keep.all():
            return self
        return replace(
            self,
            units=self.units[keep].reset_index(drop=True),
            total=self.total[:, :, keep],
            mean=self.mean[:, :, keep],
            mean_r0=self.mean_r0[:, :, keep],
            served=None if self.served is None else self.served[:, :, keep],
        )


def panel(kondisi: pd.DataFrame, satuan: str) -> Panel:
    """Return one level of ``kondisi``; the order of its rows plays no part in the figures.

    Raises
    ------
    KeyError
        When ``kondisi`` lacks one of its columns.
    """
    own = _level(kondisi, satuan)
    unit, ids = pd.factorize(own["id_unit"])
    scenario, names = pd.factorize(own["skenario"])
    year, years = pd.factorize(own["tahun"].to_numpy(dtype=np.int64), sort=True)
    shape = (len(names), len(years), len(ids))
    cell = (scenario * shape[1] + year) * shape[2] + unit
    wanted = [*_NUMBERS, *([SERVED] if SERVED in kondisi.columns else [])]
    values = [_spread(own[c].to_numpy(dtype=np.float64), cell, shape) for c in wanted]
    first = np.zeros(len(ids), dtype=np.int64)
    first[unit[::-1]] = np.arange(len(unit))[::-1]  # the first row of a unit is written last
    return Panel(
        satuan=satuan,
        skenario=tuple(str(name) for name in names),
        tahun=tuple(int(y) for y in years),
        units=_taken(own[list(_UNIT)], first).reset_index(drop=True),
        total=values[0],
        mean=values[1],
        mean_r0=values[2],
        served=values[3] if len(values) > len(_NUMBERS) else None,
    )


def _level(kondisi: pd.DataFrame, satuan: str) -> pd.DataFrame:
    """Return the rows of one level, without copying where they stand together."""
    rows = np.flatnonzero(kondisi["satuan"].to_numpy() == satuan)
    if len(rows) and rows[-1] - rows[0] + 1 == len(rows):
        return kondisi.iloc[rows[0] : rows[-1] + 1]
    return kondisi.take(rows)


def _taken(frame: pd.DataFrame, rows: Ints) -> pd.DataFrame:
    """Return the rows, without copying where they are the first ones in their order."""
    if (rows == np.arange(len(rows))).all():
        return frame.iloc[: len(rows)]
    return frame.take(rows)


def _spread(values: Floats, cell: Ints, shape: tuple[int, int, int]) -> Floats:
    table = np.full(shape, np.nan)
    table.reshape(-1)[cell] = values
    return table
