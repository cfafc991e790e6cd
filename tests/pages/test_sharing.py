"""The address that the hall types or scans."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.bar import sharing


@pytest.fixture
def wifi(monkeypatch):
    monkeypatch.setattr(sharing, "own_address", lambda: "192.168.1.7")


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://localhost:8501/ringkasan", "http://192.168.1.7:8501/ringkasan"),
        ("http://127.0.0.1:8501/", "http://192.168.1.7:8501/"),
        ("http://[::1]:8501/peta", "http://192.168.1.7:8501/peta"),
        ("http://192.168.1.9:8501/peta", "http://192.168.1.9:8501/peta"),
        ("https://rakor.contoh.id/dasbor/peta", "https://rakor.contoh.id/dasbor/peta"),
        ("", ""),
        ("http://[", ""),
    ],
)
def test_the_hall_reaches_the_view_by_another_name(wifi, url, address):
    assert sharing.hall_address(url) == address


def test_without_a_network_there_is_no_address(monkeypatch):
    monkeypatch.setattr(sharing, "own_address", lambda: "127.0.0.1")
    assert sharing.hall_address("http://localhost:8501/peta") == ""


@pytest.mark.parametrize("page", ["", "ringkasan"])
def test_who_follows_comes_to_the_meeting(page):
    assert sharing.at_page(f"http://a:1/{page}", "mode_rakor") == "http://a:1/mode_rakor"


def test_the_view_travels_in_the_address():
    query = {"data": "Contoh NTT 2019", "kab": "Kota Kupang"}
    shared = sharing.with_query("http://a:1/peta", query)
    assert shared == "http://a:1/peta?data=Contoh+NTT+2019&kab=Kota+Kupang"


def test_the_code_is_drawn_dark_on_white_with_its_margin():
    import segno

    text = "http://192.168.1.7:8501/mode_rakor?ikut=1"
    size = segno.make(text, error="m", micro=False).symbol_size(scale=5, border=4)[0]
    made = sharing.qr(text)
    assert made.startswith(f'<svg width="{size}" height="{size}"')
    assert '"#fff"' in made
    assert '"#000"' in made


def test_an_address_that_no_code_holds_is_still_said():
    long = sharing.with_query("http://a:1/peta", {"data": "データ" * 300})
    assert sharing.qr(long) == ""
    app = AppTest.from_string(
        f"from pages.ui.bar import sharing\nsharing._one('Tampilan ini', {long!r})"
    ).run()
    assert not app.exception
    assert app.code[0].value == long
    assert app.caption[0].value == sharing.TOO_LONG
