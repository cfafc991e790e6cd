"""The figures of places are worked out before somebody asks, where a server has the room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

import pytest

from kotaku.geo import points
from kotaku.paths import SAMPLES
from kotaku.view import map_rows, map_years, unit_names
from pages.ui.bar import ahead, context, library
from pages.ui.bar.bar import Filters
from tests.tables import dataset


@pytest.fixture(autouse=True)
def nobody_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of other tests were asked for at other times."""
    monkeypatch.setattr(ahead, "_shown", [0.0])


def test_every_place_is_worked_out_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    rests: list[float] = []
    monkeypatch.setattr(ahead.time, "sleep", rests.append)
    ahead.work_out(asked.append, ["A", "B"])
    assert asked == ["A", "B"]
    assert rests == [ahead.AFTER_S, ahead.BETWEEN_S, ahead.BETWEEN_S]


@pytest.mark.parametrize(("clicks", "waits"), [(0, (0, 1)), (5, (7, 9)), (999, (30, 30))])
def test_a_place_waits_while_pages_are_asked_for_but_not_for_ever(
    clicks: int, waits: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    now, rests, asked = [100.0], list[float](), list[str]()

    def sleep(seconds: float) -> None:
        rests.append(seconds)
        now[0] += seconds
        if len(rests) <= clicks:
            ahead.asked()

    monkeypatch.setattr(ahead.time, "sleep", sleep)
    monkeypatch.setattr(ahead.time, "monotonic", lambda: now[0])
    ahead.work_out(asked.append, ["A"])
    assert asked == ["A"]
    assert waits[0] <= len(rests) - 2 <= waits[1]  # besides that before all and that after it


def test_who_chooses_a_place_finds_its_figures_and_its_map(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    label, sample = next(iter(SAMPLES.items()))
    everywhere = Filters(library.Entry(label, sample=sample), metode="K", tahun=2018)
    place = library.open_entry(cast("library.Entry", everywhere.entry)).kab_kota[0]
    begun: list[Callable[[str], None]] = []
    monkeypatch.setattr(context, "filters", lambda: everywhere)
    monkeypatch.setattr(context, "through_app", lambda: None)
    monkeypatch.setattr(ahead, "begin", lambda *told: begun.append(told[-1]))
    context.open_page()
    begun[0](place)
    monkeypatch.setattr(library, "evaluated", lambda *_: pytest.fail("evaluated once more"))
    monkeypatch.setattr(points, "points", lambda *_, **__: pytest.fail("placed once more"))
    page = context.of(replace(everywhere, kab_kota=place))
    years = map_years(page, everywhere.tahun)
    assert set(map_rows(page, years[-1])["kab_kota"]) == {place}
    assert len(unit_names(page, everywhere.tahun)) == len(map_rows(page, everywhere.tahun))


@pytest.mark.parametrize(("places", "small"), [(1, False), (2, True), (60, True), (61, False)])
def test_one_place_is_the_whole_and_too_many_are_left_for_who_asks(
    places: int, small: bool
) -> None:
    rows = [{"id_lokasi": f"{i}", "kab_kota": f"Kota {i}"} for i in range(places)]
    assert ahead.is_small(dataset(lokasi=rows)) == small


def test_nothing_runs_beside_a_page_without_a_server(open_page, monkeypatch) -> None:
    monkeypatch.setattr(ahead, "work_out", lambda *_: pytest.fail("a thread of a test"))
    assert not open_page("ringkasan", "Contoh NTT 2019").exception
