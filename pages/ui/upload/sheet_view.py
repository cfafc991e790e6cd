"""The sheet itself with what was understood of it: roles beside the rows, meanings over columns.

A click on a chip changes one, shift-click a range of rows. Every change stays with the browser
until the server said that it was kept: two quick clicks are two changes. Cell text is data and is
only ever set as text.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

_HTML = """
<div class="lembar"><div class="hal"></div>
<div class="gulung" tabindex="0"><table></table></div>
<form class="pilih" hidden></form></div>
"""
_CSS = """
[hidden] { display: none !important; }
.lembar { position: relative; container-type: inline-size; color: var(--st-text-color);
  font-family: var(--st-font); font-size: .85rem; }
.hal { display: flex; flex-wrap: wrap; gap: .35rem; }
.hal:not(:empty) { margin-bottom: .5rem; }
.hal button { max-width: 100%; }
.gulung { overflow: auto; max-height: 30rem; border: 1px solid var(--st-border-color);
  border-radius: var(--st-base-radius); }
table { border-collapse: separate; border-spacing: 0; }
th, td { padding: .16rem .45rem; border-bottom: 1px solid var(--st-border-color);
  border-right: 1px solid color-mix(in srgb, var(--st-border-color) 55%, transparent);
  white-space: nowrap; max-width: 15rem; overflow: hidden; text-overflow: ellipsis; }
td.panjang { cursor: pointer; scroll-margin: 4rem 0 1rem; }
td.panjang div { max-width: 15rem; overflow: hidden; text-overflow: ellipsis; }
td.panjang.lebar div { max-width: none; }
td.panjang:focus { outline: 2px solid var(--st-primary-color); outline-offset: -2px; opacity: 1;
  max-width: none; }
td.panjang:focus div { white-space: normal; overflow-wrap: anywhere;
  width: max-content; max-width: min(36rem, 100cqi - 11.5rem); }
td.angka { text-align: right; font-variant-numeric: tabular-nums; }
thead th { position: sticky; top: 0; z-index: 2; background: var(--st-secondary-background-color);
  text-align: left; vertical-align: bottom; font-weight: 400; overflow: visible; }
tbody th { position: sticky; left: 0; z-index: 1; text-align: left; font-weight: 400;
  background: var(--st-secondary-background-color); max-width: none; }
tbody th button { max-width: 10rem; }
thead th:first-child { left: 0; z-index: 3; }
.huruf, .nomor { opacity: .65; font-size: .75rem; font-variant-numeric: tabular-nums; }
.nomor { display: inline-block; min-width: 1.6rem; text-align: right; margin-right: .35rem; }
.sembunyi { text-decoration: underline dotted; cursor: help; }
button { font: inherit; color: inherit; cursor: pointer; border-radius: 1rem; line-height: 1.35;
  border: 1px solid var(--st-border-color); background: var(--st-background-color);
  padding: 0 .55rem; max-width: 14rem; overflow: hidden; text-overflow: ellipsis;
  vertical-align: bottom; }
button:disabled { cursor: default; }
button:focus-visible, .gulung:focus-visible, select:focus-visible, input:focus-visible {
  outline: 2px solid var(--st-primary-color); outline-offset: 1px; }
button.ragu { text-decoration: underline wavy var(--st-orange-color); text-underline-offset: 3px; }
button.terpilih { border-color: var(--st-primary-color); }
.abai { opacity: .45; }
.isi { background: color-mix(in srgb, var(--st-text-color) 11%, transparent); font-style: italic;
  color: color-mix(in srgb, var(--st-text-color) 70%, transparent); }
td.lebar { max-width: 1px; }
.sela td { text-align: center; opacity: .7; }
td[data-corak=judul] { background: color-mix(in srgb, var(--st-blue-color) 16%, transparent);
  font-weight: 600; }
td[data-corak=kelompok] { background: color-mix(in srgb, var(--st-green-color) 14%, transparent);
  font-weight: 600; }
