"""Recaps as teams really write them: without a year, with percents, with only what is left."""

import pytest

from kotaku.dataset import Dataset
from kotaku.evaluation import evaluate
from tests.intake import books


def account(dataset: Dataset) -> tuple[float, float, float]:
    whole = evaluate(dataset).akun_luas.query("kab_kota == ''").iloc[-1]
    return whole["luas_awal_ha"], whole["pengurangan_kumulatif_ha"], whole["sisa_ha"]


def test_hectares_without_a_year_count_and_the_lack_is_said():
    dataset = books.read(
        {
            "Sheet1": [
                ["Kab/Kota", "Kel/Desa", "Luas SK", "Luas tertangani", "Sisa luasan kumuh"],
                ["Kota Bima", "Melayu", "20,5 Ha", "10,25 Ha", "10,25 Ha"],
                ["Kab. Bima", "Talabiu", "10 Ha", "2,5 Ha", "7,5 Ha"],
                ["Total", None, "30,5 Ha", "12,75 Ha", "17,75 Ha"],
            ]
        }
    )
    assert account(dataset) == (30.5, 12.75, 17.75)
    assert "TAHUN-TIDAK-ADA" in books.codes(dataset)


def test_the_reduction_follows_from_what_was_and_what_is_left():
    dataset = books.read(
        {
            "Rekap": [
                ["Kabupaten", "Kelurahan", "Luas Kumuh Awal (Ha)", "Luas Kumuh Akhir (Ha)"],
                ["Ende", "Tetandara", 14.11, 10],
                ["Ende", "Paupanda", 5, 0],
            ]
        }
    )
    assert account(dataset) == pytest.approx((19.11, 9.11, 10.0))
    (said,) = books.findings(dataset, "PENGURANGAN-DARI-SISA")
    assert "(2 baris)" in said.message


def test_percents_that_the_hectares_contradict_are_told():
    """Sumba Timur 2018 as printed: 54,23 of 63,08 ha is 85,97 %, not 79,65 %."""
    rows = [
        ["Kabupaten", "Kelurahan", "Luas SK (Ha)", "Pengurangan (Ha)", "Pengurangan (%)",
         "Sisa (Ha)", "Sisa (%)", "Tahun"],
        ["Sumba Timur", "Matawai", 63.08, 54.23, 79.65, 8.85, 20.35, 2018],
        ["Ende", "Tetandara", 10, 2.5, 25, 7.5, 75, 2018],
    ]  # fmt: skip
    dataset = books.read({"Rekap": rows})
    assert account(dataset) == pytest.approx((73.08, 56.73, 16.35))
    told = books.findings(dataset, "PERSEN-REKAP-TIDAK-COCOK")
    assert [f.cell for f in told] == ["E2", "G2"]
    assert "85,97 %" in told[0].message
    assert "14,03 %" in told[1].message


def test_a_reduction_that_stands_in_percent_only_is_asked_never_taken_for_hectares():
    rows = [["Kabupaten", "Kelurahan", "Luas SK (Ha)", "Pengurangan (%)"],
            ["Ende", "Tetandara", 10, 25]]  # fmt: skip
    dataset = books.read({"Rekap": rows})
    (question,) = dataset.questions
    told = [(c.jawaban, c.akibat) for c in question.pilihan]
    assert told == [("dihitung", "sisa 7,50 ha"), ("abaikan", "sisa 10,00 ha")]
    assert account(dataset) == (10.0, 2.5, 7.5)


def test_a_list_of_one_city_need_not_name_it():
    rows = [
        ["No.", "Kelurahan", "Luas kumuh awal (ha)", "Pengurangan kumuh", "Luas kumuh akhir"],
        [1, "Kaligangsa", 4.5, 4.5, 0],
        [2, "Debong", 3, 0, 3],
        ["", "TOTAL", 7.5, 4.5, 3],
    ]
    dataset = books.read({"Rekap": rows})
    assert account(dataset) == (7.5, 4.5, 3.0)
    assert "KAB-KOTA-TIDAK-DISEBUT" in books.codes(dataset)


@pytest.mark.parametrize("heading", ["Luasan kumuh (m2)", "Luas Kumuh (m²)"])
def test_the_area_of_rt_under_its_other_names_and_units(heading):
    rows = [["Desa", "RT/RW", heading, "Skor"], ["Leneng", "RT01-RW02", 15000, 38]]
    assert books.read({"Data": rows}).table("rt")["luas_verifikasi_ha"].tolist() == [1.5]


