"""The store itself: SQLAlchemy over SQLite (one laptop) or PostgreSQL (one server)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    Table,
    create_engine,
    event,
    func,
    insert,
    make_url,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateTable

from kotaku.store.errors import StoreError, explained
from kotaku.store.records import DatasetInfo, metadata, set_data, set_data_berkas, unggahan

FILE_NAME = "rakor_kotaku.sqlite3"
WAIT_S = 20  # how long a writer waits for another one


class Store:
    """Uploads and data sets that outlive a session; safe to share between threads and processes.

    A method that returns has its change on disk; one that raises StoreError changed nothing.
    """

    def __init__(self, url: str | URL) -> None:
        """Open the store at a database URL, making its folder and tables when they are missing."""
        address = make_url(url)
        self._place = _place(address)
        with explained(self._place):
            self._engine = _engine(address)
            with self._engine.begin() as connection:
                for table in metadata.sorted_tables:
                    # Two processes may open a new store at once.
                    connection.execute(CreateTable(table, if_not_exists=True))

    @classmethod
    def from_environment(cls, environ: Mapping[str, str], *, default_folder: Path) -> Store:
        """Open the store that the settings name.

        KOTAKU_DATABASE_URL wins; else a SQLite file in KOTAKU_DATA_DIR, else in the default folder.
        """
        address = environ.get("KOTAKU_DATABASE_URL")
        if address:
            return cls(address)
        return cls.in_folder(Path(environ.get("KOTAKU_DATA_DIR") or default_folder))

    @classmethod
    def in_folder(cls, folder: Path) -> Store:
        """Open the SQLite store of a folder."""
        return cls(URL.create("sqlite", database=str(folder / FILE_NAME)))

    def close(self) -> None:
        """Let go of the connections; the next call opens new ones."""
        self._engine.dispose()

    def save_upload(self, name: str, data: bytes, *, at: datetime, rules_version: str) -> str:
        """Keep the bytes of one upload unchanged and return their SHA-256.

        The same bytes are kept once, with their first name, time and rules version.

        Parameters
        ----------
        name : str
            File name at upload.
        data : bytes
            The file as it came.
        at : datetime
            Moment of the upload, with its zone.
        rules_version : str
            Version of the rules in force.

        Raises
        ------
        StoreError
            Nothing was kept; the text says why.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        with explained(self._place), self._engine.begin() as connection:
            _insert_new(
                connection,
                unggahan,
                sha256=sha256,
                nama=name,
                isi=data,
                ukuran=len(data),
                waktu_unggah=at,
                versi_aturan=rules_version,
            )
        return sha256

    def save_dataset(
        self, files: Sequence[tuple[str, str]], *, at: datetime, name: str = ""
    ) -> str:
        """Keep the order and names of uploads as one data set and return its id.

        The id is drawn from the content: the same files in the same order under the same names
        are one data set, which keeps its first time and name.

        Parameters
        ----------
        files : sequence of (sha256, file name)
            Uploads kept before, in the order they are read.
        at : datetime
            Moment of the saving, with its zone.
        name : str
            Name to show; the file names when empty.

        Raises
        ------
        StoreError
            Nothing was kept: no files, an upload that is not in the store, or the disk.
        """
        if not files:
            raise StoreError("Set data tanpa berkas tidak dapat disimpan.")
        identity = "\n".join(f"{sha256} {file}" for sha256, file in files)
        id_set = hashlib.sha256(identity.encode()).hexdigest()[:12]
        shown = name or " + ".join(file for _, file in files)
        with explained(self._place), self._engine.begin() as connection:
            if _insert_new(connection, set_data, id=id_set, nama=shown, waktu=at):
                self._require_uploads(connection, files)
                connection.execute(
                    insert(set_data_berkas),
                    [
                        {"id_set": id_set, "urutan": order, "sha256": sha256, "nama": file}
                        for order, (sha256, file) in enumerate(files)
                    ],
                )
        return id_set

    def files(self, dataset_id: str) -> list[tuple[str, bytes]]:
        """Return (file name, bytes) of a data set in order.

        Raises
        ------
        StoreError
            There is no such data set, or it could not be read.
        """
        query = (
            select(set_data_berkas.c.nama, unggahan.c.isi)
            .join(unggahan)
            .where(set_data_berkas.c.id_set == dataset_id)
            .order_by(set_data_berkas.c.urutan)
        )
        with explained(self._place), self._engine.connect() as connection:
            found = [(nama, isi) for nama, isi in connection.execute(query)]
        if not found:
            raise StoreError(f"Set data {dataset_id} tidak ada di penyimpanan.")
        return found

    def datasets(self) -> list[DatasetInfo]:
        """Return every data set, newest first."""
        query = (
            select(
                set_data.c.id,
                set_data.c.nama,
                set_data.c.waktu,
                set_data_berkas.c.nama,
                unggahan.c.ukuran,
            )
            .select_from(set_data.join(set_data_berkas).join(unggahan))
            .order_by(set_data.c.waktu.desc(), set_data.c.id, set_data_berkas.c.urutan)
        )
        with explained(self._place), self._engine.connect() as connection:
            rows = connection.execute(query).all()
        sets: dict[str, DatasetInfo] = {}
        for id_set, nama, waktu, file, ukuran in rows:
            before = sets.get(id_set, DatasetInfo(id_set, nama, waktu, (), 0))
            sets[id_set] = DatasetInfo(
                id_set, nama, waktu, (*before.files, file), before.size + ukuran
            )
        return list(sets.values())

    @staticmethod
    def _require_uploads(connection: Connection, files: Sequence[tuple[str, str]]) -> None:
        wanted = {sha256 for sha256, _ in files}
        query = select(func.count()).where(unggahan.c.sha256.in_(wanted))
        if connection.scalar(query) != len(wanted):
            raise StoreError("Berkas set data belum ada di penyimpanan. Unggah ulang berkasnya.")


def _insert_new(connection: Connection, table: Table, **values: Any) -> bool:
    """Insert a row unless its key is there; tell whether it was new."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(**values).on_conflict_do_nothing()
    return connection.execute(statement).rowcount == 1


def _place(address: URL) -> str:
    """Return what to call the store in a sentence; never with a password in it."""
    if _is_sqlite(address):
        return address.database or ":memory:"
    return address.render_as_string(hide_password=True)


def _is_sqlite(address: URL) -> bool:
    return address.get_backend_name() == "sqlite"


def _engine(address: URL) -> Engine:
    if not _is_sqlite(address):
        return create_engine(address, pool_pre_ping=True)
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, connect_args={"timeout": WAIT_S})
    event.listen(engine, "connect", _harden)
    return engine


def _harden(connection: Any, _record: object) -> None:
    """Make each SQLite connection keep what it confirmed and obey the keys."""
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()
