"""What the store promises: the same bytes back, once, in order, whoever else writes."""

import hashlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import event, text

from kotaku import paths
from kotaku.store import DatasetInfo, Store, StoreError, uploads
from kotaku.store.database import FILE_NAME
from tests.store.writer import ROWS_A_ROUND, content, hand

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2019, 8, 8, 9, 0, tzinfo=UTC)


def keep(store: Store, *files: tuple[str, bytes], at: datetime = AT, name: str = "") -> str:
    """Save files as one data set and return its id."""
    pairs = [(hand(store).save_upload(n, data, at=at, rules_version="1"), n) for n, data in files]
    return hand(store).save_dataset(pairs, at=at, name=name)


def test_bytes_come_back_unchanged_and_in_order(store):
    files = [("b.xlsx", b"\x00PK\xff" * 1000), ("a.csv", b""), ("a.csv", "é".encode())]
    assert store.files(keep(store, *files)) == files


def test_an_upload_is_named_by_its_sha256(store):
    sha256 = hand(store).save_upload("a.xlsx", b"isi", at=AT, rules_version="1")
    assert sha256 == hashlib.sha256(b"isi").hexdigest()


def test_the_same_bytes_are_kept_once_and_every_name_is_kept(store):
    first = keep(store, ("a.xlsx", b"isi"))
    second = keep(store, ("salinan a.xlsx", b"isi"))
    with store._engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM unggahan")) == 1
        assert connection.scalar(text("SELECT nama FROM unggahan")) == "a.xlsx"
    assert store.files(first) == [("a.xlsx", b"isi")]
    assert store.files(second) == [("salinan a.xlsx", b"isi")]


def test_the_same_files_are_the_same_data_set_and_another_order_is_another(store):
    a, b = ("a.xlsx", b"a"), ("b.xlsx", b"b")
    first = keep(store, a, b)
    assert keep(store, a, b, at=AT + timedelta(days=1), name="lain") == first
    assert keep(store, b, a) != first
    (kept,) = [info for info in store.datasets() if info.id == first]
    assert (kept.saved_at, kept.name) == (AT, "a.xlsx + b.xlsx")


def test_data_sets_are_listed_newest_first_with_their_files(store):
    old = keep(store, ("a.xlsx", b"12"), ("b.xlsx", b"345"), name="Rakor NTT")
    new = keep(store, ("c.xlsx", b""), at=AT + timedelta(seconds=1))
    assert store.datasets() == [
        DatasetInfo(new, "c.xlsx", AT + timedelta(seconds=1), ("c.xlsx",), 0),
        DatasetInfo(old, "Rakor NTT", AT, ("a.xlsx", "b.xlsx"), 5),
    ]


def test_times_are_kept_in_utc_and_need_a_zone(store):
    wita = datetime(2019, 8, 8, 17, 0, tzinfo=timezone(timedelta(hours=8)))
    keep(store, ("a.xlsx", b"a"), at=wita)
    assert store.datasets()[0].saved_at == AT
    with pytest.raises(ValueError, match="time zone"):
        keep(store, ("b.xlsx", b"b"), at=datetime(2019, 8, 8))


def test_what_is_kept_outlives_the_store(tmp_path):
    first = Store.in_folder(tmp_path / "baru" / "dalam")
    dataset = keep(first, ("a.xlsx", b"isi"))
    first.close()
    second = Store.in_folder(tmp_path / "baru" / "dalam")
    assert second.files(dataset) == [("a.xlsx", b"isi")]
    second.close()


def test_sqlite_is_set_to_lose_nothing(tmp_path):
    store = Store.in_folder(tmp_path)
    with store._engine.connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("PRAGMA synchronous")) == 2  # FULL
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
    store.close()


def test_listing_data_sets_does_not_walk_through_their_bytes(tmp_path):
    store = Store.in_folder(tmp_path)
    with store._engine.connect() as connection:
        asked = []
        event.listen(
            connection, "before_cursor_execute", lambda c, cu, said, *_: asked.append(said)
        )
        assert uploads.datasets(connection) == []
        of_uploads = [said for said in asked if "unggahan" in said]
        plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {q}").all() for q in of_uploads]
    assert plans
    assert all("COVERING INDEX ix_unggahan_ukuran" in str(plan) for plan in plans)
    store.close()


def test_a_data_set_of_unknown_or_no_uploads_is_refused_and_leaves_nothing(store):
    with pytest.raises(StoreError, match="Unggah ulang"):
        hand(store).save_dataset([("0" * 64, "a.xlsx")], at=AT)
    with pytest.raises(StoreError, match="tanpa berkas"):
        hand(store).save_dataset([], at=AT)
    assert store.datasets() == []


def test_an_unknown_data_set_is_said_to_be_missing(store):
    with pytest.raises(StoreError, match="abc tidak ada"):
        store.files("abc")


def test_settings_choose_the_place(tmp_path, monkeypatch):
    folder, address = tmp_path / "folder", f"sqlite:///{tmp_path / 'lain.sqlite3'}"
    standard = tmp_path / "var"
    monkeypatch.setattr(paths, "STORE", standard)
    for environ, expected in [
        ({}, standard / FILE_NAME),
        ({"KOTAKU_DATA_DIR": str(folder)}, folder / FILE_NAME),
        (
            {"KOTAKU_DATA_DIR": str(folder), "KOTAKU_DATABASE_URL": address},
            tmp_path / "lain.sqlite3",
        ),
    ]:
        assert not expected.exists()
        Store.from_environment(environ).close()
        assert expected.is_file()


def test_threads_write_and_read_at_once(store):
    def work(number: int) -> bool:
        files = [("sama.xlsx", b"sama"), (f"{number}.xlsx", content("utas", number))]
        return store.files(keep(store, *files)) == files

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(work, range(64)))
    assert len(store.datasets()) == 64


def test_two_apps_write_into_one_store_at_once(store, store_url, rakor):
    apps = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.store.writer", store_url, rakor, f"app{n}", "15"],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
        )
        for n in range(2)
    ]
    assert [app.wait(timeout=60) for app in apps] == [0, 0]
    assert len(store.datasets()) == 30
    assert store.session(rakor).revision == 1 + 30  # no step of the two got lost
    assert store.follow_ups()["versi"].tolist() == [2] * 30
    trail = store.trail()
    assert len(trail) == 1 + 30 * ROWS_A_ROUND
    assert trail["nomor"].is_unique
