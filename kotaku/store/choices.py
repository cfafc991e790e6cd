"""What a person decided once: columns, answers on readings, decisions on data, scenarios."""

from __future__ import annotations

from typing import Any, Literal

from sqlalchemy import Connection, Table, delete, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from kotaku.store.records import Scenario
from kotaku.store.tables import pilihan, skenario
from kotaku.store.trail import Change
from kotaku.store.words import line

Kind = Literal["kolom", "jawaban", "keputusan"]


def choice(connection: Connection, kind: Kind, key: str) -> Any | None:
    """Return what was chosen under a key; None when nothing was."""
    return connection.scalar(select(pilihan.c.isi).where(*_at(kind, key)))


def choices(connection: Connection, kind: Kind) -> dict[str, Any]:
    """Return every choice of a kind by its key."""
    query = select(pilihan.c.kunci, pilihan.c.isi).where(pilihan.c.jenis == kind)
    return {key: content for key, content in connection.execute(query.order_by(pilihan.c.kunci))}


def choose(change: Change, kind: Kind, key: str, content: Any | None) -> None:
    """Keep a choice in the place of an earlier one; None takes it away."""
    before = choice(change.connection, kind, key)
    _put(change, pilihan, {"jenis": kind, "kunci": key}, content)
    change.log(f"pilih_{kind}", key, before=before, after=content)


def scenarios(connection: Connection, kab_kota: str | None = None) -> list[Scenario]:
    """Return the scenarios of a kab/kota ("" = the province) or of all, by name."""
    query = select(skenario).order_by(skenario.c.kab_kota, skenario.c.nama)
    if kab_kota is not None:
        query = query.where(skenario.c.kab_kota == kab_kota)
    return [Scenario(*row) for row in connection.execute(query)]


def save_scenario(change: Change, kab_kota: str, name: str, content: Any | None) -> None:
    """Keep a scenario in the place of one of the same name; None takes it away."""
    shown = line(name, "Nama skenario")
    key = {"kab_kota": kab_kota, "nama": shown}
    before = change.connection.scalar(select(skenario.c.isi).where(*_same(skenario, key)))
    _put(change, skenario, key, content)
    action = "hapus_skenario" if content is None else "simpan_skenario"
    change.log(action, shown, kab_kota=kab_kota, before=before, after=content)


def _put(change: Change, table: Table, key: dict[str, str], content: Any | None) -> None:
    """Write a row under its key; no other writer is in between."""
    here = _same(table, key)
    if content is None:
        change.connection.execute(delete(table).where(*here))
        return
    values = {"isi": content, "waktu": change.at, "oleh": change.actor.name}
    if change.connection.execute(update(table).where(*here).values(**values)).rowcount == 0:
        change.connection.execute(insert(table).values(**key, **values))


def _at(kind: Kind, key: str) -> list[ColumnElement[bool]]:
    return _same(pilihan, {"jenis": kind, "kunci": key})


def _same(table: Table, key: dict[str, str]) -> list[ColumnElement[bool]]:
    return [table.c[column] == value for column, value in key.items()]
