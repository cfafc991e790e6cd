"""Texts cut to the room there is: as much as fits, however long the text."""

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from kotaku.charts.fit import shortened, text_px, wrapped
from kotaku.words.safe import ELLIPSIS

LONGEST = 32_767  # letters that a cell may hold
PLAIN = st.text("abilmMW 0129.-Ä", max_size=60).map(str.strip)


@given(PLAIN, st.floats(20, 400))
def test_as_much_is_kept_as_there_is_room_for(text, room):
    line = shortened(text, room)
    if line == text:
        assert text_px(text, 16) <= room
        return
    kept = line.removesuffix(ELLIPSIS)
    assert text.startswith(kept)
    assert text_px(line, 16) <= room or line == ELLIPSIS
    one_more = text[: len(kept) + 1].rstrip()
    assert one_more == kept or text_px(one_more + ELLIPSIS, 16) > room


def test_a_name_as_long_as_a_cell_takes_no_time():
    start = process_time()
    for text in ("W" * LONGEST, "Panjang " * (LONGEST // 8), "i" * LONGEST):
        assert shortened(text, 300).endswith(ELLIPSIS)
        assert len(wrapped(text, 300)) <= 2
    assert process_time() - start < 1
