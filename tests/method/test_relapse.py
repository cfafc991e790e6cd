"""What comes back without maintenance."""

from dataclasses import replace

import pytest

from kotaku import regulations
from kotaku.evaluation import evaluate
from kotaku.method.relapse import assumptions, relapse
from tests.tables import condition, dataset, rt, works

R = regulations.load()
KUMUH = {f"v{c}": 80.0 for c in ("2a", "2b", "3a", "3b")}
HALF = replace(assumptions(), shares={"2a": 0.3}, years=4)


def course(**more):
    data = dataset(
        rt=[rt("a", kawasan="W", **more), rt("b", kawasan="W")],
        kekumuhan=[condition(i, **KUMUH) for i in "ab"],
        pekerjaan=[works("a", 2020, "2a", 80), works("b", 2020, "2a", 80)],
    )
    return evaluate(data).kondisi


def test_a_share_of_what_was_treated_returns_each_year():
    found = relapse(course(), R, "rt", given=HALF)
    one = found.units[found.units["id_unit"] == "a"]
    # 2a: 0, 24, 48, 72, 80 m of 100: score 0, 0, 1, 3, 5 beside 15 from the others
    assert one["total_nilai"].tolist() == [15, 15, 16, 18, 20]
    assert one["kembali_kumuh"].tolist() == [False, False, True, True, True]
    assert found.years["tahun"].tolist() == [2020, 2021, 2022, 2023, 2024]
    assert found.years["kembali_ha"].tolist() == found.years["kumuh_ha"].tolist() == [0, 0, 2, 2, 2]
    assert found.years["jumlah_kembali"].tolist() == [0, 0, 2, 2, 2]


def test_never_more_than_was_taken_away():
    found = relapse(course(), R, "rt", given=replace(HALF, years=40))
    assert found.units["total_nilai"].max() == 20


def test_maintained_units_stay():
    found = relapse(course(), R, "rt", given=HALF, maintained={"a"})
    assert set(found.units.loc[found.units["kembali_kumuh"], "id_unit"]) == {"b"}


def test_without_works_nothing_returns():
    data = dataset(rt=[rt("a")], kekumuhan=[condition("a", **KUMUH)])
    found = relapse(evaluate(data).kondisi, R, "rt")
    assert found.units["total_nilai"].nunique() == 1
    assert not found.units["kembali_kumuh"].any()


def test_a_kawasan_relapses_as_the_sum_of_its_rt():
    kondisi = course(panjang_jalan_ideal_m=300)
    found = relapse(kondisi, R, "kawasan", given=HALF)
    # 2a of 400 m: n x 0,3 x 160 m = 0, 12, 24, 36, 40 %; the score 1 is reached at 25 %
    before = found.units["total_nilai"].iloc[0]
    assert (found.units["total_nilai"] - before).tolist() == [0, 0, 0, 1, 1]


def test_units_without_volumes_are_left_out():
    row = {"id_rt": "a", "tahun": 2019, **{f"nilai_{c}": 3.0 for c in R.criterion_ids}}
    kondisi = evaluate(dataset(rt=[rt("a")], kekumuhan=[row])).kondisi
    assert relapse(kondisi, R, "rt").units.empty


def test_the_assumptions_say_what_they_are():
    known = assumptions()
    assert known.mark == "I"
    assert known.source
    criteria = {c for r in regulations.all_regulations() for c in r.criterion_ids}
    assert set(known.shares) == criteria
    assert all(0 <= share < 1 for share in known.shares.values())
    assert known.years == pytest.approx(5)
