"""What anybody may read; each call is one short transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine

from kotaku.store import choices, follow_ups, korkot_code, meetings, snapshots, trail, uploads
from kotaku.store.access import PROVINCE
from kotaku.store.errors import explained
from kotaku.store.records import (
    DatasetInfo,
    KeptScenario,
    Note,
    Snapshot,
    SnapshotInfo,
    UploadInfo,
)
from kotaku.store.session import Session


class StoreReader:
    """Reads a store; raises StoreError for what is not there or cannot be read."""

    _engine: Engine
    place: str

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with explained(self.place), self._engine.connect() as connection:
            yield connection

    def files(self, dataset_id: str) -> list[tuple[str, bytes]]:
        """Return (file name, bytes) of a data set in order."""
        with self._reading() as connection:
            return uploads.files(connection, dataset_id)

    def uploads(self, dataset_id: str) -> list[UploadInfo]:
        """Return the files of a data set in order, with the time each came."""
        with self._reading() as connection:
            return uploads.infos(connection, dataset_id)

    def datasets(self) -> list[DatasetInfo]:
        """Return every data set, newest first."""
        with self._reading() as connection:
            return uploads.datasets(connection)

    def snapshots(self, rakor: str | None = None) -> list[SnapshotInfo]:
        """Return the snapshots of a meeting or of all, newest first, without their figures."""
        with self._reading() as connection:
            return snapshots.snapshots(connection, rakor)

    def snapshot(self, snapshot_id: str) -> Snapshot:
        """Return one snapshot with its figures."""
        with self._reading() as connection:
            return snapshots.snapshot(connection, snapshot_id)

    def sessions(self) -> list[Session]:
        """Return every meeting, newest first."""
        with self._reading() as connection:
            return meetings.sessions(connection)

    def session(self, rakor: str) -> Session:
        """Return one meeting and where it stands."""
        with self._reading() as connection:
            return meetings.session(connection, rakor)

    def notes(self, rakor: str, kab_kota: str | None = None) -> list[Note]:
        """Return the notes of a meeting in the order of writing, of one turn or of all."""
        with self._reading() as connection:
            return meetings.notes(connection, rakor, kab_kota)

    def follow_ups(self, rakor: str | None = None) -> pd.DataFrame:
        """Return the follow-ups in force, of one meeting or of all.

        Columns: id, versi, id_rakor, the fields of FollowUp, dibuat, dibuat_oleh, diubah,
        diubah_oleh; moments in UTC, batas_waktu as midnight or NaT.
        """
        with self._reading() as connection:
            return follow_ups.frame(connection, rakor)

    def follow_up_versions(self, follow_up: str) -> pd.DataFrame:
        """Return every version of a follow-up, first to last, with waktu and oleh."""
        with self._reading() as connection:
            return follow_ups.versions(connection, follow_up)

    def korkot_codes(self) -> dict[str, datetime]:
        """Return the kab/kota whose korkot has a code, and since when it is this one."""
        with self._reading() as connection:
            return korkot_code.issued(connection)

    def mapping(self, fingerprint: str) -> Any | None:
        """Return which columns of a layout mean what; None when nobody said it."""
        with self._reading() as connection:
            return choices.choice(connection, "kolom", fingerprint)

    def sent_by_korkot(self) -> dict[str, str]:
        """Return the kab/kota of each data set that its korkot sent, by the data set's id."""
        with self._reading() as connection:
            return uploads.of_korkot(connection)

    def mappings(self, kab_kota: str = PROVINCE) -> dict[str, Any]:
        """Return the column mappings for the data that a kab/kota sent, by their fingerprint."""
        with self._reading() as connection:
            return choices.choices(connection, "kolom", kab_kota)

    def answers(self, kab_kota: str = PROVINCE) -> dict[str, Any]:
        """Return the answers for the data that a kab/kota sent, by the kode of their question."""
        with self._reading() as connection:
            return choices.choices(connection, "jawaban", kab_kota)

    def decision(self, key: str) -> Any | None:
        """Return a decision on the data; None when there is none."""
        with self._reading() as connection:
            return choices.choice(connection, "keputusan", key)

    def decisions(self) -> dict[str, Any]:
        """Return every decision on the data by its key."""
        with self._reading() as connection:
            return choices.choices(connection, "keputusan")

    def scenarios(self, kab_kota: str | None = None) -> list[KeptScenario]:
        """Return the scenarios of a kab/kota ("" = the province) or of all, by name."""
        with self._reading() as connection:
            return choices.scenarios(connection, kab_kota)

    def revision(self) -> int:
        """Return a number that grows with every write of anybody."""
        with self._reading() as connection:
            return trail.revision(connection)

    def trail(self, after: int = 0) -> pd.DataFrame:
        """Return the audit trail after a number, in the order of writing."""
        with self._reading() as connection:
            return trail.frame(connection, after)
