"""Ids of one table looked up in another."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd


def among(ids: pd.Series[str], known: pd.Series[str]) -> npt.NDArray[np.bool_]:
    """Tell for each id whether it is one of the known; a missing id never is.

    Through an index: ``Series.isin`` walks text columns value by value.
    """
    found: npt.NDArray[np.bool_] = positions(ids, known) >= 0
    return found


def positions(ids: pd.Series[str], known: pd.Series[str]) -> npt.NDArray[np.intp]:
    """Return for each id the position of its first row among the known, -1 where it has none."""
    first = (~known.duplicated() & known.notna()).to_numpy()
    rows = np.flatnonzero(first)
    if not len(rows):
        return np.full(len(ids), -1, dtype=np.intp)
    at = pd.Index(known[first]).get_indexer(pd.Index(ids))
    return np.where(at < 0, -1, rows[at])
