"""Doubt that travels: a page whose figures hang on an open question says so above them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kotaku import view
from kotaku.dataset import AREA, Dataset
from kotaku.intake.reading.model import SCHEDULE
from kotaku.words.safe import plain
from pages.ui.bar.bar import DATA

__all__ = ["AREA", "AUDIT", "CONDITION", "FUNDS", "KPI", "SCHEDULE", "draw"]

CONDITION = view.CONDITION
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


def draw(dataset: Dataset, label: str, shown: Sequence[str]) -> None:
    """Draw above the content of a page what is not sure in it, with the way to the question.

    Parameters
    ----------
    dataset : Dataset
        With what it leaves open, and the sheets that contradict their reading.
    label : str
        Under which the data set is opened.
    shown : sequence of str
        The quantities that the page shows; empty: all of them.
    """
    open_ones = [q.pesan for q in dataset.questions if not shown or q.besaran in shown]
    failed = [
        f"Lembar “{u.lembar}”: {u.kalimat}"
        for u in dataset.unproven
        if not shown or u.besaran in shown
    ]
    if not (open_ones or failed):
        return
    _HATCH(key="arsiran", height=0)
    _line("Belum pasti", open_ones, "Jawab", label)
    _line("Belum diperiksa", failed, "Periksa", label)


def _line(state: str, told: Sequence[str], action: str, label: str) -> None:
    if not told:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        more = f" dan {len(told) - 1} hal lain" if len(told) > 1 else ""
        st.markdown(f":orange-badge[{state}] {plain(told[0], 160)}{more}", width="content")
        st.page_link(
            "pages/unggah_data.py",
            label=action,
            icon=":material/help:",
            query_params={DATA: label},
        )
