"""What the words of a heading or a row's label speak for; a prior, never a proof."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypedDict, cast

from kotaku.intake.reading.model import AreaUnit, Meaning
from kotaku.words.loading import DataFile
from kotaku.words.parsing import years_in
from kotaku.words.parsing_dates import month_number

SUM_SIGNS = ("Σ", "∑")  # the letter and the sign
# what counts the halves of a table: A. or II)
_MARK = re.compile(r"\W{0,3}(?:[A-Za-z]|[IVXivx]{1,4}|\d{1,2})[.)]\s{0,9}")


class _Parts(TypedDict):
    """Words by what they speak for; a trailing * stands for any ending."""

    tempat: dict[str, list[str]]
    pengantar: list[str]
    luas: list[str]
    kumuh: list[str]
    awal: list[str]
    berkurang: list[str]
    sisa: list[str]
    neraca: list[str]
    belum: list[str]
    wilayah: list[str]
    lain: list[str]
    hitungan: list[str]
    persen: list[str]
    tahun: list[str]
    nomor: list[str]
    jumlah: list[str]
    kumulatif: list[str]
    rencana: list[str]
    simulasi: list[str]
    selisih: list[str]
    m2: list[str]
    km2: list[str]
    ha: list[str]
    baris_jumlah: list[str]
    tanda_tangan: list[str]
    catatan: list[str]


parts = DataFile("kotaku.intake.reading", "parts.toml", _Parts)

_TOKEN = re.compile(r"[a-zà-ÿ]+[²2]?(?:\^2)?|\d+|%")


_MONTH_YEAR = re.compile(r"\b([a-z]{3,9})\.?\s?[-/'’ ]\s?'?(\d\d)\b(?![-/.])")
_UNTIL = re.compile(r"\b(?:s\s?[./]\s?d\b\.?|sampai(?: dengan)?\b|hingga\b)")

_MEASURES = (
    "luas",
    "lain",
    "hitungan",
    "persen",
    "tahun",
    "nomor",
    "awal",
    "kumulatif",
    "m2",
    "km2",
)

PLAN, DONE, BETWEEN = "rencana", "realisasi", "selisih"  # states that rows may be of
SAID = 3  # how sure a concept is that a person named


@dataclass(frozen=True)
class Concept:
    """What a heading speaks for. ``sure``: 2 it says so, 1 it may, 0 nothing is said."""

    meaning: Meaning
    sure: int = 0
    unit: AreaUnit | None = None
    year: int | None = None
    kumuh: bool = False
    total: bool = False
    cumulative: bool = False
    status: str = ""
    area: bool = False  # it speaks of an area or of a change of it


def tokens(text: str) -> list[str]:
    """Return the words of a text in lower case; letters set apart are one word."""
    plain = re.sub(r"\b(?:\w ){2,}\w\b", lambda m: m[0].replace(" ", ""), text.lower()[:300])
    plain = _UNTIL.sub(" sd ", plain)
    return _TOKEN.findall(plain.replace("m^2", "m2").replace("meter persegi", "m2"))


@cache
def _patterns(name: str, sub: str = "") -> tuple[frozenset[str], tuple[str, ...]]:
    words = parts()["tempat"][sub] if sub else parts()[name]  # type: ignore[literal-required]
    whole = frozenset(w for w in words if not w.startswith("*") and not w.endswith("*"))
    return whole, tuple(w.rstrip("*") for w in words if w.endswith("*"))


def says(words: Collection[str], name: str, sub: str = "") -> bool:
    """Tell whether one of the words belongs to a list of parts."""
    whole, starts = _patterns(name, sub)
    return any(w in whole or (bool(starts) and w.startswith(starts)) for w in words)


@lru_cache(maxsize=8192)
def concept(text: str) -> Concept:
    """Return what a heading (all its levels joined) speaks for."""
    words = tokens(text)
    years = years_in(text)
    year = years[-1] if years else _short_year(text)
    if (place := _place(words)) is not None:
        return Concept(*place)
    if says(words, "persen"):
        return Concept("persen", 2)
    if words and all(_status([w]) for w in words):
        return Concept("berkurang", 1, status=_status(words), area=True)
    if not _changes(words) and says(words, "nomor") and not says(words, "luas"):
        return Concept("nomor" if len(words) <= 2 else "lain", 2)
    return _area(words, year)


def _short_year(text: str) -> int | None:
    """Return the year of a month such as Des-14 or Mar '19."""
    found = _MONTH_YEAR.search(text.lower())
    return 2000 + int(found[2]) if found and month_number(found[1]) else None


def _changes(words: Collection[str]) -> bool:
    return says(words, "berkurang") or says(words, "sisa")


