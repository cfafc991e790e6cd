"""Who may write what: everything tried as everyone, and nothing changed where it was refused."""

import inspect
from datetime import UTC, datetime, timedelta

import pytest

from kotaku.store import FollowUp, NotAllowed, Writer, pace, presenter_code
from kotaku.store.access import actor
from kotaku.store.presenter_code import TRIES, TRIES_OF_ALL, WINDOW

AT = datetime(2019, 8, 8, 9, 0, tzinfo=UTC)
OWN, OTHER = "Ende", "Belu"
SHA = "2" * 64


@pytest.fixture
def quick(monkeypatch):
    """Hash at no cost: what is tested is the counting."""
    monkeypatch.setattr(presenter_code, "COST", 2)


@pytest.fixture
def before(store, presenter, rakor):
    """What stands before somebody tries: of Belu and of Ende a note and a follow-up each."""
    made = {"rakor": rakor, "potret": presenter.freeze("d", "A", {}, rules_version="1", at=AT)}
    for place in (OWN, OTHER):
        made[f"rtl {place}"] = presenter.add_follow_up(rakor, FollowUp(place, "air"), at=AT)
        made[f"catatan {place}"] = presenter.add_note(rakor, place, "catatan", at=AT)
        presenter.change_follow_up(made[f"rtl {place}"], pic="PPK", at=AT)
        presenter.save_scenario("S", {"a": 1}, kab_kota=place, at=AT)
    presenter.save_scenario("S", {"a": 1}, at=AT)
    made["sha"] = presenter.save_upload("a.xlsx", b"a", at=AT, rules_version="1")
    made["data"] = presenter.save_dataset([(made["sha"], "a.xlsx")], at=AT)
    for place in (OWN, OTHER):
        team = store.writer("korkot", f"Korkot {place}", place)
        sha = team.save_upload("t.xlsx", place.encode(), at=AT, rules_version="1")
        made[f"data {place}"] = team.save_dataset([(sha, "t.xlsx")], at=AT)
    return made


def rtl(place):
    return FollowUp(place, masalah="drainase")


