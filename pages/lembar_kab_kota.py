"""Lembar kab/kota: one kab/kota on one page, to read and to print."""

from functools import partial

import streamlit as st

from kotaku import view
from kotaku.words.safe import plain
from pages.ui.bar import context, doubt
from pages.ui.parts import briefing, cards, charts, places
from pages.ui.parts.cards import Card
from pages.ui.rakor import take_home

page = context.open_page(doubt.AREA, doubt.SCHEDULE)
report, place = take_home.of(page), page.filters.kab_kota
with st.container(horizontal=True):
    if place is not None:
        st.download_button(
            "Unduh lembar ini (PDF)",
            data=partial(take_home.sheet, page.filters, every=False),
            file_name=f"lembar {plain(place, 60)}.pdf",
            mime="application/pdf",
            icon=":material/download:",
            on_click="ignore",
        )
    st.download_button(
        "Unduh semua kab/kota (PDF)",
        data=partial(take_home.sheet, page.filters, every=True),
        file_name="lembar kab kota.pdf",
        mime="application/pdf",
        icon=":material/download:",
        on_click="ignore",
    )
if place is None:
    if not report.place_cards:
        context.lacks("kab/kota pada lembar Lokasi, RT, atau Master Schedule")
    st.markdown("#### Pilih satu kab/kota, atau unduh semuanya: satu halaman A4 untuk tiap tempat")
    places.draw(report, context.label_of(page))
else:
    st.markdown(f"#### {plain(report.answer)}")
    if report.coverage_answer:
        st.markdown(plain(report.coverage_answer))
    if report.figures:
        cards.row([Card(f.label, f.value, f.note, doubt=f.doubt) for f in report.figures])
    charts.waterfall(page)
    briefing.draw(report)
    left, right = st.columns(2)
    with left:
        worst = "\n".join(f"- {plain(one.words)}" for one in report.worst())
        st.markdown(f"**{view.WORST_TITLE}**\n\n{worst or 'Belum dinilai.'}")
    with right:
        rows = [
            f"- {plain(r['tindakan'] or r['masalah'])}" for _, r in report.follow_ups.iterrows()
        ]
        st.markdown("**Tindak lanjut (RTL)**\n\n" + ("\n".join(rows) or "Belum ada."))
context.source(page)
