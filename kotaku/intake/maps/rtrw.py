"""RT and RW as people write them: ``RT 003 RW 005``, ``RT01-RW05``, ``003/005``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_BOTH: Final = re.compile(
    r"(?<![a-z])rt\W{0,4}0{0,6}(\d{1,3})\s?([a-z])?\W{0,4}(?:rw|rk|lingkungan|lingk)\W{0,4}0{0,6}(\d{1,3})",
    re.IGNORECASE,
)
_TURNED: Final = re.compile(
    r"(?<![a-z])rw\W{0,4}0{0,6}(\d{1,3})\W{0,4}rt\W{0,4}0{0,6}(\d{1,3})\s?([a-z]\b)?", re.IGNORECASE
)
_PAIR: Final = re.compile(r"\s{0,3}0{0,6}(\d{1,3})\s?[/\-–]\s?0{0,6}(\d{1,3})\s{0,3}$")
_ALONE: Final = re.compile(
    r"\s{0,3}(?:(?:rt|rw)\W{0,4})?0{0,6}(\d{1,3})(?:\.0)?\s{0,3}$", re.IGNORECASE
)
_LONGEST: Final = 200


@dataclass(frozen=True)
class Number:
    """An RT by its numbers, and what else the text says."""

    rt: str  # without zeros before it: 3, 12a
    rw: str  # "" where the text tells none
    rest: str = ""

    @property
    def words(self) -> str:
        """The RT as the tables write it: RT003-RW005."""
        rw = f"-RW{self.rw.zfill(3)}" if self.rw else ""
        return f"RT{self.rt.zfill(3)}{rw}"

    @property
    def key(self) -> tuple[str, str]:
        """What two writings of one RT have in common."""
        return self.rt, self.rw


@lru_cache(maxsize=65536)
def read_number(text: str) -> Number | None:
    """Return the RT that a text names together with its RW; None where it names none."""
    text = text[:_LONGEST]
    if found := _BOTH.search(text):
        rest = f"{text[: found.start()]} {text[found.end() :]}"
        return Number(_plain(found[1]) + (found[2] or "").lower(), _plain(found[3]), rest)
    if found := _TURNED.search(text):
        rest = f"{text[: found.start()]} {text[found.end() :]}"
        return Number(_plain(found[2]) + (found[3] or "").lower(), _plain(found[1]), rest)
    if found := _PAIR.match(text):
        return Number(_plain(found[1]), _plain(found[2]))
    return None


def read_alone(text: str) -> str | None:
    """Return the number in a column that holds RT or RW alone, such as ``RW 2``."""
    found = _ALONE.match(text[:_LONGEST])
    return _plain(found[1]) if found else None


def key_of(text: str) -> tuple[str, str] | None:
    """Return RT and RW of a text, RW "" where it names the RT alone; None where it names none."""
    if number := read_number(text):
        return number.key
    alone = read_alone(text)
    return (alone, "") if alone else None


def _plain(digits: str) -> str:
    return digits.lstrip("0") or "0"