# Every method of the handle; per method what is tried and whether a korkot of Ende may.
TRIED = {
    "save_upload": [(True, lambda w, b: w.save_upload("b", b"b", at=AT, rules_version="1"))],
    "save_dataset": [(True, lambda w, b: w.save_dataset([(b["sha"], "b.xlsx")], at=AT))],
    "refuse_upload": [(True, lambda w, b: w.refuse_upload("b.pdf", "bukan tabel", at=AT))],
    "remove_dataset": [
        (True, lambda w, b: w.remove_dataset(b[f"data {OWN}"], at=AT)),
        (False, lambda w, b: w.remove_dataset(b[f"data {OTHER}"], at=AT)),
        (False, lambda w, b: w.remove_dataset(b["data"], at=AT)),
    ],
    "remove_older": [(False, lambda w, b: w.remove_older(1, at=AT + timedelta(days=9)))],
    "save_mapping": [(True, lambda w, b: w.save_mapping("sidik", {"A": "luas"}, at=AT))],
    "save_answers": [(True, lambda w, b: w.save_answers({"KODE": {"jawaban": "ha"}}, at=AT))],
    "save_decision": [(False, lambda w, b: w.save_decision("k", "ya", at=AT))],
    "open_rakor": [
        (False, lambda w, b: w.open_rakor("R", dataset="", agenda=[], seconds=1, at=AT))
    ],
    "new_korkot_code": [(False, lambda w, b: w.new_korkot_code(OWN, at=AT))],
    "set_agenda": [(False, lambda w, b: w.set_agenda(b["rakor"], [OTHER, OWN], at=AT))],
    "go_to": [(False, lambda w, b: w.go_to(b["rakor"], 1, at=AT))],
    "start_timer": [(False, lambda w, b: w.start_timer(b["rakor"], at=AT))],
    "pause_timer": [(False, lambda w, b: w.pause_timer(b["rakor"], at=AT))],
    "set_seconds": [(False, lambda w, b: w.set_seconds(b["rakor"], 300, at=AT))],
    "add_note": [
        (True, lambda w, b: w.add_note(b["rakor"], OWN, "baru", at=AT)),
        (False, lambda w, b: w.add_note(b["rakor"], OTHER, "baru", at=AT)),
        (False, lambda w, b: w.add_note(b["rakor"], "", "baru", at=AT)),
    ],
    "remove_note": [
        (True, lambda w, b: w.remove_note(b[f"catatan {OWN}"], at=AT)),
        (False, lambda w, b: w.remove_note(b[f"catatan {OTHER}"], at=AT)),
    ],
    "freeze": [(False, lambda w, b: w.freeze("d", "B", {}, rules_version="1", at=AT))],
    "agree": [(False, lambda w, b: w.agree(b["potret"], at=AT))],
    "discard": [(False, lambda w, b: w.discard(b["potret"], at=AT))],
    "add_follow_up": [
        (True, lambda w, b: w.add_follow_up(b["rakor"], rtl(OWN), at=AT)),
        (True, lambda w, b: w.add_follow_up(b["rakor"], rtl(" ENDE "), at=AT)),
        (False, lambda w, b: w.add_follow_up(b["rakor"], rtl(OTHER), at=AT)),
        (False, lambda w, b: w.add_follow_up(b["rakor"], rtl(""), at=AT)),
    ],
    "change_follow_up": [
        (True, lambda w, b: w.change_follow_up(b[f"rtl {OWN}"], status="selesai", at=AT)),
        (False, lambda w, b: w.change_follow_up(b[f"rtl {OTHER}"], status="selesai", at=AT)),
        (False, lambda w, b: w.change_follow_up(b[f"rtl {OTHER}"], kab_kota=OWN, at=AT)),
        (False, lambda w, b: w.change_follow_up(b[f"rtl {OWN}"], kab_kota=OTHER, at=AT)),
    ],
    "restore_follow_up": [
        (True, lambda w, b: w.restore_follow_up(b[f"rtl {OWN}"], 1, at=AT)),
        (False, lambda w, b: w.restore_follow_up(b[f"rtl {OTHER}"], 1, at=AT)),
    ],
    "save_scenario": [
        (True, lambda w, b: w.save_scenario("S", {"a": 2}, kab_kota=OWN, at=AT)),
        (False, lambda w, b: w.save_scenario("S", {"a": 2}, kab_kota=OTHER, at=AT)),
        (False, lambda w, b: w.save_scenario("S", {"a": 2}, at=AT)),
    ],
    "remove_scenario": [
        (True, lambda w, b: w.remove_scenario("S", kab_kota=OWN, at=AT)),
        (False, lambda w, b: w.remove_scenario("S", kab_kota=OTHER, at=AT)),
        (False, lambda w, b: w.remove_scenario("S", at=AT)),
    ],
}
ATTEMPTS = [
    pytest.param(allowed, attempt, id=f"{name}-{number}")
    for name, attempts in TRIED.items()
    for number, (allowed, attempt) in enumerate(attempts)
]


def test_no_way_of_writing_is_left_untried():
    methods = {name for name, _ in inspect.getmembers(Writer, inspect.isfunction)}
    assert {name for name in methods if not name.startswith("_")} == set(TRIED)


