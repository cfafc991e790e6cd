"""Percents of 0 to 1: fractions or percents, by what else the sheet says."""

from __future__ import annotations

import pytest

from kotaku.dataset import Dataset
from tests.intake import books

RT = [["ID RT", "Kelurahan", "Luas Verifikasi (Ha)", "Jumlah Bangunan"],
      ["1", "Alak", 1.0, 50], ["2", "Alak", 1.0, 200]]  # fmt: skip


def percents(head: list[str], *rows: list[object]) -> tuple[Dataset, list[float]]:
    dataset = books.read({"RT": RT, "Kekumuhan": [["ID RT", "Tahun", *head], *rows]})
    return dataset, dataset.table("kekumuhan")["persen_1a"].tolist()


def said(dataset: Dataset) -> dict[str, str]:
    return {f.code: f.message for f in dataset.findings if f.code.startswith("PERSEN-")}


def test_volumes_prove_fractions():
    head = ["1a volume", "1a persen"]
    dataset, values = percents(head, ["1", 2020, 20, 0.4], ["2", 2020, 50, 0.25])
    assert values == [40, 25]
    assert set(said(dataset)) == {"PERSEN-PECAHAN"}
    assert "karena cocok dengan volume dibagi pembaginya" in said(dataset)["PERSEN-PECAHAN"]


def test_volumes_prove_percents():
    head = ["1a volume", "1a persen"]
    dataset, values = percents(head, ["1", 2020, 0.2, 0.4], ["2", 2020, 1.0, 0.5])
    assert values == [0.4, 0.5]
    assert (
        "dibaca apa adanya (0,5 = 0,5 %), karena cocok dengan volume"
        in (said(dataset)["PERSEN-BUKAN-PECAHAN"])
    )


def test_scores_prove_fractions():
    dataset, values = percents(["1a persen", "1a nilai"], ["1", 2020, 0.4, 1], ["2", 2020, 0.8, 5])
    assert values == [40, 80]
    assert "cocok dengan nilainya" in said(dataset)["PERSEN-PECAHAN"]


def test_another_column_of_the_sheet_above_one_proves_percents():
    dataset, values = percents(["1a persen", "1b persen"], ["1", 2020, 0.4, 30], ["2", 2020, 0, 60])
    assert values == [0.4, 0]
    assert "melebihi 1" in said(dataset)["PERSEN-BUKAN-PECAHAN"]


def test_exactly_one_is_the_whole():
    dataset, values = percents(["1a persen"], ["1", 2020, 0.4], ["2", 2020, 1])
    assert values == [40, 100]
    assert "ada yang tepat 1" in said(dataset)["PERSEN-PECAHAN"]


def test_without_evidence_the_reading_is_a_warning():
    dataset, values = percents(["1a persen"], ["1", 2020, 0.4], ["2", 2020, 0.6])
    assert values == [40, 60]
    (found,) = books.findings(dataset, "PERSEN-RANCU")
    assert (found.severity, found.sheet, found.cell) == ("peringatan", "Kekumuhan", "C2")


def test_a_sign_leaves_no_question():
    dataset, values = percents(["1a persen"], ["1", 2020, "0,4%"], ["2", 2020, "0,6%"])
    assert values == pytest.approx([0.4, 0.6])
    assert not said(dataset)


def test_realisation_below_one_beside_a_plan_above_is_percent():
    plan = [["Kegiatan", "ID kegiatan", "Kab/Kota", "Bobot"], ["Jalan", "K1", "Ende", 0.6],
            ["Air", "K2", "Ende", 0.4]]  # fmt: skip
    weeks = [["Kab/Kota", "ID kegiatan", "Minggu", "Rencana (%)", "Realisasi (%)"],
             ["Ende", "K1", "06/11/2022", 10.0, 0.5],
             ["Ende", "K2", "06/11/2022", 20.0, 0.8]]  # fmt: skip
    dataset = books.read({"Master Schedule": plan, "Progres": weeks})
    assert dataset.table("progres")["realisasi_pct"].tolist() == [0.5, 0.8]
    assert dataset.table("master_schedule")["bobot_pct"].tolist() == [60, 40]
    assert "jumlah bobotnya 1" in said(dataset)["PERSEN-PECAHAN"]
