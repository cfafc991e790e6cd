"""The countdown of a turn: it runs in the browser, the server is asked only when a key says so."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

_HTML = """
<div class="jam" role="timer">
  <div class="angka"></div>
  <div class="samping"><div class="kata" aria-live="polite"></div><div class="blok"></div></div>
  <button class="penuh" type="button" title="Layar penuh (F)" aria-label="Layar penuh (F)">
    <svg viewBox="0 0 24 24" width="26" height="26" aria-hidden="true">
      <path fill="currentColor"
        d="M4 4h6v2H6v4H4zm10 0h6v6h-2V6h-4zM4 14h2v4h4v2H4zm14 0h2v6h-6v-2h4z"/>
    </svg>
  </button>
</div>
"""
_CSS = """
[hidden] { display: none !important; }
.jam { display: flex; align-items: center; gap: .7rem; color: var(--st-text-color);
       font-family: var(--st-font); line-height: 1; white-space: nowrap; }
.angka { font-size: 3.3rem; font-weight: 700; font-variant-numeric: tabular-nums; }
.samping { display: grid; gap: .3rem; min-width: 7.4rem; }
.kata { font-size: 1.15rem; font-weight: 600; }
.blok { display: flex; gap: 3px; }
.blok i { width: .55rem; height: .55rem; border: 1px solid currentColor; box-sizing: border-box; }
.blok i.isi { background: currentColor; }
.jam.hampir { color: var(--st-orange-color); }
.jam.habis { color: var(--st-red-color); }
.jam.diam .angka { opacity: .55; }
.penuh { margin-left: auto; border: 1px solid var(--st-border-color); background: transparent;
         color: var(--st-text-color); border-radius: var(--st-button-radius); padding: .3rem;
         cursor: pointer; line-height: 0; }
.penuh:focus-visible { outline: 2px solid var(--st-primary-color); }
"""
_JS = """
const clocks = new WeakMap()
const BLOCKS = 10

function digits(seconds) {
  const whole = Math.abs(Math.round(seconds))
  const two = (n) => String(n).padStart(2, "0")
  return (seconds < -0.5 ? "+" : "") + two(Math.floor(whole / 60)) + ":" + two(whole % 60)
}

function words(left, data) {
  if (!data.timed) return ["", ""]
  if (left <= 0) return ["habis", "Waktu habis"]
  const near = left <= data.warn ? "hampir" : ""
  if (!data.running) return [near + " diam", "Jeda"]
  return [near, near ? Math.ceil(left / 60) + " menit lagi" : "berjalan"]
}

function typing(target) {
  return target.isContentEditable
    || target.closest?.("input, textarea, select, [role=combobox], [role=listbox], form")
}

function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen()
  else document.documentElement.requestFullscreen?.()?.catch?.(() => {})
}

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const own = clocks.get(parentElement) ?? {}
  clocks.set(parentElement, own)
  const part = (name) => parentElement.querySelector("." + name)
  const until = Date.now() + data.remaining * 1000
  part("angka").hidden = !data.timed
  if (part("blok").childElementCount !== BLOCKS) {
    part("blok").replaceChildren(
      ...Array.from({ length: BLOCKS }, () => document.createElement("i")))
  }
  part("blok").hidden = !data.timed
  const draw = () => {
    const left = data.running ? (until - Date.now()) / 1000 : data.remaining
    const [look, text] = words(left, data)
    part("jam").className = "jam " + look
    part("angka").textContent = digits(left)
    if (part("kata").textContent !== text) part("kata").textContent = text
    const full = Math.ceil(Math.max(0, Math.min(1, left / data.total)) * BLOCKS)
    part("blok").querySelectorAll("i").forEach((one, i) => one.classList.toggle("isi", i < full))
  }
  clearInterval(own.timer)
  draw()
  if (data.running) own.timer = setInterval(draw, 200)

  window.removeEventListener("keydown", own.onKey, true)
  own.onKey = (event) => {
    const target = event.composedPath()[0]
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
    if (!target || typing(target)) return
    if (event.key === "f" || event.key === "F") { event.preventDefault(); fullScreen() }
    if (event.code === "Space" && data.keys) {
      event.preventDefault()
      event.stopPropagation()
      setTriggerValue("jeda", Date.now())
    }
  }
  window.addEventListener("keydown", own.onKey, true)
  window.removeEventListener("resize", own.onSize)
  own.onSize = () => {
    const tall = window.innerHeight >= data.tall
    if (own.tall === tall) return
    own.tall = tall
    setStateValue("tinggi", tall)
  }
  window.addEventListener("resize", own.onSize)
  own.tall = data.isTall
  own.onSize()
  part("penuh").onclick = fullScreen
  return () => {
    window.removeEventListener("resize", own.onSize)
    clearInterval(own.timer)
    window.removeEventListener("keydown", own.onKey, true)
  }
}
"""
_CLOCK = st.components.v2.component("kotaku_jam", html=_HTML, css=_CSS, js=_JS)
KEY = "jam"
TALL = 950  # height of a window that has room for larger figures [px]
WARN_S = 120  # from here on the clock warns by colour and words


def draw(
    *,
    remaining_s: float,
    total_s: int,
    running: bool,
    timed: bool,
    on_pause: Callable[[], None] | None,
) -> None:
    """Draw the countdown.

    Parameters
    ----------
    remaining_s : what is left now [s]; negative when the time is over
    total_s : length of the turn [s]
    running : whether it counts
    timed : whether there is anything to count; else only the full-screen button is drawn
    on_pause : what the space bar does; None where the viewer may not stop the clock
    """
    data = {
        "remaining": round(remaining_s, 2),
        "total": total_s,
        "running": running,
        "timed": timed,
        "warn": WARN_S,
        "tall": TALL,
        "isTall": is_tall(),
        "keys": on_pause is not None,
    }
    _CLOCK(
        key=KEY,
        data=data,
        width=360,
        on_jeda_change=on_pause or _nothing,
        on_tinggi_change=_nothing,
    )


def is_tall() -> bool:
    """Tell whether the window has room for larger figures, as the browser last said."""
    return bool(st.session_state.get(KEY, {}).get("tinggi"))


def _nothing() -> None: ...