td[data-corak=jumlah] { background: color-mix(in srgb, var(--st-violet-color) 18%, transparent);
  font-weight: 600; }
td[data-corak=sub] { background: color-mix(in srgb, var(--st-violet-color) 9%, transparent); }
td[data-corak=luar] { opacity: .5; }
td[data-corak=luar]:not(:empty) { text-decoration: line-through; text-decoration-thickness: 1px;
  text-decoration-color: color-mix(in srgb, var(--st-text-color) 35%, transparent); }
@container (max-width: 30rem) {
  tbody th, thead th:first-child { padding-inline: .2rem; }
  tbody th button { max-width: 6rem; padding-inline: .35rem; }
  .nomor { min-width: 1.1rem; margin-right: .15rem; }
  th, td, td.panjang div { max-width: 9rem; }
  td.panjang:focus div { max-width: calc(100cqi - 9.5rem); }
}
.pilih { position: absolute; z-index: 5; display: grid; gap: .45rem; min-width: 14rem;
  max-width: 100%; box-sizing: border-box; padding: .7rem;
  background: var(--st-background-color); border: 1px solid var(--st-border-color);
  border-radius: var(--st-base-radius); box-shadow: 0 4px 18px rgb(0 0 0 / 25%); }
.pilih b { font-weight: 600; overflow-wrap: anywhere; max-width: 18rem; }
.pilih label { display: grid; gap: .1rem; min-width: 0; }
.pilih label.centang { display: flex; gap: .4rem; align-items: center; }
.pilih select { width: 100%; max-width: 18rem; min-width: 0; }
.pilih select, .pilih input:not([type=checkbox]) { font: inherit; color: inherit; padding: .25rem;
  background: var(--st-secondary-background-color); border: 1px solid var(--st-border-color);
  border-radius: var(--st-base-radius); }
