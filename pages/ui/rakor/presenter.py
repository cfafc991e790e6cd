"""The slim header of Mode rakor: title, countdown, keys; it stands where other pages have a bar."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from kotaku import meeting
from kotaku.words.safe import plain
from pages.ui.bar import access, bar, library
from pages.ui.rakor import clock, presenter_settings, rakor, turn_stage
from pages.ui.rakor.rakor import Turn

PAGE = "mode_rakor"


def is_here() -> bool:
    """Tell whether the window shows Mode rakor, before the pages are registered."""
    return urlsplit(str(st.context.url or "")).path.rstrip("/").endswith(f"/{PAGE}")


def draw(title: str) -> None:
    """Draw the header; the bar's filters wait in a menu, so that they keep their place."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        head = st.container(width="stretch")
        ticking = st.container(width="content")
        keys = st.container(
            width="content", horizontal=True, gap="xxsmall", vertical_alignment="center"
        )
        with st.popover("Atur", icon=":material/tune:", type="tertiary"):
            bar.draw("Data dan saringan")
            menu = st.container()
    chosen = bar.filters()
    if chosen.entry is None:
        head.subheader(title, anchor=False)
        return
    shown = _shown(chosen)
    with head:
        _title(shown, chosen)
    with ticking:
        _clock(shown)
    with keys:
        _keys(shown)
    with menu:
        presenter_settings.draw(shown, chosen)


def _shown(chosen: bar.Filters) -> Turn:
    shown = rakor.turn(chosen)
    if shown.session is not None:
        access.resume(shown.session.presenter)
    return shown


def _title(shown: Turn, chosen: bar.Filters) -> None:
    """Draw the title of this turn and, out of sight, that of the next one: see turn_stage."""
    for index in turn_stage.titles(shown):
        with st.container(
            key=f"{turn_stage.TITLE}{index % 2}",
            horizontal=True,
            vertical_alignment="bottom",
            gap="small",
        ):
            _one_title(shown, index, chosen)


def _one_title(shown: Turn, index: int, chosen: bar.Filters) -> None:
    assert chosen.entry is not None
    province = library.open_entry(chosen.entry).profile.get("provinsi")
    whole = f"Provinsi {province}" if province else chosen.entry.label
    cluster = rakor.cluster_of(chosen, shown.agenda[index])
    told = [plain(cluster)] if cluster else []
    if shown.session is not None and not shown.live:
        told.append(f"giliran sekarang: {plain(shown.session.current or 'provinsi')}")
    st.header(plain(meeting.turn_title(shown.agenda, index, whole)), anchor=False, width="content")
    if told:
        st.caption(" · ".join(told), width="content")


def _clock(shown: Turn) -> None:
    session = shown.session
    live = session is not None and shown.live
    clock.draw(
        remaining_s=session.remaining(access.now()) if session and live else 0,
        total_s=session.seconds if session else rakor.SECONDS,
        running=bool(session and live and not session.paused),
        timed=live,
        on_pause=rakor.pause if live and access.is_presenter() else None,
    )


def _keys(shown: Turn) -> None:
    """Draw back, next and the way out."""
    last = len(shown.agenda) - 1
    _step("Awal", "first_page", "Home", None, off=shown.index == 0)
    _step("Sebelumnya", "chevron_left", "Left", -1, off=shown.index == 0)
    _step("Berikutnya", "chevron_right", "Right", 1, off=shown.index == last)
    st.page_link(
        "pages/ringkasan.py",
        label="Keluar",
        icon=":material/close:",
        query_params={bar.DATA: st.session_state[bar.DATA]},
    )


def _step(label: str, icon: str, key: str, step: int | None, *, off: bool) -> None:
    st.button(
        f":material/{icon}:",
        key=rakor.step_key(key),
        help=f"{label} ({key})",
        shortcut=key,
        disabled=off,
        on_click=rakor.move,
        args=(step,),
    )
