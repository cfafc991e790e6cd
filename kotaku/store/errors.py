"""What a database says when it cannot, told to the user in one sentence."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

BUSY = "Penyimpanan sedang dipakai pengguna lain. Tunggu sebentar, lalu coba lagi."
FULL = "Ruang disk untuk penyimpanan habis. Kosongkan ruang disk, lalu coba lagi."
UNWRITABLE = (
    "Folder penyimpanan {place} tidak dapat dibuka atau ditulis. "
    "Periksa izinnya, atau pilih folder lain lewat KOTAKU_DATA_DIR."
)
DAMAGED = (
    "Berkas penyimpanan {place} rusak atau bukan berkas penyimpanan. "
    "Pindahkan berkas itu, lalu pulihkan dari cadangan."
)
UNREACHABLE = "Penyimpanan {place} tidak dapat dihubungi. Periksa KOTAKU_DATABASE_URL."
UNKNOWN = "Penyimpanan {place} gagal ({reason}). Perubahan terakhir tidak disimpan."

# By the start of SQLite's own name of the error, such as SQLITE_READONLY_DBMOVED.
_SQLITE = {
    "SQLITE_BUSY": BUSY,
    "SQLITE_LOCKED": BUSY,
    "SQLITE_FULL": FULL,
    "SQLITE_READONLY": UNWRITABLE,
    "SQLITE_CANTOPEN": UNWRITABLE,
    "SQLITE_PERM": UNWRITABLE,
    "SQLITE_AUTH": UNWRITABLE,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_NOTADB": DAMAGED,
}


class StoreError(Exception):
    """The store could not do what was asked; the text is a sentence for the user."""


def sentence(error: Exception, place: str) -> str:
    """Return the Indonesian sentence that says what is wrong and what to do."""
    if isinstance(error, PoolTimeout):
        return BUSY
    if isinstance(error, OSError):
        return FULL if error.errno == errno.ENOSPC else UNWRITABLE.format(place=place)
    original = error.orig if isinstance(error, DBAPIError) else None
    name = getattr(original, "sqlite_errorname", "")
    for start, words in _SQLITE.items():
        if name.startswith(start):
            return words.format(place=place)
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return UNREACHABLE.format(place=place)
    return UNKNOWN.format(place=place, reason=name or type(original or error).__name__)


@contextmanager
def explained(place: str) -> Iterator[None]:
    """Turn errors of the database and the file system into a StoreError."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        cause = getattr(error, "orig", None)
        if isinstance(cause, ValueError):  # the caller's mistake, not the store's
            raise cause from None
        raise StoreError(sentence(error, place)) from error
