"""What is here to stay is looked at once in a while, not after every page."""

from __future__ import annotations

import gc
import inspect
import weakref
from types import SimpleNamespace

import pytest

from pages.ui.bar import garbage


class Ring:
    """Something that only the collector gives back."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture(autouse=True)
def _thawed(monkeypatch: pytest.MonkeyPatch):
    """Tidy as the app does, after every page, and not as often as the tests of pages need it."""
    monkeypatch.setattr(garbage, "settle", inspect.unwrap(garbage.settle))
    yield
    gc.unfreeze()


def test_new_garbage_goes_at_once_and_old_once_in_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(garbage, "time", SimpleNamespace(monotonic=lambda: now[0]))
    monkeypatch.setattr(garbage, "_whole", [now[0]])
    monkeypatch.setattr(garbage, "_last", [0.0])
    kept = Ring()
    stays = weakref.ref(kept)
    gone = weakref.ref(Ring())
    garbage.grown()
    garbage.settle()
    assert gone() is None
    assert gc.get_freeze_count() > 0
    del kept
    garbage.grown()
    garbage.settle()
    assert stays() is not None  # frozen: nobody is held up for it
    now[0] += garbage.WHOLE_S + 1
    garbage.settle()
    assert stays() is not None  # nothing came
    young = weakref.ref(Ring())
    garbage.settle()
    assert young() is not None  # what came since was looked at just now
    now[0] += garbage.EVERY_S + 1
    garbage.settle()
    assert young() is None
    garbage.grown()
    garbage.settle()
    assert stays() is None
