"""Frozen figures: kept, agreed once, and never changed from then on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from kotaku.store.errors import StoreError
from kotaku.store.meetings import new_id, session
from kotaku.store.records import Snapshot, SnapshotInfo
from kotaku.store.tables import potret
from kotaku.store.trail import RecordedChange
from kotaku.store.words import line

LOCKED = "Potret {name} sudah disepakati dan tidak dapat diubah. Buat potret baru."
_INFO = (
    potret.c.id,
    potret.c.id_rakor,
    potret.c.id_data,
    potret.c.nama,
    potret.c.waktu,
    potret.c.oleh,
    potret.c.versi_aturan,
    potret.c.disepakati,
    potret.c.disepakati_oleh,
)


def snapshots(connection: Connection, rakor_id: str | None = None) -> list[SnapshotInfo]:
    """Return the snapshots of a meeting or of all, newest first, without their figures."""
    query = select(*_INFO).order_by(potret.c.waktu.desc(), potret.c.id)
    if rakor_id is not None:
        query = query.where(potret.c.id_rakor == rakor_id)
    return [SnapshotInfo(*row) for row in connection.execute(query)]


def snapshot(connection: Connection, snapshot_id: str) -> Snapshot:
    """Return one snapshot with its figures."""
    query = select(*_INFO, potret.c.ringkasan).where(potret.c.id == snapshot_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise StoreError(f"Potret {snapshot_id} tidak ada di penyimpanan.")
    return Snapshot(*tuple(row))


def freeze(
    change: RecordedChange,
    dataset: str,
    name: str,
    summary: Mapping[str, Any],
    rules_version: str,
    rakor_id: str | None,
) -> str:
    """Keep figures as they stand and return the id."""
    if rakor_id is not None:
        session(change.connection, rakor_id)
    shown, made = line(name, "Nama potret"), new_id()
    change.connection.execute(
        insert(potret).values(
            id=made,
            id_rakor=rakor_id,
            id_data=dataset,
            nama=shown,
            waktu=change.at,
            oleh=change.actor.name,
            versi_aturan=rules_version,
            ringkasan=dict(summary),
            disepakati=None,
            disepakati_oleh="",
        )
    )
    change.log("buat_potret", made, after={"nama": shown, "id_data": dataset})
    return made


def agree(change: RecordedChange, snapshot_id: str) -> None:
    """Lock a snapshot; agreeing twice changes nothing and keeps the first moment."""
    before = snapshot(change.connection, snapshot_id)
    if before.agreed:
        return
    change.connection.execute(
        update(potret)
        .where(potret.c.id == snapshot_id, potret.c.disepakati.is_(None))
        .values(disepakati=change.at, disepakati_oleh=change.actor.name)
    )
    change.log("sepakati_potret", snapshot_id, after={"nama": before.name})


def discard(change: RecordedChange, snapshot_id: str) -> None:
    """Take a snapshot away unless it is agreed; its figures stay in the trail."""
    before = snapshot(change.connection, snapshot_id)
    if before.agreed:
        raise StoreError(LOCKED.format(name=before.name))
    change.connection.execute(
        delete(potret).where(potret.c.id == snapshot_id, potret.c.disepakati.is_(None))
    )
    kept = {"nama": before.name, "id_data": before.dataset, "ringkasan": before.summary}
    change.log("hapus_potret", snapshot_id, before=kept)
