"""A decree's new threshold is one dated line: it holds from its day on, and not before."""

import copy
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kotaku import rules
from kotaku.checks import ruleset
from kotaku.dataset import Dataset
from kotaku.evaluation import Settings, evaluate
from kotaku.rules import law
from tests.tables import dataset

DECREE = date(2027, 1, 1)
BEFORE = DECREE - timedelta(days=1)
LINE = {"mulai": DECREE, "nilai": 85, "sumber": "umum", "tanda": "P"}


@pytest.fixture
def decreed():
    """Return the law with one line more: the services must reach 85 instead of 80 % from 2027."""
    common = copy.deepcopy(law.law().common)
    (row,) = [r for r in common["ambang"] if r["id"] == "layanan_dasar"]
    row["masa"].append(LINE)
    return replace(law.law(), common=common)


@pytest.mark.parametrize(("day", "expected"), [(BEFORE, 80), (DECREE, 85), (date(2040, 1, 1), 85)])
def test_a_new_line_holds_from_its_day_on(decreed, day, expected):
    found = law.regulation_at(decreed, day)
    assert found.thresholds["layanan_dasar"].value == expected
    assert found.id == "permen14_2018"


def test_a_new_line_changes_nothing_else_and_says_from_when_it_holds(decreed):
    old, new = law.regulation_at(decreed, BEFORE), law.regulation_at(decreed, DECREE)
    differing = [
        after.key
        for before, after in zip(rules.entries(old), rules.entries(new), strict=True)
        if (before.value, before.basis) != (after.value, after.basis)
    ]
    assert differing == ["layanan_dasar"]
    assert new.thresholds["layanan_dasar"].basis.since == DECREE
    assert DECREE in law.turning_days(decreed)


def test_the_data_date_chooses_the_line_also_where_a_person_chose_the_rule_set(
    decreed, monkeypatch
):
    monkeypatch.setattr(law, "law", lambda: decreed)
    rules._from.cache_clear()
    try:
        for asked in (None, "permen14_2018"):
            for day, expected in (("31 Desember 2026", 80), ("1 Januari 2027", 85)):
                data = dataset(profil=[{"kunci": "tanggal_data", "nilai": day}])
                used = evaluate(data, Settings(regulasi=asked)).regulation
                assert used.thresholds["layanan_dasar"].value == expected
        read = replace(data, regulasi="permen14_2018")  # as it was read, on the last day
        assert evaluate(read).regulation.thresholds["layanan_dasar"].value == 85
        earlier = dataset(profil=[{"kunci": "tanggal_data", "nilai": "31 Desember 2026"}])
        read = replace(earlier, regulasi="permen14_2018")
        assert evaluate(read).regulation.thresholds["layanan_dasar"].value == 80
        assert ruleset.choose(Dataset({}), None).regulation.thresholds["layanan_dasar"].value == 85
    finally:
        rules._from.cache_clear()


def test_every_day_has_one_rule_set_and_a_day_between_two_turnings_the_earlier():
    days = law.turning_days(law.law())
    assert days[0] == min(rule["mulai"] for rule in law.law().named.values())
    for day in days:
        assert rules.at(day) is rules.at(day + timedelta(days=1)) or day + timedelta(1) in days
    assert rules.at(days[0] - timedelta(days=4000)) is rules.at(days[0])


def test_a_rule_set_is_not_read_beyond_its_own_time():
    assert rules.load("permen02_2016", date(2026, 1, 1)) == rules.load("permen02_2016")
    assert rules.load("permen14_2018", date(2016, 6, 1)).id == "permen14_2018"


def every_line():
    """Yield the lines of each number and definition."""
    for part in (law.law().conditions, law.law().scoring, law.law().common):
        for rows in part.values():
            yield from rows if isinstance(rows, list) else [rows]


def test_lines_stand_in_the_order_of_their_days_and_only_the_first_may_be_without():
    for row in every_line():
        days = [line.get("mulai", date.min) for line in row["masa"]]
        assert days, row
        assert days == sorted(set(days)), row


def test_no_criterion_is_written_twice():
    ids = [row["id"] for row in law.law().conditions["kriteria"]]
    assert len(ids) == len(set(ids)) == 19
