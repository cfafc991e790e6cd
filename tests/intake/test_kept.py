"""Choices of columns as a file: they come back as they were, and a hostile file is a sentence."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotaku.intake.files.kept import (
    Answer,
    KeptReading,
    answer_to_keep,
    answers_from_kept,
    correction_to_keep,
    corrections_from_kept,
    kept_from_json,
    kept_to_json,
    limits,
)
from kotaku.intake.tables.corrections import Correction

KEY = "0123456789abcdef"
CHOICE = {"kode": "id_rt", "#3": "jumlah_bangunan", "ket": "abaikan", "1a": "nilai_1a"}


def test_corrections_as_text() -> None:
    chosen = {
        KEY: Correction(CHOICE, "rt", 3, 2020, {"kab_kota": "Kota Kupang"}),
        "f" * 16: Correction(),
    }
    kept = KeptReading(chosen, {"SATUAN-ab12": Answer("m2", "m²", "Satuan kolom “Luas”?")})
    assert kept_from_json(kept_to_json(kept)) == kept
    assert kept_from_json(kept_to_json(kept).encode()) == kept
    assert kept_from_json(kept_to_json(KeptReading(chosen))) == KeptReading(chosen)


def entry(**content: object) -> str:
    return json.dumps({KEY: content})


BROKEN = [
    "", "[]", "{", "3", "null", b"\xff\xfe\x00", '{"a": {}}', "[" * 100_000, entry(columns=3),
    json.dumps({KEY: 1}), entry(columns={"x": "bom"}), entry(columns={"x": 3}), entry(table="os"),
    entry(table=["rt"]), entry(header_row="x"), entry(header_row=0), entry(header_row=True),
    entry(header_row=10**30), entry(year=20.5), entry(year=1).replace("1}", "1e999}"),
    entry(year=-1),
    entry(given={"tidak_ada": "x"}), entry(columns={"x" * 1001: "luas_sk_ha"}),
    entry(columns={"\ud800": "luas_sk_ha"}), entry(columns={f"#{i}": "nilai" for i in range(401)}),
    json.dumps({"jawaban": {"a": 1}}), json.dumps({"jawaban": {"a": {"kata": "x"}}}),
    json.dumps({"jawaban": {"a": {"jawaban": 3}}}), json.dumps({"jawaban": [1]}),
    entry(year=1).replace("1}", "9" * 5000 + "}"), " " * 2_000_001,
]  # fmt: skip


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_or_hostile_file_is_a_sentence(text: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"^Berkas pilihan kolom .*\.$"):
        kept_from_json(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=8,
)
PARTS = st.sampled_from(["columns", "table", "header_row", "year", "given"])


@settings(max_examples=150, deadline=None)
@given(JSON | st.dictionaries(st.just(KEY), st.dictionaries(PARTS, JSON, max_size=5)))
def test_any_json_is_read_or_refused_with_a_sentence(content: object) -> None:
    text, said = json.dumps(content), ""
    try:
        read = kept_from_json(text)
    except ValueError as error:
        said = str(error)
    if said:
        assert said.startswith("Berkas pilihan kolom")
    else:
        assert kept_from_json(kept_to_json(read)) == read


def test_what_a_store_keeps_comes_back_and_what_is_no_longer_known_is_left() -> None:
    good = correction_to_keep(Correction(CHOICE, "rt"))
    kept = {"a": good, "b": {**good, "table": "lama"}, "c": [1], "d": "x", "e": {"year": 1e999}}
    assert corrections_from_kept(kept) == {"a": Correction(CHOICE, "rt")}
    assert limits()["kolom"] > len(CHOICE)


def test_answers_come_back_and_what_is_none_is_left() -> None:
    good = Answer("m2", "meter persegi", "Satuan?")
    kept = {"a": answer_to_keep(good), "b": {"kata": "x"}, "c": 3, "d": {"jawaban": 3}, "e": [1]}
    assert answers_from_kept(kept) == {"a": good}
