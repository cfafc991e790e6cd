"""What columns of a list follow from others: the same twice, what is left, shares, products."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
MOST_COLUMNS = 14  # of figures that are held against each other
_FEWEST = 2  # rows that must agree
_NEARLY_ALL = 0.8
_MOST_DECIMALS = 6


@dataclass(frozen=True)
class Links:
    """Columns by what they follow from."""

    twice: Mapping[int, int]  # a column that repeats an earlier one
    shares: Mapping[int, tuple[int, int]]  # a percent or fraction: of which part and whole
    splits: tuple[tuple[int, int, int], ...]  # a whole and the two parts that make it
    products: Mapping[int, tuple[int, int]]  # a value: what was multiplied


def links(figures: Mapping[int, Floats], shares_may_be: Collection[int]) -> Links:
    """Return what follows from what.

    Parameters
    ----------
    figures : by column, a figure (or NaN) for each row
    shares_may_be : the columns that may be shares of others; the figures alone do not tell a
        price from a share, or a share from the whole that it divides
    """
    names = [c for c, v in figures.items() if np.nan_to_num(v).any()][:MOST_COLUMNS]
    known = {c: figures[c] for c in names}
    twice = _twice(known)
    alone = [c for c in names if c not in twice]
    splits = [
        (c, a, b)
        for a, b in combinations(alone, 2)
        for c in _agree(known[a] + known[b], {c: known[c] for c in alone if c not in (a, b)})
    ]
    shares = {
        c: (a, b)
        for a, b in permutations(alone, 2)
        for c in alone
        if c in shares_may_be and c not in (a, b) and _is_share(known[c], known[a], known[b])
    }
    return Links(
        twice, shares, tuple(splits), _products(known, [c for c in alone if c not in shares])
    )


def _twice(known: Mapping[int, Floats]) -> dict[int, int]:
    twice: dict[int, int] = {}
    for one, other in combinations(known, 2):
        if other not in twice and _same(known[one], known[other]):
            twice[other] = twice.get(one, one)
    return twice


def _products(known: Mapping[int, Floats], alone: Sequence[int]) -> dict[int, tuple[int, int]]:
    return {
        c: (a, b)
        for a, b in combinations(alone, 2)
        if not _ones(known[a], known[b])
        for c in _agree(known[a] * known[b], {c: known[c] for c in alone if c not in (a, b)})
    }


def _same(one: Floats, other: Floats) -> bool:
    return bool(np.array_equal(one, other, equal_nan=True)) and int((~np.isnan(one)).sum()) > 1


def _agree(made: Floats, stated: Mapping[int, Floats]) -> list[int]:
    """Return the columns that state what was made, held against it all at once."""
    if not stated:
        return []
    cells = np.array([*stated.values()])
    rows = ~np.isnan(made) & ~np.isnan(cells) & (np.abs(cells) + np.abs(made) > 0)
    near = rows & (np.abs(made - cells) <= 0.006 + 1e-6 * np.abs(cells))
    agreed = near.sum(axis=1)
    enough = (agreed >= _FEWEST) & (agreed >= _NEARLY_ALL * rows.sum(axis=1))
    return [
        c
        for c, own, at, sure in zip(stated, cells, rows, enough.tolist(), strict=True)
        if sure and len({*own[at].tolist()}) >= _FEWEST
    ]


def _ones(*columns: Floats) -> bool:
    return any(bool(np.isin(c[~np.isnan(c)], (0.0, 1.0)).all()) for c in columns)


def _is_share(stated: Floats, part: Floats, whole: Floats) -> bool:
    """Tell whether a column is part / whole, as a fraction or in percent."""
    rows = ~np.isnan(stated) & (np.nan_to_num(whole) != 0) & (np.nan_to_num(part) != 0)
    if rows.sum() < _FEWEST or len({*stated[rows].tolist()}) < _FEWEST:
        return False
    made, off = part[rows] / whole[rows], _last_digit(stated[rows])
    percent = np.abs(made * 100 - stated[rows]) <= off
    fraction = np.abs(made - stated[rows]) <= off
    return bool(max(percent.mean(), fraction.mean()) >= _NEARLY_ALL)


def _last_digit(figures: Floats) -> float:
    """Return how far figures may be off that were rounded to as many decimals as they show."""
    shown = (np.abs(figures - np.round(figures, d)) < 1e-9 for d in range(_MOST_DECIMALS))
    return 0.51 / 10.0 ** next((d for d, fits in enumerate(shown) if fits.all()), _MOST_DECIMALS)
