"""Cells that cannot be read are named; only essential ones take their row along."""

from __future__ import annotations

from datetime import datetime

import pytest

from kotaku.intake.safe.open import open_workbook
from kotaku.intake.understand import build_dataset
from tests.intake import books, hostile

HEAD = ["ID RT", "Luas Verifikasi (Ha)", "Jumlah Bangunan"]


def test_unreadable_number_beside_the_point() -> None:
    dataset = books.read({"RT": [HEAD, ["A", 1.5, "sepuluh"], ["B", 2.5, 20]]})
    (found,) = books.findings(dataset, "ANGKA-TIDAK-TERBACA")
    assert (found.sheet, found.cell, found.row, found.value) == ("RT", "C2", 2, "sepuluh")
    assert not found.excludes
    assert dataset.table("rt")["jumlah_bangunan"].isna().tolist() == [True, False]
    assert dataset.files[0].rows_used == 2


def test_unreadable_essential_number() -> None:
    dataset = books.read({"RT": [HEAD, ["A", "dua ha", 10], ["B", 2.5, 20]]})
    (found,) = books.findings(dataset, "ANGKA-WAJIB-TIDAK-TERBACA")
    assert found.cell == "B2"
    assert dataset.table("rt")["id_rt"].tolist() == ["B"]
    books.accounted(dataset)


def test_unreadable_volume_of_a_criterion() -> None:
    rows = [["ID RT", "Tahun", "1a (unit)", "1b (ha)"], ["A", 2019, "banyak", 0.5]]
    dataset = books.read({"Kekumuhan": rows})
    assert books.findings(dataset, "ANGKA-WAJIB-TIDAK-TERBACA")[0].cell == "C2"
    assert dataset.files[0].rows_used == 0


def test_wrong_code_year_and_choice() -> None:
    head = ["ID RT", "Tahun", "Kriteria", "Volume", "Status"]
    rows = [head, ["A", "dua ribu", "2b", 1.5, "realisasi"], ["A", 2020, "jalan", 1.5, "selesai"],
            ["A", 2020, "2B", 1.5, "entah"], ["A", 2020, "2.b", 1.5, None]]  # fmt: skip
    dataset = books.read({"Pekerjaan": rows})
    wrong = books.findings(dataset, "ISIAN-WAJIB-TIDAK-TERBACA")
    assert sorted(f.cell for f in wrong) == ["B2", "C3"]
    unread = books.findings(dataset, "STATUS-TIDAK-DIKENALI")
    assert [(f.cell, f.value) for f in unread] == [("E4", "entah"), ("E5", "kosong")]
    assert "berjalan" in unread[0].advice
    books.accounted(dataset)


@pytest.mark.parametrize("day", [datetime(9999, 12, 31), datetime(2101, 1, 1)])
def test_a_day_beyond_what_a_calendar_holds_is_told_and_not_used(day: datetime) -> None:
    head = ["ID Kegiatan", "Kegiatan", "Mulai", "Selesai", "Bobot (%)"]
    rows = [[*head], ["K1", "Jalan", datetime(2019, 1, 7), day, 40],
            ["K2", "Air", datetime(2019, 1, 7), datetime(2019, 3, 7), 60]]  # fmt: skip
    style = {"default_date_format": "dd/mm/yyyy"}
    dataset = build_dataset([("j.xlsx", books.xlsx({"Master Schedule": rows}, **style))])
    found = [f for f in dataset.findings if f.cell == "D2"]
    assert found
    assert found[0].value == f"{day:%Y-%m-%d}"
    assert dataset.table("master_schedule")["selesai"].max() == datetime(2019, 3, 7)


def test_required_text_left_empty() -> None:
    rows = [["ID RT", "Tahun", "Kriteria", "Volume"], [None, 2020, "2b", 1.5]]
    dataset = books.read({"Pekerjaan": rows})
    (found,) = books.findings(dataset, "ISIAN-WAJIB-KOSONG")
    assert found.cell == "A2"
    books.accounted(dataset)


