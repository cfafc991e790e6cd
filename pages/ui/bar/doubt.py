"""Doubt that travels: a page whose figures hang on an open question says so above them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kotaku.dataset import Question
from kotaku.words.safe import plain
from pages.ui.bar.bar import DATA

UNSURE = "belum pasti"
AREA, SCHEDULE = "luas_kumuh", "master_schedule"
CONDITION = "kekumuhan"
FUNDS = ("bpm", "kolaborasi", "peningkatan_kapasitas")
KPI = ("kpi", "akses", AREA)
AUDIT = ("audit", "pengaduan", "mutu")
_CSS = """
.stApp [class*="st-key-belum-pasti"] [data-testid="stMetricValue"] {
  opacity: .65;
  background: repeating-linear-gradient(135deg, transparent 0 6px,
    color-mix(in srgb, currentColor 22%, transparent) 6px 8px);
}
"""
_HATCH = st.components.v2.component("kotaku_belum_pasti", css=_CSS, isolate_styles=False)


def draw(questions: Sequence[Question], label: str, shown: Sequence[str]) -> None:
    """Draw above the content of a page what is not sure in it, with the way to the question.

    Parameters
    ----------
    questions : sequence of Question
        What the data set leaves open.
    label : str
        Under which the data set is opened.
    shown : sequence of str
        The quantities that the page shows; empty: all of them.
    """
    found = [q for q in questions if not shown or q.besaran in shown]
    if not found:
        return
    _HATCH(key="arsiran", height=0)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        more = f" dan {len(found) - 1} pertanyaan lain" if len(found) > 1 else ""
        st.markdown(
            f":orange-badge[Belum pasti] {plain(found[0].pesan, 160)}{more}", width="content"
        )
        st.page_link(
            "pages/unggah_data.py",
            label="Jawab",
            icon=":material/help:",
            query_params={DATA: label},
        )
