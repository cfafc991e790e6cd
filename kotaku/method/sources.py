"""Which source of funds or scale of works stands behind a reduction: an estimate ("perkiraan").

No published formula is known. Proposed: of a unit's reduction, source s gets the share

    sum over criteria c of (applied[s, c] / denominator[c]) / criteria in the aspect of c

divided by the same sum of all sources: the weight that a percent has in the aspect mean. Works
count from the baseline to the year of the reduction; works larger than the problem are scaled so
that together they take away no more than there was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
import pandas as pd

from kotaku.method.assessment import Floats, Ints, aggregate
from kotaku.method.course import Course
from kotaku.method.evidence import State
from kotaku.method.split import Split
from kotaku.method.works import Works
from kotaku.rules import Regulation

SourceBy = Literal["sumber_dana", "skala"]
LABEL = "perkiraan kontribusi"
UNTOLD: Mapping[SourceBy, str] = {
    "sumber_dana": "sumber dana tidak dicatat",
    "skala": "skala tidak dicatat",
}


def applied(
    states: Sequence[State], done: Works, years: Sequence[int], shape: tuple[int, int]
) -> Floats:
    """Return what each of the works took away [unit of its criterion]: at most its own volume.

    Parameters
    ----------
    states : condition of all RT in each of ``years``
    done : works that these conditions count
    shape : (RT, criteria)

    Notes
    -----
    Works on one criterion of one RT in one year share what was left of the problem in proportion
    to their volumes. Works where no volume is known, or before the second year, took nothing.
    """
    taken = np.zeros(len(done.volume))
    for previous, year in zip(states, years[1:], strict=False):
        now = done.year == year
        unit, criterion = done.unit[now], done.criterion[now]
        asked = done.in_year(year, shape)[unit, criterion]
        left = np.maximum(0.0, np.nan_to_num(previous.volume[unit, criterion]))
        taken[now] = done.volume[now] * np.minimum(1.0, left / asked)
    return taken


def weights(
    amounts: Floats, denominators: Floats, criterion: Ints, regulation: Regulation
) -> Floats:
    """Return the weight of each amount: its percent / criteria in its aspect.

    Parameters
    ----------
    amounts : (n,) of a problem [unit of its criterion]
    denominators : (n,) of its unit and criterion; 0 or NaN gives weight 0
    criterion : (n,) position in the rule set
    """
    share = np.zeros(len(amounts))
    np.divide(amounts, denominators, out=share, where=denominators > 0)
    size = {c: len(a.criteria) for a in regulation.aspects for c in a.criteria}
    sizes = np.array([size[c] for c in regulation.criterion_ids], dtype=np.float64)
    weight: Floats = share / sizes[criterion]
    return weight


def split(
    course: Course, pekerjaan: pd.DataFrame, satuan: str, by: SourceBy, regulation: Regulation
) -> Split:
    """Return the shares of sources in the reductions of one level.

    Parameters
    ----------
    course : Course
        With the level ``satuan``.
    pekerjaan : DataFrame
        Table of works; column ``by`` names the source, empty ones have a name of their own.
    """
    code, ids, denominator = _level(course, satuan)
    named = pekerjaan[by].fillna(UNTOLD[by])
    source, names = pd.factorize(named.reindex(course.done.label), sort=True)
    member = code[course.done.unit]
    busy = np.unique(member[member >= 0])
    shape = (len(course.years), len(busy), len(names))
    result = {}
    for scenario, states in course.chains.items():
        counted = (
            np.ones(len(source), dtype=np.bool_) if scenario == "simulasi" else course.done.done
        )
        kept = counted & (member >= 0)
        done = course.done.kept(kept)
        taken = applied(states, done, course.years, course.rt.denominator.shape)
        weight = weights(
            taken, denominator[member[kept], done.criterion], done.criterion, regulation
        )
        where = (
            np.searchsorted(course.years, done.year),
            np.searchsorted(busy, member[kept]),
            source[kept],
        )
        sums = np.zeros(shape)
        np.add.at(sums, where, weight)
        result[scenario] = _normalised(np.cumsum(sums, axis=0))
    return Split(tuple(str(n) for n in names), pd.Index(ids)[busy], course.years, result)


def _level(course: Course, satuan: str) -> tuple[Ints, pd.Series, Floats]:
    """Return the unit of each RT, the ids of the units, and their denominators."""
    if satuan == "rt":
        own = np.arange(len(course.rt.frame), dtype=np.int64)
        return own, course.rt.frame["id_unit"], course.rt.denominator
    groups = course.groups[satuan]
    inside = groups.code >= 0
    sums = aggregate(course.rt.denominator[inside], groups.code[inside], groups.size)
    return groups.code, groups.frame["id_unit"], sums


def _normalised(sums: Floats) -> Floats:
    whole = sums.sum(axis=2, keepdims=True)
    shares = np.zeros(sums.shape)
    np.divide(sums, whole, out=shares, where=whole > 0)
    return shares
