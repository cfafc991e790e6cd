"""Explanations lead from a figure to the cells it rests on."""

import pytest

from kotaku.evaluation import evaluate
from kotaku.explain import figures
from kotaku.view.areas import select_account
from tests.tables import condition, dataset, rt, works

KUMUH = {f"v{c}": 80.0 for c in ("2a", "2b", "3a", "3b")}


@pytest.fixture
def treated():
    return dataset(
        rt=[rt("a", kab_kota="K", kawasan="W"), rt("b", kab_kota="K", kawasan="W")],
        kekumuhan=[condition("a", **KUMUH), condition("b", v2b=10)],
        pekerjaan=[
            works("a", 2020, "2b", 70),
            works("a", 2021, "2a", 80, "rencana"),
            works("b", 2020, "2b", 5),
        ],
    )


def test_unit_before_and_after_with_its_works_and_cells(treated):
    result = evaluate(treated)
    found = figures.explain_unit(treated, result, "rt", "a", 2021)
    row = found.criteria.set_index("kriteria").loc["2b"]
    assert row[["volume_awal", "volume_akhir", "pembagi"]].tolist() == [80, 10, 100]
    assert row[["persen_awal", "persen_akhir", "nilai_awal", "nilai_akhir"]].tolist() == [
        80,
        10,
        5,
        0,
    ]
    letter = treated.sources[1].columns["volume_2b"]
    assert row["sel"] == f"Kekumuhan!{letter}2 (data.xlsx)"
    assert found.works[["tahun", "kriteria", "volume", "sel"]].to_numpy().tolist() == [
        [2020, "2b", 70, "Pekerjaan!D2 (data.xlsx)"],
        [2021, "2a", 80, "Pekerjaan!D3 (data.xlsx)"],
    ]
    assert "total = 5 + 5 = 10 (Tidak kumuh)" in found.formula
    assert found.inputs[0].cells == "Rt!J2 (data.xlsx)"


def test_realised_works_only_in_the_scenario_of_realised_works(treated):
    found = figures.explain_unit(treated, evaluate(treated), "rt", "a", 2021, "realisasi")
    assert found.works["kriteria"].tolist() == ["2b"]
    assert "total = 5 + 5 + 5 = 15" in found.formula


def test_kawasan_spans_the_cells_of_its_rt(treated):
    result = evaluate(treated)
    found = figures.explain_unit(treated, result, "kawasan", "K / W", 2020)
    row = found.criteria.set_index("kriteria").loc["2b"]
    assert row[["volume_awal", "volume_akhir", "pembagi"]].tolist() == [90, 15, 200]
    letter = treated.sources[1].columns["volume_2b"]
    assert row["sel"] == f"Kekumuhan!{letter}2:{letter}3 (data.xlsx)"
    assert found.works["id_rt"].tolist() == ["a", "b"]
    assert found.title == "kawasan W, 2020"


def test_unknown_unit_is_an_error(treated):
    with pytest.raises(KeyError):
        figures.explain_unit(treated, evaluate(treated), "rt", "x", 2020)


def test_headline_of_computed_hectares(treated):
    result = evaluate(treated)
    found = {e.key: e for e in figures.headline(treated, result, result.akun_luas)}
    assert set(found) == {"luas_awal", "berkurang", "sisa"}
    assert "metode T (ambang nilai 16, Permen PUPR 14/PRT/M/2018)" in found["sisa"].method
    assert found["sisa"].unit == "hektare, dihitung per RT"
    assert "1,00 − 1,00 = 0,00 ha" in found["sisa"].formula
    assert found["luas_awal"].inputs[0].cells == "Rt!J2:J3 (data.xlsx)"
    assert found["berkurang"].inputs[-1].cells == "Pekerjaan!D2:D4 (data.xlsx)"


