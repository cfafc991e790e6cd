"""The figures of places are worked out before somebody asks, where a server has the room."""

from __future__ import annotations

import pytest

from kotaku.evaluation import Settings
from kotaku.paths import SAMPLES
from pages.ui.bar import ahead, library
from tests.tables import dataset


def test_every_place_is_worked_out_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = library.Entry(label="Contoh", sample=next(iter(SAMPLES.values())))
    asked: list[tuple[str, Settings]] = []
    rests: list[float] = []
    monkeypatch.setattr(library, "evaluated", lambda _, place, how: asked.append((place, how)))
    monkeypatch.setattr(ahead.time, "sleep", rests.append)
    ahead.work_out(entry, Settings(metode="K"), ["A", "B"])
    assert asked == [("A", Settings(metode="K")), ("B", Settings(metode="K"))]
    assert rests == [ahead.AFTER_S, ahead.BETWEEN_S, ahead.BETWEEN_S]


@pytest.mark.parametrize(("places", "small"), [(1, False), (2, True), (60, True), (61, False)])
def test_one_place_is_the_whole_and_too_many_are_left_for_who_asks(
    places: int, small: bool
) -> None:
    rows = [{"id_lokasi": f"{i}", "kab_kota": f"Kota {i}"} for i in range(places)]
    assert ahead.is_small(dataset(lokasi=rows)) == small


def test_nothing_runs_beside_a_page_without_a_server(open_page, monkeypatch) -> None:
    monkeypatch.setattr(ahead, "work_out", lambda *_: pytest.fail("a thread of a test"))
    assert not open_page("ringkasan", "Contoh NTT 2019").exception
