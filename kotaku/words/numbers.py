"""Numbers as Indonesians write them: 1.234,56."""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Decimal

MINUS = "\N{MINUS SIGN}"
NONE = "\N{EN DASH}"
_UNITS = (
    "% ha pp km m m2 m² KK RT unit miliar juta triliun paket orang lokasi hari minggu bulan tahun"
)
_UNIT = re.compile(rf"(?<=\d) (?=(?:{'|'.join(_UNITS.split())})(?!\w))|(?<=\bRp|\bRT|\bRW) (?=\d)")
_BEYOND_READING = 1e18  # a slip of the keyboard; digits would fill the screen


def format_number(value: float | None, decimals: int = 2, *, sign: bool = False) -> str:
    """Return a number with dot for thousands and comma for decimals; an en dash when missing.

    Halves are rounded away from zero at the asked decimals as people do by hand, and a value that
    rounds to zero carries no sign.
    """
    if value is None or math.isnan(value):
        return NONE
    if abs(value) >= _BEYOND_READING:
        return f"{value:.{decimals}e}".replace(".", ",").replace("-", MINUS)
    # through the shortest decimal text: 13.145 must show as 13,15 although the float lies below it
    magnitude = Decimal(repr(abs(float(value)))).quantize(
        Decimal(1).scaleb(-decimals), ROUND_HALF_UP
    )
    text = f"{magnitude:,.{decimals}f}".translate(str.maketrans(",.", ".,"))
    if magnitude == 0:
        return text
    if value < 0:
        return f"{MINUS}{text}"
    return f"+{text}" if sign else text


def format_ha(value: float | None, decimals: int = 2) -> str:
    """Return hectares, such as ``13,14 ha``."""
    return f"{format_number(value, decimals)} ha"


def format_pct(value: float | None, decimals: int = 2) -> str:
    """Return a percentage given in percent, such as ``93,51 %``."""
    return f"{format_number(value, decimals)} %"


def format_pp(value: float | None, decimals: int = 2) -> str:
    """Return a difference in percentage points with its sign, such as ``+0,88 pp``."""
    return f"{format_number(value, decimals, sign=True)} pp"


def format_rp(value: float | None) -> str:
    """Return rupiah without decimals, such as ``Rp 1.000.000``."""
    return f"Rp {format_number(value, 0)}"


_LARGE = ((1e12, "triliun"), (1e9, "miliar"), (1e6, "juta"))


def format_rp_short(value: float | None) -> str:
    """Return rupiah to read aloud, such as ``Rp 1,25 miliar``; below a million in full.

    Zeros at the end of the decimals are left out: ``Rp 2 miliar``.
    """
    if value is None or math.isnan(value):
        return NONE
    if abs(value) < _LARGE[-1][0]:
        return format_rp(value)
    # what rounds to 1.000 of a word is 1 of the next
    size, word = next(pair for pair in _LARGE if abs(value) >= pair[0] * 0.999995)
    text = format_number(value / size, 2)
    return f"Rp {text.rstrip('0').rstrip(',')} {word}"


def bound(text: str) -> str:
    """Return text whose numbers stay on one line with their unit, and an RT with its number."""
    return _UNIT.sub("\N{NO-BREAK SPACE}", text)