def test_headline_of_reported_hectares_and_schedule():
    data = dataset(
        lokasi=[
            {"id_lokasi": "1", "kab_kota": "K", "luas_sk_ha": 10},
            {"id_lokasi": "2", "kab_kota": "K", "luas_verifikasi_ha": 5},
        ],
        pengurangan=[{"id_lokasi": "1", "tahun": 2020, "pengurangan_ha": 4}],
        progres=[
            {"id_kegiatan": "1", "kab_kota": "K", "minggu": m, "rencana_pct": p, "realisasi_pct": r}
            for m, p, r in (("2022-11-20", 90.0, 80.0), ("2022-11-27", 95.0, 98.0))
        ],
        master_schedule=[
            {"id_kegiatan": "1", "kab_kota": "K", "kegiatan": "Monev", "bobot_pct": 100}
        ],
    )
    result = evaluate(data)
    found = {e.key: e for e in figures.headline(data, result, result.akun_luas)}
    assert found["sisa"].method == "hektare seperti dilaporkan"
    assert found["luas_awal"].inputs[0].cells == "Lokasi!J2 (data.xlsx); Lokasi!K3 (data.xlsx)"
    assert found["berkurang"].inputs[-1].cells == "Pengurangan!I2 (data.xlsx)"
    assert "98,00 % − 95,00 % = +3,00 pp" in found["master_schedule"].formula


def mixed(**more):
    """Kota K from its RT, Kota L as reported; more tables may follow."""
    return dataset(
        rt=[rt("a", kab_kota="Kota K"), rt("b", kab_kota="Kota L"), rt("c", kab_kota="Kota K")],
        kekumuhan=[condition(i, **KUMUH) for i in ("a", "c")],
        pekerjaan=[works("a", 2020, "2b", 70)],
        lokasi=[
            {"id_lokasi": "k", "kab_kota": "Kota K", "luas_sk_ha": 2},
            {"id_lokasi": "1", "kab_kota": "Kota L", "luas_sk_ha": 10},
            {"id_lokasi": "2", "kab_kota": "Kota L", "luas_verifikasi_ha": 5},
        ],
        **more,
    )


GONE = {"id_lokasi": "1", "tahun": 2020, "pengurangan_ha": 4, "status": "realisasi"}


def test_headline_of_computed_and_reported_hectares_cites_both():
    data = mixed(pengurangan=[GONE, {**GONE, "pengurangan_ha": 1, "status": "rencana"}])
    result = evaluate(data)
    account = select_account(result.akun_luas, simulasi=False)
    found = {e.key: e for e in figures.headline(data, result, account)}
    told = {i.label: (i.value, i.cells) for e in found.values() for i in e.inputs}
    assert told["Luas awal dari RT"] == ("2,00 ha", "Rt!J2:J4 (data.xlsx)")
    assert told["Luas awal dilaporkan"] == (
        "15,00 ha", "Lokasi!J3 (data.xlsx); Lokasi!K4 (data.xlsx)"
    )  # fmt: skip
    assert told["Jumlah dari RT"] == ("1,00 ha", "Pekerjaan!D2 (data.xlsx)")
    assert told["Jumlah dilaporkan"] == ("4,00 ha", "Pengurangan!I2 (data.xlsx)")
    assert "+ jumlah luas SK tiap lokasi" in found["luas_awal"].formula
    assert found["sisa"].unit == "hektare, dihitung per RT; yang dilaporkan per lokasi"
    units = found["sisa"].parts().set_index("nama")["sel"].to_dict()
    assert units["a"] == "Rt!J2"
    assert units["1"] == "Lokasi!J3"


def test_a_place_that_reports_no_reduction_is_cited_all_the_same():
    data = mixed()
    result = evaluate(data)
    found = {e.key: e for e in figures.headline(data, result, result.akun_luas)}
    cells = {i.label: i.cells for i in found["luas_awal"].inputs}
    assert cells["Luas awal dilaporkan"].startswith("Lokasi!J3 ")
    assert found["sisa"].parts()["sisa_ha"].sum() == pytest.approx(16)


def test_headline_of_nothing():
    data = dataset()
    result = evaluate(data)
    assert figures.headline(data, result, result.akun_luas) == ()
