"""Small files that froze the server for everybody: read, or refused, in no time."""

from __future__ import annotations

from time import thread_time

import pytest

from kotaku.intake.safe import limits
from kotaku.intake.safe.open import open_workbook
from kotaku.intake.understand import build_dataset
from tests.intake import books, hostile

MOST = 3.0  # s of processor time in this process; it was minutes


@pytest.mark.parametrize("name", hostile.POISONED)
def test_a_poisoned_cell_costs_no_time(name: str) -> None:
    data = hostile.POISONED[name]()
    start = thread_time()
    dataset = build_dataset([("racun.xlsx", data)])
    assert thread_time() - start < MOST
    assert dataset.findings
    assert "BERKAS-GAGAL-DIPAHAMI" not in books.codes(dataset)


def test_thousands_of_long_cells_cost_little_each() -> None:
    text = ("(" * 1000 + "-" * 999 + "7")[:2000]
    data = "id_rt;kelurahan;keterangan\n" + f"A;{text};{text}\n" * 2000
    start = thread_time()
    build_dataset([("racun.csv", data.encode())])
    assert thread_time() - start < 20


def test_texts_are_cut_to_their_length_and_the_cell_is_told() -> None:
    most = limits.value("panjang_sel")
    rows = [["ID RT", "Luas Verifikasi (Ha)", "Kelurahan"], ["A", 1.5, "x" * (most + 1)]]
    book = open_workbook("x.xlsx", books.xlsx({"RT": rows}))
    assert book.sheets[0].row(2) == ["A", 1.5, "x" * most]
    (found,) = books.findings(books.read({"RT": rows}), "SEL-DIPOTONG")
    assert (found.sheet, found.cell) == ("RT", "C2")
    assert "2.000 huruf" in found.message


def test_a_text_of_just_the_length_stays_whole() -> None:
    most = limits.value("panjang_sel")
    rows = [["ID RT", "Luas Verifikasi (Ha)", "Kelurahan"], ["A", 1.5, "x" * most]]
    assert not books.findings(books.read({"RT": rows}), "SEL-DIPOTONG")
