"""Read numbers as Indonesians type them: 1.234,56, 93,51 %, Rp 1,5 M, (250).

One text such as ``12.645`` does not say whether its point is a thousands mark. The column it
stands in does: other numbers of the column, or what the unit makes plausible (metode: angka dan
tanggal). What stays open is not read at all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Mark = Literal["ribuan", "desimal"]

SCALES = {
    "rb": 1e3, "ribu": 1e3, "jt": 1e6, "juta": 1e6,
    "m": 1e9, "miliar": 1e9, "milyar": 1e9, "mlyr": 1e9,
    "t": 1e12, "triliun": 1e12, "trilyun": 1e12,
}  # fmt: skip
UNITS = {
    "ha": ("ha", "hektar", "hektare"),
    "m": ("m", "m'", "m1", "meter"),
    "unit": ("unit", "bh", "buah", "bangunan", "rumah"),
    "jiwa": ("jiwa", "orang", "org"),
    "KK": ("kk",),
    "%": ("%", "persen"),
    "derajat": ("°", "derajat"),
    "Rp": (),
}
DECIMAL_UNITS = ("ha", "derajat", "%")  # a thousand of these is not plausible for one row
COUNTED_UNITS = ("unit", "jiwa", "KK", "Rp", "m")  # thousandths of these are not measured
_ANY_UNIT = frozenset(word for words in UNITS.values() for word in words)

_SPACES = re.compile(r"[\s\u00a0\u2007\u202f]+")
_MINUSES = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2014": "-"})
_NUMBER = re.compile(r"(?:rp\.?)?([+-]?)(?:rp\.?)?(\d[\d.,]*|[.,]\d+)([^\d].*)?$")
_BARE = re.compile(r"-?[0-9]+(?:([.,])[0-9]+)?")
_EMPTY = frozenset({"", "-", "--", "n/a", "na", "#n/a", "belum ada", "blm ada", "belum diisi"})
_NULL = frozenset({"null", "(null)", "<null>", "none", "nan", "n.a", "n.a."})  # of an application
_ZERO = frozenset(
    {"nihil", "nil", "tidakada", "tdkada", "takada", "tdada"}
)  # in a column of figures
_ABOUT = re.compile(
    r"(?:\u00b1|\+/-|~|\u2248|(?:kira ?- ?kira|kurang lebih|k\.?l\.?|l\.?k\.?"
    r"|sekitar|sktr|hampir|lebih kurang|ca\.)(?![a-z])) ?"
)
_FOOTNOTE = re.compile(r"\*{1,4}\)?|(?<=[\d,.])[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]{1,3}\)?")
_LETTER_NOTE = re.compile(r"(?<=[\d%a-z]) ?(?:\([a-d]\)|[a-d]\)|(?<= )\d\))$")
_WKT = re.compile(
    r"\s{0,3}(?:SRID=\d{1,6};)?(?:(?:MULTI)?(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION)"
    r"\s?(?:ZM?|M)?\s?\(",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class NumberColumn:
    """The numbers of one column of texts, and how its doubtful ones were decided."""

    values: tuple[float, ...]  # NaN where empty or unreadable
    unreadable: tuple[int, ...]  # positions of texts that are no number
    ambiguous: tuple[int, ...]  # positions of texts such as 12.645
    decided: Mark | None  # how the ambiguous ones were read; None: not at all
    reason: str  # Indonesian, "" when nothing was ambiguous
    percent: tuple[int, ...]  # positions of texts with a percent sign
    marked: tuple[int, ...] = ()  # positions of texts with a mark of about or of a footnote


@dataclass(frozen=True)
class _Parts:
    """A text split into sign, digits with their marks, and a factor."""

    sign: float
    digits: str
    factor: float
    percent: bool
    marked: bool = False


def is_blank(text: str) -> bool:
    """Tell whether a text stands for an empty cell, such as ``-`` or ``n/a``."""
    plain = _SPACES.sub(" ", text.translate(_MINUSES)).strip().lower()
    return plain in _EMPTY or plain in _NULL


def is_null(text: str) -> bool:
    """Tell whether a text is what an application writes for an empty cell: ``NULL``."""
    return text.strip().lower() in _NULL


def is_wkt(text: str) -> bool:
    """Tell whether a text draws a shape of a map: ``POLYGON ((124.7 -8.1, ...``."""
    return _WKT.match(text) is not None


def unmarked(text: str) -> str:
    """Return a number's text without marks of about and of footnotes: ``±12,5*)`` is 12,5."""
    plain = _SPACES.sub(" ", text).strip().lower()
    plain = plain[found.end() :] if (found := _ABOUT.match(plain)) else plain
    plain = _FOOTNOTE.sub("", plain)
    return plain if plain.startswith("(") else _LETTER_NOTE.sub("", plain)


@lru_cache(maxsize=4096)  # the rows that may be headings are looked at by every reader
def read_number(text: str, unit: str = "") -> float | None:
    """Return the number in one text, or None when it is none or ambiguous on its own."""
    value = read_numbers([text], unit=unit).values[0]
    return None if math.isnan(value) else value


def read_numbers(texts: Sequence[str], *, unit: str = "") -> NumberColumn:
    """Return the numbers in the texts of one column.

    Parameters
    ----------
    texts
        The texts of one column.
    unit
        Unit of the field ("ha", "m", "unit", "jiwa", "KK", "%", "Rp", "derajat"); the same unit
        behind a number is dropped, another unit makes the text unreadable. A field without a unit
        ("") takes any of them.

    Notes
    -----
    ``12.645`` and ``12,645`` are ambiguous. A number of the same column that can only be read one
    way decides; else the unit does (hectares, degrees and percent of one row stay below a
    thousand; counted things have no thousandths). Evidence both ways, or none: NaN.
    """
    different = dict.fromkeys(texts)  # texts repeat themselves
    if (plain := _plain(different)) is not None:
        return NumberColumn(tuple([plain[text] for text in texts]), (), (), None, "", ())
    known = {text: _split(text, unit) for text in different}
    form = {text: _form(p.digits) if p else None for text, p in known.items()}
    mark, reason = _decide(form.values(), unit)
    value = {
        text: math.nan if part is None or (said := form[text]) is None else _value(part, said, mark)
        for text, part in known.items()
    }
    return NumberColumn(
        values=tuple([value[text] for text in texts]),
        unreadable=_where(
            texts, {t for t, v in value.items() if math.isnan(v) and not is_blank(t)}
        ),
        ambiguous=_where(texts, {t for t, f in form.items() if f in ("?.", "?,")}),
        decided=mark,
        reason=reason,
        percent=_where(texts, {t for t, part in known.items() if part and part.percent}),
        marked=_where(texts, {t for t, part in known.items() if part and part.marked}),
    )


def _where(texts: Sequence[str], wanted: set[str]) -> tuple[int, ...]:
    """Return the positions of some of the texts."""
    return tuple([i for i, text in enumerate(texts) if text in wanted]) if wanted else ()


def _plain(texts: Collection[str]) -> dict[str, float] | None:
    """Return the numbers of bare digits with one decimal mark, as files hold them.

    None when any text needs a closer look; only speed depends on it.
    """
    marks: set[str | None] = set()
    for text in texts:
        found = _BARE.fullmatch(text)
        if not found:
            return None
        marks.add(found[1])
    marks.discard(None)
    if len(marks) > 1:
        return None
    mark = marks.pop() or "." if marks else "."
    if any(text[-4:-3] == mark for text in texts):
        return None
    return {text: float(text.replace(mark, ".")) for text in texts}


def _split(text: str, unit: str) -> _Parts | None:
    tidy = _SPACES.sub("", text.translate(_MINUSES)).lower()
    if tidy in _ZERO and unit != "derajat":
        return _Parts(1.0, "0", 1.0, percent=False)
    plain = _SPACES.sub("", unmarked(text.translate(_MINUSES)))
    sign = 1.0
    if plain.startswith("(") and plain.endswith(")"):
        sign, plain = -1.0, plain[1:-1]
    found = _NUMBER.match(plain)
    if not found:
        return None
    money = unit == "Rp" or plain.lstrip("+-").startswith("rp")
    if plain.lstrip("+-").startswith("rp") and unit not in ("Rp", ""):
        return None
    digits = found[2]
    tail = found[3] or ""
    if tail == ",-" or (money and digits.endswith(",") and tail == "-"):  # Rp 1.000.000,-
        digits, tail = digits.rstrip(","), ""
    factor = _factor(tail, unit, money=money)
    if factor is None:
        return None
    return _Parts(
        sign * (-1.0 if found[1] == "-" else 1.0), digits, factor, tail == "%", plain != tidy
    )


def _factor(tail: str, unit: str, *, money: bool) -> float | None:
    """Return what the words behind a number multiply it with; None when they do not belong."""
    tail = tail.rstrip(".")
    if not tail or (money and tail == "rupiah"):
        return 1.0
    if money:
        return SCALES.get(tail.removesuffix("rupiah"))
    words = UNITS.get(unit, (unit.lower(),)) if unit else _ANY_UNIT
    return 1.0 if tail in words else None


def _form(digits: str) -> str | None:
    """Return how the marks of a number stand: "", ".", ",", "?.", "?,", or None when wrong.

    ``"."`` and ``","`` name the decimal mark; ``"0."`` and ``"0,"`` the thousands mark of a number
    without decimals; ``"?."`` and ``"?,"`` a single mark that may be either.
    """
    points, commas = digits.count("."), digits.count(",")
    if not points and not commas:
        return ""
    if points and commas:
        decimal = max(".", ",", key=digits.rfind)
        return decimal if _grouped(digits, "," if decimal == "." else ".", decimal) else None
    mark = "." if points else ","
    if points + commas > 1:
        return f"0{mark}" if _grouped(digits, mark, "") else None
    whole, _, rest = digits.partition(mark)
    if not rest:
        return None
    return f"?{mark}" if len(rest) == 3 and re.fullmatch(r"[1-9]\d{0,2}", whole) else mark


def _grouped(digits: str, thousands: str, decimal: str) -> bool:
    whole = digits
    if decimal:
        whole, _, rest = digits.rpartition(decimal)
        if not rest or decimal in whole:
            return False
    return re.fullmatch(rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+", whole) is not None


def _decide(forms: Collection[str | None], unit: str) -> tuple[Mark | None, str]:
    doubtful = {form[1] for form in forms if form in ("?.", "?,") and form}
    if not doubtful:
        return None, ""
    if len(doubtful) == 2:
        return None, "kolom memakai titik dan koma bergantian"
    mark = doubtful.pop()
    other = "," if mark == "." else "."
    decimal = {mark, f"0{other}"} & set(forms)  # proof that the mark sets off decimals
    thousands = {other, f"0{mark}"} & set(forms)
    if decimal and thousands:
        return None, "kolom memakai titik dan koma bergantian"
    if decimal or thousands:
        return ("desimal" if decimal else "ribuan"), "seperti angka lain di kolom ini"
    if unit in DECIMAL_UNITS:
        return "desimal", f"seribu {unit} atau lebih tidak wajar untuk satu baris"
    if unit in COUNTED_UNITS:
        return "ribuan", f"satuan {unit} tidak ditulis sampai seperseribu"
    return None, "tidak ada angka lain yang menunjukkan arti tandanya"


def _value(part: _Parts, form: str, mark: Mark | None) -> float:
    digits = part.digits
    if form.startswith("?"):
        if mark is None:
            return math.nan
        form = form[1] if mark == "desimal" else f"0{form[1]}"
    if form.startswith("0"):
        digits = digits.replace(form[1], "")
    elif form:
        digits = digits.replace("," if form == "." else ".", "").replace(form, ".")
    return part.sign * float(digits) * part.factor


def fractions(values: Sequence[float]) -> bool:
    """Tell whether percentages were typed as fractions: none above 1 in size, some with decimals.

    A column of only 0 and 1 is left as it is: it says nothing either way.
    """
    known = [abs(v) for v in values if not math.isnan(v)]
    return bool(known) and max(known) <= 1 and any(0 < v < 1 for v in known)


_CRITERION = re.compile(r"(?:kriteria\s*)?([1-9])\s*+(?:[.\-_)]\s*+)?([a-z])(?![a-z0-9])")


def read_criterion(text: str) -> str | None:
    """Return a criterion code in its short form: ``2B``, ``2.b`` and ``2 b`` become ``2b``.

    Words behind the code are dropped; two codes in one cell, or none, give None.
    """
    plain = _SPACES.sub(" ", text).strip().lower()
    found = _CRITERION.match(plain)
    if not found:
        return None
    rest = plain[found.end() :]
    return (
        None if re.match(r"[\s,;/&+-]*(?:dan\s*)?[1-9]\s*\.?[a-z]\b", rest) else found[1] + found[2]
    )


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def years_in(text: str) -> tuple[int, ...]:
    """Return the different years named in a text, in their order."""
    return tuple(dict.fromkeys(int(y) for y in _YEAR.findall(text)))


def read_year(text: str) -> int | None:
    """Return the one year in a text such as ``TA 2019``; None for none, or more than one."""
    found = years_in(text)
    if len(found) != 1:
        return None
    rest = _YEAR.sub("", text).strip(" .:-").lower()
    return found[0] if rest in ("", "ta", "t.a", "tahun", "thn", "th", "tahun anggaran") else None
