"""What may be added to a follow-up: who, by when, where it stands, which figure it came from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from kotaku.meeting import STATUS_WORDS
from pages.ui.parts import typed

RELATED_HELP = "Angka atau temuan asal RTL ini; pilih dari daftar atau ketik sendiri."


def draw(before: Mapping[str, Any], related: tuple[str, ...], *, key: str) -> dict[str, Any]:
    """Draw the fields that need not be filled in and return what they hold.

    Parameters
    ----------
    before : what the follow-up says so far, by the fields of FollowUp; empty for a new one
    related : the figures and findings that it can come from
    """
    words, source = list(STATUS_WORDS), before.get("tautan") or None
    known = list(dict.fromkeys([*([source] if source else []), *related]))
    with st.container(horizontal=True):
        pic = typed.text_input("PIC", before.get("pic", ""), key=f"p {key}")
        due = st.date_input(
            "Batas waktu", before.get("batas_waktu"), format="DD/MM/YYYY", key=f"b {key}"
        )
        status = st.selectbox(
            "Status",
            words,
            index=words.index(before.get("status", words[0])),
            format_func=STATUS_WORDS.__getitem__,
            key=f"s {key}",
        )
    link = st.selectbox(
        "Terkait",
        known,
        index=0 if source else None,
        placeholder="Boleh kosong",
        help=RELATED_HELP,
        accept_new_options=True,
        key=f"k {key}",
    )
    return {"pic": pic, "batas_waktu": due, "status": status, "tautan": link or ""}
