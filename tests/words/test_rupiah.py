"""Rupiah to read aloud."""

import pytest

from kotaku.words.numbers import format_rp_short


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1_250_000_000, "Rp 1,25 miliar"),
        (2_000_000_000, "Rp 2 miliar"),
        (12_500_000, "Rp 12,5 juta"),
        (999_999, "Rp 999.999"),
        (999_999_999, "Rp 1 miliar"),
        (1_234_000_000_000, "Rp 1,23 triliun"),
        (-1_500_000, "Rp −1,5 juta"),
        (0, "Rp 0"),
        (None, "–"),
        (float("nan"), "–"),
    ],
)
def test_large_amounts_have_a_word(value, words):
    assert format_rp_short(value) == words
