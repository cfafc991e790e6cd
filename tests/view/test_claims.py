"""Sentences of reports that were really printed, judged on the NTT sample."""

import pytest

from kotaku.dataset import Dataset
from kotaku.evaluation import Evaluation, evaluate
from kotaku.intake.understand import build_dataset
from kotaku.view import judge_paragraph
from tests.test_samples import DATA

RAKOR = "pengurangan 189,29 ha atau 93,51 % sampai simulasi 2019, sisa 13,14 ha, dari 202,43 ha"
SUMBA_TIMUR = (  # kotaku.pu.go.id: the printed percents do not follow from the hectares
    "Sumba Timur 2018: dari 63,08 ha tertangani 54,23 ha (79,65 %), sisa 8,85 ha atau 20,35 %."
)
KUPANG = "Kota Kupang 2023 semula 123,95 ha, berkurang 2,61 ha sehingga tersisa 9,54 ha."


@pytest.fixture(scope="module")
def ntt() -> tuple[Dataset, Evaluation]:
    path = DATA / "contoh_ntt_2019.xlsx"
    dataset = build_dataset([(path.name, path.read_bytes())])
    return dataset, evaluate(dataset)


def verdicts(paragraph: str, ntt: tuple[Dataset, Evaluation]) -> dict[str, str]:
    rows = judge_paragraph(paragraph, *ntt).rows
    return dict(zip(rows["besaran"], rows["putusan"], strict=True))


def test_the_rakor_paragraph_holds(ntt):
    judged = judge_paragraph(RAKOR, *ntt)
    assert judged.answer == "Semua 4 angka cocok."
    assert judged.salah == 0
    assert judged.rows["dihitung"].tolist() == ["189,29 ha", "93,51 %", "13,14 ha", "202,43 ha"]
    assert judged.rows.loc[2, "penjelasan"] == (
        "202,43 − 189,29 = 13,14 ha. Menurut data: sampai 2019 dengan simulasi."
    )


def test_the_percents_of_sumba_timur_do_not_follow(ntt):
    judged = judge_paragraph(SUMBA_TIMUR, *ntt)
    wrong = judged.rows[judged.rows["putusan"] == "Tidak cocok"].set_index("besaran")
    assert wrong["dihitung"].to_dict() == {
        "persen pengurangan": "85,97 %",
        "persen sisa": "14,03 %",
    }
    assert set(judged.rows["wilayah"]) == {"Kabupaten Sumba Timur"}
    assert "tertulis 79,65 %, dihitung 85,97 %" in judged.answer


def test_the_rest_of_kupang_does_not_close(ntt):
    judged = judge_paragraph(KUPANG, *ntt)
    left = judged.rows.set_index("besaran").loc["sisa"]
    assert (left["putusan"], left["dihitung"]) == ("Tidak cocok", "121,34 ha")
    assert verdicts(KUPANG, ntt)["luas awal"] == "Tidak dapat diuji"


def test_a_sentence_that_closes_may_differ_from_the_data(ntt):
    seen = verdicts("Tahun 2019 dari 300 ha berkurang 100 ha, sisa 200 ha.", ntt)
    assert seen["sisa"] == "Berbeda dari data"


def test_without_a_year_the_newest_figures_count(ntt):
    assert verdicts("Sisa kumuh tinggal 13,14 hektar.", ntt) == {"sisa": "Cocok"}


def test_a_sentence_without_figures_says_so(ntt):
    judged = judge_paragraph("Rapat dibuka pukul sembilan.", *ntt)
    assert judged.rows.empty
    assert judged.answer.startswith("Tidak ada angka")


def test_a_place_outside_the_data_is_tested_against_itself_only(ntt):
    judged = judge_paragraph(
        "Kumuh Kota Tegal semula 191,15 ha, berkurang menjadi 105,54 ha, turun 85,61 ha.", *ntt
    )
    assert judged.salah == 0
    assert set(judged.rows["wilayah"]) == {"Kota Tegal"}
    assert "Menurut data" not in " ".join(judged.rows["penjelasan"])


def test_the_years_of_a_series_are_summed(ntt):
    text = (
        "Kota Bandar Lampung: kumulatif tercapai 186,53 ha dari 266,64 ha. Tahun 2015 realisasi "
        "7,94 ha, 2016 realisasi 39,1 ha, 2017 realisasi 19,43 ha, 2018 realisasi {} ha."
    )
    assert judge_paragraph(text.format("120,06"), *ntt).salah == 0
    wrong = judge_paragraph(text.format("110,06"), *ntt)
    assert wrong.salah
    assert "berselisih 10,00 ha" in " ".join(wrong.rows["penjelasan"])


def test_a_reduction_above_its_start_is_said_to_be_impossible(ntt):
    judged = judge_paragraph("Secara nasional berkurang 32.221 ha dari target 3.431 ha.", *ntt)
    told = judged.rows.set_index("besaran").loc["pengurangan"]
    assert told["putusan"] == "Tidak cocok"
    assert told["penjelasan"].startswith("Tidak mungkin: pengurangan 32.221,00 ha melebihi")


def test_the_percent_of_the_whole_town_is_recomputed(ntt):
    text = "Kota Malang: luas kumuh 608,6 ha atau 5,53% dari luas Kota Malang 11.606 ha."
    rows = judge_paragraph(text, *ntt).rows.set_index("besaran")
    assert rows.loc["persen kumuh dari luas wilayah", "dihitung"] == "5,24 %"


def test_figures_that_are_no_hectares_cannot_be_tested(ntt):
    judged = judge_paragraph("Target 200 RW, terealisasi 220 RW, dari 16,4 persen.", *ntt)
    assert judged.answer.startswith("Tidak dapat diuji")
    assert judged.rows.empty
