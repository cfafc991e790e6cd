"""Ringkasan: where do we stand against target, and what must be decided today?"""

import streamlit as st

from kotaku import view
from kotaku.words.numbers import format_ha, format_pct, format_pp
from kotaku.words.safe import plain
from pages.ui.bar import context, deltas, doubt
from pages.ui.parts import cards, charts
from pages.ui.parts.cards import Card

page = context.open_page()
area, places, jadwal = page.area, page.places, page.evaluation.jadwal
if area is None:
    context.lacks("Lokasi dan Pengurangan, atau RT dan Kekumuhan")

st.markdown(f"#### {plain(view.answer(area, places))}")

how = page.explanations
target = "" if area.target_sisa_ha is None else f" · target {format_ha(area.target_sisa_ha, 0)}"
moved = deltas.since_last(page)
headline = [
    Card(
        "Luas kumuh awal",
        format_ha(area.luas_awal_ha),
        page.unit_label,
        how.get("luas_awal"),
        moved.get("luas_awal_ha"),
        page.doubt(doubt.AREA),
    ),
    Card(
        "Berkurang",
        format_ha(area.berkurang_ha),
        f"{format_pct(area.berkurang_pct)} dari luas awal",
        how.get("berkurang"),
        moved.get("berkurang_ha"),
        page.doubt(doubt.AREA),
    ),
    Card(
        "Sisa kumuh",
        format_ha(area.sisa_ha),
        f"{format_pct(area.sisa_pct)}{target}",
        how.get("sisa"),
        moved.get("sisa_ha"),
        page.doubt(doubt.AREA),
    ),
]
if jadwal is not None:
    now = view.schedule_now(jadwal.latest)
    headline.append(
        Card(
            "Master Schedule",
            format_pct(now.realisasi_pct),
            f"{format_pp(now.deviasi_pp)} terhadap rencana",
            page.schedule_explanation,
            moved.get("master_schedule_pct"),
            page.doubt(doubt.SCHEDULE),
        )
    )
cards.row(headline)

left, right = st.columns(2)
with left:
    charts.waterfall(page, share=0.5)
with right:
    charts.by_place(page, share=0.5)

st.markdown("##### Perlu keputusan hari ini")
due = view.decisions(
    area,
    places,
    None if jadwal is None else jadwal.latest,
    page.evaluation.klaim,
    page.findings,
    view.matters(page.achievement),
)
for matter in due:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(plain(matter.text), width="content")
        st.page_link(f"pages/{matter.page}.py", label="Buka", icon=":material/arrow_forward:")
if not due:
    st.markdown("Tidak ada yang menunggu keputusan menurut data ini.")
context.source(page)
