"""Layouts of the field, broken on purpose: a data set and sentences, never a failure."""

from __future__ import annotations

import random
from contextlib import suppress
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotaku.intake.model import UnreadableFile
from kotaku.intake.safe.open import open_workbook
from kotaku.intake.tables.guesses import guesses_of
from kotaku.intake.understand import build_dataset
from kotaku.output.letter import message
from tests.intake import books, layouts

NOISE = st.sampled_from(
    [None, "", "KONDISI AWAL", "VOLUME", "KRITERIA", "1. ASPEK", "a. Bangunan", "Kegiatan", "Bobot",
     "R", "RE", "Jan", "Minggu 1", "I", "II", 2022, 1, 2, 3, 0.5, 100, -1, 1e300, "Kelurahan",
     "Luas SK (ha)", "Pengurangan", "2019", "Sisa", "Total", "Kota Kupang", "KOTA", "RT/RW", "1a",
     "<b>x</b>", "=1+1", "\ud7ff", "12.345", "%"]
)  # fmt: skip


def rows(data: bytes) -> dict[str, list[list[object]]]:
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data))
    return {s.title: [list(r) for r in s.iter_rows(values_only=True)] for s in book}


def sound(files: layouts.Files) -> None:
    opener = cache(open_workbook)
    dataset = build_dataset(files, opener=opener)
    assert "BERKAS-GAGAL-DIPAHAMI" not in books.codes(dataset)
    for file in dataset.files:
        assert file.rows_in >= file.rows_used >= 0
    assert message(dataset.findings)
    with suppress(UnreadableFile):
        guesses_of([opener(*file) for file in files])


@pytest.mark.parametrize("name", [n for n in (*layouts.HECTARES, *layouts.SCHEDULES)
                                  if n not in ("teks", "formulir_r0")])  # fmt: skip
def test_shuffled_cells(name: str) -> None:
    chance = random.Random(name)
    ((_, data), *_) = {**layouts.HECTARES, **layouts.SCHEDULES}[name]()
    content = rows(data)
    for cells in content.values():
        for _ in range(12):
            a, b = chance.choice(cells[:8]), chance.choice(cells)
            i = chance.randrange(len(a))
            a[i], b[i] = b[i], chance.choice([a[i], None, "x", 5, "2022"])
    sound([("acak.xlsx", books.xlsx(content))])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(NOISE, max_size=9), max_size=9), st.data())
def test_words_of_headings_anywhere(cells: list[list[object]], data: st.DataObject) -> None:
    def merge(book: object) -> None:
        for sheet in book.worksheets():
            top, left = data.draw(st.integers(0, 4)), data.draw(st.integers(0, 4))
            sheet.merge_range(top, left, top + data.draw(st.integers(0, 3)), left + 1, "Luas")

    sound([("acak.xlsx", books.xlsx({"Kota Kupang": cells}, merge))])


@pytest.mark.parametrize("end", [5, 9, 12])
def test_a_form_cut_off(end: int) -> None:
    ((_, data),) = layouts.HECTARES["formulir_r0"]()
    content = {name: cells[:end] for name, cells in rows(data).items()}
    sound([("potong.xlsx", books.xlsx(content))])


def test_a_form_with_words_for_numbers_names_the_cells() -> None:
    ((_, data),) = layouts.HECTARES["formulir_r0"]()
    content = rows(data)
    first = next(iter(content))
    content[first][13][2] = "banyak"
    dataset = build_dataset([("r0.xlsx", books.xlsx(content))])
    books.accounted(dataset)
    (found,) = books.findings(dataset, "ANGKA-WAJIB-TIDAK-TERBACA")
    assert (found.sheet, found.cell) == (first, "C14")
    assert len(dataset.table("rt")) == 11
