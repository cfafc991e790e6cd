"""The kab/kota as cards: where each stands, and the way to its sheet."""

from __future__ import annotations

import streamlit as st

from kotaku.view import View
from kotaku.words.numbers import bound
from kotaku.words.safe import plain
from pages.ui.bar.bar import DATA

PER_ROW = 3


def draw(report: View, data: str) -> None:
    """Draw a card for each kab/kota; with one chosen, or none named, nothing."""
    found = report.place_cards
    if not found:
        return
    st.markdown("##### Per kab/kota")
    for start in range(0, len(found), PER_ROW):
        for column, card in zip(st.columns(PER_ROW), found[start : start + PER_ROW], strict=False):
            with column.container(border=True, height="stretch", gap="xxsmall"):
                st.page_link(
                    "pages/lembar_kab_kota.py",
                    label=plain(card.name),
                    icon=":material/description:",
                    query_params={DATA: data, "kab": card.name},
                )
                lines = [
                    f"**{plain(bound(card.value))}** {plain(bound(card.note))}",
                    plain(bound(card.schedule)),
                ]
                st.markdown("  \n".join(line for line in lines if line))
