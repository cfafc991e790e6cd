"""Which rule set judges a data set, and that the reason is told."""

import pytest

from kotaku.evaluation import Settings, evaluate
from kotaku.intake.understand import build_dataset
from tests.tables import CRITERIA, condition, dataset, rt

NINETEEN = {f"volume_{c}": 80.0 for c in (*CRITERIA, "4d", "4e", "6c")}
SIXTEEN = condition("a", 2017, v2a=80)


def judged(row=SIXTEEN, settings=None, **profile):
    rows = [{"kunci": k, "nilai": v} for k, v in profile.items()]
    tables = {"rt": [rt("a")], "kekumuhan": [row], "profil": rows}
    return evaluate(dataset(**{k: v for k, v in tables.items() if v}), settings)


@pytest.mark.parametrize(
    ("profile", "settings", "expected", "words"),
    [
        ({}, None, "permen14_2018", "tanggal data tidak diketahui"),
        ({"tanggal_data": "8 Agustus 2019"}, None, "permen14_2018", "8 Agustus 2019"),
        ({"tanggal_data": "31 Desember 2017"}, None, "permen02_2016", "31 Desember 2017"),
        (
            {"regulasi": "14/PRT/M/2018", "tanggal_data": "1/2/2017"},
            None,
            "permen14_2018",
            "Profil",
        ),
        ({"regulasi": "02/PRT/M/2016"}, None, "permen02_2016", "Profil"),
        ({"regulasi": "02/PRT/M/2016"}, Settings("permen14_2018"), "permen14_2018", "pengguna"),
    ],
)
def test_wish_then_profile_then_date(profile, settings, expected, words):
    result = judged({"id_rt": "a", "tahun": 2017, **NINETEEN}, settings, **profile)
    assert result.regulation.id == result.settings.regulasi == expected
    assert words in result.alasan_regulasi
    assert result.alasan_regulasi.endswith(".")


def test_sixteen_criteria_are_not_judged_by_the_rules_of_nineteen():
    result = judged(tanggal_data="31 Desember 2017")
    assert result.regulation.id == "permen14_2018"
    assert "16 kriteria, bukan 19" in result.alasan_regulasi
    assert result.bukti == "volume"


def test_data_without_criteria_follow_their_date():
    row = {"id_rt": "a", "tahun": 2017, "total_nilai": 18}
    result = judged(row, tanggal_data="31 Desember 2017")
    assert result.regulation.id == "permen02_2016"
    assert result.pengurangan["kumuh_awal_ha"].eq(0).all()  # 18 is below 19
    assert judged(row).pengurangan["kumuh_awal_ha"].eq(1).all()  # and above 16


def test_an_unknown_rule_set_in_the_profile_is_told():
    result = judged(regulasi="Perda 5/2018")
    told = [f for f in result.temuan if f.code == "REGULASI-TIDAK-DIKENALI"]
    assert [f.value for f in told] == ["Perda 5/2018"]
    assert "14/PRT/M/2018" in told[0].message


def test_numbers_that_a_province_replaces():
    wish = Settings("permen02_2016", penyesuaian=(("tingkat.berat", 90),))
    row = {"id_rt": "a", "tahun": 2017, **NINETEEN}
    row |= {f"volume_{c}": 0.0 for c in CRITERIA[:2]}  # 17 x 5 = 85
    assert judged(row, Settings("permen02_2016")).kondisi["tingkat"].unique().tolist() == ["berat"]
    changed = judged(row, wish)
    assert changed.kondisi["tingkat"].unique().tolist() == ["sedang"]
    assert "1 angka yang diubah" in changed.alasan_regulasi
    with pytest.raises(ValueError, match="pasti"):
        judged(row, Settings("permen02_2016", penyesuaian=(("ambang_kumuh", 20),)))
    with pytest.raises(KeyError):
        judged(row, Settings("permen99"))


def old_rules_book(**profile):
    """A file under 02/2016: five RT of 1 ha, three with totals that only 19 criteria can give."""
    told = "\n".join(f"{k};{v}" for k, v in profile.items())
    rt_rows = "\n".join(f"{i};Kota K;1,0" for i in range(1, 6))
    totals = "\n".join(f"{i};2017;{t}" for i, t in enumerate((81, 88, 95, 45, 19), start=1))
    return [
        ("Profil.csv", f"kunci;nilai\n{told}\n".encode()),
        ("RT.csv", f"ID RT;Kab/Kota;Luas Verifikasi (Ha)\n{rt_rows}\n".encode()),
        ("Kekumuhan.csv", f"ID RT;Tahun;Total nilai\n{totals}\n".encode()),
    ]


def test_a_file_is_checked_by_the_rules_it_is_judged_by():
    data = build_dataset(old_rules_book(regulasi="02/PRT/M/2016"))
    assert "TOTAL-NILAI-TIDAK-SAH" not in {f.code for f in data.findings}
    result = evaluate(data)
    assert result.regulation.id == data.regulasi == "permen02_2016"
    assert result.account().realisasi.luas_awal_ha == 5


def test_a_chosen_rule_set_holds_for_the_checks_too():
    files = old_rules_book(provinsi="P")
    assert evaluate(build_dataset(files)).account().realisasi.luas_awal_ha == 2
    chosen = build_dataset(files, regulasi="permen02_2016")
    result = evaluate(chosen, Settings(regulasi="permen02_2016"))
    assert result.account().realisasi.luas_awal_ha == 5
    assert result.alasan_regulasi.endswith("dipilih pengguna.")
