"""Lists with a row for each place, year and quantity, their figures in one column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kotaku.intake.reading import words
from kotaku.intake.reading.columns import slack
from kotaku.intake.reading.model import AREAS, Meaning, Proof
from kotaku.intake.reading.numbers import Floats
from kotaku.intake.reading.table import Table
from kotaku.intake.reading.words import Concept

_COLUMNS = 4  # of figures and years that such a list has at most
MOST = 40  # different quantities of one list
Key = tuple[str, ...]


@dataclass(frozen=True)
class Listed:
    """The column that names the quantities and the one that holds the figures."""

    names: int
    figures: int
    concepts: Mapping[str, Concept]


def listed(table: Table) -> Listed | None:
    """Return the columns of a list by quantity, or None when it is no such list."""
    for column in range(table.grid.width):
        texts = table.texts(column)
        if not 2 <= len(texts) <= MOST:
            continue
        told = {t: words.concept(t) for t in texts}
        course = {c.meaning for c in told.values() if c.area}
        if "awal" not in course or len(course & {*AREAS}) < 2:
            continue
        if len(table.numbers) > _COLUMNS:
            return None
        figures = [
            c for c, read in table.numbers.items()
            if c != column and c not in (table.years, table.ordinal)
            and int((~np.isnan(read.values)).sum()) * 2 > len(table.rows)
        ]  # fmt: skip
        if len(figures) == 1:
            return Listed(column, figures[0], told)
    return None


@dataclass(frozen=True)
class ListCourse:
    """What a list says of its records: at first and taken away, NaN where a record says else."""

    start: Floats
    gone: Floats
    first: list[bool]
    years: list[int | None]
    derived: bool
    proofs: tuple[Proof, ...]


def course(
    meanings: Sequence[Meaning], years: Sequence[int | None], keys: Sequence[Key], values: Floats
) -> ListCourse:
    """Return the course that a list tells; what is left each year gives what was taken away."""
    is_ = {m: np.array([own == m for own in meanings]) for m in AREAS}
    start = np.where(is_["awal"], values, np.nan)
    gone = np.where(is_["berkurang"], values, np.nan)
    left = np.where(is_["sisa"], values, np.nan)
    first = [False] * len(values)
    derived = not is_["berkurang"].any()
    off, checked = 0, 0
    for own in _places(keys).values():
        order = sorted(own, key=lambda i: years[i] or 0)
        starts = [i for i in order if not np.isnan(start[i])]
        if not starts:
            continue
        first[starts[0]] = True
        before = float(start[starts[0]])
        ends = [i for i in order if not np.isnan(left[i])]
        if derived:
            for i in ends:
                gone[i] = round(before - float(left[i]), 9)
                before = float(left[i])
        elif ends:
            checked += 1
            taken = float(np.nansum(gone[own]))
            off += abs(before - taken - float(left[ends[-1]])) > slack(values) + 0.01 * len(own)
    words_ = f"awal − berkurang = sisa: {checked - off} dari {checked}"
    proofs = (Proof(words_, not off, None, (), checked, checked - off),) if checked else ()
    return ListCourse(start, gone, first, list(years), derived, proofs)


def _places(keys: Sequence[Key]) -> dict[Key, list[int]]:
    found: dict[Key, list[int]] = {}
    for i, key in enumerate(keys):
        found.setdefault(key, []).append(i)
    return found
