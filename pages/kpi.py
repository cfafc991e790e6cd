"""KPI dan 100-0-100: which targets are met, and how many households still wait?"""

from functools import partial

import streamlit as st

from kotaku import view
from kotaku.charts import of_view
from kotaku.view import kpi
from kotaku.words.numbers import format_number, format_pct
from kotaku.words.safe import plain
from pages.ui.bar import context, doubt
from pages.ui.parts import cards, charts, tables
from pages.ui.parts.cards import Card

page = context.open_page(*doubt.KPI)
found = page.achievement
if found.kpi is None and found.akses is None:
    context.lacks("lembar KPI atau Akses")

st.markdown(f"#### {plain(kpi.kpi_answer(page))}")

headline: list[Card] = []
if found.kpi is not None:
    judged = kpi.indicators(found.kpi)
    known = judged[judged["status"] != ""]
    headline.append(
        Card(
            "KPI tercapai",
            f"{(known['status'] == 'tercapai').sum()} dari {len(known)}",
            "menurut periode terakhir",
            kpi.explain_indicators(page),
        )
    )
whole = kpi.whole(page)
if found.akses is not None and whole is not None:
    for name, label in (("air_minum", "Air minum"), ("sanitasi", "Sanitasi")):
        headline.append(
            Card(
                label,
                format_pct(whole[f"{name}_pct"]),
                f"kurang {format_number(whole[f'{name}_kurang_kk'], 0)} KK · target 100 %",
                kpi.explain_access(page, name),
            )
        )
    headline.insert(
        -1,
        Card(
            "Kumuh",
            format_pct(whole["kumuh_pct"]),
            kpi.slum_words(whole),
            page.explanations.get("sisa"),
        ),
    )
cards.row(headline)
context.differences(page, view.TWICE)

left, right = st.columns(2)
with left:
    if found.kpi is not None:
        charts.draw(
            page,
            "kpi",
            partial(of_view.indicators, page, source=page.data_source),
            share=0.5,
        )
with right:
    if found.akses is not None:
        charts.draw(
            page,
            "akses",
            partial(of_view.access, page, source=page.data_source),
            share=0.5,
        )

places, access = st.tabs(["Indikator", "100-0-100 tiap kab/kota"])
with places:
    if found.kpi is not None:
        for sentence in kpi.difference_sentences(found.kpi):
            st.caption(plain(sentence))
        tables.show(
            kpi.by_place(found.kpi),
            {
                "indikator": "Indikator",
                "kab_kota": "Kab/kota",
                "satuan": "Satuan",
                "baseline": "Awal",
                "target": "Target",
                "capaian": "Capaian",
                "persen": "Dari target (%)",
                "status_teks": "Status",
                "periode": "Periode",
            },
            {c: tables.number() for c in ("baseline", "target", "capaian", "persen")},
            alt="Capaian tiap indikator dan kab/kota terhadap target",
        )
with access:
    if found.akses is not None:
        tables.show(
            kpi.access_table(page),
            {
                "kab_kota": "Kab/kota",
                "kk_total": "Jumlah KK",
                "air_minum_pct": "Air minum (%)",
                "air_minum_kurang_kk": "Kurang air minum (KK)",
                "kumuh_pct": "Kumuh (%)",
                "sisa_ha": "Sisa kumuh (ha)",
                "sanitasi_pct": "Sanitasi (%)",
                "sanitasi_kurang_kk": "Kurang sanitasi (KK)",
            },
            {
                **{c: tables.number() for c in
                   ("air_minum_pct", "kumuh_pct", "sisa_ha", "sanitasi_pct")},
                **{c: tables.number(0) for c in
                   ("kk_total", "air_minum_kurang_kk", "sanitasi_kurang_kk")},
            },
            alt="Air minum, kumuh, dan sanitasi tiap kab/kota",
        )  # fmt: skip
context.source(page)
