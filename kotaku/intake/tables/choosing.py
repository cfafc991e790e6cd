"""What a person can say the columns of a list are, and how it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from kotaku import schema
from kotaku.intake.tables import headers
from kotaku.intake.tables.corrections import CHOSEN, IGNORE, Correction, Corrections
from kotaku.intake.tables.guesses import ColumnGuess, Guess, choices
from kotaku.intake.tables.written_units import WORDS
from kotaku.intake.titles import heading
from kotaku.words.safe import clean

UNUSED = "Tidak dipakai"
_LIKELY = 0.8  # the reader gives 1 to the template's headings, 0.9 to known others


def options(tables: Sequence[str]) -> dict[str, str]:
    """Return the fields a column of these tables may hold by their headings; UNUSED is "".

    A table that may share the sheet counts: its columns can be told before any of them is known.
    """
    beside = [c for t in tables if (c := schema.tables()[t].companion)]
    names = dict.fromkeys(name for table in (*tables, *beside) for name in choices(table))
    return {UNUSED: "", **{heading(name): name for name in names}}


def sentence(guess: Guess) -> str:
    """Return what a person has to choose for an area, as one sentence; "" when nothing."""
    if not guess.tables:
        return "Lembar ini belum dikenali: pilih isinya, lalu arti kolomnya."
    gone = ", ".join(heading(name) for name in guess.missing)
    asked = ", ".join(f"“{clean(c.heading, 40)}”" for c in guess.asked)
    parts = [
        *([f"Belum ada kolom {gone}: tunjuk kolomnya."] if gone else []),
        *([f"Arti kolom {asked} belum pasti: pilih artinya."] if asked else []),
    ]
    return " ".join(parts)


def sure(column: ColumnGuess) -> bool:
    """Tell whether nobody has to look at what a column was taken for, or left out for."""
    if not column.field:
        return not column.proposal
    return column.reason == CHOSEN or column.confidence >= _LIKELY


def remembered_frame(known: Corrections) -> pd.DataFrame:
    """Return one row per remembered layout: tabel, kolom, lain (Indonesian words)."""
    rows = []
    for chosen in known.values():
        columns = (
            f"{clean(name, 40)}: {UNUSED.lower() if field == IGNORE else heading(field)}"
            for name, field in chosen.columns.items()
        )
        units = (f"{clean(name, 40)} dalam {WORDS[unit]}" for name, unit in chosen.units.items())
        others = [
            *([f"baris judul {chosen.header_row}"] if chosen.header_row else []),
            *([f"tahun {chosen.year}"] if chosen.year else []),
            *(clean(value, 40) for value in chosen.given.values()),
        ]
        table = schema.tables()[chosen.table].sheet if chosen.table else "seperti terbaca"
        rows.append((table, "; ".join([*columns, *units]), ", ".join(others)))
    return pd.DataFrame(rows, columns=["tabel", "kolom", "lain"], dtype="str")


def column_words(column: ColumnGuess) -> str:
    """Return a column as an option of a list: letter, heading, some values."""
    shown = f"{column.letter} · {clean(column.heading, 40) or '(tanpa judul)'}"
    return f"{shown} ({clean(', '.join(column.samples), 30)})" if column.samples else shown


def measure(guess: Guess) -> str:
    """Return what all columns of criteria hold: one of schema.MEASURES, "" when it differs."""
    told = [found for c in guess.columns if (found := schema.criterion_of(c.field))]
    alike = len({m for m, _ in told}) == 1 and len({of for _, of in told}) == len(told)
    return told[0][0] if alike else ""


def measured(guess: Guess, measure: schema.Measure) -> dict[int, str]:
    """Return the columns of criteria with another measure."""
    return {
        c.column: schema.criterion_column(measure, found[1])
        for c in guess.columns
        if (found := schema.criterion_of(c.field))
    }


def corrected_columns(guess: Guess, chosen: Mapping[int, str]) -> dict[str, str]:
    """Return the columns of a Correction: the field chosen by 0-based column, "" for unused.

    A column is called by its heading, or by its number where two have the same.
    """
    keys = [headers.key(c.heading) for c in guess.columns]
    found: dict[str, str] = {}
    for c in guess.columns:
        if c.column in chosen:
            alone = keys.count(headers.key(c.heading)) == 1 and headers.key(c.heading)
            found[c.heading if alone else f"#{c.column}"] = chosen[c.column] or IGNORE
    return found


def merged(before: Correction, columns: Mapping[str, str]) -> Correction:
    """Return a correction with further columns; a field chosen again moves to its new column."""
    taken = {*columns.values()} - {IGNORE}
    kept = {name: field for name, field in before.columns.items() if field not in taken}
    return replace(before, columns={**kept, **columns})
