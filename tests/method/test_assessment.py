"""Percent, score, total, class and means against published and constructed tables."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kotaku import rules
from kotaku.method import assessment as a
from tests.case_files import CLASSES, JATIM, SYNTHETIC, Case

R = rules.load()
few = settings(max_examples=60, deadline=None)


def assess(case: Case, phase: str) -> a.Assessment:
    volume = case.column(phase, "numerator")[None]
    return a.assess(volume, case.denominator()[None], R)


@pytest.mark.parametrize("case", JATIM, ids=lambda c: c.path.stem)
def test_published_tables_of_jawa_timur(case):
    result = assess(case, "before")
    # where volumes are printed with two decimals only, the published percent may differ by 0.25
    assert result.percent[0] == pytest.approx(case.column("before", "percent_published"), abs=0.25)
    assert result.percent[0] == pytest.approx(case.column("before", "percent_recomputed"), abs=1e-4)
    assert result.score[0].tolist() == case.column("before", "score_published").tolist()
    assert result.total[0] == float(case.remarks["total_published"])
    names = a.class_names(result.class_index, R)
    assert names[0] == CLASSES[case.remarks["class_published"]]


@pytest.mark.parametrize("case", JATIM, ids=lambda c: c.path.stem)
def test_means_of_jawa_timur(case):
    result = assess(case, "before")
    plain = a.aspect_means(result.percent, result.score, R)
    published = [float(x) for x in case.remarks["aspect_avg_plain_pct"].split(" / ")]
    assert plain[0] == pytest.approx(published, abs=0.006)
    assert a.sectoral_mean(plain)[0] == pytest.approx(
        float(case.remarks["rata2_sektoral_plain_pct"]), abs=1e-4
    )
    scored = a.aspect_means(result.percent, result.score, R, "scored_only")
    assert a.sectoral_mean(scored)[0] == pytest.approx(
        float(case.remarks["rata2_sektoral_scoredonly_pct (R0 template variant)"]), abs=1e-4
    )


PHASES = [(case, phase) for case in SYNTHETIC for phase in ("before", "after") if case.phase(phase)]


@pytest.mark.parametrize(
    ("case", "phase"), PHASES, ids=lambda x: getattr(x, "path", Path(str(x))).stem
)
def test_constructed_tables(case, phase):
    result = assess(case, phase)
    total, name, plain, scored = case.expected(phase)
    assert result.score[0].tolist() == case.column(phase, "score_recomputed").tolist()
    assert result.total[0] == total
    assert a.class_names(result.class_index, R)[0] == name
    means = a.sectoral_mean(a.aspect_means(result.percent, result.score, R))
    assert means[0] == pytest.approx(plain, abs=1e-4)
    means = a.sectoral_mean(a.aspect_means(result.percent, result.score, R, "scored_only"))
    assert means[0] == pytest.approx(scored, abs=1e-4)


@pytest.mark.parametrize(
    ("volume", "denominator", "expected"),
    [
        (5099.5, 10_000, 3),  # 50.995 %, in binary just below
        (5099.4, 10_000, 1),  # 50.994 %
        (2499.5, 10_000, 1),
        (2499.4, 10_000, 0),
        (7599.5, 10_000, 5),
        (7599.4, 10_000, 3),
        (50.91, 100, 1),  # between "50" and "51": apps with whole numbers lose these
        (75.5, 100, 3),
        (250, 100, 5),
        (-40, 100, 0),
        (3, 0, 0),
    ],
)
def test_band_edges(volume, denominator, expected):
    percents = a.percent(np.array([[float(volume)]]), np.array([[float(denominator)]]))
    assert a.score(percents, R).item() == expected


@pytest.mark.parametrize(
    ("total", "name"),
    [
        (0, "tidak_kumuh"),
        (15, "tidak_kumuh"),
        (16, "ringan"),
        (37, "ringan"),
        (38, "sedang"),
        (59, "sedang"),
        (60, "berat"),
        (80, "berat"),
        (np.nan, ""),
    ],
)
def test_class_edges(total, name):
    index = a.class_index(np.array([float(total)]), R)
    assert a.class_names(index, R).tolist() == [name]


def test_nan_in_nan_out():
    volume = np.full((1, 16), 30.0)
    volume[0, 3] = np.nan
    result = a.assess(volume, np.full((1, 16), 100.0), R)
    assert np.isnan(result.percent[0]).tolist() == [i == 3 for i in range(16)]
    assert np.isnan(result.score[0]).tolist() == [i == 3 for i in range(16)]
    assert np.isnan(result.total[0])
    assert result.class_index[0] == -1
    assert np.isnan(a.percent(np.array([[1.0]]), np.array([[np.nan]]))).all()
    means = a.aspect_means(result.percent, result.score, R)
    assert np.isnan(means[0]).tolist() == [False, True, *[False] * 5]  # 2a is in aspect 2


def test_old_rule_set_scores_nineteen_criteria():
    old = rules.load("permen02_2016")
    result = a.assess(np.full((1, 19), 80.0), np.full((1, 19), 100.0), old)
    assert result.total[0] == 95
    assert a.aspect_means(result.percent, result.score, old)[0].tolist() == [80.0] * 7


volumes = arrays(float, (4, 16), elements=st.floats(-50, 200))


@given(volumes, st.integers(0, 15), st.floats(0, 100))
@few
def test_more_problem_never_scores_lower(volume, criterion, more):
    denominator = np.full_like(volume, 90.0)
    worse = volume.copy()
    worse[:, criterion] += more
    before, after = (a.assess(v, denominator, R) for v in (volume, worse))
    assert (after.total >= before.total).all()
    assert (after.class_index <= before.class_index).all()  # classes stand from berat down


@given(volumes)
@few
def test_totals_are_sums_of_legal_scores(volume):
    result = a.assess(volume, np.full_like(volume, 70.0), R)
    assert set(np.unique(result.score)) <= {0.0, 1.0, 3.0, 5.0}
    assert (result.total == [sum(row) for row in result.score.tolist()]).all()


@given(
    arrays(float, (12, 3), elements=st.integers(0, 10_000).map(float)),
    st.lists(st.integers(0, 3), min_size=12, max_size=12),
)
@few
def test_any_partition_adds_up_to_the_whole(values, groups):
    codes = np.array(groups)
    parts = a.aggregate(values, codes, 4)
    assert parts.sum(axis=0).tolist() == values.sum(axis=0).tolist()
    again = a.aggregate(parts, np.zeros(4, dtype=np.int64), 1)
    assert again[0].tolist() == a.aggregate(values, np.zeros(12, dtype=np.int64), 1)[0].tolist()


def test_aggregate_keeps_unknown_apart():
    values = np.array([1.0, np.nan, 2.0])
    sums = a.aggregate(values, np.array([0, 1, 0]), 3)
    assert sums[0] == 3
    assert np.isnan(sums[1])
    assert sums[2] == 0
