"""A recap beside its details: the same money once, whatever the sheets are called."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from kotaku.dataset import Dataset
from tests.intake import books
from tests.intake.drawn import PLACES, Grid

TODAY = random.Random(f"{datetime.now(UTC):%Y-%m-%d}").randrange(10**6)


def packages(r: random.Random) -> list[tuple[str, str, str, float, float]]:
    """Return payments, some kelurahan with several."""
    return [
        (kab, kel, f"Paket {n}", pagu, pagu * r.choice([0.0, 0.4, 0.7, 1.0]))
        for kab, _, kel in sorted(PLACES)
        for n in range(r.randint(1, 3))
        for pagu in [r.randint(60, 400) * 5e6]
    ]


def details(rows: list[tuple[str, str, str, float, float]]) -> Grid:
    head: Grid = [["Kab/Kota", "Kelurahan", "Kegiatan", "Pagu (Rp)", "Cair (Rp)"]]
    return [*head, *([*row] for row in rows)]


def recap(rows: list[tuple[str, str, str, float, float]], *, by: int, factor: float = 1.0) -> Grid:
    """Return the sums of each place, with a total."""
    keys = sorted({row[: by + 1] for row in rows})
    out: Grid = [["No", *["Kab/Kota", "Kelurahan"][: by + 1], "Pagu (Rp)", "Cair (Rp)"]]
    for n, key in enumerate(keys, 1):
        own = [row for row in rows if row[: by + 1] == key]
        out.append([n, *key, *(sum(row[i] for row in own) / factor for i in (3, 4))])
    every = [sum(row[i] for row in rows) / factor for i in (3, 4)]
    return [*out, ["Jumlah", *[None] * (by + 1), *every]]


def paid(dataset: Dataset) -> tuple[float, float]:
    table = dataset.table("bpm")
    return float(table["pagu_rp"].sum()), float(table["cair_rp"].sum())


@pytest.mark.parametrize("seed", [1, 2, TODAY])
@pytest.mark.parametrize("by", [0, 1])
@pytest.mark.parametrize("first", [True, False])
def test_a_recap_is_told_by_its_sums_and_not_added(seed: int, by: int, *, first: bool) -> None:
    rows = packages(random.Random(seed))
    sheets = {"Data": details(rows), "Lembar2": recap(rows, by=by)}
    if first:
        sheets = dict(reversed(sheets.items()))
    dataset = books.read(sheets)
    assert paid(dataset) == (sum(r[3] for r in rows), sum(r[4] for r in rows)), TODAY
    (said,) = books.findings(dataset, "LEMBAR-RINGKASAN")
    assert "ringkasan dari lembar “Data”" in said.message
    assert not dataset.questions
    assert not {"LEMBAR-TIDAK-DIKENAL", "KOLOM-TIDAK-ADA"} & books.codes(dataset)


def test_a_recap_in_millions_is_one_all_the_same() -> None:
    rows = packages(random.Random(3))
    grid = recap(rows, by=0, factor=1e6)
    grid[0] = ["No", "Daerah", "Dana", "Uang Keluar"]
    dataset = books.read({"Data": details(rows), "Ringkas": grid})
    assert paid(dataset)[0] == sum(r[3] for r in rows)
    assert len(books.findings(dataset, "LEMBAR-RINGKASAN")) == 1


def test_a_sum_that_is_off_is_told_with_its_cell_and_holds_the_figure() -> None:
    rows = packages(random.Random(4))
    grid = recap(rows, by=0)
    right = grid[2][2]
    assert isinstance(right, float)
    grid[2][2] = right + 5e6
    dataset = books.read({"Data": details(rows), "Rekap": grid})
    assert paid(dataset)[0] == sum(r[3] for r in rows)
    (said,) = books.findings(dataset, "RINGKASAN-BERBEDA")
    assert (said.sheet, said.cell) == ("Rekap", "C3")
    assert [(u.besaran, u.lembar) for u in dataset.unproven] == [("bpm", "Rekap")]


def test_two_lists_of_which_most_sums_agree_are_asked_about() -> None:
    rows = packages(random.Random(5))
    grid = recap(rows, by=1)
    right = grid[2][3]
    assert isinstance(right, float)
    grid[2][3] = right + 5e6
    sheets = {"Data": details(rows), "Rekap": grid}
    dataset = books.read(sheets)
    every = sum(r[3] for r in rows)
    (asked,) = dataset.questions
    assert (asked.besaran, asked.lembar, asked.sel) == ("bpm", "Rekap", "D3")
    assert paid(dataset)[0] == every
    sums = {"rincian": every, "ringkasan": every + 5e6, "keduanya": 2 * every + 5e6}
    assert {c.jawaban for c in asked.pilihan} == {*sums}
    for jawaban, total in sums.items():
        after = books.read(sheets, answers={asked.kode: jawaban})
        assert not after.questions
        assert paid(after)[0] == total


def test_payments_of_another_year_are_no_recap() -> None:
    rows = packages(random.Random(6))
    other = [(*row[:3], row[3], row[3]) for row in packages(random.Random(7))]
    both = {"BPM 2021": details(rows), "BPM 2022": details(other)}
    assert paid(books.read(both))[0] == sum(r[3] for r in (*rows, *other))
