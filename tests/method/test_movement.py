"""Class movement: every hectare leaves one class and enters one."""

import pytest

from kotaku import rules
from kotaku.evaluation import evaluate
from kotaku.method.movement import class_movement
from tests.tables import CRITERIA, condition, dataset, rt, works

R = rules.load()
WORST = {f"v{c}": 80.0 for c in CRITERIA}


def movement(result, *args):
    rows = class_movement(result.kondisi, *args, result.regulation)
    return {(r.dari, r.ke): (r.jumlah_unit, r.luas_ha) for r in rows.itertuples() if r.jumlah_unit}


def test_units_move_between_classes():
    data = dataset(
        rt=[rt("a", luas_verifikasi_ha=2.5), rt("b"), rt("c", luas_verifikasi_ha=4.0)],
        kekumuhan=[condition(i, **WORST) for i in "ab"] + [condition("c", v2a=80)],
        pekerjaan=[works("a", 2020, c, 80) for c in CRITERIA[:6]]
        + [works("b", 2021, c, 80, "rencana") for c in CRITERIA],
    )
    result = evaluate(data)
    assert movement(result, "rt", "realisasi", 2019, 2020) == {
        ("berat", "sedang"): (1, 2.5),
        ("berat", "berat"): (1, 1.0),
        ("tidak_kumuh", "tidak_kumuh"): (1, 4.0),
    }
    assert movement(result, "rt", "simulasi", 2019, 2021)["berat", "tidak_kumuh"] == (1, 1.0)


def test_every_pair_of_classes_has_a_row_the_worst_first():
    result = evaluate(dataset(rt=[rt("a")], kekumuhan=[condition("a", v2a=80)]))
    rows = class_movement(result.kondisi, "rt", "realisasi", 2019, 2019, R)
    assert len(rows) == 16
    assert rows["dari"].iloc[0] == "berat"
    assert rows["luas_ha"].sum() == 1


def test_real_city_keeps_its_area(pekalongan):
    result = evaluate(pekalongan)
    rows = class_movement(result.kondisi, "rt", "realisasi", 2019, 2023, R)
    assert rows["luas_ha"].sum() == pytest.approx(127.4117, abs=5e-5)
    out = rows[(rows["dari"] != "tidak_kumuh") & (rows["ke"] == "tidak_kumuh")]
    assert out["luas_ha"].sum() == pytest.approx(62.0346, abs=5e-5)
