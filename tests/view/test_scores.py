"""Four scores a team: counted by hand on small books, and nothing where the data cannot say."""

import pandas as pd
import pytest

from kotaku.dataset import Dataset
from kotaku.evaluation import evaluate
from kotaku.findings import catalogue
from kotaku.intake.understand import build_dataset
from kotaku.schema import fields, tables
from kotaku.view import DIMENSIONS, quality_scores, score_rules, scores_answer
from tests.intake import books

KUPANG, ENDE = "Kota Kupang", "Kabupaten Ende"
PLACES = ["ID lokasi", "Kabupaten/Kota", "Kelurahan", "Luas SK (ha)", "Luas verifikasi (ha)"]
WEEK = ["Kabupaten/Kota", "ID kegiatan", "Minggu", "Realisasi (%)"]
PLAN = ["Kegiatan", "ID kegiatan", "Kab/Kota", "Bobot (%)", "Mulai", "Selesai", "PIC"]


def scored(dataset: Dataset, *expected: str) -> pd.DataFrame:
    scores = quality_scores(dataset, evaluate(dataset), expected)
    return scores.set_index(["kab_kota", "dimensi"])


def plan(*teams: str) -> list[list[object]]:
    rows = [["Jalan", "K1", team, 100, "01/10/2022", "30/12/2022", "Askot"] for team in teams]
    return [PLAN, *rows]


def test_complete_means_sheets_and_main_columns():
    places = [PLACES, ["L1", KUPANG, "Alak", 1.0, 1.0], ["L2", ENDE, None, 2.0, 2.0]]
    seen = scored(books.read({"Lokasi": places, "Master Schedule": plan(KUPANG)}), "Sikka")
    assert seen.loc[(KUPANG, "kelengkapan"), "persen"] == pytest.approx(100)
    ende = seen.loc[(ENDE, "kelengkapan")]
    assert ende["persen"] == pytest.approx(100 * (2 / 3) / 2)  # kelurahan is empty, a sheet is gone
    assert ende["cara"] == (
        "1 dari 2 lembar terkirim, kolom utamanya terisi 67 %; belum: Master Schedule."
    )
    assert seen.loc[("Sikka", "kelengkapan"), "persen"] == 0
    assert seen.loc[("Sikka", "dalam"), "penilaian"] == "tidak dapat dinilai"


def weeks(team: str, *days: str) -> list[list[object]]:
    return [[team, "K1", day, 10.0 * n] for n, day in enumerate(days, start=1)]


def test_on_time_means_the_last_four_weeks():
    rows = [*weeks(KUPANG, "06/11/2022", "13/11/2022", "20/11/2022", "27/11/2022"),
            *weeks(ENDE, "06/11/2022", "13/11/2022")]  # fmt: skip
    book = {"Master Schedule": plan(KUPANG, ENDE), "Progres": [WEEK, *rows]}
    seen = scored(books.read(book))
    assert seen.loc[(KUPANG, "ketepatan"), "persen"] == 100
    assert seen.loc[(ENDE, "ketepatan"), "persen"] == 50
    late = {"Profil": [["Kunci", "Nilai"], ["tanggal_data", "11 Desember 2022"]], **book}
    assert scored(books.read(late)).loc[(KUPANG, "ketepatan"), "persen"] == 50


def test_one_team_is_not_late_against_itself():
    book = {"Master Schedule": plan(KUPANG), "Progres": [WEEK, *weeks(KUPANG, "06/11/2022")]}
    alone = scored(books.read(book)).loc[(KUPANG, "ketepatan")]
    assert pd.isna(alone["persen"])
    assert alone["penilaian"] == "tidak dapat dinilai"


def test_rows_with_an_error_or_a_warning_are_not_consistent():
    rows = [["L1", KUPANG, "Alak", 1.0, None], ["L2", KUPANG, "Oeba", -2.0, None],
            ["L2", KUPANG, "Oesapa", 3.0, None], ["L4", KUPANG, "Fatubesi", 4.0, None]]  # fmt: skip
    seen = scored(books.read({"Lokasi": [PLACES, *rows]})).loc[(KUPANG, "dalam")]
    assert seen["cara"] == "2 dari 4 baris tanpa galat atau peringatan."
    assert (seen["persen"], seen["penilaian"]) == (50, "kurang")


def test_other_sources_are_claims_the_decree_and_other_files():
    first = [["L1", KUPANG, "Alak", 10.0, 10.0], ["L2", KUPANG, "Oeba", 5.0, 9.0]]
    claims = [["Wilayah", "Tahun", "Besaran", "Nilai", "Satuan", "Sumber"],
              [KUPANG, 2022, "luas_awal", 15.0, "ha", "laporan"],
              [KUPANG, 2022, "pengurangan", 5.0, "ha", "laporan"],
              [KUPANG, 2022, "sisa", 9.0, "ha", "laporan"]]  # fmt: skip
    one = "a.xlsx", books.xlsx({"Lokasi": [PLACES, *first], "Klaim": claims})
    same = [first[0], ["L2", KUPANG, "Oeba", 6.0, 9.0]]
    two = "b.xlsx", books.xlsx({"Lokasi": [PLACES, *same]})
    cara = scored(build_dataset([one, two])).loc[(KUPANG, "luar"), "cara"]
    assert "luas SK dan verifikasi 1 dari 2" in cara
    assert "baris di dua berkas 1 dari 2" in cara
    assert "angka laporan" in cara


def test_nothing_to_compare_is_no_full_score():
    places = [PLACES, ["L1", KUPANG, "Alak", 1.0, None]]
    other = scored(books.read({"Lokasi": places})).loc[(KUPANG, "luar")]
    assert pd.isna(other["persen"])
    assert other["cara"].startswith("Tidak ada angka dari sumber lain")


def test_data_without_a_kab_kota_are_one_team():
    rows = [["ID RT", "Luas Verifikasi (Ha)"], ["1", 1.0], ["2", 2.0]]
    seen = scored(books.read({"RT": rows}))
    assert [d for _, d in seen.index] == list(DIMENSIONS)
    assert seen.loc[("", "kelengkapan"), "persen"] == pytest.approx(20)


def test_the_answer_names_the_weakest():
    frame = pd.DataFrame(
        [("A", "luar", 40.0, "kurang", ""), ("B", "dalam", 99.0, "baik", "")],
        columns=["kab_kota", "dimensi", "persen", "penilaian", "cara"],
    )
    assert scores_answer(frame) == (
        "1 dari 2 kab/kota mempunyai skor kurang: A (kesesuaian dengan sumber lain 40 %)."
    )
    assert scores_answer(frame.iloc[1:]) == "Tidak ada skor yang kurang di 1 kab/kota."


def test_the_rules_name_what_exists():
    rules = score_rules()
    assert set(rules["dalam"]["bukan"]) <= set(catalogue())
    for table, columns in rules["kelengkapan"]["kolom"].items():
        assert set(columns) <= set(tables()[table].columns) & set(fields())
