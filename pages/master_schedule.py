"""Master Schedule: is the work on plan, who is behind, and at which activity?"""

from functools import partial

import streamlit as st

from kotaku import view
from kotaku.charts import of_view
from kotaku.words.dates import format_date
from kotaku.words.safe import plain
from pages.ui.bar import context, doubt
from pages.ui.parts import cards, charts, tables

page = context.open_page(doubt.SCHEDULE)
jadwal = page.evaluation.jadwal
if jadwal is None:
    context.lacks("Master Schedule dan Progres")

st.markdown(f"#### {plain(view.schedule_answer(jadwal.latest, jadwal.as_of))}")
cards.explain(page.schedule_explanation)

left, right = st.columns([3, 2])
with left:
    charts.draw(
        page,
        "kurva_s",
        partial(of_view.curve, page, source=page.short_source),
        share=0.6,
    )
    if page.forecast_answer:
        st.caption(page.forecast_answer)
with right:
    charts.draw(
        page,
        "deviasi",
        partial(of_view.deviations, page, source=page.short_source),
        share=0.4,
    )

activities, gantt = st.tabs(["Kegiatan", "Jadwal"])
with activities:
    tables.show(
        view.activities_behind_first(jadwal.activities),
        {
            "kab_kota": "Tim",
            "kegiatan": "Kegiatan",
            "bobot_pct": "Bobot (%)",
            "rencana_pct": "Rencana (%)",
            "realisasi_pct": "Realisasi (%)",
            "deviasi_pp": "Deviasi (pp)",
            "status_teks": "Status",
            "selesai": "Selesai",
            "pic": "PIC",
            "kendala": "Kendala",
        },
        {
            "bobot_pct": tables.number(),
            "rencana_pct": tables.number(),
            "realisasi_pct": tables.number(),
            "deviasi_pp": tables.number(),
            "selesai": tables.date,
        },
        alt="Kegiatan Master Schedule, yang paling terlambat di atas",
    )
with gantt:
    charts.draw(
        page,
        "jadwal",
        partial(of_view.activities, page, source=page.short_source),
    )
st.caption(f"Posisi {format_date(jadwal.as_of)}. {plain(jadwal.basis)}")
context.source(page)
