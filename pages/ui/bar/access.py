"""Who may write in this browser session: the presenter's code and what it opens."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

from kotaku.store import NotAllowed, StoreError, Writer
from kotaku.words.safe import plain
from pages.ui.bar import lasting, library, sign_in
from pages.ui.parts import typed
from web import viewer

CODE_SETTING = "KOTAKU_KODE_PENYAJI"  # one code for several servers of one database
WHO = lasting.WHO
SINCE = "sejak"  # of a korkot: since when the code entered is in force
PRESENTER, KORKOT = "Penyaji", "Korkot"
ROLES = {PRESENTER: "presenter", KORKOT: "korkot"}
SHOWN_S = 20  # so long the code stands on the screen when asked for
_SHOWN = "kode_tampak_sampai"
NAME = 80  # letters of a name or a code
AT_THE_COMPUTER = "Petugas data"  # in the trail, for who sits before it and entered no name


def now() -> datetime:
    """Return this moment; the store keeps moments with their zone."""
    return datetime.now(UTC)


# The code of this server by the place of its store: in no cache that a message could clear.
_codes: dict[str, str] = {}
_making = threading.Lock()


def code() -> str:
    """Make the code of this server when it has none, say it in the terminal, and return it."""
    store = library.store()
    with _making:
        if store.place not in _codes:
            given = os.environ.get(CODE_SETTING)
            _codes[store.place] = store.new_presenter_code(at=now(), code=given)
            print(f"Kode penyaji: {_codes[store.place]}", flush=True)
        return _codes[store.place]


def on_laptop() -> bool:
    """Tell whether the viewer sits before the computer that serves the app."""
    return viewer.is_laptop(st.context.ip_address, dict(st.context.headers))


def writer() -> Writer | None:
    """Return the hand of this session; None for who only reads.

    A korkot writes as long as the code entered is the one in force: a new one ends the old one.
    Without a code entered, the account signed in with counts, as its role stands now.
    """
    who = lasting.entered()
    if who is None:
        own = sign_in.who()
        if own is None:
            return None
        return library.store().writer(own.role, own.name, own.kab_kota)
    if who["role"] == "korkot" and who.get(SINCE) != _code_since(who["kab_kota"]):
        st.session_state[WHO] = None
        return None
    return library.store().writer(who["role"], who["name"], who.get("kab_kota"))


def _code_since(kab_kota: str) -> datetime | None:
    return library.store().korkot_codes().get(kab_kota)


def data_writer() -> Writer | None:
    """Return the hand that may write data; who sits before the computer needs no code for it."""
    if lasting.entered() is None and on_laptop() and sign_in.who() is None:
        return library.store().writer("presenter", AT_THE_COMPUTER)
    return writer()


def at_the_press(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Return what makes a file for who may write data, when it is asked for and not only drawn.

    A button may stand on a screen for an evening, and its code end meanwhile.
    """
    session = get_script_run_ctx()

    def press() -> bytes:
        hands: list[Writer | None] = []
        asking = threading.Thread(target=lambda: hands.append(data_writer()))
        add_script_run_ctx(asking, session)  # who presses is the session that drew the button
        asking.start()
        asking.join()
        if hands in ([], [None]):
            raise NotAllowed("Berkas ini hanya untuk yang boleh mengubah data. Masuk lagi.")
        return make()

    return press


def layout_writer(entry: library.Entry) -> Writer | None:
    """Return the hand that may say how a data set is read: the presenter's, or its own korkot's."""
    hand = data_writer()
    if hand is None or not entry.stored:
        return None
    sent_by = library.store().sent_by_korkot().get(entry.stored)
    return hand if hand.actor.role == ROLES[PRESENTER] or sent_by == hand.actor.kab_kota else None


def is_presenter() -> bool:
    """Tell whether this session may lead the meeting."""
    who = lasting.entered()
    if who is not None:
        return bool(who.get("role") == "presenter")
    own = sign_in.who()
    return own is not None and own.role == "presenter"


def resume(presenter: str) -> None:
    """Take the presenter's place again after a reload on the laptop itself."""
    if WHO not in st.session_state and on_laptop():
        st.session_state[WHO] = {"role": "presenter", "name": presenter}


def enter(role: str, who: str, kab_kota: str | None, typed: str) -> Writer:
    """Let somebody write in this session.

    Raises
    ------
    NotAllowed
        The code is wrong, or the name or kab/kota is missing.
    """
    code()
    store, client = library.store(), str(st.context.ip_address or "")
    known: dict[str, Any] = {"client": client, "name": who, "at_computer": on_laptop()}
    wish: dict[str, Any] = {"role": ROLES[role], "name": who, "kab_kota": kab_kota}
    made = store.writer(ROLES[role], who, kab_kota)
    if role == KORKOT:
        place = str(kab_kota)
        store.enter_korkot_code(place, typed, at=now(), **known)
        wish[SINCE] = _code_since(place)
    else:
        store.enter_presenter_code(typed, at=now(), **known)
    st.session_state[WHO] = wish
    return made


def leave() -> None:
    """Become a reader again."""
    st.session_state[WHO] = None
    sign_in.leave()


def form(places: tuple[str, ...], *, key: str, label: str = "Masuk", korkot: bool = True) -> bool:
    """Draw the form that lets somebody write; tell whether somebody just entered."""
    sign_in.draw(key)
    with st.form(key, border=False, enter_to_submit=False):
        role = PRESENTER
        if korkot:
            role = st.radio("Masuk sebagai", [PRESENTER, KORKOT], horizontal=True)
        who = typed.text_input("Nama", limit=NAME, placeholder="Dicatat pada setiap perubahan")
        own = (
            st.selectbox("Kab/kota (korkot)", places, index=None, placeholder="Pilih kab/kota")
            if korkot
            else None
        )
        entered = typed.text_input(
            "Kode penyaji atau kode korkot" if korkot else "Kode penyaji",
            type="password",
            value=code() if on_laptop() else "",
            limit=NAME,
        )
        sent = st.form_submit_button(label, type="primary")
    st.caption(_where_the_code_is())
    if on_laptop():
        _code_on_request(key)
    if not sent:
        return False
    return saved(lambda: enter(role, who, own if role == KORKOT else None, entered)) is not None


def _where_the_code_is() -> str:
    if on_laptop():
        return (
            "Di komputer ini kode sudah terisi; perangkat lain harus mengetiknya. Kode penyaji "
            "tampak di jendela tempat aplikasi dijalankan."
        )
    return (
        "Kode penyaji tampak di komputer penyaji; kode korkot dibuat penyaji untuk tiap kab/kota. "
        "Tanpa kode Anda hanya membaca."
    )


def _code_on_request(key: str) -> None:
    """Show the code for a moment: what is on this screen may stand on the wall."""
    until = st.session_state.get(_SHOWN, 0.0)
    if time.monotonic() >= until:
        if st.button(f"Tampilkan kode {SHOWN_S} detik", icon=":material/key:", key=f"kode {key}"):
            st.session_state[_SHOWN] = time.monotonic() + SHOWN_S
            st.rerun()
        return

    @st.fragment(run_every=2)
    def shown() -> None:
        if time.monotonic() >= until:
            st.rerun()
        st.code(code(), language=None)

    shown()


def saved(write: Callable[[], Any]) -> Any | None:
    """Return what a write returns; when it was refused, say why and return None."""
    lasting.touch()
    try:
        return write()
    except NotAllowed as error:
        st.error(plain(error), icon=":material/lock:")
    except StoreError as error:
        st.error(plain(error), icon=":material/report:")
    return None
