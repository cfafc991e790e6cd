"""Numbers, criterion codes and years as they are typed in the field."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotaku.words.numbers import format_number
from kotaku.words.parsing import (
    fractions,
    read_criterion,
    read_number,
    read_numbers,
    read_year,
    years_in,
)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("1.234,56", "ha", 1234.56),
        ("13,14", "ha", 13.14),
        ("575,47", "", 575.47),
        ("1,234.56", "ha", 1234.56),
        ("1.234.567", "", 1234567.0),
        ("108,38 Ha", "ha", 108.38),
        ("108,38 Hektar", "ha", 108.38),
        ("98%", "%", 98.0),
        ("93,51 %", "%", 93.51),
        ("93,51 %", "", 93.51),
        (" 12\u00a0 ", "unit", 12.0),
        ("250 m", "m", 250.0),
        ("12 KK", "KK", 12.0),
        ("Rp 1.000.000", "Rp", 1_000_000.0),
        ("Rp. 500.000,-", "Rp", 500_000.0),
        ("Rp1.000.000.000", "Rp", 1e9),
        ("Rp 1 M", "Rp", 1e9),
        ("1,5 miliar", "Rp", 1.5e9),
        ("1 M", "m", 1.0),  # one metre, never a milliard
        ("250 jt", "Rp", 250e6),
        ("2 juta rupiah", "Rp", 2e6),
        ("(1.234,5)", "", -1234.5),
        ("-0,5", "ha", -0.5),
        ("\u22120,5", "ha", -0.5),
        (",5", "ha", 0.5),
        ("007", "", 7.0),
    ],
)
def test_one_number(text: str, unit: str, value: float) -> None:
    assert read_number(text, unit) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("abc", ""),
        ("1.2.3", ""),
        ("1,2,3", ""),
        ("1.23.456,7", ""),
        ("12,", ""),
        ("5000 m2", "ha"),
        ("12 m", "ha"),
        ("Rp 5", "ha"),
        ("10-20", ""),
        ("12.645", ""),
    ],
)
def test_not_read(text: str, unit: str) -> None:
    assert read_number(text, unit) is None


@pytest.mark.parametrize("text", ["", "  ", "-", "\u2013", "n/a"])
def test_blank_is_empty_and_not_unreadable(text: str) -> None:
    read = read_numbers([text], unit="ha")
    assert math.isnan(read.values[0])
    assert read.unreadable == ()


@pytest.mark.parametrize(
    ("texts", "unit", "value", "decided"),
    [
        # another number of the column proves what the mark means
        (["12.645", "13,14"], "ha", 12645.0, "ribuan"),
        (["12.645", "1.234.567"], "", 12645.0, "ribuan"),
        (["12.645", "0.848808"], "ha", 12.645, "desimal"),
        (["12,645", "0,8"], "", 12.645, "desimal"),
        (["12,645", "1,234.5"], "", 12645.0, "ribuan"),
        # nothing but the unit
        (["12.645"], "ha", 12.645, "desimal"),
        (["12.645"], "derajat", 12.645, "desimal"),
        (["12.645"], "jiwa", 12645.0, "ribuan"),
        (["12.645"], "Rp", 12645.0, "ribuan"),
        # proof both ways, or a column that mixes the marks: not read
        (["12.645", "1,5", "0.5"], "ha", math.nan, None),
        (["12.645", "12,645"], "jiwa", math.nan, None),
        (["12.645", "7"], "", math.nan, None),
    ],
)
def test_ambiguous_is_decided_by_its_column(
    texts: list[str], unit: str, value: float, decided: str | None
) -> None:
    read = read_numbers(texts, unit=unit)
    assert read.values[0] == pytest.approx(value, nan_ok=True)
    assert read.decided == decided
    assert 0 in read.ambiguous
    assert read.reason
    assert (0 in read.unreadable) == math.isnan(value)


@settings(max_examples=200, deadline=None)
@given(
    st.decimals(
        min_value=-(10**9), max_value=10**9, places=2, allow_nan=False, allow_infinity=False
    )
)
def test_what_the_app_writes_it_reads_back(value: object) -> None:
    number = float(str(value))
    assert read_number(format_number(number, 2)) == pytest.approx(number, abs=1e-9)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=12), max_size=8), st.sampled_from(["", "ha", "m", "Rp", "%"]))
def test_any_text_is_read_or_reported(texts: list[str], unit: str) -> None:
    read = read_numbers(texts, unit=unit)
    assert len(read.values) == len(texts)
    for i, value in enumerate(read.values):
        if i in read.unreadable:
            assert math.isnan(value)
        elif not math.isnan(value):
            # words for nothing are 0, and stand alone
            assert any(c.isdigit() for c in texts[i]) or (
                value == 0 and texts[i].replace(" ", "").isalpha()
            )


@settings(max_examples=200, deadline=None)
@given(st.lists(st.from_regex(r"-?[0-9]{1,5}([.,][0-9]{1,5})?", fullmatch=True), max_size=6))
def test_a_column_reads_the_same_fast_and_slow(texts: list[str]) -> None:
    fast = read_numbers(texts, unit="ha").values
    slow = read_numbers([*texts, ""], unit="ha").values[:-1]  # a blank forces the closer look
    assert fast == pytest.approx(slow, nan_ok=True)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0.7581, 0.2, 1.0], True),
        ([75.81, 0.2], False),
        ([0.0, 1.0, 1.0], False),
        ([math.nan, 0.5], True),
        ([], False),
    ],
)
def test_fractions(values: list[float], expected: bool) -> None:
    assert fractions(values) is expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2b", "2b"),
        ("2B", "2b"),
        ("2.b", "2b"),
        (" 2 b ", "2b"),
        ("2b. Kualitas permukaan jalan", "2b"),
        ("Kriteria 4c", "4c"),
        ("4d", "4d"),  # whether it exists is for the checks
        ("2a, 2b", None),
        ("2a dan 2b", None),
        ("drainase", None),
        ("2", None),
        ("2bc", None),
        ("", None),
    ],
)
def test_criterion(text: str, code: str | None) -> None:
    assert read_criterion(text) == code


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2019", 2019),
        ("TA 2019", 2019),
        ("Tahun 2022", 2022),
        ("2019/2020", None),
        ("20190", None),
        ("19", None),
        ("Kumuh 2019", None),
    ],
)
def test_year(text: str, year: int | None) -> None:
    assert read_year(text) == year


def test_years_of_a_sheet_name() -> None:
    assert years_in("Kumuh 2019") == (2019,)
    assert years_in("Investasi 2020-2023") == (2020, 2023)
    assert years_in("RT 120195") == ()
