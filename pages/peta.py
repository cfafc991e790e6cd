"""Peta: where was kumuh, where is it gone, where does it remain?"""

from functools import partial

import streamlit as st

from kotaku.charts import of_view
from kotaku.geo import points
from kotaku.output.map_files import FORMATS
from kotaku.view import (
    left_by_village,
    map_rows,
    map_years,
    placed,
    polygon_owners,
    polygons_answer,
    unit_names,
)
from kotaku.words.safe import plain
from pages.ui.bar import context, doubt
from pages.ui.parts import charts, maps, tables

HEIGHT, HALF = 520, 420
NO_TABLE = (
    "Belum ada RT atau lokasi di tabel yang dapat dinilai: warna poligon berarti kecocokan luasnya "
    "dengan luas yang tertulis."
)

page = context.open_page(doubt.AREA, doubt.CONDITION)
drawn, unplaced = placed(page, page.filters.tahun)
if drawn.empty and page.polygons:
    st.markdown(f"#### {plain(polygons_answer(page.dataset))}")
    st.caption(NO_TABLE)
    maps.beside_table(page, [], height=HEIGHT)
    context.source(page)
    st.stop()
if drawn.empty:
    context.lacks("poligon, atau kolom Lintang dan Bujur pada lembar Lokasi atau RT")

st.markdown(f"#### {plain(points.answer(drawn, unplaced))}")
if page.polygons:
    st.caption(plain(polygons_answer(page.dataset)))
context.differences(page, context.UNPLACED)

last = page.filters.tahun
years, rows = map_years(page, last), map_rows(page, last)
shape, year, beside = maps.CIRCLES, last, False
with st.container(horizontal=True, vertical_alignment="bottom"):
    fill = maps.choose_fill(rows)
    if len(years) > 1:
        year = st.select_slider("Keadaan akhir tahun", years, value=years[-1], key="peta_tahun")
        rows = map_rows(page, year)
    wanted = maps.search(unit_names(page, last))
    with st.popover("Tampilan", icon=":material/tune:"):
        if page.polygons:
            shape = st.segmented_control(
                "Bentuk", maps.SHAPES, default=maps.POLYGONS_SHOWN, key="peta_bentuk",
                required=True,
            )  # fmt: skip
        if len(years) > 1:
            beside = st.toggle("Sebelum dan sesudah berdampingan", key="peta_dua")
        tiles = maps.online()

near = maps.window_of(page, rows, polygon_owners(page, year), wanted) or maps.asked_for(page)
show = partial(maps.of_year, page, fill=fill, shape=shape, near=near, tiles=tiles)
if beside:
    first, second = st.columns(2)
    with first:
        st.markdown(f"**Akhir {years[0]}**")
        show(years[0], key="peta_awal", height=HALF, share=0.5)
    with second:
        st.markdown(f"**Akhir {year}**")
        clicked = show(year, key="peta_akhir", height=HALF, share=0.5)
else:
    clicked = show(year, key="peta_lokasi", height=HEIGHT)
if unit := clicked or wanted:
    maps.card(rows, unit)

# The browser loads what draws tables and charts only for who opens them.
left = st.expander(
    "Di mana sisanya: hektare per kelurahan",
    icon=":material/table_rows:", key="peta_sisa", on_change="rerun",
)  # fmt: skip
if left.open:
    with left:
        tables.show(
            left_by_village(page, year),
            {
                "kab_kota": "Kab/kota", "kelurahan": "Kelurahan", "unit": "Unit masih kumuh",
                "sisa_ha": "Sisa (ha)", "bagian_pct": "Bagian sisa (%)", "kembali": "Kembali kumuh",
            },
            {"unit": tables.number(0), "sisa_ha": tables.number(), "bagian_pct": tables.number(),
             "kembali": tables.number(0)},
            alt="Sisa hektare per kelurahan",
        )  # fmt: skip
with st.expander("Peta kecil per tahun dan per kriteria", icon=":material/grid_view:"):
    maps.small_multiples(page, years)
taken = st.expander(
    "Gambar dan berkas peta, dapat diunduh",
    icon=":material/image:", key="peta_bawa", on_change="rerun",
)  # fmt: skip
if taken.open:
    with taken:
        charts.draw(page, "peta_gambar", partial(of_view.maps, page, height=420, width=1180))
        with st.container(horizontal=True):
            maps.download_picture(page, rows, fill, year)
            for ending in FORMATS:
                maps.download(page, rows, ending)
if len(unplaced):
    missing = st.expander(
        f"{len(unplaced)} unit tidak digambar",
        icon=":material/wrong_location:", key="peta_tanpa", on_change="rerun",
    )  # fmt: skip
    if missing.open:
        with missing:
            tables.show(
                unplaced,
                {"nama": "Unit", "kab_kota": "Kab/kota", "luas_ha": "Luas (ha)", "sebab": "Sebab"},
                {"luas_ha": tables.number()},
                alt="Unit tanpa koordinat atau poligon yang dapat dipakai",
            )
context.source(page)
