"""Connections to SQLite (one laptop) or PostgreSQL (one server), set to lose nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text

from kotaku.store.errors import GONE, NO_DRIVER, StoreError

WAIT_S = 20  # how long a writer waits for another one
CONNECT_S = 5  # how long a server may take to answer at all
WRITES_LOCK = 0x4B4F54414B55  # any number, the same for every process of one database
_POSTGRES = {"postgres", "postgresql"}
_to_json = partial(json.dumps, ensure_ascii=False, allow_nan=False)  # PostgreSQL knows no NaN


def address_of(url: str | URL) -> URL:
    """Return the URL with the driver this project has; postgres:// is PostgreSQL too."""
    address = make_url(url)
    return (
        address.set(drivername="postgresql+psycopg") if address.drivername in _POSTGRES else address
    )


def is_sqlite(address: URL) -> bool:
    """Tell whether the database is a file of this machine."""
    return address.get_backend_name() == "sqlite"


def place_of(address: URL) -> str:
    """Return what to call the store in a sentence; never with a password in it."""
    if is_sqlite(address):
        return address.database or ":memory:"
    return address.render_as_string(hide_password=True)


def make_engine(address: URL) -> Engine:
    """Return an engine for the URL, with the folder of a file made when it is missing.

    Raises
    ------
    StoreError
        The driver of the database is not installed.
    OSError
        The folder cannot be made.
    """
    if is_sqlite(address):
        return _sqlite(address)
    psycopg = address.drivername == "postgresql+psycopg"
    options = {"connect_timeout": CONNECT_S, **secured(address)} if psycopg else {}
    try:
        engine = create_engine(
            address, pool_pre_ping=True, json_serializer=_to_json, connect_args=options
        )
    except ModuleNotFoundError as error:
        raise StoreError(NO_DRIVER.format(name=error.name)) from None
    return engine


def secured(address: URL, environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return what has a server on another computer prove who it is; nothing where that is settled.

    It is settled by the address or by PostgreSQL's own variables, and not asked of a server on this
    computer, whose line nobody else hears.
    """
    host = address.host or address.query.get("host") or ""
    settled = "sslmode" in address.query or "PGSSLMODE" in environment
    if settled or not isinstance(host, str) or _is_local(host):
        return {}
    rooted = "sslrootcert" in address.query or "PGSSLROOTCERT" in environment
    return {"sslmode": "verify-full"} | ({} if rooted else {"sslrootcert": "system"})


def _is_local(host: str) -> bool:
    if host in ("", "localhost") or host.startswith("/"):  # a socket
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _sqlite(address: URL) -> Engine:
    if address.database:
        _private(Path(address.database))
    engine = create_engine(
        address,
        connect_args={"timeout": WAIT_S, "isolation_level": None},
        json_serializer=_to_json,
    )
    event.listen(engine, "connect", _harden)
    event.listen(engine, "begin", _begin)
    return engine


def _private(file: Path) -> None:
    """Make the file of a store, and its folder when that is new, for this user alone.

    What SQLite puts beside a file has the file's own rights.
    """
    if not file.parent.exists():
        file.parent.mkdir(parents=True)
        file.parent.chmod(0o700)
    if file.name != ":memory:" and not str(file).startswith("file:"):
        file.touch(mode=0o600)
        with suppress(PermissionError):  # another's file says so when it is written
            file.chmod(0o600)


def _harden(connection: Any, _record: object) -> None:
    """Make each SQLite connection keep what it confirmed and obey the keys."""
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    """Begin writing at once: a reader that starts to write later cannot wait for its turn."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN").close()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction that no other writer's overlaps; it is on disk when the block ends.

    Raises
    ------
    StoreError
        The file of the store is gone: SQLite would write on into what nobody can open any more.
    """
    file = engine.url.database
    if is_sqlite(engine.url) and file and file != ":memory:" and not Path(file).exists():
        engine.dispose()
        raise StoreError(GONE.format(place=file))
    with engine.connect() as bare:
        connection = bare.execution_options(writes=True)
        with connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"SET LOCAL lock_timeout = {int(WAIT_S * 1000)}"))
                connection.execute(text(f"SELECT pg_advisory_xact_lock({WRITES_LOCK})"))
            yield connection
