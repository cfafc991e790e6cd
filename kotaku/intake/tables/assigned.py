"""Which column of a list holds which field: words, kinds of cells and arithmetic together.

The headings that are known word by word are one voice among three. What a heading speaks for in
part, what its cells are, and which columns follow from others decide beside them; of all ways to
give columns to the fields of a table that with the most evidence is taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypedDict

import numpy as np
from scipy.optimize import linear_sum_assignment

from kotaku import schema
from kotaku.intake.reading import fields as parted
from kotaku.intake.reading import scales
from kotaku.intake.reading.links import Floats, Links
from kotaku.intake.tables import headers, similar
from kotaku.intake.tables.block import is_criterion
from kotaku.intake.tables.headers import PARTS, PLACE, Match
from kotaku.intake.tables.headings import Parts
from kotaku.intake.tables.profiles import Profile, fits, names_regions, names_units
from kotaku.words.loading import DataFile

_LEAST = 0.3  # evidence below which a column is nobody's
_SURE = 0.8
_STRONG, _WEAK = 0.6, 0.4
_MOST_OTHER = 2  # words that say something else, beyond which more change nothing
_FAR = 1000.0  # amounts of one row are seldom further from each other
_WRONG = 0.1  # part of the rows that may break a rule: typing errors
_REASON = "kata pada judul dan isinya cocok"
FIGURES = frozenset({"number", "integer", "rupiah"})


class _Words(TypedDict):
    """Words of headings by the field that they speak for."""

    lawan: list[str]
    persen: list[str]
    kuat: dict[str, list[str]]
    lemah: dict[str, list[str]]


words = DataFile("kotaku.intake.reading", "meanings.toml", _Words)


@dataclass(frozen=True)
class Assigned:
    """The columns of one table, what nobody claims, and how much speaks for it."""

    columns: Mapping[int, Match]
    open: Mapping[int, tuple[str, ...]]  # figures that may be several fields, or none
    loose: tuple[int, ...]  # figures that nothing explains
    evidence: float


@dataclass(frozen=True)
class Cells:
    """The columns of a sheet below one heading."""

    headings: Mapping[int, Parts]
    profiles: Mapping[int, Profile]
    links: Links


def fields_of(table: str) -> tuple[str, ...]:
    """Return the fields that the columns of a table may hold."""
    columns = schema.tables()[table].columns
    return tuple(dict.fromkeys((*columns, *((*PLACE, *PARTS) if "id_rt" in columns else ()))))


def assign(table: str, cells: Cells) -> Assigned:
    """Return which column holds which field of a table."""
    spec = schema.tables()[table]
    criteria = _criteria(table, cells)
    columns = [c for c in cells.headings if c not in criteria and _counts(cells, c)]
    fields = fields_of(table)
    matrix = np.zeros((len(columns), len(fields)))
    for i, column in enumerate(columns):
        for j, field in enumerate(fields):
            matrix[i, j] = _evidence(table, field, column, cells, spec.choices.get(field, ()))
    matrix[matrix < _LEAST] = 0.0
    found: dict[int, Match] = {**criteria}
    for i, j in zip(*linear_sum_assignment(matrix, maximize=True), strict=True):
        if matrix[i, j] > 0:
            column, field = columns[i], fields[j]
            exact = _phrase(table, cells.headings[column])
            own = exact is not None and exact.field == field
            sure = float(min(matrix[i, j], 1.0)) if own else min(float(matrix[i, j]), 0.75)
            found[column] = exact if own and exact else Match(field, sure, _REASON)
    total = float(sum(m.confidence for m in found.values()))
    found, opened = _by_figures(table, found, cells)
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


def _counts(cells: Cells, column: int) -> bool:
    """Tell whether a column may be a field: it is filled, no running number, no repetition."""
    text = " ".join(cells.headings[column])
    return not (
        headers.is_ordinal(text)
        or headers.is_left_out(text)
        or column in cells.links.twice
        or not cells.profiles[column].filled
    )


# --- what speaks for a field ------------------------------------------------------------


def _evidence(table: str, field: str, column: int, cells: Cells, choices: Sequence[str]) -> float:
    own, parts = cells.profiles[column], cells.headings[column]
    if not fits(own, field, choices):
        return 0.0
    told = _told(table, field, parts)
    if column in cells.links.shares and _kind(field) in FIGURES and field not in headers.ACCESS:
        return 0.0  # it follows from two others
    if field == "kab_kota":
        return max(told, 0.2) + 0.4 if names_regions(own) else told * 0.6
    if told and _kind(field) in ("choice", "criterion", "date", "year"):
        told += 0.2
    if not told and _kind(field) == "choice" and _alone(table, own) == field:
        return _WEAK
    if not told and (_kind(field) == "criterion" or (field == "satuan" and names_units(own))):
        return 0.5
    return told


def _alone(table: str, own: Profile) -> str:
    """Return the only choice of a table whose words the cells of a column are."""
    may = [f for f, words_ in schema.tables()[table].choices.items() if fits(own, f, words_)]
    return may[0] if len(may) == 1 and own.words > 1 else ""


def _kind(field: str) -> str:
    return schema.fields()[field].type


@lru_cache(maxsize=16384)
def _phrase(table: str, parts: Parts) -> Match | None:
    return similar.match_parts(parts, table)


@lru_cache(maxsize=65536)
def _told(table: str, field: str, parts: Parts) -> float:
    """Return how much the words of a heading speak for a field [0..1]."""
    exact = _phrase(table, parts)
    every = parted.parts(" ".join(parts))
    low = parted.parts(parts[-1])
    own = [*_list("kuat", field), *_list("lemah", field), *_known_words(table, field)]
    if any(_is(w, words()["lawan"]) and not _is(w, own) for w in _tokens(parts)):
        return 0.0
    money = scales.said_rupiah(" ".join(parts)) or "rp" in _tokens(parts)
    if money and _kind(field) in FIGURES and _kind(field) != "rupiah":
        return 0.0
    if exact is not None and exact.field == field:
        return exact.confidence
    most = 0.4 if exact is not None and exact.confidence >= _SURE else 1.0
    if scales.says_percent(" ".join(parts)) and not _may_be_percent(field):
        return 0.0
    strong = {w for w in every if _is(w, _list("kuat", field))}
    weak = {w for w in every if _is(w, _list("lemah", field))} - strong
    if not strong and not weak:
        return 0.0
    base = _STRONG if strong else _WEAK
    if not (strong | weak) & low and low:
        base -= 0.1
    rest = [w for w in every - strong - weak - parted.company() if len(w) > 1]
    base += 0.08 * (len(strong) + len(weak) - 1) - 0.05 * min(len(rest), _MOST_OTHER)
    return float(min(most, max(base, 0.0)))


def _may_be_percent(field: str) -> bool:
    """Tell whether figures of a field may be percents: of no unit of its own, or of households."""
    spec = schema.fields()[field]
    bare = spec.type == "number" and spec.unit is None
    return spec.type not in FIGURES or bare or field in headers.ACCESS


def _tokens(parts: Parts) -> list[str]:
    return re.findall(r"[a-z]+", " ".join(parts).lower())


@lru_cache(maxsize=1024)
def _known_words(table: str, field: str) -> tuple[str, ...]:
    return tuple(w for text in headers.headings_of(table).get(field, ()) for w in _tokens((text,)))


def _list(name: str, field: str) -> Sequence[str]:
    return words()[name].get(field, ())  # type: ignore[literal-required,no-any-return]


def _is(word: str, known: Sequence[str]) -> bool:
    return any(word == k or (k.endswith("*") and word.startswith(k[:-1])) for k in known)


# --- what the figures say ----------------------------------------------------------------


def unexplained(found: Mapping[int, Match], cells: Cells) -> list[int]:
    """Return the columns of figures that are no field and follow from no others."""
    held = {*found}
    derived = {*cells.links.twice, *cells.links.shares}
    for split in cells.links.splits:
        if len({*split} & held) >= 2:
            derived |= {*split} - held
    for value, made in cells.links.products.items():
        if len({value, *made} & held) >= 2:
            derived |= {value, *made} - held
    return [
        c for c, own in cells.profiles.items()
        if c not in held and c not in derived and own.numeric and not own.counts_up
        and c in cells.headings and not headers.is_left_out(" ".join(cells.headings[c]))
        and not headers.is_ordinal(" ".join(cells.headings[c]))
    ]  # fmt: skip


def _by_figures(
    table: str, found: dict[int, Match], cells: Cells
) -> tuple[dict[int, Match], dict[int, tuple[str, ...]]]:
    """Let figures that nobody claims be the fields left, where only one way is possible."""
    found = dict(found)
    opened: dict[int, tuple[str, ...]] = {}
    for column in unexplained(found, cells):
        held = {m.field: c for c, m in found.items()}
        told = parted.parts(" ".join(cells.headings[column]))
        if any(_is(w, words()["lawan"]) for w in told):
            continue
        left = [f for f in amounts_of(table) if f not in held]
        may = [f for f in left if _possible(table, f, column, held, cells)]
        if len(may) == 1 and _is_bound(table, may[0], held):
            found[column] = Match(may[0], 0.5, "angkanya cocok dengan kolom lain")
        elif may:
            opened[column] = tuple(may)
    return found, opened


def amounts_of(table: str) -> list[str]:
    """Return the fields of a table that are figures of a record."""
    spec = schema.tables()[table]
    return [f for f in spec.columns if _kind(f) in FIGURES and f not in ("lintang", "bujur")]


def _is_bound(table: str, field: str, held: Mapping[str, int]) -> bool:
    """Tell whether a field is a part or the whole of one that is known."""
    return any(
        {rule.part, rule.whole} - {field} <= {*held}
        for rule in schema.tables()[table].parts
        if field in (rule.part, rule.whole)
    )


def _possible(table: str, field: str, column: int, held: Mapping[str, int], cells: Cells) -> bool:
    """Tell whether figures may be those of a field beside the fields that are known."""
    own = cells.profiles[column]
    if not fits(own, field) or (own.rupiah and _kind(field) != "rupiah"):
        return False
    if _kind(field) == "rupiah" and not _is_money(column, held, cells):
        return False
    rules = [(r.part, r.whole) for r in schema.tables()[table].parts if field in (r.part, r.whole)]
    beside = [(held.get(w if field == p else p), field == p) for p, w in rules]
    return all(
        _keeps(own.figures, cells.profiles[other].figures, is_part=is_part)
        for other, is_part in beside
        if other is not None
    )


def _is_money(column: int, held: Mapping[str, int], cells: Cells) -> bool:
    """Tell whether figures are rupiah: they say so, or are as large as those that are."""
    own = cells.profiles[column]
    beside = [c for f, c in held.items() if f in schema.fields() and _kind(f) == "rupiah"]
    if not beside:
        heading = " ".join(cells.headings[column])
        return own.rupiah or scales.said_rupiah(heading) is not None
    far = [_typical(own.known) / max(_typical(cells.profiles[c].known), 1e-9) for c in beside]
    return all(1 / _FAR <= f <= _FAR for f in far)


def _keeps(own: Floats, other: Floats, *, is_part: bool) -> bool:
    """Tell whether a part is not above its whole, but for some typing errors."""
    part, whole = (own, other) if is_part else (other, own)
    both = ~np.isnan(part) & ~np.isnan(whole)
    return not both.any() or bool((part[both] > whole[both] * 1.000001).mean() <= _WRONG)


def _typical(known: Floats) -> float:
    positive = known[known > 0]
    return float(np.median(positive)) if len(positive) else 0.0
