"""Tables with Indonesian numbers that still sort as numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from kotaku.text.dates import format_date
from kotaku.text.numbers import format_number


def number(decimals: int = 2) -> Callable[[float], str]:
    """Return a formatter for numbers with so many decimals."""
    return lambda value: format_number(None if pd.isna(value) else float(value), decimals)


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
    height: int | str = "auto",
    key: str | None = None,
    select: bool = False,
    many: bool = False,
) -> list[int]:
    """Draw the named columns under their headings; return the positions of the selected rows.

    Parameters
    ----------
    frame : DataFrame
        What to show; only the columns in ``headings``, in that order.
    headings : mapping of column to heading with its unit; of two equal ones the first counts
    formats : mapping of column to a function from value to text
    alt : str
        What the table is, for a screen reader.
    select : whether rows may be selected; one of them, or ``many``
    """
    if frame.empty:
        st.caption("Tidak ada baris.")
        return []
    headings = {c: w for w, c in reversed({w: c for c, w in reversed(headings.items())}.items())}
    shown = frame[list(headings)].reset_index(drop=True)
    shown.columns = pd.Index(headings.values())
    texts = shown.select_dtypes("str").columns
    shown[texts] = shown[texts].fillna("")
    words = {headings[c]: f for c, f in (formats or {}).items() if c in headings}
    styled = shown.style.format(words, na_rep="–")
    if not select:
        st.dataframe(styled, hide_index=True, alt=alt, height=height, key=key)
        return []
    event = st.dataframe(
        styled,
        hide_index=True,
        alt=alt,
        height=height,
        key=key,
        on_select="rerun",
        selection_mode="multi-row" if many else "single-row",
    )
    return list(event.selection.rows)