.pilih .kaki { display: flex; gap: .5rem; }
.pilih button { border-radius: var(--st-button-radius); padding: .25rem .8rem; }
.pilih button.pakai { background: var(--st-primary-color); color: #fff; border-color: transparent; }
"""
_JS = """
const boards = new WeakMap()

// The chip that has the focus: what is drawn anew, or put elsewhere, gives it back.
let hand = ""
const isChip = (one) => one instanceof Element && one.matches("button[data-kunci]")
document.addEventListener("pointerdown", () => { hand = "" }, true)
document.addEventListener("focusin", (event) => {
  if (!isChip(event.composedPath()[0])) hand = ""
}, true)

function make(tag, text, look) {
  const one = document.createElement(tag)
  if (text !== undefined) one.textContent = text
  if (look) one.className = look
  return one
}

function place_of(tag, one, text, look) {
  const place = make(tag, text, one.sembunyi ? look + " sembunyi" : look)
  if (one.sembunyi) place.title = "tersembunyi di Excel"
  return place
}

function chip(one, of, key, enabled, onClick) {
  const button = make("button", one.kata, one.ragu ? "ragu" : "")
  button.type = "button"
  button.dataset.kunci = key
  button.onfocus = () => { hand = key }
  if (of) button.ariaLabel = of + ": " + one.kata
  button.title = [one.ragu ? one.kata + " (perkiraan)" : one.kata, one.sebab]
    .filter(Boolean).join(": ")
  button.disabled = !enabled || one.tetap
  button.onclick = onClick
  return button
}

function options(entries, value) {
  return entries.map(([key, words]) => {
    const option = make("option", words)
    option.value = key
    option.selected = key === value
    return option
  })
}

function choice(label, entries, value) {
  const select = make("select")
  select.ariaLabel = label
  select.append(...options(entries, value))
  const holder = make("label", label)
  holder.append(select)
  return [holder, select]
}

function typed(label, value, kind, known) {
  const field = make("input")
  field.type = kind === "date" ? "date" : "text"
  if (kind === "year") {
    field.inputMode = "numeric"
    field.pattern = "(19|20)[0-9]{2}"
    field.placeholder = "tanpa tahun"
  }
  field.value = value
  const holder = make("label", label)
  holder.append(field)
  if (known.length) {
    const list = make("datalist")
    list.id = "dikenal"
    list.append(...known.map((words) => Object.assign(make("option"), { value: words })))
    field.setAttribute("list", list.id)
    holder.append(list)
  }
  return [holder, field]
}

export default function ({ data, parentElement, setStateValue }) {
  const own = boards.get(parentElement) ?? { waiting: [], stamp: 0 }
  boards.set(parentElement, own)
  const table = parentElement.querySelector("table")
  const scroller = parentElement.querySelector(".gulung")
  const panel = parentElement.querySelector(".pilih")
  const board = parentElement.querySelector(".lembar")
  own.stamp = Math.max(own.stamp, data.diterima)
  own.waiting = own.waiting.filter((edit) => edit.id > data.diterima)

  const at = (key) => [...parentElement.querySelectorAll("button[data-kunci]")]
    .find((one) => one.dataset.kunci === key)

  const shut = () => {
    panel.hidden = true
    board.style.minHeight = ""
  }

  const send = (edit) => {
    own.stamp = Math.max(own.stamp + 1, Date.now() * 100)
    own.waiting.push({ id: own.stamp, lembar: data.kunci, ...edit })
    shut()
    at(own.near)?.focus({ preventScroll: true })
    setStateValue("langkah", own.waiting.slice())
  }

  const cancelled = () => { shut(); at(own.near)?.focus() }

  const open = (near, beside, title, parts, take) => {
    own.near = near.dataset.kunci
    const foot = make("div", undefined, "kaki")
    const use = make("button", "Pakai", "pakai")
    const cancel = make("button", "Batal")
    cancel.type = "button"
    cancel.onclick = cancelled
    foot.append(use, cancel)
    panel.replaceChildren(make("b", title), ...parts, foot)
    panel.onsubmit = (event) => { event.preventDefault(); take() }
    panel.onkeydown = (event) => {
      if (event.key === "Escape") { event.stopPropagation(); cancelled() }
    }
    panel.hidden = false
    const box = board.getBoundingClientRect(), at = near.getBoundingClientRect()
    const room = (start, size, whole) => Math.max(0, Math.min(start, whole - size - 4))
    const left = beside ? at.right - box.left + 8 : at.left - box.left
    const down = beside ? at.top - box.top : at.bottom - box.top + 4
    panel.style.left = room(left, panel.offsetWidth, box.width) + "px"
    panel.style.top = Math.max(0, Math.min(down, 300)) + "px"
    // a short sheet grows while the panel is open: below it lies what is not ours
    board.style.minHeight = panel.offsetTop + panel.offsetHeight + 8 + "px"
    panel.querySelector("select, input").focus()
  }

  const [lines, columns] = data.miring ? ["Kolom", "Baris"] : ["Baris", "Kolom"]

  const matter = (one) => (event) => {
    const [part, field] = one.pilihan.length
      ? choice(one.judul, one.pilihan, one.nilai)
      : typed(one.judul, one.nilai, one.ketik, one.dikenal)
    open(event.currentTarget, false, one.kata, [part], () => {
      if (field.value === one.nilai) return cancelled()
      send({ jenis: "hal", susunan: one.susunan, hal: one.hal, nilai: field.value })
    })
  }

  const column = (one, place) => (event) => {
    const [meaning, what] = choice("Arti", data.arti.map(([k, w]) => [k, w]), one.arti)
    const [unit, in_] = choice("Satuan", [], "")
    const [when, year] = typed("Tahun", one.tahun, "year", [])
    const fit = () => {
      const [, , units, years] = data.arti.find(([key]) => key === what.value) ?? [, , [], false]
      unit.hidden = !units.length
      in_.replaceChildren(...options(units, one.satuan))
      when.hidden = !years
    }
    what.onchange = fit
    fit()
    open(event.currentTarget, !!data.miring, one.huruf + " · " + (one.judul || "tanpa judul"),
      [meaning, unit, when],
      () => send({ jenis: "kolom", kolom: place, arti: what.value,
        satuan: unit.hidden ? "" : in_.value, tahun: when.hidden ? "" : year.value }))
  }

  const row = (one, place) => (event) => {
    const rows = data.baris
    const from = event.shiftKey && own.anchor !== undefined ? own.anchor : place
    if (!event.shiftKey) own.anchor = place
    const picked = rows.slice(Math.min(from, place), Math.max(from, place) + 1)
    const side = data.miring ? "thead" : "tbody"
    table.querySelectorAll(side + " th button").forEach((button, i) =>
      button.classList.toggle("terpilih", picked.includes(rows[i])))
    const free = picked.filter((p) => !p.tetap)
    const roles = data.peran.filter(([key]) =>
      free.every((p) => !p.hanya.length || p.hanya.includes(key)))
    const [role, what] = choice(lines + " ini", roles, one.peran)
    const like = make("input")
    like.type = "checkbox"
    const all = make("label", undefined, "centang")
    all.append(like, make("span", `Semua ${lines.toLowerCase()} seperti ini`))
    const title = picked.length > 1
      ? `${picked.length} ${lines.toLowerCase()} (${picked[0].nomor} s/d ${picked.at(-1).nomor})`
      : lines + " " + one.nomor
    const alone = picked.length > 1 || one.hanya.length
    open(event.currentTarget, !data.miring, title, alone ? [role] : [role, all],
      () => send({ jenis: "baris", baris: picked.map((p) => p.ke), peran: what.value,
        seperti: like.checked }))
  }

  const rowChip = (one, place) => chip(one, lines + " " + one.nomor,
    data.kunci + "|baris " + one.nomor, data.boleh, row(one, place))
  const columnChip = (one, place) => chip(one,
    [columns + " " + one.huruf, one.judul].filter(Boolean).join(" · "),
    data.kunci + "|kolom " + place, data.boleh, column(one, place))

  const long = []
  const cell_of = (one, i) => {
    const text = one.sel[i]
    const cell = make("td")
    cell.dataset.corak = one.corak
    if (text.length > 24) {
      cell.append(make("div", text))
      cell.title = text
      cell.classList.add("panjang")
      long.push(cell)
    } else cell.textContent = text
    if (one.angka.includes(i)) cell.classList.add("angka")
    if (one.terisi.includes(i)) {
      cell.classList.add("isi")
      cell.title = [cell.title, `diisi dari ${lines.toLowerCase()} lain`].filter(Boolean).join(": ")
    }
    return cell
  }

  const head = make("tr")
  head.append(make("th"))
  const body = make("tbody")
  const upright = () => {
    const grouped = data.baris.some((one) => one.tempat)
    if (grouped) head.append(make("th", "Dari baris kelompok", "huruf"))
    data.kolom.forEach((one, place) => {
      const cell = make("th")
      cell.append(place_of("div", one, one.huruf, "huruf"), columnChip(one, place))
      head.append(cell)
    })
    data.baris.forEach((one, place) => {
      const line = make("tr")
      const start = make("th")
      start.append(place_of("span", one, one.nomor, "nomor"), rowChip(one, place))
      line.append(start)
      if (grouped) line.append(make("td", one.tempat, one.tempat ? "isi" : ""))
      const last = one.sel.findLastIndex((text) => text)
      const wide = one.corak === "judul" && one.sel.findIndex((text) => text) === last && last >= 0
      one.sel.forEach((_, i) => {
        if (wide && i > last) return
        const cell = cell_of(one, i)
        if (wide && i === last) { cell.colSpan = one.sel.length - i; cell.classList.add("lebar") }
        else if (data.kolom[i].abai && !one.corak) cell.classList.add("abai")
        line.append(cell)
      })
      body.append(line)
      if (place === data.sela.sesudah) {
        const gap = make("tr", undefined, "sela")
        const cell = make("td", data.sela.kata)
        cell.colSpan = data.kolom.length + 1 + grouped
        gap.append(cell)
        body.append(gap)
      }
    })
  }
  // a table on its side: its rows are the columns of the file
  const lying = () => {
    data.baris.forEach((one, place) => {
      const cell = make("th")
      cell.append(place_of("div", one, one.nomor, "huruf"), rowChip(one, place))
      head.append(cell)
      if (place === data.sela.sesudah) head.append(make("th", data.sela.kata, "huruf"))
    })
    data.kolom.forEach((one, place) => {
      const line = make("tr")
      const start = make("th")
      start.append(place_of("span", one, one.huruf, "nomor"), columnChip(one, place))
      line.append(start)
      data.baris.forEach((record, n) => {
        const cell = cell_of(record, place)
        if (one.abai && !record.corak) cell.classList.add("abai")
        line.append(cell)
        if (n === data.sela.sesudah) line.append(make("td"))
      })
      body.append(line)
    })
  }
  data.miring ? lying() : upright()
  const top = make("thead")
  top.append(head)
  // one stop of the Tab key for all: arrows go from one long cell to the next
  long.forEach((cell, i) => {
    cell.tabIndex = i ? -1 : 0
    cell.onkeydown = (event) => {
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
      if (!step || !long[i + step]) return
      event.preventDefault()
      long[i + step].focus()
    }
    cell.onfocus = () => {
      long.forEach((other) => { other.tabIndex = other === cell ? 0 : -1 })
      const at = cell.getBoundingClientRect(), around = scroller.getBoundingClientRect()
      const edge = cell.parentElement.firstChild.getBoundingClientRect().right
      if (at.left < edge || at.right > around.right) scroller.scrollLeft += at.left - edge
    }
  })
  table.replaceChildren(top, body)
  parentElement.querySelector(".hal").replaceChildren(
    ...data.hal.map((one) =>
      chip(one, "", data.kunci + "|" + one.susunan + one.hal, data.boleh, matter(one))))
  if (hand) at(hand)?.focus({ preventScroll: true })
}
"""
_SHEET = st.components.v2.component("kotaku_lembar", html=_HTML, css=_CSS, js=_JS)
KEY, _TAKEN = "periksa_lembar", "periksa_langkah_diterima"

Edit = Mapping[str, Any]


def draw(data: Mapping[str, Any], take: Callable[[list[Edit]], None]) -> None:
    """Draw a sheet as it was understood; hand over the edits that are new, oldest first.

    Parameters
    ----------
    data : mapping
        ``kunci`` names the sheet, as each edit of it does by ``lembar``; ``boleh`` tells whether
        the viewer may change it; ``kolom``, ``baris`` and ``sela`` what to show, ``hal`` what is
        said of it as a whole; ``arti`` and ``peran`` what to choose from. Of a ``miring`` one the
        rows are columns of the file.
    take : callable
        Keeps edits; it runs before the page is drawn again.
    """

    def changed() -> None:
        sent = st.session_state[KEY].get("langkah") or []
        known = st.session_state.get(_TAKEN, 0)
        fresh = [edit for edit in sent if isinstance(edit, Mapping) and _stamp(edit) > known]
        if fresh:
            st.session_state[_TAKEN] = max(map(_stamp, fresh))
            take(fresh)

    shown = {**data, "diterima": st.session_state.get(_TAKEN, 0)}
    _SHEET(key=KEY, data=shown, on_langkah_change=changed)


def _stamp(edit: Edit) -> int:
    stamp = edit.get("id")
    return int(stamp) if isinstance(stamp, int | float) and math.isfinite(stamp) else 0
