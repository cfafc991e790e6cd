"""Kualitas data: what is wrong, who must mend it, and which of two files holds?"""

import streamlit as st

from kotaku import view
from kotaku.words.safe import plain
from pages.ui.bar import before, context
from pages.ui.parts import claims, findings, scores
from pages.ui.upload import conflicts, sent

PARTS = {
    "Temuan": findings.show,
    "Skor tim": scores.show,
    "Siapa mengirim apa": sent.show,
    "Berkas berbeda": conflicts.show,
    "Dibanding sebelumnya": before.show,
    "Angka laporan": claims.show,
}

page = context.open_page()
st.markdown(f"#### {plain(view.quality_answer(page.dataset, page.findings))}")
parts = st.tabs(list(PARTS), key="bagian", on_change="rerun")
for part, show in zip(parts, PARTS.values(), strict=True):
    if part.open:  # the others are worked out when they are asked for
        with part:
            show(page)
context.source(page)
