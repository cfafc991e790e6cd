"""Laporan: what does everybody take home?"""

from functools import partial

import streamlit as st

from kotaku.output.exports import EXPORTS
from pages.ui.bar import context
from pages.ui.bar.spoken import spoken
from pages.ui.rakor import take_home

page = context.open_page()
report = take_home.of(page)

st.markdown("#### Bawa pulang: angka yang sama, dengan metode, satuan, dan sumbernya")
for column, (name, export) in zip(st.columns(len(EXPORTS)), EXPORTS.items(), strict=True):
    with column.container(border=True, height="stretch"):
        st.markdown(f"**{export.label}**")
        st.download_button(
            f"Unduh{spoken(export.label)}",
            data=partial(take_home.file, report, name),
            file_name=export.name,
            mime=export.media_type,
            icon=":material/download:",
            on_click="ignore",
            key=f"unduh {name}",
        )
context.source(page)
