"""What is here to stay is looked at once in a while, not after every page."""

from __future__ import annotations

import gc
import inspect
import weakref
from collections.abc import Callable
from types import SimpleNamespace
from typing import ClassVar

import pytest

from pages.ui.bar import garbage


class Ring:
    """Something that only the collector gives back."""

    def __init__(self) -> None:
        self.me = self


class Later:
    """A timer that rings when it is told to."""

    waiting: ClassVar[list[Callable[[], None]]] = []

    def __init__(self, after_s: float, look: Callable[[], None]) -> None:
        assert after_s == garbage.AFTER_S
        self.look = look

    def start(self) -> None:
        self.waiting.append(self.look)

    @classmethod
    def ring(cls) -> None:
        while cls.waiting:
            cls.waiting.pop()()


@pytest.fixture(autouse=True)
def _thawed(monkeypatch: pytest.MonkeyPatch):
    """Tidy as the app does, after every page, and not as often as the tests of pages need it."""
    monkeypatch.setattr(garbage, "settle", inspect.unwrap(garbage.settle))
    monkeypatch.setattr(garbage.threading, "Timer", Later)
    yield
    Later.ring()
    gc.unfreeze()


def settled() -> None:
    garbage.settle()
    Later.ring()


def test_a_page_does_not_wait_for_the_collector_and_many_ask_for_it_once() -> None:
    gone = weakref.ref(Ring())
    garbage.grown()
    garbage.settle()
    garbage.settle()
    assert gone() is not None
    assert len(Later.waiting) == 1
    Later.ring()
    assert gone() is None
    garbage.grown()
    garbage.settle()
    assert len(Later.waiting) == 1


def test_new_garbage_goes_at_once_and_old_once_in_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(garbage, "time", SimpleNamespace(monotonic=lambda: now[0]))
    monkeypatch.setattr(garbage, "_whole", [now[0]])
    monkeypatch.setattr(garbage, "_last", [0.0])
    kept = Ring()
    stays = weakref.ref(kept)
    gone = weakref.ref(Ring())
    garbage.grown()
    settled()
    assert gone() is None
    assert gc.get_freeze_count() > 0
    del kept
    garbage.grown()
    settled()
    assert stays() is not None  # frozen: nobody is held up for it
    now[0] += garbage.WHOLE_S + 1
    settled()
    assert stays() is not None  # nothing came
    young = weakref.ref(Ring())
    settled()
    assert young() is not None  # what came since was looked at just now
    now[0] += garbage.EVERY_S + 1
    settled()
    assert young() is None
    garbage.grown()
    settled()
    assert stays() is None
