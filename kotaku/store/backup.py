"""One file with everything in it: made while the app runs, and put back into either database."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, Table, func, insert, select

from kotaku.store import migrate
from kotaku.store.engine import make_engine, writing
from kotaku.store.errors import DAMAGED, StoreError, explained
from kotaku.store.tables import kode_penyaji, metadata, percobaan_kode
from kotaku.words.safe import clean

EXISTS = "Berkas {path} sudah ada. Pilih nama lain; cadangan lama tidak ditimpa."
NO_FOLDER = "Folder {path} tidak ada. Buat foldernya, atau pilih tempat lain."
MISSING = "Berkas {path} tidak ditemukan."
NOT_EMPTY = (
    "Penyimpanan {place} sudah berisi. Tambahkan --timpa untuk mengganti seluruh isinya dengan "
    "isi cadangan; cadangkan dahulu bila isinya masih perlu."
)
STRANGE = (
    "Berkas {path} berisi “{name}”, yang tidak pernah dibuat aplikasi ini. Berkas itu tidak "
    "dipulihkan, dan tidak ada yang diubah; pakai cadangan lain."
)
_DOES_SOMETHING = re.compile(r"\b(?:GENERATED|VIRTUAL|AS)\b", re.I)
_PART = 20  # rows held in memory at once; an upload may have 20 MB
_OF_THE_SERVER = (kode_penyaji, percobaan_kode)  # a store with nothing else is empty


def back_up(engine: Engine, target: Path) -> None:
    """Write everything of a store to one SQLite file; the app may go on writing meanwhile.

    The file appears whole or not at all.

    Raises
    ------
    StoreError
        The file is there already, or cannot be written.
    """
    if target.exists():
        raise StoreError(EXISTS.format(path=target))
    if not target.parent.is_dir():
        raise StoreError(NO_FOLDER.format(path=target.parent))
    with explained(str(target)), _beside(target) as part:
        if engine.dialect.name == "sqlite":
            _copy_file(engine, part)
        else:
            _dump(engine, part)
        _require_sound(part, target)
        _sync(part)
        part.replace(target)


def restore(source: Path, engine: Engine, place: str, *, replace: bool = False) -> None:
    """Put everything of a backup into a store, all or nothing; older backups are upgraded first.

    Parameters
    ----------
    source : Path
        A file that ``back_up`` made; it is not changed.
    engine : Engine
        The store, SQLite or PostgreSQL.
    place : str
        What to call the store in a sentence.
    replace : bool
        Whether what the store holds may go.

    Raises
    ------
    StoreError
        The backup is missing or damaged, or the store holds something.
    """
    if not source.is_file():
        raise StoreError(MISSING.format(path=source))
    with explained(str(source)), _beside(source, at=_folder(engine)) as part:
        shutil.copyfile(source, part)
        _require_sound(part, source)
        _require_plain(part, source)
        with _opened(part) as copy, copy.connect() as found:
            _replace_rows(found, source, engine, place, replace)


def _replace_rows(
    found: Connection, source: Path, engine: Engine, place: str, replace: bool
) -> None:
    with explained(place), writing(engine) as connection:
        if not replace and _holds_something(connection):
            raise StoreError(NOT_EMPTY.format(place=place))
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
        try:
            _copy_rows(found, connection)
        except ValueError as error:  # a value that is none of its column
            raise StoreError(DAMAGED.format(place=source)) from error
        _count_on(connection)


def _copy_file(engine: Engine, part: Path) -> None:
    """Copy a database page by page; SQLite copies one moment of it."""
    with (
        closing(engine.raw_connection()) as connection,
        closing(sqlite3.connect(part)) as copy,
    ):
        driver = connection.driver_connection
        if not isinstance(driver, sqlite3.Connection):
            raise TypeError("the driver of SQLite changed")
        driver.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE").close()  # one file, nothing beside it


def _dump(engine: Engine, part: Path) -> None:
    with _opened(part) as copy, engine.connect() as bare:
        source = bare.execution_options(isolation_level="REPEATABLE READ")
        with writing(copy) as target:
            _copy_rows(source, target)
    with closing(sqlite3.connect(part)) as made:
        made.execute("PRAGMA journal_mode=DELETE").close()


@contextmanager
def _opened(part: Path) -> Iterator[Engine]:
    """Open a file as a store of this version."""
    engine = make_engine(URL.create("sqlite", database=str(part)))
    try:
        migrate.upgrade(engine)
        yield engine
    finally:
        engine.dispose()


def _copy_rows(source: Connection, target: Connection) -> None:
    for table in metadata.sorted_tables:
        rows = source.execution_options(yield_per=_PART).execute(select(table))
        for part in rows.mappings().partitions():
            target.execute(insert(table), [dict(row) for row in part])


def _count_on(connection: Connection) -> None:
    """Let PostgreSQL number new rows after the restored ones; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in metadata.sorted_tables:
        if "nomor" in table.c:
            _set_sequence(connection, table)


