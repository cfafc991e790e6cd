"""Ringkasan: where do we stand against target, and what must be decided today?"""

import streamlit as st

from kotaku.words.safe import plain
from pages.ui.bar import context, deltas, doubt
from pages.ui.bar.spoken import spoken
from pages.ui.parts import cards, charts
from pages.ui.parts.cards import Card

page = context.open_page(doubt.AREA, doubt.SCHEDULE)
if page.area is None:
    context.lacks("Lokasi dan Pengurangan, atau RT dan Kekumuhan")

st.markdown(f"#### {plain(page.answer)}")
if page.coverage_answer:
    st.markdown(plain(page.coverage_answer))

how, moved = dict(page.explanations), deltas.since_last(page)
if page.evaluation.jadwal is not None:
    how["master_schedule"] = page.schedule_explanation
cards.row(
    [
        Card(f.label, f.value, f.note, how.get(f.key), moved.get(f.change), f.doubt)
        for f in page.figures
    ]
)

left, right = st.columns(2)
with left:
    charts.waterfall(page, share=0.5)
with right:
    charts.by_place(page, share=0.5)

st.markdown("##### Perlu keputusan hari ini")
for matter in page.decisions:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(plain(matter.text), width="content")
        st.page_link(
            f"pages/{matter.page}.py",
            label=f"Buka{spoken('halaman ' + matter.page.replace('_', ' '))}",
            icon=":material/arrow_forward:",
        )
if page.nothing_due:
    st.markdown(plain(page.nothing_due))
if page.missing:
    st.markdown(plain(page.missing))
context.source(page)
