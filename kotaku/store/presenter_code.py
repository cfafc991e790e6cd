"""The six digits that make somebody the presenter: kept hashed, guessed at only a few times."""

from __future__ import annotations

import hashlib
import hmac
import math
import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Select, delete, func, insert, select

from kotaku.store.access import NotAllowed
from kotaku.store.engine import writing
from kotaku.store.tables import kode_penyaji, percobaan_kode

DIGITS = 6
COST = 2**14  # of one hash: 16 MB and some ten milliseconds
WINDOW = timedelta(minutes=5)
TRIES = 5  # wrong ones of one client in the window
TRIES_OF_ALL = 30  # so that many clients do not guess together; 0,3 % in a meeting of 8 hours
NONE_YET = "Kode penyaji belum dibuat. Mulai ulang aplikasi untuk membuatnya."
WRONG = "Kode penyaji salah. Periksa kode di layar komputer penyaji."
LOCKED = "Terlalu banyak kode yang salah. Coba lagi dalam {minutes} menit."


def new_code(engine: Engine, at: datetime, code: str | None = None) -> str:
    """Make a code in the place of the last one and return it; only its hash is kept."""
    made = code or digits()
    salt = secrets.token_bytes(16)
    with writing(engine) as connection:
        connection.execute(delete(kode_penyaji))
        connection.execute(delete(percobaan_kode))
        connection.execute(
            insert(kode_penyaji).values(id=1, garam=salt, sandi=hashed(made, salt), waktu=at)
        )
    return made


def enter_code(engine: Engine, code: str, at: datetime, client: str = "") -> None:
    """Do nothing when the code is right.

    A try counts before it is judged, so that tries at the same moment count too.

    Raises
    ------
    NotAllowed
        The code is wrong, or there were too many wrong ones; the text is a sentence.
    """
    require(engine, select(kode_penyaji), code, at, client, none_yet=NONE_YET, wrong=WRONG)


def require(
    engine: Engine,
    kept: Select[Any],
    typed: str,
    at: datetime,
    client: str,
    *,
    none_yet: str,
    wrong: str,
) -> None:
    """Do nothing when what was typed is the code that a query finds; see ``enter_code``."""
    with writing(engine) as connection:
        row = connection.execute(kept).one_or_none()
        if row is None:
            raise NotAllowed(none_yet)
        _require_tries_left(connection, at, client)
        connection.execute(insert(percobaan_kode).values(waktu=at, klien=client))
    if not hmac.compare_digest(hashed("".join(typed.split()), row.garam), row.sandi):
        raise NotAllowed(wrong)
    with writing(engine) as connection:
        connection.execute(delete(percobaan_kode).where(percobaan_kode.c.klien == client))


def digits() -> str:
    """Return a new code."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def _require_tries_left(connection: Connection, at: datetime, client: str) -> None:
    since = percobaan_kode.c.waktu > at - WINDOW
    for limit, whose in ((TRIES, percobaan_kode.c.klien == client), (TRIES_OF_ALL, since)):
        query = select(func.count(), func.min(percobaan_kode.c.waktu)).where(since, whose)
        count, first = connection.execute(query).one()
        if count >= limit:
            left = (first + WINDOW - at).total_seconds()
            raise NotAllowed(LOCKED.format(minutes=max(1, math.ceil(left / 60))))
    connection.execute(delete(percobaan_kode).where(percobaan_kode.c.waktu <= at - WINDOW))


def hashed(code: str, salt: bytes) -> bytes:
    """Return what is kept of a code."""
    return hashlib.scrypt(code.encode(errors="replace"), salt=salt, n=COST, r=8, p=1)
