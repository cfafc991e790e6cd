"""What comes back without maintenance."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotaku import rules, schema
from kotaku.evaluation import evaluate
from kotaku.method.relapse import assumptions, relapse
from tests.tables import condition, dataset, rt, table, works

R = rules.load()
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
    criteria = {c for r in rules.all_regulations() for c in r.criterion_ids}
    assert set(known.shares) == criteria
    assert all(0 <= share < 1 for share in known.shares.values())
    assert known.years == pytest.approx(5)
    choices = schema.tables()["pemeliharaan"].choices
    assert set(known.by_asset) == {(k, p) for k in choices["kondisi"] for p in choices["kpp_aktif"]}
    order = ("baik", "rusak_ringan", "rusak_berat")
    for kpp in choices["kpp_aktif"]:
        assert sorted(known.by_asset[k, kpp] for k in order) == [
            known.by_asset[k, kpp] for k in order
        ]
    assert all(known.by_asset[k, "ya"] <= known.by_asset[k, "tidak"] for k in choices["kondisi"])


# --- named assets ----------------------------------------------------------------

GOOD = {
    ("baik", "ya"): 0.1,
    ("rusak_berat", "tidak"): 0.5,
    ("tidak_diketahui", "tidak_diketahui"): 0,
}
NAMED = replace(HALF, by_asset={**assumptions().by_asset, **GOOD})


def asset(**more):
    return {"jenis": "Jalan", "kriteria": "2a", **more}


def assets(*rows):
    return table("pemeliharaan", rows)


def totals(found, unit="a"):
    return found.units.loc[found.units["id_unit"] == unit, "total_nilai"].tolist()


def test_an_asset_decays_by_its_condition_and_kpp_and_the_rest_by_criterion():
    known = assets(asset(id_rt="a", volume=80, kondisi="rusak_berat", kpp_aktif="tidak"))
    found = relapse(course(), R, "rt", given=NAMED, pemeliharaan=known)
    assert totals(found) == [15, 16, 20, 20, 20]  # 0, 40, 80 m of 100
    assert totals(found, "b") == [15, 15, 16, 18, 20]  # no asset: 30 % a year
    assert found.fallen[["id_unit", "tahun"]].to_numpy().tolist() == [["a", 2021], ["b", 2022]]


def test_an_asset_holds_no_more_than_was_treated_and_shares_its_place():
    known = assets(
        asset(id_rt="a", volume=60, kondisi="baik", kpp_aktif="ya"),
        asset(id_rt="a", volume=60, kondisi="rusak_berat", kpp_aktif="tidak"),
        asset(kawasan="W", kriteria="3a", volume=10),  # nothing was treated there
        asset(id_rt="x", volume=10),
        asset(kriteria=None, id_rt="a"),
    )
    found = relapse(course(), R, "rt", given=NAMED, pemeliharaan=known).assets
    assert found["volume_terikat"].tolist() == [40, 40, 0, 0, 0]


def test_an_asset_of_a_kawasan_without_volume_stands_for_all_of_it():
    kondisi = course(kab_kota="X")
    known = assets(asset(kawasan="W", kondisi="rusak_berat", kpp_aktif="tidak", kab_kota=None))
    found = relapse(kondisi, R, "rt", given=NAMED, pemeliharaan=known)
    assert found.assets["volume_terikat"].tolist() == [160]
    elsewhere = assets(asset(kawasan="W", kab_kota="Y"))
    found = relapse(kondisi, R, "rt", given=NAMED, pemeliharaan=elsewhere)
    assert found.assets["volume_terikat"].tolist() == [0]


def test_what_is_kept_up_stays_and_the_hectares_protected_are_those_that_fall_back():
    known = assets(
        asset(id_rt="a", kondisi="rusak_berat", kpp_aktif="tidak", dana_rp=2_000_000, volume=60),
        asset(id_rt="b", kondisi="rusak_berat", kpp_aktif="tidak"),
    )
    found = relapse(course(), R, "rt", given=NAMED, pemeliharaan=known)
    protected = found.assets["melindungi_ha"]
    # of unit a the asset holds 60 m of 80 m; both are back in full after four years
    assert protected.tolist() == pytest.approx([0.75, 1.0])
    assert found.assets["ha_per_juta_rp"].iloc[0] == pytest.approx(0.375)
    assert np.isnan(found.assets["ha_per_juta_rp"].iloc[1])
    kept = relapse(course(), R, "rt", given=NAMED, pemeliharaan=known, maintained=set(known.index),
                   unnamed=False)  # fmt: skip
    assert kept.years["kembali_ha"].eq(0).all()
    assert (kept.years["kumuh_ha"] == found.years["kumuh_dipelihara_ha"]).all()


def test_classes_sum_to_the_whole_area_in_every_year():
    found = relapse(course(), R, "rt", given=NAMED)
    sums = found.classes.groupby("tahun")[["luas_ha", "luas_dipelihara_ha"]].sum()
    assert (sums == 2.0).all().all()


few = settings(max_examples=25, deadline=None)


@given(st.lists(st.floats(0, 0.4), min_size=16, max_size=16), st.floats(0, 0.4), st.floats(0, 60))
@few
def test_zero_shares_change_nothing_and_larger_ones_never_help(shares, more, volume):
    known = assets(asset(id_rt="a", volume=volume, kondisi="baik", kpp_aktif="ya"))

    def left(by_criterion, by_asset):
        chosen = replace(
            NAMED,
            shares=dict(zip(R.criterion_ids, by_criterion, strict=True)),
            by_asset={**NAMED.by_asset, ("baik", "ya"): by_asset},
        )
        return relapse(KONDISI, R, "rt", given=chosen, pemeliharaan=known)

    none = left([0.0] * 16, 0.0)
    assert none.units["total_nilai"].equals(none.units["total_awal"])
    assert none.assets["melindungi_ha"].eq(0).all()
    low, high = left(shares, more / 2), left([s + more for s in shares], more)
    assert (high.units["total_nilai"] >= low.units["total_nilai"]).all()
    assert (high.years["kumuh_ha"] >= low.years["kumuh_ha"]).all()
    by_unit = low.units[low.units["tahun"] == low.units["tahun"].max()]
    fallen = by_unit.loc[by_unit["kembali_kumuh"], "luas_ha"].sum()
    assert low.assets["melindungi_ha"].sum() <= fallen + 1e-9


KONDISI = course()
