"""What a person decided once: columns, answers on readings, decisions on data, scenarios."""

from __future__ import annotations

from typing import Any, Literal

from sqlalchemy import Connection, Table, delete, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from kotaku.store.access import KORKOT, PRESENTER_ONLY, PROVINCE, NotAllowed
from kotaku.store.records import KeptScenario
from kotaku.store.tables import pilihan, skenario
from kotaku.store.trail import RecordedChange
from kotaku.store.words import line

Kind = Literal["kolom", "jawaban", "keputusan"]
_OF = "\x1f"  # between the kab/kota whose data a choice is for and its key; no name holds it


def choice(connection: Connection, kind: Kind, key: str) -> Any | None:
    """Return what was chosen under a key; None when nothing was."""
    return connection.scalar(select(pilihan.c.isi).where(*_at(kind, key)))


def choices(connection: Connection, kind: Kind, kab_kota: str = PROVINCE) -> dict[str, Any]:
    """Return every choice of a kind by its key: everybody's, and over them those of a kab/kota."""
    query = select(pilihan.c.kunci, pilihan.c.isi).where(pilihan.c.jenis == kind)
    found: dict[str, dict[str, Any]] = {}
    for kept, content in connection.execute(query.order_by(pilihan.c.kunci)):
        scope, _, key = str(kept).rpartition(_OF)
        found.setdefault(scope, {})[key] = content
    own = found.get(kab_kota, {}) if kab_kota else {}
    return found.get(PROVINCE, {}) | own


def choose(change: RecordedChange, kind: Kind, key: str, content: Any | None) -> None:
    """Keep a choice in the place of an earlier one; None takes it away.

    What a korkot chooses is in force for what the own kab/kota sent only, until somebody with the
    presenter's rights chooses under the same key.

    Raises
    ------
    NotAllowed
        A korkot takes away what is in force for everybody.
    """
    kept = key
    if change.actor.role == KORKOT:
        kept = f"{change.actor.kab_kota}{_OF}{key}"
        if content is None and choice(change.connection, kind, kept) is None:
            raise NotAllowed(PRESENTER_ONLY)
    else:
        ended = pilihan.c.kunci.endswith(f"{_OF}{key}", autoescape=True)
        change.connection.execute(delete(pilihan).where(pilihan.c.jenis == kind, ended))
    before = choice(change.connection, kind, kept)
    _put(change, pilihan, {"jenis": kind, "kunci": kept}, content)
    change.log(f"pilih_{kind}", key, kab_kota=change.actor.kab_kota, before=before, after=content)


def scenarios(connection: Connection, kab_kota: str | None = None) -> list[KeptScenario]:
    """Return the scenarios of a kab/kota ("" = the province) or of all, by name."""
    query = select(skenario).order_by(skenario.c.kab_kota, skenario.c.nama)
    if kab_kota is not None:
        query = query.where(skenario.c.kab_kota == kab_kota)
    return [KeptScenario(*row) for row in connection.execute(query)]


def save_scenario(change: RecordedChange, kab_kota: str, name: str, content: Any | None) -> None:
    """Keep a scenario in the place of one of the same name; None takes it away."""
    shown = line(name, "Nama skenario")
    key = {"kab_kota": kab_kota, "nama": shown}
    before = change.connection.scalar(select(skenario.c.isi).where(*_same(skenario, key)))
    _put(change, skenario, key, content)
    action = "hapus_skenario" if content is None else "simpan_skenario"
    change.log(action, shown, kab_kota=kab_kota, before=before, after=content)


def _put(change: RecordedChange, table: Table, key: dict[str, str], content: Any | None) -> None:
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
