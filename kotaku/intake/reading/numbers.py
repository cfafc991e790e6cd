"""Numbers as cells hold them: with units, marks, words for none, in either notation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kotaku.intake.model import Cell
from kotaku.words.parsing import is_blank, is_null, read_numbers

Floats = NDArray[np.float64]
MOST = 1e18  # nothing that a rakor counts is larger; beyond it sums overflow

NONE_WORDS = frozenset(
    {"nihil", "tdk ada", "tidak ada", "tdkada", "kosong", "null", "none", "nil", "n.a", "belum ada",
     "tak ada", "–", "—", ".", "0 (nol)"}
)  # fmt: skip
_ABOUT = re.compile(r"^(?:±|\+/-|~|≈|kl\.|k\.l\.|kurang lebih|sekitar|kira-kira|ca\.)\s{0,3}", re.I)
_FOOTNOTE = re.compile(r"\s{0,3}(?:\*{1,3}\)?|[¹²³⁴]|\(\*{1,3}\)|\d\)|[a-e]\))$")
_UNIT = re.compile(
    r"\s{0,3}(?:ha|hektare?|m2|m²|m\^2|km2|km²|meter persegi|%|persen|jiwa|kk|unit|rt)\.?$", re.I
)
_LEADING_UNIT = re.compile(r"^ha\s{1,3}(?=\d)", re.I)


@dataclass(frozen=True)
class Numbers:
    """The numbers of one column; ``none`` are cells with a word for nothing (NIHIL, -, NULL)."""

    values: Floats  # NaN where there is no number
    none: NDArray[np.bool_]
    unreadable: tuple[tuple[int, str], ...]
    marked: tuple[int, ...] = ()  # cells with a mark of "about" or a footnote
    percent: bool = False
    nothing: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=bool))  # none, 0
    dashes: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=bool))  # 0 or open


def bare(text: str) -> tuple[str, bool]:
    """Return a number's text without its unit, and whether it carried any other mark."""
    plain = text.strip().replace("\u00a0", " ")
    about = _ABOUT.sub("", plain)
    foot = _FOOTNOTE.sub("", about) if len(about) > 1 else about
    return _LEADING_UNIT.sub("", _UNIT.sub("", foot)).strip(), foot != plain


def is_none(text: str) -> bool:
    """Tell whether a text stands for nothing: a dash, NIHIL, tdk ada."""
    return is_blank(text) or text.strip().lower() in NONE_WORDS


def looks_numeric(cell: Cell) -> bool:
    """Tell whether a cell holds a number, as such or as text."""
    if isinstance(cell, float):
        return True
    if not isinstance(cell, str) or not any(c.isdecimal() for c in cell[:40]) or len(cell) > 40:
        return False
    return bool(re.fullmatch(r"[-+(]?[\d.,\s]+\)?", bare(cell)[0]))


def read_column(cells: Sequence[Cell], unit: str = "ha") -> Numbers:
    """Return the numbers of the cells of one column; ``unit`` helps to tell its thousands mark."""
    values = np.full(len(cells), np.nan)
    none = np.zeros(len(cells), dtype=bool)
    nothing, dashes = np.zeros(len(cells), dtype=bool), np.zeros(len(cells), dtype=bool)
    at: list[int] = []
    texts: list[str] = []
    marked: list[int] = []
    percent = False
    for i, cell in enumerate(cells):
        if isinstance(cell, float):
            values[i] = cell if np.isfinite(cell) else np.nan
        elif isinstance(cell, str):
            if is_none(cell):
                none[i] = True
                nothing[i] = not is_null(cell)  # what an application never filled is unknown
                dashes[i] = nothing[i] and is_blank(cell)
                continue
            plain, mark = bare(cell)
            percent |= cell.rstrip().endswith("%")
            at.append(i)
            texts.append(plain)
            if mark:
                marked.append(i)
    lost: list[tuple[int, str]] = []
    if texts:
        read = read_numbers([t.replace(" ", "") for t in texts], unit=unit)
        values[at] = read.values
        lost = [(at[k], str(cells[at[k]])) for k in read.unreadable]
    huge = np.flatnonzero(np.abs(values) > MOST).tolist()
    values[huge] = np.nan
    lost = sorted([*lost, *((i, str(cells[i])) for i in huge)])
    return Numbers(values, none, tuple(lost), tuple(marked), percent, nothing, dashes)
