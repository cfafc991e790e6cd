"""What the upload page looks at: how each sheet was read, and what its columns were taken for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kotaku.dataset import Dataset
from kotaku.intake import understand
from kotaku.intake.model import Workbook
from kotaku.intake.reading.model import Reading
from kotaku.intake.safe.open import open_workbook
from kotaku.intake.tables.corrections import Corrections
from kotaku.intake.tables.guesses import Guess, guesses_of

AT_ONCE = 50_000  # cells: more are looked at only once somebody asks, for nobody is to wait


@dataclass(frozen=True)
class Looked:
    """The sheets of files, the readings of whole ones, and the guesses of all areas."""

    books: tuple[Workbook, ...] = ()
    readings: tuple[Reading, ...] = ()
    guesses: tuple[Guess, ...] = ()


def understood(
    files: Sequence[tuple[str, bytes]],
    corrections: Corrections | None = None,
    decisions: Mapping[str, str] | None = None,
    *,
    answers: Mapping[str, str] | None = None,
    regulasi: str | None = None,
) -> tuple[Dataset, Looked | None]:
    """Return the data set of files, and from the same reading what there is to look at.

    Large files are not looked at yet: None.
    """
    books: dict[str, Workbook] = {}

    def opener(name: str, data: bytes) -> Workbook:
        books[name] = open_workbook(name, data)
        return books[name]

    dataset, read = understand.build(
        files, corrections, decisions, answers=answers, regulasi=regulasi, opener=opener
    )
    sheets = tuple(replace(book, layers=()) for book in books.values())
    if sum(s.height * len(s.columns) for book in sheets for s in book.sheets) > AT_ONCE:
        return dataset, None
    return dataset, Looked(sheets, tuple(read), tuple(guesses_of(sheets, corrections, answers)))


def looked(
    books: Sequence[Workbook],
    corrections: Corrections | None = None,
    answers: Mapping[str, str] | None = None,
) -> Looked:
    """Return what there is to look at of files that were opened before."""
    named = {book.name: book for book in books}
    files = [(name, b"") for name in named]
    read = understand.readings(files, answers, opener=lambda name, _: named[name])
    return Looked(tuple(books), tuple(read), tuple(guesses_of(books, corrections, answers)))
