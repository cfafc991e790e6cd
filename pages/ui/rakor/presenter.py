"""Mode rakor on the presenter's window: the turn, and one line of tools under it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import streamlit as st

from kotaku.words.safe import plain
from pages.ui.bar import access, bar, library
from pages.ui.bar.bar import Filters
from pages.ui.rakor import face, presenter_settings, private, rakor, stage, turn_form
from pages.ui.rakor.presenter_settings import PAGE, PRIVATE, SCREEN
from pages.ui.rakor.rakor import Turn

PROOF = "rakor_bukti"  # the page that was asked for
PROOFS = frozenset(
    {"pengurangan_kumuh", "master_schedule", "peta", "tingkat_kekumuhan", "tindak_lanjut"}
)
BACK = "rakor_kembali"  # where the way back from a page with evidence leads


def is_here() -> bool:
    """Tell whether the window shows Mode rakor, before the pages are registered."""
    return urlsplit(str(st.context.url or "")).path.rstrip("/").endswith(f"/{PAGE}")


def draw(title: str) -> None:
    """Draw the tools; the bar's filters wait in a menu, so that they keep their place."""
    with st.container(
        key="alat", horizontal=True, vertical_alignment="center", horizontal_alignment="right",
        gap="small",
    ):  # fmt: skip
        writing = st.container(width="content")
        with st.popover("Atur", icon=":material/tune:", type="tertiary"):
            st.markdown("**Data dan saringan**")
            bar.draw("")
            menu = st.container()
        st.page_link(
            "pages/ringkasan.py",
            label="Keluar",
            icon=":material/close:",
            query_params=_data(),
        )
    chosen = bar.filters()
    if chosen.entry is None:
        st.title(title, anchor=False)
        return
    shown = _shown(chosen)
    if st.query_params.get(SCREEN) != PRIVATE:  # there the form stands open
        with writing:
            turn_form.button(shown, chosen)
    with menu:
        presenter_settings.draw(shown, chosen)


def page() -> None:
    """Draw the turn that is on, and the form where it is open."""
    chosen = bar.filters()
    shown = _shown(chosen)
    chosen = _held(shown, chosen)
    if proof := st.session_state.pop(PROOF, ""):
        st.switch_page(f"pages/{proof}.py", query_params=_data())
    own = st.query_params.get(SCREEN) == PRIVATE
    if own and not access.is_presenter():
        st.markdown("**Layar penyaji hanya untuk penyaji.**")
        presenter_settings.start(chosen, key="masuk_layar")
        return
    draw_one: Callable[[int], str] = lambda i: (  # noqa: E731
        private.html(shown, chosen, i)
        if own
        else face.html(shown, chosen, i, stage.form(), access.now())
    )
    near = (shown.index - 1, shown.index, shown.index + 1)
    wanted = near if stage.ready(shown.index) else (shown.index,)
    stage.draw(
        {i: draw_one(i) for i in wanted if 0 <= i < len(shown.agenda)},
        shown.index,
        face.titles(shown, chosen),
        layout=PRIVATE if own else "rakor",
        live=shown.session is not None and access.is_presenter(),
        revision=library.store().revision(),
        on=_events(shown),
    )
    turn_form.draw(face.page_of(chosen, shown.place), shown, chosen, always=own)


def _shown(chosen: Filters) -> Turn:
    shown = rakor.turn(chosen)
    session, writer = shown.session, None
    if session is not None:
        access.resume(session.presenter)
        writer = access.writer() if access.is_presenter() else None
    if session is not None and writer is not None and not rakor.holds(session):
        access.saved(lambda: rakor.hold(writer, session, chosen))
    return shown


def _events(shown: Turn) -> dict[str, Callable[[], None]]:
    found: dict[str, Callable[[], None]] = {"ke": _go, "kabar": _follow, "bukti": _proof}
    if shown.live and access.is_presenter():
        found["jeda"] = rakor.pause
    return found


def _go() -> None:
    index = stage.said("ke")
    if isinstance(index, int):
        rakor.go(index)


def _follow() -> None:
    """Go where the meeting is: it was moved from another window."""
    st.query_params.pop(rakor.TURN, None)


def _proof() -> None:
    """Take the bar to the turn's place, and keep the page asked for and the way back."""
    page = stage.said("bukti")
    chosen = bar.filters()
    shown = rakor.turn(chosen)
    chosen = _held(shown, chosen)
    if page in PROOFS and chosen.entry is not None:
        title = face.title(shown, chosen, shown.index)
        st.session_state[PROOF] = page
        st.session_state[BACK] = (chosen.entry.label, shown.place, title)
        bar.take(rakor.item_filters(chosen, shown.place))


def _held(shown: Turn, chosen: Filters) -> Filters:
    """Return the filters of the meeting where there is one, else those of the bar."""
    return (shown.session and rakor.filters_of(shown.session)) or chosen


def way_back() -> None:
    """Draw the way back to the turn that a page with evidence was opened from."""
    label, place, title = st.session_state.get(BACK, ("", "", ""))
    if label and label == st.session_state.get(bar.DATA):
        st.page_link(
            f"pages/{PAGE}.py",
            label=f"Kembali ke {plain(title)}",
            icon=":material/arrow_back:",
            query_params={bar.DATA: label, rakor.TURN: place or rakor.FIRST},
        )


def _data() -> dict[str, str]:
    label = st.session_state.get(bar.DATA)
    return {bar.DATA: label} if label else {}
