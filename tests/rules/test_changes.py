"""A number without confirmed source may be replaced; the original stays beside it."""

import pytest

from kotaku import rules
from kotaku.rules.changes import changeable, with_overrides

OLD = rules.load("permen02_2016")


def entry(regulation, key):
    return next(e for e in rules.entries(regulation) if e.key == key)


def test_the_value_changes_and_the_original_is_kept():
    changed = with_overrides(OLD, {"tingkat.berat": 72, "luas_lantai": 9})
    assert [c.at_least for c in changed.classes] == [72, 45, 19, 0]
    assert changed.thresholds["luas_lantai"].value == 9
    assert (entry(changed, "tingkat.berat").value, entry(changed, "tingkat.berat").original) == (
        72,
        71,
    )
    assert entry(changed, "tingkat.sedang").original is None
    assert OLD.slum_class("berat").at_least == 71


def test_a_second_change_remembers_the_first_value():
    twice = with_overrides(with_overrides(OLD, {"tingkat.berat": 72}), {"tingkat.berat": 73})
    assert entry(twice, "tingkat.berat").original == 71


def test_every_changeable_number_is_marked_uncertain_and_listed():
    for regulation in rules.all_regulations():
        listed = {e.key: e for e in rules.entries(regulation)}
        numbers = changeable(regulation)
        assert {"luas_lantai", "pertimbangan.tinggi"} <= set(numbers)
        for key, value in numbers.items():
            assert listed[key].mark in ("P", "I")
            assert listed[key].value == value
            assert with_overrides(regulation, {key: value}).floor == regulation.floor


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ambang_kumuh": 20}, "pasti"),
        ({"r0_rata_rata": 20}, "pasti"),
        ({"luas_lantai": -1}, "0 atau lebih"),
        ({"luas_lantai": float("nan")}, "0 atau lebih"),
        ({"tingkat.berat": 45}, "menurun"),
        ({"tingkat.ringan": 20}, "ambang kumuh"),
    ],
)
def test_what_may_not_be_changed_is_said(changes, words):
    with pytest.raises(ValueError, match=words):
        with_overrides(OLD, changes)


def test_an_unknown_key_is_an_error():
    with pytest.raises(KeyError):
        with_overrides(OLD, {"tidak_ada": 1})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("permen14_2018", "permen14_2018"),
        ("14/PRT/M/2018", "permen14_2018"),
        ("Permen PUPR No. 14 Tahun 2018", "permen14_2018"),
        ("Permen PUPR 02/PRT/M/2016", "permen02_2016"),
        ("Permen PU 2/2016", "permen02_2016"),
        ("Perda 5/2018", None),
        ("", None),
    ],
)
def test_a_rule_set_is_known_by_its_names(text, expected):
    found = rules.named(text)
    assert (found.id if found else None) == expected
