"""What figures say that nothing proves: areas too large for their place, or of no slum; asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kotaku.dataset import AREA, Choice, Question
from kotaku.intake.reading import sizes, units, words
from kotaku.intake.reading.numbers import Floats
from kotaku.intake.reading.places import places_of
from kotaku.words.numbers import format_ha

if TYPE_CHECKING:
    from kotaku.intake.reading.doubts import Asker
    from kotaku.intake.reading.hectares import Part
    from kotaku.intake.reading.table import Table
_ALIKE = 0.25  # part of an area that another figure of the place has at least


def settle(part: Part, asker: Asker) -> None:
    """Ask about records larger than places are, or than the land that the table gives them."""
    if part.start is None or any(p.holds for p in (*part.rows.proofs, *part.columns.proofs)):
        return
    start = np.nan_to_num(part.start)
    land = _land(part)
    limit = sizes.largest(part.table)
    large = (start > limit) & ~_said_twice(part)
    beyond = np.flatnonzero(large | (start > land * 1.005 + 0.01))
    if not len(beyond):
        return
    first = int(beyond[0])
    row, column = part.data[first], part.start_column or 0
    reason = (
        f"melebihi luas wilayahnya ({format_ha(float(land[first]))})"
        if start[first] > land[first]
        else f"tidak lazim untuk satu {sizes.words(sizes.level(part.table))}"
    )
    rest = f", dan {len(beyond) - 1} lainnya" if len(beyond) > 1 else ""
    counted = np.where(part.first, start, 0.0)
    whole, without = float(counted.sum()), float(np.delete(counted, beyond).sum())
    answer = asker.ask(
        f"UKURAN-{_mark(part, beyond)}", column, row,
        f"Periksa luas pada sel {part.table.grid.address(column, row)}: "
        f"{format_ha(float(start[first]))}{rest} {reason}, dan tidak ada jumlah yang "
        "membuktikannya.",
        (
            Choice("benar", "luas itu benar", format_ha(whole)),
            Choice("kosong", "tidak dihitung sampai diperbaiki", format_ha(without)),
        ),
    )  # fmt: skip
    if answer == "kosong":
        _empty(part, beyond)


def is_slum(part: Part, answers: Mapping[str, str]) -> bool:
    """Tell whether a table speaks of slum, or tells a course that only slum has.

    An area at first that is named as such, with nothing taken away, may be that of anything: it is
    asked about.
    """
    head, concepts = part.table.head, part.table.concepts
    used = [head.headings.get(c, "") for c, r in part.columns.roles.items() if r != "lain"]
    if words.speaks_of_slum([*head.titles, *used, part.sheet]):
        return True
    if not names_area(part):
        return False
    # a column of dashes has no role, and still tells what the table is about
    empty = {k.meaning for c, k in concepts.items() if k.sure == 2 and c not in part.table.numbers}
    told = {concepts[c].meaning for c in part.columns.roles if concepts[c].sure == 2}
    course = (told & {*part.columns.roles.values()}) | empty
    if "berkurang" in course or {"awal", "sisa"} <= told | empty:
        return True
    kode = f"KUMUH-{part.shape}"
    answer, whole = answers.get(kode), part.total()
    if answer == "bukan" or "awal" not in told or part.start_column is None or whole is None:
        return False
    if answer != "kumuh":
        cell = part.table.grid.address(part.start_column, part.data[0])
        choices = (
            Choice("kumuh", "luas kumuh", format_ha(whole)),
            Choice("bukan", "luas lain, tidak dihitung", format_ha(0.0)),
        )
        pesan = "Pilih arti luas di lembar ini: judulnya tidak menyebut kumuh, SK, atau delineasi."
        asked = Question(kode, AREA, part.file, part.sheet, cell, pesan, choices)
        part.questions.append(asked)
    return True


def names_area(part: Part) -> bool:
    """Tell whether a title or a used heading of a table names an area."""
    head = part.table.head
    used = [head.headings.get(c, "") for c, r in part.columns.roles.items() if r != "lain"]
    return part.table.unit is not None or any(map(words.speaks_of_area, used))


def unsure_rows(part: Part, asker: Asker) -> None:
    """Ask of the rows with figures that neither words nor sums tell: a sum, or a record."""
    unsure, column = part.rows.unsure, part.start_column
    if not unsure or part.start is None or column is None or column not in part.units.of:
        return
    table = part.table
    read = table.numbers[column].values * units.FACTORS[part.units.of[column]]
    values = np.nan_to_num(read[_picked(table, unsure)]).tolist()
    row, whole = unsure[0], part.total() or 0.0
    if not values[0]:
        return
    asker.put(
        table.names.rows[row - 1], column, row,
        f"Pilih arti {table.grid.line(row)}: angkanya bukan jumlah baris lain, dan tidak ada nama "
        "tempat di baris itu.",
        (
            Choice("jumlah", "baris jumlah", format_ha(whole)),
            Choice("data", "satu tempat", format_ha(whole + values[0])),
        ),
    )  # fmt: skip


def states_in_rows(part: Part, asker: Asker) -> None:
    """Ask of a table whose rows are targets and achievements in turn: a column says which."""
    table = part.table
    for column in range(table.grid.width):
        cells = [(row, table.grid.row(row)[column]) for row in table.rows]
        texts = [(row, v) for row, v in cells if isinstance(v, str)]
        states = {words.state_of(v) for _, v in texts}
        if column in table.places or "" in states or not {words.PLAN, words.DONE} <= states:
            continue
        plans = [row for row, v in texts if words.state_of(v) == words.PLAN]
        answer = asker.ask(
            "KEADAAN", column, plans[0],
            "Tulis target dan realisasi sebagai dua kolom: di lembar ini keduanya bergantian "
            "menurut baris, dan hektarenya belum dipisahkan.",
            (
                Choice("kosong", "tidak dihitung sampai diperbaiki", format_ha(0.0)),
                Choice("benar", "semua yang terbaca adalah realisasi", format_ha(_taken(part))),
            ),
        )  # fmt: skip
        if answer == "kosong":
            _empty(part, np.arange(len(part.data)))
        return


def _taken(part: Part) -> float:
    return float(sum(np.nansum(amount.values) for amount in part.amounts))


def _said_twice(part: Part) -> NDArray[np.bool_]:
    """Tell which records say their size twice: by what is left, or in the row of another year.

    A lost comma or a wrong figure stands in one cell, not in all of a place.
    """
    assert part.start is not None
    again = np.zeros(len(part.data), dtype=bool)
    for column in part.columns.of("sisa"):
        if column == part.start_column:
            continue
        left = part.table.numbers[column].values[_picked(part.table, part.data)]
        again |= np.nan_to_num(left * units.FACTORS[part.units.of[column]]) > _ALIKE * part.start
    seen: dict[tuple[str, ...], int] = {}
    for i, key in enumerate(places_of(part)):
        if (other := seen.setdefault(key, i)) != i and part.years[i] != part.years[other]:
            again[[i, other]] |= part.start[i] > _ALIKE * part.start[other]
    return again


def _picked(table: Table, rows: Sequence[int]) -> list[int]:
    """Return where rows of the sheet stand among those of a table."""
    at = {row: i for i, row in enumerate(table.rows)}
    return [at[row] for row in rows]


def _land(part: Part) -> Floats:
    """Return the land of each record as a column gives it [ha]; inf where none does."""
    table = part.table
    pick = _picked(table, part.data)
    out = np.full(len(pick), np.inf)
    for column, concept in table.concepts.items():
        read = table.numbers.get(column)
        told = concept.meaning == "lain" and concept.area and not concept.kumuh
        if read is None or not told or not words.speaks_of_land(table.head.headings[column]):
            continue
        land = read.values[pick] * units.FACTORS[concept.unit or table.unit or "ha"]
        out = np.where(land > 0, np.fmin(out, land), out)
    return out


def _mark(part: Part, beyond: NDArray[np.int64]) -> str:
    """Return what an answer is kept by: these places with these figures, in whatever file."""
    assert part.start is not None
    keys = places_of(part)
    told = ["|".join([*keys[i], f"{part.start[i]:.4f}"]) for i in beyond]
    return sha256("\n".join(told).encode()).hexdigest()[:6]


def _empty(part: Part, beyond: NDArray[np.int64]) -> None:
    """Leave the figures of some records out."""
    assert part.start is not None
    part.start = part.start.copy()
    part.start[beyond] = np.nan
    for amount in part.amounts:
        amount.values[beyond] = np.nan
