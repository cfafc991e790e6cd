"""Back to the team: the workbook with its cells marked, the findings, a message to paste."""

from __future__ import annotations

import streamlit as st

from kotaku.output.letter import findings_workbook, message
from kotaku.output.marked import mark
from kotaku.words.safe import plain
from pages.ui.bar import library
from pages.ui.bar.context import Context

MARKABLE = (".xlsx", ".xlsm")


def show(page: Context) -> None:
    """Draw the downloads and the message for the team that has to mend the data."""
    entry = page.filters.entry
    assert entry is not None
    with st.container(horizontal=True):
        for name, data in library.files(entry):
            if name.lower().endswith(MARKABLE):
                st.download_button(
                    f"Unduh {plain(name, 40)} bertanda",
                    data=lambda name=name, data=data: mark(data, page.findings, file=name),
                    file_name=f"bertanda {name}",
                    icon=":material/download:",
                    on_click="ignore",
                    help="Berkas asli; sel yang bermasalah diwarnai dan diberi catatan.",
                    key=f"bertanda {name}",
                )
        st.download_button(
            "Unduh daftar temuan",
            data=lambda: findings_workbook(page.findings),
            file_name="temuan.xlsx",
            icon=":material/download:",
            on_click="ignore",
        )
    st.markdown("**Pesan untuk tim**, siap disalin:")
    words = message(page.findings, kab_kota=page.filters.kab_kota or "")
    st.code(words, language=None, wrap_lines=True, height=240)
