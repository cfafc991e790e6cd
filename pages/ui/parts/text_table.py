"""A table with every text whole, where Streamlit's own would cut it and where paper shows all rows.

Streamlit draws a table as a picture of the rows in view, one line each: good for figures, which it
sorts, and wrong for sentences, which it cuts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import pandas as pd
import streamlit as st

from kotaku.charts import fit
from kotaku.words.numbers import bound
from kotaku.words.safe import clean

Pick = Literal["", "satu", "banyak"]
MISSING = "–"
TYPE_PX, PADDING_PX = 16, 20  # of Streamlit's tables: the size of type, and the room beside a text
_KEY = "tabel {}"
LONG = 220  # px; a shorter column of texts is better scrolled than broken
# On the screen a table stands at once. For paper the rows wait as data and become a table while the
# browser prints, so that no page carries both.
_JS = """
export default function ({ data, parentElement, setStateValue }) {
  const place = parentElement.querySelector(".baris_tabel")
  place.leave?.()  // called anew with new data, it is told only at the end that it goes
  const made = (name, words) => {
    const one = document.createElement(name)
    if (words !== undefined) one.textContent = words
    return one
  }
  const row = (name, cells, ground) => {
    const line = made("tr")
    cells.forEach((words, i) => {
      const cell = made(name, words)
      cell.className = data.bentuk[i]
      cell.dataset.kepala = data.kepala[i]
      if (ground && !i) {  // on paper too, where all else is black on white
        const [fill, ink] = ground
        cell.style.cssText = `background: ${fill} !important; color: ${ink} !important;
          print-color-adjust: exact; font-weight: 600; text-align: center; width: 5rem`
      }
      line.append(cell)
    })
    return line
  }
  const pick = (line, cells, at) => {  // a box before the row; the row itself is easier to hit
    const cell = made("td"), box = made("input")
    box.type = "checkbox"
    box.setAttribute("aria-label", `Pilih ${cells.slice(0, 3).join(", ")}`)
    box.checked = data.dipilih.includes(at)
    const tell = () => {
      const others = data.pilih === "banyak" ? data.dipilih.filter((one) => one !== at) : []
      setStateValue("baris", box.checked ? [...others, at].sort((a, b) => a - b) : others)
    }
    box.addEventListener("change", tell)
    line.addEventListener("click", (event) => {
      if (event.target === box || getSelection().toString()) return
      box.checked = !box.checked
      tell()
    })
    cell.append(box)
    line.prepend(cell)
    return line
  }
  const sort = (cell, i) => {  // by values, not by letters: Python said which comes before which
    const now = place.urut ?? {}
    const press = made("button", cell.textContent)
    cell.setAttribute("aria-sort", now.i !== i ? "none" : now.naik ? "ascending" : "descending")
    press.title = `Urutkan menurut ${data.kepala[i]}`
    press.addEventListener("click", () => {
      place.urut = now.i !== i ? { i, naik: true } : now.naik ? { i, naik: false } : undefined
      draw()
    })
    cell.replaceChildren(press)
  }
  const sorted = () => {
    const all = data.baris.map((_, at) => at), { i, naik } = place.urut ?? {}
    const of = data.urut[i]
    return of ? all.sort((a, b) => (naik ? of[a] - of[b] : of[b] - of[a])) : all
  }
  const draw = () => {
    const table = made("table"), head = made("thead"), body = made("tbody"), order = sorted()
    head.append(row("th", data.kepala))
    if (data.layar && data.urut.length) [...head.firstChild.children].forEach(sort)
    body.append(...order.map((at) => row("td", data.baris[at], data.dasar[at])))
    if (data.pilih) {
      head.firstChild.prepend(made("td"))
      ;[...body.children].forEach((line, i) => pick(line, data.baris[order[i]], order[i]))
    }
    table.append(made("caption", data.nama), head, body)
    const held = [...place.querySelectorAll("input, button")].indexOf(document.activeElement)
    const [down, along] = [place.scrollTop, place.scrollLeft]
    place.replaceChildren(table)
    table.querySelectorAll("input, button")[held]?.focus()  // the hand stays where it was
    place.scrollTo(along, down)
  }
  const clear = () => place.replaceChildren()
  place.classList.add(data.layar ? "utuh" : "cetak")
  if (data.layar) {
    draw()
    const fit = () => {  // where even broken texts have no room, a row is a card
      place.classList.remove("kartu")
      place.classList.toggle("kartu", place.scrollWidth > place.clientWidth + 1)
    }
    const room = new ResizeObserver(fit)
    room.observe(place)
    place.tabIndex = 0  // what is longer than its place is read on by the keyboard
    place.setAttribute("role", "region")
    place.setAttribute("aria-label", data.nama)
    return place.leave = () => room.disconnect()
  }
  window.addEventListener("beforeprint", draw)
  window.addEventListener("afterprint", clear)
  return place.leave = () => {
    window.removeEventListener("beforeprint", draw)
    window.removeEventListener("afterprint", clear)
  }
}
"""
_TABLE = st.components.v2.component(
    "kotaku_tabel", html='<div class="baris_tabel"></div>', js=_JS, isolate_styles=False
)


@dataclass(frozen=True)
class Texts:
    """A table as it is read.

    Parameters
    ----------
    name : what the table is
    headings, rows : texts, one a column
    right : whether a column holds numbers
    widths : of each column when no text of it is broken [px]
    ranks : of each column the place of each row's value among all; none where rows keep their order
    """

    name: str
    headings: list[str]
    rows: list[list[str]]
    right: list[bool]
    widths: list[float]
    ranks: Sequence[list[int]] = ()

    @property
    def shapes(self) -> list[str]:
        """How each column stands: numbers to the right, long texts with room for their words."""
        pairs = zip(self.widths, self.right, strict=True)
        return ["kanan" if right else "kalimat" if wide > LONG else "" for wide, right in pairs]

    def breaks(self, room: float) -> bool:
        """Tell whether texts must be broken to stand whole in so much room [px]."""
        return "kalimat" in self.shapes and sum(self.widths) > room


def draw(
    key: str,
    texts: Texts,
    *,
    screen: bool,
    pick: Pick = "",
    grounds: Sequence[tuple[str, str]] = (),
) -> list[int]:
    """Draw a table with every text whole, on the screen or for paper alone.

    web/page.css says how it looks. Returned are the positions of the rows that are picked.

    Parameters
    ----------
    key : what tells this table from any other
    pick : whether one row may be picked, or many
    grounds : of the first cell of each row, the colours of its ground and of its letters
    """
    rows = picked(key, len(texts.rows)) if pick else []
    data = {
        "nama": texts.name,
        "kepala": texts.headings,
        "bentuk": texts.shapes,
        "baris": texts.rows,
        "layar": screen,
        "pilih": pick,
        "dipilih": rows,
        "dasar": list(grounds),
        "urut": list(texts.ranks) if screen and len(texts.rows) > 1 else [],
    }
    _TABLE(key=_KEY.format(key), data=data, on_baris_change=_nothing)
    return rows


def picked(key: str, count: int) -> list[int]:
    """Return the positions that a viewer picked among so many rows, whatever the browser said."""
    told = st.session_state.get(_KEY.format(key), {}).get("baris")
    rows = told if isinstance(told, list) else []
    return [row for row in rows if type(row) is int and 0 <= row < count]


def _nothing() -> None: ...


def read(shown: pd.DataFrame, words: Mapping[str, Callable[..., str]], alt: str) -> Texts:
    """Return a table as it is read.

    Parameters
    ----------
    shown : the rows under their headings
    words : functions from value to text, by heading
    alt : what the table is
    """
    told = of(
        alt,
        [clean(name) for name in shown],
        [[_cell(value, words.get(name)) for value in shown[name]] for name in shown],
        [bool(pd.api.types.is_numeric_dtype(shown[name])) for name in shown],
    )
    return replace(told, ranks=[_ranks(shown[name]) for name in shown])


def _ranks(values: pd.Series) -> list[int]:
    """Return the place of each value among all; what is missing or cannot be told apart is last."""
    known = values.where(values.notna() & (values != ""))
    try:
        places = known.rank(method="dense", na_option="bottom")
    except TypeError:  # of several kinds
        places = known.astype("str").rank(method="dense", na_option="bottom")
    return [int(place) for place in places.fillna(len(values))]


def of(alt: str, headings: list[str], columns: Sequence[Sequence[str]], right: list[bool]) -> Texts:
    """Return texts by columns as a table; ``right`` tells which of them are numbers."""
    return Texts(
        name=clean(alt),
        headings=headings,
        rows=[list(row) for row in zip(*columns, strict=True)],
        right=right,
        widths=list(map(width, headings, columns)),
    )


def width(heading: object, texts: Iterable[object]) -> float:
    """Return how wide a column is when no text of it is broken [px]."""
    return max(fit.text_px(text, TYPE_PX) for text in (heading, *texts)) + PADDING_PX


def _cell(value: Any, words: Callable[..., str] | None) -> str:
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return MISSING
    if words is None and isinstance(value, bool | np.bool_):
        return "ya" if value else "tidak"
    return bound(clean(words(value) if words else value))
