"""Pencegahan: what keeps the achieved area from falling back into kumuh, and what does not?"""

import streamlit as st

from kotaku import view
from kotaku.words.safe import plain
from pages.ui.bar import context, doubt
from pages.ui.parts import cards, relapse, reported, upkeep

page = context.open_page(doubt.AREA, doubt.CONDITION)
assets = page.dataset.table("pemeliharaan")
ahead = relapse.possible(page)
if assets.empty and not ahead:
    if not page.dataset.has("hijau"):
        context.lacks(
            "lembar Pemeliharaan, Kawasan hijau, atau RT dan Kekumuhan dengan volume dan pembagi"
        )
    reported.section(page, "hijau")
    context.source(page)
    st.stop()

top = st.container()
asked = relapse.ask() if ahead else None
neglected = relapse.found(page, asked) if asked else None
ordered = relapse.ordered(neglected) if neglected else view.assets_frame(assets)
kept = relapse.chosen_assets(ordered) if neglected else frozenset()
shown = relapse.found(page, asked, kept) if asked and kept else neglected

with top:
    known = view.upkeep(assets)
    if shown is None:
        st.markdown(f"#### {plain(view.upkeep_answer(known))}")
    else:
        st.markdown(f"#### {plain(view.relapse_answer(shown.years, page.satuan_label))}")
    if shown is not None and neglected is not None and kept:
        st.markdown(plain(view.kept_answer(neglected, shown)))
    cards.row(
        [
            *(upkeep.cards_of(known) if len(assets) else ()),
            *([upkeep.relapse_card(shown.years, page.satuan_label)] if shown is not None else ()),
        ]
    )
    if shown is None:
        upkeep.conditions(page)
        st.caption(
            "Yang kembali kumuh pada tahun ke depan belum dapat dihitung: lengkapi lembar RT dan "
            "Kekumuhan dengan volume dan pembagi."
        )
    else:
        left, right = st.columns(2)
        with left:
            relapse.years(page, shown)
        with right:
            upkeep.conditions(page)

if shown is not None:
    places, per_year = st.tabs(["Yang kembali kumuh", "Kelas tiap tahun"])
    with places:
        relapse.fallen(page, shown)
    with per_year:
        relapse.classes(shown)
if len(assets):
    st.markdown("**Aset**")
    if shown is not None:
        st.caption("Centang aset yang dipelihara: angka di atas ikut berubah.")
    upkeep.listed(ordered, select=shown is not None)
reported.section(page, "hijau")
context.source(page)
