"""A code for each kab/kota, with which its korkot writes for it and for nobody else."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, insert, select

from kotaku.store import presenter_code
from kotaku.store.access import KORKOT, Actor
from kotaku.store.tables import kode_korkot
from kotaku.store.trail import RecordedChange
from kotaku.store.words import line
from kotaku.words.safe import clean

NONE_YET = "Belum ada kode korkot untuk {place}. Minta penyaji membuatnya."
WRONG = "Kode korkot {place} salah. Minta kode itu kepada penyaji."


def new_code(change: RecordedChange, kab_kota: str) -> str:
    """Make the code of a kab/kota in the place of its last one; only its hash is kept."""
    place = line(kab_kota, "Kabupaten/kota")
    made, salt = presenter_code.digits(), secrets.token_bytes(16)
    change.connection.execute(delete(kode_korkot).where(kode_korkot.c.kab_kota == place))
    change.connection.execute(
        insert(kode_korkot).values(
            kab_kota=place,
            garam=salt,
            sandi=presenter_code.hashed(made, salt),
            waktu=change.at,
        )
    )
    change.log("buat_kode_korkot", place, kab_kota=place)
    return made


def enter_code(
    engine: Engine,
    kab_kota: str,
    code: str,
    at: datetime,
    client: str = "",
    *,
    name: str = "",
    at_computer: bool = False,
) -> None:
    """Do nothing when the code is that of the kab/kota.

    Raises
    ------
    NotAllowed
        There is none, it is wrong, or there were too many wrong ones.
    """
    place = line(kab_kota, "Kabupaten/kota")
    presenter_code.require(
        engine,
        select(kode_korkot).where(kode_korkot.c.kab_kota == place),
        code,
        at,
        client,
        Actor(KORKOT, clean(name, 80), place),
        none_yet=NONE_YET.format(place=place),
        wrong=WRONG.format(place=place),
        at_computer=at_computer,
    )


def issued(connection: Connection) -> dict[str, datetime]:
    """Return since when each kab/kota has its code."""
    rows = connection.execute(select(kode_korkot.c.kab_kota, kode_korkot.c.waktu))
    return {str(place): at for place, at in rows}