def test_an_annex_that_states_classes_only_still_gives_its_hectares():
    rows = [
        ["LAMPIRAN KEPUTUSAN BUPATI ENDE TAHUN 2021"],
        [],
        ["No", "Kawasan/Lokasi", "Kelurahan", "RT/RW", "Luas (ha)", "Tingkat kekumuhan"],
        [1, "Pesisir", "Mbongawani", "RT 01/RW 02", "3,25", "KUMUH SEDANG"],
        [2, "Pesisir", "Rukun Lima", "RT 02/RW 02", "2,00", "Ringan"],
    ]
    dataset = books.read({"Lampiran": rows})
    evaluation = evaluate(dataset)
    assert account(dataset) == (5.25, 0.0, 5.25)
    assert evaluation.bukti == "hektare"
    codes = [f.code for f in evaluation.temuan]
    assert codes.count("KELAS-TANPA-NILAI") == 1
    assert "KEKUMUHAN-TIDAK-LENGKAP" not in codes


def by_year(dataset: Dataset) -> list[tuple[object, str, float]]:
    rows = evaluate(dataset).akun_luas.query("kab_kota == ''")
    return list(zip(rows["tahun"], rows["sumber"], rows["pengurangan_ha"], strict=True))


def test_what_is_left_each_year_gives_the_reduction_of_each_year():
    rows = [["No", "Kab/Kota", "Luas Kumuh Awal (Ha)", "Sisa Kumuh 2018", "Sisa Kumuh 2019"],
            [1, "Ende", 20, 15, 10], [2, "Belu", 10, 10, 8]]  # fmt: skip
    assert by_year(books.read({"Rekap": rows})) == [(2018, "", 5.0), (2019, "", 7.0)]


def test_the_first_year_is_the_area_where_no_column_says_it():
    rows = [["No", "Kab/Kota", "Luas Kumuh 2018 (Ha)", "Luas Kumuh 2019 (Ha)"],
            [1, "Ende", 20, 15], [2, "Belu", 10, 10]]  # fmt: skip
    dataset = books.read({"Rekap": rows})
    assert account(dataset) == (30.0, 5.0, 25.0)
    assert by_year(dataset) == [(2019, "", 5.0)]


def test_reductions_go_before_what_is_left_and_the_first_year_still_is_the_area():
    rows = [["Kab/Kota", "Luas Kumuh 2020 (Ha)", "Pengurangan 2021 (Ha)", "Luas Kumuh 2021 (Ha)"],
            ["Ende", 20, 5, 15], ["Belu", 10, 2, 8]]  # fmt: skip
    dataset = books.read({"Rekap": rows})
    assert account(dataset) == (30.0, 7.0, 23.0)
    assert by_year(dataset) == [(2021, "", 7.0)]


def test_areas_of_two_decrees_are_not_chained():
    rows = [["No", "Kab/Kota", "Luas SK 2014 (Ha)", "Luas SK 2020 (Ha)"], [1, "Ende", 20, 45]]
    assert "pengurangan" not in books.read({"Rekap": rows}).tables


def test_reductions_by_source_under_one_heading():
    rows = [
        [
            "No",
            "Kab/Kota",
            "Luas Awal (Ha)",
            "Pengurangan Kumuh (Ha)",
            None,
            None,
            "Jumlah",
            "Sisa",
        ],
        [None, None, None, "BPM", "DAK", "APBD", None, None],
        [1, "Ende", 20, 5, 2, 3, 10, 10],
        [2, "Belu", 10, 4, 0, 1, 5, 5],
    ]
    dataset = books.read(
        {"Rekap": rows},
        lambda book: book.worksheets()[0].merge_range("D1:F1", "Pengurangan Kumuh (Ha)"),
    )
    assert {s: ha for _, s, ha in by_year(dataset)} == {"BPM": 9.0, "DAK": 2.0, "APBD": 4.0}
    assert not {"SISA-TIDAK-COCOK", "KOLOM-DITANYAKAN"} & books.codes(dataset)


def test_the_area_is_the_sum_of_its_classes():
    rows = [
        ["No", "Kab/Kota", "Luas Kumuh (Ha)", None, None],
        [None, None, "Berat", "Sedang", "Ringan"],
        [1, "Ende", 5, 10, 5],
        [2, "Belu", 0, 4, 6],
    ]
    dataset = books.read(
        {"Rekap": rows}, lambda book: book.worksheets()[0].merge_range("C1:E1", "Luas Kumuh (Ha)")
    )
    assert dataset.table("lokasi")["luas_sk_ha"].tolist() == [20.0, 10.0]


def test_a_place_and_its_hectares_are_enough():
    rows = [["No", "Kabupaten/Kota", "Luas kumuh (ha)"], [1, "Ende", 20], [2, "Belu", 10]]
    assert account(books.read({"Sheet1": rows})) == (30.0, 0.0, 30.0)
