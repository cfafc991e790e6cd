"""Volumes typed for a unit become works of its RT, and the unit moves as the method says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotaku import rules
from kotaku.evaluation import Settings, evaluate
from kotaku.method.simulation import WorksScenario, simulate
from kotaku.method.treatment import members, spread, volumes_of
from tests.tables import condition, dataset, rt, works

R = rules.load()
DATA = dataset(
    rt=[
        rt("a", kab_kota="X", kawasan="W"),
        rt("b", kab_kota="X", kawasan="W", luas_verifikasi_ha=3.0),
        rt("c", kab_kota="X", kawasan="V"),
    ],
    kekumuhan=[
        condition("a", v2a=80, v2b=80, v3a=80, v3b=80),
        condition("b", v2a=20, v2b=80, v3a=80, v3b=80),
        condition("c", v2a=-5, v3a=80),
    ],
)
KAWASAN = evaluate(DATA, Settings(satuan="kawasan"))
RT = KAWASAN.kondisi[
    (KAWASAN.kondisi["satuan"] == "rt") & (KAWASAN.kondisi["skenario"] == "realisasi")
]
W = "X / W"


def test_the_rt_of_a_unit_and_its_volumes():
    assert members(RT, "kawasan", W)["id_unit"].tolist() == ["a", "b"]
    assert members(RT, "rt", "c")["id_unit"].tolist() == ["c"]
    table = volumes_of(RT[RT["id_unit"] == "c"].iloc[0], R).set_index("kriteria")
    assert table.loc["3a", ["masalah", "pembagi", "persen", "nilai"]].tolist() == [80, 100, 80, 5]
    assert table.loc["2a", "masalah"] == 0  # a negative volume is no problem
    assert table.loc["1b", "pembagi"] == 1.0


def test_a_volume_falls_on_the_rt_by_what_is_left_there_and_the_kawasan_moves_by_all_of_it():
    extra = spread(members(RT, "kawasan", W), {"2a": 50.0, "3a": 0.0}, {"2a": 1000.0}, 2020)
    assert [(w.id_rt, w.volume, w.anggaran_rp) for w in extra] == [
        ("a", 40.0, 40_000.0),
        ("b", 10.0, 10_000.0),
    ]
    found = simulate(DATA, KAWASAN, WorksScenario("uji", (), extra))
    after = found.kondisi.query("id_unit == @W and tahun == 2020 and skenario == 'simulasi'")
    assert after["volume_2a"].tolist() == [50.0]
    assert found.biaya_rp == 50_000
    assert found.surplus.empty


def test_more_than_the_problem_is_told_as_surplus():
    extra = spread(members(RT, "rt", "c"), {"3a": 100.0, "5a": 7.0}, {}, 2020)
    found = simulate(DATA, KAWASAN, WorksScenario("uji", (), extra))
    assert found.surplus[["id_rt", "kriteria", "lebih"]].to_numpy().tolist() == [
        ["c", "3a", 20.0],
        ["c", "5a", 7.0],
    ]


@given(st.dictionaries(st.sampled_from(R.criterion_ids), st.floats(-5, 200), max_size=6))
@settings(max_examples=30, deadline=None)
def test_nothing_is_lost_in_the_spreading(treated):
    extra = spread(members(RT, "kawasan", W), treated, dict.fromkeys(R.criterion_ids, 2.0), 2020)
    assert sum(w.volume for w in extra) == pytest.approx(sum(max(0, v) for v in treated.values()))
    assert sum(w.anggaran_rp for w in extra) == pytest.approx(2 * sum(w.volume for w in extra))


def test_works_after_the_target_year_come_too_late():
    data = dataset(
        rt=[rt("a")],
        kekumuhan=[condition("a", v2a=80, v2b=80, v3a=80, v3b=80)],
        pekerjaan=[works("a", 2025, "2a", 80, "rencana")],
    )
    result = evaluate(data)
    late = simulate(data, result, WorksScenario("uji"), target_sisa_ha=0.0, tahun_target=2024)
    assert (late.sisa_ha, late.kurang_ha) == (0.0, 1.0)
    in_time = simulate(data, result, WorksScenario("uji"), target_sisa_ha=0.0, tahun_target=2025)
    assert in_time.kurang_ha == 0.0
    assert simulate(data, result, WorksScenario("uji"), tahun_target=2010).sisa_target_ha == 1.0
