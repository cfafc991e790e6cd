"""Which column of a list holds which field: words, kinds of cells and arithmetic together.

The headings that are known word by word are one voice among three. What a heading speaks for in
part, what its cells are, and which columns follow from others decide beside them; of all ways to
give columns to the fields of a table that with the most evidence is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from kotaku import schema
from kotaku.intake.tables import headers, similar
from kotaku.intake.tables.block import is_criterion
from kotaku.intake.tables.headers import PARTS, PLACE, Match
from kotaku.intake.tables.headings import Parts
from kotaku.intake.tables.profiles import Profile, fits, names_regions, names_units
from kotaku.intake.tables.proven import Cells, settle, unexplained
from kotaku.intake.tables.speaking import FIGURES, kind_of, phrase, told

_LEAST = 0.3  # evidence below which a column is nobody's
_OWN = 1.0  # of the template's own heading: whatever its cells are, it is that field
_WEAK = 0.4
_BY_CELLS = frozenset({"kab_kota", "satuan", "choice", "criterion"})  # told by their cells alone
_REASON = "kata pada judul dan isinya cocok"


@dataclass(frozen=True)
class Assigned:
    """The columns of one table, what nobody claims, and how much speaks for it."""

    columns: Mapping[int, Match]
    open: Mapping[int, tuple[str, ...]]  # figures that may be several fields, or none
    loose: tuple[int, ...]  # figures that nothing explains
    evidence: float


def fields_of(table: str) -> tuple[str, ...]:
    """Return the fields that the columns of a table may hold."""
    columns = schema.tables()[table].columns
    return tuple(dict.fromkeys((*columns, *((*PLACE, *PARTS) if "id_rt" in columns else ()))))


def assign(table: str, cells: Cells) -> Assigned:
    """Return which column holds which field of a table."""
    from scipy.optimize import linear_sum_assignment  # in the child, not in every server

    spec = schema.tables()[table]
    criteria = _criteria(table, cells)
    columns = [c for c in cells.countable if c not in criteria]
    fields = fields_of(table)
    matrix = np.zeros((len(columns), len(fields)))
    for i, column in enumerate(columns):
        for j, spoken in _spoken(table, cells.headings[column]):
            choices = spec.choices.get(fields[j], ())
            matrix[i, j] = _evidence(table, fields[j], column, cells, choices, spoken)
    matrix[matrix < _LEAST] = 0.0
    found: dict[int, Match] = {**criteria}
    for i, j in zip(*linear_sum_assignment(matrix, maximize=True), strict=True):
        if matrix[i, j] > 0:
            column, field = columns[i], fields[j]
            exact = phrase(table, cells.headings[column])
            own = exact is not None and exact.field == field
            sure = float(min(matrix[i, j], 1.0)) if own else min(float(matrix[i, j]), 0.75)
            found[column] = exact if own and exact else Match(field, sure, _REASON)
    total = float(sum(m.confidence for m in found.values()))
    found, opened = settle(table, found, cells)
    loose = tuple(c for c in unexplained(found, cells) if c not in opened)
    return Assigned(dict(sorted(found.items())), opened, loose, total)


def _criteria(table: str, cells: Cells) -> dict[int, Match]:
    if not schema.tables()[table].criteria:
        return {}
    found: dict[int, Match] = {}
    taken: set[str] = set()
    for column, parts in cells.headings.items():
        hit = similar.match_parts(parts, table)
        if hit and is_criterion(hit.field) and hit.field not in taken:
            taken.add(hit.field)
            found[column] = hit
    return found


# --- what speaks for a field ------------------------------------------------------------


@lru_cache(maxsize=4096)
def _spoken(table: str, parts: Parts) -> tuple[tuple[int, float], ...]:
    """Return the fields, by place, that a heading or cells alone may speak for, and how much."""
    return tuple(
        (j, spoken)
        for j, field in enumerate(fields_of(table))
        if (spoken := told(table, field, parts)) or {field, kind_of(field)} & _BY_CELLS
    )


def _evidence(
    table: str, field: str, column: int, cells: Cells, choices: Sequence[str], spoken: float
) -> float:
    own = cells.profiles[column]
    if spoken < _OWN and not fits(own, field, choices):
        return 0.0
    if column in cells.links.shares and kind_of(field) in FIGURES and field not in headers.ACCESS:
        return 0.0  # it follows from two others
    if field == "kab_kota":
        return max(spoken, 0.2) + 0.4 if names_regions(own) else spoken * 0.6
    if spoken and kind_of(field) in ("choice", "criterion", "date", "year"):
        spoken += 0.2
    if not spoken and kind_of(field) == "choice" and _alone(table, own) == field:
        return _WEAK
    if not spoken and (kind_of(field) == "criterion" or (field == "satuan" and names_units(own))):
        return 0.5
    return spoken


def _alone(table: str, own: Profile) -> str:
    """Return the only choice of a table whose words the cells of a column are."""
    may = [f for f, words_ in schema.tables()[table].choices.items() if fits(own, f, words_)]
    return may[0] if len(may) == 1 and own.words > 1 else ""
