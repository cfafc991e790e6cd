"""Headings that nobody knows: figures that prove what they are are read, others are asked about."""

from __future__ import annotations

import pytest

from kotaku.dataset import Dataset
from tests.intake import books
from tests.intake.drawn import Grid

SHARED = [
    ["Kota Kupang", "APBD", "Jalan", 420e6, 210e6, 210e6],
    ["Kota Bima", "DAK", "Drainase", 150e6, 150e6, 0],
    ["Kabupaten Ende", "CSR", "Sanitasi", 95e6, 31e6, 64e6],
    ["Kabupaten Belu", "APBD", "Jalan", 777e6, 700e6, 77e6],
]
HEAD = ["Kab/Kota", "Sumber Dana", "Kegiatan"]


def shared(head: list[str], pick: list[int], *, doubled: bool = False) -> Dataset:
    rows: Grid = [[*row[:3], *(row[i] for i in pick)] for row in SHARED]
    if doubled:
        rows[2][3], rows[3][3] = rows[2][4], rows[3][4]
    return books.read({"Kolaborasi": [[*HEAD, *head], *rows]})


def test_what_is_left_proves_a_budget_of_an_unknown_word() -> None:
    dataset = shared(["Glagah", "Realisasi (Rp)", "Sisa"], [3, 4, 5])
    assert dataset.table("kolaborasi")["anggaran_rp"].tolist() == [r[3] for r in SHARED]
    assert not dataset.questions
    (said,) = books.findings(dataset, "KOLOM-MIRIP")
    assert "“Glagah” (sel D1)" in said.message


def test_amounts_that_are_often_the_same_prove_it_too() -> None:
    dataset = shared(["Glagah", "Realisasi (Rp)"], [3, 4], doubled=True)
    assert dataset.table("kolaborasi")["anggaran_rp"].sum() == 420e6 + 150e6 + 31e6 + 700e6
    assert not dataset.questions


def test_a_share_proves_what_was_spent() -> None:
    rows: Grid = [[*row[:5], round(row[4] / row[3] * 100, 2)] for row in SHARED]  # type: ignore[operator]
    head = [*HEAD, "Anggaran (Rp)", "Glagah", "%"]
    dataset = books.read({"Kolaborasi": [head, *rows]})
    assert dataset.table("kolaborasi")["realisasi_rp"].tolist() == [r[4] for r in SHARED]
    assert not dataset.questions


@pytest.mark.parametrize("gap", [True, False])
def test_an_achievement_is_told_by_its_distance_from_the_target_or_asked(*, gap: bool) -> None:
    rows: Grid = [["Indikator", "Satuan", "Target", "Glagah", *(["Selisih"] if gap else [])]]
    for name, target, reached in (("Kepuasan", 80, 71.5), ("KPP aktif", 90, 92), ("Audit", 70, 40)):
        rows.append([name, "%", target, reached, *([reached - target] if gap else [])])
    dataset = books.read({"KPI": rows})
    assert bool(dataset.questions) != gap
    if gap:
        assert dataset.table("kpi")["capaian"].tolist() == [71.5, 92, 40]


UNITS: Grid = [
    ["ID RT", "Kab/Kota", "Kelurahan", "RT/RW", "Luas Verifikasi (Ha)"],
    *([f"R{i}", "Kota Bima", "Melayu", f"00{i}/001", 2.5] for i in range(1, 5)),
]


@pytest.mark.parametrize("price", ["Harga Satuan", "Glugu"])
def test_a_volume_is_told_by_its_price_and_value_or_asked(price: str) -> None:
    head = ["ID RT", "Pekerjaan", "Kriteria", "Tahun", "Glagah", price, "Jumlah Harga (Rp)"]
    rows: Grid = [
        [f"R{i}", f"Jalan {i}", "2b", 2022, volume, cost, volume * cost]
        for i, (volume, cost) in enumerate([(30, 410e3), (12, 560e3), (77, 415e3), (9, 250e3)], 1)
    ]
    dataset = books.read({"RT": UNITS, "Pekerjaan": [head, *rows]})
    known = price == "Harga Satuan"
    assert (dataset.table("pekerjaan")["volume"].tolist() == [30, 12, 77, 9]) == known


def test_numbers_of_accounts_are_no_money() -> None:
    rows: Grid = [["Kab/Kota", "Kelurahan", "Glagah", "Cair (Rp)"]]
    for n, row in enumerate(SHARED):
        rows.append([row[0], f"Kelurahan {n}", 7_301_554_431 + 4_177 * n, row[4]])
    dataset = books.read({"BPM": rows})
    assert not dataset.table("bpm")["pagu_rp"].notna().any()


def test_two_columns_that_may_be_one_field_are_asked_about() -> None:
    rows: Grid = [["Kab/Kota", "Kelurahan", "Glagah", "Glugu", "Cair (Rp)"]]
    for n, row in enumerate(SHARED):
        rows.append([row[0], f"Kelurahan {n}", row[3], row[3] + 8e6 * (n + 1), row[4]])
    dataset = books.read({"BPM": rows})
    assert not dataset.table("bpm")["pagu_rp"].notna().any()
