"""The base (dasar) of a location: from which list its initial area comes.

A renewed decree lists the same places again with other areas: it is another base, with its own
start, and is never added to the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

USUAL = "sk"  # dasar of a list that names none
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, order=True)
class Base:
    """One base: its year (0 unknown), its kind and its number, both as compared."""

    tahun: int = 0
    dasar: str = USUAL
    nomor: str = ""


def base_of(row: Mapping[str, Any]) -> Base:
    """Return the base of a row of Lokasi; the year of the decree is that of its number at need."""
    nomor, dasar, tahun = _text(row.get("nomor_sk")), _text(row.get("dasar")), row.get("tahun_sk")
    if tahun is None or pd.isna(tahun):
        found = _YEAR.findall(nomor)
        tahun = int(found[-1]) if found else 0
    kind = _plain(dasar)
    usual = not kind or kind.startswith(USUAL)
    return Base(int(tahun), USUAL if usual else kind, _plain(nomor))


def differs(a: Base, b: Base) -> bool:
    """Tell whether two rows surely stand on different bases: by kind, by year, or by number.

    A row without a year or number may stand on any base of its kind.
    """
    if a.dasar != b.dasar:
        return True
    if a.tahun and b.tahun and a.tahun != b.tahun:
        return True
    return bool(a.nomor and b.nomor and a.nomor != b.nomor and not (a.tahun and b.tahun))


def label(row: Mapping[str, Any]) -> str:
    """Return the base of a row in words: ``SK 93D/KEP/HK/2016``, ``RPJMN 2015``."""
    kind, number = _text(row.get("dasar")) or "SK", _text(row.get("nomor_sk"))
    words = number if number.casefold().startswith(kind.casefold()) else f"{kind} {number}".strip()
    year = row.get("tahun_sk")
    if year is None or pd.isna(year) or str(int(year)) in words:
        return words if number or _text(row.get("dasar")) else ""
    return f"{words} ({int(year)})" if number else f"{words} {int(year)}"


def base_of_words(words: str) -> Base:
    """Return the base that a label says: its kind and the year it starts from, no number.

    Labels of several decrees (an addition to the first one) start with the first.
    """
    kind = _plain(words.split(" ")[0]) if words else ""
    years = [int(year) for year in _YEAR.findall(words)]
    usual = not kind or kind.startswith(USUAL) or any(c.isdecimal() for c in kind)
    return Base(min(years, default=0), USUAL if usual else kind)


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _plain(text: str) -> str:
    return _NOT_WORD.sub("", text).casefold()
