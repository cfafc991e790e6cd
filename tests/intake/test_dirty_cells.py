"""Cells as offices leave them: dates for RT/RW, marks, words for nothing, shapes of maps."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from kotaku.intake.understand import build_dataset
from kotaku.words.parsing import is_wkt, read_number, read_numbers
from kotaku.words.parsing_dates import read_date
from tests.intake import books

RT: list[object] = ["Kab/Kota", "Kelurahan", "RT/RW", "Luas Verifikasi (Ha)", "Jumlah Bangunan"]


def rt(*numbers: object) -> list[list[object]]:
    return [RT, *(["Kota Kupang", "Namosain", n, 1.5, 30] for n in numbers)]


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("±12,5", "ha", 12.5),
        ("± 1.250", "KK", 1250.0),
        ("+/- 3,5 ha", "ha", 3.5),
        ("kira-kira 4 ha", "ha", 4.0),
        ("sekitar 120 KK", "KK", 120.0),
        ("12,5*)", "ha", 12.5),
        ("12,5 *", "ha", 12.5),
        ("7,25¹", "ha", 7.25),
        ("7,25 Ha *)", "ha", 7.25),
        ("18,4 a)", "ha", 18.4),
        ("Rp 5.000.000**", "Rp", 5e6),
        ("NIHIL", "ha", 0.0),
        ("Tdk ada", "KK", 0.0),
        ("tidak ada", "Rp", 0.0),
    ],
)
def test_marks_and_words_for_nothing_are_read_as_numbers(
    text: str, unit: str, value: float
) -> None:
    assert read_number(text, unit) == value


@pytest.mark.parametrize("text", ["NULL", "n/a", "N.A.", "(null)", "-", "NaN"])
def test_words_for_an_empty_cell_are_neither_a_number_nor_a_mistake(text: str) -> None:
    read = read_numbers(["1,5", text], unit="ha")
    assert pd.isna(read.values[1])
    assert not read.unreadable


@pytest.mark.parametrize("text", ["< 5", "5 s/d 7", "*)", "¹", "nihil 3", "sekitar", "12,5 x)"])
def test_what_names_no_single_number_is_told_as_unreadable(text: str) -> None:
    assert read_numbers([text], unit="ha").unreadable == (0,)


def test_no_coordinate_is_nought_because_it_is_missing() -> None:
    assert read_number("nihil", "derajat") is None


def test_numbers_in_parentheses_stay_negative() -> None:
    assert read_number("(2,5)", "ha") == -2.5


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12 Agst 2019", date(2019, 8, 12)),
        ("Mar-19", date(2019, 3, 31)),
        ("Mar'21", date(2021, 3, 31)),
        ("Nop 2022", date(2022, 11, 30)),
        ("Sept. 2022", date(2022, 9, 30)),
        ("15 Sept. 2022", date(2022, 9, 15)),
        ("3-Agt-20", date(2020, 8, 3)),
    ],
)
def test_months_are_read_as_offices_shorten_them(text: str, day: date) -> None:
    read = read_date(text)
    assert read is not None
    assert read.value == day


def test_a_month_with_a_day_behind_it_is_no_year() -> None:
    assert read_date("Mar-05") is None


def test_serial_numbers_in_a_column_of_dates_are_dates() -> None:
    rows: list[list[object]] = [
            ["Kab/Kota", "Kelurahan", "Pagu (Rp)", "Cair (Rp)", "Tanggal cair"],
            ["Kota Kupang", "Namosain", 1e9, 7e8, 43597],
            ["Kota Kupang", "Alak", 1e9, 7e8, "43598"]]  # fmt: skip
    dataset = books.read({"BPM": rows})
    assert list(dataset.table("bpm")["tanggal"]) == [datetime(2019, 5, 12), datetime(2019, 5, 13)]


def test_rt_and_rw_that_became_dates_are_read_back_and_told() -> None:
    dataset = books.read({"RT": rt(datetime(2019, 2, 1), datetime(2021, 2, 2), "013/004")})
    assert list(dataset.table("rt")["rt_rw"]) == ["001/002", "002/002", "013/004"]
    (found,) = books.findings(dataset, "RT-RW-JADI-TANGGAL")
    assert (found.severity, found.cell) == ("peringatan", "C2")


def test_rt_and_rw_follow_the_digits_of_their_neighbours() -> None:
    dataset = books.read({"RT": rt(datetime(2019, 2, 1), "13/04", "03-Feb")})
    assert list(dataset.table("rt")["rt_rw"]) == ["01/02", "13/04", "03/02"]


def test_null_is_no_name_of_a_place() -> None:
    rows = rt("001/001", "002/001")
    rows[2][1] = "NULL"
    assert "NULL" not in set(books.read({"RT": rows}).table("rt")["kelurahan"])


def test_marks_are_told_once_for_a_column() -> None:
    rows = rt("001/001", "002/001")
    rows[1][3], rows[2][3] = "±1,5", "2,5*)"
    dataset = books.read({"RT": rows})
    assert dataset.table("rt")["luas_verifikasi_ha"].tolist() == [1.5, 2.5]
    (found,) = books.findings(dataset, "ANGKA-BERTANDA")
    assert (found.cell, "2 angka" in found.message) == ("D2", True)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("POLYGON ((124.7 -8.1, 124.8 -8.1, 124.7 -8.1))", True),
        ("MULTIPOLYGON(((1 2, 3 4, 1 2)))", True),
        ("SRID=4326;Point Z (1 2 3)", True),
        ("Polygonal", False),
        ("Jl. Point (blok A)", False),
    ],
)
def test_shapes_of_maps_are_told_from_other_texts(text: str, shape: bool) -> None:
    assert is_wkt(text) is shape


def test_a_column_of_shapes_is_told_once_and_changes_no_figure() -> None:
    ring = ", ".join(f"{124 + i / 1000:.3f} -8.1" for i in range(400))
    lines = ["WKT;Kab/Kota;Kelurahan;RT/RW;Luas Verifikasi (Ha);Jumlah Bangunan"]
    lines += [f'"POLYGON (({ring}))";Kota Kupang;Namosain;00{i}/001;1,5;30' for i in (1, 2)]
    dataset = build_dataset([("peta.csv", "\n".join(lines).encode())])
    assert dataset.table("rt")["luas_verifikasi_ha"].sum() == 3.0
    wrong = [f for f in dataset.findings if f.severity != "info"]
    assert [(f.code, f.cell) for f in wrong] == [
        ("POLIGON-BUKAN-BIDANG-SEL", "A2"),  # a line there and back holds no area
        ("POLIGON-BUKAN-BIDANG-SEL", "A3"),
    ]


def test_the_small_table_of_dates_gives_its_truth(shared: Path) -> None:
    path = shared / "cases" / "tabel" / "c03_rtrw_jadi_tanggal.xlsx"
    dataset = build_dataset([(path.name, path.read_bytes())])
    table = dataset.table("rt")
    assert list(table["rt_rw"]) == ["001/002", "002/002", "013/004"]
    assert table["luas_verifikasi_ha"].sum() == 4.25
