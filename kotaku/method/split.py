"""Shares of sources in the reductions of units: what method.sources makes and accounts use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from kotaku.method.assessment import Floats

BY_SURVEY = "hasil pendataan"  # a reduction that a new measurement shows and no works explain


@dataclass(frozen=True)
class Split:
    """Shares of sources in the reduction of units.

    ``share`` maps a scenario to (years, units, sources); the shares of a unit sum to 1 from its
    first effective works on, and are 0 before. ``ids`` names the units.
    """

    names: tuple[str, ...]
    ids: pd.Index
    years: tuple[int, ...]
    share: Mapping[str, Floats]
