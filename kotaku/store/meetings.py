"""Meetings and their notes as rows."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from kotaku.store.errors import StoreError
from kotaku.store.records import Note
from kotaku.store.session import Session, timed
from kotaku.store.tables import catatan, jejak, rakor
from kotaku.store.trail import RecordedChange
from kotaku.store.words import line, lines

NO_RAKOR = "Rakor {id} tidak ada di penyimpanan."
LASTS = timedelta(hours=24)  # after the last step: a rakor of several days rests overnight
RUNNING = (
    "Data ini sedang dipakai {name}. Hapus datanya sesudah rakor itu selesai, "
    "yaitu 24 jam sejak terakhir dipandu."
)
_COLUMNS = {
    "id": "id",
    "nama": "name",
    "waktu": "at",
    "id_data": "dataset",
    "agenda": "agenda",
    "giliran": "turn",
    "jatah_detik": "seconds",
    "terpakai_detik": "used_s",
    "mulai": "started_at",
    "penyaji": "presenter",
    "revisi": "revision",
}


def new_id() -> str:
    """Return an id that nobody has guessed or used."""
    return secrets.token_hex(6)


def sessions(connection: Connection) -> list[Session]:
    """Return every meeting, newest first."""
    rows = connection.execute(select(rakor).order_by(rakor.c.waktu.desc(), rakor.c.id))
    return [_session(row) for row in rows]


def session(connection: Connection, rakor_id: str) -> Session:
    """Return one meeting."""
    row = connection.execute(select(rakor).where(rakor.c.id == rakor_id)).one_or_none()
    if row is None:
        raise StoreError(NO_RAKOR.format(id=rakor_id))
    return _session(row)


def running(connection: Connection, at: datetime) -> dict[str, str]:
    """Return the name of the meeting that runs on a data set, by the data set's name."""
    led = select(jejak.c.objek).where(jejak.c.waktu > at - LASTS)
    query = select(rakor.c.id_data, rakor.c.nama).where(rakor.c.id.in_(led))
    return {dataset: name for dataset, name in connection.execute(query)}


def require_free(connection: Connection, dataset: str, at: datetime) -> None:
    """Raise when a meeting runs on a data set.

    Raises
    ------
    StoreError
        With the name of the meeting.
    """
    if name := running(connection, at).get(dataset):
        raise StoreError(RUNNING.format(name=name))


def open_rakor(
    change: RecordedChange, name: str, dataset: str, agenda: Sequence[str], seconds: int
) -> Session:
    """Add a meeting that stands before its first turn, the clock not running."""
    opened = timed(
        Session(
            id=new_id(),
            name=line(name, "Nama rakor"),
            at=change.at,
            dataset=dataset,
            agenda=tuple(agenda),
            turn=0,
            seconds=1,
            used_s=0.0,
            started_at=None,
            presenter=change.actor.name,
            revision=1,
        ),
        seconds,
    )
    change.connection.execute(insert(rakor).values(**_row(opened)))
    change.log("buka_rakor", opened.id, after=_state(opened))
    return opened


def steer(
    change: RecordedChange, rakor_id: str, action: str, step: Callable[[Session], Session]
) -> Session:
    """Bring a meeting to another state and count its revision up."""
    before = session(change.connection, rakor_id)
    stepped = step(before)
    after = replace(stepped, presenter=change.actor.name, revision=before.revision + 1)
    change.connection.execute(update(rakor).where(rakor.c.id == rakor_id).values(**_row(after)))
    change.log(action, rakor_id, before=_state(before), after=_state(after))
    return after


def notes(connection: Connection, rakor_id: str, kab_kota: str | None = None) -> list[Note]:
    """Return the notes of a meeting in the order of writing, of one turn or of all."""
    query = select(catatan).where(catatan.c.id_rakor == rakor_id).order_by(catatan.c.nomor)
    if kab_kota is not None:
        query = query.where(catatan.c.kab_kota == kab_kota)
    return [Note(*row) for row in connection.execute(query)]


def note(connection: Connection, number: int) -> Note:
    """Return one note."""
    row = connection.execute(select(catatan).where(catatan.c.nomor == number)).one_or_none()
    if row is None:
        raise StoreError("Catatan itu sudah tidak ada.")
    return Note(*row)


def add_note(change: RecordedChange, rakor_id: str, kab_kota: str, text: str) -> int:
    """Add a note and return its number."""
    session(change.connection, rakor_id)
    kept, where = lines(text, "Catatan"), line(kab_kota, "Kabupaten/kota", empty=True)
    statement = insert(catatan).values(
        id_rakor=rakor_id, kab_kota=where, teks=kept, waktu=change.at, oleh=change.actor.name
    )
    key = change.connection.execute(statement).inserted_primary_key
    number = int(key[0]) if key else 0
    change.log("tulis_catatan", str(number), kab_kota=where, after={"teks": kept})
    return number


def remove_note(change: RecordedChange, removed: Note) -> None:
    """Take a note away; its text stays in the trail."""
    change.connection.execute(delete(catatan).where(catatan.c.nomor == removed.number))
    change.log(
        "hapus_catatan",
        str(removed.number),
        kab_kota=removed.kab_kota,
        before={"teks": removed.text, "oleh": removed.by},
    )


def _session(row: Row[Any]) -> Session:
    values = {field: getattr(row, column) for column, field in _COLUMNS.items()}
    return Session(**{**values, "agenda": tuple(values["agenda"])})


def _row(session: Session) -> dict[str, Any]:
    values = {column: getattr(session, field) for column, field in _COLUMNS.items()}
    return {**values, "agenda": list(session.agenda)}


def _state(session: Session) -> dict[str, Any]:
    """Return what the trail tells of a meeting."""
    return {
        "agenda": list(session.agenda),
        "giliran": session.turn,
        "jatah_detik": session.seconds,
        "terpakai_detik": session.used_s,
        "mulai": session.started_at.isoformat() if session.started_at else None,
    }