@pytest.mark.parametrize(("korkot_may", "attempt"), ATTEMPTS)
def test_everything_is_tried_as_everyone(store, before, korkot_may, attempt):
    start = store.revision()
    with pytest.raises(NotAllowed, match="pembaca"):
        attempt(store.writer("reader", "Tamu"), before)
    assert store.revision() == start
    korkot = store.writer("korkot", "Korkot Ende", OWN)
    if not korkot_may:
        with pytest.raises(NotAllowed, match=r"Hanya penyaji|hanya dapat mengubah bagian Ende"):
            attempt(korkot, before)
        (told,) = store.trail(after=start).to_dict("records")
        assert (told["oleh"], told["tindakan"]) == ("Korkot Ende", "hak_ditolak")
        assert "anya" in told["sesudah"]
        start = store.revision()
    writer = korkot if korkot_may else store.writer("presenter", "Penyaji")
    attempt(writer, before)
    last = store.trail(after=start)
    assert len(last) == 1
    assert last["peran"].item() == ("korkot" if korkot_may else "presenter")


@pytest.mark.parametrize("scope", [None, "", OWN, OTHER])
def test_a_presenter_may_write_everywhere(scope):
    assert actor("presenter", "Penyaji").require(scope) is None


def test_a_korkot_who_lost_a_follow_up_cannot_undo_it_back(store, presenter, before):
    moved = before[f"rtl {OWN}"]
    presenter.change_follow_up(moved, kab_kota=OTHER, at=AT)
    korkot = store.writer("korkot", "Korkot Ende", OWN)
    with pytest.raises(NotAllowed, match="bukan Belu"):
        korkot.restore_follow_up(moved, 1, at=AT)


def test_a_writer_needs_a_name_and_a_korkot_a_place(store):
    with pytest.raises(NotAllowed, match="nama"):
        store.writer("presenter", "  ")
    with pytest.raises(NotAllowed, match="kabupaten/kota"):
        store.writer("korkot", "Korkot", "")
    with pytest.raises(ValueError, match="role"):
        store.writer("admin", "X")
    assert store.writer("presenter", "P", "Ende").actor.kab_kota == ""


def test_the_code_is_eight_digits_and_kept_as_a_hash(store):
    codes = {store.new_presenter_code(at=AT) for _ in range(5)}
    assert all(len(code) == 8 and code.isdigit() for code in codes)
    assert len(codes) > 1
    code = store.new_presenter_code(at=AT)
    with store._engine.connect() as connection:
        row = connection.exec_driver_sql("SELECT garam, sandi FROM kode_penyaji").one()
    assert all(code.encode() not in bytes(part) for part in row)
    store.enter_presenter_code(f" {code[:3]} {code[3:]} ", at=AT)


def test_a_new_code_ends_the_old_one(store):
    store.new_presenter_code(at=AT, code="111111")
    store.new_presenter_code(at=AT, code="222222")
    with pytest.raises(NotAllowed, match="salah"):
        store.enter_presenter_code("111111", at=AT)
    store.enter_presenter_code("222222", at=AT)


def test_without_a_code_nobody_gets_in(store):
    with pytest.raises(NotAllowed, match="belum dibuat"):
        store.enter_presenter_code("", at=AT)


def test_too_many_wrong_codes_lock_this_client_for_a_while(store, quick):
    code = store.new_presenter_code(at=AT, code="123456")
    for _ in range(TRIES):
        with pytest.raises(NotAllowed, match="salah"):
            store.enter_presenter_code("000000", at=AT, client="a")
    with pytest.raises(NotAllowed, match="dalam 5 menit"):
        store.enter_presenter_code(code, at=AT, client="a")
    with pytest.raises(NotAllowed, match="dalam 1 menit"):
        store.enter_presenter_code(code, at=AT + WINDOW - timedelta(seconds=1), client="a")
    store.enter_presenter_code(code, at=AT, client="b")
    store.enter_presenter_code(code, at=AT + WINDOW, client="a")


def test_a_right_code_forgets_the_wrong_ones(store, quick):
    code = store.new_presenter_code(at=AT, code="123456")
    for _ in range(3):
        for _ in range(TRIES - 1):
            with pytest.raises(NotAllowed, match="salah"):
                store.enter_presenter_code("000000", at=AT)
        store.enter_presenter_code(code, at=AT)


