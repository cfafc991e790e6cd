"""Which rows are sums of others: the arithmetic that tells a total, whatever it is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Kind = Literal["semua", "atas", "bawah"]
_NEAR = 0.1  # a total with a typing error in it is off by no more
_SOME = 2  # records whose sum is no chance


@dataclass(frozen=True)
class Sum:
    """One row as the sum of a run of records: of all, of those above it, of those below it."""

    kind: Kind
    first: int  # index of the first and last record it sums, among the records
    last: int
    matched: int  # columns that agree and are not zero


def steps(figures: Floats) -> Floats:
    """Return how far one figure of each column may be off: n x k, in tenths or hundredths.

    Figures rounded to tenths before their total was are seldom off by more than 0.09 times the
    root of their number; hundredths are mostly as they were typed, and half a digit will do.
    Whole numbers are exact: what is rounded to whole hectares cannot be told from what is wrong.
    """
    known = np.nan_to_num(figures)
    tenths = np.all(np.abs(known * 10 - np.round(known * 10)) < 1e-6, axis=0)
    whole = np.all(np.abs(known - np.round(known)) < 1e-6, axis=0)
    return np.asarray(np.where(tenths & ~whole, 0.09, 0.005))


def slack(stated: Floats, count: int, step: Floats | None = None) -> Floats:
    """Return how far a sum may be off: the rounding of the last printed digit, per summand.

    ``step`` is half of that digit; without it hundredths, or thousandths where they are written.
    """
    if step is None:
        cents = np.abs(stated * 100 - np.round(stated * 100)) < 1e-6
        step = np.where(cents, 0.005, 0.0005)
    return np.asarray(step * np.sqrt(max(count, 1)) + 1e-6 + 1e-9 * np.abs(stated))


def is_near(stated: Floats, records: Floats) -> bool:
    """Tell whether a row is nearly the sum of records: a total with an error in it."""
    known = ~np.isnan(stated) & (np.abs(stated) > 1e-9)
    if len(records) < _SOME or not known.any():
        return False
    total, told = np.nansum(records[:, known], axis=0), np.abs(stated[known])
    near = np.abs(total - stated[known]) <= _NEAR * told
    if not near[int(told.argmax())]:  # small figures are near each other by chance
        return False
    return bool(near.mean() > 0.5) and bool(near.sum() > 1 or len(records) > _SOME + 1)


def of_all(stated: Floats, records: Floats, step: Floats | None = None) -> Sum | None:
    """Return the row as the sum of all records, or None. ``records``: n x k, NaN for empty."""
    total = np.nansum(records, axis=0)
    matched = _agree(stated, total, len(records), step)
    return Sum("semua", 0, len(records) - 1, matched) if matched else None


def of_above(
    stated: Floats, records: Floats, step: Floats | None = None, *, fewest: int = 1
) -> Sum | None:
    """Return the row as the sum of the last records of a run that ends just above it."""
    found = _run(stated, records[::-1], step, fewest)
    n = len(records)
    return Sum("atas", n - found[0], n - 1, found[1]) if found else None


def of_below(
    stated: Floats, records: Floats, step: Floats | None = None, *, fewest: int = 1
) -> Sum | None:
    """Return the row as the sum of the first records of a run that begins just below it."""
    found = _run(stated, records, step, fewest)
    return Sum("bawah", 0, found[0] - 1, found[1]) if found else None


def _run(
    stated: Floats, records: Floats, step: Floats | None, fewest: int
) -> tuple[int, int] | None:
    """Return length and matches of the first run whose sums agree in every stated column."""
    known = ~np.isnan(stated)
    if not known.any() or len(records) < fewest:
        return None
    sums = np.cumsum(np.nan_to_num(records[:, known]), axis=0)
    counts = np.arange(1, len(records) + 1)
    off = slack(stated[known], 1, None if step is None else step[known]) * np.sqrt(counts)[:, None]
    near = np.abs(sums - stated[known]) <= off + 1e-6
    hits = np.flatnonzero(near.all(axis=1) & (counts >= fewest))
    if not len(hits):
        return None
    matched = int((np.abs(stated[known]) > 1e-9).sum())
    return (int(hits[0]) + 1, matched) if matched else None


def _agree(stated: Floats, total: Floats, count: int, step: Floats | None) -> int:
    known = ~np.isnan(stated)
    if not known.any():
        return 0
    near = np.abs(total[known] - stated[known]) <= slack(
        stated[known], count, None if step is None else step[known]
    )
    return int((np.abs(stated[known]) > 1e-9).sum()) if near.all() else 0
