"""Which place a sentence is about: one of the data, another one, or none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kotaku.words.loading import DataFile

_provinces = DataFile("kotaku.words", "provinces.toml", dict[str, str])
_TITLED = re.compile(r"(kota|kabupaten|kab\.?)\s+(.+)", re.IGNORECASE)
_NAMED = re.compile(  # "Kota Tegal", but not the programme's "Kota Tanpa Kumuh"
    r"\b(Kota|Kabupaten|Kab\.?) (?!Tanpa\b|Layak\b|Kabupaten\b|Kota\b|Kumuh\b)"
    r"([A-Z][a-z]{2,20}(?: [A-Z][a-z]{2,20}){0,2})"
)
_PROVINCE = re.compile(r"\b(?:Provinsi|Propinsi|Prov\.?) (?=[A-Z])", re.IGNORECASE)
_COUNTRY = re.compile(
    r"\b(?:nasional|seluruh indonesia|se-indonesia|di indonesia)\b", re.IGNORECASE
)

_PLAN = re.compile(  # a plan of the country or of an unnamed province, not the data's own start
    r"\b(?:periode rpjmn|target rpjmn|rpjmn (?:menargetkan|mengamanatkan|menetapkan))\b",
    re.IGNORECASE,
)


def place_of(sentence: str, places: Sequence[str], whole: str = "") -> str:
    """Return the place that a sentence names; "" for none, or several of the data.

    Parameters
    ----------
    places : kab/kota of the data, with their titles
    whole : name of the whole data set; its long and short name both mean it

    A kota needs its title (a meeting "di Kupang" says nothing of Kota Kupang); a kabupaten only
    where a kota has the same name. A place outside the data is returned as it is written.
    """
    found, rest = _of_data(sentence, places)
    if found:
        return found[0] if len(found) == 1 else ""
    own = _long(whole)
    named = [name for name in _provinces_in(rest) if name != own]
    other = _NAMED.search(rest)
    if other is not None:
        return f"{other[1]} {other[2]}"
    if _long_in(rest, own):
        return whole
    if named:
        return named[0].title()
    if _COUNTRY.search(rest):
        return "Nasional"
    return "RPJMN" if _PLAN.search(rest) else ""


def _of_data(sentence: str, places: Sequence[str]) -> tuple[list[str], str]:
    titled = {place: _titled(place) for place in places}
    kota = {name for title, name in titled.values() if title == "kota"}
    rest, found = sentence, []
    for place in sorted(places, key=len, reverse=True):  # "Sumba Barat Daya" before "Sumba Barat"
        title, name = titled[place]
        words = re.escape(name)
        pattern = rf"\bkota {words}\b"
        if title != "kota":
            bare = "" if name in kota else rf"|(?<!\bkota )\b{words}\b"
            pattern = rf"\bkab(?:upaten|\.)? {words}\b{bare}"
        rest, hits = re.subn(pattern, " ", rest, flags=re.IGNORECASE)
        found += [place] if hits else []
    return found, rest


def _titled(place: str) -> tuple[str, str]:
    hit = _TITLED.fullmatch(place.strip())
    if hit is None:
        return "", place.strip().casefold()
    return ("kota" if hit[1].casefold() == "kota" else "kab"), hit[2].casefold()


def _long(name: str) -> str:
    """Return the long name of a province in small letters: "Prov. NTT" is nusa tenggara timur."""
    plain = _PROVINCE.sub("", name).strip().casefold()
    return _provinces().get(plain, plain)


def _long_in(sentence: str, own: str) -> bool:
    return bool(own) and own in _provinces_in(sentence)


def _provinces_in(sentence: str) -> list[str]:
    """Return the long names of the provinces that a sentence names, in their order."""
    known = _provinces()
    hits = (hit[0].casefold() for hit in _any_province().finditer(sentence))
    return list(dict.fromkeys(known.get(name, name) for name in hits))


@cache
def _any_province() -> re.Pattern[str]:
    names = sorted({*_provinces(), *_provinces().values()}, key=len, reverse=True)
    return re.compile(rf"\b(?<!Kota )(?<!Bandar )(?:{'|'.join(names)})\b", re.IGNORECASE)
