"""What a database says when it cannot, told to the user in one sentence."""

from __future__ import annotations

import errno
import sqlite3
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
UNWRITABLE_SERVER = (
    "Penyimpanan {place} tidak boleh ditulis oleh pengguna basis data ini. Periksa hak aksesnya."
)
UNREACHABLE = (
    "Penyimpanan {place} tidak dapat dihubungi. Periksa KOTAKU_DATABASE_URL. Server di komputer "
    "lain harus punya sertifikat yang dikenal, kecuali sslmode disetel di alamat itu."
)
BROKEN = (
    "Disk penyimpanan {place} gagal dibaca atau ditulis. "
    "Periksa disknya, lalu pulihkan dari cadangan bila perlu."
)
GONE = (
    "Berkas penyimpanan {place} sudah tidak ada. Perubahan ini TIDAK disimpan: salin dahulu yang "
    "baru diketik, kembalikan berkasnya atau pulihkan dari cadangan, lalu mulai ulang aplikasi."
)
NO_DRIVER = (
    "Paket {name} untuk basis data ini belum terpasang. "
    "Pasang isi requirements-postgres.txt, lalu coba lagi."
)
TOO_NEW = (
    "Penyimpanan dibuat oleh versi aplikasi yang lebih baru. Perbarui aplikasi, lalu buka kembali."
)
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
    "SQLITE_IOERR": BROKEN,
}
# By the start of the SQLSTATE of PostgreSQL (its manual, appendix A).
_POSTGRES = {
    "53100": FULL,
    "53": BUSY,  # too many connections, no memory
    "55P03": BUSY,  # lock_timeout
    "40": BUSY,  # serialization, deadlock
    "57": UNREACHABLE,  # shut down, starting up
    "08": UNREACHABLE,
    "25006": UNWRITABLE_SERVER,
    "42501": UNWRITABLE_SERVER,
    "28": UNREACHABLE,
    "3D000": UNREACHABLE,
}


class StoreError(Exception):
    """The store could not do what was asked; the text is a sentence for the user."""


def sentence(error: Exception, place: str) -> str:
    """Return the Indonesian sentence that says what is wrong and what to do."""
    if isinstance(error, PoolTimeout):
        return BUSY
    if isinstance(error, OSError):
        return FULL if error.errno == errno.ENOSPC else UNWRITABLE.format(place=place)
    original = error.orig if isinstance(error, DBAPIError) else error
    for words in _named(original):
        return words.format(place=place)
    if isinstance(error, DBAPIError) and (error.connection_invalidated or _no_answer(original)):
        return UNREACHABLE.format(place=place)
    name = getattr(original, "sqlite_errorname", "") or type(original).__name__
    return UNKNOWN.format(place=place, reason=name)


def _named(original: BaseException | None) -> Iterator[str]:
    """Yield the words for the error's own name of itself, best first."""
    sqlite: str = getattr(original, "sqlite_errorname", None) or ""
    postgres: str = getattr(original, "sqlstate", None) or ""
    yield from (words for start, words in _SQLITE.items() if sqlite.startswith(start))
    yield from (words for start, words in _POSTGRES.items() if postgres.startswith(start))


def _no_answer(original: BaseException | None) -> bool:
    """Tell whether psycopg got no connection: then the server gave no SQLSTATE either."""
    return type(original).__name__ in ("OperationalError", "ConnectionTimeout") and (
        getattr(original, "sqlstate", "") is None
    )


@contextmanager
def explained(place: str) -> Iterator[None]:
    """Turn errors of the database and the file system into a StoreError."""
    try:
        yield
    except UnicodeDecodeError as error:  # a text of the database that is none: its bytes changed
        raise StoreError(DAMAGED.format(place=place)) from error
    except (SQLAlchemyError, OSError, sqlite3.Error) as error:
        cause = getattr(error, "orig", None)
        if isinstance(cause, ValueError | TypeError):  # the caller's mistake, not the store's
            raise cause from None
        raise StoreError(sentence(error, place)) from error
