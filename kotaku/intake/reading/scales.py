"""The scale of amounts: thousands or millions of rupiah, households or percent of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

RUPIAH, HOUSEHOLDS, PERCENT, FRACTION = "rupiah", "kk", "persen", "pecahan"
FACTORS: Mapping[str, float] = {RUPIAH: 1.0, "ribu": 1e3, "juta": 1e6, "miliar": 1e9}
MANY_HOUSEHOLDS = 1000.0  # of a place that has them, a hundred with access is not plausible

_WORDS = {
    "ribu": "ribu", "rb": "ribu", "juta": "juta", "jt": "juta",
    "miliar": "miliar", "milyar": "miliar", "mlyr": "miliar",
}  # fmt: skip
_WORD = r"(?<!\d)(?<!\d\s)(ribu|rb|juta|jt|miliar|milyar|mlyr)(?:an)?(?![a-z])"
_OWN = re.compile(r"\d ?(?:rb|ribu|jt|juta|m|miliar|milyar|mlyr|t|triliun|trilyun)\b")
_IN_HEADING = re.compile(_WORD)
_IN_TITLE = re.compile(
    rf"(?:\b(?:dalam|dlm|satuan|rp)|\()[ .:=]{{0,3}}(?:rp\.? ?)?{_WORD}|{_WORD} ?(?:rupiah|rp)\b"
)
_ZEROS = re.compile(r"(?:rp\.?|[x×(])(?:rp\.?)?['’]?(000(?:[.,]?000){0,2})(?!\d)")
_TIMES = re.compile(r"[x×(](?:rp\.?)?1[.,]?(000(?:[.,]?000){0,2})(?!\d)")
_PERCENT = re.compile(r"%|\bpro?sen(?:tase)?\b|\bpersen(?:tase)?\b")
_UNIT = re.compile(
    r"[\[(]? ?(?:(?:dalam |dlm )?(?:(?:x|×) ?)?(?:rp\.? ?)?['’]?"
    r"(?:rp\.?|rupiah|ribu|rb|ribuan|juta|jt|jutaan|miliar|milyar|1?[.,]?000(?:[.,]000)?)"
    r"(?: ?(?:rp\.?|rupiah))?(?: penuh)?|%|persen|ha|hektare?|m['’]?|meter|m2|m²|km|km2|kk|jiwa"
    r"|orang|org|unit|bh|buah|paket|tahun|tgl|tanggal|nilai|derajat|teks|angka|\d{1,2}) ?[\])]?"
)


@dataclass(frozen=True)
class Scale:
    """How a column's figures are written, and where that stands in words."""

    name: str  # of FACTORS, or HOUSEHOLDS, PERCENT
    words: str = ""


@dataclass(frozen=True)
class Money:
    """The scale of each column of rupiah; ``open`` are other ones for the whole table."""

    of: Mapping[str, Scale]
    open: tuple[str, ...] = ()  # the best first; empty where it is decided


def is_unit(text: str) -> bool:
    """Tell whether a text is nothing but a unit: ``(Rp juta)``, ``%``, ``KK``."""
    return _UNIT.fullmatch(_plain(text)) is not None


def said_rupiah(text: str, *, title: bool = False) -> Scale | None:
    """Return the scale that a heading, a unit or a title names, or None."""
    plain = _plain(text)
    compact = plain.replace(" ", "")
    zeros = _ZEROS.search(compact) or _TIMES.search(compact)
    if zeros:
        count = zeros[1].count("0")
        name = {3: "ribu", 6: "juta", 9: "miliar"}[count]
        return Scale(name, text.strip())
    word = (_IN_TITLE if title else _IN_HEADING).search(plain)
    if word is None:
        return None
    return Scale(_WORDS[next(g for g in word.groups() if g)], text.strip())


def said_number(text: str) -> bool:
    """Tell whether a figure names its own scale: ``Rp 1,5 miliar``."""
    return _OWN.search(_plain(text)) is not None


def says_percent(text: str) -> bool:
    """Tell whether a heading or unit names percents."""
    return _PERCENT.search(_plain(text)) is not None


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def money(
    usual: tuple[float, float],
    said: Mapping[str, Sequence[str]],
    titles: Sequence[str],
    values: Mapping[str, Floats],
    stated: Mapping[str, Sequence[tuple[float, float]]],
    told: Mapping[str, Scale],
) -> Money:
    """Return the scale of a table's columns of rupiah.

    Parameters
    ----------
    usual : what one row usually comes to [Rp]
    said : by column, its heading and the unit below it
    titles : texts above the table
    values : by column, the figures as written
    stated : by column, each total as written with the sum of its rows
    told : by column, as a person said

    Notes
    -----
    What a column says itself goes first, then the titles, then a total that is written in full
    rupiah. A column that says nothing follows those that do by its size. Where nothing is said
    and the figures are no rupiah that anybody would pay, the scale is open.
    """
    own = {name: scale for name, texts in said.items() if (scale := _first(texts))}
    around = next((s for t in titles if (s := said_rupiah(t, title=True))), None)
    of: dict[str, Scale] = {**own, **told}
    for name in values:
        if name not in of:
            scale = _proven(stated.get(name, ())) or around
            if scale is not None:
                of[name] = scale
    typical = {name: _median(v) for name, v in values.items()}
    for name in values:
        if name not in of:
            of[name] = _nearest(typical, of, name)
    return Money(of, () if told else _open(usual, of, typical, told=bool(own or around)))


