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


SPANS = b"""<table>
<tr><th rowspan=2>Kab/Kota<th rowspan=2>Kelurahan<th colspan=2>Pengurangan (Ha)
<th rowspan=2>Luas SK (Ha)
<tr><th>2018<th>2019
<tr><td rowspan=2>Kota Kupang<td>Namosain<td>2<td>1<td>12
<tr><td>Alak<td>0<td>3<td>8
<tr><td>Kab. Ende<td>Kelimutu<td>5<td>1<td>20
</table>"""


def test_a_cell_over_several_rows_moves_those_beside_it_to_their_column() -> None:
    sheet = open_workbook("a.xls", SPANS).sheets[0]
    assert sheet.rows(1, 2) == [
        ["Kab/Kota", "Kelurahan", "Pengurangan (Ha)", None, "Luas SK (Ha)"],
        [None, None, 2018.0, 2019.0, None],
    ]
    assert sheet.row(4) == [None, "Alak", 0.0, 3.0, 8.0]
    assert {"A1:A2", "C1:D1", "E1:E2", "A3:A4"} <= {*sheet.marks.merged}


def test_places_in_cells_over_several_rows_count_for_all_of_them() -> None:
    account = evaluate(build_dataset([("a.xls", SPANS)])).akun_luas
    kupang = account[account["kab_kota"] == "Kota Kupang"]
    assert kupang["luas_awal_ha"].iloc[0] == pytest.approx(20.0)
    assert kupang["pengurangan_ha"].sum() == pytest.approx(6.0)


def test_spans_cannot_fill_memory() -> None:
    wide = b"<tr>" + b"<td rowspan=9999 colspan=100>x" * 100
    page = b"<table>" + wide + b"<tr><td>y" * 20000 + b"</table>"
    with pytest.raises(UnreadableFile) as told:
        open_workbook("a.xls", page)
    assert told.value.code == "BATAS-TERLAMPAUI"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n", "BERKAS-BUKAN-LEMBAR-KERJA"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
         "BERKAS-RUSAK"),
        (b'<?xml version="1.0"?><d:document xmlns:d="x" d:mimetype="x.opendocument.text"/>',
         "BERKAS-UBAH-FORMAT"),
        (b"<html><p>Silakan masuk</p></html>", "BERKAS-BUKAN-LEMBAR-KERJA"),
        (b"<table><tr><td colspan=100>" + b"<td colspan=100>" * 400, "BATAS-TERLAMPAUI"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_told(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as told:
        open_workbook("a.xls", data)
    assert code in repr(told.value.__dict__) + repr(told.value.args)
