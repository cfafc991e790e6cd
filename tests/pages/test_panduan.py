"""The guide opens in the app, section by section, without anything from outside."""

import pytest

from pages.ui.bar import guide
from tests.pages.conftest import text


@pytest.mark.parametrize("title", [*list(guide.sections())[:2], guide.LISTS, guide.HALL])
def test_a_section_opens(title, open_page):
    app = open_page("panduan", bagian_panduan=title)
    said = text(app)
    assert "http" not in said.replace("http://localhost", "").replace("postgresql://", "")
    assert len(said) > 60