def _set_sequence(connection: Connection, table: Table) -> None:
    last = connection.scalar(select(func.max(table.c.nomor))) or 0
    sequence = func.pg_get_serial_sequence(table.name, "nomor")
    connection.execute(select(func.setval(sequence, last + 1, False)))


def _holds_something(connection: Connection) -> bool:
    tables = [table for table in metadata.sorted_tables if table not in _OF_THE_SERVER]
    return any(connection.scalar(select(func.count()).select_from(table)) for table in tables)


def _require_sound(part: Path, told: Path) -> None:
    with closing(sqlite3.connect(part)) as made:
        try:
            found = made.execute("PRAGMA integrity_check").fetchone()
            ours = made.execute("SELECT 1 FROM sqlite_master WHERE name = 'set_data'").fetchone()
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            found = ours = None
    if found != ("ok",) or ours is None:
        raise StoreError(DAMAGED.format(place=told))


def _require_plain(part: Path, told: Path) -> None:
    """Refuse a backup that could do something when it is read, or whose uploads were changed.

    A view, a trigger or a computed column in the place of one of our tables runs whatever its
    maker wrote, without an end if he likes; no version of ours ever made one.
    """
    known = {table.name for table in metadata.sorted_tables} | {"alembic_version"}
    with closing(sqlite3.connect(part)) as made:
        made.execute("PRAGMA trusted_schema = OFF")
        for kind, name, table, words in made.execute(
            "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master"
        ):
            own = table in known or name.startswith("sqlite_")
            if kind not in ("table", "index") or not own or _DOES_SOMETHING.search(words):
                raise StoreError(STRANGE.format(path=told, name=clean(name, 40)))
        columns = {name for _, name, *_ in made.execute("PRAGMA table_info(unggahan)")}
        if not {"sha256", "isi"} <= columns:
            return  # the upgrade says what it thinks of that
        for sha256, data in made.execute("SELECT sha256, isi FROM unggahan"):
            if not isinstance(data, bytes) or hashlib.sha256(data).hexdigest() != sha256:
                raise StoreError(DAMAGED.format(place=told))


def _folder(engine: Engine) -> Path | None:
    """Return the folder of the store: there is room for a copy, and it may be written."""
    database = engine.url.database
    return Path(database).parent if engine.dialect.name == "sqlite" and database else None


@contextmanager
def _beside(path: Path, at: Path | None = None) -> Iterator[Path]:
    """Give the name of a part file that is gone afterwards, with what SQLite puts beside it."""
    folder = at or path.parent
    part = folder / f".{path.name}.{secrets.token_hex(4)}.sebagian"
    try:
        part.touch(mode=0o600)  # it holds everything: for this user alone
        yield part
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            Path(f"{part}{ending}").unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """Have the disk take the file before it gets its name."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
