"""A rakor while it runs, its notes, snapshots and choices."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotaku.store import NotAllowed, Session, StoreError
from kotaku.store.session import moved, paused, reordered, started

AT = datetime(2019, 8, 8, 9, 0, tzinfo=UTC)
STANDING = Session("r", "Rakor", AT, "d", ("A", "B", "C"), 0, 600, 0.0, None, "P", 1)


def later(seconds: float) -> datetime:
    return AT + timedelta(seconds=seconds)


def test_the_clock_runs_pauses_and_runs_on():
    running = started(STANDING, AT)
    assert (running.elapsed(later(60)), running.remaining(later(60))) == (60, 540)
    stopped = paused(running, later(60))
    assert stopped.remaining(later(999)) == 540
    again = started(stopped, later(100))
    assert again.remaining(later(110)) == 530
    assert again.remaining(later(700)) == -60  # over time is said, not hidden
    assert started(again, later(500)) == again


def test_a_clock_set_back_takes_nothing_away():
    assert started(STANDING, AT).elapsed(later(-3600)) == 0


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=8))
def test_the_clock_counts_exactly_the_time_it_ran(spans):
    session, now = STANDING, AT
    for span in spans:
        session = started(session, now)
        now += timedelta(seconds=span)
        session = paused(session, now)
        now += timedelta(seconds=77)
    assert session.elapsed(now) == pytest.approx(sum(spans), abs=1e-4)


def test_a_turn_has_a_fresh_clock():
    used = paused(started(STANDING, AT), later(60))
    assert moved(used, 2, later(61), running=True).remaining(later(71)) == 590
    assert moved(used, 2, later(61), running=False).paused
    with pytest.raises(StoreError, match="giliran ke-4"):
        moved(used, 3, AT, running=True)
    with pytest.raises(StoreError, match="giliran ke-0"):
        moved(used, -1, AT, running=True)


def test_the_turn_stays_with_its_place_when_the_order_changes():
    at_b = moved(STANDING, 1, AT, running=False)
    assert reordered(at_b, ["C", "A", "B"]).current == "B"
    assert reordered(at_b, ["C"]).current == "C"
    assert reordered(at_b, []).current is None


def test_followers_see_every_step_by_its_revision(store, presenter, rakor):
    seen = [store.session(rakor).revision]
    for step in (
        lambda: presenter.go_to(rakor, 1, at=AT),
        lambda: presenter.pause_timer(rakor, at=later(30)),
        lambda: presenter.start_timer(rakor, at=later(40)),
        lambda: presenter.set_seconds(rakor, 300, at=later(41)),
        lambda: presenter.set_agenda(rakor, ["Belu", "Ende"], at=later(42)),
    ):
        step()
        seen.append(store.session(rakor).revision)
    assert seen == [1, 2, 3, 4, 5, 6]
    now = store.session(rakor)
    assert (now.current, now.agenda, now.presenter) == ("Ende", ("Belu", "Ende"), "Penyaji")
    assert now.remaining(later(50)) == 300 - 40
    assert store.sessions() == [now]


def test_a_step_that_fails_changes_nothing(store, presenter, rakor):
    before = store.session(rakor)
    with pytest.raises(StoreError, match="giliran ke-10"):
        presenter.go_to(rakor, 9, at=AT)
    with pytest.raises(StoreError, match="0 detik"):
        presenter.set_seconds(rakor, 0, at=AT)
    assert store.session(rakor) == before


def test_what_is_not_there_is_said(store, presenter):
    for ask in (store.session, store.snapshot):
        with pytest.raises(StoreError, match="tidak ada di penyimpanan"):
            ask("tidak")
    with pytest.raises(StoreError, match="Rakor tidak tidak ada"):
        presenter.add_note("tidak", "Ende", "x", at=AT)
    with pytest.raises(StoreError, match="sudah tidak ada"):
        presenter.remove_note(99, at=AT)


def test_notes_keep_their_lines_and_lose_what_no_database_keeps(store, presenter, rakor):
    presenter.add_note(rakor, "Ende", "Air\x00 baku:\n belum ada \ud800", at=AT)
    second = presenter.add_note(rakor, "Belu", "Lahan", at=later(1))
    assert [note.text for note in store.notes(rakor)] == ["Air baku:\nbelum ada", "Lahan"]
    assert [note.kab_kota for note in store.notes(rakor, "Belu")] == ["Belu"]
    presenter.remove_note(second, at=AT)
    assert len(store.notes(rakor)) == 1
    assert "Lahan" in store.trail()["sebelum"].iloc[-1]
    with pytest.raises(StoreError, match="Catatan belum diisi"):
        presenter.add_note(rakor, "Ende", " \n ", at=AT)
    with pytest.raises(StoreError, match=r"paling banyak 4\.000 huruf"):
        presenter.add_note(rakor, "Ende", "x" * 4001, at=AT)


def test_a_snapshot_comes_back_as_it_was_frozen(store, presenter, rakor):
    figures = {"sisa_ha": 13.14, "akun": [{"kab_kota": "Ende", "sisa_ha": None}], "é": "−"}
    first = presenter.freeze("set", "Rakor 1", figures, rules_version="1.0", at=AT, rakor=rakor)
    second = presenter.freeze("set", "Rakor 2", {}, rules_version="1.1", at=later(1))
    kept = store.snapshot(first)
    assert kept.summary == figures
    assert (kept.dataset, kept.rules_version, kept.at, kept.agreed) == ("set", "1.0", AT, False)
    assert [info.id for info in store.snapshots()] == [second, first]
    assert [info.id for info in store.snapshots(rakor)] == [first]


def test_an_agreed_snapshot_is_locked(store, presenter):
    made = presenter.freeze("set", "Rakor 1", {"sisa_ha": 1.5}, rules_version="1", at=AT)
    presenter.agree(made, at=later(1))
    agreed = store.snapshot(made)
    assert (agreed.agreed_at, agreed.agreed_by) == (later(1), "Penyaji")
    with pytest.raises(StoreError, match="sudah disepakati"):
        presenter.discard(made, at=later(2))
    presenter.agree(made, at=later(3))
    assert store.snapshot(made) == agreed
    assert store.trail()["tindakan"].tolist() == ["buat_potret", "sepakati_potret"]


def test_a_snapshot_not_agreed_can_be_taken_away_and_is_remembered(store, presenter):
    made = presenter.freeze("set", "Rakor 1", {"sisa_ha": 1.5}, rules_version="1", at=AT)
    presenter.discard(made, at=AT)
    assert store.snapshots() == []
    assert '"sisa_ha": 1.5' in store.trail()["sebelum"].iloc[-1]


def test_figures_that_json_cannot_say_are_the_callers_mistake(store, presenter):
    for bad in (float("nan"), object()):
        with pytest.raises((ValueError, TypeError)):
            presenter.freeze("set", "Rakor 1", {"sisa_ha": bad}, rules_version="1", at=AT)
    assert store.snapshots() == []


def test_mappings_and_decisions_are_kept_until_forgotten(store, presenter):
    presenter.save_mapping("sidik", {"B": "luas_sk_ha"}, at=AT)
    presenter.save_mapping("sidik", {"C": "luas_sk_ha"}, at=AT)
    presenter.save_decision("sidik", ["klaim", 2], at=AT)
    assert store.mapping("sidik") == {"C": "luas_sk_ha"}
    assert store.mappings() == {"sidik": {"C": "luas_sk_ha"}}
    assert store.decision("sidik") == ["klaim", 2]
    presenter.save_mapping("sidik", None, at=AT)
    assert store.mapping("sidik") is None
    assert store.decisions() == {"sidik": ["klaim", 2]}
    assert store.decision("lain") is None


def test_scenarios_have_a_name_within_their_place(store, presenter):
    presenter.save_scenario("Murah", {"anggaran_rp": 1e9}, kab_kota="Ende", at=AT)
    presenter.save_scenario("Murah", {"anggaran_rp": 2e9}, at=AT)
    presenter.save_scenario("Murah", {"anggaran_rp": 3e9}, at=later(1))
    contents = [(s.kab_kota, s.name, s.content["anggaran_rp"]) for s in store.scenarios()]
    assert contents == [("", "Murah", 3e9), ("Ende", "Murah", 1e9)]
    assert [s.at for s in store.scenarios("")] == [later(1)]
    presenter.remove_scenario("Murah", at=AT)
    assert [s.kab_kota for s in store.scenarios()] == ["Ende"]


def test_the_trail_tells_who_did_what_before_and_after(store, presenter):
    presenter.save_mapping("sidik", {"B": "luas"}, at=AT)
    store.writer("korkot", "Korkot", "Ende").save_mapping("sidik", {"B": "jiwa"}, at=later(5))
    trail = store.trail()
    assert trail.columns.tolist() == [
        "nomor",
        "waktu",
        "oleh",
        "peran",
        "kab_kota",
        "tindakan",
        "objek",
        "sebelum",
        "sesudah",
    ]
    last = trail.iloc[-1]
    assert (last["oleh"], last["peran"], last["waktu"]) == ("Korkot", "korkot", later(5))
    assert (last["sebelum"], last["sesudah"]) == ("", '{"B": "jiwa"}')  # the first of the own
    assert trail["sebelum"].iloc[0] == ""
    assert store.trail(after=int(trail["nomor"].iloc[0]))["objek"].tolist() == ["sidik"]
    assert store.revision() == trail["nomor"].iloc[-1]


def test_an_empty_store_gives_frames_with_columns_of_the_same_kind(store, presenter, rakor):
    empty = store.follow_ups()
    assert len(empty) == 0
    assert str(empty["batas_waktu"].dtype) == "datetime64[s]"
    assert str(empty["diubah"].dtype) == "datetime64[us, UTC]"
    assert str(empty["status"].dtype) == "str"


def test_what_a_korkot_chooses_is_for_the_data_of_the_own_kab_kota(store, presenter):
    korkot = store.writer("korkot", "Korkot", "Kota Bima")
    presenter.save_mapping("sidik", {"B": "luas_sk_ha"}, at=AT)
    korkot.save_mapping("sidik", {"C": "luas_sk_ha"}, at=AT)
    korkot.save_answers({"t1": {"jawaban": "ha"}}, at=AT)
    assert store.mappings() == store.mappings("Dompu") == {"sidik": {"B": "luas_sk_ha"}}
    assert store.mappings("Kota Bima") == {"sidik": {"C": "luas_sk_ha"}}
    assert (store.answers(), store.answers("Kota Bima")) == ({}, {"t1": {"jawaban": "ha"}})
    korkot.save_mapping("sidik", None, at=AT)
    assert store.mappings("Kota Bima") == {"sidik": {"B": "luas_sk_ha"}}
    with pytest.raises(NotAllowed, match="Hanya penyaji"):
        korkot.save_mapping("sidik", None, at=AT)


def test_the_presenters_choice_ends_that_of_a_korkot(store, presenter):
    store.writer("korkot", "Korkot", "Kota Bima").save_mapping("sidik", {"C": "x"}, at=AT)
    presenter.save_mapping("sidik", {"B": "x"}, at=AT)
    assert store.mappings("Kota Bima") == {"sidik": {"B": "x"}}


def test_who_sent_a_data_set_is_known_of_korkot_only(store, presenter):
    korkot = store.writer("korkot", "Korkot", "Kota Bima")
    for hand, name in ((presenter, "a.csv"), (korkot, "b.csv")):
        sha = hand.save_upload(name, name.encode(), at=AT, rules_version="1")
        hand.save_dataset([(sha, name)], at=AT)
    by_name = {one.name: one.id for one in store.datasets()}
    assert store.sent_by_korkot() == {by_name["b.csv"]: "Kota Bima"}
