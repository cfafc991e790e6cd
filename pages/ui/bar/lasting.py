"""How long somebody stays in who entered a code: a meeting's day, and not while nobody is there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import streamlit as st

WHO = "penulis"
LIFETIME = timedelta(hours=12)  # a rakor takes a day; the next one asks anew
IDLE = timedelta(hours=4)  # longer than any break
ENDED = (
    "Masuk Anda berakhir: sudah {hours} jam{why}. Anda kini hanya membaca; masukkan kode lagi "
    "untuk menyimpan."
)
_SINCE, _LAST, _TOLD = "masuk_sejak", "terakhir_dipakai", "masuk_berakhir"


def now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)


def entered() -> dict[str, Any] | None:
    """Return who entered a code in this session and is still in; None for who only reads."""
    who: dict[str, Any] | None = st.session_state.get(WHO)
    if who is None:
        return None
    at = now()
    for limit, since, why in ((LIFETIME, _SINCE, ""), (IDLE, _LAST, " tanpa kegiatan")):
        if at - who.setdefault(since, at) > limit:
            st.session_state[WHO] = None
            st.session_state[_TOLD] = ENDED.format(hours=limit // timedelta(hours=1), why=why)
            return None
    return who


def touch() -> None:
    """Note that somebody is there, and say once when it was too late."""
    who = entered()
    if who is not None:
        who[_LAST] = now()
    if told := st.session_state.pop(_TOLD, None):
        st.warning(told, icon=":material/lock_clock:")
