"""Which rows are sums of others: the arithmetic that tells a total, whatever it is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Kind = Literal["semua", "atas", "bawah"]


@dataclass(frozen=True)
class Sum:
    """One row as the sum of a run of records: of all, of those above it, of those below it."""

    kind: Kind
    first: int  # index of the first and last record it sums, among the records
    last: int
    matched: int  # columns that agree and are not zero


def slack(stated: Floats, count: int) -> Floats:
    """Return how far a sum may be off: the rounding of the last printed digit, per summand."""
    cents = np.abs(stated * 100 - np.round(stated * 100)) < 1e-6
    tenths = np.abs(stated * 10 - np.round(stated * 10)) < 1e-6
    digit = np.where(tenths, 0.05, np.where(cents, 0.005, 0.0005))
    # a figure that ends in 0 may have been written with two decimals all the same
    digit = np.minimum(digit, 0.005)
    return np.asarray(digit * np.sqrt(max(count, 1)) + 1e-6 + 1e-9 * np.abs(stated))


def of_all(stated: Floats, records: Floats) -> Sum | None:
    """Return the row as the sum of all records, or None. ``records``: n x k, NaN for empty."""
    total = np.nansum(records, axis=0)
    matched = _agree(stated, total, len(records))
    return Sum("semua", 0, len(records) - 1, matched) if matched else None


def of_above(stated: Floats, records: Floats, *, fewest: int = 1) -> Sum | None:
    """Return the row as the sum of the last records of a run that ends just above it."""
    found = _run(stated, records[::-1], fewest)
    n = len(records)
    return Sum("atas", n - found[0], n - 1, found[1]) if found else None


def of_below(stated: Floats, records: Floats, *, fewest: int = 1) -> Sum | None:
    """Return the row as the sum of the first records of a run that begins just below it."""
    found = _run(stated, records, fewest)
    return Sum("bawah", 0, found[0] - 1, found[1]) if found else None


def _run(stated: Floats, records: Floats, fewest: int) -> tuple[int, int] | None:
    """Return length and matches of the first run whose sums agree in every stated column."""
    known = ~np.isnan(stated)
    if not known.any() or len(records) < fewest:
        return None
    sums = np.cumsum(np.nan_to_num(records[:, known]), axis=0)
    counts = np.arange(1, len(records) + 1)
    near = np.abs(sums - stated[known]) <= slack(stated[known], 1) * np.sqrt(counts)[:, None] + 1e-6
    hits = np.flatnonzero(near.all(axis=1) & (counts >= fewest))
    if not len(hits):
        return None
    matched = int((np.abs(stated[known]) > 1e-9).sum())
    return (int(hits[0]) + 1, matched) if matched else None


def _agree(stated: Floats, total: Floats, count: int) -> int:
    known = ~np.isnan(stated)
    if not known.any():
        return 0
    near = np.abs(total[known] - stated[known]) <= slack(stated[known], count)
    return int((np.abs(stated[known]) > 1e-9).sum()) if near.all() else 0
