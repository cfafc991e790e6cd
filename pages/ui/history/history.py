"""The snapshots: the list, one of them as it stood, and the buttons that take, lock or discard."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import streamlit as st

from kotaku import snapshots, view
from kotaku.charts.areas import waterfall_area
from kotaku.snapshots import KeptSnapshot, Potret
from kotaku.store import Session, SnapshotInfo, Writer
from kotaku.words.dates import format_date
from kotaku.words.safe import clean, in_full, plain
from pages.ui.bar import access, library, window
from pages.ui.bar.bar import Filters
from pages.ui.history import potret
from pages.ui.parts import cards, charts, tables, typed
from pages.ui.parts.cards import Card
from pages.ui.rakor import rakor

HEADLINE = {  # figure on a card: the one told under it
    "luas_awal_ha": "",
    "realisasi_ha": "realisasi_pct",
    "sisa_ha": "",
    "master_schedule_pct": "deviasi_pp",
}
AGREE = (
    "Sesudah disepakati, potret terkunci: angkanya tidak dapat diubah atau dibuang, dan menjadi "
    "pembanding pada rakor berikutnya."
)


def answer(kept: list[KeptSnapshot], known: int) -> str:
    """Return what the memory holds as one sentence."""
    if not known:
        return "Belum ada potret: angka rakor belum disimpan untuk dibandingkan kemudian."
    agreed = [one.info for one in kept if one.info.agreed]
    first = f"{known} potret tersimpan, {len(agreed)} disepakati."
    if not agreed:
        return first
    last = max(agreed, key=lambda info: info.at)
    return f"{first} Terakhir disepakati: {in_full(last.name)}, {_day(last.at)}."


def _day(at: datetime) -> str:
    return format_date(at.astimezone(rakor.zone()).date())


def show(kept: list[KeptSnapshot], chosen: Filters) -> None:
    """Draw the list, the buttons, and the snapshot that was picked: the newest until then."""
    writer = _hand(chosen)
    infos = library.store().snapshots()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Potret menyimpan angka sebagaimana adanya pada satu saat.", width="content")
        if chosen.entry is not None:
            _take(writer, chosen, len(infos))
        if writer is None:
            _enter(chosen)
    if not infos:
        st.caption("Buka data, lalu tekan Buat potret pada awal dan akhir rakor.")
        return
    potrets = {one.info.id: one.potret for one in kept}
    at = tables.show(
        _listed(infos, potrets),
        {
            "nama": "Potret",
            "kapan": "Dibuat",
            "oleh": "Oleh",
            "rakor": "Rakor",
            "sisa": "Sisa kumuh",
            "jadwal": "Master Schedule",
            "keadaan": "Keadaan",
            "data": "Data",
            "sidik": "Sidik berkas",
            "versi": "Versi aturan",
        },
        alt="Daftar potret, terbaru di atas",
        key=f"daftar_potret {len(infos)}",  # a new list has no row picked yet
        select=True,
    )
    info = infos[at[0] if at else 0]
    with st.container(border=True):
        _open(info, potrets.get(info.id), writer)


def _hand(chosen: Filters) -> Writer | None:
    """Return the hand of this session; the laptop's presenter keeps it after a reload."""
    if chosen.entry is not None and (running := rakor.current(chosen.entry)):
        access.resume(running.presenter)
    return access.writer()


def _listed(infos: list[SnapshotInfo], potrets: dict[str, Potret]) -> pd.DataFrame:
    names = {session.id: session.name for session in library.store().sessions()}
    return pd.DataFrame([_row(info, potrets.get(info.id), names) for info in infos]).astype("str")


def _row(info: SnapshotInfo, found: Potret | None, names: dict[str, str]) -> dict[str, str]:
    known = {} if found is None else found.angka
    words = snapshots.figures()
    return {
        "nama": in_full(info.name),
        "kapan": rakor.moment(info.at),
        "oleh": in_full(info.by),
        "rakor": clean(names.get(info.rakor or "", ""), 60),
        "sisa": words["sisa_ha"].value(known.get("sisa_ha")),
        "jadwal": words["master_schedule_pct"].value(known.get("master_schedule_pct")),
        "keadaan": "Disepakati" if info.agreed else "Belum disepakati",
        "data": in_full(found.asal.nama if found else info.dataset),
        "sidik": ", ".join(sha[:8] for _, sha in found.asal.berkas) if found else "",
        "versi": clean(info.rules_version, 20),
    }


