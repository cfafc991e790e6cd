"""Every field that people type into has a length that the server keeps to."""

import ast
import time
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from benchmarks import province
from kotaku.words.claims import read_claims
from pages.ui.parts import typed
from tests.conftest import PAGES, ROOT

DATA = "Contoh NTT 2019"
PRESENTER = {"role": "presenter", "name": "Penyaji"}
FIELDS = ("text_input", "text_area", "data_editor", "chat_input")


@cache
def small() -> bytes:
    """A workbook of 24 RT: one, because a new one bears another hour and is read anew."""
    return province.workbook(24)


@pytest.fixture
def with_rt(stored, tmp_path):
    path = tmp_path / "rt.xlsx"
    path.write_bytes(small())
    return stored(path)


def test_no_field_is_drawn_without_its_length():
    sources = [ROOT / "app.py", *(ROOT / "pages").rglob("*.py")]
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources
        if path != Path(typed.__file__)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in FIELDS
        and not (isinstance(node.value, ast.Name) and node.value.id == "typed")
    ]
    assert not bare, f"draw these by pages.ui.parts.typed: {bare}"


@pytest.mark.parametrize("page", PAGES)
def test_every_field_of_a_page_tells_the_browser_its_length(open_page, page, with_rt):
    state = {"bagian": "Angka laporan"} if page == "kualitas_data" else {}
    app = open_page(page, with_rt, penulis=PRESENTER, **state)
    fields = [*app.text_input, *app.text_area]
    assert all(0 < field.proto.max_chars <= 4001 for field in fields), [f.label for f in fields]


def sent(open_page, page, key, value, **state):
    """The page after a browser that keeps to no length sent a text."""
    app = open_page(page, DATA, **state)
    app.session_state[key] = value
    app.switch_page(f"pages/{page}.py")
    for name, held in {"data": DATA, **state}.items():
        app.session_state[name] = held
    app.run()
    assert not app.exception
    return app


def test_a_pasted_report_beyond_its_length_is_cut_with_a_sentence(open_page):
    for text in ("7" * 50_000, "7." * 20_000 + "ha", "1 ha " * 10_000, "(" * 50_000):
        start = time.monotonic()
        app = sent(open_page, "kualitas_data", "kalimat_laporan", text, bagian="Angka laporan")
        assert time.monotonic() - start < 20
        assert "Tempel kalimat laporan lebih dari 4.000 huruf" in app.warning[0].value


@pytest.mark.parametrize("text", ["7" * 4000, "7." * 2000, "7" * 3997 + " ha", "1 ha " * 800])
def test_a_paragraph_of_the_greatest_length_is_read_at_once(text):
    start = time.monotonic()
    read_claims(text)
    assert time.monotonic() - start < 1


def test_a_long_search_is_cut_with_a_sentence(open_page, with_rt):
    app = open_page("tingkat_kekumuhan", with_rt)
    app.text_input[0].set_value("a" * 50_000)
    app.switch_page("pages/tingkat_kekumuhan.py")
    app.session_state["data"] = with_rt
    app.run()
    assert not app.exception
    assert "Cari lebih dari 100 huruf" in app.warning[0].value


def drawn(text: str) -> AppTest:
    app = AppTest.from_string(
        "import pandas as pd\nimport streamlit as st\nfrom pages.ui.parts import typed\n" + text
    )
    return app.run()


def test_exactly_the_length_is_kept_without_a_word():
    app = drawn("st.code(typed.text_input('Nama', limit=5))")
    assert app.text_input[0].set_value("12345").run().code[0].value == "12345"
    assert not app.warning
    assert app.text_input[0].set_value("1234567").run().code[0].value == "12345"
    assert app.warning[0].value.startswith("Nama lebih dari 5 huruf")


def test_a_cell_that_may_not_be_changed_is_as_it_was(monkeypatch):
    frame = pd.DataFrame({"a": ["x", "y"], "b": [1.0, 2.0]})
    forged = pd.DataFrame({"a": ["palsu", "y"], "b": [5.0, 2.0]})
    monkeypatch.setattr(typed.st, "data_editor", lambda *_, **__: forged)
    edited = typed.data_editor(frame, disabled=["a"])
    assert edited["a"].tolist() == ["x", "y"]
    assert edited["b"].tolist() == [5.0, 2.0]


def test_a_table_grows_to_its_rows_and_texts_to_their_length(monkeypatch):
    frame = pd.DataFrame({"a": ["x"]})
    forged = pd.DataFrame({"a": ["z" * 100_000] * 5_000})
    said: list[str] = []
    monkeypatch.setattr(typed.st, "data_editor", lambda *_, **__: forged)
    monkeypatch.setattr(typed.st, "warning", said.append)
    edited = typed.data_editor(frame, num_rows="dynamic")
    assert (len(edited), edited["a"].str.len().max()) == (typed.ROWS, typed.LINE)
    assert "200 baris" in said[0]


def form_of_a_page_that_fails():
    """A form; where the database is away, the page ends before it, as app.py ends one."""
    import streamlit as st

    from pages.ui.parts import typed

    if st.session_state["terputus"]:
        typed.hold()
    else:
        typed.text_area("Masalah", key="m 1")


def test_what_was_typed_is_still_there_when_the_database_is_back():
    app = AppTest.from_function(form_of_a_page_that_fails)
    app.session_state["terputus"] = False
    app.run().text_area[0].set_value("pagu kurang")
    for away in (True, True, False, False):
        app.session_state["terputus"] = away
        app.run()
        assert len(app.text_area) == (not away)
    assert app.text_area[0].value == "pagu kurang"
