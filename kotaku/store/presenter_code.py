"""The digits that make somebody the presenter: kept hashed, guessed at only a few times.

How long the code must be. One hash takes 47 ms on the laptop measured, so without any lock two
cores try some 43 codes a second: 1,2 million in a meeting of 8 hours, one in 80 of the 10^8 codes
of eight digits. With the locks one address tries 5 in 5 minutes, 480 in 8 hours: 1 in 200.000; all
addresses of a hall together 300 in 5 minutes, 28.800 in 8 hours: 1 in 3.500. Each code is counted
by itself: a korkot who enters the own code does not lower the count at another's.
"""

from __future__ import annotations

import hashlib
import hmac
import math
import secrets
import threading
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Any

from sqlalchemy import Connection, Engine, Select, delete, func, insert, or_, select

from kotaku.store.access import PRESENTER, READER, Actor, NotAllowed
from kotaku.store.engine import writing
from kotaku.store.tables import kode_penyaji, percobaan_kode
from kotaku.store.trail import RecordedChange
from kotaku.words.safe import clean

DIGITS = 8
COST = 2**14  # of one hash: 16 MB and some ten milliseconds
WINDOW = timedelta(minutes=5)
AHEAD = timedelta(minutes=1)  # a try from further on was made by a clock that was wrong
TRIES = 5  # wrong ones of one client at one code in the window
TRIES_OF_ALL = 300  # so that many clients do not guess together; see above
NONE_YET = "Kode penyaji belum dibuat. Mulai ulang aplikasi untuk membuatnya."
WRONG = "Kode penyaji salah. Periksa kode di layar komputer penyaji."
LOCKED = "Terlalu banyak kode yang salah. Coba lagi dalam {minutes} menit."
_HASHING = threading.BoundedSemaphore(2)  # many guesses at once cost time, not memory


def new_code(engine: Engine, at: datetime, code: str | None = None) -> str:
    """Make a code in the place of the last one and return it; only its hash is kept.

    Tries stay counted: who could have a new code made would else guess on for ever.
    """
    made = code or digits()
    salt = secrets.token_bytes(16)
    with writing(engine) as connection:
        connection.execute(delete(kode_penyaji))
        connection.execute(
            insert(kode_penyaji).values(id=1, garam=salt, sandi=hashed(made, salt), waktu=at)
        )
    return made


def enter_code(
    engine: Engine,
    code: str,
    at: datetime,
    client: str = "",
    *,
    name: str = "",
    at_computer: bool = False,
) -> None:
    """Do nothing when the code is right.

    A try counts before it is judged, so that tries at the same moment count too.

    Raises
    ------
    NotAllowed
        The code is wrong, or there were too many wrong ones; the text is a sentence.
    """
    require(
        engine,
        select(kode_penyaji),
        code,
        at,
        client,
        Actor(PRESENTER, clean(name, 80)),
        none_yet=NONE_YET,
        wrong=WRONG,
        at_computer=at_computer,
    )


def require(
    engine: Engine,
    kept: Select[Any],
    typed: str,
    at: datetime,
    client: str,
    wanted: Actor,
    *,
    none_yet: str,
    wrong: str,
    at_computer: bool = False,
) -> None:
    """Do nothing when what was typed is the code that a query finds; see ``enter_code``.

    Parameters
    ----------
    wanted : Actor
        Whom the code makes: what is counted, and what the trail says.
    at_computer : bool
        Whether somebody sits before the computer itself: nobody can lock it out.
    """
    target, who = f"{wanted.role} {wanted.kab_kota}".strip(), network_of(client)
    with writing(engine) as connection:
        row = connection.execute(kept).one_or_none()
        if row is None:
            raise NotAllowed(none_yet)
        if not at_computer:
            _require_tries_left(connection, at, who, target)
        connection.execute(insert(percobaan_kode).values(waktu=at, klien=who, sasaran=target))
    with _HASHING:
        given = hashed("".join(typed.split()), row.garam)
    right = hmac.compare_digest(given, row.sandi)
    with writing(engine) as connection:
        if right:
            connection.execute(delete(percobaan_kode).where(*_of(who, target)))
        actor = wanted if right else Actor(READER, "")
        RecordedChange(connection, actor, at).log(
            "masuk" if right else "kode_ditolak", target, kab_kota=wanted.kab_kota, after=who
        )
    if not right:
        raise NotAllowed(wrong)


def network_of(client: str) -> str:
    """Return what tries are counted by: an address, of IPv6 the network that one device has."""
    try:
        address = ip_address(client.removeprefix("::ffff:"))
    except ValueError:
        return client[:60]
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


def digits() -> str:
    """Return a new code."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def _of(client: str, target: str) -> tuple[Any, Any]:
    return percobaan_kode.c.klien == client, percobaan_kode.c.sasaran == target


def _require_tries_left(connection: Connection, at: datetime, client: str, target: str) -> None:
    when = percobaan_kode.c.waktu
    connection.execute(delete(percobaan_kode).where(or_(when <= at - WINDOW, when > at + AHEAD)))
    own, theirs = _of(client, target), (percobaan_kode.c.sasaran == target,)
    for limit, whose in ((TRIES, own), (TRIES_OF_ALL, theirs)):
        count, first = connection.execute(select(func.count(), func.min(when)).where(*whose)).one()
        if count >= limit:
            left = (first + WINDOW - at).total_seconds()
            raise NotAllowed(LOCKED.format(minutes=max(1, math.ceil(left / 60))))


def hashed(code: str, salt: bytes) -> bytes:
    """Return what is kept of a code."""
    return hashlib.scrypt(code.encode(errors="replace"), salt=salt, n=COST, r=8, p=1)
