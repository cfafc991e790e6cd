"""Numbers of persons are found, told, and shown to nobody."""

from __future__ import annotations

import pytest

from kotaku.intake import personal
from kotaku.intake.safe.open import open_workbook
from kotaku.intake.tables.guesses import guesses
from tests.intake import books

WOMAN, MAN, CARD = "5371016505900001", "5371010512880002", "5371012301100003"
PHONE = "0812-3456-7890"
HEAD = ["ID RT", "Kelurahan", "Luas Verifikasi (Ha)"]


def table(heading: str, values: list[object]) -> dict[str, list[list[object]]]:
    return {"RT": [[*HEAD, heading], *(["A", "Alak", 1.5, v] for v in values)]}


def kinds(sheets: dict[str, list[list[object]]]) -> list[tuple[str, str]]:
    book = open_workbook("x.xlsx", books.xlsx(sheets))
    return [(one.kind, f"{one.column}") for one in personal.columns_of(book.sheets[0])]


@pytest.mark.parametrize(
    ("heading", "values", "kind"),
    [
        ("NIK", ["rahasia"], "NIK"),
        ("No. KK", [CARD], "nomor KK"),
        ("No. HP / WA", [PHONE] * 3, "telepon"),
        ("Nomor Telepon", ["(0380) 821"], "telepon"),
        ("Identitas", [WOMAN, MAN, WOMAN], "NIK"),
        ("Identitas", [float(WOMAN), float(MAN), float(CARD)], "NIK"),
        ("Penghubung", [f"Ani {PHONE}", "Budi +62 812 3456 7890", "Cici 081234567890"], "telepon"),
    ],
)
def test_columns_of_persons_are_found(heading: str, values: list[object], kind: str) -> None:
    assert kinds(table(heading, values)) == [(kind, "3")]


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Jumlah KK", [45, 50, 61]),
        ("Kode wilayah", ["5371011001", "5371011002", "5371011003"]),
        ("Pagu (Rp)", [812345678901.0, 912345678901.0, 5371019999900001.0]),
        ("Kode", ["5371019905900001", "5371016513900001", "0371016505900001"]),
        ("Tahun", [2018, 2019, 2020]),
        ("Luas (m2)", ["1.234,56", "0812", "62"]),
        ("Nomor SK", ["123/KEP/HK/2019"] * 3),
        ("NIK", [None]),
    ],
)
def test_other_columns_are_left_alone(heading: str, values: list[object]) -> None:
    assert kinds(table(heading, values)) == []


def test_they_are_told_with_their_place() -> None:
    dataset = books.read(table("NIK", [WOMAN, MAN]))
    (found,) = books.findings(dataset, "DATA-PRIBADI")
    assert (found.sheet, found.cell, found.severity) == ("RT", "D1", "peringatan")
    assert "2 sel" in found.message
    books.accounted(dataset)


def test_nobody_looks_at_them() -> None:
    rows = table("NIK", [WOMAN, float(MAN)])
    rows["RT"][1][1] = f"Alak, hubungi {PHONE}"
    data = books.xlsx(rows)
    sheet = personal.masked(open_workbook("x.xlsx", data)).sheets[0]
    assert sheet.row(1) == [*HEAD, "NIK"]
    assert [sheet.row(r)[3] for r in (2, 3)] == [personal.HIDDEN] * 2
    assert sheet.row(2)[:3] == ["A", f"Alak, hubungi {personal.HIDDEN}", 1.5]
    shown = repr(guesses([("x.xlsx", data)]))
    assert WOMAN not in shown
    assert PHONE not in shown


def test_neither_tables_nor_findings_hold_them() -> None:
    dataset = books.read(
        {"Pengaduan": [["Tanggal", "Kategori", "Derajat", "Uraian", "Status"],
                       ["2019-01-01", "air", "1", f"NIK {WOMAN}, telp {PHONE}", "selesai"]],
         "RT": [HEAD, ["A", "Alak", f"luas {WOMAN}"]]}
    )  # fmt: skip
    text = dataset.table("pengaduan")["uraian"].tolist()
    assert text == [f"NIK {personal.HIDDEN}, telp {personal.HIDDEN}"]
    said = repr([(f.value, f.message) for f in dataset.findings])
    assert WOMAN not in said
    assert PHONE not in said
