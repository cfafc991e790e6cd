"""A store of any age becomes one of today, without loss and whoever opens it first."""

import hashlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from kotaku.store import Store, StoreError, migrate
from kotaku.store.engine import address_of, make_engine, writing
from kotaku.store.tables import metadata
from tests.store.writer import hand

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2019, 8, 8, 9, 0, tzinfo=UTC)

# What the app made before it had migrations, in either database's own words.
FIRST = """
CREATE TABLE unggahan (sha256 VARCHAR(64) NOT NULL, nama VARCHAR NOT NULL, isi {bytes} NOT NULL,
  ukuran INTEGER NOT NULL, waktu_unggah {moment} NOT NULL, versi_aturan VARCHAR NOT NULL,
  PRIMARY KEY (sha256));
CREATE TABLE set_data (id VARCHAR(16) NOT NULL, nama VARCHAR NOT NULL, waktu {moment} NOT NULL,
  PRIMARY KEY (id));
CREATE TABLE set_data_berkas (id_set VARCHAR(16) NOT NULL, urutan INTEGER NOT NULL,
  sha256 VARCHAR(64) NOT NULL, nama VARCHAR NOT NULL, PRIMARY KEY (id_set, urutan),
  FOREIGN KEY(id_set) REFERENCES set_data (id), FOREIGN KEY(sha256) REFERENCES unggahan (sha256));
INSERT INTO unggahan VALUES ('{sha}', 'a.xlsx', {content}, 3, '2019-08-08 09:00:00.000000', '1');
INSERT INTO set_data VALUES ('lama', 'Rakor lama', '2019-08-08 09:00:00.000000');
INSERT INTO set_data_berkas VALUES ('lama', 0, '{sha}', 'a.xlsx')
"""


def make_first(url: str) -> None:
    """Make a store as the app did before it had migrations, with one data set in it."""
    engine = make_engine(address_of(url))
    sqlite = engine.dialect.name == "sqlite"
    words = {
        "bytes": "BLOB" if sqlite else "BYTEA",
        "moment": "DATETIME" if sqlite else "TIMESTAMP",
        "content": "x'697369'" if sqlite else r"'\x697369'",
        "sha": hashlib.sha256(b"isi").hexdigest(),
    }
    with writing(engine) as connection:
        for statement in FIRST.format(**words).split(";"):
            connection.execute(text(statement))
    engine.dispose()


def differences(store: Store) -> list[object]:
    with store._engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection), metadata)


def test_migrations_make_the_tables_that_the_code_knows(url):
    store = Store(url)
    assert differences(store) == []
    store.close()


def test_the_last_step_is_the_one_the_code_names():
    script = ScriptDirectory(migrate.FOLDER)
    assert script.get_heads() == [migrate.HEAD]


def test_a_store_from_before_the_migrations_keeps_what_it_had(url):
    make_first(url)
    store = Store(url)
    assert store.files("lama") == [("a.xlsx", b"isi")]
    (kept,) = store.datasets()
    assert (kept.name, kept.saved_at, kept.size) == ("Rakor lama", AT, 3)
    assert differences(store) == []
    assert store.writer("presenter", "Penyaji").open_rakor(
        "Rakor", dataset="lama", agenda=["Ende"], seconds=60, at=AT
    )
    store.close()


def test_opening_again_changes_nothing(url):
    first = Store(url)
    sha = hand(first).save_upload("a.xlsx", b"isi", at=AT, rules_version="1")
    first.close()
    second = Store(url)
    assert second.files(hand(second).save_dataset([(sha, "a.xlsx")], at=AT)) == [("a.xlsx", b"isi")]
    second.close()


def test_a_step_that_fails_leaves_the_store_as_it_was(url, monkeypatch):
    make_first(url)
    engine = make_engine(address_of(url))

    def fail(connection):
        migrate_all(connection)
        raise StoreError("listrik padam")

    migrate_all = migrate._run
    monkeypatch.setattr(migrate, "_run", fail)
    with pytest.raises(StoreError, match="padam"):
        migrate.upgrade(engine)
    with engine.connect() as connection:
        assert migrate.revision(connection) is None
        assert connection.scalar(text("SELECT count(*) FROM unggahan")) == 1
    monkeypatch.undo()
    migrate.upgrade(engine)
    with engine.connect() as connection:
        assert migrate.revision(connection) == migrate.HEAD
    engine.dispose()


def test_a_store_of_a_later_version_is_refused_in_a_sentence(url):
    store = Store(url)
    with writing(store._engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="versi aplikasi yang lebih baru"):
        Store(url)
    store.close()


def test_threads_open_one_old_store_at_once(url):
    make_first(url)

    def work(_: int) -> bytes:
        store = Store(url)
        try:
            return store.files("lama")[0][1]
        finally:
            store.close()

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(work, range(6))) == {b"isi"}


def test_processes_open_one_old_store_at_once(url):
    make_first(url)
    open_it = "import sys; from kotaku.store import Store; print(Store(sys.argv[1]).files('lama'))"
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", open_it, url], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    for process in processes:
        said, _ = process.communicate(timeout=60)
        assert said == "[('a.xlsx', b'isi')]\n"
        assert process.returncode == 0
