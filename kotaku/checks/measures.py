"""The condition table with the denominators of its RT beside it, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from kotaku.checks.engine import Data
from kotaku.checks.keys import positions
from kotaku.rules import Criterion
from kotaku.schema import Measure, criterion_column

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class MeasureColumns:
    """One measure of the condition table: rows × the criteria that have a column."""

    frame: pd.DataFrame
    criteria: tuple[Criterion, ...]
    columns: tuple[str, ...]
    values: Floats

    def cells(self, mask: Bools) -> list[tuple[int, int]]:
        """Return the (row, criterion) positions where the mask holds."""
        rows, criteria = np.nonzero(mask)
        return list(zip(rows.tolist(), criteria.tolist(), strict=True))


def rt_of_condition(data: Data) -> npt.NDArray[np.intp]:
    """Return for each row of the condition the position of its RT, -1 where it has none."""
    if "rt" not in data.memo:
        data.memo["rt"] = positions(data.table("kekumuhan")["id_rt"], data.table("rt")["id_rt"])
    found: npt.NDArray[np.intp] = data.memo["rt"]
    return found


def measured(data: Data, measure: Measure) -> MeasureColumns:
    """Return one measure of all criteria of the regulation that the condition table holds."""
    if measure not in data.memo:
        data.memo[measure] = _measured(data, measure)
    found: MeasureColumns = data.memo[measure]
    return found


def _measured(data: Data, measure: Measure) -> MeasureColumns:
    frame = data.table("kekumuhan")
    present = [
        (criterion, column)
        for criterion in data.regulation.criteria
        if (column := criterion_column(measure, criterion.id)) in frame.columns
    ]
    columns = tuple(column for _, column in present)
    values = frame[list(columns)].to_numpy(dtype="float64")
    return MeasureColumns(frame, tuple(criterion for criterion, _ in present), columns, values)


def denominators(data: Data, measure: MeasureColumns) -> Floats:
    """Return the denominator of each value in ``measure``; NaN where the RT has none."""
    names = tuple(criterion.denominator for criterion in measure.criteria)
    if names not in data.memo:
        data.memo[names] = _denominators(data, measure, list(names))
    found: Floats = data.memo[names]
    return found


def _denominators(data: Data, measure: MeasureColumns, names: list[str]) -> Floats:
    rt = data.table("rt")
    at = rt_of_condition(data)
    values = rt[names].to_numpy(dtype="float64")
    if not len(rt):
        return np.full(measure.values.shape, np.nan)
    return np.where((at >= 0)[:, None], values[at], np.nan)
