"""The headline figures of a snapshot: their names, units, and which way is better."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd

from kotaku.words.loading import DataFile
from kotaku.words.numbers import format_number

_NOISE = 1e-9  # what is left of a difference of equal sums


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A headline figure: ``satuan`` ha, %, pp or "" (a count); ``baik`` naik, turun or ""."""

    kunci: str = ""
    nama: str
    satuan: str
    baik: str

    @property
    def decimals(self) -> int:
        """Decimals to show: none for a count."""
        return 2 if self.satuan else 0

    def value(self, value: float | None) -> str:
        """Return the figure with its unit, an en dash when unknown."""
        return f"{format_number(value, self.decimals)} {self.satuan}".strip()

    def difference(self, value: float | None) -> str:
        """Return a difference with sign and unit; percents differ by percentage points."""
        unit = "pp" if self.satuan == "%" else self.satuan
        return f"{format_number(value, self.decimals, sign=True)} {unit}".strip()

    def judged(self, difference: float | None) -> bool | None:
        """Tell whether a difference is for the better; None when it is neither, or unseen."""
        seen = difference is not None and not unchanged(difference)
        if difference is None or not seen or not self.baik:
            return None
        return (difference > 0) == (self.baik == "naik")


_FILE = DataFile(__package__, "headline.toml", dict[str, Figure])


@cache
def figures() -> Mapping[str, Figure]:
    """Return every headline figure by name, in the order to show them."""
    return {key: replace(entry, kunci=key) for key, entry in _FILE().items()}


def moved(differences: pd.Series) -> pd.Series[bool]:
    """Tell of each difference whether it is one beyond binary noise; unknown is none."""
    found: pd.Series[bool] = differences.abs() >= _NOISE
    return found


def unchanged(difference: float) -> bool:
    """Tell whether a difference is none but for binary noise."""
    return math.isnan(difference) or abs(difference) < _NOISE
