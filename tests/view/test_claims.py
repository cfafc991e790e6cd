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
