"""What if these works are done: choose them, see hectares and rupiah, compare scenarios."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from kotaku import summary
from kotaku.method.simulation import (
    MOST_SCENARIOS,
    ExtraWork,
    Scenario,
    Simulation,
    compare,
    simulate,
)
from kotaku.text.numbers import format_ha, format_number, format_rp
from kotaku.text.safe import plain
from pages.shared import access, cards, context, library, tables
from pages.shared.cards import Card
from pages.shared.context import Context

PROVINCE = ""  # scenarios belong to the whole province


def show(page: Context) -> None:
    """Draw the works to choose, what they change, and the scenarios kept so far."""
    if page.evaluation.kondisi.empty:
        context.lacks("lembar RT dan Kekumuhan")
    scenario = Scenario("Skenario ini", _chosen_works(page), _extra_works(page))
    found = simulate(page.dataset, page.evaluation, scenario, target_sisa_ha=page.target_sisa_ha)
    st.markdown(f"#### {plain(summary.simulation_answer(found))}")
    cards.row(
        [
            Card("Berkurang", format_ha(found.pengurangan_ha), "di atas yang sudah direalisasikan"),
            Card("Sisa kumuh", format_ha(found.sisa_ha), page.unit_label),
            Card(
                "Anggaran",
                format_rp(found.biaya_rp),
                f"{format_number(found.jumlah_pekerjaan, 0)} pekerjaan",
            ),
        ]
    )
    if not found.changed.empty:
        _changed(found)
    _keep(page, found)
    _compare(page)


def _changed(found: Simulation) -> None:
    tables.show(
        found.changed,
        {
            "nama": "Nama",
            "kawasan": "Kawasan",
            "luas_ha": "Luas (ha)",
            "total_sebelum": "Nilai sekarang",
            "total_sesudah": "Nilai sesudah",
            "pengurangan_ha": "Berkurang (ha)",
        },
        {
            "luas_ha": tables.number(),
            "total_sebelum": tables.number(0),
            "total_sesudah": tables.number(0),
            "pengurangan_ha": tables.number(),
        },
        alt="Satuan yang berubah oleh skenario",
    )


def _chosen_works(page: Context) -> tuple[int, ...]:
    works = page.dataset.table("pekerjaan")
    planned = works[works["status"].isin(("berjalan", "rencana"))]
    if planned.empty:
        st.caption("Tidak ada pekerjaan berstatus berjalan atau rencana dalam data.")
        return ()
    st.markdown("**Pilih pekerjaan yang diandaikan selesai** (kosong: semua)")
    event = st.dataframe(
        planned[["id_rt", "tahun", "kriteria", "volume", "kegiatan", "anggaran_rp", "status"]],
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        key="pekerjaan_terpilih",
        alt="Pekerjaan berjalan dan rencana",
        height=220,
    )
    rows = event.selection.rows or range(len(planned))
    return tuple(int(label) for label in planned.index[list(rows)])


def _extra_works(page: Context) -> tuple[ExtraWork, ...]:
    year = int(page.evaluation.kondisi["tahun"].max()) + 1  # a survey knows its own year's works
    with st.expander("Tambah pekerjaan yang belum ada dalam data", icon=":material/add:"):
        names = page.dataset.table("rt")["id_rt"].dropna()
        edited = st.data_editor(
            pd.DataFrame(
                {"RT": pd.Series(dtype="str"), "Kriteria": pd.Series(dtype="str")}
                | {"Volume": pd.Series(dtype="float"), "Anggaran (Rp)": pd.Series(dtype="float")}
            ),
            num_rows="dynamic",
            hide_index=True,
            column_config={
                "RT": st.column_config.SelectboxColumn(options=list(names), required=True),
                "Kriteria": st.column_config.SelectboxColumn(
                    options=list(page.evaluation.regulation.criterion_ids), required=True
                ),
                "Volume": st.column_config.NumberColumn(min_value=0, required=True),
                "Anggaran (Rp)": st.column_config.NumberColumn(min_value=0),
            },
            key="pekerjaan_tambahan",
        )
    whole = edited.dropna(subset=["RT", "Kriteria", "Volume"])
    return tuple(
        ExtraWork(str(rt), str(kriteria), float(volume), year, anggaran_rp=_rupiah(budget))
        for rt, kriteria, volume, budget in whole.itertuples(index=False, name=None)
    )


def _rupiah(value: float | None) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


def _keep(page: Context, found: Simulation) -> None:
    writer = access.writer()
    if writer is None:
        with st.popover("Masuk untuk menyimpan skenario", icon=":material/lock_open:"):
            if access.form(page.dataset.kab_kota, key="masuk_skenario", korkot=False):
                st.rerun()
        return
    with st.form("simpan_skenario", border=False), st.container(horizontal=True):
        name = st.text_input(
            "Nama skenario", placeholder="Nama skenario", label_visibility="collapsed", width=300
        )
        if st.form_submit_button("Simpan skenario", icon=":material/bookmark_add:") and name:
            kept = replace(found.scenario, nama=name, data=_data(page))
            access.saved(lambda: writer.save_scenario(name, kept.as_json(), at=access.now()))


def _data(page: Context) -> str:
    """Name the data set that the labels of works in a scenario belong to."""
    return " ".join(file.sha256 for file in page.dataset.files)


def _compare(page: Context) -> None:
    stored = [Scenario.from_json(s.content) for s in library.store().scenarios(PROVINCE)]
    kept = {s.nama: s for s in stored if s.data == _data(page)}
    if not kept:
        return
    chosen = st.multiselect(
        "Bandingkan", list(kept), default=list(kept)[:MOST_SCENARIOS], max_selections=MOST_SCENARIOS
    )
    results = [
        simulate(page.dataset, page.evaluation, kept[name], target_sisa_ha=page.target_sisa_ha)
        for name in chosen
    ]
    tables.show(
        compare(results),
        {
            "skenario": "Skenario",
            "jumlah_pekerjaan": "Pekerjaan",
            "biaya_rp": "Anggaran (Rp)",
            "pengurangan_ha": "Berkurang (ha)",
            "sisa_ha": "Sisa (ha)",
            "kurang_ha": "Kurang dari target (ha)",
            "unit_naik_kelas": "Satuan berubah kelas",
        },
        {
            "biaya_rp": tables.number(0),
            **dict.fromkeys(("pengurangan_ha", "sisa_ha", "kurang_ha"), tables.number()),
        },
        alt="Perbandingan skenario",
    )
