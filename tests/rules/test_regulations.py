"""The rule sets as data: complete, sourced, and the only place of the law's numbers."""

import ast
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

import kotaku.method
from kotaku import rules, schema

LEGAL_NUMBERS = {24.995, 50.995, 75.995, 24.99, 16, 19, 37, 38, 44, 45, 59, 60, 70, 71, 76}
LEGAL_NUMBERS |= {25, 50, 51, 75, 80, 95, 200, 250, 7.2}
UNMISTAKABLE = {24.995, 50.995, 75.995, 24.99, 7.2}
KOTAKU = Path(kotaku.method.__file__).parents[1]
CALCULATION = sorted(
    [
        *(p for name in ("method", "strategy", "checks", "progress", "reconcile") for p in
          (KOTAKU / name).rglob("*.py")),
        *(KOTAKU / name for name in ("evaluation.py", "dataset.py")),
    ]
)  # fmt: skip
WORKS_AS = {"floor_value": "floor", "max_total_value": "max_total", "authorities": "authority_for"}
LISTED_ONLY = {"title", "validity", "valid_from", "valid_until"}  # at() and the page read them
# what surveyors judge a problem by: the volumes in the files are the outcome
SURVEY = {
    "kepadatan_kota_besar",
    "kepadatan_kota_kecil",
    "air_minum",
    "genangan_tinggi",
    "genangan_lama",
    "genangan_kali",
    "lebar_jalan",
    "luas_lantai",
    "jarak_jamban",
    "pengangkutan_sampah",
    "tinjau_ulang",
}


@pytest.mark.parametrize("regulation", rules.all_regulations(), ids=lambda r: r.id)
def test_every_entry_says_where_it_comes_from(regulation):
    listed = rules.entries(regulation)
    assert len(listed) > 60
    for entry in listed:
        assert entry.name, entry
        assert entry.source, entry
        assert entry.mark in rules.MARKS, entry
        assert entry.basis.meaning == rules.mark_meanings()[entry.mark]
        assert date(2026, 1, 1) < entry.checked <= date(2026, 12, 31), entry
    keys = [entry.key for entry in listed]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("regulation", rules.all_regulations(), ids=lambda r: r.id)
def test_rule_set_is_consistent(regulation):
    assert len(regulation.aspects) == 7
    assert sorted(c for a in regulation.aspects for c in a.criteria) == sorted(
        regulation.criterion_ids
    )
    assert regulation.max_total == max(b.score for b in regulation.bands) * len(regulation.criteria)
    assert regulation.floor == regulation.slum_class("ringan").at_least
    assert [c.id for c in regulation.classes] == ["berat", "sedang", "ringan", "tidak_kumuh"]
    assert all(c.denominator in schema.tables()["rt"].columns for c in regulation.criteria)


def test_the_two_rule_sets_have_their_published_limits():
    new, old = rules.load("permen14_2018"), rules.load("permen02_2016")
    assert (len(new.criteria), new.floor, new.max_total) == (16, 16, 80)
    assert [c.at_least for c in new.classes] == [60, 38, 16, 0]
    assert (len(old.criteria), old.floor, old.max_total) == (19, 19, 95)
    assert [c.at_least for c in old.classes] == [71, 45, 19, 0]
    assert [b.at_least_pct for b in new.bands] == [75.995, 50.995, 24.995]


def test_an_id_means_the_same_criterion_in_both_rule_sets():
    new, old = rules.load("permen14_2018"), rules.load("permen02_2016")
    for criterion in new.criteria:
        same = old.criterion(criterion.id)
        assert (same.name, same.unit, same.denominator) == (
            criterion.name,
            criterion.unit,
            criterion.denominator,
        )
    assert set(old.criterion_ids) - set(new.criterion_ids) == {"4d", "4e", "6c"}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2015, 1, 1), "permen02_2016"),  # the oldest known one stands for what was before
        (date(2018, 6, 7), "permen02_2016"),
        (date(2018, 6, 8), "permen14_2018"),
        (date(2026, 11, 22), "permen14_2018"),
    ],
)
def test_rule_set_for_a_date(day, expected):
    assert rules.at(day).id == expected


def test_priority_matrix_has_each_rank_and_code_once():
    priorities = rules.load().priorities
    assert sorted(p.rank for p in priorities) == list(range(1, 10))
    codes = [c for p in priorities for c in (p.code_legal, p.code_illegal)]
    assert sorted(codes) == [f"{letter}{i}" for letter in "ABC" for i in range(1, 7)]


@pytest.mark.parametrize(
    ("area_ha", "who"),
    [
        (9.999, "kabupaten/kota"),
        (10, "provinsi"),
        (15, "provinsi"),
        (15.001, "pusat"),
        (float("nan"), ""),
    ],
)
def test_authority_by_area(area_ha, who):
    assert rules.load().authority_for(area_ha) == who


def test_unknown_names_are_errors():
    with pytest.raises(KeyError):
        rules.load("permen99")
    with pytest.raises(KeyError):
        rules.load().criterion("4d")
    with pytest.raises(KeyError):
        rules.load().slum_class("sangat_berat")


def numbers(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        (node.value, node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and type(node.value) in (int, float)
    }


@pytest.mark.parametrize("path", CALCULATION, ids=lambda p: p.relative_to(KOTAKU).as_posix())
def test_no_number_of_the_law_stands_in_the_calculation(path):
    assert {n for n in numbers(path) if n[0] in LEGAL_NUMBERS} == set()


def test_no_unmistakable_number_of_the_law_stands_in_any_code():
    files = [p for p in (*KOTAKU.rglob("*.py"), *(KOTAKU.parent / "pages").rglob("*.py"))]
    assert [(p, n) for p in files for n in numbers(p) if n[0] in UNMISTAKABLE] == []


def code():
    """All code but that which only reads and lists the rule sets."""
    files = [p for p in KOTAKU.rglob("*.py") if p.parent.name != "rules"]
    return "\n".join(p.read_text(encoding="utf-8") for p in files)


def test_every_part_of_a_rule_set_is_used():
    regulation, text = rules.load(), code()
    parts = [f.name for f in fields(regulation) if f.name not in LISTED_ONLY]
    assert [name for name in parts if f".{WORKS_AS.get(name, name)}" not in text] == []


def test_every_threshold_is_calculated_with_or_guides_the_survey():
    text = code()
    for regulation in rules.all_regulations():
        used = {name for name in regulation.thresholds if f'thresholds["{name}"]' in text}
        assert used | SURVEY == set(regulation.thresholds)
        assert not used & SURVEY
