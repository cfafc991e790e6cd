"""The programme's own R0 form, filled in with a published unit (KAWANKU Jawa Timur, JATIM-04)."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from kotaku.dataset import CellRef
from kotaku.evaluation import evaluate
from kotaku.intake.understand import build_dataset
from tests.intake import books

HEADER = {"B3": "JAWA TIMUR", "B4": "KABUPATEN LUMAJANG", "B5": "Sumbersuko", "B6": "Sumbermulyo",
          "B8": "RT01 RW05", "B9": 2022, "E3": 4.63, "E4": 4.63, "E5": 50, "E6": 200, "E7": 60,
          "E8": 780, "E9": 385}  # fmt: skip
ROWS = (14, 15, 16, 18, 19, 21, 22, 24, 25, 26, 28, 29, 31, 32, 34, 35)
VOLUMES = (13, 0, 13, 100, 605, 54, 0, 0, 0, 310, 10, 16, 60, 60, 50, 50)


@pytest.fixture
def form(shared: Path) -> openpyxl.Workbook:
    with pytest.warns(UserWarning, match="Data Validation"):
        book = openpyxl.load_workbook(shared / "real/kumuhR0.xlsx")
    sheet = book["Sheet1"]
    for cell, value in HEADER.items():
        sheet[cell] = value
    for row, volume in zip(ROWS, VOLUMES, strict=True):
        sheet[f"C{row}"], sheet[f"H{row}"], sheet[f"J{row}"] = volume, None, volume
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_published_unit_scores_as_published(form: openpyxl.Workbook) -> None:
    dataset = build_dataset([("r0.xlsx", saved(form))])
    books.accounted(dataset)
    assert len(dataset.table("kekumuhan")) == 1
    unit = evaluate(dataset).kondisi.query("satuan == 'rt'").iloc[0]
    assert (unit["tahun"], unit["total_nilai"], unit["tingkat"]) == (2021, 38, "sedang")
    assert unit["nilai_3b"] == 0  # the template's code beside it says 3c


def test_every_value_has_its_cell(form: openpyxl.Workbook) -> None:
    dataset = build_dataset([("r0.xlsx", saved(form))])
    assert dataset.cell("rt", 0, "jumlah_kk") == CellRef("r0.xlsx", "Sheet1", "E7")
    assert dataset.cell("kekumuhan", 0, "volume_4c") == CellRef("r0.xlsx", "Sheet1", "C26")


def test_output_becomes_works_and_the_after_column_is_held_against_it(
    form: openpyxl.Workbook,
) -> None:
    form["Sheet1"]["H19"] = 605
    dataset = build_dataset([("r0.xlsx", saved(form))])
    works = dataset.table("pekerjaan")
    assert works[["tahun", "kriteria", "volume"]].values.tolist() == [[2022, "2b", 605.0]]
    assert dataset.cell("pekerjaan", 0, "volume") == CellRef("r0.xlsx", "Sheet1", "H19")
    (found,) = books.findings(dataset, "FORMULIR-AKHIR-BERBEDA")
    assert found.cell == "J19"
    after = evaluate(dataset).kondisi.query("satuan == 'rt' and tahun == 2022").iloc[0]
    assert after["total_nilai"] == 33


def test_forms_below_each_other_are_each_read(form: openpyxl.Workbook) -> None:
    sheet = form["Sheet1"]
    height = sheet.max_row + 2
    for row in list(sheet.iter_rows(min_row=1, max_row=sheet.max_row)):
        for cell in row:
            if cell.value is not None and not str(cell.value).startswith("="):
                sheet.cell(cell.row + height, cell.column, cell.value)
    sheet[f"B{8 + height}"] = "RT02 RW05"
    sheet[f"E{4 + height}"] = 2.0
    dataset = build_dataset([("r0.xlsx", saved(form))])
    books.accounted(dataset)
    assert dataset.table("rt")["luas_verifikasi_ha"].tolist() == [4.63, 2.0]
    assert dataset.table("kekumuhan")["volume_4c"].tolist() == [310, 310]
    cell = dataset.cell("kekumuhan", 1, "volume_4c")
    assert cell == CellRef("r0.xlsx", "Sheet1", f"C{26 + height}")
