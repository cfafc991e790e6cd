"""A turn on the presenter's screen: figures above, words below."""

from __future__ import annotations

import streamlit as st

from kotaku.meeting import PROVINCE
from kotaku.words.safe import plain
from pages.ui.bar import deltas
from pages.ui.bar.bar import Filters
from pages.ui.bar.context import Context
from pages.ui.parts import cards, charts
from pages.ui.rakor import clock, rakor, turn_content
from pages.ui.rakor.turn_content import KURVA, LUAS, Listed, Part, Room

# Height of the figures [px], in a window of 768 and of 1080: words beside them, or under them.
BESIDE, UNDER = (384, 624), (178, 372)
CHANGE = 36  # height of the line that says what moved since the last rakor [px]
WORDS = 200  # height of the words above the figures, in the usual type [px]
WIDTH = (380, 560)  # of the two maps together [px]
SHARES: dict[int, list[float]] = {1: [1], 2: [1.5, 1], 3: [1, 1.4, 1]}  # of the words below
ROW = 26  # height of a bar with its label [px]
MOVED = {LUAS: "sisa_ha", KURVA: "master_schedule_pct"}  # the change that a figure carries
LINE = (58, 84)  # letters of a line in a list, in a window of 768 and of 1080


def draw(page: Context, place: str, chosen: Filters) -> None:
    """Draw a turn: figures above, words below; without coordinates the words stand beside."""
    room, height = _room(page), _height(page)
    mapped = turn_content.has_map(page)
    rows = rakor.promises(chosen)
    if place != PROVINCE:
        rows = rows[rows["kab_kota"] == place]
    texts = [told(one) for one in turn_content.lists(page, rows, room)]
    columns = st.columns([1, 1, 1] if mapped else [1.25, 1, 0.85])
    for column, part in zip(columns, turn_content.parts(page, room), strict=False):
        with column.container(gap="xxsmall"):
            _part(page, part, height, mapped=mapped)
    if mapped:
        for cell, text in zip(st.columns(SHARES[len(texts)]), texts, strict=True):
            cell.markdown(text)
    else:
        columns[2].markdown("\n\n".join(texts))


def _room(page: Context) -> Room:
    height = _height(page)
    return Room(
        rows=max(3, min(10, (height - 90) // ROW)),
        steps=min(6, (height - 60) // ROW - 3),
        lines=3 if clock.is_tall() else 2,
        promises=4 if clock.is_tall() else 2,
        map_px=(WIDTH[clock.is_tall()], height),
    )


def _height(page: Context) -> int:
    """Return the height of the figures [px] that lets the turn fit the window."""
    room = (UNDER if turn_content.has_map(page) else BESIDE)[clock.is_tall()]
    usual = room - CHANGE if deltas.since_last(page) else room
    return round((usual - (charts.scale() - 1) * WORDS) / charts.scale())


def _part(page: Context, part: Part, height: int, *, mapped: bool) -> None:
    if part.chart is None:
        st.markdown(plain(part.note))
        return
    moved = deltas.since_last(page).get(MOVED.get(part.key, ""))
    cards.metric(part.label, part.value, moved)
    sure = f":orange-badge[{part.doubt}] " if part.doubt else ""
    # in a third of a low window one line is all there is: the chart shows what the plan adds
    note = part.note.split(" (")[0] if mapped and not clock.is_tall() else part.note
    st.markdown(f"{sure}{plain(note)}")
    # Two turns lie on the page, one of them out of sight: each chart has its place in its name.
    key = f"{part.key} {height} {page.filters.kab_kota or PROVINCE}"
    share = 1 / 3 if mapped else (0.4 if part.key == LUAS else 0.32)
    charts.draw(page, key, part.chart, share=share, height=height)


def told(one: Listed) -> str:
    """Return a short list under its title, as one piece of Markdown."""
    listed = "\n".join(f"- {plain(line, LINE[clock.is_tall()])}" for line in one.lines) or plain(
        one.none
    )
    parts = (f"**{plain(one.title)}**", plain(one.lead), listed)
    return "\n\n".join(part for part in parts if part)
