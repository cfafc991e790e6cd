"""Headline figures, each with the panel that explains it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import pandas as pd
import streamlit as st

from kotaku.explain.figures import Explanation
from kotaku.snapshots import Change
from kotaku.words.safe import plain
from pages.ui.bar.spoken import spoken
from pages.ui.parts import check_sheets, tables

COLOURS: Final[dict[bool | None, Literal["green", "orange", "gray"]]] = {
    True: "green",
    False: "orange",
    None: "gray",
}  # amber asks for attention


@dataclass(frozen=True)
class Card:
    """One headline figure: label, value and a note, already in Indonesian notation."""

    label: str
    value: str
    note: str = ""
    explanation: Explanation | None = None
    change: Change | None = None  # since the last snapshot
    doubt: str = ""  # the word beside a figure on which a question is open


def row(cards: list[Card]) -> None:
    """Draw up to four headline figures side by side."""
    for number, (column, card) in enumerate(zip(st.columns(len(cards)), cards, strict=True)):
        key = f"belum-pasti-{number}" if card.doubt else None  # hatched by that name
        with column.container(border=True, height="stretch", gap="xxsmall", key=key):
            badge = f" :orange-badge[{card.doubt}]" if card.doubt else ""
            metric(f"{card.label}{badge}", card.value, card.change)
            st.caption(plain(card.note))
            if card.explanation:
                explain(card.explanation, card.label)


def metric(label: str, value: str, change: Change | None = None) -> None:
    """Draw a figure with its change; the sign says which way, the colour whether it is better."""
    if change is None:
        st.metric(label, value)
        return
    st.metric(
        label,
        value,
        delta=change.amount,
        delta_arrow="off",
        delta_color=COLOURS[change.better],
        delta_description=change.since or None,
        help=plain(change.help),
    )


def explain(explanation: Explanation, figure: str = "") -> None:
    """Draw the button that opens how a figure was calculated, down to the cells."""
    of = spoken(figure or explanation.title)
    with st.popover(f"Bagaimana dihitung{of}", icon=":material/calculate:", type="tertiary"):
        _told(explanation)
        check_sheets.draw(explanation)


@st.cache_resource(max_entries=512, show_spinner=False, hash_funcs={Explanation: id})
def _told(explanation: Explanation) -> Explanation:
    """Draw how a figure was calculated.

    The same explanation is only sent again; it is returned so that the cache keeps it alive and no
    other one can take its id.
    """
    st.markdown(f"**{plain(explanation.title)}**")
    st.markdown(f"Metode: {plain(explanation.method)}  \nSatuan: {plain(explanation.unit)}")
    st.code(explanation.formula, language=None, wrap_lines=True)
    inputs = [(item.label, item.value, item.cells) for item in explanation.inputs]
    tables.of_words(
        pd.DataFrame(inputs, columns=["Masukan", "Nilai", "Sel sumber"]),
        alt=f"Masukan: {explanation.title}",
    )
    return explanation
