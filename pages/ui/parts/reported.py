"""A table that every face reports alike, as a section of a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from kotaku.view.reported import Reported, reported
from kotaku.words.safe import plain
from pages.ui.bar.context import Context
from pages.ui.parts import cards, tables
from pages.ui.parts.cards import Card

FORMATS: Mapping[str, Callable[..., str]] = {
    "date": tables.date,
    "year": tables.year,
    "integer": tables.number(0),
    "rupiah": tables.number(0),
    "number": tables.number(2),
    "percent": tables.number(1),
}


def section(page: Context, table: str) -> None:
    """Draw a table with its answer and figures; nothing where the data hold no such table."""
    found = reported(page.dataset, page.achievement.as_of, table)
    if found is not None:
        draw(found)


def draw(found: Reported) -> None:
    """Draw the answer, the figures and the rows."""
    st.markdown(f"##### {plain(found.title)}")
    st.markdown(plain(found.answered.answer))
    cards.row([Card(*figure) for figure in found.answered.figures])
    kinds = {column: found.kind(column) for column in found.columns}
    formats = {column: FORMATS[kind] for column, kind in kinds.items() if kind in FORMATS}
    tables.show(found.frame, found.columns, formats, alt=found.title)
