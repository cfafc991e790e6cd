"""Scenarios: nothing chosen changes nothing, everything chosen is the evaluation's simulation."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotaku.evaluation import Settings, evaluate
from kotaku.method.reduction import METHODS
from kotaku.method.simulation import (
    ExtraWork,
    WorksScenario,
    compare,
    of_treatments,
    simulate,
)
from kotaku.strategy import costs
from kotaku.strategy.plan import make_plan, units_from
from tests.tables import condition, dataset, rt, works

KUMUH = {f"v{c}": 80.0 for c in ("2a", "2b", "3a", "3b")}
NOTHING = WorksScenario("tanpa pekerjaan", ())
ALL = WorksScenario("semua")
few = settings(max_examples=20, deadline=None)


def data():
    return dataset(
        rt=[
            rt(i, kab_kota="X", kawasan="W", luas_verifikasi_ha=h) for i, h in (("a", 1), ("b", 3))
        ],
        kekumuhan=[condition(i, **KUMUH) for i in "ab"],
        pekerjaan=[
            works("a", 2020, "2a", 20),
            {**works("a", 2021, "2a", 60, "rencana"), "anggaran_rp": 5e6},
            {**works("b", 2021, "2b", 80, "berjalan"), "anggaran_rp": 7e6},
        ],
    )


@pytest.mark.parametrize("metode", METHODS)
@pytest.mark.parametrize("satuan", ["rt", "kawasan"])
def test_nothing_and_everything(metode, satuan):
    tables = data()
    result = evaluate(tables, Settings(metode=metode, satuan=satuan))
    none = simulate(tables, result, NOTHING)
    assert (none.pengurangan_ha, none.biaya_rp, none.jumlah_pekerjaan) == (0, 0, 0)
    assert none.changed.empty
    whole = simulate(tables, result, ALL, target_sisa_ha=1.0)
    rows = result.pengurangan.query(
        f"metode == '{metode}' and satuan == '{satuan}' and tahun == 2021"
    ).set_index("skenario")["kumuh_akhir_ha"]
    assert whole.sisa_sebelum_ha == pytest.approx(rows["realisasi"])
    assert whole.sisa_ha == pytest.approx(rows["simulasi"])
    assert whole.kurang_ha == pytest.approx(max(0.0, rows["simulasi"] - 1))
    assert whole.units["pengurangan_ha"].sum() == pytest.approx(whole.pengurangan_ha)
    assert whole.luas_awal_ha == 4
    assert (whole.biaya_rp, whole.jumlah_pekerjaan) == (12e6, 2)


def test_one_chosen_work():
    tables = data()
    result = evaluate(tables)
    found = simulate(tables, result, WorksScenario("jalan b", (2,)))
    assert found.changed[
        ["id_unit", "total_sebelum", "total_sesudah", "tingkat_sesudah", "pengurangan_ha"]
    ].to_numpy().tolist() == [["b", 20, 15, "tidak_kumuh", 3]]
    assert (found.sisa_sebelum_ha, found.sisa_ha) == (4, 1)


def test_works_that_no_file_holds():
    tables = data()
    result = evaluate(tables)
    extra = (ExtraWork("b", "3a", 80, 2024, anggaran_rp=2e6),)
    found = simulate(tables, result, WorksScenario("air minum", (), extra))
    assert (found.tahun, found.sisa_ha, found.biaya_rp) == (2024, 1, 2e6)
    assert found.sisa_sebelum_ha == 4  # realised works stand as they are
    assert evaluate(tables).akun_luas.equals(result.akun_luas)


def test_works_before_the_survey_take_nothing_away_and_it_is_said():
    tables = data()
    extra = (ExtraWork("b", "3a", 80, 2019),)
    found = simulate(tables, evaluate(tables), WorksScenario("terlambat", (), extra))
    assert found.pengurangan_ha == 0
    assert [f.code for f in found.temuan] == ["PEKERJAAN-SUDAH-TERMASUK"]


def test_without_any_works_table():
    tables = dataset(rt=[rt("a")], kekumuhan=[condition("a", **KUMUH)])
    result = evaluate(tables)
    assert simulate(tables, result, ALL).changed.empty
    found = simulate(tables, result, WorksScenario("s", (), (ExtraWork("a", "2a", 80, 2020),)))
    assert found.pengurangan_ha == 1


@pytest.mark.parametrize(
    "scenario",
    [
        WorksScenario("s", (99,)),
        WorksScenario("s", (), (ExtraWork("tidak ada", "2a", 1, 2020),)),
        WorksScenario("s", (), (ExtraWork("a", "9z", 1, 2020),)),
    ],
)
def test_what_the_data_do_not_know_is_an_error(scenario):
    tables = data()
    with pytest.raises(KeyError):
        simulate(tables, evaluate(tables), scenario)


def test_data_without_conditions_cannot_be_simulated():
    tables = dataset(rt=[rt("a")])
    with pytest.raises(ValueError, match="Belum ada"):
        simulate(tables, evaluate(tables), ALL)


def test_a_scenario_survives_being_stored():
    scenario = WorksScenario("s", (1, 2), (ExtraWork("a", "2a", 1.5, 2024, "jalan"),), "hash")
    text = json.dumps(scenario.as_json())
    assert WorksScenario.from_json(json.loads(text)) == scenario
    assert WorksScenario.from_json(json.loads(json.dumps(ALL.as_json()))) == ALL
    with pytest.raises(KeyError):
        WorksScenario.from_json({"nama": "s"})


def test_scenarios_side_by_side():
    tables = data()
    result = evaluate(tables)
    found = [simulate(tables, result, s, target_sisa_ha=0) for s in (NOTHING, ALL)]
    table = compare(found)
    assert table[["skenario", "sisa_ha", "kurang_ha", "unit_naik_kelas"]].to_numpy().tolist() == [
        ["tanpa pekerjaan", 4, 4, 0],
        ["semua", 0, 0, 2],
    ]
    with pytest.raises(ValueError, match="4"):
        compare([*found, *found, *found])
    other = simulate(tables, evaluate(tables, Settings(metode="K_T0")), ALL)
    with pytest.raises(ValueError, match="sama"):
        compare([*found, other])


def test_a_package_of_the_strategy_does_what_it_promises(pekalongan):
    tables = pekalongan
    result = evaluate(tables)
    prices = costs.learn(tables.table("pekerjaan"), result.regulation)
    plan = make_plan(units_from(result.kondisi, "rt"), result.regulation, prices, target_ha=10.0)
    found = simulate(tables, result, of_treatments("termurah", plan.treatments, 2024))
    assert found.pengurangan_ha == pytest.approx(plan.luas_ha, abs=1e-6)
    assert found.biaya_rp == pytest.approx(plan.biaya_rp)


@given(
    st.lists(
        st.tuples(
            st.sampled_from("ab"), st.sampled_from(["2a", "2b", "3a", "3b"]), st.integers(1, 90)
        ),
        max_size=6,
    ),
    st.integers(0, 6),
    st.sampled_from(METHODS),
)
@few
def test_more_works_never_leave_more(jobs, cut, metode):
    tables = data()
    result = evaluate(tables, Settings(metode=metode))
    extra = tuple(ExtraWork(i, c, float(v), 2022) for i, c, v in jobs)
    few_works, all_works = (
        simulate(tables, result, WorksScenario("s", (), chosen)) for chosen in (extra[:cut], extra)
    )
    assert all_works.sisa_ha <= few_works.sisa_ha + 1e-12
