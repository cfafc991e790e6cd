"""Follow-ups (RTL): every edit is a version, so that nothing is lost and anything comes back."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from functools import cache
from typing import Any, TypedDict

import pandas as pd
from sqlalchemy import Connection, Subquery, func, insert, select

from kotaku.store.errors import StoreError
from kotaku.store.frames import frame_of
from kotaku.store.meetings import new_id, session
from kotaku.store.tables import tindak_lanjut as t
from kotaku.store.trail import RecordedChange
from kotaku.store.words import line, lines
from kotaku.words.loading import DataFile

GONE = "RTL {id} tidak ada di penyimpanan."
NO_VERSION = "RTL {id} tidak mempunyai versi {version}."
CHANGED = "{name} sudah mengubah RTL ini. Muat ulang, lalu ubah lagi bila masih perlu."


class Conflict(StoreError):  # noqa: N818 -- reads as what it says
    """Somebody else was first; nothing was changed."""


@dataclass(frozen=True)
class Status:
    """Where a follow-up can stand."""

    id: str
    name: str
    open: bool  # still to be done


class _Stated(TypedDict):
    nama: str
    terbuka: bool


_FILE = DataFile(__package__, "status_rtl.toml", dict[str, _Stated])


@cache
def statuses() -> dict[str, Status]:
    """Return every status by its id, in the order of a follow-up's life."""
    return {key: Status(key, v["nama"], v["terbuka"]) for key, v in _FILE().items()}


@dataclass(frozen=True)
class FollowUp:
    """What somebody promised to do; ``tautan`` names the figure or finding it came from."""

    kab_kota: str
    masalah: str = ""
    tindakan: str = ""
    klaster: str = ""
    pic: str = ""
    batas_waktu: date | None = None
    status: str = "baru"
    tautan: str = ""


@dataclass(frozen=True)
class Version:
    """A follow-up as it stood after one edit."""

    id: str
    number: int
    rakor: str
    by: str
    content: FollowUp


def checked(content: FollowUp) -> FollowUp:
    """Return the follow-up with its texts made fit to be kept.

    Raises
    ------
    StoreError
        It says neither a problem nor an action, a text is too long, or its status is unknown.
    """
    if content.status not in statuses():
        known = ", ".join(status.name for status in statuses().values())
        raise StoreError(f"Status {content.status} tidak dikenal; pilih {known}.")
    kept = replace(
        content,
        kab_kota=line(content.kab_kota, "Kabupaten/kota", empty=True),
        masalah=lines(content.masalah, "Masalah", empty=True),
        tindakan=lines(content.tindakan, "Tindakan", empty=True),
        klaster=line(content.klaster, "Klaster", empty=True),
        pic=line(content.pic, "PIC", empty=True),
        tautan=line(content.tautan, "Tautan", empty=True),
    )
    if not (kept.masalah or kept.tindakan):
        raise StoreError("Isi masalah atau tindakan dari RTL ini.")
    return kept


def current(connection: Connection, follow_up_id: str) -> Version:
    """Return the version in force."""
    return _version(connection, follow_up_id, None)


def frame(connection: Connection, rakor_id: str | None = None) -> pd.DataFrame:
    """Return the versions in force, of one meeting or of all, in the order they were made."""
    ends, first = _ends(rakor_id), t.alias("pertama")
    query = (
        select(
            t.c.id,
            t.c.versi,
            t.c.id_rakor,
            *(t.c[field.name] for field in fields(FollowUp)),
            first.c.waktu.label("dibuat"),
            first.c.oleh.label("dibuat_oleh"),
            t.c.waktu.label("diubah"),
            t.c.oleh.label("diubah_oleh"),
        )
        .join(ends, (t.c.id == ends.c.id) & (t.c.versi == ends.c.akhir))
        .join(first, (first.c.id == ends.c.id) & (first.c.versi == ends.c.awal))
        .order_by(first.c.waktu, t.c.id)
    )
    return frame_of(connection, query)


def versions(connection: Connection, follow_up_id: str) -> pd.DataFrame:
    """Return every version of a follow-up, first to last."""
    return frame_of(connection, select(t).where(t.c.id == follow_up_id).order_by(t.c.versi))


def add(change: RecordedChange, rakor_id: str, content: FollowUp) -> str:
    """Add a follow-up and return its id."""
    session(change.connection, rakor_id)
    made = Version(new_id(), 1, rakor_id, change.actor.name, checked(content))
    _insert(change, made)
    change.log("tambah_rtl", made.id, kab_kota=made.content.kab_kota, after=_plain(made))
    return made.id


def revise(change: RecordedChange, before: Version, content: FollowUp, action: str) -> int:
    """Add a version and return its number; the same content again is no version."""
    kept = checked(content)
    if kept == before.content:
        return before.number
    after = Version(before.id, before.number + 1, before.rakor, change.actor.name, kept)
    _insert(change, after)
    change.log(
        action, before.id, kab_kota=kept.kab_kota, before=_plain(before), after=_plain(after)
    )
    return after.number


def version(connection: Connection, follow_up_id: str, number: int) -> Version:
    """Return one version."""
    return _version(connection, follow_up_id, number)


def _version(connection: Connection, follow_up_id: str, number: int | None) -> Version:
    query = select(t).where(t.c.id == follow_up_id).order_by(t.c.versi.desc()).limit(1)
    if number is not None:
        query = query.where(t.c.versi == number)
    row = connection.execute(query).one_or_none()
    if row is None:
        words = GONE if number is None else NO_VERSION
        raise StoreError(words.format(id=follow_up_id, version=number))
    content = FollowUp(**{field.name: getattr(row, field.name) for field in fields(FollowUp)})
    return Version(row.id, row.versi, row.id_rakor, row.oleh, content)


def _ends(rakor_id: str | None) -> Subquery:
    """Return the first and last version of each follow-up."""
    query = select(t.c.id, func.min(t.c.versi).label("awal"), func.max(t.c.versi).label("akhir"))
    if rakor_id is not None:
        query = query.where(t.c.id_rakor == rakor_id)
    return query.group_by(t.c.id).subquery("ujung")


def _insert(change: RecordedChange, made: Version) -> None:
    change.connection.execute(
        insert(t).values(
            id=made.id,
            versi=made.number,
            id_rakor=made.rakor,
            waktu=change.at,
            oleh=made.by,
            **asdict(made.content),
        )
    )


def _plain(made: Version) -> dict[str, Any]:
    """Return what the trail tells of a version."""
    due = made.content.batas_waktu
    told = {**asdict(made.content), "batas_waktu": due.isoformat() if due else None}
    return {"versi": made.number, **told}
