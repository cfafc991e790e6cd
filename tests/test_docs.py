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
    runtime += (ROOT / "web").rglob("*.py")
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


# Requirements of each section of OWASP ASVS 5.0.0 in the chapters that concern the app.
ASVS = {
    "1.1": 2, "1.2": 10, "1.3": 12, "1.4": 3, "1.5": 3, "2.1": 3, "2.2": 3, "2.3": 5, "2.4": 2,
    "5.1": 1, "5.2": 6, "5.3": 3, "5.4": 3, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 3,
    "7.6": 2, "8.1": 4, "8.2": 4, "8.3": 3, "8.4": 2, "12.1": 5, "12.2": 2, "12.3": 5, "13.1": 4,
    "13.2": 6, "13.3": 4, "13.4": 7, "14.1": 2, "14.2": 8, "14.3": 3, "16.1": 1, "16.2": 5,
    "16.3": 4, "16.4": 3, "16.5": 4,
}  # fmt: skip


def test_every_requirement_of_the_security_standard_is_answered_once():
    told: list[str] = []
    for line in (ROOT / "docs" / "keamanan.md").read_text(encoding="utf-8").splitlines():
        if not re.match(r"\| \d", line):
            continue
        asked, state, how = (cell.strip() for cell in line.strip("|").split("|"))
        assert state in ("ya", "sebagian", "tidak", "tb"), line
        assert how, line
        for part in asked.split(", "):
            first, _, last = part.partition("–")
            section, start = first.rsplit(".", 1)
            end = int((last or first).rsplit(".", 1)[1])
            told += [f"{section}.{number}" for number in range(int(start), end + 1)]
    wanted = [f"{section}.{n}" for section, count in ASVS.items() for n in range(1, count + 1)]
    assert sorted(told) == sorted(wanted)
