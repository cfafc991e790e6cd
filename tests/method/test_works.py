"""What works change, year by year, against constructed cases and rules that must always hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotaku import rules
from kotaku.evaluation import evaluate
from kotaku.method import assessment, evidence, works
from tests.case_files import SYNTHETIC, Case
from tests.tables import CRITERIA, condition, dataset, rt
from tests.tables import works as work

R = rules.load()
few = settings(max_examples=15, deadline=None)
TREATED = [c for c in SYNTHETIC if c.phase("after")]


def one_unit(case: Case) -> evidence.State:
    volume = case.column("before", "numerator")[None]
    result = assessment.assess(volume, case.denominator()[None], R)
    level = np.zeros(1, dtype=np.int64)
    return evidence.State(volume, result.percent, result.score, result.total, level)


@pytest.mark.parametrize("case", TREATED, ids=lambda c: c.path.stem)
def test_constructed_after_conditions(case):
    before, after = case.column("before", "numerator"), case.column("after", "numerator")
    state = works.after(one_unit(case), (before - after)[None], case.denominator()[None], R)
    assert state.volume[0] == pytest.approx(after)
    assert state.total[0] == case.expected("after")[0]


def test_overtreatment_stops_at_zero_and_is_listed():
    data = dataset(
        rt=[rt("a")],
        kekumuhan=[condition("a", v2b=40, v6a=10)],
        pekerjaan=[work("a", 2020, "2b", 30), work("a", 2021, "2b", 30), work("a", 2021, "6a", 10)],
    )
    result = evaluate(data)
    last = result.kondisi.query("satuan == 'rt' and tahun == 2021 and skenario == 'realisasi'")
    assert last[["volume_2b", "volume_6a"]].to_numpy().tolist() == [[0, 0]]
    assert result.surplus.to_dict("records") == [
        {
            "id_rt": "a",
            "kriteria": "2b",
            "tahun": 2021,
            "volume_pekerjaan": 30,
            "volume_terpakai": 10,
            "lebih": 20,
        }
    ]


def volumes(result, column, scenario="realisasi", id_unit="a"):
    rows = result.kondisi
    rows = rows[(rows["satuan"] == "rt") & (rows["skenario"] == scenario)]
    rows = rows[rows["id_unit"] == id_unit]
    return dict(zip(rows["tahun"], rows[column], strict=True))


def test_works_add_up_over_the_years_and_plans_only_in_the_simulation():
    result = evaluate(
        dataset(
            rt=[rt("a")],
            kekumuhan=[condition("a", v2b=90)],
            pekerjaan=[
                work("a", 2020, "2b", 20, "realisasi"),
                work("a", 2021, "2b", 30, "berjalan"),
                work("a", 2022, "2b", 10),  # no status: realised
                work("a", 2023, "2b", 10, "rencana"),
            ],
        )
    )
    assert volumes(result, "volume_2b") == {2019: 90, 2020: 70, 2021: 70, 2022: 60, 2023: 60}
    assert volumes(result, "volume_2b", "simulasi") == {
        2019: 90,
        2020: 70,
        2021: 40,
        2022: 30,
        2023: 20,
    }


def test_a_later_measurement_wins_over_works():
    result = evaluate(
        dataset(
            rt=[rt("a")],
            kekumuhan=[condition("a", v2b=90), condition("a", 2021, v2b=80)],
            pekerjaan=[
                work("a", 2020, "2b", 50),
                work("a", 2021, "2b", 5),
                work("a", 2022, "2b", 60),
            ],
        )
    )
    assert volumes(result, "volume_2b") == {2019: 90, 2020: 40, 2021: 80, 2022: 20}


def test_works_of_the_baseline_year_are_told_and_not_subtracted():
    result = evaluate(
        dataset(
            rt=[rt("a")],
            kekumuhan=[condition("a", v2b=90)],
            pekerjaan=[work("a", 2018, "2b", 50), work("a", 2019, "2b", 50)],
        )
    )
    assert volumes(result, "volume_2b") == {2019: 90}
    told = [f for f in result.temuan if f.code == "PEKERJAAN-SUDAH-TERMASUK"]
    assert [(f.sheet, f.cell) for f in told] == [("Pekerjaan", "B2:B3")]


def test_a_negative_baseline_stays_in_its_year_and_is_zero_after():
    result = evaluate(
        dataset(
            rt=[rt("a")],
            kekumuhan=[condition("a", v4a=-0.1, v2b=50)],
            pekerjaan=[work("a", 2020, "2b", 10)],
        )
    )
    assert volumes(result, "volume_4a") == {2019: -0.1, 2020: 0}
    assert volumes(result, "nilai_4a") == {2019: 0, 2020: 0}


def test_the_first_measurement_stands_for_earlier_years():
    result = evaluate(
        dataset(
            rt=[rt("a"), rt("b")],
            kekumuhan=[condition("a", 2019, v2b=90), condition("b", 2021, v2b=70)],
            pekerjaan=[work("b", 2020, "2b", 60), work("b", 2022, "2b", 60)],
        )
    )
    assert volumes(result, "volume_2b", id_unit="b") == {2019: 70, 2021: 70, 2022: 10}
    assert {f.code for f in result.temuan} >= {"KEKUMUHAN-MENYUSUL", "PEKERJAAN-SUDAH-TERMASUK"}


def test_works_cannot_change_a_unit_known_by_its_scores_only():
    scores = {f"nilai_{c}": 3 for c in CRITERIA}
    result = evaluate(
        dataset(
            rt=[rt("a")],
            kekumuhan=[{"id_rt": "a", "tahun": 2019, **scores}],
            pekerjaan=[work("a", 2020, "2b", 60)],
        )
    )
    assert volumes(result, "total_nilai") == {2019: 48, 2020: 48}
    assert "PEKERJAAN-TANPA-VOLUME-AWAL" in {f.code for f in result.temuan}


jobs = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.integers(2020, 2023),
        st.sampled_from(["2b", "4b", "6a", "7a"]),
        st.integers(1, 80),
        st.sampled_from(["realisasi", "rencana"]),
    ),
    max_size=12,
)
problems = st.lists(st.integers(0, 120), min_size=12, max_size=12)


def random_data(problem, job):
    rows = [
        condition(i, 2019, v2b=p[0], v4b=p[1], v6a=p[2], v7a=p[3])
        for i, p in zip("abc", (problem[:4], problem[4:8], problem[8:]), strict=True)
    ]
    places = [("X", "K1"), ("X", "K2"), ("Y", "K1")]
    units = [rt(i, kab_kota=k, kawasan=w) for i, (k, w) in zip("abc", places, strict=True)]
    return dataset(rt=units, kekumuhan=rows, pekerjaan=[work(*j) for j in job])


@given(problems, jobs)
@few
def test_works_never_make_it_worse_and_plans_only_help(problem, job):
    rows = evaluate(random_data(problem, job)).kondisi
    wide = rows.pivot_table("total_nilai", ["satuan", "id_unit"], ["skenario", "tahun"])
    for scenario in ("realisasi", "simulasi"):
        assert (wide[scenario].diff(axis=1).iloc[:, 1:] <= 0).all(axis=None)
    assert (wide["simulasi"] <= wide["realisasi"]).all(axis=None)


@given(problems, jobs)
@few
def test_what_there_was_is_what_went_and_what_is_left(problem, job):
    data = random_data(problem, job)
    result = evaluate(data)
    rows = result.pengurangan
    both = rows["pengurangan_ha"] + rows["kumuh_akhir_ha"]
    assert np.allclose(rows["kumuh_awal_ha"], both, rtol=0, atol=1e-12)
    rows = rows[rows["metode"] == "T"]
    assert (rows["luas_ha"] == 3).all()
    account = result.akun_luas
    sums = account.groupby("kab_kota")["pengurangan_ha"].cumsum()
    assert np.allclose(account["luas_awal_ha"], sums + account["sisa_ha"], rtol=0, atol=1e-12)
    last = account.groupby("kab_kota")["sisa_ha"].last()
    assert last[""] == pytest.approx(last["X"] + last["Y"])
    simulated = rows[(rows["satuan"] == "rt") & (rows["skenario"] == "simulasi")]
    assert last[""] == pytest.approx(simulated["kumuh_akhir_ha"].iloc[-1])
