"""Columns shifted by one or two in a block of rows, found by what a unit can hold.

A count of buildings or families is not a fraction between 0 and 1, and an area of 5 ha does not fit
into an RT of 0.25 ha although 5 is a fine score. One such cell may be a slip; several in a row, or
one in each row of a block, mean that the columns stand in the wrong place.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from kotaku.checks.engine import Data, Issue, check
from kotaku.checks.measures import Bools, MeasureColumns, denominators, measured, rt_of_condition
from kotaku.checks.words import listed, plain
from kotaku.rules import Regulation


def _scores(regulation: Regulation) -> set[float]:
    return {float(band.score) for band in regulation.bands} | {0.0}


def _signals(data: Data, volume: MeasureColumns) -> Bools:
    counted = set(data.limits["bergeser"]["satuan_hitungan"])
    units = [c.unit.lower() for c in volume.criteria]
    is_count = np.array([u in counted for u in units], dtype=bool)
    is_area = np.array([u == "ha" for u in units], dtype=bool)
    values = volume.values
    fraction = is_count & (values > 0) & (values < 1)
    if not is_area.any():
        return fraction
    scores = sorted(_scores(data.regulation) - {0.0})
    score = is_area & np.isin(values, scores) & (values > denominators(data, volume))
    return fraction | score


def _blocks(data: Data, frame: pd.DataFrame) -> pd.Series[str]:
    """Return the name of the block each row stands in: kawasan, kelurahan, or the whole sheet."""
    rt = data.table("rt")
    at = rt_of_condition(data)
    names = pd.Series(None, index=frame.index, dtype="str")
    for column in ("kawasan", "kelurahan"):
        here = rt[column].to_numpy()
        if len(here):
            of_row = pd.Series(np.where(at >= 0, here[at], None), index=frame.index, dtype="str")
            names = names.fillna(of_row)
    return names.fillna("lembar ini")


def _shifted(data: Data, frame: pd.DataFrame, count: pd.Series[int]) -> pd.Series[bool]:
    limits = data.limits["bergeser"]
    block = frame["_sumber"].astype("str") + "|" + _blocks(data, frame)
    hit = count > 0
    share = hit.groupby(block).transform("mean")
    size = hit.groupby(block).transform("size")
    in_block = hit & (share > limits["bagian_blok"]) & (size >= limits["baris_blok"])
    return in_block | (count >= limits["sinyal_pasti"])


@check("kekumuhan")
def shifted_columns(data: Data) -> Iterator[Issue]:
    """Rows whose columns are shifted are left out; a lone impossible cell is only reported."""
    volume = measured(data, "volume")
    signals = _signals(data, volume)
    if not signals.any():
        return
    frame = volume.frame
    count = pd.Series(signals.sum(axis=1), index=frame.index)
    shifted = _shifted(data, frame, count)
    blocks = _blocks(data, frame)
    for row in np.flatnonzero(signals.any(axis=1)):
        label = frame.index[row]
        cells = np.flatnonzero(signals[row])
        words = [f"{volume.criteria[c].id} = {plain(volume.values[row, c])}" for c in cells]
        whole = bool(shifted.iloc[row])
        columns = volume.columns if whole else tuple(volume.columns[c] for c in cells)
        yield Issue(
            "KOLOM-BERGESER" if whole else "ANGKA-TIDAK-MUNGKIN",
            "kekumuhan",
            (label,),
            columns,
            listed(words),
            details={"blok": blocks.iloc[row], "id_rt": frame["id_rt"].iloc[row]},
        )
