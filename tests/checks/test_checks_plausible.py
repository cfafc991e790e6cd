"""Figures far from all others of their kind: the modified z-score on published numbers."""

import pandas as pd
import pytest

from kotaku.checks.plausible import modified_z
from tests.intake import books


def test_the_score_on_numbers_worked_by_hand():
    values = pd.Series([2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3])
    score = modified_z(values)  # median 2.45, median deviation 0.15
    assert score.iloc[8] == pytest.approx(0.6745 * 5.75 / 0.15)
    assert list(values[score.abs() > 3.5]) == [8.2, 8.3]


def test_values_nearly_all_equal_use_the_mean_deviation():
    score = modified_z(pd.Series([4.0] * 11 + [16.0]))
    assert score.iloc[-1] == pytest.approx(12 / (1.253314 * 1))
    assert (modified_z(pd.Series([4.0] * 5)) == 0).all()


def outliers(sheets: dict[str, list[list[object]]]) -> list[tuple[str, str]]:
    found = books.findings(books.read(sheets), "NILAI-MENCOLOK")
    return [(f.cell, f.message) for f in found]


def test_a_comma_in_the_wrong_place_of_a_location():
    head = ["ID lokasi", "Kabupaten/Kota", "Kelurahan", "Luas SK (ha)"]
    areas = [5.1, 4.2, 6.0, 7.5, 5.5, 4.8, 6.6, 5.0, 4.4, 7.0, 6.2, 550.0]
    rows = [[f"L{n}", "Ende", f"K{n}", area] for n, area in enumerate(areas)]
    ((cell, message),) = outliers({"Lokasi": [head, *rows]})
    assert cell == "D13"
    assert "luas SK (ha) 550,00, jauh dari baris lain" in message


def test_works_are_held_against_those_of_their_criterion():
    rt = [["ID RT", "Kelurahan", "Luas Verifikasi (Ha)", "Jumlah Bangunan"], ["1", "A", 1.0, 40]]
    head = ["ID RT", "Tahun", "Kriteria", "Volume", "Kegiatan", "Anggaran (Rp)"]
    works = [["1", 2020, "2b", 100 + n, f"Jalan {n}", (100 + n) * 1e6] for n in range(12)]
    works.append(["1", 2020, "2b", 105, "Jalan mahal", 105e9])
    works.append(["1", 2020, "6a", 9000, "Persampahan", 1e6])  # alone of its kind
    ((cell, message),) = outliers({"RT": rt, "Pekerjaan": [head, *works]})
    assert "biaya (Rp) per satuan volume 2b" in message
    assert cell.endswith("14")


def test_a_small_difference_among_equals_is_none():
    head = ["ID lokasi", "Kabupaten/Kota", "Kelurahan", "Luas SK (ha)"]
    rows = [[f"L{n}", "Ende", f"K{n}", 5.0 if n else 5.5] for n in range(13)]
    assert outliers({"Lokasi": [head, *rows]}) == []
