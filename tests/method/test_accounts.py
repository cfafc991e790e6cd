"""The account of area from reported hectares, from RT data, and from both."""

import csv

import pytest

from kotaku.evaluation import evaluate
from tests.case_files import CASES
from tests.tables import condition, dataset, rt, works

KUMUH = {f"v{c}": 80.0 for c in ("2a", "2b", "3a", "3b")}  # 4 criteria x 5 = 20, ringan


def published():
    text = (CASES / "aggregate_cases.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return [r for r in rows if r["pengurangan_ha"] and r["luas_awal_ha"]]


def account(**tables):
    frame = evaluate(dataset(**tables)).akun_luas
    return frame[frame["kab_kota"] == ""]


@pytest.mark.parametrize("case", published(), ids=lambda r: r["case_id"])
def test_published_arithmetic_recomputed(case):
    rows = account(
        lokasi=[{"id_lokasi": "1", "kab_kota": "K", "luas_sk_ha": float(case["luas_awal_ha"])}],
        pengurangan=[
            {"id_lokasi": "1", "tahun": 2019, "pengurangan_ha": float(case["pengurangan_ha"])}
        ],
    )
    assert rows["sisa_ha"].iloc[-1] == pytest.approx(float(case["recomputed_sisa_ha"]), abs=0.005)
    assert rows["persen"].iloc[-1] == pytest.approx(
        float(case["recomputed_persen_pengurangan"]), abs=0.005
    )


def test_reported_hectares_stand_by_year_with_the_simulation_last():
    done = {"id_lokasi": "1", "tahun": 2019, "status": "realisasi"}
    rows = account(
        lokasi=[
            {"id_lokasi": "1", "kab_kota": "K", "luas_sk_ha": 10, "luas_verifikasi_ha": 9},
            {"id_lokasi": "2", "kab_kota": "L", "luas_sk_ha": None, "luas_verifikasi_ha": 5},
        ],
        pengurangan=[
            {"id_lokasi": "2", "tahun": 2018, "status": "simulasi", "pengurangan_ha": 1},
            {**done, "sumber": "DAK", "pengurangan_ha": 2},
            {**done, "sumber": "BPM", "pengurangan_ha": 3},
            {"id_lokasi": "2", "tahun": 2017, "status": "terbuka", "pengurangan_ha": 4},
        ],
    )
    assert rows[["tahun", "status", "sumber", "sisa_ha"]].to_numpy().tolist() == [
        [2017, "terbuka", "", 11],
        [2019, "realisasi", "BPM", 8],
        [2019, "realisasi", "DAK", 6],
        [2018, "simulasi", "", 5],
    ]
    assert (rows["luas_awal_ha"] == 15).all()


def test_a_place_without_reductions_has_its_initial_area():
    result = evaluate(dataset(lokasi=[{"id_lokasi": "1", "kab_kota": "K", "luas_sk_ha": 7}]))
    assert result.bukti == "hektare"
    assert result.akun_luas[
        ["kab_kota", "luas_awal_ha", "pengurangan_ha", "sisa_ha"]
    ].to_numpy().tolist() == [
        ["", 7, 0, 7],
        ["K", 7, 0, 7],
    ]


def test_reductions_without_initial_area_are_told_and_kept_out_of_the_whole():
    data = dataset(
        lokasi=[{"id_lokasi": "1", "kab_kota": "K", "luas_sk_ha": 7}],
        pengurangan=[
            {"kab_kota": "K", "tahun": 2020, "pengurangan_ha": 2},
            {"kab_kota": "L", "tahun": 2020, "pengurangan_ha": 3},
        ],
    )
    result = evaluate(data)
    last = result.akun_luas.groupby("kab_kota")["sisa_ha"].last()
    assert last[""] == last["K"] == 5
    assert last.isna()["L"]
    assert "LUAS-AWAL-TIDAK-ADA" in {f.code for f in result.temuan}


def test_rt_data_go_before_reported_hectares_where_they_hold_the_whole_place():
    places = [
        {"id_lokasi": "1", "kab_kota": "K", "luas_sk_ha": 2},
        {"id_lokasi": "2", "kab_kota": "L", "luas_sk_ha": 50},
        {"id_lokasi": "3", "kab_kota": "M", "luas_sk_ha": 1},
    ]
    data = dataset(
        lokasi=places,
        rt=[rt("a", id_lokasi="1"), rt("b", id_lokasi="1"), rt("c", id_lokasi="2")],
        kekumuhan=[condition(i, **KUMUH) for i in "abc"],
        pekerjaan=[works("a", 2020, "2a", 80), works("c", 2020, "2a", 80)],
        pengurangan=[
            {"id_lokasi": "1", "tahun": 2020, "pengurangan_ha": 0.5},
            {"id_lokasi": "2", "tahun": 2020, "pengurangan_ha": 20},
        ],
    )
    result = evaluate(data)
    sisa = result.akun_luas.groupby("kab_kota")["sisa_ha"].last()
    assert sisa.to_dict() == {"": 32, "K": 1, "L": 30, "M": 1}
    told = {f.place: f.message for f in result.temuan if f.code == "AKUN-DUA-SUMBER"}
    assert told["K"].endswith("hitungan RT.")
    assert told["L"].endswith("laporan.")


def test_rt_data_of_one_time_do_not_replace_reported_reductions():
    rows = account(
        lokasi=[{"id_lokasi": "1", "kab_kota": "K", "luas_sk_ha": 1}],
        rt=[rt("a", id_lokasi="1")],
        kekumuhan=[condition("a", **KUMUH)],
        pengurangan=[{"id_lokasi": "1", "tahun": 2020, "pengurangan_ha": 1}],
    )
    assert rows["sisa_ha"].iloc[-1] == 0


def test_area_that_becomes_kumuh_again_counts_back():
    rows = account(
        rt=[rt("a", kab_kota="K")],
        kekumuhan=[
            condition("a", 2019, **KUMUH),
            condition("a", 2020),
            condition("a", 2021, **KUMUH),
        ],
    )
    assert rows["pengurangan_ha"].tolist() == [1, -1]
    assert rows["sisa_ha"].tolist() == [0, 1]


def test_sums_of_decimals_leave_exactly_nothing():
    rows = account(
        lokasi=[{"id_lokasi": "1", "kab_kota": "K", "luas_sk_ha": 0.3}],
        pengurangan=[
            {"id_lokasi": "1", "tahun": 2019 + i, "pengurangan_ha": 0.1} for i in range(3)
        ],
    )
    assert 0.3 - (0.1 + 0.1 + 0.1) != 0
    assert rows["sisa_ha"].iloc[-1] == 0
