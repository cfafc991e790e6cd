"""What is kept is for the user of this computer alone."""

import os
import stat
from datetime import UTC, datetime

import pytest

from kotaku.store import Store
from kotaku.store.database import FILE_NAME

AT = datetime(2019, 8, 8, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights of POSIX systems")


def rights(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(autouse=True)
def open_handed():
    before = os.umask(0)
    yield
    os.umask(before)


def test_folder_and_files_are_private(tmp_path):
    folder = tmp_path / "var"
    store = Store.in_folder(folder)
    store.writer("presenter", "P").save_upload("a", b"a", at=AT, rules_version="1")
    assert rights(folder) == 0o700
    assert {rights(file) for file in folder.iterdir()} == {0o600}
    assert len([*folder.iterdir()]) > 1  # what SQLite puts beside it too
    store.close()


def test_an_older_open_file_becomes_private_and_its_folder_stays(tmp_path):
    tmp_path.chmod(0o755)
    Store.in_folder(tmp_path).close()
    (tmp_path / FILE_NAME).chmod(0o644)
    Store.in_folder(tmp_path).close()
    assert rights(tmp_path / FILE_NAME) == 0o600
    assert rights(tmp_path) == 0o755


def test_a_backup_is_private(tmp_path):
    store = Store.in_folder(tmp_path / "var")
    store.back_up(tmp_path / "cadangan.sqlite3")
    store.close()
    assert rights(tmp_path / "cadangan.sqlite3") == 0o600
