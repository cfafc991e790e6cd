"""What everybody takes home: a page's view with what the meeting agreed on and wrote down."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

import streamlit as st

import kotaku
from kotaku import snapshots
from kotaku.intake.safe import plain
from kotaku.output import made
from kotaku.output.made import Beside
from pages.ui.bar import context, deltas, library
from pages.ui.bar.bar import Filters
from pages.ui.bar.context import Context
from pages.ui.rakor import rakor


def of(page: Context) -> Context:
    """Return the view of a page with follow-ups, notes, the agreed snapshot and what moved."""
    made.FILES.prepare()  # who comes here is about to take something home
    return _of(page.filters, library.store().revision(), rakor.today(), kotaku.RULES)


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs={Filters: repr})
def _of(chosen: Filters, revision: int, day: date, rules: str) -> Context:  # noqa: ARG001 -- cache key
    more = _beside(chosen)
    return replace(
        context.of(chosen), rtl=more.rtl, notes=more.notes, potret=more.potret, moved=more.moved
    )


def _beside(chosen: Filters) -> Beside:
    base = deltas.base_of(chosen)
    rows = rakor.promises(chosen)
    if chosen.kab_kota is not None:
        rows = rows[rows["kab_kota"] == chosen.kab_kota]
    return Beside(
        context.scope_of(chosen),
        rtl=rows,
        notes=rakor.remarks(chosen),
        potret=deltas.agreed(chosen),
        moved=() if base is None else snapshots.moved(context.of(chosen), base, rakor.zone()),
    )


def file(report: Context, name: str) -> bytes:
    """Return the file of a format; a hall that asks for the same one has it made once.

    Parameters
    ----------
    report : what ``of`` returned
    name : key of EXPORTS
    """
    said = _mark((report.scope, report.rtl, report.notes, report.potret, report.moved))
    return _file(report.filters, name, kotaku.RULES, rakor.today(), said, report)


def sheet(chosen: Filters, *, every: bool) -> bytes:
    """Return the sheet of the kab/kota of the filters, or of every one, as ``file`` does."""
    whole = context.of(replace(chosen, kab_kota=None))
    names = [card.name for card in whole.place_cards] if every else [chosen.kab_kota]
    told = tuple(_beside(replace(whole.filters, kab_kota=name)) for name in names)
    return _sheet(whole.filters, kotaku.RULES, rakor.today(), _mark(told), told)


def _mark(told: object) -> str:
    """Return what tells one state of what was written down from another, whenever it was."""
    return hashlib.sha256(plain.dumps(told)).hexdigest()


@st.cache_data(max_entries=12, show_spinner=False)
def _sheet(
    chosen: Filters,
    rules: str,  # noqa: ARG001 -- with the next two part of the cache key
    day: date,  # noqa: ARG001
    said: str,  # noqa: ARG001
    _told: tuple[Beside, ...],
) -> bytes:
    assert chosen.entry is not None
    dataset = library.open_entry(chosen.entry, chosen.regulasi)
    return made.places(dataset, context.settings_of(chosen), _told)


@st.cache_data(max_entries=12, show_spinner=False)
def _file(
    chosen: Filters,  # noqa: ARG001 -- with the next four the cache key
    name: str,
    rules: str,  # noqa: ARG001
    day: date,  # noqa: ARG001
    said: str,  # noqa: ARG001
    _report: Context,
) -> bytes:
    return made.report(_report, name)
