"""The units in which the figures of a list's column may be written, as a person says them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np

from kotaku import schema
from kotaku.intake.model import Column
from kotaku.intake.reading.scales import FACTORS, FRACTION, HOUSEHOLDS, PERCENT
from kotaku.intake.tables.convert import Assumed, Converted, convert, plain_numbers, unit_of
from kotaku.intake.tables.headers import ACCESS
from kotaku.intake.tables.similar import words

WORDS: Mapping[str, str] = {
    "rupiah": "rupiah penuh", "ribu": "ribuan rupiah", "juta": "jutaan rupiah",
    "miliar": "miliaran rupiah", HOUSEHOLDS: "KK", PERCENT: "persen",
    FRACTION: "pecahan dari satu", "ha": "ha", "m2": "m²", "km2": "km²", "m": "m", "km": "km",
}  # fmt: skip
_OTHERS: Mapping[str, tuple[str, ...]] = {
    "ha": ("ha", "m2", "km2"), "m": ("m", "km"), "%": (PERCENT, FRACTION), "Rp": tuple(FACTORS),
}  # fmt: skip


@lru_cache(maxsize=1024)
def units_of(name: str) -> Mapping[str, str]:
    """Return the units of a field with their words, its own first; none where it has but one."""
    known = name in schema.fields() or schema.criterion_of(name)
    if not known:
        return {}
    others = (HOUSEHOLDS, PERCENT, FRACTION) if name in ACCESS else _OTHERS.get(unit_of(name), ())
    return {unit: WORDS[unit] for unit in others}


def factor(name: str, unit: str) -> float:
    """Return by what a figure in a unit comes to the unit of a field; access: of no total yet."""
    own = unit_of(name)
    if own == "Rp":
        return FACTORS[unit]
    if unit == FRACTION:
        return 100.0
    return float(words()["faktor"].get(own, {}).get(unit, 1.0))


def convert_as(cells: Column, name: str, unit: str, heading: str) -> Converted:
    """Return a column whose figures a person said to stand in a unit; rupiah and KK as written."""
    if name in ACCESS or unit_of(name) == "Rp":
        return convert(cells, name)
    times = factor(name, unit)
    if unit in (PERCENT, FRACTION):
        read = plain_numbers(cells, "%")
        signed = [i for i, v in zip(cells.at, cells.values, strict=True)
                  if isinstance(v, str) and v.rstrip().endswith("%")]  # fmt: skip
        factors = np.full(len(read.values), times)
        factors[signed] = 1.0
        values = read.values * factors
    else:
        # square metres are counted in thousands, kilometres are not
        read = convert(cells, name, unit="m" if times < 1 else None)
        values = read.values * times
    if times == 1.0:
        return read
    note = Assumed("SATUAN-DIUBAH", 0, heading, {"dari": WORDS[unit], "ke": unit_of(name)})
    return replace(read, values=values, notes=[note, *read.notes])
