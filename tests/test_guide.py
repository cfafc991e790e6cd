"""The guide cannot rot: every page, setting, limit and finding is in it, and its pictures exist."""

import re

import pytest

import app
from kotaku import paths
from kotaku.findings import catalogue
from kotaku.intake.safe.limits import limits
from kotaku.output import guide as lists
from pages.ui.bar import guide
from tests.test_docs import SETTING, code

TITLES = {title: name for entries in app.PAGES.values() for name, title, *_ in entries}
LISTED = (paths.GUIDE / "daftar.md").read_text(encoding="utf-8")


def test_every_page_has_its_section_in_the_order_of_the_menu():
    assert list(guide.sections()) == list(TITLES)


@pytest.mark.parametrize("title", TITLES)
def test_every_section_says_something_and_shows_its_page(title):
    assert len(guide.sections()[title]) > 60
    picture = guide.picture(title)
    assert picture is not None
    assert picture.stem == TITLES[title]
    assert 3_000 < picture.stat().st_size < 60_000


def test_no_picture_is_left_over():
    files = {path.stem for path in (paths.GUIDE / "gambar").iterdir()}
    assert files == set(TITLES.values())


def test_the_lists_are_what_the_data_say():
    assert lists.lists(paths.README.read_text(encoding="utf-8")) == LISTED


def test_every_setting_limit_and_finding_is_listed():
    used = {s for path in code() for s in SETTING.findall(path.read_text(encoding="utf-8"))}
    assert used <= set(SETTING.findall(LISTED))
    assert all(one.advice.partition("{")[0] in LISTED for one in limits().values())
    assert {f"`{name}`" for name in catalogue()} <= set(re.findall(r"`[^`\n]+`", LISTED))


def test_the_hall_sheet_keeps_to_one_page():
    content = lists.sheet_pdf(guide.hall(), stamp=guide.DAY)
    assert content.count(b"/Type /Page\n") == 1


def test_the_words_in_bold_are_words_of_the_app():
    """A button that was renamed is found here."""
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("pages", "kotaku")
        for path in (paths.ROOT / folder).rglob("*")
        if path.suffix in (".py", ".toml")
    )
    named = re.findall(r"\*\*([^*]+)\*\*", "\n".join(guide.sections().values()))
    assert len(named) > 20
    assert [words for words in named if words not in text] == []
