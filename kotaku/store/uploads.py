"""Uploads as they came, and the data sets made of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from kotaku.store.access import KORKOT, Actor
from kotaku.store.errors import StoreError
from kotaku.store.records import DatasetInfo, UploadInfo
from kotaku.store.tables import jejak, set_data, set_data_berkas, unggahan

GONE = "Data itu sudah tidak ada di penyimpanan."
SENT = "simpan_set_data"  # in the trail, by who sent it


def keep(
    connection: Connection, name: str, data: bytes, at: datetime, rules_version: str
) -> tuple[str, bool]:
    """Keep bytes once; return their SHA-256 and whether they were new."""
    sha256 = hashlib.sha256(data).hexdigest()
    new = _insert_new(
        connection,
        unggahan,
        sha256=sha256,
        nama=name,
        isi=data,
        ukuran=len(data),
        waktu_unggah=at,
        versi_aturan=rules_version,
    )
    return sha256, new


def keep_set(
    connection: Connection, files: Sequence[tuple[str, str]], at: datetime, name: str
) -> tuple[str, bool]:
    """Keep (sha256, file name) in order as one data set; return its id and whether it was new."""
    if not files:
        raise StoreError("Set data tanpa berkas tidak dapat disimpan.")
    identity = "\n".join(f"{sha256} {file}" for sha256, file in files)
    id_set = hashlib.sha256(identity.encode()).hexdigest()[:12]
    shown = name or " + ".join(file for _, file in files)
    if not _insert_new(connection, set_data, id=id_set, nama=shown, waktu=at):
        return id_set, False
    _require_uploads(connection, files)
    connection.execute(
        insert(set_data_berkas),
        [
            {"id_set": id_set, "urutan": order, "sha256": sha256, "nama": file}
            for order, (sha256, file) in enumerate(files)
        ],
    )
    return id_set, True


def files(connection: Connection, dataset_id: str) -> list[tuple[str, bytes]]:
    """Return (file name, bytes) of a data set in order."""
    query = (
        select(set_data_berkas.c.nama, unggahan.c.isi)
        .join(unggahan)
        .where(set_data_berkas.c.id_set == dataset_id)
        .order_by(set_data_berkas.c.urutan)
    )
    found = [(nama, isi) for nama, isi in connection.execute(query)]
    if not found:
        raise StoreError(f"Set data {dataset_id} tidak ada di penyimpanan.")
    return found


def infos(connection: Connection, dataset_id: str) -> list[UploadInfo]:
    """Return the files of a data set in order, with the time each came."""
    query = (
        select(set_data_berkas.c.nama, unggahan.c.sha256, unggahan.c.waktu_unggah,
               unggahan.c.ukuran)
        .join(unggahan)
        .where(set_data_berkas.c.id_set == dataset_id)
        .order_by(set_data_berkas.c.urutan)
    )  # fmt: skip
    return [UploadInfo(*row) for row in connection.execute(query)]


def datasets(connection: Connection) -> list[DatasetInfo]:
    """Return every data set, newest first."""
    query = (
        select(set_data, set_data_berkas.c.nama, set_data_berkas.c.sha256)
        .join(set_data_berkas)
        .order_by(set_data.c.waktu.desc(), set_data.c.id, set_data_berkas.c.urutan)
    )
    rows = connection.execute(query).all()
    # Asked alone, the sizes come from their index; in a join SQLite reads on past the bytes.
    asked = select(unggahan.c.sha256, unggahan.c.ukuran)
    sizes = {sha256: size for sha256, size in connection.execute(asked)}
    sets: dict[str, DatasetInfo] = {}
    for id_set, nama, waktu, file, sha256 in rows:
        before = sets.get(id_set, DatasetInfo(id_set, nama, waktu, (), 0))
        sets[id_set] = replace(
            before, files=(*before.files, file), size=before.size + sizes[sha256]
        )
    return list(sets.values())


def _require_uploads(connection: Connection, files: Sequence[tuple[str, str]]) -> None:
    wanted = {sha256 for sha256, _ in files}
    query = select(func.count()).where(unggahan.c.sha256.in_(wanted))
    if connection.scalar(query) != len(wanted):
        raise StoreError("Berkas set data belum ada di penyimpanan. Unggah ulang berkasnya.")


def _insert_new(connection: Connection, table: Table, **values: Any) -> bool:
    """Insert a row unless its key is there; tell whether it was new."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(**values).on_conflict_do_nothing()
    # Not rowcount: psycopg does not tell it of an insert.
    return connection.execute(statement.returning(*table.primary_key)).first() is not None


def sender(connection: Connection, dataset_id: str) -> Actor | None:
    """Return who sent a data set as the trail tells; None for one older than the trail."""
    query = (
        select(jejak.c.peran, jejak.c.oleh, jejak.c.kab_kota)
        .where(jejak.c.tindakan == SENT, jejak.c.objek == dataset_id)
        .order_by(jejak.c.nomor.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else Actor(*row)


def of_korkot(connection: Connection) -> dict[str, str]:
    """Return the kab/kota of each data set that its korkot sent, by the data set's id."""
    query = select(jejak.c.objek, jejak.c.peran, jejak.c.kab_kota).where(jejak.c.tindakan == SENT)
    last = {
        i: (role, place) for i, role, place in connection.execute(query.order_by(jejak.c.nomor))
    }
    return {i: place for i, (role, place) in last.items() if role == KORKOT}


def older(connection: Connection, than: datetime) -> list[str]:
    """Return the data sets that came before a moment."""
    return [
        str(i) for (i,) in connection.execute(select(set_data.c.id).where(set_data.c.waktu < than))
    ]


def remove_set(connection: Connection, dataset_id: str) -> list[str]:
    """Take a data set away, with the bytes that no other one holds; return their names.

    Nothing of the bytes is looked at: what cannot be opened can be thrown away.
    """
    held = select(set_data_berkas.c.sha256).where(set_data_berkas.c.id_set == dataset_id)
    hashes = [str(sha256) for (sha256,) in connection.execute(held)]
    names = [info.name for info in infos(connection, dataset_id)]
    if not hashes:
        raise StoreError(GONE)
    connection.execute(delete(set_data_berkas).where(set_data_berkas.c.id_set == dataset_id))
    connection.execute(delete(set_data).where(set_data.c.id == dataset_id))
    still = select(set_data_berkas.c.sha256)
    connection.execute(
        delete(unggahan).where(unggahan.c.sha256.in_(hashes), unggahan.c.sha256.not_in(still))
    )
    return names
