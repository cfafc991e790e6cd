"""What holds for any data: partitions, order, monotony, balance."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kotaku import rules
from kotaku.evaluation import evaluate
from kotaku.method import assessment as a
from kotaku.method.reduction import METHODS
from kotaku.method.simulation import WorksScenario, simulate
from tests.tables import CRITERIA, condition, dataset, rt, works

R = rules.load()
N = len(CRITERIA)
few = settings(max_examples=25, deadline=None)
volumes = st.lists(st.integers(0, 120), min_size=N, max_size=N)


@given(volumes, st.integers(0, N - 1), st.integers(1, 60))
@few
def test_more_of_any_problem_never_lowers_the_total(volume, criterion, more):
    before = np.array([volume], dtype=np.float64)
    after = before.copy()
    after[0, criterion] += more
    whole = np.full((1, N), 100.0)
    low, high = (a.assess(v, whole, R) for v in (before, after))
    assert high.total[0] >= low.total[0]
    assert high.class_index[0] <= low.class_index[0]  # 0 is the worst class
    mean = [a.sectoral_mean(a.aspect_means(x.percent, x.score, R))[0] for x in (low, high)]
    assert mean[1] > mean[0]


@given(st.lists(volumes, min_size=1, max_size=8), st.data())
@few
def test_any_partition_sums_to_the_whole(rows, data):
    table = np.array(rows, dtype=np.float64)
    n = len(rows)
    parts = np.array(data.draw(st.lists(st.integers(0, 3), min_size=n, max_size=n)))
    one = np.zeros(n, dtype=np.int64)
    in_steps = a.aggregate(a.aggregate(table, parts, 4), np.zeros(4, dtype=np.int64), 1)
    assert (in_steps == a.aggregate(table, one, 1)).all()
    order = np.array(data.draw(st.permutations(range(n))))
    assert (a.aggregate(table[order], parts[order], 4) == a.aggregate(table, parts, 4)).all()


jobs = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.integers(2020, 2022),
        st.sampled_from(CRITERIA),
        st.integers(1, 90),
        st.sampled_from(["realisasi", "rencana"]),
    ),
    max_size=10,
)


@given(st.lists(volumes, min_size=3, max_size=3), jobs, st.randoms())
@few
def test_every_method_and_level_balances_whatever_the_order(rows, job, random):
    level = [{f"v{c}": float(v) for c, v in zip(CRITERIA, row, strict=True)} for row in rows]
    place = {"kab_kota": "X", "kecamatan": "C", "kelurahan": "L"}
    units = [rt(i, **place, kawasan=k) for i, k in zip("abc", "KKM", strict=True)]
    state = [condition(i, **v) for i, v in zip("abc", level, strict=True)]
    done = [works(*j) for j in job]
    result = evaluate(dataset(rt=units, kekumuhan=state, pekerjaan=done))
    table = result.pengurangan
    assert set(table["metode"]) == set(METHODS)
    assert set(table["satuan"]) == {"rt", "kawasan", "kelurahan", "kab_kota"}
    gone = table["pengurangan_ha"]
    both = gone + table["kumuh_akhir_ha"]
    assert np.allclose(table["kumuh_awal_ha"], both, rtol=0, atol=1e-9)
    assert ((gone >= -1e-9) & (gone <= table["luas_ha"] + 1e-9)).all()  # works only help
    for rows_of in (units, state, done):
        random.shuffle(rows_of)
    again = evaluate(dataset(rt=units, kekumuhan=state, pekerjaan=done)).pengurangan
    assert np.allclose(again["pengurangan_ha"], gone, rtol=0, atol=1e-9)


@given(volumes, jobs)
@few
def test_a_unit_alone_is_the_same_at_every_level(volume, job):
    level = {f"v{c}": float(v) for c, v in zip(CRITERIA, volume, strict=True)}
    place = {"kab_kota": "X", "kecamatan": "C", "kelurahan": "L", "kawasan": "K"}
    done = [works("a", *j[1:]) for j in job]
    data = dataset(rt=[rt("a", **place)], kekumuhan=[condition("a", **level)], pekerjaan=done)
    table = evaluate(data).pengurangan
    by_level = table.pivot_table(
        "pengurangan_ha", ["metode", "skenario", "tahun"], "satuan", dropna=False
    )
    assert np.allclose(by_level, by_level[["rt"]].to_numpy(), rtol=0, atol=1e-9)


@given(st.lists(volumes, min_size=2, max_size=3), jobs)
@few
def test_a_scenario_without_works_changes_nothing(rows, job):
    names = "abc"[: len(rows)]
    state = [
        condition(i, **{f"v{c}": float(v) for c, v in zip(CRITERIA, row, strict=True)})
        for i, row in zip(names, rows, strict=True)
    ]
    done = [works(*j) for j in job if j[0] in names]
    data = dataset(rt=[rt(i) for i in names], kekumuhan=state, pekerjaan=done)
    found = simulate(data, evaluate(data), WorksScenario("tanpa pekerjaan", ()))
    assert (found.pengurangan_ha, found.biaya_rp, found.jumlah_pekerjaan) == (0, 0, 0)
    assert found.changed.empty
