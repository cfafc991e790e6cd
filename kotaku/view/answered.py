"""What a table answers: a sentence, a few figures, and its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd


@dataclass(frozen=True)
class Answered:
    """The answer of a table in words, its figures and its rows.

    ``figures`` are (label, value, note); ``headings`` those of columns that were worked out.
    """

    answer: str
    frame: pd.DataFrame
    figures: tuple[tuple[str, str, str], ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
