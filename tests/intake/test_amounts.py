"""Thousands and millions of rupiah, percents beside households: decided by the sheet, or asked."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from kotaku.dataset import Dataset
from kotaku.intake.understand import build_dataset

PLACE = ("Kab/Kota", "Kelurahan")
BPM = [("Kota Kupang", "Namosain", 1000, 700), ("Kota Kupang", "Alak", 1500, 1050)]
ACCESS = [("Kota Kupang", 98250, 82.56, 76.74), ("Kabupaten Ende", 60105, 67.38, 63.22)]


def read(rows: Sequence[Sequence[object]], sheet: str, **answers: str) -> Dataset:
    """Return the data set of one drawn sheet."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for row in rows:
        page.append(list(row))
    kept = BytesIO()
    book.save(kept)
    given = {kode.replace("_", "-"): jawaban for kode, jawaban in answers.items()}
    return build_dataset([("gambar.xlsx", kept.getvalue())], answers=given)


def in_thousands(factor: float) -> Sequence[Sequence[object]]:
    return [(*row[:2], row[2] * factor, row[3] * factor) for row in BPM]


def served(dataset: Dataset, name: str) -> float:
    table = dataset.table("akses")
    return round(float(table[name].sum() / table["kk_total"].sum() * 100), 2)


@pytest.mark.parametrize(
    ("titles", "pagu", "cair", "factor"),
    [
        ([], "Pagu BPM (Rp. 000)", "Pencairan (Rp. 000)", 1e3),
        ([], "Pagu (Rp.000,-)", "Cair (Rp.000,-)", 1e3),
        ([], "Pagu (x Rp 1.000)", "Cair (x Rp 1.000)", 1e3),
        ([], "Pagu (ribuan Rp)", "Cair", 1e3),
        ([], "Pagu (dalam juta rupiah)", "Cair (dalam juta rupiah)", 1e6),
        ([], "Pagu (Rp Jt)", "Cair (Rp Jt)", 1e6),
        ([], "Pagu BPM", "Pencairan", 1.0),
        ([("REKAP BPM (dalam ribuan rupiah)",)], "Pagu BPM", "Pencairan", 1e3),
        ([("REKAP BPM",), ("Satuan: juta rupiah",)], "Pagu BPM", "Pencairan", 1e6),
        ([("BPM senilai Rp 2,5 miliar untuk dua kelurahan",)], "Pagu BPM", "Pencairan", 1.0),
    ],
)  # fmt: skip
def test_rupiah_are_read_by_the_scale_that_heading_or_title_name(
    titles: Sequence[Sequence[object]], pagu: str, cair: str, factor: float
) -> None:
    dataset = read([*titles, (*PLACE, pagu, cair), *in_thousands(1e6 / factor)], "BPM")
    table = dataset.table("bpm")
    assert (table["pagu_rp"].sum(), table["cair_rp"].sum()) == (2.5e9, 1.75e9)
    assert not dataset.questions


def test_a_row_of_units_below_the_heading_names_the_scale_and_is_no_data() -> None:
    rows = [(*PLACE, "Pagu", "Cair"), (None, None, "(Rp juta)", "(Rp juta)"), *BPM]
    dataset = read([*rows, ("Jumlah", None, 2500, 1750)], "BPM")
    assert list(dataset.table("bpm")["pagu_rp"]) == [1e9, 1.5e9]
    assert not [f for f in dataset.findings if f.code.startswith(("TOTAL-", "ANGKA-"))]


def test_a_total_in_full_rupiah_proves_rows_in_thousands() -> None:
    rows = [(*PLACE, "Pagu", "Cair"), *in_thousands(1e3), ("Jumlah", None, 2.5e9, 1.75e9)]
    dataset = read(rows, "BPM")
    assert dataset.table("bpm")["cair_rp"].sum() == 1.75e9
    assert not dataset.questions


