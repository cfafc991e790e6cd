"""The stage of Mode rakor: the turn on the screen, and the next one drawn out of sight.

Drawing charts costs the browser more than everything else. So the next turn is drawn when the
browser rests, and the presenter's key shows it at once; the server confirms a moment later.
"""

from __future__ import annotations

import streamlit as st

from kotaku.words.safe import plain
from pages.ui.bar import context
from pages.ui.bar.bar import Filters
from pages.ui.bar.context import Context
from pages.ui.rakor import rakor, turn_form, turn_panel
from pages.ui.rakor.rakor import Turn

STAGE, SLOT, TITLE = "panggung", "giliran_", "judul_"  # keys; slots and titles end in 0 or 1
REST_MS = 400  # after a turn stands, before the next one is asked for
# Out of sight but as wide as the stage, for a chart takes the width it finds when it is drawn.
_CSS = f"""
.st-key-{STAGE} {{ position: relative; }}
:root:not([data-giliran="1"]) .st-key-{SLOT}1, :root[data-giliran="1"] .st-key-{SLOT}0 {{
  position: absolute; top: 0; left: 0; width: 100%; height: 0; overflow: hidden;
  visibility: hidden; pointer-events: none; }}
:root:not([data-giliran="1"]) .st-key-{TITLE}1, :root[data-giliran="1"] .st-key-{TITLE}0 {{
  display: none; }}
"""
_JS = """
const own = {}

function typing(target) {
  return target.isContentEditable
    || target.closest?.("input, textarea, select, [role=combobox], [role=listbox], form")
}

export default function ({ data, setStateValue }) {
  const root = document.documentElement
  const show = (index) => { root.dataset.giliran = index % 2 }
  show(data.index)
  const forward = () => { if (data.ready) show(data.index + 1) }
  const onKey = (event) => {
    const target = event.composedPath()[0]
    if (event.key !== "ArrowRight" || event.repeat || !target || typing(target)) return
    if (!event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey) forward()
  }
  const onClick = (event) => { if (event.target.closest?.(data.button)) forward() }
  own.stop?.()
  window.addEventListener("keydown", onKey, true)
  window.addEventListener("click", onClick, true)
  const timer = data.more && !data.ready
    ? setTimeout(() => setStateValue("siap", data.index + 1), data.rest) : 0
  own.stop = () => {
    clearTimeout(timer)
    window.removeEventListener("keydown", onKey, true)
    window.removeEventListener("click", onClick, true)
  }
  return () => { own.stop?.(); delete root.dataset.giliran }
}
"""
_PAIR = st.components.v2.component("kotaku_panggung", css=_CSS, js=_JS, isolate_styles=False)
_PAIR_KEY, _STYLED = "dua_giliran", "dua_giliran_bergaya"


def asked() -> int | None:
    """Return the turn that the browser asked for in advance; None before it ever did."""
    found = st.session_state.get(_PAIR_KEY, {}).get("siap")
    return None if found is None else int(found)


def titles(shown: Turn) -> list[int]:
    """Return the turns whose title the header draws, each where it keeps its place."""
    two = st.session_state.get(_STYLED) and shown.following
    return sorted(range(shown.index, shown.index + (2 if two else 1)), key=lambda i: i % 2)


def draw(page: Context, shown: Turn, chosen: Filters) -> None:
    """Draw the turn and the line under it."""
    _pair(page, shown, chosen)
    with st.container(horizontal=True, vertical_alignment="center"):
        if page.illustration:
            st.badge("Ilustrasi", color="orange")
        st.caption(plain(page.short_source))
        turn_form.draw(page, shown, chosen)


@st.fragment
def _pair(page: Context, shown: Turn, chosen: Filters) -> None:
    """Draw the turn in one place and, when the browser asks, the next one in the other."""
    following = shown.following
    if asked() is not None and not st.session_state.get(_STYLED):
        st.session_state[_STYLED] = True
        st.rerun()  # once: now that one of two titles is out of sight, the header may draw both
    ready = following is not None and asked() == shown.index + 1
    with st.container(key=STAGE, gap=None):
        slots = [st.container(key=f"{SLOT}{n}") for n in (0, 1)]
    with slots[shown.index % 2]:
        turn_panel.draw(page, shown.place, chosen)
    if ready and following is not None:
        with slots[(shown.index + 1) % 2]:
            coming = context.of(rakor.item_filters(chosen, following))
            turn_panel.draw(coming, following, chosen)
    _PAIR(
        key=_PAIR_KEY,
        data={
            "index": shown.index,
            "ready": ready,
            "more": following is not None,
            "rest": REST_MS,
            "button": f".st-key-{rakor.step_key('Right')} button",
        },
        height=1,
        on_siap_change=_nothing,
    )


def _nothing() -> None: ...