def test_many_clients_cannot_guess_together(store, quick):
    code = store.new_presenter_code(at=AT, code="123456")
    for number in range(TRIES_OF_ALL):
        with pytest.raises(NotAllowed, match="salah"):
            store.enter_presenter_code("000000", at=AT, client=str(number))
    with pytest.raises(NotAllowed, match="Terlalu banyak"):
        store.enter_presenter_code(code, at=AT, client="lain")


def test_a_korkot_has_a_code_of_the_own_place_only(store, presenter, quick):
    code = presenter.new_korkot_code(OWN, at=AT)
    assert (len(code), code.isdigit()) == (8, True)
    store.enter_korkot_code(OWN, f" {code} ", at=AT)
    with pytest.raises(NotAllowed, match="Belum ada kode korkot untuk Belu"):
        store.enter_korkot_code(OTHER, code, at=AT)
    other = presenter.new_korkot_code(OTHER, at=AT)
    if other != code:  # one pair in a million
        with pytest.raises(NotAllowed, match="Kode korkot Ende salah"):
            store.enter_korkot_code(OWN, other, at=AT)


def test_the_code_of_the_presenter_is_no_code_of_a_korkot(store, presenter, quick):
    presenter.new_korkot_code(OWN, at=AT)
    store.new_presenter_code(at=AT, code="presenter")
    with pytest.raises(NotAllowed, match="salah"):
        store.enter_korkot_code(OWN, "presenter", at=AT)


def test_a_new_code_of_a_korkot_ends_the_old_one_and_says_since_when(store, presenter, quick):
    old = presenter.new_korkot_code(OWN, at=AT)
    later = AT + timedelta(hours=1)
    new = presenter.new_korkot_code(OWN, at=later)
    assert store.korkot_codes() == {OWN: later}
    store.enter_korkot_code(OWN, new, at=later)
    if old != new:
        with pytest.raises(NotAllowed, match="salah"):
            store.enter_korkot_code(OWN, old, at=later)


def test_neither_table_nor_trail_holds_the_code(store, presenter):
    code = presenter.new_korkot_code(OWN, at=AT)
    with store._engine.connect() as connection:
        row = connection.exec_driver_sql("SELECT garam, sandi FROM kode_korkot").one()
    assert all(code.encode() not in bytes(part) for part in row)
    assert code not in store.trail().drop(columns="waktu").to_csv()


def wrong(enter, times, client="a", at=AT):
    for _ in range(times):
        with pytest.raises(NotAllowed, match="salah"):
            enter("x", client, at)


def at_the_presenter(store):
    return lambda code, client, at=AT: store.enter_presenter_code(code, at=at, client=client)


def at_the_korkot(store):
    return lambda code, client, at=AT: store.enter_korkot_code(OWN, code, at=at, client=client)


def test_a_right_own_code_does_not_lower_the_count_at_another_code(store, presenter, quick):
    own = presenter.new_korkot_code(OWN, at=AT)
    store.new_presenter_code(at=AT, code="123456")
    for _ in range(TRIES):
        wrong(at_the_presenter(store), 1)
        at_the_korkot(store)(own, "a")
    with pytest.raises(NotAllowed, match="Terlalu banyak"):
        store.enter_presenter_code("123456", at=AT, client="a")
    at_the_korkot(store)(own, "a")


def test_a_new_code_of_the_server_does_not_forget_the_tries(store, quick):
    store.new_presenter_code(at=AT, code="123456")
    wrong(at_the_presenter(store), TRIES)
    store.new_presenter_code(at=AT, code="654321")
    with pytest.raises(NotAllowed, match="Terlalu banyak"):
        store.enter_presenter_code("654321", at=AT, client="a")


