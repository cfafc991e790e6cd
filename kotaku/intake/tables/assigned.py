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
from typing import Literal, TypedDict

import numpy as np

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
_OWN = 1.0  # of the template's own heading: whatever its cells are, it is that field
_OTHERS = 0.4  # most that speaks for a field where the heading surely names another
_STRONG, _WEAK = 0.6, 0.4
_MOST_OTHER = 2  # words that say something else, beyond which more change nothing
_BY_CELLS = frozenset({"kab_kota", "satuan", "choice", "criterion"})  # told by their cells alone
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
    from scipy.optimize import linear_sum_assignment  # in the child, not in every server

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
    told = _told(table, field, parts)
    unsaid = field in _BY_CELLS or _kind(field) in _BY_CELLS
    if (not told and not unsaid) or (told < _OWN and not fits(own, field, choices)):
        return 0.0
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
    exact, read = _phrase(table, parts), _read(parts)
    known = _known_words(table, field)
    if any(not known.has(w) for w in read.against):
        return 0.0
    kind = _kind(field)
    if read.money and kind in FIGURES and kind != "rupiah":
        return 0.0
    if exact is not None and exact.field == field:
        return exact.confidence
    if read.percent and not _may_be_percent(field):
        return 0.0
    strong = {w for w in read.every if _list("kuat", field).has(w)}
    weak = {w for w in read.every if _list("lemah", field).has(w)} - strong
    if not strong and not weak:
        return 0.0
    base = _STRONG if strong else _WEAK
    if not (strong | weak) & read.low and read.low:
        base -= 0.1
    rest = [w for w in read.every - strong - weak - parted.company() if len(w) > 1]
    base += 0.08 * (len(strong) + len(weak) - 1) - 0.05 * min(len(rest), _MOST_OTHER)
    most = _OTHERS if exact is not None and exact.confidence >= _SURE else 1.0
    return float(min(most, max(base, 0.0)))


@dataclass(frozen=True)
class _Read:
    """What the words of a heading are, whatever table it belongs to."""

    every: parted.Parts
    low: parted.Parts  # of its lowest row
    against: tuple[str, ...]  # words of what is left, of older versions
    money: bool
    percent: bool


@lru_cache(maxsize=8192)
def _read(parts: Parts) -> _Read:
    text = " ".join(parts)
    tokens = _tokens(text)
    return _Read(
        parted.parts(text),
        parted.parts(parts[-1]),
        tuple(w for w in tokens if _against().has(w)),
        scales.said_rupiah(text) is not None or "rp" in tokens,
        scales.says_percent(text),
    )


@dataclass(frozen=True)
class _Stems:
    """Words, and beginnings of words."""

    whole: frozenset[str]
    starts: tuple[str, ...]

    def has(self, word: str) -> bool:
        """Tell whether a word is one of them."""
        return word in self.whole or word.startswith(self.starts)


def _stems(known: Sequence[str]) -> _Stems:
    starts = tuple(k[:-1] for k in known if k.endswith("*"))
    return _Stems(frozenset(k for k in known if not k.endswith("*")), starts)


@lru_cache(maxsize=1)
def _against() -> _Stems:
    return _stems(words()["lawan"])


@lru_cache(maxsize=512)
def _list(name: Literal["kuat", "lemah"], field: str) -> _Stems:
    return _stems(words()[name].get(field, ()))


@lru_cache(maxsize=1024)
def _known_words(table: str, field: str) -> _Stems:
    """Return the words that the lists and the known headings of a field have."""
    texts = headers.headings_of(table).get(field, ())
    own = [w for name in ("kuat", "lemah") for w in words()[name].get(field, ())]
    return _stems([*own, *(w for text in texts for w in _tokens(text))])


def _tokens(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def _may_be_percent(field: str) -> bool:
    """Tell whether figures of a field may be percents: of no unit of its own, or of households."""
    spec = schema.fields()[field]
    bare = spec.type == "number" and spec.unit is None
    return spec.type not in FIGURES or bare or field in headers.ACCESS


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
        if any(_against().has(w) for w in told):
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
