"""Back to the team: the workbook with its cells marked, the findings, a message to paste."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from kotaku.findings import Finding, finding
from kotaku.intake.model import UnreadableFile
from kotaku.intake.safe import apart
from kotaku.output.letter import message
from kotaku.output.made import findings_workbook
from kotaku.output.marked import mark
from kotaku.words.safe import plain
from pages.ui.bar import access, library
from pages.ui.bar.context import Context

MARKABLE = (".xlsx", ".xlsm")


def show(page: Context) -> None:
    """Draw the downloads and the message for the team that has to mend the data."""
    entry = page.filters.entry
    assert entry is not None
    # originals hold what the pages do not show: only who may change the data takes them along
    originals = library.files(entry) if access.data_writer() is not None else []
    with st.container(horizontal=True):
        for name, data in originals:
            if name.lower().endswith(MARKABLE):
                st.download_button(
                    f"Unduh {plain(name, 40)} bertanda",
                    data=access.at_the_press(partial(_marked, name, data, page.findings)),
                    file_name=f"bertanda {name}",
                    icon=":material/download:",
                    on_click="ignore",
                    help="Berkas asli; sel yang bermasalah diwarnai dan diberi catatan.",
                    key=f"bertanda {name}",
                )
        st.download_button(
            "Unduh daftar temuan",
            data=partial(findings_workbook, page.findings),
            file_name="temuan.xlsx",
            icon=":material/download:",
            on_click="ignore",
        )
    st.markdown("**Pesan untuk tim**, siap disalin:")
    words = message(page.findings, kab_kota=page.filters.kab_kota or "")
    st.code(words, language=None, wrap_lines=True, height=240)


def _marked(name: str, data: bytes, findings: Sequence[Finding]) -> bytes:
    """Return the marked workbook, made in a child; where that fails, the list that says why."""
    try:
        return apart.run(mark, data, tuple(findings), file=name)
    except UnreadableFile as error:
        return findings_workbook([replace(error.finding, file=name), *findings])
    except RuntimeError:
        return findings_workbook([finding("BERKAS-TIDAK-DAPAT-DITANDAI", file=name), *findings])
