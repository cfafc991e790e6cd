"""Numbers as Indonesians write them, up to those that nobody means."""

import math

import pytest

from kotaku.words.numbers import bound, format_number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1234.56, "1.234,56"),
        (13.145, "13,15"),
        (-0.004, "0,00"),
        (-2.5, "−2,50"),
        (None, "–"),
        (math.nan, "–"),
        (1e300, "1,00e+300"),
        (-1e20, "−1,00e+20"),
        (math.inf, "inf"),
    ],
)
def test_format_number(value, text):
    assert format_number(value) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("13,14 ha dari 9 lokasi", "13,14_ha dari 9_lokasi"),
        ("Rp 2 miliar, 93,51 %", "Rp_2_miliar, 93,51_%"),
        ("RT 011 / RW 003 di kota", "RT_011 / RW_003 di kota"),
        ("5 hari ini, START 3", "5_hari ini, START 3"),
        ("100 hampir", "100 hampir"),
    ],
)
def test_a_number_stays_with_its_unit_and_an_rt_with_its_number(text, told):
    assert bound(text) == told.replace("_", "\N{NO-BREAK SPACE}")
