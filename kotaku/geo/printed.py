"""Areas as maps print them, in either notation and any unit, read by what the geometry says.

``7.067 ha`` is seven hectares or seven thousand, ``0,431`` is below one: the polygon beside the
figure decides, for its notation alone and for its unit with the whole column.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Value = str | float | None
UNITS: Final = {"ha": 1.0, "m²": 1e-4, "km²": 100.0}
_UNIT_WORDS: Final = {
    "ha": "ha", "hektar": "ha", "hektare": "ha", "hectare": "ha", "hectares": "ha", "h": "ha",
    "m2": "m²", "m²": "m²", "meter2": "m²", "sqm": "m²", "km2": "km²", "km²": "km²", "sqkm": "km²",
}  # fmt: skip
_TEXT: Final = re.compile(r"\s{0,5}([0-9][0-9.,]{0,40})\s{0,5}([a-z²]{0,10}2?)\.?\s{0,5}$", re.I)
_HUNDREDTH: Final = 0.01
_DIGITS: Final = 15  # beyond them a figure is the whole of a float


@dataclass(frozen=True)
class Printed:
    """The areas of one column, as far as they could be read."""

    luas_ha: Floats  # NaN where empty or unreadable
    half_digit_ha: Floats
    unit: str  # ha, m² or km²
    off: float  # median of |ln(printed / drawn)|: how well the column fits the geometry
    fits: int  # how many agree within ten percent


def unit_of(name: str) -> str:
    """Return the unit that the name of a column tells, "" where it tells none."""
    words = re.findall(r"[a-z]+[2²]?", name.lower())
    found = (_UNIT_WORDS.get(word) for word in words[1:] or words)
    return next((unit for unit in found if unit), "")


def read_areas(values: Sequence[Value], drawn_ha: Floats, unit: str = "") -> Printed | None:
    """Return the areas of a column; None where hardly anything in it is a figure.

    Parameters
    ----------
    values : as the map holds them
    drawn_ha : the areas of the polygons beside them [ha]
    unit : what the name of the column tells; "" lets the texts, then the geometry decide
    """
    split = [_split(value) for value in values]
    given = sum(value is not None and str(value).strip() != "" for value in values)
    if not any(s.readings for s in split) or sum(bool(s.readings) for s in split) * 2 < given:
        return None
    tried = [unit] if unit else [*UNITS]
    found = [_under(split, drawn_ha, name) for name in tried]
    return min(found, key=lambda p: (math.isnan(p.off), round(p.off, 2)))


@dataclass(frozen=True)
class _Figure:
    """What one value may be: readings with the size of their last digit."""

    readings: tuple[tuple[float, float], ...] = ()
    unit: str = ""


def _under(split: Sequence[_Figure], drawn_ha: Floats, unit: str) -> Printed:
    """Return the column under one unit; a unit in a text itself stands above it."""
    areas, halves = np.full(len(split), np.nan), np.full(len(split), np.nan)
    for i, figure in enumerate(split):
        factor = UNITS[figure.unit or unit]
        options = [(v * factor, d * factor / 2) for v, d in figure.readings]
        if options:
            areas[i], halves[i] = min(options, key=lambda o: _distance(o[0], drawn_ha[i]))
    with np.errstate(all="ignore"):
        apart = np.abs(np.log(areas / drawn_ha))
    known = apart[np.isfinite(apart)]
    off = float(np.median(known)) if len(known) else math.nan
    return Printed(areas, halves, unit, off, int((known < 0.1).sum()))


def _distance(value: float, drawn: float) -> float:
    if not (value > 0 and drawn > 0):
        return 0.0 if value == 0 else 1.0
    return abs(math.log(value / drawn))


def _split(value: Value) -> _Figure:
    if value is None:
        return _Figure()
    if isinstance(value, float):
        digit = min(_last_digit(repr(value)), _HUNDREDTH)  # a number keeps no zeros behind it
        return _Figure(((value, digit),)) if value > 0 else _Figure()
    found = _TEXT.match(value.replace(" ", " "))
    if not found:
        return _Figure()
    unit = _UNIT_WORDS.get(found[2].lower(), "") if found[2] else ""
    if found[2] and not unit:
        return _Figure()
    return _Figure(tuple(_readings(found[1])), unit)


def _readings(digits: str) -> list[tuple[float, float]]:
    """Return the numbers that digits with marks may be: the last mark is decimal, or none is."""
    marks = [c for c in digits if c in ".,"]
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return [(float(digits), 1.0)]
    found = []
    whole, part = re.sub(r"[.,]", "", digits[:last]), digits[last + 1 :]
    if len(set(marks)) == len(marks) or digits[last] not in marks[:-1]:
        found.append((float(f"{whole or 0}.{part or 0}"), _last_digit(f"0.{part}")))
    first, *groups = re.split(r"[.,]", digits)
    grouped = len(set(marks)) == 1 and all(len(group) == 3 for group in groups)
    if grouped and 0 < len(first) < 4 and first != "0":
        found.append((float(first + "".join(groups)), 1.0))
    return found


def _last_digit(text: str) -> float:
    """Return the size of the last digit of a number's text; 0 for the whole of a float."""
    if "e" in text.lower():
        return 0.0
    whole, _, part = text.partition(".")
    if len(whole.strip("0")) + len(part) > _DIGITS:
        return 0.0
    return 10.0 ** -len(part) if part and part != "0" else 1.0
