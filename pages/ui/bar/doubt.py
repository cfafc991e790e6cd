"""Doubt that travels: a page whose figures hang on an open question says so above them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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
%s [data-testid="stMetricValue"] {
  opacity: .65;
  background: repeating-linear-gradient(135deg, transparent 0 6px,
    color-mix(in srgb, currentColor 22%%, transparent) 6px 8px);
}
"""


def _hatch(name: str, where: str) -> Callable[..., object]:
    """Return what hatches the figures of cards in a place of the page."""
    return st.components.v2.component(name, css=_CSS % where, isolate_styles=False)


_DOUBTED = _hatch("kotaku_belum_pasti", '.stApp [class*="st-key-belum-pasti"]')
_EVERY = _hatch("kotaku_belum_disetujui", ".stApp")


def draw(dataset: Dataset, label: str, shown: Sequence[str], *, own: bool) -> None:
    """Draw above the content of a page what is not sure in it, with the way to the question.

    Parameters
    ----------
    dataset : Dataset
        With what it leaves open, and the sheets that contradict their reading.
    label : str
        Under which the data set is opened.
    shown : sequence of str
        The quantities that the page shows; empty: all of them.
    own : bool
        The data are somebody's upload: what nobody has looked at yet is said too.
    """
    open_ones = [q.pesan for q in dataset.questions if not shown or q.besaran in shown]
    failed = [
        f"Lembar “{u.lembar}”: {u.kalimat}"
        for u in dataset.unproven
        if not shown or u.besaran in shown
    ]
    unseen = [u.lembar for u in dataset.unseen if own and (not shown or u.besaran in shown)]
    if open_ones or failed:
        _DOUBTED(key="arsiran", height=0)
    if unseen:
        _EVERY(key="arsiran-semua", height=0)
        failed.append(f"Bacaan {len(unseen)} lembar belum disetujui siapa pun.")
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
