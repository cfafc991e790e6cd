"""How much the words of a heading speak for a field of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypedDict

from kotaku import schema
from kotaku.intake.reading import fields as parted
from kotaku.intake.reading import scales
from kotaku.intake.tables import headers, similar
from kotaku.intake.tables.headers import Match
from kotaku.intake.tables.headings import Parts
from kotaku.words.loading import DataFile

FIGURES = frozenset({"number", "integer", "rupiah"})
_SURE = 0.8
_OTHERS = 0.4  # most that speaks for a field where the heading surely names another
_STRONG, _WEAK = 0.6, 0.4
_OF_PART = 0.3  # less for a whole where the heading names its part: women of all who came
_MOST_OTHER = 2  # words that say something else, beyond which more change nothing


class _Words(TypedDict):
    """Words of headings by the field that they speak for."""

    lawan: list[str]
    persen: list[str]
    kuat: dict[str, list[str]]
    lemah: dict[str, list[str]]


words = DataFile("kotaku.intake.reading", "meanings.toml", _Words)


def kind_of(field: str) -> str:
    """Return the type of a field."""
    return schema.fields()[field].type


@lru_cache(maxsize=16384)
def phrase(table: str, parts: Parts) -> Match | None:
    """Return the field that a heading as a whole is known for."""
    return similar.match_parts(parts, table)


@lru_cache(maxsize=65536)
def told(table: str, field: str, parts: Parts) -> float:
    """Return how much the words of a heading speak for a field [0..1]."""
    exact, read = phrase(table, parts), _read(parts)
    known = _known_words(table, field)
    if any(not known.has(w) for w in read.against):
        return 0.0
    kind = kind_of(field)
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
    if any(
        _list("kuat", p).has(w) and not known.has(w)
        for p in _parts_of(table, field)
        for w in read.every
    ):
        base -= _OF_PART
    most = _OTHERS if exact is not None and exact.confidence >= _SURE else 1.0
    return float(min(most, max(base, 0.0)))


@lru_cache(maxsize=512)
def _parts_of(table: str, field: str) -> tuple[str, ...]:
    """Return the fields that are a part of one."""
    return tuple(r.part for r in schema.tables()[table].parts if r.whole == field)


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


def speaks_against(text: str) -> bool:
    """Tell whether a heading names what is left, a difference, an older version."""
    return any(_against().has(w) for w in _tokens(text))
