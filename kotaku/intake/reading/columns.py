"""Which column is the area at first, what was taken away, what is left: told by identities.

Words offer each family of columns one meaning or a few; every combination is held against the
figures of the records and the one that explains most is taken. At most ``BOUND`` combinations are
tried, the likeliest first, over at most ``SAMPLE`` records: the time does not grow with the sheet.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

import numpy as np

from kotaku.intake.reading.families import Family, Role, families, rises
from kotaku.intake.reading.model import Meaning, Proof
from kotaku.intake.reading.numbers import Floats
from kotaku.intake.reading.table import Table
from kotaku.intake.reading.words import Concept, says, tokens

BOUND = 2048
SAMPLE = 200
MANY = 5  # records from which figures that only rise are no chance
_HOLDS = 8.0  # what an identity over columns is worth against words


@dataclass(frozen=True)
class Columns:
    """The meaning of each column of figures, as chosen."""

    roles: Mapping[int, Role]
    cumulative: bool = False
    proofs: tuple[Proof, ...] = ()
    guessed: frozenset[int] = frozenset()
    score: float = 0.0
    families: tuple[Family, ...] = ()
    again: Mapping[int, int] = field(default_factory=dict)  # columns that repeat another one
    start: int | None = None  # the one of several areas at first that what is left proves

    def of(self, role: Role) -> list[int]:
        """Return the columns of a role from the left."""
        return [c for c in sorted(self.roles) if self.roles[c] == role]


def choose(table: Table, records: Sequence[int], values: Mapping[int, Floats]) -> Columns:
    """Return the meaning of each column of figures. ``values``: by column, of the records [ha]."""
    figures = [c for c in table.figures if c in values]
    if not figures:
        return Columns({})
    sample = _sample(len(records))
    small = {c: values[c][sample] for c in figures}
    again = _repeats(figures, table.concepts, values)
    kin = families(
        [c for c in figures if c not in again], table.concepts, table.head.headings, small
    )
    long = table.years is not None
    best: tuple[float, dict[int, Role], bool] | None = None
    for prior, options in islice(_likeliest(kin), BOUND):
        trial = {
            c: role
            for family, roles in zip(kin, options, strict=True)
            for c, role in zip(family.columns, roles, strict=True)
        }
        gain, cumulative = _worth(table.concepts, trial, small, long=long)
        if best is None or prior + gain > best[0] + 1e-9:
            best = (prior + gain, trial, cumulative)
    score, roles_best, cumulative = best if best else (0.0, {}, False)
    guessed = frozenset(c for c in figures if table.concepts[c].sure == 0)
    proofs, start = _proofs(table, roles_best, values, cumulative, long=long)
    return Columns(
        {**roles_best, **dict.fromkeys(again, "ulang")}, cumulative, proofs, guessed, score,
        tuple(kin), again, start,
    )  # fmt: skip


def _likeliest(kin: Sequence[Family]) -> Iterator[tuple[float, tuple[tuple[Role, ...], ...]]]:
    """Yield the combinations of options, those that the words speak for first."""
    start = (0,) * len(kin)
    heap = [(-sum(f.options[0][1] for f in kin), start)]
    seen = {start}
    while heap:
        cost, places = heapq.heappop(heap)
        yield -cost, tuple(f.options[i][0] for f, i in zip(kin, places, strict=True))
        for n, family in enumerate(kin):
            i = places[n] + 1
            after = (*places[:n], i, *places[n + 1 :])
            if i < len(family.options) and after not in seen:
                seen.add(after)
                step = family.options[i - 1][1] - family.options[i][1]
                heapq.heappush(heap, (cost + step, after))


def _repeats(
    figures: Sequence[int], concepts: Mapping[int, Concept], values: Mapping[int, Floats]
) -> dict[int, int]:
    """Return the columns whose area is that of an earlier column again, in every record.

    What a year began with is what the year before left; a decree may be said twice. Reductions
    are no areas: two years may well have taken away the same.
    """
    areas = [c for c in figures if concepts[c].meaning in ("awal", "sisa") and concepts[c].sure]
    found: dict[int, int] = {}
    for n, column in enumerate(areas):
        if concepts[column].meaning != "awal" or concepts[column].sure > 2:
            continue
        same = [c for c in areas[:n] if c not in found and _same(values[c], values[column])]
        if same:
            found[column] = same[0]
    return found


def _same(one: Floats, other: Floats) -> bool:
    return bool(np.any(~np.isnan(one))) and np.allclose(one, other, atol=0.006, equal_nan=True)


def unsure(table: Table, picked: Columns, values: Mapping[int, Floats]) -> list[Family]:
    """Return the families whose meaning neither words nor figures decide, though it matters.

    An identity over the columns that holds for all records decides; a column that cannot be a part
    of the area at first (larger, or the same) does not matter.
    """
    if any(proof.holds for proof in picked.proofs) or not picked.of("awal"):
        return []
    start = values[picked.of("awal")[0]]
    return [
        family
        for family in picked.families
        if {picked.roles[c] for c in family.columns} & {"lain", "berkurang", "sisa"}
        and picked.roles[family.columns[0]] != "awal"
        and family.sure < 2
        and not table.concepts[family.columns[0]].kumuh
        and all(_may_be_part(values[c], start) for c in family.columns)
    ]


def adds_up_unsaid(table: Table, picked: Columns, values: Mapping[int, Floats]) -> bool:
    """Tell whether reductions only rise from year to year, as sums up to each year would.

    The words say neither, nothing is left to hold them against, and both readings are possible.
    """
    gone = ordered(
        [c for c in picked.of("berkurang") if not table.concepts[c].status], table.concepts
    )
    if len(gone) < 2 or picked.of("sisa") or picked.of("jumlah") or table.years is not None:
        return False
    if any(table.concepts[c].cumulative for c in gone) or picked.cumulative:
        return False
    moved = sum(bool(v > 0) for v in np.nan_to_num(values[gone[0]]))
    return moved >= MANY and rises(gone, values)


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


def _worth(
    concepts: Mapping[int, Concept], roles: Mapping[int, Role], values: Mapping[int, Floats],
    *, long: bool,
) -> tuple[float, bool]:  # fmt: skip
    """Return what the identities say of one combination, and whether reductions add up."""
    first = [c for c, r in roles.items() if r == "awal"]
    gone = [c for c, r in roles.items() if r == "berkurang" and not concepts[c].status]
    gone = ordered(gone, concepts)
    left = ordered([c for c, r in roles.items() if r == "sisa"], concepts)
    worth = -6.0 * _spare(first, values)
    if any(r == "kelas" for r in roles.values()):
        return worth, False
    if not first:
        worth -= 3.0
    cumulative = False
    start = values[first[0]] if first else None
    if start is not None and not long:
        told = any(concepts[c].cumulative for c in gone)
        part, cumulative = max(_course(values[c], gone, left, values, told=told) for c in first)
        worth += part
    elif start is not None and gone:
        fits = _most(np.nan_to_num(values[gone[0]]) <= np.nan_to_num(start, nan=np.inf) + 0.01)
        worth += 1.0 if fits else -6.0
        if left:  # rows of years may each tell their own course
            worth += max(0.0, *(_course(values[c], gone, left, values, told=False)[0]
                                for c in first))  # fmt: skip
    whole = [c for c, r in roles.items() if r == "jumlah"]
    return worth + _whole(whole, gone, values, cumulative=cumulative), cumulative


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
    start: Floats, gone: Sequence[int], left: Sequence[int], values: Mapping[int, Floats],
    *, told: bool,
) -> tuple[float, bool]:  # fmt: skip
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
        # an empty cell may stand for nothing left: it contradicts no fall
        falling = all(_most(~(b > a + 0.01)) for a, b in pairwise(chain))
        return (1.0 if falling else -6.0), False
    if gone:
        adds = len(gone) > 1 and all(_most(b >= a - 0.001) for a, b in pairwise(taken))
        fits = adds and _most(taken[-1] <= start + 0.02)
        if told and fits:
            return 1.0, True
        if _most(total <= start + 0.02 * len(gone)):
            return 1.0, False
        return (0.8, True) if fits else (-6.0, False)
    return 0.0, False


def _whole(
    total: Sequence[int], gone: Sequence[int], values: Mapping[int, Floats], *, cumulative: bool
) -> float:
    if not total:
        return 0.0
    if len(total) > 1 or len(gone) < 1:
        return -6.0
    taken = [np.nan_to_num(values[c]) for c in gone]
    sum_ = taken[-1] if cumulative else np.sum(taken, axis=0)
    return 6.0 if _equal(sum_, np.nan_to_num(values[total[0]])) else -6.0


def _moves(a: Floats, b: Floats) -> bool:
    known = ~np.isnan(a) & ~np.isnan(b)
    return bool(np.any(np.abs(a - b)[known] > 1e-6))


def _equal(a: Floats, b: Floats) -> bool:
    known = ~np.isnan(a) & ~np.isnan(b)
    if not known.any():
        return False
    near = np.abs(a[known] - b[known]) <= slack(a, b)
    return bool(near.mean() >= 0.9) and bool(near.sum() >= 1)


def slack(*figures: Floats) -> float:
    """Return how far a difference of figures may be off: rounding of the last printed digits."""
    known = np.concatenate([v[~np.isnan(v)] for v in figures])
    tenths = bool(np.all(np.abs(known - known.round(1)) < 1e-9))
    whole = bool(np.all(np.abs(known - known.round()) < 1e-9))
    return 0.1501 if tenths and not whole else 0.0201


def _most(mask: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> bool:
    return bool(np.mean(mask) >= 0.8) if len(mask) else True


def _proofs(
    table: Table, roles: Mapping[int, Role], values: Mapping[int, Floats], cumulative: bool,
    *, long: bool,
) -> tuple[tuple[Proof, ...], int | None]:  # fmt: skip
    """Return what the columns prove of each other, and of which area at first they do."""
    first = [c for c, r in roles.items() if r == "awal"]
    gone = [c for c, r in roles.items() if r == "berkurang" and not table.concepts[c].status]
    gone = ordered(gone, table.concepts)
    left = ordered([c for c, r in roles.items() if r == "sisa"], table.concepts)
    if not first or not gone or not left:
        return (), None
    taken = [np.nan_to_num(values[c]) for c in gone]
    total = taken[-1] if cumulative else np.sum(taken, axis=0)
    held = {c: _balance(values[c], total, values[left[-1]]) for c in first}
    start = max(first, key=lambda c: held[c])
    passed, checked = held[start]
    if not checked or (long and passed < checked):
        return (), None
    words = "awal − berkurang (kumulatif) = sisa" if cumulative else "awal − berkurang = sisa"
    told = f"{words}: {passed} dari {checked}"
    return (Proof(told, passed == checked, None, (), checked, passed),), start


def _balance(start: Floats, taken: Floats, end: Floats) -> tuple[int, int]:
    """Return in how many records start less taken is what is left, and of how many."""
    known = ~np.isnan(start) & ~np.isnan(end)
    near = np.abs(start - taken - end)[known] <= slack(start, taken, end)
    return int(near.sum()), int(known.sum())


def meaning_of(role: Role) -> Meaning:
    """Return the meaning of a column that the user sees."""
    names: dict[str, Meaning] = {"jumlah": "abaikan", "ulang": "abaikan", "kelas": "awal"}
    return names.get(role, role)  # type: ignore[arg-type]


def planned(heading: str) -> str:
    """Return the state that a heading of reductions names, "" for done."""
    low = tokens(heading)
    if says(low, "simulasi"):
        return "simulasi"
    return "rencana" if says(low, "rencana") else ""
