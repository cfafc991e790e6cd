"""How wide the viewer's window and paper are: charts and cards are fitted to them."""

from __future__ import annotations

import streamlit as st

KEY = "jendela"
USUAL = 1366  # px, until the browser has said it
STEPS = (320, 390, 480, 640, 768, 900, 1024, 1152, 1280, 1366, 1536, 1680, 1920, 2560)
STACKED = 640  # px; at this width and below Streamlit puts columns under one another
EDGE, NARROW_EDGE, GAP = 90, 18, 18  # of a page at each side, and between two columns [px]
PAPER = 700  # of a sheet A4 between its margins [px]
_JS = """
export default function ({ data, parentElement, setStateValue }) {
  const step = () => data.steps.filter((one) => one <= window.innerWidth).pop() ?? data.steps[0]
  const tell = () => { if (step() !== data.known) setStateValue("lebar", step()) }
  let timer
  const later = () => { clearTimeout(timer); timer = setTimeout(tell, 250) }
  const fit = () => {  // charts keep their width: web/page.css makes them smaller by this
    for (const chart of document.querySelectorAll("[data-testid=stPlotlyChart]"))
      chart.style.setProperty("--muat", Math.min(1, data.paper / chart.clientWidth))
  }
  window.addEventListener("resize", later)
  window.addEventListener("beforeprint", fit)
  later()
  return () => {
    clearTimeout(timer)
    window.removeEventListener("resize", later)
    window.removeEventListener("beforeprint", fit)
  }
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
    return told if told in STEPS else USUAL


def room(share: float = 1.0) -> float:
    """Return how wide a part of the page is [px]: ``share`` of it, all of it on a narrow window."""
    if width() <= STACKED:
        return width() - 2 * NARROW_EDGE
    page = width() - 2 * EDGE
    return page if share == 1 else (page - GAP) * share


def _nothing() -> None: ...
