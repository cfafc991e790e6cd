"""Long calculations behind the page: each is done once per server and tells how far it is."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Generic, TypeVar

import streamlit as st

T = TypeVar("T")
KEPT = 32
_WORKERS = 2


@dataclass
class Job(Generic[T]):
    """One calculation: its future and the part done, 0..1."""

    future: Future[T] = field(default_factory=Future)
    part: float = 0.0

    def tell(self, part: float) -> None:
        """Note the part done."""
        self.part = part


@dataclass
class _Desk:
    pool: ThreadPoolExecutor
    jobs: OrderedDict[Hashable, Job[Any]]
    lock: Lock


@st.cache_resource
def _desk() -> _Desk:
    return _Desk(ThreadPoolExecutor(_WORKERS, "hitung"), OrderedDict(), Lock())


def job(key: Hashable, work: Callable[[Callable[[float], None]], T]) -> Job[T]:
    """Return the job of a key, started when nobody asked for it before.

    ``work`` is given a function to tell the part done; it must not draw anything. A job that
    failed is started anew.
    """
    desk = _desk()
    with desk.lock:
        found = desk.jobs.get(key)
        if found is None or (found.future.done() and found.future.exception() is not None):
            found = Job()
            found.future = desk.pool.submit(work, found.tell)
            desk.jobs[key] = found
        desk.jobs.move_to_end(key)
        while len(desk.jobs) > KEPT:
            desk.jobs.popitem(last=False)
        return found


@st.fragment(run_every=0.7)
def waiting(running: Job[Any], words: Callable[[float], str]) -> None:
    """Draw how far a job is, and the page anew when it is done."""
    if running.future.done():
        st.rerun()
    st.progress(running.part, text=words(running.part))
