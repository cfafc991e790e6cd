"""What cannot be stored is said in a sentence, and nothing half done stays."""

import errno
import socket
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from kotaku.store import Store, StoreError, database, engine
from kotaku.store.errors import BUSY, FULL, explained, sentence
from tests.store.writer import hand

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2019, 8, 8, 9, 0, tzinfo=UTC)


def test_a_file_in_the_place_of_the_folder_gives_the_sentence(tmp_path):
    (tmp_path / "var").write_text("bukan folder")
    with pytest.raises(StoreError, match=r"Folder penyimpanan .*var.* KOTAKU_DATA_DIR"):
        Store.in_folder(tmp_path / "var")


def test_a_file_that_is_no_database_gives_the_sentence(tmp_path):
    (tmp_path / database.FILE_NAME).write_bytes(b"bukan basis data " * 100)
    with pytest.raises(StoreError, match="rusak atau bukan"):
        Store.in_folder(tmp_path)


def test_a_store_locked_for_too_long_gives_the_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "WAIT_S", 0.05)
    store = Store.in_folder(tmp_path)
    other = sqlite3.connect(tmp_path / database.FILE_NAME)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="pengguna lain"):
        hand(store).save_upload("a.xlsx", b"a", at=AT, rules_version="1")
    other.rollback()
    other.close()
    hand(store).save_upload("a.xlsx", b"a", at=AT, rules_version="1")
    store.close()


def test_a_full_disk_gives_the_sentence_and_keeps_what_was_there(tmp_path):
    store = Store.in_folder(tmp_path)
    small = hand(store).save_upload("a.xlsx", b"a", at=AT, rules_version="1")
    event.listen(
        store._engine,
        "begin",
        lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=20").close(),
    )
    with pytest.raises(StoreError) as caught:
        hand(store).save_upload("b.xlsx", bytes(1_000_000), at=AT, rules_version="1")
    assert str(caught.value) == FULL
    assert store.files(hand(store).save_dataset([(small, "a.xlsx")], at=AT)) == [("a.xlsx", b"a")]
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
    place = engine.place_of(engine.address_of("postgresql://rakor:rahasia@basis/kotaku"))
    assert "rahasia" not in place
    assert "basis/kotaku" in place


def test_a_server_that_does_not_answer_is_told_within_seconds():
    with pytest.raises(StoreError, match=r"tidak dapat dihubungi.*KOTAKU_DATABASE_URL"):
        Store("postgresql://rakor@127.0.0.1:1/kotaku")


def test_a_server_without_the_database_is_told(server):
    with pytest.raises(StoreError, match="tidak dapat dihubungi"):
        Store(server.url.set(database="tidak_ada"))


def test_a_server_that_lets_nobody_write_is_told(postgres_url):
    first = Store(postgres_url)
    first.close()
    store = Store(f"{postgres_url}&options=-cdefault_transaction_read_only%3Don")
    with pytest.raises(StoreError, match="tidak boleh ditulis"):
        hand(store).save_upload("a.xlsx", b"a", at=AT, rules_version="1")
    store.close()


def test_a_server_busy_for_too_long_gives_the_sentence(postgres_url, monkeypatch):
    monkeypatch.setattr(engine, "WAIT_S", 0.05)
    store = Store(postgres_url)
    with (
        engine.writing(store._engine),
        pytest.raises(StoreError, match="pengguna lain"),
    ):
        hand(store).save_upload("a.xlsx", b"a", at=AT, rules_version="1")
    store.close()


def test_a_driver_that_is_not_installed_is_told():
    with pytest.raises(StoreError, match=r"psycopg2 .*requirements-postgres.txt"):
        Store("postgresql+psycopg2://rakor@127.0.0.1/kotaku")


def test_the_driver_that_is_advised_is_the_one_that_is_tested():
    advised = (ROOT / "requirements-postgres.txt").read_text().splitlines()[-1]
    assert advised.startswith("psycopg[binary]==")
    assert advised in (ROOT / "requirements-dev.txt").read_text().splitlines()


@pytest.mark.parametrize("name", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_name_of_postgresql_is_understood(name):
    assert engine.address_of(f"{name}://rakor@basis/kotaku").drivername == "postgresql+psycopg"


def test_a_write_into_a_deleted_file_is_refused_at_once(tmp_path):
    store = Store.in_folder(tmp_path)
    hand(store).save_upload("a.xlsx", b"a", at=AT, rules_version="1")
    for file in tmp_path.iterdir():
        file.unlink()
    with pytest.raises(StoreError, match="TIDAK disimpan"):
        hand(store).save_upload("b.xlsx", b"b", at=AT, rules_version="1")
    assert not [*tmp_path.iterdir()]
    store.close()


URL = "postgresql://rakor:x@{}/rakor"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", ""])
def test_a_server_on_this_computer_needs_no_certificate(host):
    assert engine.secured(engine.address_of(URL.format(host)), {}) == {}
    assert engine.secured(engine.address_of("postgresql:///x?host=/run/pg"), {}) == {}


def test_a_server_on_another_computer_must_prove_who_it_is():
    address = engine.address_of(URL.format("db.contoh.go.id"))
    known = {"sslmode": "verify-full", "sslrootcert": "system"}
    assert engine.secured(address, {}) == known
    assert engine.secured(engine.address_of(URL.format("10.0.0.7")), {}) == known
    own = engine.address_of(URL.format("db") + "?sslrootcert=/etc/akar.pem")
    assert engine.secured(own, {}) == {"sslmode": "verify-full"}
    closed = engine.address_of(URL.format("db") + "?sslmode=disable")
    assert engine.secured(closed, {}) == {}
    assert engine.secured(address, {"PGSSLMODE": "require"}) == {}


def test_a_server_without_a_certificate_is_not_spoken_to(tmp_path, monkeypatch):
    """A server that takes no TLS: the password must not reach it."""
    monkeypatch.setattr(engine, "_is_local", lambda _: False)
    heard = []
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(10)

        def answer() -> None:
            with server.accept()[0] as line:
                heard.append(line.recv(100))
                line.sendall(b"N")  # no TLS here
                heard.append(line.recv(100))

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(StoreError, match="sertifikat yang dikenal"):
            Store(URL.format(f"127.0.0.1:{server.getsockname()[1]}"))
        thread.join()
    assert len(heard) == 2
    assert heard[1] == b""
