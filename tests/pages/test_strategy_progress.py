"""A large plan is solved behind the page, which says how far it is."""

from dataclasses import replace
from threading import Event

from kotaku.strategy.assumptions import assumptions
from kotaku.strategy.words import stage
from pages.ui.bar import jobs
from pages.ui.parts import strategy
from tests.pages.conftest import text


def test_the_page_stands_while_the_plan_is_solved_and_shows_it_once_done(
    open_page, shared, stored, monkeypatch
):
    known, solve, let_go = assumptions(), strategy.make_plan, Event()
    small = replace(known, search=replace(known.search, awaited_units=0))

    def slow(*inputs, **more):
        more["progress"](0.3)
        assert let_go.wait(30)
        return solve(*inputs, **more)

    monkeypatch.setattr(strategy, "assumptions", lambda: small)
    monkeypatch.setattr(strategy, "make_plan", slow)
    book = stored(shared / "real" / "pekalongan" / "pekalongan_a.xlsx")
    app = open_page("simulasi_dan_strategi", book)
    bars = [bar.proto.text for bar in app.get("progress")]
    assert bars == [stage(0.3)] or bars == [stage(0.0)]
    assert not app.metric
    assert "Sumber:" in text(app)
    let_go.set()
    for job in jobs._desk().jobs.values():
        job.future.result(30)
    again = open_page("simulasi_dan_strategi", book)
    assert [m.value for m in again.metric][1:] == ["64,40 ha", "0,00 ha"]
