"""What everybody takes home: a page's view with what the meeting agreed on and wrote down."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date

import streamlit as st

import kotaku
from kotaku.output.exports import EXPORTS
from pages.ui.bar import deltas
from pages.ui.bar.bar import Filters
from pages.ui.bar.context import Context
from pages.ui.rakor import rakor

_AT_ONCE = threading.BoundedSemaphore(2)  # files being made; who asks for more waits


def of(page: Context) -> Context:
    """Return the view of a page with follow-ups, notes and the agreed snapshot."""
    return replace(
        page,
        rtl=rakor.promises(page.filters),
        notes=rakor.remarks(page.filters),
        potret=deltas.agreed(page.filters),
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
