"""What a written report is made of, whatever writes it: Word or PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A heading; level 0 is the title of the document."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: strong for the answer, quiet for sources."""

    text: str
    look: str = "plain"  # plain, strong, quiet


@dataclass(frozen=True)
class Items:
    """A list of points."""

    texts: Sequence[str]


@dataclass(frozen=True)
class Fields:
    """Names with their values; an empty value is a line to fill in."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class BlockTable:
    """A table; ``widths`` are shares of the page, ``right`` the columns of numbers."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    right: Sequence[int] = ()


@dataclass(frozen=True)
class Image:
    """A picture (PNG) over the width of the page, with the words that say the same."""

    png: bytes
    told: str


@dataclass(frozen=True)
class Signatures:
    """Places to sign, by function."""

    roles: Sequence[str]


Block = Heading | Paragraph | Items | Fields | BlockTable | Image | Signatures
