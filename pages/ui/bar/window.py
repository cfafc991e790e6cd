"""How wide the viewer's window and paper are: charts and cards are fitted to them."""

from __future__ import annotations

import streamlit as st

from web.assets import COOKIE

KEY = "jendela"
USUAL = 1366  # px, where a browser does not say it
STEPS = (320, 390, 480, 640, 768, 900, 1024, 1152, 1280, 1366, 1536, 1680, 1920, 2560)
STACKED = 640  # px; at this width and below Streamlit puts columns under one another
EDGE, NARROW_EDGE, GAP = 90, 18, 18  # of a page at each side, and between two columns [px]
PAPER = 700  # of a sheet A4 between its margins [px]
_JS = """
let leave = () => {}  // called anew with new data, a component is told only at the end that it goes
export default function ({ data, setStateValue }) {
  leave()
  const step = () => data.steps.filter((one) => one <= window.innerWidth).pop() ?? data.steps[0]
  let timer
  const tell = () => { timer = 0; if (step() !== data.known) setStateValue("lebar", step()) }
  const later = (ms) => { clearTimeout(timer); timer = setTimeout(tell, ms) }
  const resized = () => later(250)
  // told between a click on a link, or Back, and its page, it would lead back to this one
  const busy = () => { if (timer) later(1500) }
  const hand = ["pointerdown", "keydown", "popstate"]
  const fit = () => {  // charts keep their width: web/page.css makes them smaller by this
    for (const chart of document.querySelectorAll("[data-testid=stPlotlyChart]"))
      chart.style.setProperty("--muat", Math.min(1, data.paper / chart.clientWidth))
  }
  window.addEventListener("resize", resized)
  window.addEventListener("beforeprint", fit)
  for (const one of hand) window.addEventListener(one, busy, true)
  resized()
  leave = () => {
    clearTimeout(timer)
    window.removeEventListener("resize", resized)
    window.removeEventListener("beforeprint", fit)
    for (const one of hand) window.removeEventListener(one, busy, true)
  }
  return leave
}
"""
_WINDOW = st.components.v2.component("kotaku_jendela", js=_JS)


def watch() -> None:
    """Listen for the width; a page is drawn anew only when it passes one of the steps."""
    with st.container(height=1, border=False, key="jendela_tempat"):
        known = {"steps": list(STEPS), "known": width(), "paper": PAPER}
        _WINDOW(key=KEY, data=known, on_lebar_change=_nothing)


def width() -> int:
    """Return the width of the window [px], rounded down to a step."""
    told = st.session_state.get(KEY, {}).get("lebar")
    return told if told in STEPS else _at_first(st.context.cookies.get(COOKIE))


def _at_first(kept: object) -> int:
    """Return the step of the width that the browser's page wrote into its cookie [px]."""
    if not (isinstance(kept, str) and len(kept) <= 5 and kept.isascii() and kept.isdecimal()):
        return USUAL
    return max((one for one in STEPS if one <= int(kept)), default=STEPS[0])


def room(share: float = 1.0) -> float:
    """Return how wide a part of the page is [px]: ``share`` of it, all of it on a narrow window."""
    if width() <= STACKED:
        return width() - 2 * NARROW_EDGE
    page = width() - 2 * EDGE
    return page if share == 1 else (page - GAP) * share


def _nothing() -> None: ...
