"""Peta dan tabel: do the delineations say the same as the tables, unit by unit?"""

import streamlit as st

from kotaku import view
from kotaku.words.numbers import format_number
from kotaku.words.safe import plain
from pages.ui.bar import context
from pages.ui.parts import cards, maps, tables
from pages.ui.parts.cards import Card

page = context.open_page(view.MAP)
if not page.polygons:
    context.lacks("peta delineasi (GeoJSON, shapefile dalam .zip, GeoPackage, KML, atau kolom WKT)")

st.markdown(f"#### {plain(view.polygons_answer(page.dataset))}")
cards.row(
    [
        Card(figure.label, figure.value, figure.note, doubt=figure.doubt)
        for figure in view.polygon_figures(page.dataset)
    ]
)
drawn = st.container()  # what is chosen below moves it
units = tables.asked_for(view.polygons_frame(page.polygons), "Unit")
st.caption("Klik satu baris untuk melihatnya di peta.")
chosen = tables.show(
    units,
    view.polygon_headings(page.polygons),
    {
        **dict.fromkeys(view.POLYGON_AREAS, tables.number(3)),
        "selisih_pct": tables.number(1, sign=True),
    },
    alt="Setiap unit dengan luas poligon, luas tabel, dan selisihnya",
    height=420 if len(units) > 8 else "auto",
    key="unit_di_peta",
    select=True,
)
st.markdown("##### Jumlah dan gabungan")
st.caption("Yang tumpang tindih dihitung satu kali: luas gabungan itulah luas delineasinya.")
tables.show(
    view.polygon_totals(page.polygons),
    {
        "tempat": "Tempat",
        "satuan": "Satuan",
        "jumlah_poligon": "Poligon",
        "jumlah_ha": "Jumlah (ha)",
        "gabungan_ha": "Gabungan (ha)",
        "tumpang_tindih_ha": "Tumpang tindih (ha)",
    },
    {
        "jumlah_poligon": tables.number(0),
        **dict.fromkeys(("jumlah_ha", "gabungan_ha", "tumpang_tindih_ha"), tables.number(3)),
    },
    alt="Jumlah luas poligon dan luas gabungannya tiap kelurahan",
)
told = view.polygon_findings(page.findings, page.polygons)
with st.expander(f"{format_number(len(told), 0)} temuan peta", icon=":material/fact_check:"):
    st.caption("Klik satu temuan untuk melihat poligonnya di peta.")
    told = tables.asked_for(told, "Temuan")
    about = tables.show(
        told,
        {"tingkat": "Tingkat", "judul": "Jenis", "pesan": "Apa yang salah", "saran": "Saran",
         "lembar": "Lapisan"},
        alt="Temuan tentang peta, yang terberat di atas",
        key="temuan_di_peta",
        select=True,
    )  # fmt: skip
with drawn:
    shapes = [shape for at in chosen for shape in map(int, units["bentuk"].iloc[at].split())]
    shapes += [int(told["bentuk"].iloc[at]) for at in about if told["bentuk"].iloc[at] >= 0]
    maps.beside_table(page, shapes)
if len(edges := page.polygons.boundaries):
    names = ", ".join(plain(name) for name in edges["nama"].head(12))
    more = " …" if len(edges) > 12 else ""
    st.caption(f"Batas wilayah dari berkas tim ({len(edges)}): {names}{more}")
context.source(page)
