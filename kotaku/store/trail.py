"""The audit trail: every write with who, when, before and after; rows are only ever added."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, insert, select

from kotaku.store.access import PROVINCE, Actor
from kotaku.store.frames import frame_of
from kotaku.store.tables import jejak


@dataclass(frozen=True)
class RecordedChange:
    """A transaction with somebody behind it."""

    connection: Connection
    actor: Actor
    at: datetime

    def log(
        self,
        action: str,
        what: str,
        *,
        kab_kota: str = PROVINCE,
        before: Any = None,
        after: Any = None,
    ) -> None:
        """Add a row to the trail; it is kept if and only if the change is."""
        self.connection.execute(
            insert(jejak).values(
                waktu=self.at,
                oleh=self.actor.name,
                peran=self.actor.role,
                kab_kota=kab_kota,
                tindakan=action,
                objek=what,
                sebelum=before,
                sesudah=after,
            )
        )


def revision(connection: Connection) -> int:
    """Return a number that grows with every write."""
    return connection.scalar(select(func.max(jejak.c.nomor))) or 0


def frame(connection: Connection, after: int = 0) -> pd.DataFrame:
    """Return the trail in the order of writing; sebelum and sesudah as JSON text, "" when none."""
    found = frame_of(connection, select(jejak).where(jejak.c.nomor > after).order_by(jejak.c.nomor))
    for side in ("sebelum", "sesudah"):
        found[side] = pd.Series([_text(value) for value in found[side]], dtype="str")
    return found


def _text(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
