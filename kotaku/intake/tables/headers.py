"""Headings: which canonical column a heading on a sheet may stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypedDict

from kotaku import rules, schema
from kotaku.intake.reading import fields as parted
from kotaku.words.loading import DataFile

# Columns that lead a row to its place; read beside a table's own when it has an id_rt to find.
PLACE = ("kab_kota", "kecamatan", "kelurahan", "kawasan", "kampung", "rt_rw")
# Read beside a table's own columns: what a recap states, held against them; the activity's name.
PARTS = ("nomor_rt", "nomor_rw")  # rt_rw written in two columns
_SHARES = {"pengurangan_ha": "persen_pengurangan", "sisa_ha": "persen_sisa"}  # heading with a %
ACCESS = ("kk_air_minum", "kk_sanitasi")  # written as households or as percents of them
BESIDE = {
    "lokasi": ("sisa_ha", *_SHARES.values()),
    "pengurangan": ("sisa_ha", *_SHARES.values(), "kecamatan"),
    "progres": ("kegiatan",),
}

SURE = 0.8  # of a column that its heading names

_PARENTHESES = re.compile(r"[(\[][^)\]]*(?:[)\]]|$)")  # left open, to the end
_UNIT_WORDS = frozenset(
    {"ha", "hektar", "m", "m2", "m²", "km", "kk", "meter", "unit", "jiwa", "rp", "persen", "rupiah"}
)
_PERCENT = re.compile(r"%|\bpro?sen(?:tase)?\b|\bpersen(?:tase)?\b", re.IGNORECASE)
_CODE = re.compile(r"(?:([a-z%]+)[\s_.:-]+)?([1-9])\s?\.?\s?([a-e])(n?)(?![a-z0-9])")
_ITEM = re.compile(r"^[a-e1-9]{1,2}\s?[.)]\s")  # a. Ketidakteraturan bangunan
_MEASURED = re.compile(r"\s(?:volume|vol\.?|persen|prosen(?:tase)?|persentase|%|nilai|skor)$")
_HECTARES = re.compile(r"[(\[]\s?(?:ha|hektare?)\s?[)\]]\W?$", re.IGNORECASE)
_OLD = frozenset({"lama", "semula", "sebelumnya", "batal", "arsip"})
_ORDINAL = frozenset({"no", "nomor", "nourut", "nomorurut", "urut"})


@dataclass(frozen=True)
class Match:
    """What a heading may stand for, how surely [0..1] and why (Indonesian)."""

    field: str
    confidence: float
    reason: str
    similar: bool = False  # the heading is only like a known one


@lru_cache(maxsize=16384)
def key(text: str) -> str:
    """Return a heading as letters and digits only: units in parentheses are dropped."""
    bare = _PARENTHESES.sub(" ", text.lower())
    return re.sub(r"[\W_]+", "", bare)


def is_ordinal(text: str) -> bool:
    """Tell whether a heading names the running number, which nobody needs."""
    return key(text) in _ORDINAL


@lru_cache(maxsize=16384)
def match(heading: str, table: str) -> Match | None:
    """Return the column of a table that a heading stands for, or None."""
    if is_left_out(heading) or _of_old(heading):
        return None
    found = _meant(heading, table)
    return None if found and _HECTARES.search(heading) and not _measures(found.field) else found


def _measures(name: str) -> bool:
    """Tell whether a field may hold hectares: no rupiah, percent, day or text does, but a place."""
    told = schema.fields().get(name)
    return told is None or name in PLACE or (told.type == "number" and told.unit in ("ha", None))


def _meant(heading: str, table: str) -> Match | None:
    spec = schema.tables()[table]
    if spec.criteria and (found := match_criterion(heading)):
        return found
    known_here = known(table)
    for plain, discount in zip(_keys(heading), (0.0, 0.1), strict=True):
        if hit := known_here.get(plain):
            field = _of_percents(hit.field) if _PERCENT.search(heading) else hit.field
            return Match(field, hit.confidence - discount, hit.reason) if field else None
    bare = known_here.get(key(_PERCENT.sub(" ", heading)))
    if bare and bare.field in ACCESS:  # Persentase akses air minum
        return Match(bare.field, bare.confidence - 0.2, bare.reason)
    return _by_parts(heading, table)


def _of_old(heading: str) -> bool:
    """Tell whether a heading says in parentheses that its figures no longer count: Pagu (lama)."""
    aside = " ".join(_PARENTHESES.findall(heading.lower()))
    return not _OLD.isdisjoint(re.findall(r"[a-z]+", aside))


def _by_parts(heading: str, table: str) -> Match | None:
    """Return the column whose heading stands in this one among words that change nothing."""
    fit = parted.fitting(_PERCENT.sub(" ", heading), _parted(table))
    if fit is None:
        return None
    name = _of_percents(fit[0]) if _PERCENT.search(heading) else fit[0]
    return Match(name, fit[1], "bagian judulnya cocok") if name else None


@cache
def _parted(table: str) -> tuple[tuple[parted.Parts, str], ...]:
    """Return the words of each known heading of a table."""
    return tuple(
        (parted.parts(text), name)
        for name, texts in headings_of(table).items()
        for text in texts
        if len(key(text)) > 1
    )


@lru_cache(maxsize=4096)
def _keys(heading: str) -> tuple[str, str]:
    """Return a heading as letters and digits, whole and without its unit."""
    return key(heading), key(_without_unit(heading))


def _of_percents(name: str) -> str | None:
    """Return the field that holds the percents of a field; hectares are never percents."""
    if schema.fields()[name].unit in ("%", None):
        return name
    return name if name in ACCESS else _SHARES.get(name)


@cache
def known(table: str) -> Mapping[str, Match]:
    """Return the known headings of a table's columns; a column's own heading goes first."""
    found: dict[str, Match] = {}
    texts = headings_of(table)
    for own, confidence, reason in ((True, 1.0, "judul baku"), (False, 0.9, "sebutan lain")):
        for name in texts:
            for text in texts[name][:2] if own else texts[name][2:]:
                found.setdefault(key(text), Match(name, confidence, reason))
    return found


@cache
def headings_of(table: str) -> Mapping[str, tuple[str, ...]]:
    """Return the headings of each column of a table: its own two first, then its aliases."""
    spec = schema.tables()[table]
    names = [
        *spec.columns,
        *((*PLACE, *PARTS) if "id_rt" in spec.columns else ()),
        *BESIDE.get(table, ()),
    ]
    return {
        name: (schema.fields()[name].heading, name, *spec.aliases.get(name, ()),
               *schema.fields()[name].aliases)
        for name in names
    }  # fmt: skip


def _without_unit(heading: str) -> str:
    words = re.split(r"[\s_]+", heading.strip())
    return " ".join(words[:-1]) if len(words) > 1 and words[-1].lower() in _UNIT_WORDS else heading


# --- criteria --------------------------------------------------------------------


class _Pairs(TypedDict):
    akhiran: str
    abaikan: list[str]
    aspek: dict[str, list[str]]


class _CriteriaWords(TypedDict):
    """How the columns of the criteria are headed."""

    ukuran: dict[str, list[str]]
    nama: dict[str, list[str]]
    berpasangan: _Pairs


criteria_words = DataFile("kotaku.schema", "criteria.toml", _CriteriaWords)


@cache
def _criterion_names() -> Mapping[str, str]:
    names = {key(n): code for code, words in criteria_words()["nama"].items() for n in words}
    for regulation in rules.all_regulations():
        for criterion in regulation.criteria:
            names[key(criterion.name)] = criterion.id
    return names


@cache
def _criterion_parts() -> Mapping[parted.Parts, str]:
    names = [(n, code) for code, words in criteria_words()["nama"].items() for n in words]
    names += [(c.name, c.id) for r in rules.all_regulations() for c in r.criteria]
    return {parted.parts(name): code for name, code in names}


@cache
def criterion_ids() -> frozenset[str]:
    """Return the codes of every regulation."""
    return frozenset(c.id for r in rules.all_regulations() for c in r.criteria)


def names_code(text: str) -> bool:
    """Tell whether a text begins with the code of a criterion."""
    found = _CODE.match(" ".join(text.lower().split()))
    return found is not None and f"{found[2]}{found[3]}" in criterion_ids()


@lru_cache(maxsize=8192)
def match_criterion(heading: str) -> Match | None:
    """Return the criterion and measure of a heading such as ``1a``, ``Skor 2b``, ``4c (%)``.

    The field is ``volume_1a`` when the heading names the measure or a unit of volume, and
    ``?_1a`` when it does not: then the values decide.
    """
    text = " ".join(heading.lower().split())
    if found := _CODE.match(text):
        before, digit, letter, scored = found.groups()
        measure = "nilai" if scored else _measure(before or "", text[found.end() :])
        code = f"{digit}{letter}"
        known = code in criterion_ids() and measure is not None
        return Match(f"{measure}_{code}", 0.95, "kode kriteria") if known else None
    named = _criterion_names().get(key(text))
    if named is None:
        named = parted.likest(_MEASURED.sub(" ", _ITEM.sub(" ", text)), _criterion_parts())
    if named is None:
        return None
    return Match(f"{_measure('', text)}_{named}", 0.8, "nama kriteria")


def _measure(before: str, after: str) -> str | None:
    """Return the measure named around a code, "?" when none is, None when the word is strange."""
    if before and before != "kriteria":
        return _measure_word(before)
    inside = _PARENTHESES.findall(after)
    words = [w.strip("()[] ") for w in inside] or after.split()[-1:]
    if inside and (last := re.split(r"[)\]]", after)[-1].split()):
        words.append(last[-1])  # the row below the heading says what the column holds
    for word in reversed(words):
        if measure := _measure_word(word):
            return measure
    return "?"


def _measure_word(word: str) -> str | None:
    for measure, words in criteria_words()["ukuran"].items():
        if word in words:
            return str(measure)
    return None


def match_pairs(headings: Mapping[int, str]) -> dict[int, Match]:
    """Return the criteria of columns headed ``ASPEK-KEGIATAN (satuan)-NUMERIK``, by position.

    Only when the columns of each aspect are as many as a regulation has criteria of it, in its
    order; else nothing is guessed.
    """
    suffix = criteria_words()["berpasangan"]["akhiran"]
    numeric = [i for i, text in headings.items() if key(text).endswith(suffix)]
    if not numeric:
        return {}
    aspects = [_aspect(headings[i]) for i in numeric]
    fit = (r for r in rules.all_regulations() if aspects == [c.aspect for c in r.criteria])
    found = next(fit, None)
    if found is None:
        return {}
    criteria = found.criteria
    return {
        i: Match(f"?_{criterion.id}", 0.85, "urutan kolom NUMERIK menurut aspek")
        for i, criterion in zip(numeric, criteria, strict=True)
    }


def is_left_out(heading: str) -> bool:
    """Tell whether a column is known and not needed, such as the KEBUTUHAN of a criterion."""
    return key(heading).endswith(tuple(criteria_words()["berpasangan"]["abaikan"]))


def _aspect(heading: str) -> str | None:
    plain = key(heading)
    for aspect, words in criteria_words()["berpasangan"]["aspek"].items():
        if any(plain.startswith(key(word)) for word in words):
            return str(aspect)
    return None
