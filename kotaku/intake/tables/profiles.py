"""What the cells of a column are, whatever its heading says: the kinds of figures and texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kotaku import schema
from kotaku.geo import names
from kotaku.intake.model import Column, Sheet
from kotaku.intake.reading import scales
from kotaku.intake.reading.grid import is_ditto
from kotaku.intake.reading.listed import figures_of
from kotaku.intake.tables.convert import knows_choice
from kotaku.words.parsing import is_blank, is_null, read_criterion
from kotaku.words.parsing_dates import read_date

MOST = 400  # rows looked at
_TEXTS = 60  # different texts looked at
_MOST_CHOICES = 12  # different texts of a column of choices
_MOSTLY = 0.6
_YEARS = (1990.0, 2100.0)
_LARGEST_SHARE = 1000.0  # percents of a target may be above 100, never so large
_WORDED = frozenset({"kab_kota", "kelurahan", "kecamatan", "satuan"})  # no figure is one of these
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Profile:
    """The cells of one column below its heading.

    Every field of every table asks the same of them, so that answers are kept.
    """

    figures: Floats  # NaN where none
    texts: tuple[str, ...]  # different ones that are no figure and no sign of nothing
    days: int  # cells that are dates
    filled: int
    percent: bool  # a figure has a percent sign
    rupiah: bool  # a figure has the sign of rupiah
    often: Mapping[str, int] = field(default_factory=dict)  # how many cells hold each text
    told: dict[tuple[str, tuple[str, ...]], bool] = field(default_factory=dict)  # see ``fits``

    @cached_property
    def known(self) -> Floats:
        """The figures that are there."""
        return np.asarray(self.figures[~np.isnan(self.figures)])

    @cached_property
    def numeric(self) -> bool:
        """Tell whether most of the cells are figures."""
        return len(self.known) > 0 and len(self.known) >= _MOSTLY * (len(self.known) + self.words)

    @property
    def words(self) -> int:
        """How many different texts there are."""
        return len(self.texts)

    @cached_property
    def counts_up(self) -> bool:
        """Tell whether the figures are the running numbers 1, 2, 3."""
        known = self.known
        return len(known) > 1 and bool((np.diff(known) == 1).mean() > _MOSTLY and known[0] <= 1)

    @cached_property
    def typical(self) -> float:
        """The middle of the figures above nothing, 0 where there are none."""
        positive = self.known[self.known > 0]
        return float(np.median(positive)) if len(positive) else 0.0


def profile(sheet: Sheet, column: int, first: int, last: int) -> Profile:
    """Return what the cells of a column in rows first to last (1-based) are."""
    part = sheet.columns[column].part(first, min(last, first + MOST - 1))
    signed = any(isinstance(v, str) and v.rstrip().endswith("%") for v in part.values)
    figures = figures_of(part, "%" if signed else "Rp")
    worded = _worded(part, figures)
    known = (~np.isnan(figures)).tolist()
    pairs = zip(part.at, part.values, strict=True)
    low = [v.lower() for i, v in pairs if known[i] and isinstance(v, str)][:_TEXTS]
    return Profile(
        figures,
        tuple(dict.fromkeys(worded))[:_TEXTS],
        sum(isinstance(v, datetime) for v in part.values),
        int(part.filled.sum()),
        any(t.rstrip().endswith("%") for t in low),
        any(t.lstrip().startswith("rp") for t in low),
        Counter(worded),
    )


def _worded(part: Column, figures: Floats) -> list[str]:
    unread = np.isnan(figures).tolist()
    texts = [v for i, v in zip(part.at, part.values, strict=True) if unread[i] and type(v) is str]
    plain = {
        v: v.strip() for v in {*texts} if not is_blank(v) and not is_null(v) and not is_ditto(v)
    }
    return [plain[v] for v in texts if v in plain]


def is_year(value: float) -> bool:
    """Tell whether a figure may be a year."""
    return _YEARS[0] <= value <= _YEARS[1]


def fits(own: Profile, name: str, choices: Sequence[str] = ()) -> bool:
    """Tell whether the cells of a column may be those of a field."""
    asked = name, tuple(choices)
    if asked not in own.told:
        own.told[asked] = _fits(own, *asked)
    return own.told[asked]


def _fits(own: Profile, name: str, choices: tuple[str, ...]) -> bool:
    if schema.criterion_of(name) or name.startswith("?"):
        return own.numeric or not own.filled
    kind = schema.fields()[name].type
    if not own.filled:
        return False
    if name in _WORDED and own.numeric:
        return False
    if kind == "choice":
        few = 0 < own.words <= _MOST_CHOICES
        return few and _most(own, lambda t: knows_choice(t, name, choices))
    return _KINDS[kind](own)


def _is_text(own: Profile) -> bool:
    """Tell whether cells name something: words, or whole numbers such as a code."""
    whole = bool((own.known == np.round(own.known)).all())
    return not own.percent and (not own.numeric or own.words > 0 or whole)


def _is_number(own: Profile) -> bool:
    return own.numeric and not own.percent and not own.counts_up and own.days == 0


def _is_percent(own: Profile) -> bool:
    known = np.abs(own.known)
    return own.numeric and not own.rupiah and float(np.median(known)) <= _LARGEST_SHARE


def _is_year(own: Profile) -> bool:
    known = own.known
    return own.numeric and bool(((known >= _YEARS[0]) & (known <= _YEARS[1])).mean() > _MOSTLY)


def _is_money(own: Profile) -> bool:
    return _is_number(own) and not _is_year(own)


def _is_date(own: Profile) -> bool:
    dated = bool(own.texts) and _part(own.texts, lambda t: read_date(t) is not None)
    return own.days > 0 or dated


def _is_criterion(own: Profile) -> bool:
    return bool(own.texts) and _part(own.texts, lambda t: read_criterion(t) is not None)


_KINDS: Mapping[str, Callable[[Profile], bool]] = {
    "text": _is_text,
    "number": lambda own: own.numeric and not own.counts_up and own.days == 0,
    "integer": _is_number,
    "rupiah": _is_money,
    "percent": _is_percent,
    "year": _is_year,
    "date": _is_date,
    "criterion": _is_criterion,
}


def _most(own: Profile, holds: Callable[[str], bool]) -> bool:
    """Tell whether most cells with texts hold what is asked; a signature below them is one."""
    known = sum(own.often.get(t, 1) for t in own.texts if holds(t))
    return known >= _MOSTLY * sum(own.often.get(t, 1) for t in own.texts)


def _part(texts: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return sum(map(holds, texts)) >= _MOSTLY * len(texts)


def names_units(own: Profile) -> bool:
    """Tell whether most texts are nothing but units."""
    return bool(own.texts) and not own.numeric and _part(own.texts, scales.is_unit)


def names_regions(own: Profile) -> bool:
    """Tell whether most texts are official kab/kota."""
    known = [t for t in own.texts if names.match_kab_kota(t).region is not None]
    return bool(own.texts) and len(known) >= _MOSTLY * len(own.texts)
