"""Dates as they are typed in the field."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotaku.words.dates import format_date
from kotaku.words.parsing_dates import month_number, read_date


@pytest.mark.parametrize(
    ("text", "value", "assumed"),
    [
        ("30 Nopember 2022", date(2022, 11, 30), ""),
        ("30 November 2022", date(2022, 11, 30), ""),
        ("1 Pebruari 2020", date(2020, 2, 1), ""),
        ("1 Agust. 2019", date(2019, 8, 1), ""),
        ("3 Sept. 2021", date(2021, 9, 3), ""),
        ("Rabu, 14 Desember 2022", date(2022, 12, 14), ""),
        ("Jum'at, 2 Des 2022", date(2022, 12, 2), ""),
        ("30/11/2022", date(2022, 11, 30), ""),
        ("30-11-22", date(2022, 11, 30), ""),
        ("30.11.2022", date(2022, 11, 30), ""),
        ("30-Nov-2022", date(2022, 11, 30), ""),
        ("2022-11-30", date(2022, 11, 30), ""),
        ("2022-11-30 08:15:00", date(2022, 11, 30), ""),
        ("08-10/08/2019", date(2019, 8, 10), "hari terakhir rentang"),
        ("8 \u2013 10 Agustus 2019", date(2019, 8, 10), "hari terakhir rentang"),
        ("8 s/d 10 Agustus 2019", date(2019, 8, 10), "hari terakhir rentang"),
        ("Nopember 2022", date(2022, 11, 30), "akhir bulan"),
        ("Februari 2020", date(2020, 2, 29), "akhir bulan"),
    ],
)
def test_read(text: str, value: date, assumed: str) -> None:
    read = read_date(text)
    assert read is not None
    assert (read.value, read.assumed) == (value, assumed)


@pytest.mark.parametrize(
    "text",
    ["", "2022", "12/30/2022", "31/02/2022", "32 Mei 2022", "Marmut 2022", "minggu ke-3", "1/2",
     "30 November", "10 Marsupial 2020", "30/11/1822"],
)  # fmt: skip
def test_not_guessed(text: str) -> None:
    assert read_date(text) is None


@settings(max_examples=150, deadline=None)
@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_what_the_app_writes_it_reads_back(day: date) -> None:
    for text in (format_date(day), day.isoformat(), f"{day:%d/%m/%Y}"):
        read = read_date(text)
        assert read is not None
        assert read.value == day


@pytest.mark.parametrize(("word", "month"), [("mei", 5), ("okt", 10), ("agt", 8), ("xyz", None)])
def test_month(word: str, month: int | None) -> None:
    assert month_number(word) == month
