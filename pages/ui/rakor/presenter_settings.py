"""The menu of Mode rakor: start the meeting, order and length of the turns, second screen."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from kotaku import meeting
from kotaku.meeting import PROVINCE
from kotaku.store import Session, Writer
from kotaku.words.safe import clean, plain
from pages.ui.bar import access, bar, sharing
from pages.ui.bar.bar import Filters
from pages.ui.rakor import korkot_codes, rakor
from pages.ui.rakor.rakor import Turn

PAGE = "mode_rakor"
SCREEN, PRIVATE = "layar", "penyaji"  # in the address: the presenter's own screen
RENEW = (
    "Selama rakor semua layar memakai potret yang sama, apa pun yang diunggah atau dijawab "
    "sesudahnya. Tombol ini menggantinya dengan keadaan sekarang."
)
KEEP = "Menyimpan angka saat ini untuk dibandingkan pada rakor berikutnya."


def draw(shown: Turn, chosen: Filters) -> None:
    """Draw what the presenter may set; a reader sees who presents."""
    with st.expander("Layar kedua dan ponsel", icon=":material/qr_code_2:"):
        sharing.addresses()
    writer = access.writer()
    if not access.is_presenter() or writer is None:
        st.markdown("**Masuk sebagai penyaji**")
        start(chosen, key="masuk_menu")
        return
    with st.expander("Kode korkot", icon=":material/key:"):
        korkot_codes.draw(writer, shown.agenda[1:])
    if shown.session is None:
        return
    st.link_button(
        "Buka layar penyaji",
        private_address(chosen),
        icon=":material/desktop_windows:",
        help="Jendela baru untuk layar Anda sendiri: giliran berikutnya, catatan, jam, formulir.",
    )
    _held(writer, shown.session, chosen)
    _length(writer, shown.session, shown.place)
    _order(writer, shown, chosen)
    with st.container(horizontal=True):
        if st.button("Rakor baru", icon=":material/add:", help="Agenda dan jam mulai dari awal."):
            access.saved(lambda: rakor.open_rakor(writer, chosen, "terlambat"))
            st.query_params.pop(rakor.TURN, None)
            st.rerun()
        if st.button("Potret akhir rakor", icon=":material/photo_camera:", help=KEEP):
            session = shown.session
            if access.saved(lambda: rakor.keep(writer, chosen, session, "akhir")):
                st.toast("Potret akhir tersimpan; sepakati di halaman Riwayat.")
        st.button("Keluar sebagai penyaji", on_click=access.leave, type="tertiary")


def private_address(chosen: Filters) -> str:
    """Return the address of the presenter's own screen."""
    return f"/{PAGE}?{urlencode({**bar.address(chosen), SCREEN: PRIVATE})}"


def _held(writer: Writer, session: Session, chosen: Filters) -> None:
    """Say since when the figures stand, and let the presenter take those of the bar instead."""
    st.caption(f"{rakor.held_words(session)}.")
    if st.button("Pakai data dan saringan sekarang", help=RENEW):
        access.saved(lambda: rakor.hold(writer, session, chosen))
        st.rerun()


def start(chosen: Filters, *, key: str) -> None:
    """Draw the form that makes somebody the presenter and opens the meeting."""
    if access.is_presenter():  # by code or account: nothing to ask
        asked = st.button("Mulai rakor", key=f"{key} langsung", type="primary")
    else:
        asked = access.form((), key=key, label="Mulai rakor", korkot=False)
    if asked:
        writer = access.writer()
        if writer is not None and access.saved(lambda: rakor.ensured(writer, chosen)):
            st.rerun()


def _length(writer: Writer, session: Session, place: str) -> None:
    now = rakor.length_of(session, place) // 60
    with st.form("jatah", border=False, enter_to_submit=False):
        minutes = st.number_input(
            f"Menit untuk {clean(place) or 'provinsi'}", 1, 120, max(1, now), key=f"menit {place}"
        )
        with st.container(horizontal=True):
            one = st.form_submit_button("Giliran ini")
            every = st.form_submit_button("Semua giliran")
    if one or every:
        target = None if every else place
        access.saved(lambda: rakor.set_length(writer, session, target, int(minutes) * 60))
        st.rerun()


def _order(writer: Writer, shown: Turn, chosen: Filters) -> None:
    session = shown.session
    assert session is not None
    by = st.selectbox(
        "Urutan giliran",
        list(meeting.ORDERS),
        index=None,
        format_func=meeting.ORDERS.__getitem__,
        placeholder="Urutkan ulang menurut …",
    )
    wanted = rakor.order(chosen, by) if by else session.agenda
    if shown.place != PROVINCE:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(shown.place), width="content")
            if st.button("Lebih awal", icon=":material/arrow_upward:"):
                wanted = meeting.shifted(session.agenda, shown.place, -1)
            if st.button("Lebih akhir", icon=":material/arrow_downward:"):
                wanted = meeting.shifted(session.agenda, shown.place, 1)
    if tuple(wanted) != session.agenda:
        access.saved(lambda: writer.set_agenda(session.id, wanted, at=access.now()))
        st.rerun()
    st.caption(" → ".join(plain(name) for name in session.agenda if name != PROVINCE))
