"""What an address or a browser says that no page has offered is left, and the page stands."""

from types import SimpleNamespace

import pandas as pd
import pytest
import streamlit as st

from pages.ui.bar import bar, tour, window
from pages.ui.parts import maps
from pages.ui.upload import sheet_view
from web.assets import COOKIE

NTT = "Contoh NTT 2019"
SHAPES = pd.DataFrame({"nama": ["a"]}, index=[7])
ODD = ["", "x", "-1", "\u0662", "\u00b2", "9" * 5000, "1e400", "<b>", "Kota Kupang"]


@pytest.mark.parametrize(
    "key", ["kab", "satuan", "metode", "rerata", "rinci", "skenario", "sampai"]
)
def test_a_choice_that_was_not_offered_counts_as_none(key, monkeypatch):
    monkeypatch.setattr(st, "session_state", {"data": NTT})
    usual = bar.filters()
    for word in ODD:
        monkeypatch.setattr(st, "session_state", {"data": NTT, key: word})
        asked = bar.filters()
        assert asked == usual or key == "kab"


@pytest.mark.parametrize("page", ["ringkasan", "tingkat_kekumuhan", "mode_rakor"])
def test_a_page_of_a_place_that_is_not_there_stands(open_page, page):
    app = open_page(page, NTT, kab="Kota Antah Berantah")
    assert not app.exception


def test_a_part_that_was_not_offered_shows_the_first(open_page):
    app = open_page("simulasi_dan_strategi", NTT, bagian="Bagian lain")
    assert not app.exception


@pytest.mark.parametrize("word", ODD)
def test_a_step_of_the_tour_that_is_none_leaves_it(word, monkeypatch):
    monkeypatch.setattr(st, "query_params", {tour.STEP: word})
    monkeypatch.setattr(st, "session_state", {})
    assert tour._number() is None


@pytest.mark.parametrize("word", ODD)
def test_a_shape_that_is_none_gives_the_whole_map(word, monkeypatch):
    monkeypatch.setattr(st, "query_params", {maps.NEAR_TO: word})
    context = type("Page", (), {"polygons": type("Polygons", (), {"shapes": SHAPES})})
    assert maps.asked_for(context) is None


@pytest.mark.parametrize("told", [None, "x", -5, 10**9, 1365, float("nan"), [], {}])
def test_a_width_that_is_no_step_is_the_usual_one(told, monkeypatch):
    monkeypatch.setattr(st, "session_state", {window.KEY: {"lebar": told}})
    assert window.width() == window.USUAL


@pytest.mark.parametrize(
    ("kept", "step"), [("1024", 1024), ("1919", 1680), ("20", 320), ("99999", 2560)]
)
def test_the_first_drawing_is_as_wide_as_the_cookie_says(kept, step, monkeypatch):
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(st, "context", SimpleNamespace(cookies={COOKIE: kept}))
    assert window.width() == step


@pytest.mark.parametrize("word", [*ODD, "1e3", "12 34", "100000"])
def test_a_cookie_that_is_no_width_is_the_usual_one(word, monkeypatch):
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(st, "context", SimpleNamespace(cookies={COOKIE: word}))
    assert window.width() == window.USUAL


@pytest.mark.parametrize("stamp", [None, "x", float("inf"), float("nan"), [], {}])
def test_a_stamp_that_is_no_number_is_the_first(stamp):
    assert sheet_view._stamp({"id": stamp}) == 0
