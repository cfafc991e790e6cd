"""The split of a reduction by source sums to the reduction, and follows the works."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotaku.evaluation import Settings, evaluate
from kotaku.method.reduction import METHODS
from kotaku.method.split import BY_SURVEY
from tests.tables import condition, dataset, rt, works

few = settings(max_examples=25, deadline=None)


def paid(*row, dana=None, skala=None, status="realisasi"):
    return {**works(*row, status), "sumber_dana": dana, "skala": skala}


def shares(result, status="realisasi"):
    rows = result.akun_luas
    rows = rows[(rows["kab_kota"] == "") & (rows["status"] == status)]
    return rows.groupby("sumber")["pengurangan_ha"].sum().to_dict()


KUMUH = {"v2a": 80.0, "v3a": 80.0, "v4a": 80.0, "v6a": 80.0}


def test_percent_over_criteria_of_the_aspect_makes_the_share():
    data = dataset(
        rt=[rt("a", luas_verifikasi_ha=100.0)],
        kekumuhan=[condition("a", **KUMUH)],
        pekerjaan=[
            paid("a", 2020, "2a", 80, dana="APBD"),  # 80 % / 2 criteria = 40
            paid("a", 2020, "4a", 30, dana="DAK"),  # 30 % / 3 criteria = 10
        ],
    )
    result = evaluate(data, Settings(per_sumber="sumber_dana"))
    assert shares(result) == pytest.approx({"APBD": 80.0, "DAK": 20.0})


def test_works_beyond_the_problem_are_scaled():
    data = dataset(
        rt=[rt("a")],
        kekumuhan=[condition("a", **KUMUH)],
        pekerjaan=[
            paid("a", 2020, "2a", 300, dana="APBD"),  # of 400 on 80: three quarters of 80 / 2
            paid("a", 2020, "2a", 100, dana="CSR"),
            paid("a", 2020, "3a", 40, dana="CSR"),  # 40 / 2
            paid("a", 2020, "3b", 40, dana="CSR"),  # no problem there: nothing
        ],
    )
    result = evaluate(data, Settings(per_sumber="sumber_dana"))
    assert shares(result) == pytest.approx({"APBD": 0.5, "CSR": 0.5})


def test_earlier_works_share_in_the_year_that_crosses_the_floor():
    data = dataset(
        rt=[rt("a")],
        kekumuhan=[condition("a", **KUMUH)],
        pekerjaan=[
            paid("a", 2020, "2a", 20, dana="APBD"),  # 80 -> 60: score 3, total 18, still kumuh
            paid("a", 2021, "3a", 80, skala="kolaborasi"),
        ],
    )
    result = evaluate(data, Settings(per_sumber="sumber_dana"))
    rows = result.akun_luas[result.akun_luas["kab_kota"] == ""]
    assert set(rows["tahun"]) == {2021}
    assert shares(result) == pytest.approx({"APBD": 0.2, "sumber dana tidak dicatat": 0.8})
    by_scale = evaluate(data, Settings(per_sumber="skala"))
    assert shares(by_scale) == pytest.approx({"kolaborasi": 0.8, "skala tidak dicatat": 0.2})


def test_what_only_a_survey_shows_is_named_so():
    data = dataset(
        rt=[rt("a")],
        kekumuhan=[
            condition("a", 2019, **KUMUH),
            condition("a", 2020),
        ],
    )
    assert shares(evaluate(data, Settings(per_sumber="skala"))) == {BY_SURVEY: 1}


def test_planned_works_stand_under_the_simulation():
    data = dataset(
        rt=[rt("a")],
        kekumuhan=[condition("a", **KUMUH)],
        pekerjaan=[
            paid("a", 2020, "2a", 20, dana="APBD"),
            paid("a", 2020, "3a", 80, dana="DAK", status="rencana"),
        ],
    )
    result = evaluate(data, Settings(per_sumber="sumber_dana"))
    assert shares(result, "simulasi") == pytest.approx({"APBD": 0.2, "DAK": 0.8})
    assert result.akun_luas["sisa_ha"].iloc[-1] == 0


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc"),
            st.integers(2020, 2022),
            st.sampled_from(["2b", "4b", "6a", "7a"]),
            st.integers(1, 90),
            st.sampled_from(["realisasi", "rencana"]),
            st.sampled_from(["APBD", "DAK", None]),
        ),
        max_size=12,
    ),
    st.sampled_from(METHODS),
    st.sampled_from(["rt", "kawasan", "kab_kota"]),
)
@few
def test_sources_sum_to_the_reduction(jobs, metode, satuan):
    level = {"v2b": 80, "v4b": 60, "v6a": 100, "v7a": 90}
    places = [("X", "K1"), ("X", "K2"), ("Y", "K1")]
    data = dataset(
        rt=[rt(i, kab_kota=k, kawasan=w) for i, (k, w) in zip("abc", places, strict=True)],
        kekumuhan=[condition(i, **level) for i in "abc"],
        pekerjaan=[paid(*job[:4], status=job[4], dana=job[5]) for job in jobs],
    )
    key = ["kab_kota", "tahun", "status"]
    whole, parts = (
        evaluate(data, Settings(metode=metode, satuan=satuan, per_sumber=by))
        .akun_luas.groupby(key)["pengurangan_ha"]
        .sum()
        for by in ("", "sumber_dana")
    )
    both = whole.to_frame("a").join(parts.rename("b"), how="outer").fillna(0.0)
    assert np.allclose(both["a"], both["b"], rtol=0, atol=1e-9)


def test_real_city(pekalongan):
    result = evaluate(pekalongan, Settings(per_sumber="sumber_dana"))
    found = shares(result)
    assert sum(found.values()) == pytest.approx(62.0346, abs=5e-5)
    assert len(found) > 1
    assert BY_SURVEY not in found
