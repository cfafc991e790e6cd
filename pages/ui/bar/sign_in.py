"""Signing in with an account of the organisation, where the server's secrets have [auth]."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAuthError

from kotaku.store import NotAllowed
from kotaku.store.access import KORKOT, Actor
from kotaku.store.roles import account_actor
from kotaku.words.safe import plain
from pages.ui.bar import lasting
from pages.ui.bar.spoken import spoken

BROKEN = (
    "Masuk dengan akun belum siap di server ini. Pengelola: pasang "
    "`streamlit[auth]` dan periksa bagian [auth] pada secrets.toml. Sementara itu pakai kode."
)
OLD = (
    "Masuk dengan akun sudah lebih dari {hours} jam yang lalu. Anda kini hanya membaca: keluar, "
    "lalu masuk lagi."
)


def offered() -> bool:
    """Tell whether this server lets people sign in with an account."""
    return bool(_secret("auth"))


def signed_in() -> bool:
    """Tell whether this viewer signed in with an account."""
    return offered() and bool(st.user.get("is_logged_in"))


def who() -> Actor | None:
    """Return whom the account stands for, as the mapping says now; None who only reads.

    Who signed in too long ago only reads until signing in anew: the provider's word is that old.
    """
    try:
        return _actor() if signed_in() and not _is_old() else None
    except NotAllowed:
        return None  # the account's menu says why


def leave() -> None:
    """Sign out, when signed in."""
    if signed_in():
        st.logout()


def popover() -> None:
    """Draw the account's menu; nothing where there are no accounts."""
    if offered():
        with st.popover(
            spoken("Akun"), icon=":material/account_circle:", help="Akun: masuk, peran, keluar"
        ):
            draw("bilah")


def draw(key: str) -> None:
    """Draw the way in, or who is signed in and what the account may do."""
    if not offered():
        return
    if not signed_in():
        if st.button("Masuk dengan akun", icon=":material/login:", key=f"akun masuk {key}"):
            _login()
        return
    st.markdown(_told())
    st.button(
        "Keluar dari akun", icon=":material/logout:", key=f"akun keluar {key}", on_click=leave
    )


def _login() -> None:
    try:
        st.login()
    except StreamlitAuthError:
        st.error(BROKEN, icon=":material/report:")


def _told() -> str:
    """Return the account and its role in a sentence."""
    if _is_old():
        return OLD.format(hours=lasting.LIFETIME // timedelta(hours=1))
    email = f"**{plain(st.user.get('email') or 'Akun tanpa e-mail')}**"
    try:
        found = _actor()
    except NotAllowed as error:
        return f"{email}: {plain(error)}"
    if found is None:
        return (
            f"{email} hanya membaca: akun ini belum diberi peran. Minta pengelola server "
            "menambahkannya pada [kotaku.peran], atau masuk dengan kode."
        )
    return f"{email} masuk sebagai " + (
        f"korkot {plain(found.kab_kota)}." if found.role == KORKOT else "penyaji."
    )


def _actor() -> Actor | None:
    own = _secret("kotaku")
    roles: Any = own.get("peran", {}) if isinstance(own, Mapping) else own or {}
    return account_actor(roles, st.user)


def _is_old() -> bool:
    """Tell whether the provider gave its word longer ago than anybody stays in."""
    given = st.user.get("iat")
    if not isinstance(given, int | float):
        return False
    return lasting.now().timestamp() - given > lasting.LIFETIME.total_seconds()


def _secret(name: str) -> Any:
    """Return a part of the secrets; None without it or without any."""
    return st.secrets.get(name) if st.secrets.load_if_toml_exists() else None
