"""No korkot writes faster than a person: a script that does fills the trail of everybody."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from kotaku.store.access import KORKOT
from kotaku.store.errors import StoreError
from kotaku.store.tables import jejak
from kotaku.store.trail import RecordedChange

MOST, WINDOW = 300, timedelta(minutes=1)  # a folder of files sent at once; a form takes seconds
TOO_FAST = "Terlalu banyak perubahan dalam satu menit. Tunggu sebentar, lalu coba lagi."


class TooFast(StoreError):  # noqa: N818 -- reads as what it says
    """A korkot wrote more than a person can; nothing was changed."""


def require(change: RecordedChange) -> None:
    """Do nothing unless a korkot wrote more in the last minute than a person can.

    Raises
    ------
    TooFast
        Wait a minute.
    """
    if change.actor.role != KORKOT:
        return
    own = (jejak.c.peran == KORKOT) & (jejak.c.oleh == change.actor.name)
    newest = select(jejak.c.waktu).where(own).order_by(jejak.c.nomor.desc())
    since = change.connection.scalar(newest.offset(MOST - 1).limit(1))
    if since is not None and abs(change.at - since) < WINDOW:  # a clock may have been set back
        raise TooFast(TOO_FAST)
