"""Numbers as Indonesians write them, up to those that nobody means."""

import math

import pytest

from kotaku.words.numbers import format_number


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
