"""Kesiapan audit: which findings, documents, complaints and defects are open, and since when?"""

from functools import partial

import streamlit as st

from kotaku import view
from kotaku.charts import of_view
from kotaku.view import audit
from kotaku.words.numbers import format_number, format_pct, format_rp_short
from kotaku.words.safe import plain
from pages.ui.bar import context, doubt
from pages.ui.parts import cards, charts, reported, tables
from pages.ui.parts.cards import Card

page = context.open_page(*doubt.AUDIT)
found, complaints = page.achievement.audit, page.achievement.pengaduan
if found is None and complaints is None:
    if not page.dataset.has("mutu"):
        context.lacks("lembar Audit, Pengaduan atau Mutu")
    reported.section(page, "mutu")
    context.source(page)
    st.stop()

st.markdown(f"#### {plain(audit.audit_answer(page))}")

headline: list[Card] = []
if found is not None:
    still, late = found[found["terbuka"]], found[found["lewat_hari"] > 0]
    longest = f"terlama {format_number(late['lewat_hari'].max(), 0)} hari" if len(late) else ""
    headline += [
        Card(
            "Belum tuntas",
            f"{len(still)} dari {len(found)}",
            f"senilai {format_rp_short(found['nilai_terbuka_rp'].sum())}",
            audit.explain_open(page),
        ),
        Card(
            "Lewat batas waktu",
            format_number(len(late), 0),
            longest or "tidak ada yang lewat",
            audit.explain_late(page),
        ),
    ]
if complaints is not None:
    headline += [
        Card(
            "Pengaduan selesai",
            format_pct(complaints.selesai_pct),
            f"{format_number(complaints.selesai, 0)} dari {format_number(complaints.jumlah, 0)}",
            audit.explain_complaints(page),
        ),
        Card(
            "Pengaduan terlama",
            audit.oldest_words(complaints),
            audit.settling_words(complaints),
        ),
    ]
cards.row(headline)
context.differences(page, view.TWICE)

left, right = st.columns(2)
with left:
    if found is not None:
        charts.draw(
            page,
            "audit",
            partial(of_view.audits, page, source=page.data_source),
            share=0.5,
        )
with right:
    if complaints is not None:
        charts.draw(
            page,
            "pengaduan",
            partial(of_view.complaints, page, source=page.data_source),
            share=0.5,
        )

matters, waiting = st.tabs(["Temuan dan dokumen", "Pengaduan belum selesai"])
with matters:
    if found is not None:
        if lacking := audit.lacking_sentence(page):
            st.markdown(plain(lacking))
        tables.show(
            audit.audit_table(page),
            {
                "kab_kota": "Kab/kota",
                "jenis_teks": "Jenis",
                "tahun_buku": "Tahun buku",
                "uraian": "Uraian",
                "nilai_rp": "Nilai (Rp)",
                "status_teks": "Status",
                "pic": "PIC",
                "batas_waktu": "Batas waktu",
                "lewat": "Lewat (hari)",
            },
            {
                "tahun_buku": tables.year,
                "nilai_rp": tables.number(0),
                "batas_waktu": tables.date,
                "lewat": tables.number(0),
            },
            alt="Temuan dan dokumen, yang lewat batas waktu di atas",
        )
with waiting:
    if complaints is not None:
        for sentence in audit.gap_sentences(complaints):
            st.markdown(plain(sentence))
        tables.show(
            audit.waiting_table(complaints),
            {
                "kab_kota": "Kab/kota",
                "tanggal": "Masuk",
                "umur_hari": "Umur (hari)",
                "kategori": "Kategori",
                "derajat": "Derajat",
                "uraian": "Uraian",
                "status_teks": "Status",
                "jumlah": "Jumlah",
            },
            {"tanggal": tables.date, "umur_hari": tables.number(0), "jumlah": tables.number(0)},
            alt="Pengaduan yang belum selesai, terlama di atas",
        )
reported.section(page, "mutu")
context.source(page)
