"""Peta: where are the locations, of which class, and how large?"""

from functools import partial

import streamlit as st

from kotaku.charts import of_view
from kotaku.charts.map import legend_markdown, location_map
from kotaku.geo import points
from kotaku.words.safe import plain
from pages.ui.bar import context, doubt
from pages.ui.parts import charts, tables

UNPLACED = {
    "nama": "Lokasi",
    "kab_kota": "Kab/kota",
    "luas_ha": "Luas (ha)",
    "sebab": "Sebab",
}

page = context.open_page(doubt.AREA, doubt.CONDITION)
placed, unplaced = points.points(page.evaluation, simulasi=False, sampai_tahun=page.filters.tahun)
if placed.empty:
    context.lacks("kolom Lintang dan Bujur pada lembar Lokasi atau RT")

st.markdown(f"#### {plain(points.answer(placed, unplaced))}")
context.differences(page, context.UNPLACED)
st.pydeck_chart(
    location_map(placed, dark=st.context.theme.type == "dark", width=1300),
    height=470,
    key="peta_lokasi",
    alt="Peta lokasi kumuh menurut kelas dan luas",
)
st.markdown(legend_markdown(placed))
with st.expander("Sebelum dan sesudah, dapat diunduh sebagai gambar", icon=":material/image:"):
    charts.draw(
        page,
        "peta_gambar",
        partial(of_view.maps, page, height=420, width=1180),
    )
if len(unplaced):
    with st.expander(f"{len(unplaced)} lokasi tidak digambar", icon=":material/wrong_location:"):
        tables.show(
            unplaced,
            UNPLACED,
            formats={"luas_ha": tables.number()},
            alt="Lokasi tanpa koordinat yang dapat dipakai",
        )
context.source(page)
