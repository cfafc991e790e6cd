"""The limits on an uploaded file; each has a name, a value and a sentence in limits.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kotaku.intake.model import UnreadableFile


@dataclass(frozen=True)
class Limit:
    """One limit: the greatest value allowed, and what to say above it."""

    name: str
    value: int
    words: str  # the value as a person writes it
    sentence: str
    advice: str


@cache
def limits() -> Mapping[str, Limit]:
    """Return every limit by its name."""
    text = files(__package__).joinpath("limits.toml").read_text(encoding="utf-8")
    return {
        name: Limit(name, entry["nilai"], entry["batas"], entry["kalimat"], entry["saran"])
        for name, entry in tomllib.loads(text).items()
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
