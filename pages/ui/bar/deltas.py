"""What moved since the last snapshot: the change that headline figures carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

import kotaku
from kotaku import snapshots
from kotaku.snapshots import Change, KeptSnapshot
from kotaku.words.safe import in_full, plain
from pages.ui.bar import context, library
from pages.ui.bar.bar import Filters
from pages.ui.bar.context import Context
from pages.ui.history import potret
from pages.ui.rakor import rakor


def since_last(page: Context) -> Mapping[str, Change]:
    """Return the change of each headline figure; empty when there is nothing to hold it against."""
    base = base_of(page.filters)
    return {} if base is None else _changes(page.filters, base.info.id, kotaku.RULES, page)


def line(page: Context, names: Sequence[str]) -> str:
    """Return the changes of some figures in one line; "" when there is nothing to hold them to."""
    moved = since_last(page)
    words = snapshots.figures()
    known = [name for name in names if name in moved]
    if not known:
        return ""
    parts = [f"{words[name].nama.lower()} {moved[name].amount}" for name in known]
    since = moved[known[0]].since
    return plain(f"{since[:1].upper()}{since[1:]}: {', '.join(parts)}.")


def base_of(chosen: Filters) -> KeptSnapshot | None:
    """Return the snapshot that the open data set is held against."""
    if chosen.entry is None:
        return None
    # the trail grows with every snapshot and meeting: its number is the cheapest question
    revision = library.store().revision()
    return _base(replace(chosen, kab_kota=None), revision, kotaku.RULES)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs={Filters: repr})
def _base(chosen: Filters, revision: int, rules: str) -> KeptSnapshot | None:  # noqa: ARG001 -- cache key
    entry, kept = chosen.entry, potret.kept()
    if entry is None or not kept:
        return None
    origin, way = _own(chosen, rules)
    session = rakor.current(entry)
    return snapshots.baseline(origin, way, kept, session.id if session else None)


def agreed(chosen: Filters) -> str:
    """Return the newest agreed snapshot of these very data, counted this way; "" without one."""
    entry = chosen.entry
    assert entry is not None
    mine = [k for k in potret.kept() if k.info.agreed and k.info.dataset == entry.key]
    if not mine:
        return ""
    _, way = _own(replace(chosen, kab_kota=None), kotaku.RULES)
    found = next((k.info for k in mine if snapshots.same_way(way, k.potret.cara)), None)
    return f"{in_full(found.name)}, {rakor.moment(found.at)} ({found.id})" if found else ""


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs={Filters: repr})
def _own(chosen: Filters, rules: str) -> tuple[snapshots.Origin, snapshots.Way]:
    entry = chosen.entry
    assert entry is not None
    allowed = context.of(chosen).filters
    found = library.evaluated(entry, None, context.settings_of(allowed))
    origin = snapshots.origin_of(library.open_entry(entry), entry.key, entry.label)
    return origin, snapshots.way_of(found, potret.view_of(allowed), rules)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs={Filters: repr})
def _changes(chosen: Filters, base_id: str, rules: str, _page: Context) -> Mapping[str, Change]:  # noqa: ARG001
    base = next(one for one in potret.kept() if one.info.id == base_id)
    return snapshots.changes(
        _figures(_page),
        base,
        kab_kota=chosen.kab_kota,
        view=potret.view_of(chosen),
        zone=rakor.zone(),
    )


def _figures(page: Context) -> dict[str, float]:
    found = {} if page.area is None else snapshots.area_figures(page.area)
    now = page.schedule_now
    return found if now is None else {**found, "master_schedule_pct": now.realisasi_pct}
