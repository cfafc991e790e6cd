"""What one turn shows beside the area and the curve: worst criteria and obstacles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from kotaku.rules.model import Criterion
from kotaku.words.numbers import format_number
from kotaku.words.safe import clean

Floats = npt.NDArray[np.float64]

WORST_TITLE = "Kriteria terburuk (nilai rata-rata)"
LATE = ("terlambat", "kritis")


@dataclass(frozen=True)
class WorstCriterion:
    """A criterion with its mean score over the units that are still kumuh."""

    id: str
    name: str
    nilai: float

    @property
    def words(self) -> str:
        """The criterion with its mean score, as every face names it."""
        return f"{self.id} {clean(self.name)}: {format_number(self.nilai)}"


@dataclass(frozen=True)
class Obstacle:
    """A late activity, how far behind it is [pp], and what holds it up ("" when nobody says)."""

    kegiatan: str
    deviasi_pp: float
    kendala: str
    pic: str


def worst_criteria(
    units: pd.DataFrame, criteria: Sequence[Criterion], *, most: int = 3
) -> list[WorstCriterion]:
    """Return the criteria with the highest mean score, weighted by area, worst first.

    Parameters
    ----------
    units : DataFrame
        One row per unit; tingkat, luas_ha [ha], nilai_1a … where the data hold scores.
    criteria : sequence of Criterion
        Of the rule set in force.
    most : int
        No more than these; criteria whose mean is zero or unknown are left out.
    """
    if "tingkat" not in units or units.empty:
        return []
    kumuh = units[units["tingkat"] != "tidak_kumuh"]
    scored = [one for one in criteria if f"nilai_{one.id}" in kumuh]
    scores = kumuh[[f"nilai_{one.id}" for one in scored]].to_numpy(dtype=np.float64)
    means = _mean_scores(scores, kumuh["luas_ha"].to_numpy(dtype=np.float64))
    found = [
        WorstCriterion(one.id, one.name, float(mean))
        for one, mean in zip(scored, means, strict=True)
        if mean > 0
    ]
    return sorted(found, key=lambda one: (-one.nilai, one.id))[:most]


def _mean_scores(scores: Floats, areas: Floats) -> Floats:
    """Return each column's mean weighted by area [ha]; 0 without a score.

    Unweighted where the area of a scored unit is missing or all are nothing.
    """
    known = ~np.isnan(scores)
    weights = np.where(known, areas[:, None], 0.0)
    plain = np.isnan(weights).any(axis=0) | ~(weights.sum(axis=0) > 0)
    weights = np.where(plain, known, weights)
    whole = weights.sum(axis=0)
    total = (np.nan_to_num(scores) * weights).sum(axis=0)
    mean: Floats = np.divide(total, whole, out=np.zeros(len(whole)), where=whole > 0)
    return mean


def obstacles(activities: pd.DataFrame, *, most: int = 3) -> list[Obstacle]:
    """Return the late activities, those whose obstacle is known first, then the furthest behind.

    Parameters
    ----------
    activities : DataFrame
        kegiatan, deviasi_pp [pp], status, kendala, pic at the data date.
    """
    late = activities[activities["status"].isin(LATE)]
    said = late["kendala"].fillna("").str.strip()
    ordered = late.assign(kendala=said, _diam=said == "").sort_values(["_diam", "deviasi_pp"])
    return [
        Obstacle(
            kegiatan=str(row.kegiatan),
            deviasi_pp=float(row.deviasi_pp),
            kendala=str(row.kendala),
            pic="" if pd.isna(row.pic) else str(row.pic),
        )
        for row in ordered.head(most).itertuples(index=False)
    ]