def _area(words: list[str], year: int | None) -> Concept:
    unit = unit_of(words)
    kumuh, luas = says(words, "kumuh"), says(words, "luas") or unit is not None
    change = _role(words)
    if says(words, "lain") and not (luas and (kumuh or change)):
        return Concept("lain", 2)
    if says(words, "hitungan") and not luas and not change:
        return Concept("lain", 2)
    if says(words, "tahun") and not luas and not change and not kumuh:
        return Concept("tahun", 2)
    if change is None and luas and says(words, "wilayah") and not kumuh:
        return Concept("lain", 2, unit, area=True)
    extra = {
        "unit": unit, "year": year, "kumuh": kumuh, "area": True,
        "total": says(words, "jumlah"), "cumulative": says(words, "kumulatif"),
        "status": _status(words),
    }  # fmt: skip
    told = extra["cumulative"] or extra["status"]
    if change is None and told and not kumuh and (luas or year):
        change = "berkurang"  # what has come about up to a year, or is to
    if change is not None:
        return Concept(change, 2, **extra)  # type: ignore[arg-type]
    if kumuh or luas:
        return Concept("awal", 1, **extra)  # type: ignore[arg-type]
    return Concept("lain", 0, year=year, total=extra["total"] is True)


def _status(words: Collection[str]) -> str:
    if says(words, "simulasi"):
        return "simulasi"
    return "rencana" if says(words, "rencana") else ""


def state_of(text: str) -> str:
    """Return the state that a text names and nothing else: planned, done, what lies between."""
    found = tokens(text)
    if found and all(says([w], "selisih") for w in found):
        return BETWEEN
    if not found or not all(_status([w]) or says([w], "berkurang") for w in found):
        return ""
    return _status(found) or DONE


def half_of(cells: Sequence[object]) -> str:
    """Return the state of the rows below one that says no more: ``A. TARGET``; "" for others."""
    if len(cells) != 1 or not isinstance(cells[0], str):
        return ""
    mark = _MARK.match(cells[0])
    first = tokens(cells[0][mark.end() if mark else 0 :])[:1]
    return state_of(first[0]) if first else ""


def _role(words: list[str]) -> Meaning | None:
    """Return the change that the words tell, the plainest first."""
    gone = says(words, "berkurang")
    if says(words, "belum") and gone:
        return "sisa"
    if says(words, "neraca") and says([w for w in words if not says([w], "neraca")], "awal"):
        return "awal"  # the balance at the start
    if says(words, "sisa"):
        return "sisa"
    if says(words, "awal") and not (gone and not {"sebelum", "awal", "baseline"} & {*words}):
        return "awal"
    return "berkurang" if gone else None


def change(text: str) -> Meaning | None:
    """Return what a heading of any measure speaks of: awal, berkurang or sisa."""
    return _role(tokens(text))


def unit_of(words: Collection[str]) -> AreaUnit | None:
    """Return the unit of area that the words name."""
    units: tuple[AreaUnit, ...] = ("m2", "km2", "ha")
    return next((unit for unit in units if says(words, unit)), None)


@cache
def _levels() -> tuple[Meaning, ...]:
    return tuple(cast("Meaning", level) for level in parts()["tempat"])


def _place(words: list[str]) -> tuple[Meaning, int] | None:
    """Return the place that a heading names, and how sure: less when it says more than that."""
    found = [level for level in _levels() if says(words, "", level)]
    if not found:
        return None
    rest = [w for w in words if not any(says([w], "", level) for level in found)]
    if all(says([w], "pengantar") for w in rest):
        return found[0], 2  # the lists stand with the lowest first
    other = any(says(rest, name) for name in _MEASURES) or _changes(rest)
    return None if other or len(rest) > 1 or any(w.isdecimal() for w in rest) else (found[0], 1)


def speaks_of_slum(texts: Collection[str]) -> bool:
    """Tell whether titles, headings or names say that a table is about slum."""
    return any(says(tokens(text), "kumuh") for text in texts)


def speaks_of_area(text: str) -> bool:
    """Tell whether a text names an area or a unit of it."""
    found = tokens(text)
    return says(found, "luas") or unit_of(found) is not None


def speaks_of_land(text: str) -> bool:
    """Tell whether a heading names the whole area of a place."""
    return says(tokens(text), "wilayah")


def is_total_label(text: str) -> bool:
    """Tell whether a row's label speaks of a sum."""
    return text.lstrip().startswith(SUM_SIGNS) or says(tokens(text), "baris_jumlah")


def is_note(text: str) -> bool:
    """Tell whether a text is a remark, a source or a place and day of signature."""
    return says(tokens(text)[:2], "catatan") or says(tokens(text), "tanda_tangan")
