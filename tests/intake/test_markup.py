"""Workbooks that are web pages, and messages above a table, as applications export them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kotaku.evaluation import evaluate
from kotaku.intake.model import UnreadableFile
from kotaku.intake.safe.open import open_workbook
from kotaku.intake.understand import build_dataset


@pytest.mark.parametrize("name", ["f01_html.xls", "f02_html_div.xls", "f04_pesan_php_di_atas.csv"])
def test_the_export_of_an_application_gives_its_hectares(shared: Path, name: str) -> None:
    path = shared / "cases" / "tabel" / name
    account = evaluate(build_dataset([(name, path.read_bytes())])).akun_luas
    whole = account[account["kab_kota"] == ""]
    assert whole["luas_awal_ha"].iloc[0] == pytest.approx(50.0)
    assert whole["pengurangan_ha"].sum() == pytest.approx(12.5)


def test_covered_cells_stay_empty_and_entities_are_letters() -> None:
    page = b"<table><tr><th colspan=2>A &amp; B<th>C<tr><td>1<td>2<td>3,5</table>"
    sheet = open_workbook("a.xls", page).sheets[0]
    assert sheet.rows() == [["A & B", None, "C"], [1.0, 2.0, "3,5"]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n", "BERKAS-UBAH-FORMAT"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
         "BERKAS-UBAH-FORMAT"),
        (b'<?xml version="1.0"?><office:document office:mimetype="x.opendocument.spreadsheet">',
         "BERKAS-UBAH-FORMAT"),
        (b"<html><p>Silakan masuk</p></html>", "BERKAS-BUKAN-LEMBAR-KERJA"),
        (b"<table><tr><td colspan=100>" + b"<td colspan=100>" * 400, "BATAS-TERLAMPAUI"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_told(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as told:
        open_workbook("a.xls", data)
    assert code in repr(told.value.__dict__) + repr(told.value.args)