def test_error_cells_and_formulas_without_result() -> None:
    def formulas(book: object) -> None:
        sheet = book.get_worksheet_by_name("RT")
        sheet.write_formula("B2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("C3", "=NA()", None, "#N/A")
        sheet.write_formula("C4", "=1+1", None, 2)

    dataset = books.read(
        {"RT": [HEAD, ["A", None, 10], ["B", 2.5, None], ["C", 1.5, None]]}, formulas
    )
    (essential,) = books.findings(dataset, "SEL-GALAT-WAJIB")
    assert (essential.cell, essential.value) == ("B2", "#DIV/0!")
    (other,) = books.findings(dataset, "SEL-GALAT")
    assert (other.cell, other.value) == ("C3", "#N/A")
    assert dataset.table("rt")["id_rt"].tolist() == ["B", "C"]
    assert dataset.table("rt")["jumlah_bangunan"].tolist()[1] == 2.0


@pytest.mark.parametrize(("form", "uncached"), [
    ("<f>SUM(A1)</f>", True), ("<f>SUM(A1)</f><v/>", True), ("<f>SUM(A1)</f><v></v>", True),
    ('<f t="shared" si="0"/>', True), ("<f>SUM(A1)</f><v>0</v>", False), ("<v>3</v>", False),
])  # fmt: skip
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_formulas_seen_by_either_scan(form: str, uncached: bool, prefix: str) -> None:
    data = f'<sheetData><row r="1"><c r="A1">{form}</c><c r="B1"><v>1</v></c></row></sheetData>'
    xml = hostile.sheet(data)
    if prefix:
        for name in ("worksheet", "sheetData", "row", "c", "f", "v"):
            for end in (" ", ">", "/"):
                xml = xml.replace(f"<{name}{end}", f"<x:{name}{end}")
            xml = xml.replace(f"</{name}>", f"</x:{name}>")
        xml = xml.replace("xmlns=", "xmlns:x=")
    (sheet,) = open_workbook("x.xlsx", hostile.xlsx({"RT": xml})).sheets
    assert sheet.marks.uncached == (("A1",) if uncached else ())


def test_ambiguous_thousands_are_said_once_per_column() -> None:
    text = "ID RT;Luas Verifikasi (Ha);Jumlah Penduduk\nA;12.645;1.250\nB;3.125;980\n"
    dataset = build_dataset([("rt.csv", text.encode())])
    rt = dataset.table("rt")
    assert rt["luas_verifikasi_ha"].tolist() == [12.645, 3.125]
    assert rt["jumlah_penduduk"].tolist() == [1250.0, 980.0]
    found = books.findings(dataset, "ANGKA-RANCU")
    assert [f.cell for f in found] == ["B2", "C2"]
    assert "desimal" in found[0].message
    assert "ribuan" in found[1].message


def test_many_bad_cells_share_findings() -> None:
    rows = [HEAD, *([f"R{i}", 1.5, "banyak"] for i in range(300))]
    dataset = books.read({"RT": rows})
    (found,) = books.findings(dataset, "ANGKA-TIDAK-TERBACA")
    assert found.cell == "C2:C301"


def test_markup_and_formulas_stay_text() -> None:
    text = '=HYPERLINK("http://x")'
    dataset = books.read({"RT": [[*HEAD, "Kelurahan"], ["<b>A</b>", 1.5, 10, text]]})
    assert dataset.table("rt")["kelurahan"].tolist() == [text]
    assert dataset.table("rt")["id_rt"].tolist() == ["<b>A</b>"]


def test_truth_values_are_no_numbers() -> None:
    dataset = books.read({"RT": [HEAD, ["A", 1.5, True], ["B", 1.5, 2]]})
    assert books.findings(dataset, "ANGKA-TIDAK-TERBACA")[0].value == "TRUE"


def test_truth_values_far_below_the_heading_too() -> None:
    rows = [HEAD, *([f"R{i}", 1.5, 2] for i in range(80)), ["Z", 1.5, True]]
    dataset = books.read({"RT": rows})
    assert books.findings(dataset, "ANGKA-TIDAK-TERBACA")[0].cell == "C82"


@pytest.mark.parametrize("text", ["57142857142³5716", "²", "2019²", "Minggu ³", "③", "٣٤", "१२"])
def test_a_sign_that_looks_like_a_digit_breaks_no_reading(text):
    rows = [
        [text, "Kab/Kota", "Kelurahan", text, "Luas Kumuh (Ha)"],
        ["No", text, text, text, text],
        [text, "Kota Kupang", "Alak", text, 10.5],
    ]
    schedule = [
        ["Kegiatan", text, text, text, text],
        ["Bobot", text, "2", "3", "4"],
        ["A", 1, 2, 3, 4],
    ]
    for sheet in (rows, schedule):
        assert "BERKAS-GAGAL-DIPAHAMI" not in books.codes(books.read({text[:9]: sheet}))


def test_more_kab_kota_than_the_country_could_have_are_no_kab_kota():
    rows = [f"Kota {i};Kel {i};{i % 97 + 1},5;0" for i in range(2001)]
    head = "kab_kota;kelurahan;luas kumuh awal (ha);sisa (ha)"
    told = build_dataset([("a.csv", "\n".join([head, *rows]).encode())])
    (found,) = told.findings
    assert (found.code, told.has("lokasi")) == ("BATAS-TERLAMPAUI", False)
    assert "2.000 nama" in found.message
    fine = build_dataset([("a.csv", "\n".join([head, *rows[:2000]]).encode())])
    assert fine.has("lokasi")
