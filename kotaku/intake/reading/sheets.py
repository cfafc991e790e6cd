"""Tables of one file held against each other: a recap of details is not added to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import numpy as np

from kotaku.dataset import AREA, Choice, Question
from kotaku.geo import names
from kotaku.intake.reading.hectares import Part
from kotaku.intake.reading.model import Meaning, Proof
from kotaku.words.numbers import format_ha

_LEVELS: tuple[Meaning, ...] = ("kab_kota", "kecamatan", "kelurahan", "kawasan", "rt_rw")
_SLACK_HA = 0.02
Key = tuple[str, ...]


@dataclass(frozen=True)
class Placed:
    """A part with whether its areas and its reductions count, and why not."""

    part: Part
    areas: bool = True
    amounts: bool = True
    aside: str = ""
    proofs: tuple[Proof, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def counted(self) -> bool:
        """Tell whether anything of the part counts."""
        return self.areas or self.amounts


def settle(parts: Sequence[Part], answers: Mapping[str, str]) -> list[Placed]:
    """Return the parts of a file with what of each counts.

    A part that repeats another, or whose places are the sums of others, is left aside; one that
    begins with what an earlier year left goes on with it; where both speak of the same places with
    other figures a question says so.
    """
    placed = [
        Placed(p, areas=False, amounts=False, aside="lembar diabaikan")
        if p.table.said.left_out
        else Placed(p)
        for p in parts
    ]
    chained = _chain(placed)
    order = sorted(range(len(parts)), key=lambda i: (_grain(parts[i]), len(parts[i].data)))
    for n, i in enumerate(order):
        finer = [j for j in order[n + 1 :] if placed[j].areas]
        if placed[i].areas and i not in chained and _is_sum(placed, i, finer):
            continue
        for j in finer:
            if placed[i].areas and placed[j].areas and not {i, j} <= chained:
                placed[i], placed[j] = _pair(placed[i], placed[j], answers)
    return placed


def _chain(placed: list[Placed]) -> set[int]:
    """Let parts of years that follow each other count once; return those that follow."""
    years = [(_year(p.part), i) for i, p in enumerate(placed) if p.areas and p.part.amounts]
    order = [i for year, i in sorted((y, i) for y, i in years if y is not None)]
    found: set[int] = set()
    for i, j in pairwise(order):
        one, other = placed[i].part, placed[j].part
        levels = _common(one, other)
        left, start = by_place(one, levels, after=True), by_place(other, levels)
        if not left or {*left} != {*start} or _year(one) == _year(other):
            continue
        if all(_near(left[k], start[k]) for k in left):
            words = f"sisa “{one.sheet}” = awal “{other.sheet}”: {format_ha(sum(start.values()))}"
            proof = Proof(words, holds=True, checked=len(left), passed=len(left))
            placed[j] = replace(
                placed[j], areas=False, proofs=(*placed[j].proofs, proof),
                aside=f"luas awalnya adalah sisa lembar “{one.sheet}”",
            )  # fmt: skip
            found |= {i, j}
    return found


def _year(part: Part) -> int | None:
    years = {y for a in part.amounts for y in a.year}
    return years.pop() if len(years) == 1 else None


def _is_sum(placed: list[Placed], i: int, finer: Sequence[int]) -> bool:
    """Leave a part aside whose places are those of several others together."""
    own = placed[i].part
    union: dict[Key, float] = {}
    used: list[int] = []
    levels = tuple(m for m in _LEVELS if any(own.places.get(m, [])))
    wanted = by_place(own, levels)
    for j in finer:
        other = placed[j].part
        common = _common(own, other)
        if common != levels or _grain(other) <= _grain(own):
            continue
        values = by_place(other, levels)
        if {*values} <= {*wanted} and not {*values} & {*union}:
            union |= values
            used.append(j)
    if len(used) < 2 or {*union} != {*wanted}:
        return False
    if not all(_near(wanted[k], union[k]) for k in wanted):
        return False
    names_of = f"{len(used)} lembar lain"
    whole = f"“{own.sheet}” = {names_of}: {format_ha(sum(wanted.values()))}"
    proof = Proof(whole, holds=True, checked=len(wanted), passed=len(wanted))
    amounts = bool(own.amounts) and not any(placed[j].part.amounts for j in used)
    placed[i] = replace(
        placed[i], areas=False, amounts=amounts, proofs=(*placed[i].proofs, proof),
        aside=f"ringkasan dari {names_of}",
    )  # fmt: skip
    return True


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= _SLACK_HA + 1e-6 * abs(one)


def _grain(part: Part) -> int:
    return max((k for k, m in enumerate(_LEVELS) if any(part.places.get(m, []))), default=-1)


def _pair(coarse: Placed, fine: Placed, answers: Mapping[str, str]) -> tuple[Placed, Placed]:
    """Hold a part against one of the same or a finer grain."""
    levels = _common(coarse.part, fine.part)
    one, other = by_place(coarse.part, levels), by_place(fine.part, levels)
    shared = {*one} & {*other}
    if not shared or 2 * len(shared) < len(one):
        return coarse, fine
    if all(k in other and _near(one[k], other[k]) for k in one):
        return _set_aside(coarse, fine, one), fine
    if _grain(coarse.part) == _grain(fine.part) and 5 * len(shared) < 4 * len(one):
        return coarse, fine
    return _asked(coarse, fine, answers)


def _set_aside(coarse: Placed, fine: Placed, one: Mapping[Key, float]) -> Placed:
    total = sum(one.values())
    words = f"“{coarse.part.sheet}” = “{fine.part.sheet}”: {format_ha(total)}"
    proof = Proof(words, holds=True, checked=len(one), passed=len(one))
    own = bool(coarse.part.amounts) and (
        not fine.part.amounts or _other_years(coarse.part, fine.part)
    )
    return replace(
        coarse, areas=False, amounts=own, proofs=(*coarse.proofs, proof),
        aside=f"ringkasan dari lembar “{fine.part.sheet}”",
    )  # fmt: skip


def _other_years(one: Part, other: Part) -> bool:
    """Tell whether two parts of one start tell reductions of different years, each its own."""
    years = [{y for a in p.amounts for y in a.year} for p in (one, other)]
    if None in years[0] | years[1] or years[0] & years[1]:
        return False
    later = max((one, other), key=_last_year)
    return later.left is None or not _tells_all(later)


def _last_year(part: Part) -> int:
    return max((y for a in part.amounts for y in a.year if y is not None), default=0)


def _tells_all(part: Part) -> bool:
    """Tell whether what a part takes away is all that lies between its start and what is left."""
    if part.start is None or part.left is None:
        return False
    taken = np.sum([np.nan_to_num(a.values) for a in part.amounts if not a.status], axis=0)
    return bool(np.nanmax(np.abs(part.start - taken - part.left)) <= _SLACK_HA)


def _asked(coarse: Placed, fine: Placed, answers: Mapping[str, str]) -> tuple[Placed, Placed]:
    """Ask which of two parts counts, or both; until then the later one, else the finer."""
    first, last = coarse.part, fine.part
    code = f"BANDING-{first.shape[:6]}{last.shape[:6]}"
    totals = [first.total() or 0.0, last.total() or 0.0]
    names_of = _titles(first, last)
    answer = answers.get(code)
    later = first.year is not None and last.year is not None and first.year > last.year
    use = answer if answer in ("a", "b", "ab") else ("a" if later else "b")
    questions: tuple[Question, ...] = ()
    if answer not in ("a", "b", "ab"):
        choices = [
            Choice("a", f"hanya {names_of[0]}", format_ha(totals[0])),
            Choice("b", f"hanya {names_of[1]}", format_ha(totals[1])),
        ]
        choices = choices if use == "a" else choices[::-1]
        choices.append(Choice("ab", "keduanya dijumlahkan", format_ha(sum(totals))))
        column = first.start_column or 0
        cell = first.table.grid.address(column, first.table.head.last)
        questions = (
            Question(
                code, AREA, first.file, first.sheet, cell,
                f"Pilih yang berlaku: {names_of[0]} dan {names_of[1]} menyebut tempat yang sama "
                "dengan luas yang berbeda.",
                tuple(choices),
            ),
        )  # fmt: skip
    if use == "a":
        fine = replace(fine, areas=False, amounts=False, aside=f"dipakai {names_of[0]}")
    elif use == "b":
        coarse = replace(coarse, areas=False, amounts=False, aside=f"dipakai {names_of[1]}")
    return replace(coarse, questions=(*coarse.questions, *questions)), fine


def _titles(first: Part, last: Part) -> tuple[str, str]:
    if first.sheet != last.sheet:
        return f"lembar “{first.sheet}”", f"lembar “{last.sheet}”"
    told = [p.table.head.titles[-1] if p.table.head.titles else "" for p in (first, last)]
    if all(told) and told[0] != told[1]:
        return f"“{told[0][:60]}”", f"“{told[1][:60]}”"
    rows = [p.table.head.last for p in (first, last)]
    return f"tabel baris {rows[0]}", f"tabel baris {rows[1]}"


def _common(one: Part, other: Part) -> tuple[Meaning, ...]:
    """Return the levels of places that both name."""
    return tuple(m for m in _LEVELS if any(one.places.get(m, [])) and any(other.places.get(m, [])))


def by_place(part: Part, levels: Sequence[Meaning], *, after: bool = False) -> dict[Key, float]:
    """Return the area at first by the places of some levels [ha]; ``after`` what was taken away."""
    out: dict[Key, float] = {}
    if part.start is None:
        return out
    taken = np.zeros(len(part.data))
    if after:
        for amount in part.amounts:
            taken += 0.0 if amount.status else np.nan_to_num(amount.values)
    columns = [part.places[m] for m in levels]
    for i in range(len(part.data)):
        if part.first[i] and not np.isnan(part.start[i]):
            key = tuple(place_key(c[i] or "", m) for c, m in zip(columns, levels, strict=True))
            out[key] = out.get(key, 0.0) + float(part.start[i])
        if after:
            key = tuple(place_key(c[i] or "", m) for c, m in zip(columns, levels, strict=True))
            out[key] = out.get(key, 0.0) - float(taken[i])
    return out


@lru_cache(maxsize=4096)
def place_key(text: str, level: Meaning = "kab_kota") -> str:
    """Return a name for comparison, official where it is known."""
    if level == "kab_kota" and (found := names.match_kab_kota(text).region):
        return found.code
    return names.bare(text) if text else ""
