"""Dana: how far has the money come, what stands still, and what do others add?"""

from functools import partial

import streamlit as st

from kotaku.charts import of_view
from kotaku.view import funds
from kotaku.words.numbers import format_number, format_pct, format_rp_short
from kotaku.words.safe import plain
from pages.ui.bar import context, doubt
from pages.ui.parts import cards, charts, tables
from pages.ui.parts.cards import Card

page = context.open_page(*doubt.FUNDS)
found = page.achievement.dana
if found is None:
    context.lacks("lembar BPM, Kolaborasi, atau Peningkatan Kapasitas")

answer = funds.funds_answer(page) or funds.training_answer(page)
st.markdown(f"#### {plain(answer)}")

headline: list[Card] = []
paid, works = funds.stage(page, "cair"), funds.stage(page, "fisik")
if paid is not None and works is not None:
    headline += [
        Card(
            "BPM cair",
            format_rp_short(paid["nilai_rp"]),
            f"{format_pct(paid['persen'])} dari pagu",
            funds.explain_paid(page),
        ),
        Card(
            "Fisik BPM",
            format_pct(works["persen"]),
            funds.outside_words(page),
            funds.explain_works(page),
        ),
    ]
if found.kolaborasi is not None:
    headline.append(
        Card(
            "Kolaborasi",
            format_rp_short(found.kolaborasi["realisasi_rp"].sum()),
            funds.leverage_words(page),
            funds.explain_leverage(page),
        )
    )
if found.kapasitas is not None:
    row = found.kapasitas.iloc[0]
    headline.append(
        Card(
            "Pelatihan: perempuan",
            format_pct(row["perempuan_pct"]),
            f"hadir {format_number(row['hadir_orang'], 0)} orang, "
            f"{format_pct(row['hadir_pct'], 0)} dari sasaran",
            funds.explain_training(page),
        )
    )
cards.row(headline)

left, right = st.columns(2)
with left:
    if found.corong is not None:
        charts.draw(
            page,
            "corong",
            partial(of_view.funnel, page, source=page.data_source),
            share=0.5,
        )
        st.caption(
            "Fisik: pagu × kemajuan fisik. Jumlah paket pada Fisik, LPJ, dan Serah terima: yang "
            "sudah selesai."
        )
with right:
    if found.kolaborasi is not None:
        charts.draw(
            page,
            "kolaborasi",
            partial(of_view.collaboration, page, source=page.data_source),
            share=0.5,
        )

rupiah = tables.number(0)
stuck, places, sources, training = st.tabs(
    ["Paket tertahan", "BPM tiap kab/kota", "Kolaborasi", "Pelatihan"]
)
with stuck:
    if found.macet is not None:
        st.caption(plain(funds.rules_words()))
        tables.show(
            funds.stalled_table(page),
            {
                "kab_kota": "Kab/kota",
                "kelurahan": "Kelurahan",
                "bkm": "BKM",
                "alasan_teks": "Tertahan karena",
                "hari": "Hari",
                "fisik_pct": "Fisik (%)",
                "pagu_rp": "Pagu (Rp)",
                "cair_rp": "Cair (Rp)",
                "rencana_selesai": "Rencana selesai",
            },
            {
                "hari": rupiah,
                "fisik_pct": tables.number(),
                "pagu_rp": rupiah,
                "cair_rp": rupiah,
                "rencana_selesai": tables.date,
            },
            alt="Paket BPM yang tertahan, terlama di atas",
        )
with places:
    if found.corong is not None:
        tables.show(
            funds.funnel_table(page),
            {
                "kab_kota": "Kab/kota",
                "jumlah_paket": "Paket",
                **{stage: f"{words} (Rp)" for stage, words in funds.STAGE_WORDS.items()},
            },
            {"jumlah_paket": rupiah, **dict.fromkeys(funds.STAGE_WORDS, rupiah)},
            alt="Corong dana BPM tiap kab/kota",
        )
with sources:
    if found.kolaborasi is not None:
        tables.show(
            found.kolaborasi,
            {
                "sumber_dana": "Sumber",
                "jumlah": "Kegiatan",
                "anggaran_rp": "Anggaran (Rp)",
                "realisasi_rp": "Realisasi (Rp)",
                "persen": "Realisasi (%)",
                "penerima_kk": "Penerima (KK)",
            },
            {
                "jumlah": rupiah,
                "anggaran_rp": rupiah,
                "realisasi_rp": rupiah,
                "persen": tables.number(),
                "penerima_kk": rupiah,
            },
            alt="Kolaborasi menurut sumber dana",
        )
with training:
    if found.kapasitas is not None:
        tables.show(
            funds.training_table(page),
            {
                "kab_kota": "Kab/kota",
                "kegiatan": "Pelatihan",
                "sasaran_orang": "Sasaran (orang)",
                "hadir_orang": "Hadir (orang)",
                "hadir_pct": "Hadir (%)",
                "perempuan_orang": "Perempuan (orang)",
                "perempuan_pct": "Perempuan (%)",
                "pagu_rp": "Pagu (Rp)",
                "realisasi_rp": "Realisasi (Rp)",
                "realisasi_pct": "Realisasi (%)",
            },
            {
                **dict.fromkeys(
                    ("kegiatan", "sasaran_orang", "hadir_orang", "perempuan_orang", "pagu_rp",
                     "realisasi_rp"), rupiah),
                **dict.fromkeys(("hadir_pct", "perempuan_pct", "realisasi_pct"), tables.number()),
            },
            alt="Pelatihan tiap kab/kota",
        )  # fmt: skip
context.source(page)
