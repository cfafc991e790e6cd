"""Columns of figures as families: what differs by its year alone means the same.

``Kinerja 2018``, ``Kinerja 2019`` are one family and get one meaning, so that one question decides
both. Words offer each family a few meanings; what its figures look like leans to one of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kotaku.intake.reading.model import AREAS
from kotaku.intake.reading.numbers import Floats
from kotaku.intake.reading.said import letters
from kotaku.intake.reading.words import SAID, Concept, tokens, unit_of

Role = str  # awal, berkurang, sisa, jumlah (the sum of the reductions), kelas, lain
Option = tuple[tuple[Role, ...], float]  # the role of each column, what words are worth

_CLASSES = frozenset({"berat", "sedang", "ringan", "kb", "ks", "kr"})
_LEAN = 0.3
_ZEROS = 0.15  # part of the records that often lose nothing; few have nothing left


@dataclass(frozen=True)
class Family:
    """Columns of one heading but for its year, and what they may mean, the likeliest first."""

    columns: tuple[int, ...]
    options: tuple[Option, ...]
    sure: int


def families(
    figures: Sequence[int],
    concepts: Mapping[int, Concept],
    headings: Mapping[int, str],
    values: Mapping[int, Floats],
) -> list[Family]:
    """Return the families of the columns of figures, from the left."""
    groups: dict[str, list[int]] = {}
    for column in figures:
        groups.setdefault(_name(headings.get(column, "")), []).append(column)
    out: list[Family] = []
    for own in groups.values():
        years = [concepts[c].year for c in own]
        together = len(own) > 1 and None not in years and len({*years}) == len(own)
        parts = [_in_time(own, concepts)] if together else [(c,) for c in own]
        for columns in parts:
            heading = headings.get(columns[0], "")
            options = _options(columns, concepts, heading, values)
            sure = min(concepts[c].sure for c in columns)
            out.append(Family(columns, tuple(sorted(options, key=lambda o: -o[1])), sure))
    return sorted(out, key=lambda f: min(f.columns))


def _name(heading: str) -> str:
    """Return a heading without its year and unit, however the unit is spelled."""
    return letters(" ".join(w for w in tokens(heading) if unit_of((w,)) is None))


def _in_time(columns: Sequence[int], concepts: Mapping[int, Concept]) -> tuple[int, ...]:
    return tuple(sorted(columns, key=lambda c: concepts[c].year or 0))


def _options(
    columns: tuple[int, ...], concepts: Mapping[int, Concept], heading: str,
    values: Mapping[int, Floats],
) -> list[Option]:  # fmt: skip
    said = {concepts[c].meaning for c in columns if concepts[c].sure == SAID}
    if len(said) == 1:
        return [((next(iter(said)),) * len(columns), 0.0)]
    if said:  # a person said them apart
        return [(tuple(concepts[c].meaning for c in columns), 0.0)]
    concept, n = concepts[columns[0]], len(columns)
    if concept.meaning == "awal" and {*tokens(heading)} & _CLASSES:
        return [(("kelas",) * n, 0.0)]
    found = _by_words(concept, n)
    if concept.sure == 2 and concept.meaning in AREAS:
        return found
    return [(roles, prior + _lean(roles, columns, values)) for roles, prior in found]


def _by_words(concept: Concept, n: int) -> list[Option]:
    if concept.meaning == "berkurang":
        whole = [(("jumlah",), 0.1 if concept.total else -0.1 if concept.cumulative else -1.0)]
        start = [(("awal",), -1.0 if concept.status else -4.0)]
        # a target to be dealt with is where the account starts, unless another column says so
        return [(("berkurang",) * n, 0.0), *((*whole, *start) if n == 1 else ())]
    if concept.meaning == "sisa":
        return [(("sisa",) * n, 0.1)]
    if concept.meaning == "awal" and concept.sure == 2:
        return [(("awal",) * n, 0.1)]
    first = ("awal",) + ("sisa",) * (n - 1)
    if concept.meaning != "awal":
        return _unknown(concept, n, first)
    later = -0.2 if concept.year else -2.0
    found: list[Option] = [
        (first, 0.0), (("awal",) * n, 0.0), (("sisa",) * n, later),
        (("lain",) * n, -2.5 if concept.kumuh else -1.0),
    ]  # fmt: skip
    # what is kumuh is no sum of reductions, not even where all of it is gone
    if n == 1 and not concept.kumuh:
        found.append((("jumlah",), -0.3 if concept.total else -2.0))
    return list(dict(found if concept.kumuh else [*found, (("berkurang",) * n, later)]).items())


def _unknown(concept: Concept, n: int, first: tuple[Role, ...]) -> list[Option]:
    """Offer everything; a year in the heading speaks of the course of the area."""
    dated = concept.year is not None
    found: list[Option] = [
        (("lain",) * n, -0.5 if dated else 0.0),
        (("berkurang",) * n, -0.5 if dated else -2.0),
        (("sisa",) * n, -0.6 if dated else -2.5),
        (first, -2.5),
    ]  # fmt: skip
    if n == 1:
        found.append((("jumlah",), -1.0 if concept.total else -3.0))
    return list(dict(found).items())


def _lean(roles: tuple[Role, ...], columns: tuple[int, ...], values: Mapping[int, Floats]) -> float:
    """Return what the look of the figures is worth: what is left falls, or is seldom nothing."""
    if {*roles} == {"berkurang"}:
        return _LEAN if not falls(columns, values) else 0.0
    if {*roles} == {"sisa"} and len(columns) > 1:
        return _LEAN if falls(columns, values) else -_LEAN
    return 0.0


def falls(columns: Sequence[int], values: Mapping[int, Floats]) -> bool:
    """Tell whether figures look like what is left: never more than before, seldom nothing."""
    chain = [values[c] for c in columns]
    if len(chain) == 1:
        known = chain[0][~np.isnan(chain[0])]
        return bool(len(known)) and float(np.mean(known == 0)) <= _ZEROS
    return all(_no_more(a, b) for a, b in pairwise(chain))


def rises(columns: Sequence[int], values: Mapping[int, Floats]) -> bool:
    """Tell whether figures never become less from one column to the next."""
    chain = [np.nan_to_num(values[c]) for c in columns]
    return len(chain) > 1 and all(_no_more(b, a) for a, b in pairwise(chain))


def _no_more(before: Floats, after: Floats) -> bool:
    known = ~np.isnan(before) & ~np.isnan(after)
    return bool(known.any()) and bool(np.all(after[known] <= before[known] + 1e-6))