def _take(writer: Writer | None, chosen: Filters, known: int) -> None:
    """Draw the form that takes a snapshot of the whole open data set; only a presenter may."""
    if writer is None or not access.is_presenter():
        return
    assert chosen.entry is not None
    session = rakor.current(chosen.entry)
    key = f"potret_baru {known}"  # a new one after each saving: it stands closed
    with st.popover("Buat potret", icon=":material/photo_camera:", type="primary", key=key):
        found = potret.present(chosen)
        st.caption(f"Seluruh data, {plain(snapshots.way_line(found))}.")
        with st.form("buat_potret", border=False, enter_to_submit=False):
            name = typed.text_input("Nama potret", value=_proposed(chosen, session))
            sent = st.form_submit_button("Simpan potret", type="primary")
    if sent and access.saved(lambda: potret.freeze(writer, chosen, name, session)):
        st.rerun()


def _proposed(chosen: Filters, session: Session | None) -> str:
    assert chosen.entry is not None
    about = session.name if session else chosen.entry.label
    return f"Potret {clean(about, 100)}"


def _enter(chosen: Filters) -> None:
    places = () if chosen.entry is None else library.open_entry(chosen.entry).kab_kota
    with st.popover("Masuk sebagai penyaji", icon=":material/lock_open:", key="potret_masuk"):
        if access.form(places, key="masuk_riwayat", korkot=False):
            st.rerun()


def _open(info: SnapshotInfo, found: Potret | None, writer: Writer | None) -> None:
    """Draw a snapshot as it stood."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"##### {plain(info.name, 80)}", width="content")
        st.badge(*_state(info))
        if writer is not None and access.is_presenter() and not info.agreed:
            _lock(info, writer)
            _discard(info, writer)
    told = (
        f"Angka sebagaimana adanya pada {rakor.moment(info.at)}, dicatat oleh {plain(info.by, 40)}."
    )
    if info.agreed_at is not None:
        told += f" Disepakati {rakor.moment(info.agreed_at)} ({plain(info.agreed_by, 40)})."
    st.caption(told)
    if found is None:
        st.markdown("Rincian potret ini disimpan oleh versi aplikasi lain dan tidak terbaca.")
        return
    _figures(found)


def _state(info: SnapshotInfo) -> tuple[str]:
    return ("Disepakati, terkunci",) if info.agreed else ("Belum disepakati",)


def _lock(info: SnapshotInfo, writer: Writer) -> None:
    with st.popover("Sepakati", icon=":material/lock:", type="primary", key=f"kunci {info.id}"):
        st.markdown(AGREE)
        sure = st.button("Ya, sepakati dan kunci", key=f"sepakat {info.id}", type="primary")
    if sure:
        _done(lambda: writer.agree(info.id, at=access.now()))


def _discard(info: SnapshotInfo, writer: Writer) -> None:
    with st.popover("Buang", icon=":material/delete:", key=f"hapus {info.id}"):
        st.markdown("Potret yang dibuang hilang dari daftar; jejaknya tetap tercatat.")
        sure = st.button("Ya, buang", key=f"buang {info.id}")
    if sure:
        _done(lambda: writer.discard(info.id, at=access.now()))


def _done(write: object) -> None:
    def confirmed() -> bool:
        write()  # type: ignore[operator]
        return True

    if access.saved(confirmed):
        st.rerun()


def _figures(found: Potret) -> None:
    words, known = snapshots.figures(), found.angka
    shown = [
        Card(words[name].nama, words[name].value(known[name]), _note(found, below))
        for name, below in HEADLINE.items()
        if known.get(name) is not None
    ]
    if not shown:
        return
    cards.row(shown)
    if known.get("sisa_ha") is None:
        return
    seen = found.cara.view
    account = view.select_account(found.akun, simulasi=seen.simulasi, sampai_tahun=seen.tahun)
    left, right = st.columns([5, 4])
    with left:
        charts.plot(
            waterfall_area(account, source=_source(found)),
            key="tangga_potret",
            width=window.room(0.555),
        )
    with right:
        tables.show(
            view.area_by_place(account),
            {
                "kab_kota": "Kab/kota",
                "luas_awal_ha": "Awal (ha)",
                "sisa_ha": "Sisa (ha)",
                "persen": "Terealisasi (%)",
            },
            dict.fromkeys(("luas_awal_ha", "sisa_ha", "persen"), tables.number()),
            alt="Akun luas per kabupaten/kota pada potret ini",
            share=0.444,
        )


def _note(found: Potret, below: str) -> str:
    if not below or found.angka.get(below) is None:
        return ""
    figure, value = snapshots.figures()[below], found.angka[below]
    if below == "deviasi_pp":
        return f"{figure.difference(value)} terhadap rencana"
    return f"{figure.value(value)} dari luas awal"


def _source(found: Potret) -> str:
    files = ", ".join(in_full(name) for name, _ in found.asal.berkas)
    parts = [f"Sumber: {files}"]
    if found.asal.tanggal is not None:
        parts.append(f"data per {format_date(found.asal.tanggal)}")
    parts.append(snapshots.way_line(found))
    parts += ["ilustrasi"] if found.asal.ilustrasi else []
    return " · ".join(parts)
