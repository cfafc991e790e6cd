"""What people chose for the data: kept in the store, in force for every viewer at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from kotaku.intake.files.joining import data_decisions
from kotaku.intake.files.kept import Answer, answers_from_kept, corrections_from_kept
from kotaku.intake.tables.corrections import Corrections
from kotaku.store import Store


@dataclass(frozen=True)
class Choices:
    """The columns of layouts, the answers on readings, the decisions on rows and names."""

    corrections: Corrections = field(default_factory=dict)
    decisions: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, Answer] = field(default_factory=dict)

    @property
    def answers(self) -> dict[str, str]:
        """The answers by kode, as a data set is built with."""
        return {kode: answer.jawaban for kode, answer in self.told.items()}


def current(store: Store, kab_kota: str = "") -> str:
    """Return the name of what is chosen now for what a kab/kota sent; "" is everybody.

    Another choice has another name.
    """
    return _named(store.revision(), kab_kota, store)


def of_sets(store: Store) -> Callable[[str], str]:
    """Return what names the choices in force for a stored data set by its id."""
    revision = store.revision()
    senders = _senders(revision, store)
    return lambda dataset: _named(revision, senders.get(dataset, ""), store)


@st.cache_resource(max_entries=8, show_spinner=False)
def _senders(revision: int, _store: Store) -> dict[str, str]:  # noqa: ARG001 -- the cache key
    return _store.sent_by_korkot()


def named(name: str) -> Choices:
    """Return the choices of a name that ``current`` gave; "" is none."""
    return _known().get(name, Choices())


@st.cache_resource(max_entries=64, show_spinner=False)
def _named(revision: int, kab_kota: str, _store: Store) -> str:  # noqa: ARG001 -- the cache key
    return name_of(_content(_store, kab_kota))


def content(store: Store, dataset: str) -> list[dict[str, Any]]:
    """Return what is in force for a stored data set as plain content, such as a meeting keeps."""
    return _content(store, store.sent_by_korkot().get(dataset, ""))


def _content(store: Store, kab_kota: str) -> list[dict[str, Any]]:
    decisions: dict[str, Any] = dict(data_decisions(store.decisions()))
    return [store.mappings(kab_kota), decisions, store.answers(kab_kota)]


def name_of(kept: list[dict[str, Any]]) -> str:
    """Return the name of choices that ``content`` gave, now or earlier; "" is none."""
    mappings, decisions, answers = kept
    if not any(kept):
        return ""
    text = json.dumps(kept, sort_keys=True)
    name = hashlib.sha256(text.encode()).hexdigest()[:16]
    _known()[name] = Choices(corrections_from_kept(mappings), decisions, answers_from_kept(answers))
    return name


@st.cache_resource(show_spinner=False)
def _known() -> dict[str, Choices]:
    """Return the choices of this server by name; few people choose, and rarely."""
    return {}
