"""Tables with Indonesian numbers that still sort as numbers."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Literal

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from kotaku.words.dates import format_date
from kotaku.words.numbers import format_number
from kotaku.words.safe import plain
from pages.ui.bar import window
from pages.ui.parts import text_table
from pages.ui.parts.text_table import MISSING, Pick, Texts

MOST = 200  # rows sent without being asked for: a page's weight and what anyone reads in a hall


def number(decimals: int = 2, *, sign: bool = False) -> Callable[[float], str]:
    """Return a formatter for numbers with so many decimals, with their sign where asked."""
    return partial(_number, decimals=decimals, sign=sign)


def _number(value: float, decimals: int, sign: bool) -> str:
    return format_number(None if pd.isna(value) else float(value), decimals, sign=sign)


def year(value: float) -> str:
    """Format a year: no thousands mark."""
    return str(int(value))


date = format_date


def show(
    frame: pd.DataFrame,
    headings: Mapping[str, str],
    formats: Mapping[str, Callable[..., str]] | None = None,
    *,
    alt: str,
    height: int | Literal["auto", "content"] = "auto",
    key: str | None = None,
    select: bool = False,
    many: bool = False,
    share: float = 1.0,
) -> list[int]:
    """Draw the named columns under their headings; return the positions of the selected rows.

    The same table is put into words once and then only sent again. Without ``select``, more than
    MOST rows are shown when asked for; with it, no column waits beyond the edge of the window.

    Parameters
    ----------
    frame : DataFrame
        What to show; only the columns in ``headings``, in that order.
    headings : mapping of column to heading with its unit; of two equal ones the first counts
    formats : mapping of column to a function from value to text
        Functions with a name, or made by ``number``: a drawn table is known by them.
    alt : str
        What the table is, for a screen reader.
    select : whether rows may be selected; one of them, or ``many``
    share : of the page's width that is the table's
    """
    if frame.empty:
        st.caption("Tidak ada baris.")
        return []
    by_word = {word: column for column, word in reversed(dict(headings).items())}
    headings = {column: word for word, column in reversed(by_word.items())}
    words = {headings[c]: f for c, f in (formats or {}).items() if c in headings}
    own = frame[list(headings)]
    own = own if select else asked_for(own, alt)
    told = (own, tuple(headings.values()), words, alt, height, key)
    known = hashlib.blake2b(pickle.dumps(told)).hexdigest()
    shown, texts = _read(known, own, headings, words, alt)
    room = window.room(share)
    if texts.breaks(room) or (select and sum(texts.widths) > room):
        pick: Pick = "" if not select else "banyak" if many else "satu"
        return text_table.draw(key or known, texts, screen=True, pick=pick)
    if not select:
        _draw(known, shown, words, texts, height=height, key=key)
        text_table.draw(known, texts, screen=False)
        return []
    event: Any = st.dataframe(
        _styled(shown, words),
        **_options(shown, texts),
        height=height,
        key=key or "",
        on_select="rerun",
        selection_mode="multi-row" if many else "single-row",
    )
    text_table.draw(known, texts, screen=False)
    return list(event.selection.rows)


@st.cache_resource(max_entries=256, show_spinner=False)
def _read(
    known: str,  # noqa: ARG001 -- what the cache knows the table by
    _frame: pd.DataFrame,
    _headings: Mapping[str, str],
    _words: Mapping[str, Callable[..., str]],
    _alt: str,
) -> tuple[pd.DataFrame, Texts]:
    """Return the rows under their headings, and the same as texts."""
    shown = _frame.reset_index(drop=True)
    shown.columns = pd.Index(_headings.values())
    texts = shown.select_dtypes("str").columns
    shown[texts] = shown[texts].fillna("")
    return shown, text_table.read(shown, _words, _alt)


def selected(key: str, count: int) -> list[int]:
    """Return the rows selected in a table that is drawn further below, however it is drawn."""
    event = st.session_state.get(key)
    rows = event["selection"]["rows"] if event else text_table.picked(key, count)
    return [row for row in rows if row < count]


@st.cache_resource(max_entries=256, show_spinner=False)
def _draw(
    known: str,  # noqa: ARG001 -- what the cache knows the table by
    _shown: pd.DataFrame,
    _words: Mapping[str, Any],
    _texts: Texts,
    **_others: Any,
) -> None:
    st.dataframe(_styled(_shown, _words), **_options(_shown, _texts), **_others)


def of_words(frame: pd.DataFrame, *, alt: str) -> None:
    """Draw a short table of texts, letter by letter: Streamlit reads its cells as Markdown."""
    st.table(frame.rename(columns=plain).map(plain), hide_index=True, alt=alt)


def coloured(styled: Styler, *, alt: str, **options: Any) -> None:
    """Draw texts on grounds that say something; no column is narrower than its longest text."""
    frame: pd.DataFrame = styled.data
    widths = {name: text_table.width(name, frame[name]) for name in frame}
    st.dataframe(styled, hide_index=True, alt=alt, column_config=_columns(widths), **options)


def _options(shown: pd.DataFrame, texts: Texts) -> dict[str, Any]:
    return {
        "hide_index": True,
        "placeholder": MISSING,
        "alt": texts.name,
        "column_config": _columns(dict(zip(shown, texts.widths, strict=True))),
    }


def _columns(widths: Mapping[str, float]) -> dict[str, Any]:
    """Return how wide columns are [px]; left alone, Streamlit cuts what is unusually long."""
    return {name: st.column_config.Column(width=round(px)) for name, px in widths.items()}


def _styled(shown: pd.DataFrame, words: Mapping[str, Any]) -> Styler:
    return shown.style.format(words, na_rep=MISSING)


def asked_for(shown: pd.DataFrame, alt: str) -> pd.DataFrame:
    """Return the first rows, or all that can be drawn when the viewer asked for them."""
    if len(shown) <= MOST:
        return shown
    count = format_number(len(shown), 0)
    all_of_them = st.toggle(f"Tampilkan semua {count} baris", key=f"semua {alt}")
    if not all_of_them:
        return shown.head(MOST)
    return shown.head(int(pd.get_option("styler.render.max_elements")) // shown.shape[1])
