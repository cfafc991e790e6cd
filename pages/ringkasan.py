"""Ringkasan: where do we stand against target, and what must be decided today?"""

import streamlit as st

from kotaku.words.safe import plain
from pages.ui.bar import context, deltas, doubt
from pages.ui.parts import briefing, cards, charts, places
from pages.ui.parts.cards import Card
from pages.ui.rakor import take_home

page = context.open_page(doubt.AREA, doubt.SCHEDULE)
if page.area is None:
    context.lacks("Lokasi dan Pengurangan, atau RT dan Kekumuhan")

report = take_home.of(page)
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

briefing.draw(report)
places.draw(report, context.label_of(page))
context.source(page)
