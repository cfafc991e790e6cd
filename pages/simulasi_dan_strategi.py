"""Simulasi dan strategi: what if these works are done, and what is the cheapest way to target?"""

import streamlit as st

from pages.ui.bar import context, doubt
from pages.ui.parts import simulation, strategy

PARTS = {
    "Paket termurah": strategy.show,
    "Andai pekerjaan selesai": simulation.show,
}

page = context.open_page(doubt.AREA, doubt.CONDITION)
part = st.segmented_control(
    "Bagian",
    list(PARTS),
    default=next(iter(PARTS)),
    required=True,
    key="bagian",
    bind="query-params",
    label_visibility="collapsed",
)
PARTS.get(part, strategy.show)(page)
context.source(page)
