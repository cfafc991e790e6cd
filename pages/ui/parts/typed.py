"""Fields that people type into, each with a length that the server keeps to.

The browser's own limit is only for who is honest: whoever sends more is cut here, with a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from kotaku.store.words import LINE, TEXT
from kotaku.words.numbers import format_number
from pages.ui.parts import text_table

_NAMED, _HELD = "ketikan_bernama", "ketikan_ditahan"
ROWS = 200  # of a table that may grow
PENCIL_PX = 30  # the mark beside the heading of what may be changed
TOO_LONG = "{label} lebih dari {limit} huruf; hanya {limit} huruf pertama yang dipakai."
TOO_MANY = "Tabel berisi lebih dari {limit} baris; hanya {limit} baris pertama yang dipakai."


def text_input(
    label: str, value: str = "", *, limit: int = LINE, key: str | None = None, **options: Any
) -> str:
    """Draw ``st.text_input`` and return at most ``limit`` letters."""
    value = _held(key, value)
    return _kept(st.text_input(label, value, max_chars=limit + 1, key=key, **options), label, limit)


def text_area(
    label: str, value: str = "", *, limit: int = TEXT, key: str | None = None, **options: Any
) -> str:
    """Draw ``st.text_area`` and return at most ``limit`` letters."""
    value = _held(key, value)
    return _kept(st.text_area(label, value, max_chars=limit + 1, key=key, **options), label, limit)


def hold() -> None:
    """Keep what stands in the named fields of a page that cannot be drawn, until it can.

    Streamlit forgets a field that is not drawn; what somebody typed while the database was away
    would be gone.
    """
    found = {key: st.session_state.get(key) for key in st.session_state.get(_NAMED, ())}
    held = {key: text for key, text in found.items() if text}
    st.session_state[_HELD] = {**st.session_state.get(_HELD, {}), **held}


def _held(key: str | None, value: str) -> str:
    """Return what was held of a field, else the value it begins with; the name is known then."""
    if key is None:
        return value
    st.session_state.setdefault(_NAMED, set()).add(key)
    return str(st.session_state.get(_HELD, {}).pop(key, value))


def data_editor(
    frame: pd.DataFrame,
    *,
    disabled: Sequence[str] = (),
    column_config: Mapping[str, Any] | None = None,
    **options: Any,
) -> pd.DataFrame:
    """Draw ``st.data_editor``; what may not be changed is as it was, texts and rows are bounded.

    A table whose columns may all be changed may grow, where ``num_rows`` says so. No column is
    narrower than its longest text.
    """
    own = column_config or {}
    shown: Any = {
        name: _wide(frame[name], own.get(name), PENCIL_PX if name not in disabled else 0)
        for name in frame
    }
    edited: pd.DataFrame = st.data_editor(
        frame, disabled=list(disabled), column_config=shown, **options
    )
    if len(edited) > ROWS and len(edited) > len(frame):
        st.warning(TOO_MANY.format(limit=ROWS))
        edited = edited.head(ROWS)
    if options.get("num_rows", "fixed") == "fixed":
        edited = edited.reindex(frame.index)
        edited = edited.assign(**{name: frame[name] for name in disabled})
    for name in edited.columns:
        column = edited[name]
        if name not in disabled and column.map(lambda v: isinstance(v, str)).any():
            edited[name] = column.map(lambda v: v[:LINE] if isinstance(v, str) else v)
    return edited


def _wide(
    column: pd.Series, config: str | Mapping[str, Any] | None, mark_px: int
) -> Mapping[str, Any]:
    """Return how a column is drawn, with the width of its values and of heading and mark [px]."""
    own = st.column_config.Column(config) if config is None or isinstance(config, str) else config
    texts = column.map(lambda v: f"{v:,.3f}" if isinstance(v, float) else str(v))
    heading = text_table.width(own["label"] or column.name, ())
    return {**own, "width": round(max(heading + mark_px, text_table.width("", texts)))}


def _kept(text: str | None, label: str, limit: int) -> str:
    kept = text or ""
    if len(kept) <= limit:
        return kept
    st.warning(TOO_LONG.format(label=label, limit=format_number(limit, 0)))
    return kept[:limit]
