"""Authority, legality and priority follow the rule set; the unknown stays unknown."""

import pandas as pd
import pytest

from kotaku import rules
from kotaku.method.priority import ranked

R = rules.load()
WANTED = {
    "nilai_strategis": "di kawasan strategis",
    "kependudukan": "tinggi",
    "sosial_ekonomi_budaya": "punya potensi",
    "penguasaan_lahan": "Jelas",
    "rencana_tata_ruang": "sesuai",
}


def one(**more):
    row = {"nama": "W", "luas_ha": 5.0, "tingkat": "berat", "jumlah_penduduk": None}
    return ranked(pd.DataFrame([{**row, **WANTED, **more}]), R).iloc[0]


def test_a_location_that_tells_everything():
    found = one()
    assert (found["skor_pertimbangan"], found["pertimbangan"]) == (15, "tinggi")
    assert (found["skor_legalitas"], found["legal"]) == (2, "legal")
    assert (found["urutan"], found["kode"], found["penanganan"]) == (1, "A1", "peremajaan")
    assert found["kewenangan_luas"] == "kabupaten/kota"


@pytest.mark.parametrize(
    ("more", "rank", "code", "handling"),
    [
        ({"rencana_tata_ruang": "tidak sesuai"}, 1, "A2", "permukiman kembali"),
        ({"tingkat": "ringan"}, 3, "C1", "pemugaran"),
        ({"tingkat": "sedang", "kependudukan": "rendah"}, 2, "B1", "peremajaan"),
        (
            {"nilai_strategis": "bukan_kawasan_strategis", "kependudukan": "rendah",
             "sosial_ekonomi_budaya": "tidak punya potensi"}, 7, "A5", "peremajaan",
        ),
    ],
)  # fmt: skip
def test_the_matrix(more, rank, code, handling):
    found = one(**more)
    assert (found["urutan"], found["kode"], found["penanganan"]) == (rank, code, handling)


@pytest.mark.parametrize(
    ("people", "score"), [(500, 11), (756, 13), (1001, 15), (2001, 15), (None, None)]
)
def test_people_per_hectare_answer_where_nobody_else_does(people, score):
    found = one(kependudukan=None, jumlah_penduduk=people)
    assert (found["skor_pertimbangan"] if score else score) == score
    assert bool(found["pertimbangan"]) == (score is not None)


def test_what_is_not_told_stays_unknown():
    found = one(nilai_strategis="entah", penguasaan_lahan=None)
    assert found[["pertimbangan", "legal", "kode", "penanganan"]].tolist() == ["", "", "", ""]
    assert pd.isna(found["urutan"])


def test_a_location_that_is_not_kumuh_has_no_rank():
    found = one(tingkat="tidak_kumuh")
    assert pd.isna(found["urutan"])
    assert found["penanganan"] == ""


def test_the_most_urgent_and_then_the_largest_stand_first():
    rows = [
        {"nama": n, "luas_ha": a, "tingkat": t, **WANTED}
        for n, a, t in (("a", 5, "ringan"), ("b", 20, "berat"), ("c", 12, "ringan"), ("d", 1, ""))
    ]
    found = ranked(pd.DataFrame(rows), R)
    assert found["nama"].tolist() == ["b", "c", "a", "d"]
    assert found["kewenangan_luas"].tolist() == [
        "pusat",
        "provinsi",
        "kabupaten/kota",
        "kabupaten/kota",
    ]
