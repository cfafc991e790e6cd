"""The documents name what exists, and what exists is documented."""

import re
from pathlib import Path

import pytest

from kotaku.findings import catalogue
from kotaku.intake.safe.limits import limits
from kotaku.rules import load
from kotaku.schema import tables

ROOT = Path(__file__).resolve().parents[1]
DOCS = sorted([*(ROOT / "docs").glob("*.md"), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"])
SETTING = re.compile(r"\bKOTAKU_[A-Z_]+\b")
FILE = re.compile(r"[\w./-]+/[\w./-]*|[\w-]+\.(?:md|toml)")
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#]+)\)")


def code() -> list[Path]:
    runtime = [ROOT / "app.py", ROOT / "run.py", *(ROOT / "kotaku").rglob("*.py")]
    return [*runtime, *(ROOT / "pages").rglob("*.py")]


def test_every_setting_of_the_environment_stands_in_the_readme():
    used = {s for path in code() for s in SETTING.findall(path.read_text(encoding="utf-8"))}
    told = set(SETTING.findall((ROOT / "README.md").read_text(encoding="utf-8")))
    assert "KOTAKU_DATA_DIR" in used
    assert used <= told


def test_every_limit_says_what_is_exceeded_and_what_to_do():
    for limit in limits().values():
        assert "{batas}" in limit.sentence or limit.words in limit.sentence, limit.name
        assert limit.advice.endswith("."), limit.name


def test_every_finding_says_what_is_wrong_and_what_to_do():
    for kind in catalogue().values():
        assert kind.title, kind.code
        assert len(kind.message) > 10, kind.code
        assert kind.advice.endswith((".", "}")), kind.code


@pytest.mark.parametrize("path", DOCS, ids=lambda p: p.name)
def test_a_document_names_files_that_exist(path):
    text = path.read_text(encoding="utf-8")
    named = [name for name in CODE.findall(text) if FILE.fullmatch(name)]
    rooms = ("rules", "schema", "intake")
    places = [ROOT, ROOT / "kotaku", *(ROOT / "kotaku" / room for room in rooms)]
    lost = [n for n in named if not any((place / n).exists() for place in places)]
    lost += [n for n in LINK.findall(text) if "://" not in n and not (path.parent / n).exists()]
    assert lost == []


def test_the_words_of_the_field_name_tables_and_terms_that_exist():
    text = (ROOT / "docs" / "istilah.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "tabel `" in line]
    named = {n for line in lines for n in CODE.findall(line.rpartition("| ")[0] + line)}
    assert {n for n in named if n in tables()} >= {"rt", "lokasi", "mutu", "bpm", "rtl"}


def test_the_method_states_the_limits_of_the_bands_as_the_rules_hold_them():
    text = (ROOT / "docs" / "metode.md").read_text(encoding="utf-8")
    for band in load().bands:
        assert f"{band.at_least_pct:.3f}".replace(".", ",") in text
