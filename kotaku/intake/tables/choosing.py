"""What a page needs to let a person say what the columns of a layout are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from kotaku import schema
from kotaku.intake.model import Workbook
from kotaku.intake.tables import headers
from kotaku.intake.tables.corrections import CHOSEN, IGNORE, Correction, Corrections
from kotaku.intake.tables.guesses import ColumnGuess, Guess, choices, guesses_of
from kotaku.intake.titles import heading
from kotaku.words.safe import clean

UNUSED = "Tidak dipakai"
_SURE, _LIKELY = 0.95, 0.8  # the reader gives 1 to the template's headings, 0.9 to known others


@dataclass(frozen=True)
class Layout:
    """One layout and every area of the files that has it."""

    guess: Guess
    areas: tuple[Guess, ...]


def layouts(guesses: Sequence[Guess]) -> list[Layout]:
    """Return every layout once: first those with something to choose, unknown sheets last.

    When no sheet is known at all, the unknown ones are what there is to choose.
    """
    areas: dict[str, list[Guess]] = {}
    for guess in guesses:
        areas.setdefault(guess.fingerprint, []).append(guess)
    found = [Layout(max(own, key=lambda g: g.open), tuple(own)) for own in areas.values()]
    return sorted(found, key=lambda layout: (not asks(layout.guess), not layout.guess.tables))


def asks(guess: Guess) -> bool:
    """Tell whether columns of a known table have to be chosen."""
    return bool(guess.tables and guess.open)


def table_words(tables: Sequence[str]) -> str:
    """Return the sheets' names of tables: ``RT dan Kekumuhan``."""
    return " dan ".join(schema.tables()[t].sheet for t in tables)


def options(tables: Sequence[str]) -> dict[str, str]:
    """Return the fields a column of these tables may hold by their headings; UNUSED is ""."""
    names = dict.fromkeys(name for table in tables for name in choices(table))
    return {UNUSED: "", **{heading(name): name for name in names}}


def sentence(guess: Guess) -> str:
    """Return what a person has to choose for an area, as one sentence; "" when nothing."""
    if not guess.tables:
        return f"Lembar “{clean(guess.sheet, 40)}” belum dikenali; pilih tabelnya, lalu kolomnya."
    gone = ", ".join(heading(name) for name in guess.missing)
    asked = ", ".join(f"“{clean(c.heading, 40)}”" for c in guess.asked)
    parts = [
        *([f"Kolom {gone} belum dikenali; pilih kolomnya."] if gone else []),
        *([f"Arti kolom {asked} belum pasti; pilih isinya."] if asked else []),
    ]
    return " ".join(parts)


def certainty(column: ColumnGuess) -> str:
    """Return in words how sure the reading of a column is."""
    if column.reason == CHOSEN:
        return "dipilih"
    if not column.field:
        return "perlu dipilih" if column.proposal else "tidak dikenal"
    levels = ((_SURE, "pasti"), (_LIKELY, "hampir pasti"))
    return next((word for least, word in levels if column.confidence >= least), "mirip")


def columns_frame(guess: Guess) -> pd.DataFrame:
    """Return one row per column: kolom, judul, contoh, dibaca, keyakinan, alasan.

    ``dibaca`` is the heading of the field, as :func:`options` names it.
    """
    rows = [
        (
            c.letter,
            clean(c.heading, 80),
            clean(", ".join(c.samples), 60),
            heading(c.field) if c.field else UNUSED,
            certainty(c),
            clean(c.reason),
        )
        for c in guess.columns
    ]
    names = ["kolom", "judul", "contoh", "dibaca", "keyakinan", "alasan"]
    return pd.DataFrame(rows, columns=names, dtype="str")


def remembered_frame(known: Corrections) -> pd.DataFrame:
    """Return one row per remembered layout: tabel, kolom, lain (Indonesian words)."""
    rows = []
    for chosen in known.values():
        columns = (
            f"{clean(name, 40)}: {UNUSED.lower() if field == IGNORE else heading(field)}"
            for name, field in chosen.columns.items()
        )
        others = [
            *([f"baris judul {chosen.header_row}"] if chosen.header_row else []),
            *([f"tahun {chosen.year}"] if chosen.year else []),
            *(clean(value, 40) for value in chosen.given.values()),
        ]
        table = schema.tables()[chosen.table].sheet if chosen.table else "seperti terbaca"
        rows.append((table, "; ".join(columns), ", ".join(others)))
    return pd.DataFrame(rows, columns=["tabel", "kolom", "lain"], dtype="str")


def column_words(column: ColumnGuess) -> str:
    """Return a column as an option of a list: letter, heading, some values."""
    shown = f"{column.letter} · {clean(column.heading, 40) or '(tanpa judul)'}"
    return f"{shown} ({clean(', '.join(column.samples), 30)})" if column.samples else shown


def measured(guess: Guess, measure: schema.Measure | None) -> dict[int, str]:
    """Return the columns whose values decided their measure, with another measure (None: none)."""
    return {
        c.column: schema.criterion_column(measure, found[1])
        for c in guess.columns
        if measure and c.by_values and (found := schema.criterion_of(c.field))
    }


def corrected_columns(guess: Guess, chosen: Mapping[int, str]) -> dict[str, str]:
    """Return the columns of a Correction: what was chosen other than what is used.

    Parameters
    ----------
    guess
        The area as it is understood.
    chosen
        Field by 0-based column, "" for unused; a column that is asked about counts as answered.
    """
    keys = [headers.key(c.heading) for c in guess.columns]
    found: dict[str, str] = {}
    for c in guess.columns:
        field = chosen.get(c.column, c.field)
        answered = c.proposal and c.column in chosen
        if field != c.field or answered:
            alone = keys.count(headers.key(c.heading)) == 1 and headers.key(c.heading)
            found[c.heading if alone else f"#{c.column}"] = field or IGNORE
    return found


def merged(before: Correction, columns: Mapping[str, str]) -> Correction:
    """Return a correction with further columns; a field chosen again moves to its new column."""
    taken = {*columns.values()} - {IGNORE}
    kept = {name: field for name, field in before.columns.items() if field not in taken}
    return replace(before, columns={**kept, **columns})


def reread(books: Sequence[Workbook], guess: Guess, correction: Correction) -> Guess:
    """Return the area as it would be understood under a correction, nothing being kept."""
    for book in books:
        if book.name != guess.file:
            continue
        sheets = tuple(s for s in book.sheets if s.name == guess.sheet)
        made = guesses_of([replace(book, sheets=sheets)], {guess.fingerprint: correction})
        return next((g for g in made if g.fingerprint == guess.fingerprint), guess)
    return guess