def test_amounts_that_are_no_rupiah_are_asked_about_and_stay_until_answered() -> None:
    rows = [(*PLACE, "Pagu BPM", "Pencairan"), *in_thousands(1e3)]
    (question,) = read(rows, "BPM").questions
    assert question.besaran == "bpm"
    best = question.pilihan[0]
    assert (best.jawaban, best.akibat) == ("ribu", "Pagu Rp 2,5 miliar, Cair Rp 1,75 miliar")
    assert read(rows, "BPM").table("bpm")["pagu_rp"].sum() == 2.5e6
    answered = read(rows, "BPM", **{question.kode: "ribu"})
    assert answered.table("bpm")["pagu_rp"].sum() == 2.5e9
    assert not answered.questions


def test_a_cell_that_names_its_own_scale_keeps_it() -> None:
    rows = [(*PLACE, "Pagu (Rp juta)", "Cair (Rp juta)"), *BPM]
    rows.append(("Kota Kupang", "Oesapa", "Rp 1,5 miliar", 900))
    assert read(rows, "BPM").table("bpm")["pagu_rp"].sum() == 4e9


@pytest.mark.parametrize(
    ("heads", "rows"),
    [
        (("Akses Air Minum (%)", "Akses Sanitasi (%)"), ACCESS),
        (("Persentase akses air minum", "Persentase akses sanitasi"), ACCESS),
        (("Air minum", "Sanitasi"), [(None, None, "%", "%"), *ACCESS]),
        (("Air minum", "Sanitasi"), ACCESS),
        (("Air minum (%)", "Sanitasi (%)"), [(a, b, c / 100, d / 100) for a, b, c, d in ACCESS]),
        (
            ("Air minum", "Sanitasi"),
            [(a, b, f"{c} %".replace(".", ","), f"{d}%") for a, b, c, d in ACCESS],
        ),
    ],
)
def test_percents_of_access_are_weighted_by_households(
    heads: tuple[str, str], rows: Sequence[Sequence[object]]
) -> None:
    total = ("Jumlah", 158355, 76.80, 71.61)
    dataset = read([("Kab/Kota", "Jumlah KK", *heads), *rows, total], "Akses")
    assert (served(dataset, "kk_air_minum"), served(dataset, "kk_sanitasi")) == (76.80, 71.61)
    assert not dataset.questions


def test_households_beside_their_percents_are_the_ones_that_count() -> None:
    heads = ("Kab/Kota", "Jumlah KK", "Akses air minum (%)", "Akses air minum (KK)")
    dataset = read(
        [heads, ("Kota Kupang", 200, 45.5, 91), ("Kabupaten Ende", 100, 50, 50)], "Akses"
    )
    assert list(dataset.table("akses")["kk_air_minum"]) == [91, 50]


def test_whole_numbers_that_may_be_percents_are_asked_about() -> None:
    rows = [("Kab/Kota", "Jumlah KK", "Air minum"), ("Kota Kupang", 98250, 82),
            ("Kabupaten Ende", 60105, 67)]  # fmt: skip
    (question,) = read(rows, "Akses").questions
    assert [c.jawaban for c in question.pilihan] == ["persen", "kk"]
    assert question.pilihan[0].akibat == "air minum 76,31 %"
    answered = read(rows, "Akses", **{question.kode: "persen"})
    assert served(answered, "kk_air_minum") == 76.31


def test_a_fraction_beside_a_percent_in_one_indicator_is_asked_about() -> None:
    rows = [("Indikator", "Satuan", "Target", "Capaian"), ("LPJ tuntas", "%", 1, 87.5),
            ("Jalan", "ha", 1, 50)]  # fmt: skip
    (question,) = read(rows, "KPI").questions
    assert question.besaran == "kpi"
    answered = read(rows, "KPI", **{question.kode: "pecahan"})
    assert list(answered.table("kpi")["target"]) == [100, 1]


@pytest.mark.parametrize("name", ["b03_bpm_ribuan_rupiah", "b05_akses_persen"])
def test_the_small_tables_give_their_truth(shared: Path, name: str) -> None:
    path = shared / "cases" / "tabel" / f"{name}.xlsx"
    dataset = build_dataset([(path.name, path.read_bytes())])
    if name.startswith("b03"):
        table = dataset.table("bpm")
        assert (table["pagu_rp"].sum(), table["cair_rp"].sum()) == (2.5e9, 1.75e9)
    else:
        assert (served(dataset, "kk_air_minum"), served(dataset, "kk_sanitasi")) == (76.80, 71.61)
