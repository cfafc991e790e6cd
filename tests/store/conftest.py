"""A store of its own for each test, in SQLite and in PostgreSQL."""

import os
import shutil
import uuid
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import create_engine, text

from kotaku.store import Store
from kotaku.store.engine import address_of
from kotaku.store.tables import metadata

AT = datetime(2019, 8, 8, 9, 0, tzinfo=UTC)
NO_SERVER = "KOTAKU_TEST_POSTGRES_URL tidak diisi: PostgreSQL tidak diuji (.ci/run mengujinya)"


@pytest.fixture(scope="session")
def server():
    """An engine on the PostgreSQL server of the tests."""
    if not (url := os.environ.get("KOTAKU_TEST_POSTGRES_URL")):
        pytest.skip(NO_SERVER)
    engine = create_engine(address_of(url), isolation_level="AUTOCOMMIT")
    yield engine
    engine.dispose()


@contextmanager
def new_database(server):
    """An empty database of the server, by its URL."""
    name = f"uji_{uuid.uuid4().hex}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield server.url.set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def postgres_url(server):
    """The URL of an empty database of the server."""
    with new_database(server) as made:
        yield made


@pytest.fixture(params=["sqlite", "postgres"])
def url(request, tmp_path):
    """The URL of an empty database of either kind."""
    if request.param == "postgres":
        return request.getfixturevalue("postgres_url")
    return f"sqlite:///{tmp_path / 'rakor.sqlite3'}"


@pytest.fixture(scope="session")
def shared_postgres_url(server):
    """The URL of one database with all tables; making one for each test takes too long."""
    with new_database(server) as made:
        Store(made).close()
        yield made


@pytest.fixture(params=["sqlite", "postgres"])
def store_url(request, tmp_path, empty_store):
    """The URL of a store of either kind without a row."""
    if request.param == "sqlite":
        shutil.copy2(empty_store, tmp_path / "rakor.sqlite3")
        return f"sqlite:///{tmp_path / 'rakor.sqlite3'}"
    found = request.getfixturevalue("shared_postgres_url")
    engine = create_engine(address_of(found))
    with engine.begin() as connection:
        names = ", ".join(metadata.tables)
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
    engine.dispose()
    return found


@pytest.fixture
def store(store_url):
    """An open store of either kind without a row."""
    opened = Store(store_url)
    yield opened
    opened.close()


@pytest.fixture
def presenter(store):
    return store.writer("presenter", "Penyaji")


@pytest.fixture
def rakor(presenter):
    """The id of a meeting of three kab/kota."""
    agenda = ["Kota Kupang", "Ende", "Belu"]
    opened = presenter.open_rakor(
        "Rakor NTT 2019", dataset="Contoh NTT 2019", agenda=agenda, seconds=600, at=AT
    )
    return opened.id
