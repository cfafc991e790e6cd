"""Snapshots of the store and of any data set on the shelf, read and taken once per server."""

from __future__ import annotations

import streamlit as st

import kotaku
from kotaku import snapshots
from kotaku.evaluation import Settings
from kotaku.snapshots import KeptSnapshot, Potret
from kotaku.store import Session, SnapshotInfo, Writer
from kotaku.view import Scope
from pages.ui.bar import access, context, library
from pages.ui.bar.bar import Filters


@st.cache_resource(max_entries=128, show_spinner=False)
def _read(snapshot_id: str) -> Potret | None:
    """Return the figures of a snapshot; what was frozen once never changes."""
    return snapshots.unpack(library.store().snapshot(snapshot_id).summary)


def read(info: SnapshotInfo) -> Potret | None:
    """Return the figures of a snapshot; None when another version of the app kept them."""
    return _read(info.id)


def kept() -> list[KeptSnapshot]:
    """Return every snapshot that can be read, newest first."""
    found = [(info, read(info)) for info in library.store().snapshots()]
    return [KeptSnapshot(info, potret) for info, potret in found if potret is not None]


@st.cache_resource(max_entries=16, show_spinner="Menghitung …")
def _taken(entry: library.Entry, settings: Settings, view: Scope, rules: str) -> Potret:
    return snapshots.take(
        library.open_entry(entry),
        library.evaluated(entry, None, settings),
        key=entry.key,
        name=entry.label,
        version=rules,
        view=view,
    )


def taken(entry: library.Entry, settings: Settings, view: Scope) -> Potret:
    """Return the figures of a whole data set as they stand now."""
    return _taken(entry, settings, view, kotaku.RULES)


def view_of(chosen: Filters) -> Scope:
    """Return which reductions count under the bar."""
    return Scope(simulasi=chosen.simulasi, tahun=chosen.tahun)


def present(chosen: Filters) -> Potret:
    """Return the figures of the whole open data set under the bar's method and view."""
    assert chosen.entry is not None
    allowed = context.of(chosen).filters  # a rule set that can judge the data
    return taken(chosen.entry, context.settings_of(allowed), view_of(allowed))


def freeze(writer: Writer, chosen: Filters, name: str, session: Session | None) -> str:
    """Keep the figures of the whole open data set and return the id of the snapshot."""
    assert chosen.entry is not None
    return writer.freeze(
        chosen.entry.key,
        name,
        snapshots.pack(present(chosen)),
        rules_version=kotaku.RULES,
        at=access.now(),
        rakor=None if session is None else session.id,
    )
