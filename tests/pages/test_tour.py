"""The guided tour: six steps from five team files to what is taken home, left at any time."""

import pytest
from streamlit.testing.v1 import AppTest

import app
from kotaku.view.tour import CLEAN, DIRTY, tour
from tests.conftest import ROOT
from tests.pages.conftest import text


def test_every_step_stands_on_a_page_of_the_app():
    pages = {name for entries in app.PAGES.values() for name, *_ in entries}
    assert len(tour()) == 6
    assert {step.page for step in tour()} <= pages
    assert {step.data for step in tour()} == {DIRTY, CLEAN}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("number", range(1, 7))
def test_each_step_says_what_to_look_at_and_leads_on(number):
    step = tour()[number - 1]
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    page.query_params["tur"] = str(number)
    page.run()
    assert not page.exception
    said = text(page)
    assert f"Tur {number} dari 6: {step.title}" in said
    assert step.look[:40] in said
    links = {link.proto.label: link.proto for link in page.get("page_link")}
    assert ("Berikutnya" in links) == (number < 6)
    assert ("Kembali" in links) == (number > 1)
    here = links["Ke langkah ini"]
    assert here.page.endswith(step.page)
    assert f"tur={number}" in here.query_string


@pytest.mark.parametrize("number", range(1, 7))
def test_the_page_of_each_step_opens_with_its_data(number, open_page):
    step = tour()[number - 1]
    more = {"bagian": step.part} if step.part else {}
    assert ":orange-badge[Ilustrasi]" in text(open_page(step.page, step.data, **more))


@pytest.mark.usefixtures("folder")
def test_whoever_leaves_the_tour_sees_it_no_more():
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    page.query_params["tur"] = "1"
    page.run()
    assert "Tur 1 dari 6" in text(page)
    next(b for b in page.button if b.label == "Keluar dari tur").click().run()
    assert "Tur 1 dari 6" not in text(page)
