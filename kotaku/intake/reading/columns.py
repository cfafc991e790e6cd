"""Which column is the area at first, what was taken away, what is left: told by identities.

Words offer each column one meaning or a few; every combination is held against the figures of the
records and the one that explains most is taken. At most ``BOUND`` combinations are tried, over at
most ``SAMPLE`` records: the time does not grow with the sheet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise, product

import numpy as np

from kotaku.intake.reading.model import AREAS, Meaning, Proof
from kotaku.intake.reading.numbers import Floats
from kotaku.intake.reading.table import Table
from kotaku.intake.reading.words import SAID, Concept, says, tokens

BOUND = 4096
SAMPLE = 200
_HOLDS = 8.0  # what an identity over columns is worth against words
_UNKNOWN = {"lain": 0.0, "berkurang": -2.0, "awal": -2.5, "sisa": -2.5, "jumlah": -3.0}
_CLASSES = frozenset({"berat", "sedang", "ringan", "kb", "ks", "kr"})

Role = str  # awal, berkurang, sisa, jumlah (the sum of the reductions), kelas, lain


@dataclass(frozen=True)
class Columns:
    """The meaning of each column of figures, as chosen."""

    roles: Mapping[int, Role]
    cumulative: bool = False
    proofs: tuple[Proof, ...] = ()
    guessed: frozenset[int] = frozenset()
    score: float = 0.0
    rival: Mapping[int, Role] = field(default_factory=dict)  # another choice as good

    def of(self, role: Role) -> list[int]:
        """Return the columns of a role from the left."""
        return [c for c in sorted(self.roles) if self.roles[c] == role]


def choose(table: Table, records: Sequence[int], values: Mapping[int, Floats]) -> Columns:
    """Return the meaning of each column of figures. ``values``: by column, of the records."""
    figures = [c for c in table.figures if c in values]
    options = {c: _options(table.concepts[c], table.head.headings.get(c, "")) for c in figures}
    if not figures:
        return Columns({})
    sample = _sample(len(records))
    small = {c: values[c][sample] for c in figures}
    long = table.years is not None
    best: tuple[float, dict[int, Role], bool] | None = None
    for roles in islice(product(*(options[c] for c in figures)), BOUND):
        trial = dict(zip(figures, (r for r, _ in roles), strict=True))
        prior = sum(p for _, p in roles)
        gain, cumulative = _worth(table.concepts, trial, small, long=long)
        if best is None or prior + gain > best[0] + 1e-9:
            best = (prior + gain, trial, cumulative)
    score, roles_best, cumulative = best if best else (0.0, {}, False)
    guessed = frozenset(c for c in figures if table.concepts[c].sure == 0)
    proofs = _proofs(table, roles_best, values, cumulative, long=long)
    return Columns(roles_best, cumulative, proofs, guessed, score)


def unsure(table: Table, picked: Columns, values: Mapping[int, Floats]) -> list[int]:
    """Return the columns whose meaning neither words nor figures decide, though it matters.

    An identity over the columns that holds for all records decides; a column that cannot be a part
    of the area at first (larger, or the same) does not matter.
    """
    if any(proof.holds for proof in picked.proofs) or not picked.of("awal"):
        return []
    start = values[picked.of("awal")[0]]
    return [
        c
        for c, role in picked.roles.items()
        if role in ("lain", "berkurang", "sisa")
        and table.concepts[c].sure < 2
        and not table.concepts[c].kumuh
        and _may_be_part(values[c], start)
    ]


def _may_be_part(values: Floats, start: Floats) -> bool:
    known = ~np.isnan(values) & ~np.isnan(start)
    own, whole = values[known], start[known]
    if not len(own) or not np.any(own > 0) or np.any(own < 0):
        return False
    broken = bool(np.any(own != np.round(own))) or bool(np.all(whole == np.round(whole)))
    return broken and _most(own <= whole + 0.01) and not bool(np.all(np.abs(own - whole) < 0.006))


def _sample(count: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    if count <= SAMPLE:
        return np.arange(count)
    return np.unique(np.linspace(0, count - 1, SAMPLE).astype(np.int64))


def _options(concept: Concept, heading: str) -> list[tuple[Role, float]]:
    """Return what a column may be, the likeliest first, with what the words are worth."""
    if concept.sure == SAID:
        return [(concept.meaning, 0.0)]
    low = {*tokens(heading)}
    if concept.meaning == "awal" and low & _CLASSES:
        return [("kelas", 0.0)]
    if concept.meaning not in AREAS:
        return sorted(_UNKNOWN.items(), key=lambda p: -p[1])
    if concept.meaning == "berkurang":
        first = [("jumlah", 0.1), ("berkurang", 0.0)] if concept.total else [
            ("berkurang", 0.1), ("jumlah", -1.0)]  # fmt: skip
        # a target to be dealt with is where the account starts, unless another column says so
        return [*first, ("awal", -1.0 if concept.status else -4.0)]
    if concept.meaning == "sisa":
        return [("sisa", 0.1)]
    if concept.sure == 2:
        return [("awal", 0.1)]
    later = -0.2 if concept.year else -2.0
    found = [("awal", 0.0), ("sisa", later), ("lain", -2.5 if concept.kumuh else -1.0)]
    return found if concept.kumuh else [*found, ("berkurang", later - 0.2)]


def _worth(
    concepts: Mapping[int, Concept], roles: Mapping[int, Role], values: Mapping[int, Floats],
    *, long: bool,
) -> tuple[float, bool]:  # fmt: skip
    """Return what the identities say of one combination, and whether reductions add up."""
    first = [c for c, r in roles.items() if r == "awal"]
    gone = [c for c, r in roles.items() if r == "berkurang"]
    left = ordered([c for c, r in roles.items() if r == "sisa"], concepts)
    worth = -6.0 * _spare(first, values)
    if any(r == "kelas" for r in roles.values()):
        return worth, False
    if not first:
        worth -= 3.0
    cumulative = False
    start = values[first[0]] if first else None
    if start is not None and not long:
        part, cumulative = _course(start, gone, left, values)
        worth += part
    elif start is not None and gone:
        worth += (
            1.0
            if _most(np.nan_to_num(values[gone[0]]) <= np.nan_to_num(start, nan=np.inf) + 0.01)
            else -6.0
        )
    worth += _whole([c for c, r in roles.items() if r == "jumlah"], gone, values)
    return worth, cumulative


def _spare(first: Sequence[int], values: Mapping[int, Floats]) -> int:
    """Return how many areas at first are too many; the same figures again are not."""
    return sum(not _most(np.abs(values[c] - values[first[0]]) < 0.006) for c in first[1:])


def ordered(columns: Sequence[int], concepts: Mapping[int, Concept]) -> list[int]:
    """Return columns by the year of their headings, else from the left."""
    years = [concepts[c].year for c in columns]
    if all(y is not None for y in years):
        return sorted(columns, key=lambda c: (concepts[c].year or 0, c))
    return sorted(columns)


def _course(
    start: Floats, gone: Sequence[int], left: Sequence[int], values: Mapping[int, Floats]
) -> tuple[float, bool]:
    taken = [np.nan_to_num(values[c]) for c in gone]
    total = np.sum(taken, axis=0) if taken else np.zeros(len(start))
    if left and gone:
        end = values[left[-1]]
        sure = 0.0 if not _moves(start, end) else 1.0
        if _equal(start - total, end):
            return _HOLDS * sure + 1.0, False
        if len(gone) > 1 and _equal(start - taken[-1], end):
            return _HOLDS * sure + 0.5, True
        return -_HOLDS, False
    if left:
        chain = [start, *(values[c] for c in left)]
        falls = all(_most(b <= a + 0.01) for a, b in pairwise(chain))
        return (1.0 if falls else -6.0), False
    if gone:
        if _most(total <= start + 0.02 * len(gone)):
            return 1.0, False
        rises = len(gone) > 1 and all(_most(b >= a - 0.001) for a, b in pairwise(taken))
        return (0.8, True) if rises and _most(taken[-1] <= start + 0.02) else (-6.0, False)
    return 0.0, False


def _whole(total: Sequence[int], gone: Sequence[int], values: Mapping[int, Floats]) -> float:
    if not total:
        return 0.0
    if len(total) > 1 or len(gone) < 1:
        return -6.0
    taken = np.sum([np.nan_to_num(values[c]) for c in gone], axis=0)
    return 6.0 if _equal(taken, np.nan_to_num(values[total[0]])) else -6.0


def _moves(a: Floats, b: Floats) -> bool:
    known = ~np.isnan(a) & ~np.isnan(b)
    return bool(np.any(np.abs(a - b)[known] > 1e-6))


def _equal(a: Floats, b: Floats) -> bool:
    known = ~np.isnan(a) & ~np.isnan(b)
    if not known.any():
        return False
    slack = 0.02 + 1e-9 * np.abs(a[known])
    near = np.abs(a[known] - b[known]) <= slack * scale(a[known])
    return bool(near.mean() >= 0.9) and bool(near.sum() >= 1)


def scale(values: Floats) -> float:
    """Return the roundness of figures: square metres are compared in hundreds."""
    top = float(np.nanmax(np.abs(values))) if len(values) else 0.0
    return 100.0 if top > 20_000 else 1.0


def _most(mask: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> bool:
    return bool(np.mean(mask) >= 0.8) if len(mask) else True


def _proofs(
    table: Table, roles: Mapping[int, Role], values: Mapping[int, Floats], cumulative: bool,
    *, long: bool,
) -> tuple[Proof, ...]:  # fmt: skip
    """Return what the columns prove of each other over all records."""
    first = [c for c, r in roles.items() if r == "awal"]
    gone = [c for c, r in roles.items() if r == "berkurang"]
    left = ordered([c for c, r in roles.items() if r == "sisa"], table.concepts)
    if not first or not gone or not left or long:
        return ()
    start, end = values[first[0]], values[left[-1]]
    taken = [np.nan_to_num(values[c]) for c in gone]
    total = taken[-1] if cumulative else np.sum(taken, axis=0)
    known = ~np.isnan(start) & ~np.isnan(end)
    near = np.abs(start - total - end)[known] <= 0.02 * scale(start)
    passed, checked = int(near.sum()), int(known.sum())
    if not checked:
        return ()
    words = "awal − berkurang (kumulatif) = sisa" if cumulative else "awal − berkurang = sisa"
    return (
        Proof(f"{words}: {passed} dari {checked}", passed == checked, None, (), checked, passed),
    )


def meaning_of(role: Role) -> Meaning:
    """Return the meaning of a column that the user sees."""
    names: dict[str, Meaning] = {"jumlah": "abaikan", "kelas": "awal"}
    return names.get(role, role)  # type: ignore[arg-type]


def planned(heading: str) -> str:
    """Return the state that a heading of reductions names, "" for done."""
    low = tokens(heading)
    if says(low, "simulasi"):
        return "simulasi"
    return "rencana" if says(low, "rencana") else ""
