"""Which field a heading of a list names, told by its parts: order and company do not matter.

``Pagu Dana BPM 2022`` holds every word of *pagu*, and no other word of it says anything else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from math import log
from typing import TypedDict

from kotaku.words.loading import DataFile


class _FieldWords(TypedDict):
    """Words of headings: those of one meaning, those that change nothing."""

    senyap: list[str]
    pengiring: list[str]
    sama: dict[str, str]


words = DataFile("kotaku.intake.reading", "fields.toml", _FieldWords)

_WORD = re.compile(r"[a-zà-ÿ]+|\d+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT = re.compile(r"[(\[][^)\]]*(?:[)\]]|$)")
_MONTHS = frozenset(
    {"jan", "januari", "feb", "pebruari", "februari", "mar", "maret", "apr", "april", "mei", "jun",
     "juni", "jul", "juli", "agt", "agst", "agustus", "sep", "sept", "september", "okt", "oktober",
     "nov", "nop", "november", "nopember", "des", "desember", "tahun", "ta"}
)  # fmt: skip
_ALIKE = 0.72  # part of the weight of two names' words that must be the same
_SHARED = 2  # so many words two names must share
_APART = 0.12  # and so much more than with the next name

Parts = frozenset[str]


@lru_cache(maxsize=16384)
def parts(text: str) -> Parts:
    """Return the telling words of a heading without its unit, each in one spelling."""
    same, silent = words()["sama"], _silent()
    found = (same.get(w, w) for w in _WORD.findall(_UNIT.sub(" ", text.lower())))
    return frozenset(w for w in found if w not in silent and not _YEAR.fullmatch(w))


@cache
def _silent() -> Parts:
    return frozenset(words()["senyap"])


@cache
def company() -> Parts:
    """Return the words that may stand beside a known heading and change nothing."""
    return frozenset(words()["pengiring"]) | _MONTHS


def fitting(heading: str, known: tuple[tuple[Parts, str], ...]) -> tuple[str, float] | None:
    """Return the name that a heading holds in full beside words that change nothing.

    Parameters
    ----------
    heading : as it stands on the sheet
    known : words and name of what it may be

    Returns
    -------
    name and how surely [0..1]; None where no name fits or two fit equally well.
    """
    told = parts(heading)
    if told.isdisjoint(_vocabulary(known)):
        return None
    best: dict[str, int] = {}
    for own, name in known:
        if own and own <= told and told - own <= company():
            best[name] = max(best.get(name, 0), len(own))
    if not best:
        return None
    most = max(best.values())
    names = [name for name, size in best.items() if size == most]
    rest = len(told) - most
    return (names[0], max(0.6, 0.85 - 0.03 * rest)) if len(names) == 1 else None


@lru_cache(maxsize=64)
def _vocabulary(known: tuple[tuple[Parts, str], ...]) -> Parts:
    return frozenset(word for own, _ in known for word in own)


def likest(heading: str, known: Mapping[Parts, str]) -> str | None:
    """Return the long name that shares most of its words with a heading, or None.

    A word that few names hold weighs more than one that many do.
    """
    told = parts(heading)
    weight = _weights(tuple(known))
    if len(told & weight.keys()) < _SHARED:
        return None
    scores: dict[str, float] = {}
    for own, name in known.items():
        every = sum(weight.get(w, 1.0) for w in own | told)
        both = sum(weight.get(w, 1.0) for w in own & told)
        scores[name] = max(scores.get(name, 0.0), both / every)
    order = sorted(scores.items(), key=lambda p: -p[1])
    if not order or order[0][1] < _ALIKE:
        return None
    return order[0][0] if len(order) == 1 or order[0][1] - order[1][1] >= _APART else None


@lru_cache(maxsize=8)
def _weights(known: tuple[Parts, ...]) -> Mapping[str, float]:
    every = {w for own in known for w in own}
    return {w: 1.0 + log(len(known) / sum(w in own for own in known)) for w in every}
