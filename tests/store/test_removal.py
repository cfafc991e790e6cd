"""What was uploaded can be taken away for good, with its bytes, and without being opened."""

from datetime import UTC, datetime, timedelta

import pytest

from kotaku.store import NotAllowed, StoreError

AT = datetime(2019, 8, 8, 9, 0, tzinfo=UTC)
POISON = b"\x00racun" * 1000


def put(writer, *files, at=AT):
    shas = [(writer.save_upload(n, d, at=at, rules_version="1"), n) for n, d in files]
    return writer.save_dataset(shas, at=at)


def kept(store):
    with store._engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT isi FROM unggahan")
        return {bytes(content) for (content,) in rows}


def test_a_data_set_goes_with_its_bytes(store, presenter):
    one, other = put(presenter, ("a", POISON)), put(presenter, ("b", b"baik"))
    presenter.remove_dataset(one, at=AT)
    assert [info.id for info in store.datasets()] == [other]
    assert kept(store) == {b"baik"}
    with pytest.raises(StoreError, match="tidak ada"):
        store.files(one)


def test_bytes_that_another_data_set_holds_stay(store, presenter):
    one, other = put(presenter, ("a", b"x"), ("b", b"y")), put(presenter, ("a", b"x"))
    presenter.remove_dataset(one, at=AT)
    assert store.files(other) == [("a", b"x")]
    assert kept(store) == {b"x"}


def test_what_is_gone_is_said_to_be_gone(store, presenter):
    one = put(presenter, ("a", b"x"))
    presenter.remove_dataset(one, at=AT)
    with pytest.raises(StoreError, match="sudah tidak ada"):
        presenter.remove_dataset(one, at=AT)


def test_the_trail_keeps_who_removed_what_but_no_bytes(store, presenter):
    one = put(presenter, ("rahasia.xlsx", POISON))
    presenter.remove_dataset(one, at=AT)
    last = store.trail().iloc[-1]
    assert (last["tindakan"], last["objek"]) == ("hapus_set_data", one)
    assert last["sebelum"] == '["rahasia.xlsx"]'


def test_a_korkot_removes_what_the_own_team_sent_and_nothing_else(store, presenter):
    ende, belu = (store.writer("korkot", f"Korkot {p}", p) for p in ("Ende", "Belu"))
    own, ours = put(ende, ("e", b"e")), put(presenter, ("p", b"p"))
    with pytest.raises(NotAllowed):
        belu.remove_dataset(own, at=AT)
    with pytest.raises(NotAllowed):
        ende.remove_dataset(ours, at=AT)
    store.writer("korkot", "Pengganti", "ENDE").remove_dataset(own, at=AT)
    assert [info.id for info in store.datasets()] == [ours]


def test_what_was_kept_for_longer_than_the_days_goes(store, presenter):
    old = put(presenter, ("lama", b"lama"), at=AT)
    new = put(presenter, ("baru", b"baru"), at=AT + timedelta(days=40))
    assert presenter.remove_older(30, at=AT + timedelta(days=41)) == 1
    assert [info.id for info in store.datasets()] == [new]
    assert kept(store) == {b"baru"}
    assert store.trail().iloc[-1]["objek"] == old
    with pytest.raises(StoreError, match="1 hari"):
        presenter.remove_older(0, at=AT)


def test_the_data_of_a_running_meeting_stay_until_a_day_after_its_last_step(store, presenter):
    old, now = put(presenter, ("lama", b"lama")), AT + timedelta(days=40)
    meeting = presenter.open_rakor(
        "Rakor Agustus", dataset=old, agenda=["", "Ende"], seconds=600, at=now
    )
    presenter.go_to(meeting.id, 1, at=now + timedelta(hours=8))
    later = now + timedelta(hours=31)  # the next afternoon
    with pytest.raises(StoreError, match="dipakai Rakor Agustus"):
        presenter.remove_dataset(old, at=later)
    assert presenter.remove_older(30, at=later) == 0
    assert [info.id for info in store.datasets()] == [old]
    presenter.remove_dataset(old, at=later + timedelta(hours=2))
    assert store.datasets() == []
