"""The list of follow-ups: filters, the table, the forms that add, change and take back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from kotaku import meeting
from kotaku.meeting import PROVINCE, STATUS_WORDS
from kotaku.store import FollowUp, Session, Writer
from kotaku.words.dates import format_date
from kotaku.words.safe import clean, plain
from pages.ui.bar import access, context, library
from pages.ui.bar.bar import Filters
from pages.ui.parts import rtl_fields, tables, typed
from pages.ui.rakor import rakor

WHOLE, NO_CLUSTER, EVERY = "Provinsi", "Tanpa klaster", "Semua klaster"
OPEN, LATE, ALL = "Terbuka", "Lewat batas", "Semua status"
COLUMNS = {
    "tempat": "Kab/kota",
    "masalah": "Masalah",
    "tindakan": "Tindakan",
    "tautan": "Terkait",
    "pic": "PIC",
    "batas": "Batas waktu",
    "keterlambatan": "Keterlambatan",
    "umur": "Umur",
    "status_teks": "Status",
    "asal": "Dari rakor",
    "oleh": "Terakhir diubah",
}


def filtered(rows: pd.DataFrame) -> pd.DataFrame:
    """Draw the filters and return the rows they leave."""
    clusters = sorted({name or NO_CLUSTER for name in rows["klaster"]})
    status = st.selectbox(
        "Status",
        [ALL, OPEN, LATE, *STATUS_WORDS.values()],
        key="status_rtl",
        bind="query-params",
        width=190,
    )
    cluster = st.selectbox(
        "Klaster", [EVERY, *clusters], key="klaster_rtl", bind="query-params", width=220
    )
    kept = rows[_of_status(rows, status)]
    if cluster != EVERY:
        kept = kept[kept["klaster"].replace("", NO_CLUSTER) == cluster]
    return kept


def _of_status(rows: pd.DataFrame, status: str) -> pd.Series[bool]:
    if status == OPEN:
        return rows["terbuka"]
    if status == LATE:
        return rows["terlambat_hari"].fillna(0) > 0
    if status == ALL:
        return pd.Series(True, index=rows.index)
    return rows["status"].map(STATUS_WORDS) == status


def show(rows: pd.DataFrame, sessions: Mapping[str, Session]) -> pd.Series | None:
    """Draw the list, cluster by cluster where there are several; return the row picked."""
    told = _told(rows, sessions)
    grouped = st.toggle("Kelompokkan menurut klaster", key="rtl_klaster", bind="query-params")
    groups = list(told.groupby("klaster_teks", sort=True)) if grouped else [("", told)]
    picked: pd.Series | None = None
    for cluster, part in groups:
        if cluster:
            st.markdown(f"##### {plain(cluster)}")
            st.caption(meeting.promises_answer(part))
        at = tables.show(
            part,
            COLUMNS,
            alt="Daftar RTL",
            key=f"daftar_rtl {cluster}",
            select=True,
        )
        if at:
            picked = part.iloc[at[0]]
    return picked


def _told(rows: pd.DataFrame, sessions: Mapping[str, Session]) -> pd.DataFrame:
    """Return the rows with what the table says in words."""
    names = {key: session.name for key, session in sessions.items()}
    return rows.assign(
        tempat=rows["kab_kota"].replace(PROVINCE, WHOLE),
        klaster_teks=rows["klaster"].replace("", NO_CLUSTER),
        umur=_text("–" if pd.isna(d) else meeting.age_words(int(d)) for d in rows["umur_hari"]),
        batas=_text(format_date(day) for day in rows["batas_waktu"]),
        keterlambatan=_text(_late(row) for _, row in rows.iterrows()),
        status_teks=rows["status"].map(STATUS_WORDS),
        asal=_text(clean(names.get(key, "")) or meeting.ORIGIN for key in rows["id_rakor"]),
        oleh=_text(
            "–" if pd.isna(at) else f"{clean(who)}, {format_date(at.tz_convert(rakor.zone()))}"
            for who, at in zip(rows["diubah_oleh"], rows["diubah"], strict=True)
        ),
    )


def _text(values: Any) -> list[str]:
    return list(values)


def _late(row: pd.Series) -> str:
    days = None if pd.isna(row["terlambat_hari"]) else int(row["terlambat_hari"])
    return meeting.late_words(days, open_=bool(row["terbuka"]), due=pd.notna(row["batas_waktu"]))


def add(writer: Writer, chosen: Filters) -> None:
    """Draw the form that adds a follow-up."""
    assert chosen.entry is not None
    own = writer.actor.kab_kota
    places = [own] if own else [PROVINCE, *library.open_entry(chosen.entry).kab_kota]
    count = st.session_state.get("rtl_ke", 0)
    place = st.selectbox(
        "Kab/kota",
        places,
        index=places.index(chosen.kab_kota) if chosen.kab_kota in places else 0,
        format_func=lambda name: name or WHOLE,
        key=f"tempat rtl {count}",
    )
    with st.form(f"tambah {place} {count}", border=False, enter_to_submit=False):
        content = _fields({}, related_to(chosen, place), key=f"tambah {place} {count}")
        sent = st.form_submit_button("Simpan", type="primary")
    if not sent:
        return
    made = FollowUp(kab_kota=place, klaster=rakor.cluster_of(chosen, place), **content)

    def write() -> str:
        session = rakor.ensured(writer, chosen)
        return writer.add_follow_up(session.id, made, at=access.now())

    if access.saved(write) is not None:
        st.session_state["rtl_ke"] = count + 1
        st.rerun()


def bring(writer: Writer, chosen: Filters) -> None:
    """Offer the follow-ups of the open files that are not kept yet; those kept stay as they are."""
    assert chosen.entry is not None
    dataset = library.open_entry(chosen.entry)
    clusters = meeting.clusters_of(dataset.table("lokasi"))
    own = writer.actor.kab_kota
    found = [
        one
        for one in meeting.new_in_file(dataset.table("rtl"), library.store().follow_ups(), clusters)
        if not own or one.kab_kota == own
    ]
    if (
        found
        and st.button(
            f"Ambil {len(found)} RTL dari berkas",
            icon=":material/download:",
            help="Lembar RTL dari berkas yang dibuka; yang sudah ada di daftar tidak diambil lagi.",
        )
        and access.saved(lambda: _keep(writer, chosen, found)) is not None
    ):
        st.rerun()


def _keep(writer: Writer, chosen: Filters, found: list[FollowUp]) -> int:
    session, at = rakor.ensured(writer, chosen), access.now()
    return len([writer.add_follow_up(session.id, one, at=at) for one in found])


def related_to(chosen: Filters, place: str) -> tuple[str, ...]:
    """Return the figures and findings of a place that a follow-up can come from."""
    return context.of(rakor.item_filters(chosen, place)).related


def _fields(before: Mapping[str, Any], related: tuple[str, ...], *, key: str) -> dict[str, Any]:
    """Draw what a person types of a follow-up."""
    with st.container(horizontal=True):  # side by side, so that the button stays in sight
        masalah = typed.text_area("Masalah", before.get("masalah", ""), key=f"m {key}", height=80)
        tindakan = typed.text_area(
            "Tindakan", before.get("tindakan", ""), key=f"t {key}", height=80
        )
    return {"masalah": masalah, "tindakan": tindakan, **rtl_fields.draw(before, related, key=key)}


def edit(writer: Writer | None, row: pd.Series, chosen: Filters) -> None:
    """Draw one follow-up with its history; who may, changes it or takes a change back."""
    title = plain(row["tindakan"] or row["masalah"], 80)
    with st.container(border=True):
        st.markdown(f"##### {title}")
        if writer is None:
            st.caption("Masuk sebagai penyaji atau korkot untuk mengubah.")
        elif row["versi"] == meeting.UNKEPT:
            st.caption("Ditulis pada lembar RTL dari berkas. Ambil ke daftar untuk mengubahnya.")
        else:
            _change(writer, row, related_to(chosen, row["kab_kota"]))
        if row["versi"] != meeting.UNKEPT:
            _history(row["id"])


def _change(writer: Writer, row: pd.Series, related: tuple[str, ...]) -> None:
    due = row["batas_waktu"]
    before = {
        **{name: row[name] for name in ("masalah", "tindakan", "tautan", "pic", "status")},
        "batas_waktu": None if pd.isna(due) else _day(due),
    }
    version = int(row["versi"])
    with st.form(f"ubah {row['id']} {version}", border=False, enter_to_submit=False):
        content = _fields(before, related, key=f"{row['id']} {version}")
        with st.container(horizontal=True):
            sent = st.form_submit_button("Simpan perubahan", type="primary")
            undo = st.form_submit_button(
                "Batalkan ubahan terakhir", icon=":material/undo:", disabled=version == 1
            )
    at = access.now()
    if sent:
        done = access.saved(
            lambda: writer.change_follow_up(row["id"], at=at, seen=version, **content)
        )
    elif undo:
        done = access.saved(lambda: writer.restore_follow_up(row["id"], version - 1, at=at))
    else:
        return
    if done is not None:
        st.rerun()


def _day(moment: pd.Timestamp) -> date:
    day: date = moment.date()
    return day


def _history(follow_up: str) -> None:
    versions = library.store().follow_up_versions(follow_up)
    with st.expander(f"Riwayat: {len(versions)} versi", icon=":material/history:"):
        tables.show(
            versions.assign(
                status_teks=versions["status"].map(STATUS_WORDS),
                batas=_text(format_date(day) for day in versions["batas_waktu"]),
                waktu=[format_date(at.tz_convert(rakor.zone())) for at in versions["waktu"]],
            ),
            {
                "versi": "Versi",
                "waktu": "Kapan",
                "oleh": "Siapa",
                "status_teks": "Status",
                "masalah": "Masalah",
                "tindakan": "Tindakan",
                "tautan": "Terkait",
                "pic": "PIC",
                "batas": "Batas waktu",
            },
            alt="Riwayat RTL",
        )
