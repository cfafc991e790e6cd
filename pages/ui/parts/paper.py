"""What only paper shows: every row of a table, of which the screen draws those in view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from kotaku.words.safe import clean

MISSING = "–"
# The rows wait as data and become a table while the browser prints, so that no page carries both.
_JS = """
export default function ({ data, parentElement }) {
  const place = parentElement.querySelector(".cetak")
  const made = (name, words) => {
    const one = document.createElement(name)
    if (words !== undefined) one.textContent = words
    return one
  }
  const row = (name, cells) => {
    const line = made("tr")
    cells.forEach((words, i) => {
      const cell = made(name, words)
      if (data.kanan[i]) cell.className = "kanan"
      line.append(cell)
    })
    return line
  }
  const draw = () => {
    const table = made("table"), head = made("thead"), body = made("tbody")
    head.append(row("th", data.kepala))
    body.append(...data.baris.map((cells) => row("td", cells)))
    table.append(made("caption", data.nama), head, body)
    place.replaceChildren(table)
  }
  const clear = () => place.replaceChildren()
  window.addEventListener("beforeprint", draw)
  window.addEventListener("afterprint", clear)
  return () => {
    window.removeEventListener("beforeprint", draw)
    window.removeEventListener("afterprint", clear)
  }
}
"""
_PAPER = st.components.v2.component(
    "kotaku_cetak", html='<div class="cetak"></div>', js=_JS, isolate_styles=False
)


def draw(
    known: str, shown: pd.DataFrame, words: Mapping[str, Callable[..., str]], alt: str
) -> None:
    """Keep the rows of the table drawn just before for paper; web/page.css says how they look.

    Parameters
    ----------
    known : what tells this table from any other
    shown : the rows under their headings
    words : functions from value to text, by heading
    alt : what the table is
    """
    _PAPER(key=f"cetak {known}", data=_texts(known, shown, words, alt))


@st.cache_resource(max_entries=256, show_spinner=False)
def _texts(
    known: str,  # noqa: ARG001 -- what the cache knows the table by
    _shown: pd.DataFrame,
    _words: Mapping[str, Callable[..., str]],
    _alt: str,
) -> dict[str, Any]:
    columns = [[_cell(value, _words.get(name)) for value in _shown[name]] for name in _shown]
    return {
        "nama": clean(_alt),
        "kepala": [clean(name) for name in _shown],
        "kanan": [bool(pd.api.types.is_numeric_dtype(_shown[name])) for name in _shown],
        "baris": [list(row) for row in zip(*columns, strict=True)],
    }


def _cell(value: Any, words: Callable[..., str] | None) -> str:
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return MISSING
    if words is None and isinstance(value, bool | np.bool_):
        return "ya" if value else "tidak"
    return clean(words(value) if words else value)
