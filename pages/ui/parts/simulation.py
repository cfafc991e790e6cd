"""What if these works are done: choose them, see hectares and rupiah, compare scenarios."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pandas as pd
import streamlit as st

from kotaku import view
from kotaku.intake.titles import heading
from kotaku.method.simulation import (
    MOST_SCENARIOS,
    Simulation,
    WorksScenario,
    compare,
    simulate,
)
from kotaku.words.numbers import format_ha, format_number, format_rp
from kotaku.words.safe import plain
from pages.ui.bar import access, context, library
from pages.ui.bar.context import Context
from pages.ui.parts import cards, tables, typed, volumes
from pages.ui.parts.cards import Card

_WORKS = ("id_rt", "tahun", "kriteria", "volume", "kegiatan", "anggaran_rp", "status")
PROVINCE = ""  # scenarios belong to the whole province


def show(page: Context) -> None:
    """Draw what a scenario changes, the volumes and works it is made of, and those kept so far."""
    if page.evaluation.kondisi.empty:
        context.lacks("lembar RT dan Kekumuhan")
    answer, edit = st.container(), st.container()
    chosen = _chosen_works(page)
    base = WorksScenario("Pekerjaan dalam data", chosen)
    with edit:
        before = _simulated(page, base)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            unit = volumes.choose(page, before, _data(page))
            tahun = _year(page)
        left = before if before.satuan == "rt" else _simulated(page, base, "rt")
        extra = volumes.works(page, _data(page), _left(left), tahun)
        found = _simulated(page, replace(base, nama="Skenario ini", tambahan=extra))
        if unit is not None:
            volumes.draw(page, unit, found)
    with answer:
        _answer(page, found)
    if not found.changed.empty:
        st.markdown("**Satuan yang berubah**")
        _changed(found)
    _remarks(found)
    _keep(page, found)
    _compare(page)


def _simulated(page: Context, scenario: WorksScenario, satuan: str = "") -> Simulation:
    return _cached(page.filters, scenario, satuan or page.evaluation.settings.satuan, page)


@st.cache_resource(max_entries=64, show_spinner=False)
def _cached(
    filters: object,  # noqa: ARG001 -- part of the cache key, as the data follow from it
    scenario: WorksScenario,
    satuan: str,
    _page: Context,
) -> Simulation:
    evaluation = _page.evaluation
    level = replace(evaluation, settings=replace(evaluation.settings, satuan=satuan))
    return simulate(
        _page.dataset,
        level,
        scenario,
        target_sisa_ha=_page.target_sisa_ha,
        tahun_target=_page.tahun_target,
    )


def _left(found: Simulation) -> pd.DataFrame:
    rows = found.kondisi
    return rows[(rows["tahun"] == found.tahun) & (rows["skenario"] == "simulasi")]


def _year(page: Context) -> int:
    """Ask for the year of the typed volumes; a survey knows its own year's works."""
    last = int(page.evaluation.kondisi["tahun"].max())
    return int(
        st.number_input(
            "Tahun pekerjaan",
            min_value=last + 1,
            value=last + 1,
            step=1,
            format="%d",
            width=180,
            key="tahun_pekerjaan",
        )
    )


def _answer(page: Context, found: Simulation) -> None:
    target = found.target_sisa_ha
    st.markdown(f"#### {plain(view.simulation_answer(found, page.tahun_target))}")
    cards.row(
        [
            Card("Berkurang", format_ha(found.pengurangan_ha), "di atas yang sudah direalisasikan"),
            Card("Sisa kumuh", format_ha(found.sisa_ha), page.unit_label),
            Card(
                "Anggaran",
                format_rp(found.biaya_rp),
                f"{format_number(found.jumlah_pekerjaan, 0)} pekerjaan",
            ),
            *(
                []
                if target is None
                else [
                    Card(
                        "Kurang dari target",
                        format_ha(found.kurang_ha),
                        f"target {page.tahun_target or ''} {format_ha(target)}",
                    )
                ]
            ),
        ]
    )


def _remarks(found: Simulation) -> None:
    """Tell which works take nothing away, and which are larger than the problem."""
    count = len(found.temuan) + len(found.surplus)
    if not count:
        return
    with st.expander(
        f"{format_number(count, 0)} catatan pekerjaan: berlebih atau tidak mengurangi apa pun",
        icon=":material/rule:",
    ):
        said = Counter(f.message for f in found.temuan)
        for message, times in said.items():
            st.markdown(f"- {plain(message)}" + (f" ({times} kali)" if times > 1 else ""))
        if not found.surplus.empty:
            st.markdown("**Volume yang melebihi masalahnya**")
            tables.show(
                found.surplus,
                {
                    "id_rt": "RT",
                    "kriteria": "Kriteria",
                    "tahun": "Tahun",
                    "volume_pekerjaan": "Volume pekerjaan",
                    "volume_terpakai": "Terpakai",
                    "lebih": "Berlebih",
                },
                {
                    "tahun": tables.year,
                    **dict.fromkeys(
                        ("volume_pekerjaan", "volume_terpakai", "lebih"), tables.number()
                    ),
                },
                alt="Pekerjaan yang melebihi masalahnya",
            )


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
    st.markdown("**Pekerjaan berjalan dan rencana yang diandaikan selesai** (kosong: semua)")
    rows = tables.show(
        planned,
        {column: heading(column) for column in _WORKS},
        {"tahun": tables.year, "volume": tables.number(), "anggaran_rp": tables.number(0)},
        key="pekerjaan_terpilih",
        alt="Pekerjaan berjalan dan rencana",
        height=220,
        select=True,
        many=True,
    ) or range(len(planned))
    return tuple(int(label) for label in planned.index[list(rows)])


def _keep(page: Context, found: Simulation) -> None:
    writer = access.writer()
    if writer is None:
        with st.popover("Masuk untuk menyimpan skenario", icon=":material/lock_open:"):
            if access.form(page.dataset.kab_kota, key="masuk_skenario", korkot=False):
                st.rerun()
        return
    with st.form("simpan_skenario", border=False), st.container(horizontal=True):
        name = typed.text_input(
            "Nama skenario",
            placeholder="Nama skenario",
            label_visibility="collapsed",
            width=300,
            key="nama_skenario",
        )
        if st.form_submit_button("Simpan skenario", icon=":material/bookmark_add:") and name:
            kept = replace(found.scenario, nama=name, data=_data(page))
            access.saved(lambda: writer.save_scenario(name, kept.as_json(), at=access.now()))


def _remove(names: list[str]) -> None:
    """Draw where whoever may write takes a kept scenario away."""
    writer = access.writer()
    if writer is None:
        return
    with st.popover("Hapus skenario", icon=":material/delete:"):
        name = st.selectbox("Skenario yang dihapus", names)

        def remove() -> str:
            writer.remove_scenario(name, at=access.now())
            return name

        if st.button("Hapus", type="primary", key="hapus_skenario") and access.saved(remove):
            st.rerun()


def _data(page: Context) -> str:
    """Name the data set that the labels of works in a scenario belong to."""
    return " ".join(file.sha256 for file in page.dataset.files)


def _compare(page: Context) -> None:
    stored = [WorksScenario.from_json(s.content) for s in library.store().scenarios(PROVINCE)]
    kept = {s.nama: s for s in stored if s.data == _data(page)}
    if not kept:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.multiselect(
            "Bandingkan",
            list(kept),
            default=list(kept)[:MOST_SCENARIOS],
            max_selections=MOST_SCENARIOS,
        )
        _remove(list(kept))
    results = [_simulated(page, kept[name]) for name in chosen]
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
