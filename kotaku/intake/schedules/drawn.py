"""Whether drawn weekly values are cumulative or increments, in percent or in points of weight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Reading = Literal["kumulatif_persen", "tambahan_bobot", "tambahan_persen", "kumulatif_bobot"]

READINGS: tuple[Reading, ...] = (
    "kumulatif_persen", "tambahan_bobot", "tambahan_persen", "kumulatif_bobot"
)  # fmt: skip
WORDS = {
    "kumulatif_persen": "persen kumulatif tiap kegiatan",
    "tambahan_persen": "tambahan persen tiap periode",
    "kumulatif_bobot": "bobot kumulatif tiap kegiatan",
    "tambahan_bobot": "tambahan bobot tiap periode",
}
TOLERANCE = 0.5  # rounding in the sum of increments [%], I
FULL = 100.0


@dataclass(frozen=True)
class Meaning:
    """How the values of a schedule are meant; ``sure`` when activities agree on it."""

    reading: Reading
    scale: float
    sure: bool


def meaning(series: Sequence[Floats], weights: Sequence[float]) -> Meaning:
    """Return how the values of all activities are meant, by the most of them.

    A series that only rises and ends at 100 or at its weight is cumulative; one whose sum is 100
    or its weight holds increments. Values may be fractions of one.

    Parameters
    ----------
    series : values of each activity in the order of the periods, NaN where empty
    weights : weight of each activity [%], NaN where it has none
    """
    votes: Counter[tuple[Reading, float]] = Counter()
    for values, weight in zip(series, weights, strict=True):
        for scale in (1.0, FULL):
            votes.update((reading, scale) for reading in _fits(values * scale, weight))
    if not votes:
        known = np.concatenate([np.abs(v[~np.isnan(v)]) for v in series] or [np.zeros(0)])
        small = bool(known.size and known.max() <= 1 and ((known > 0) & (known < 1)).any())
        return Meaning("kumulatif_persen", FULL if small else 1.0, False)
    best = max(votes, key=lambda v: (votes[v], -READINGS.index(v[0]), -v[1]))
    return Meaning(best[0], best[1], True)


def _fits(values: Floats, weight: float) -> Iterator[Reading]:
    known = values[~np.isnan(values)]
    if not known.size or known.max() <= 0:
        return
    rising = bool((np.diff(known) >= -1e-9).all())
    ends: tuple[tuple[float, Reading, Reading], ...] = (
        (FULL, "kumulatif_persen", "tambahan_persen"),
        (weight, "kumulatif_bobot", "tambahan_bobot"),
    )
    for end, cumulative, increments in ends:
        if np.isnan(end) or end <= 0:
            continue
        slack = min(TOLERANCE, 0.05 * end)
        if rising and abs(known[-1] - end) <= slack:
            yield cumulative
        if abs(known.sum() - end) <= slack:
            yield increments


def cumulative(values: Floats, weight: float, meant: Meaning, reported: int) -> Floats:
    """Return the values as cumulative percent of the activity.

    Parameters
    ----------
    values : as drawn, NaN where empty
    weight : weight of the activity [%]
    meant : how the values are meant
    reported : number of periods that are reported at all; later ones become NaN
    """
    found = values * meant.scale
    if meant.reading.startswith("tambahan"):
        found = np.cumsum(np.nan_to_num(found))
    if meant.reading.endswith("bobot"):
        found = found * (FULL / weight) if weight and weight > 0 else found * np.nan
    found = found.copy()
    found[reported:] = np.nan
    return np.round(found, 12)  # leaves out the noise of the sums only
