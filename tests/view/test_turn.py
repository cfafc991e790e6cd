"""Worst criteria, obstacles and promises of one turn."""

from datetime import UTC, datetime

import pandas as pd
import pytest

from kotaku import meeting, view
from kotaku.rules import load
from kotaku.store import Session

CRITERIA = load("permen14_2018").criteria


def units(**columns):
    base = {"tingkat": ["berat", "ringan", "tidak_kumuh"], "luas_ha": [3.0, 1.0, 100.0]}
    return pd.DataFrame({**base, **columns})


def test_the_worst_criterion_is_a_mean_over_hectares_still_kumuh():
    found = view.worst_criteria(
        units(nilai_1a=[5, 1, 5], nilai_2a=[1, 5, 5], nilai_3a=[0, 0, 5]), CRITERIA
    )
    assert [(one.id, one.nilai) for one in found] == [("1a", 4.0), ("2a", 2.0)]


def test_without_areas_every_unit_weighs_the_same():
    found = view.worst_criteria(units(luas_ha=[None] * 3, nilai_1a=[5, 1, 0]), CRITERIA)
    assert [one.nilai for one in found] == [3.0]


def test_data_without_scores_have_no_worst_criterion():
    assert view.worst_criteria(pd.DataFrame(), CRITERIA) == []
    assert view.worst_criteria(units(), CRITERIA) == []


def test_known_obstacles_come_first_and_activities_in_time_do_not_come():
    activities = pd.DataFrame(
        {
            "kegiatan": ["a", "b", "c", "d"],
            "deviasi_pp": [-9.0, -3.0, -5.0, -20.0],
            "status": ["kritis", "terlambat", "terlambat", "sesuai"],
            "kendala": [None, "lahan", " cuaca ", "tidak berarti"],
            "pic": [None, "Askot", "PPK", "PPK"],
        }
    )
    found = view.obstacles(activities)
    assert [(one.kegiatan, one.kendala) for one in found] == [
        ("c", "cuaca"),
        ("b", "lahan"),
        ("a", ""),
    ]
    assert [one.pic for one in found] == ["PPK", "Askot", ""]


@pytest.mark.parametrize(
    ("days", "open_", "due", "words"),
    [
        (12, True, True, "lewat 12 hari"),
        (0, True, True, "dalam waktu"),
        (None, True, False, "tanpa batas waktu"),
        (90, True, True, "lewat 3 bulan"),
        (None, False, True, "–"),
    ],
)
def test_lateness_in_words(days, open_, due, words):
    assert meeting.late_words(days, open_=open_, due=due) == words


def test_promises_in_one_sentence():
    rows = pd.DataFrame(
        {
            "terbuka": [True, True, False],
            "terlambat_hari": pd.array([12, 0, None], dtype="Int64"),
            "status": ["baru", "berjalan", "selesai"],
        }
    )
    assert meeting.promises_answer(rows) == (
        "2 RTL terbuka, 1 lewat batas waktu (terlama 12 hari), 1 selesai."
    )
    assert meeting.promises_answer(rows[:0]) == "Belum ada RTL."


def session(key, *agenda):
    at = datetime(2019, 8, 8, tzinfo=UTC)
    return Session(key, "Rakor", at, "data", agenda, 0, 600, 0.0, None, "Penyaji", 1)


def test_another_province_stays_out():
    ntt, ntb = session("a", "", "Ende"), session("b", "", "Bima")
    assert meeting.sessions_of([ntt, ntb], ("Ende", "Belu")) == [ntt]
    rows = pd.DataFrame({"kab_kota": ["Ende", "Bima", "", ""], "id_rakor": ["a", "b", "a", "b"]})
    kept = meeting.of_places(rows, ("Ende", "Belu"), ["a"])
    assert list(kept.index) == [0, 2]


def test_no_name_of_a_criterion_is_cut():
    rows = units(**{f"nilai_{one.id}": [5, 5, 5] for one in CRITERIA})
    found = view.worst_criteria(rows, CRITERIA, most=len(CRITERIA))
    assert {one.words for one in found} == {f"{one.id} {one.name}: 5,00" for one in CRITERIA}
    assert max(len(one.name) for one in CRITERIA) > 60
