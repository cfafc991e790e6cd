"""What everybody takes home: a page's view with what the meeting agreed on and wrote down."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date

import streamlit as st

import kotaku
from kotaku import snapshots
from kotaku.output.exports import EXPORTS
from kotaku.output.place_sheet import places_pdf
from pages.ui.bar import context, deltas, library
from pages.ui.bar.bar import Filters
from pages.ui.bar.context import Context
from pages.ui.rakor import rakor

_AT_ONCE = threading.BoundedSemaphore(2)  # files being made; who asks for more waits


def of(page: Context) -> Context:
    """Return the view of a page with follow-ups, notes, the agreed snapshot and what moved."""
    return _of(page.filters, library.store().revision(), rakor.today(), kotaku.RULES)


@st.cache_resource(max_entries=32, show_spinner=False)
def _of(chosen: Filters, revision: int, day: date, rules: str) -> Context:  # noqa: ARG001 -- cache key
    page, base = context.of(chosen), deltas.base_of(chosen)
    rows = rakor.promises(chosen)
    if chosen.kab_kota is not None:
        rows = rows[rows["kab_kota"] == chosen.kab_kota]
    return replace(
        page,
        rtl=rows,
        notes=rakor.remarks(chosen),
        potret=deltas.agreed(chosen),
        moved=() if base is None else snapshots.moved(page, base, rakor.zone()),
    )


def file(report: Context, asked: tuple[int, date], name: str) -> bytes:
    """Return the file of a format; a hall that asks for the same one has it made once.

    Parameters
    ----------
    report : what ``of`` returned
    asked : what had been written by then (the store's revision), and the day
    name : key of EXPORTS
    """
    return _file(report.filters, name, kotaku.RULES, asked, report.potret, report)


def sheet(chosen: Filters, asked: tuple[int, date], *, every: bool) -> bytes:
    """Return the sheet of the kab/kota of the filters, or of every one, as ``file`` does."""
    return _sheet(chosen, every, kotaku.RULES, asked)


@st.cache_data(max_entries=12, show_spinner=False)
def _sheet(
    chosen: Filters,
    every: bool,
    rules: str,  # noqa: ARG001 -- with the next one part of the cache key
    asked: tuple[int, date],  # noqa: ARG001
) -> bytes:
    whole = context.of(replace(chosen, kab_kota=None))
    names = [card.name for card in whole.place_cards] if every else [chosen.kab_kota]
    with _AT_ONCE:
        reports = [of(context.of(replace(chosen, kab_kota=name))) for name in names]
        return places_pdf(reports)


@st.cache_data(max_entries=12, show_spinner=False)
def _file(
    chosen: Filters,  # noqa: ARG001 -- with the next four the cache key
    name: str,
    rules: str,  # noqa: ARG001
    asked: tuple[int, date],  # noqa: ARG001
    potret: str,  # noqa: ARG001 -- says the moment in the viewer's zone
    _report: Context,
) -> bytes:
    with _AT_ONCE:
        return EXPORTS[name].build(_report)
