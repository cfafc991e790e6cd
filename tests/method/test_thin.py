"""Units that pass by one point or by one criterion only are marked."""

from kotaku.evaluation import evaluate
from tests.tables import condition, dataset, rt, works

SIXTEEN = {"v2a": 80.0, "v2b": 80.0, "v3a": 80.0, "v3b": 30.0}  # 5 + 5 + 5 + 1


def thin(*done):
    data = dataset(
        rt=[rt("a", kab_kota="K")],
        kekumuhan=[condition("a", 2019, **SIXTEEN)],
        pekerjaan=[works("a", 2020, criterion, volume) for criterion, volume in done],
    )
    found = evaluate(data).tipis
    return found.loc[found["skenario"] == "realisasi", "alasan"].tolist() if len(found) else []


def test_fifteen_of_sixteen_by_one_criterion_is_both():
    assert thin(("3b", 30)) == ["keduanya"]


def test_one_criterion_alone_is_marked_though_the_total_is_low():
    assert thin(("2a", 80)) == ["satu_kriteria"]


def test_works_on_two_criteria_far_below_the_floor_are_no_thin_pass():
    assert thin(("2a", 80), ("2b", 80)) == []


def test_what_does_not_pass_is_no_thin_pass():
    assert thin(("2a", 1)) == []