def _first(texts: Sequence[str]) -> Scale | None:
    return next((scale for text in texts if (scale := said_rupiah(text))), None)


def _proven(stated: Sequence[tuple[float, float]]) -> Scale | None:
    """Return the scale by which totals in full rupiah differ from the sum of their rows."""
    for name, factor in FACTORS.items():
        if name != RUPIAH and stated and all(_close(t, s * factor) for t, s in stated):
            return Scale(name, "jumlahnya ditulis dalam rupiah penuh")
    return None


def _close(one: float, other: float) -> bool:
    return other > 0 and abs(one / other - 1) < 1e-4


def _median(values: Floats) -> float:
    known = values[~np.isnan(values) & (values > 0)]
    return float(np.median(known)) if len(known) else 0.0


def _nearest(typical: Mapping[str, float], of: Mapping[str, Scale], name: str) -> Scale:
    """Return rupiah, or the scale of the other columns where that brings the figures nearer."""
    beside = [(o, s) for o, s in of.items() if s.name != RUPIAH and typical.get(o)]
    if not beside or not typical[name]:
        return Scale(RUPIAH)
    other, scale = beside[0]
    amount = typical[other] * FACTORS[scale.name]
    far = {n: abs(np.log(typical[name] * FACTORS[n] / amount)) for n in (RUPIAH, scale.name)}
    return Scale(RUPIAH) if far[RUPIAH] < far[scale.name] else scale


def _open(
    usual: tuple[float, float], of: Mapping[str, Scale], typical: Mapping[str, float], *, told: bool
) -> tuple[str, ...]:
    """Return the scales to choose from where what is read is no usual amount, else nothing."""
    low, high = usual
    largest = max((n for n in of if typical[n]), key=lambda n: typical[n], default=None)
    if largest is None:
        return ()
    read = of[largest].name
    if low <= typical[largest] * FACTORS[read] <= high:
        return ()
    fits = [n for n, f in FACTORS.items() if low <= typical[largest] * f <= high]
    if not fits:
        return ()
    return (*fits, read) if not told else (read, *fits)


def access(said: Sequence[str], values: Floats, total: Floats, *, signed: bool) -> tuple[str, ...]:
    """Return how access is written: HOUSEHOLDS, PERCENT or FRACTION; two where it is open.

    Parameters
    ----------
    said : heading, unit and titles of the column
    total : households of the same rows
    signed : a figure of the column has a percent sign
    """
    known = values[~np.isnan(values)]
    most, whole = (known.max(), bool((known == np.round(known)).all())) if len(known) else (0, True)
    small = bool(len(known)) and most <= 1 and not whole
    if signed or any(map(says_percent, said)):
        if _median(values) > 100:  # no percents, whatever the heading says
            return (HOUSEHOLDS,)
        return (FRACTION if small and not signed else PERCENT,)
    if not len(known) or most > 100:
        return (HOUSEHOLDS,)
    if not whole:  # households are counted
        return (FRACTION if small else PERCENT,)
    many = _median(total) > MANY_HOUSEHOLDS and _median(values) > 1
    return (PERCENT, HOUSEHOLDS) if many else (HOUSEHOLDS,)


def households(values: Floats, total: Floats, name: str) -> Floats:
    """Return households of figures that were written as ``name``."""
    if name == HOUSEHOLDS:
        return values
    return values * total / (1.0 if name == FRACTION else 100.0)


def all_fractions(target: Floats, reached: Floats) -> bool:
    """Tell whether percents were typed as fractions throughout: none is above 1."""
    both = np.abs(np.concatenate([target, reached]))
    known = both[~np.isnan(both)]
    if not len(known) or known.max() > 1 or not ((known > 0) & (known < 1)).any():
        return False
    return bool(np.isclose(known, 1).any()) or len(target) > 1


def only_ones(values: Floats) -> bool:
    """Tell whether figures are nothing but 0 and 1."""
    known = values[~np.isnan(values)]
    return bool(len(known)) and bool(np.isin(known, (0.0, 1.0)).all()) and bool(known.any())


def mixed_shares(target: Floats, reached: Floats) -> Iterator[int]:
    """Yield the rows of percents where one figure is a fraction and the other is not."""
    for i, (a, b) in enumerate(zip(target, reached, strict=True)):
        low, high = min(abs(a), abs(b)), max(abs(a), abs(b))
        if 0 < low <= 1 and high > 20 and not (np.isnan(low) or np.isnan(high)):
            yield i
