"""What cannot be stored is said in a sentence, and nothing half done stays."""

import errno
import os
import sqlite3
from datetime import UTC, datetime

import pytest
from sqlalchemy import event
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.schema import CreateTable

from kotaku.store import Store, StoreError, database
from kotaku.store.errors import BUSY, FULL, explained, sentence
from kotaku.store.records import metadata

AT = datetime(2019, 8, 8, 9, 0, tzinfo=UTC)


def test_a_file_in_the_place_of_the_folder_gives_the_sentence(tmp_path):
    (tmp_path / "var").write_text("bukan folder")
    with pytest.raises(StoreError, match=r"Folder penyimpanan .*var.* KOTAKU_DATA_DIR"):
        Store.in_folder(tmp_path / "var")


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="izin folder tidak mengikat root"
)
def test_a_read_only_folder_gives_the_sentence(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreError, match="tidak dapat dibuka atau ditulis"):
            Store.in_folder(tmp_path)
    finally:
        tmp_path.chmod(0o700)


def test_a_file_that_is_no_database_gives_the_sentence(tmp_path):
    (tmp_path / database.FILE_NAME).write_bytes(b"bukan basis data " * 100)
    with pytest.raises(StoreError, match="rusak atau bukan"):
        Store.in_folder(tmp_path)


def test_a_store_locked_for_too_long_gives_the_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(database, "WAIT_S", 0.05)
    store = Store.in_folder(tmp_path)
    other = sqlite3.connect(tmp_path / database.FILE_NAME)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="pengguna lain"):
        store.save_upload("a.xlsx", b"a", at=AT, rules_version="1")
    other.rollback()
    other.close()
    store.save_upload("a.xlsx", b"a", at=AT, rules_version="1")
    store.close()


def test_a_full_disk_gives_the_sentence_and_keeps_what_was_there(tmp_path):
    store = Store.in_folder(tmp_path)
    small = store.save_upload("a.xlsx", b"a", at=AT, rules_version="1")
    event.listen(
        store._engine,
        "begin",
        lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=20").close(),
    )
    with pytest.raises(StoreError) as caught:
        store.save_upload("b.xlsx", bytes(1_000_000), at=AT, rules_version="1")
    assert str(caught.value) == FULL
    assert store.files(store.save_dataset([(small, "a.xlsx")], at=AT)) == [("a.xlsx", b"a")]
    store.close()


def test_errors_without_a_name_of_their_own_still_say_what_happened():
    assert sentence(PoolTimeout("lama"), "x") == BUSY
    unknown = OperationalError("SELECT 1", {}, RuntimeError("aneh"))
    assert "x gagal (RuntimeError)" in sentence(unknown, "x")
    lost = OperationalError("SELECT 1", {}, RuntimeError("putus"), connection_invalidated=True)
    assert "KOTAKU_DATABASE_URL" in sentence(lost, "x")
    with pytest.raises(StoreError, match="Ruang disk"), explained("x"):
        raise OSError(errno.ENOSPC, "penuh")


def test_the_place_of_a_server_is_told_without_its_password():
    place = database._place(database.make_url("postgresql://rakor:rahasia@basis/kotaku"))
    assert "rahasia" not in place
    assert "basis/kotaku" in place


def test_the_tables_can_be_made_on_postgresql():
    made = [
        str(CreateTable(table).compile(dialect=postgresql.dialect()))
        for table in metadata.sorted_tables
    ]
    assert any("BYTEA" in statement for statement in made)
    assert all("CREATE TABLE" in statement for statement in made)
