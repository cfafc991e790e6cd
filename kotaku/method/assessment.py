"""From problem volumes to percent, score, total and class, for many units at once.

Arrays hold units in rows and the criteria of the regulation, in its order, in columns. NaN means
"not known" and stays NaN: a unit with one unknown score has no total and no class.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from kotaku.rules import Regulation

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Variant = Literal["plain", "scored_only"]

# 5099.5 / 10000 x 100 must reach 50.995 although its binary value lies just below
TOLERANCE_PCT = 1e-9


@dataclass(frozen=True)
class Assessment:
    """The scores of n units: percents and scores (n, criteria), total and class index (n,)."""

    percent: Floats
    score: Floats
    total: Floats
    class_index: Ints


def percent(volume: Floats, denominator: Floats) -> Floats:
    """Return the share of the problem in percent.

    Parameters
    ----------
    volume : (n, criteria) [unit of the criterion]
        Problem volumes; may be negative in published data.
    denominator : (n, criteria) [same unit]
        A zero denominator gives 0 %, as the published tables do. NaN in either gives NaN.

    Notes
    -----
    Permen PUPR 14/PRT/M/2018 as applied in the programme's R0 workbook.
    """
    share = np.divide(volume, denominator, out=volume * 0.0, where=denominator != 0)
    share *= 100
    return share


def score(percents: Floats, regulation: Regulation) -> Floats:
    """Return the score of each percent [%]: that of the highest band it reaches.

    A percent below the lowest band, negative ones included, scores 0; above 100 % scores the
    highest. NaN stays NaN. The comparison forgives binary rounding (1e-9 percentage points).
    """
    bands = regulation.bands[::-1]
    points = np.array([0, *(band.score for band in bands)], dtype=np.float64)
    reached = np.zeros(percents.shape, dtype=np.int8)
    for band in bands:
        reached += percents >= band.at_least_pct - TOLERANCE_PCT
    scores = points[reached]
    scores[np.isnan(percents)] = np.nan
    return scores


def total(scores: Floats) -> Floats:
    """Return the sum of the scores of each unit; NaN when any score is unknown."""
    sums: Floats = scores.sum(axis=-1)
    return sums


def class_index(totals: Floats, regulation: Regulation) -> Ints:
    """Return the position of each total's class in ``regulation.classes``; -1 for NaN."""
    index = np.full(totals.shape, -1, dtype=np.int64)
    for position in range(len(regulation.classes) - 1, -1, -1):
        index[totals >= regulation.classes[position].at_least] = position
    return index


def class_names(index: Ints, regulation: Regulation) -> npt.NDArray[np.str_]:
    """Return the class names of class positions; "" for -1."""
    names = np.array([*(c.id for c in regulation.classes), ""])
    return names[index]


def assess(volume: Floats, denominator: Floats, regulation: Regulation) -> Assessment:
    """Return percents, scores, totals and classes of n units from their volumes."""
    percents = percent(volume, denominator)
    scores = score(percents, regulation)
    totals = total(scores)
    return Assessment(percents, scores, totals, class_index(totals, regulation))


def aspect_means(
    percents: Floats, scores: Floats, regulation: Regulation, variant: Variant = "plain"
) -> Floats:
    """Return the mean percent [%] of each aspect, shape (n, aspects).

    ``plain`` averages all percents of the aspect, negative and zero-scored ones included, as the
    published result pages do; ``scored_only`` counts percents that score 0 as 0, as the R0
    workbook does. NaN when any percent of the aspect is unknown.
    """
    counted = percents if variant == "plain" else np.where(scores == 0, 0.0, percents)
    columns = {c: i for i, c in enumerate(regulation.criterion_ids)}
    means = [
        counted[..., [columns[c] for c in aspect.criteria]].mean(axis=-1)
        for aspect in regulation.aspects
    ]
    return np.stack(means, axis=-1)


def sectoral_mean(means: Floats) -> Floats:
    """Return the rata-rata kekumuhan sektoral [%]: the mean of the aspect means."""
    mean: Floats = means.mean(axis=-1)
    return mean


def aggregate(values: Floats, groups: Ints, n_groups: int) -> Floats:
    """Return the sums of ``values`` (n,) or (n, columns) by group code 0..n_groups-1.

    Numerators and denominators are summed alike and then scored again; scores are never averaged.
    NaN in a group makes its sum NaN.
    """
    if values.ndim == 1:
        sums: Floats = np.bincount(groups, weights=values, minlength=n_groups).astype(np.float64)
        return sums
    columns = [np.bincount(groups, weights=v, minlength=n_groups) for v in values.T]
    return np.stack(columns, axis=-1)
