"""What a page says is for readers: no name of a column, no value of code, no ISO date."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import PAGES
from tests.pages.conftest import words

SAMPLES = ("Contoh NTT 2019", "Contoh NTB 2022")
PEKALONGAN = "real/pekalongan/pekalongan_a.xlsx"
RAW = re.compile(
    r"(?<![\w./=&?-])[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![\w/=]|\.[a-z])"  # a column; no file's name
    r"|\b(?:True|False|None|NaN|nan|NaT|null|undefined|Timestamp)\b|<NA>"
    r"|(?<![\w.,:/-])\d+\.(?:\d{1,2}|\d{4,})(?![\w.,/-]*\d)"  # 0.5; of three digits it is thousands
    r"|\d,\d{3}\.\d|\b\d{4}-\d{2}-\d{2}\b"
)
_LINK, _ICON = re.compile(r"\]\([^)]*\)|https?://\S+"), re.compile(r":material/\w+:|:[a-z]+-badge")
_FILE = re.compile(r"(\w+)\.(?:xlsx|geojson)\b")
_FILES_OWN = ("judul", "contoh")  # of an upload's columns: a heading and cells as the file has them
# What elements say in words besides their text.
_TOLD = ("body", "label", "help", "placeholder", "alt", "delta", "code_text")
_CHART = ("text", "hovertext", "ticktext", "name", "title")
_QUOTED = re.compile("“[^”]*”|«[^»]*»")  # what a file says is told in its own words


def said(app: AppTest) -> list[str]:
    """Return everything that a page shows in words, its tables cell by cell."""
    found = [text for node in _nodes(app._tree) for text in _of(node)]
    return [_QUOTED.sub("“”", _ICON.sub("", _LINK.sub("]", html.unescape(t)))) for t in found]


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    for child in getattr(node, "children", {}).values():
        yield from _nodes(child)


def _of(node: Any) -> Iterator[str]:
    proto = getattr(node, "proto", None)
    if proto is None:
        return
    kind = getattr(node, "type", "")
    inner = getattr(proto, kind, proto)  # a block holds what it is under its own name
    told = [*(getattr(inner, name, None) for name in _TOLD), *getattr(proto, "options", ())]
    yield from (one for one in told if isinstance(one, str))
    yield from _drawn(proto, kind)


def _drawn(proto: Any, kind: str) -> Iterator[str]:
    if kind == "plotly_chart":
        yield from _chart(json.loads(proto.spec))
    elif kind == "bidi_component":
        told = json.loads(proto.json or "{}")
        yield from map(words, told.get("turns", {}).values())
        rows = [told["kepala"], *told["baris"]] if "kepala" in told else []
        yield from (str(cell) for row in rows for cell in row)
    elif hasattr(proto, "arrow_data"):
        known = json.loads(getattr(proto, "columns", "") or "{}")
        labels = {name: one["label"] for name, one in known.items() if one.get("label")}
        yield from labels.values()
        yield from _cells(proto.arrow_data, getattr(proto, "column_order", ()), labels)


def _cells(drawn: Any, shown: Sequence[str], labels: Mapping[str, str]) -> Iterator[str]:
    """Return headings, and cells as they are drawn; a number without words is the browser's."""
    table = drawn.styler.display_values or drawn.data
    if not table:
        return
    frame = pa.ipc.open_stream(table).read_all().to_pandas()
    named = [column for column in frame if not shown or column in shown]
    named = [column for column in named if column not in _FILES_OWN]
    yield from (column for column in map(str, named) if column not in labels)
    for column in named:
        yield from (cell for cell in frame[column] if isinstance(cell, str))


def _chart(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _chart(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from _chart(one, name)
    elif isinstance(value, str) and name in _CHART:
        yield value


def raw(app: AppTest) -> set[str]:
    """Return what of a page is no word for readers, each with what stands around it."""
    told = said(app)
    files = {stem for text in told for stem in _FILE.findall(text)}  # a layer has its file's name
    return {
        f"{hit[0]}: …{text[max(0, hit.start() - 40) : hit.end() + 40]}…"
        for text in told
        for hit in RAW.finditer(text)
        if hit[0] not in files
    }


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_page_of_a_sample_shows_no_word_of_code(sample, page, open_page):
    app = open_page(page, sample)
    assert said(app)
    assert raw(app) == set()


def test_no_page_of_a_real_city_shows_a_word_of_code(shared, stored, open_page):
    data = stored(shared / PEKALONGAN)
    found = {page: raw(open_page(page, data)) for page in PAGES}
    assert {page: what for page, what in found.items() if what} == {}


@pytest.mark.parametrize(
    "text",
    ["kab_kota", "Kolom luas_awal_ha", "tidak_kumuh", "belum_diperiksa", "True", "nilai None",
     "NaN", "NaT", "0.5", "luas 12.75 ha", "2019-08-04", "1,234.5", "8.300000"],
)  # fmt: skip
def test_words_of_code_are_found(text):
    assert RAW.search(text)


@pytest.mark.parametrize(
    "text",
    ["1.234,56 ha", "contoh_ntt_2019.xlsx", "4 Agustus 2019", "Pasal 5", "Rp 1.500.000",
     "Tidak kumuh", "14/PRT/M/2018", "0,5", "12.345", "53.71.01"],
)  # fmt: skip
def test_words_for_readers_are_left_alone(text):
    assert not RAW.search(text)
