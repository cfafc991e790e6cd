"""Text from files never becomes markup."""

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotaku.words.safe import clean, plain

SPECIAL = set("<>\"'`*_[]{}()$%|~\\!^=")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, ""),
        (float("nan"), ""),
        ("  Kota\n Kupang\t", "Kota Kupang"),
        ("a\u202eb\x00c\u200b", "abc"),
        (12.5, "12.5"),
    ],
)
def test_clean_keeps_letters_on_one_line(text, expected):
    assert clean(text) == expected


def test_clean_cuts_with_an_ellipsis():
    assert clean("Kelurahan Kelapa Lima", 10) == "Kelurahan…"


@pytest.mark.parametrize(
    "text",
    ["<b>x</b>", "[a](b)", "$x$", "**x**", "`x`", "&lt;", "a|b", "\\n", "~~x~~", "# x", "^x"],
)
def test_markup_is_shown_letter_by_letter(text):
    safe = plain(text)
    assert not set(safe) & SPECIAL
    assert html.unescape(safe) == text


@pytest.mark.parametrize(
    "text", [":smile:", ":material/home:", ":red[x]", "https://a.id", "www.a.id", "a@b.id"]
)
def test_shortcodes_and_addresses_come_apart(text):
    shown = html.unescape(plain(text))
    assert text not in shown
    assert shown.replace("\N{WORD JOINER}", "") == text


@pytest.mark.parametrize("text", ["1. RT", "2) RT", "- RT", "+ RT"])
def test_a_line_is_no_list(text):
    assert plain(text)[1:2] in {"&", "#"}
    assert html.unescape(plain(text)) == text


def test_ordinary_names_stay_as_they_are():
    assert plain("Kab. Timor Tengah Selatan, RT 01/RW 02: barat") == (
        "Kab. Timor Tengah Selatan, RT 01/RW 02: barat"
    )


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_nothing_is_lost_and_nothing_is_markup(text):
    safe = plain(text)
    assert not set(safe) & SPECIAL
    assert html.unescape(safe).replace("\N{WORD JOINER}", "") == clean(text).replace(
        "\N{WORD JOINER}", ""
    )