def test_nobody_locks_out_who_sits_at_the_computer(store, quick):
    store.new_presenter_code(at=AT, code="123456")
    for number in range(TRIES_OF_ALL):
        wrong(at_the_presenter(store), 1, client=f"10.0.{number % 9}.{number}")
    wrong(lambda *_: store.enter_presenter_code("x", at=AT, at_computer=True), 2 * TRIES)
    store.enter_presenter_code("123456", at=AT, client="127.0.0.1", at_computer=True)


def test_a_clock_that_was_ahead_locks_nobody(store, quick):
    store.new_presenter_code(at=AT, code="123456")
    wrong(at_the_presenter(store), TRIES, at=AT + timedelta(days=365))
    store.enter_presenter_code("123456", at=AT, client="a")


def test_a_clock_that_was_behind_locks_nobody(store, quick):
    store.new_presenter_code(at=AT, code="123456")
    wrong(at_the_presenter(store), TRIES, at=AT - timedelta(days=365))
    store.enter_presenter_code("123456", at=AT, client="a")


def test_one_device_does_not_count_as_many_by_its_addresses(store, quick):
    store.new_presenter_code(at=AT, code="123456")
    for number in range(TRIES):
        wrong(at_the_presenter(store), 1, client=f"2001:db8:1:2::{number + 1:x}")
    with pytest.raises(NotAllowed, match="Terlalu banyak"):
        store.enter_presenter_code("123456", at=AT, client="2001:db8:1:2:aaaa::1")
    store.enter_presenter_code("123456", at=AT, client="2001:db8:1:3::1")


def test_an_evening_of_guessing_finds_nothing(store, quick, monkeypatch):
    """Eight hours from one address: as many tries as the arithmetic says, and no more."""
    store.new_presenter_code(at=AT)
    judged = 0
    for minute in range(8 * 60):
        for _ in range(8):
            try:
                store.enter_presenter_code("x", at=AT + timedelta(minutes=minute), client="a")
            except NotAllowed as refused:
                judged += "Kode penyaji salah" in str(refused)
    assert judged == 8 * 60 // 5 * TRIES == 480


def test_logins_and_refused_codes_are_in_the_trail_without_the_code(store, presenter, quick):
    own = presenter.new_korkot_code(OWN, at=AT)
    start = store.revision()
    wrong(lambda *_: store.enter_korkot_code(OWN, "31415926", at=AT, client="10.0.0.7"), 1)
    store.enter_korkot_code(OWN, own, at=AT, client="10.0.0.7", name="Ani")
    rows = store.trail(after=start)
    assert rows["tindakan"].tolist() == ["kode_ditolak", "masuk"]
    assert rows["oleh"].tolist() == ["", "Ani"]
    assert rows["kab_kota"].tolist() == [OWN, OWN]
    assert rows["sesudah"].tolist() == ['"10.0.0.7"'] * 2
    assert "31415926" not in rows.drop(columns="waktu").to_csv()


def test_a_korkot_writes_no_faster_than_a_person(store, presenter, rakor):
    fast = store.writer("korkot", "Cepat", OWN)
    kept = [fast.add_note(rakor, OWN, f"catatan {n}", at=AT) for n in range(pace.MOST)]
    for soon in (AT, AT + timedelta(seconds=59), AT - timedelta(seconds=5)):
        with pytest.raises(pace.TooFast, match="Tunggu sebentar"):
            fast.add_note(rakor, OWN, "lagi", at=soon)
    with pytest.raises(NotAllowed):  # what is refused is said as before, and fills no trail
        fast.add_note(rakor, OTHER, "lagi", at=AT)
    assert [note.number for note in store.notes(rakor, OWN)] == kept
    assert len(store.trail().query("oleh == 'Cepat'")) == pace.MOST
    store.writer("korkot", "Lain", OTHER).add_note(rakor, OTHER, "tidak terhalang", at=AT)
    presenter.add_note(rakor, OWN, "tidak terhalang", at=AT)
    assert fast.add_note(rakor, OWN, "kemudian", at=AT + pace.WINDOW)
