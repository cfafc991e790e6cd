"""The limits on an uploaded file; each has a name, a value and a sentence in limits.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypedDict

from kotaku.intake.model import UnreadableFile
from kotaku.words.loading import DataFile


@dataclass(frozen=True)
class IntakeLimit:
    """One limit: the greatest value allowed, and what to say above it."""

    name: str
    value: int
    words: str  # the value as a person writes it
    sentence: str
    advice: str


class _Stated(TypedDict):
    nilai: int
    batas: str
    kalimat: str
    saran: str


_FILE = DataFile(__package__, "limits.toml", dict[str, _Stated])


@cache
def limits() -> Mapping[str, IntakeLimit]:
    """Return every limit by its name."""
    return {
        name: IntakeLimit(name, entry["nilai"], entry["batas"], entry["kalimat"], entry["saran"])
        for name, entry in _FILE().items()
    }


def value(name: str) -> int:
    """Return the value of a limit."""
    return limits()[name].value


def exceeded(name: str, *, file: str, sheet: str = "") -> UnreadableFile:
    """Return the error that names a limit and says what to do."""
    limit = limits()[name]
    return UnreadableFile(
        "BATAS-TERLAMPAUI",
        file=file,
        sheet=sheet,
        batas=name,
        kalimat=limit.sentence.format(batas=limit.words, lembar=sheet),
        saran=limit.advice,
    )


def check(name: str, amount: float, *, file: str, sheet: str = "") -> None:
    """Refuse an amount above the limit.

    Raises
    ------
    UnreadableFile
        With the limit's own sentence.
    """
    if amount > value(name):
        raise exceeded(name, file=file, sheet=sheet)
