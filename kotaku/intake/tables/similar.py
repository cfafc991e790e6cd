"""Headings written otherwise than known: alike, in several rows, with another unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TypedDict

from rapidfuzz import fuzz, process

from kotaku import schema
from kotaku.intake.reading import scales
from kotaku.intake.tables import headers
from kotaku.intake.tables.headers import Match, key
from kotaku.words.loading import DataFile

_UNIT = re.compile(r"[(\[]([^()\[\]]*)[)\]]\s*$")


class _Likeness(TypedDict):
    ambang: float
    tanya: float
    huruf_terpendek: int
    nilai_terbaca: float
    nilai_diperiksa: int
    nilai_paling_sedikit: int


class _Telling(TypedDict):
    penentu: list[str]
    bukan_awal: list[str]
    jumlah: list[str]


class _ScheduleWords(TypedDict):
    rencana: list[str]
    realisasi: list[str]
    kaki: list[str]


class _HeadingWords(TypedDict):
    """How headings are matched that are not written as known."""

    mirip: _Likeness
    kata: _Telling
    faktor: dict[str, dict[str, float]]
    jadwal: _ScheduleWords


words = DataFile("kotaku.schema", "headings.toml", _HeadingWords)


@lru_cache(maxsize=16384)
def match_parts(parts: tuple[str, ...], table: str) -> Match | None:
    """Return the column that a heading of one to three rows stands for, or None.

    All rows together go first; the lowest alone is accepted when nothing above it speaks of
    another state than the first one (akhir, sisa).
    """
    for discount, text in _readings(parts):
        if found := headers.match(text, table):
            return replace(found, confidence=found.confidence - discount)
    return None


def _readings(parts: tuple[str, ...]) -> Iterator[tuple[float, str]]:
    if len(parts) == 1:
        yield 0.0, parts[0]
        return
    later = any(_bare_words(p) & {*words()["kata"]["bukan_awal"]} for p in parts[:-1])
    low = next((i for i in (-1, -2) if i >= -len(parts) and headers.names_code(parts[i])), None)
    if low is not None and not later:  # the aspect above a code says nothing more
        yield 0.0, " ".join(parts[low:])
    yield 0.0, " ".join(parts)
    aside = scales.is_unit(parts[-1]) or measure_word(parts[-1])
    if aside:
        yield 0.0, f"{' '.join(parts[:-1])} ({parts[-1]})"
    if len(parts) > 2 and not later:
        yield 0.05, " ".join(parts[-2:])
        if aside:
            yield 0.05, f"{parts[-2]} ({parts[-1]})"
    if not later:
        yield 0.25, parts[-1]


def measure_word(plain: str) -> bool:
    """Tell whether a text says what a criterion's column holds: volume, persen, nilai."""
    low = plain.strip(" ()[].").lower()
    return any(low in known for known in headers.criteria_words()["ukuran"].values())


def _bare_words(text: str) -> set[str]:
    return {*re.findall(r"[a-z]+", text.lower())}


@lru_cache(maxsize=4096)
def is_total(heading: str) -> bool:
    """Tell whether a heading is that of a total or remark beside figures."""
    return headers.key(heading) in words()["kata"]["jumlah"]


@lru_cache(maxsize=4096)
def alike(heading: str, table: str) -> tuple[Match, float] | None:
    """Return the known heading most like this one and the similarity [0..100], or None.

    Below ``mirip.ambang`` it is a question, not an answer. A word that makes another figure
    (awal, akhir, sisa ...) must stand in both or in neither.
    """
    limits = words()["mirip"]
    plain = key(heading)
    if len(plain) < limits["huruf_terpendek"] or plain.isdecimal():
        return None
    known = headers.known(table)
    hits = process.extract(
        plain, list(known), scorer=fuzz.ratio, score_cutoff=limits["tanya"], limit=5
    )
    for text, score, _ in hits:
        if _telling(plain) == _telling(text) and len(text) >= limits["huruf_terpendek"]:
            found = known[text]
            reason = f"mirip “{schema.fields()[found.field].heading}” ({score:.0f} %)"
            confidence = found.confidence * score / 100 - 0.1
            return Match(found.field, confidence, reason, similar=True), score
    return None


def _telling(plain: str) -> frozenset[str]:
    """Return the telling words in a compact heading; long ones may be written a letter off."""
    return frozenset(
        word
        for word in words()["kata"]["penentu"]
        if word in plain or (len(word) > 4 and fuzz.partial_ratio(word, plain) >= 80)
    )


def factor(heading: str, unit: str) -> tuple[float, str] | None:
    """Return the factor from the unit in a heading to the column's unit, and that unit's name.

    ``Luas (m²)`` to ha is 0.0001; None where the heading names no other unit.
    """
    factors = words()["faktor"].get(unit, {})
    found = _UNIT.search(heading)
    inside = " ".join(
        (found[1] if found else heading.split()[-1] if heading.split() else "").split()
    )
    plain = inside.lower().rstrip(".")
    return (float(factors[plain]), inside) if plain in factors else None
