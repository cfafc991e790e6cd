"""Texts broken to the room there is: whole, however long the text."""

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from kotaku.charts.fit import BOUND, text_px, unbroken, wrapped
from kotaku.words.safe import clean

LONGEST = 32_767  # letters that a cell may hold
PLAIN = st.text("abilmMW 0129.-Ä", max_size=60).map(str.strip)


def letters(text):
    return "".join(text.split())


@given(PLAIN, st.floats(20, 400))
def test_nothing_is_left_out_and_no_line_is_wider_than_its_room(text, room):
    lines = wrapped(text, room)
    assert letters("".join(lines)) == (letters(clean(text)) or "–")
    assert all(text_px(line, 16) <= room or len(line) == 1 or BOUND in line for line in lines)


@given(PLAIN, st.floats(20, 400))
def test_words_stay_whole_where_each_has_room(text, room):
    lines = wrapped(text, room)
    if unbroken(text, room):
        assert " ".join(lines).split() == (clean(text).split() or ["–"])


def test_a_name_as_long_as_a_cell_takes_no_time():
    start = process_time()
    for text in ("W" * LONGEST, "Panjang " * (LONGEST // 8), "i" * LONGEST):
        assert letters("".join(wrapped(text, 300))) == letters(text)
    assert process_time() - start < 1
