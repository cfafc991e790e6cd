"""How a figure came about, to take away: one page of paper, and a sheet with live formulas."""

from __future__ import annotations

import streamlit as st

from kotaku.explain.explanation import Explanation
from kotaku.words.safe import clean
from pages.ui.bar import access


def draw(explanation: Explanation) -> None:
    """Draw the two downloads; each file is made when it is asked for."""
    name = f"periksa {clean(explanation.title, 60)}".replace("/", "-")
    with st.container(horizontal=True):
        st.download_button(
            "Satu halaman (PDF)",
            data=lambda: _pdf(explanation),
            file_name=f"{name}.pdf",
            key=f"pdf {explanation.key} {explanation.title}",
            icon=":material/picture_as_pdf:",
            on_click="ignore",
            help="Masukan, rumus, pasal, dan sel sumber pada satu halaman.",
        )
        st.download_button(
            "Lembar periksa (Excel)",
            data=lambda: _sheet(explanation),
            file_name=f"{name}.xlsx",
            key=f"xlsx {explanation.key} {explanation.title}",
            icon=":material/table_view:",
            on_click="ignore",
            help="Satu lembar dengan rumus hidup untuk diperiksa dengan tangan.",
        )


def _pdf(explanation: Explanation) -> bytes:
    from kotaku.output.figure_page import explanation_pdf

    return explanation_pdf(explanation, stamp=access.now().date())


def _sheet(explanation: Explanation) -> bytes:
    from kotaku.output.total_sheet import total_workbook
    from kotaku.output.unit_sheet import unit_workbook

    return (total_workbook if explanation.criteria is None else unit_workbook)(explanation)
