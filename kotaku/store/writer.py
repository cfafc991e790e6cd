"""A hand that writes: every method checks the right of its owner before it changes anything."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from kotaku.store import (
    choices,
    follow_ups,
    korkot_code,
    meetings,
    pace,
    session,
    snapshots,
    uploads,
)
from kotaku.store.access import KORKOT, PROVINCE, READER, Actor, NotAllowed
from kotaku.store.engine import writing
from kotaku.store.errors import StoreError, explained
from kotaku.store.follow_ups import Conflict, FollowUp
from kotaku.store.session import Session
from kotaku.store.trail import RecordedChange
from kotaku.words.safe import clean

LOG = logging.getLogger(__name__)


class Writer:
    """What somebody may write; made by ``Store.writer``.

    A presenter writes everything. A korkot adds data, column mappings and answers, and writes
    follow-ups, notes and scenarios of the own kab/kota. A reader writes nothing. Each method takes
    the moment ``at`` with its zone, leaves a row in the trail, and raises NotAllowed or another
    StoreError with a sentence when it changed nothing.
    """

    def __init__(self, engine: Engine, place: str, actor: Actor) -> None:
        """Keep who writes where."""
        self.actor = actor
        self._engine = engine
        self._place = place

    @contextmanager
    def _change(self, scope: str | None, at: datetime) -> Iterator[RecordedChange]:
        try:
            self.actor.require(scope)
            with explained(self._place), writing(self._engine) as connection:
                change = RecordedChange(connection, self.actor, at)
                pace.require(change)
                yield change
        except NotAllowed as error:
            if self.actor.role == READER:  # many may read: they fill the server's log, no trail
                LOG.warning("penulisan oleh pembaca ditolak")
            else:
                with suppress(pace.TooFast):  # the trail has enough of these
                    self._refused("hak_ditolak", scope or PROVINCE, str(error), at)
            raise

    def _refused(self, action: str, what: str, why: str, at: datetime) -> None:
        """Leave a row of what was not done; nothing else stays of it."""
        with explained(self._place), writing(self._engine) as connection:
            change = RecordedChange(connection, self.actor, at)
            pace.require(change)
            change.log(action, what, kab_kota=self.actor.kab_kota, after={"sebab": why})

    # Data

    def save_upload(self, name: str, data: bytes, *, at: datetime, rules_version: str) -> str:
        """Keep the bytes of one upload unchanged and return their SHA-256.

        The same bytes are kept once, with their first name, time and rules version.
        """
        with self._change(None, at) as change:
            sha256, new = uploads.keep(change.connection, name, data, at, rules_version)
            if new:
                change.log("unggah", sha256, after={"nama": name, "ukuran": len(data)})
        return sha256

    def refuse_upload(self, name: str, why: str, *, at: datetime) -> None:
        """Leave a row of a file that was not taken in, and why; its bytes are not kept."""
        self.actor.require(None)
        self._refused("berkas_ditolak", clean(name, 200), clean(why, 400), at)

    def save_dataset(
        self, files: Sequence[tuple[str, str]], *, at: datetime, name: str = ""
    ) -> str:
        """Keep (sha256, file name) in order as one data set and return its id.

        The id is drawn from the content: the same files in the same order under the same names
        are one data set, which keeps its first time and name (the file names when empty).
        """
        with self._change(None, at) as change:
            id_set, new = uploads.keep_set(change.connection, files, at, name)
            if new:
                own = self.actor.kab_kota
                after = {"berkas": [list(f) for f in files]}
                change.log(uploads.SENT, id_set, kab_kota=own, after=after)
        return id_set

    def remove_dataset(self, dataset_id: str, *, at: datetime) -> None:
        """Take a data set away with its bytes; a korkot only what came from the own kab/kota.

        The data of a meeting stay as long as it runs.
        """
        with self._change(None, at) as change:
            by = uploads.sender(change.connection, dataset_id)
            self.actor.require(PROVINCE if by is None or by.role != KORKOT else by.kab_kota)
            meetings.require_free(change.connection, dataset_id, at)
            names = uploads.remove_set(change.connection, dataset_id)
            change.log("hapus_set_data", dataset_id, kab_kota=self.actor.kab_kota, before=names)

    def remove_older(self, days: int, *, at: datetime) -> int:
        """Take away the data sets kept for longer than so many days; return how many.

        The data of a meeting that runs stay.
        """
        if days < 1:
            raise StoreError("Lama simpan paling sedikit 1 hari.")
        with self._change(PROVINCE, at) as change:
            old = uploads.older(change.connection, at - timedelta(days=days))
            used = meetings.running(change.connection, at)
            gone = {
                one: uploads.remove_set(change.connection, one) for one in old if one not in used
            }
            if gone:
                change.log("hapus_set_data", ", ".join(gone), before=gone, after={"hari": days})
        return len(gone)

    def save_mapping(self, fingerprint: str, mapping: Any | None, *, at: datetime) -> None:
        """Keep which columns of a layout mean what; None forgets it."""
        with self._change(None, at) as change:
            choices.choose(change, "kolom", fingerprint, mapping)

    def save_answers(self, answers: Mapping[str, Any | None], *, at: datetime) -> None:
        """Keep answers on how layouts are read by their kode, all or none; None takes one back."""
        with self._change(None, at) as change:
            for kode, answer in answers.items():
                choices.choose(change, "jawaban", kode, answer)

    def save_decision(self, key: str, decision: Any | None, *, at: datetime) -> None:
        """Keep a decision on the data, such as which of two claims holds; None forgets it."""
        with self._change(PROVINCE, at) as change:
            choices.choose(change, "keputusan", key, decision)

    # The meeting

    def new_korkot_code(self, kab_kota: str, *, at: datetime) -> str:
        """Make the code of a kab/kota's korkot and return it; the last one ends."""
        with self._change(PROVINCE, at) as change:
            return korkot_code.new_code(change, kab_kota)

    def open_rakor(
        self, name: str, *, dataset: str, agenda: Sequence[str], seconds: int, at: datetime
    ) -> Session:
        """Open a meeting before its first turn, the clock standing."""
        with self._change(PROVINCE, at) as change:
            return meetings.open_rakor(change, name, dataset, agenda, seconds)

    def set_agenda(self, rakor: str, agenda: Sequence[str], *, at: datetime) -> Session:
        """Put the turns in another order; the present one stays the present one."""
        with self._change(PROVINCE, at) as change:
            return meetings.steer(
                change, rakor, "atur_agenda", lambda s: session.reordered(s, agenda)
            )

    def go_to(self, rakor: str, turn: int, *, at: datetime, running: bool = True) -> Session:
        """Go to a place of the agenda with a fresh clock."""
        with self._change(PROVINCE, at) as change:
            return meetings.steer(
                change,
                rakor,
                "ganti_giliran",
                lambda s: session.moved(s, turn, at, running=running),
            )

    def start_timer(self, rakor: str, *, at: datetime) -> Session:
        """Let the clock run on."""
        with self._change(PROVINCE, at) as change:
            return meetings.steer(change, rakor, "jalankan_jam", lambda s: session.started(s, at))

    def pause_timer(self, rakor: str, *, at: datetime) -> Session:
        """Stop the clock."""
        with self._change(PROVINCE, at) as change:
            return meetings.steer(change, rakor, "hentikan_jam", lambda s: session.paused(s, at))

    def set_seconds(self, rakor: str, seconds: int, *, at: datetime) -> Session:
        """Give each turn another length [s]."""
        with self._change(PROVINCE, at) as change:
            return meetings.steer(change, rakor, "atur_waktu", lambda s: session.timed(s, seconds))

    def add_note(self, rakor: str, kab_kota: str, text: str, *, at: datetime) -> int:
        """Write down what is said during a turn and return the number of the note."""
        with self._change(kab_kota, at) as change:
            return meetings.add_note(change, rakor, kab_kota, text)

    def remove_note(self, number: int, *, at: datetime) -> None:
        """Take a note away."""
        with self._change(None, at) as change:
            found = meetings.note(change.connection, number)
            self.actor.require(found.kab_kota)
            meetings.remove_note(change, found)

    # Snapshots

    def freeze(
        self,
        dataset: str,
        name: str,
        summary: Mapping[str, Any],
        *,
        rules_version: str,
        at: datetime,
        rakor: str | None = None,
    ) -> str:
        """Keep the figures of a data set as they stand and return the id of the snapshot.

        Raises
        ------
        ValueError
            The summary holds what JSON cannot say, such as NaN.
        """
        with self._change(PROVINCE, at) as change:
            return snapshots.freeze(change, dataset, name, summary, rules_version, rakor)

    def agree(self, snapshot: str, *, at: datetime) -> None:
        """Lock a snapshot that the meeting agreed on; nothing changes it from then on."""
        with self._change(PROVINCE, at) as change:
            snapshots.agree(change, snapshot)

    def discard(self, snapshot: str, *, at: datetime) -> None:
        """Take away a snapshot that is not agreed."""
        with self._change(PROVINCE, at) as change:
            snapshots.discard(change, snapshot)

    # Follow-ups

    def add_follow_up(self, rakor: str, content: FollowUp, *, at: datetime) -> str:
        """Add a follow-up and return its id."""
        with self._change(content.kab_kota, at) as change:
            return follow_ups.add(change, rakor, content)

    def change_follow_up(
        self, follow_up: str, *, at: datetime, seen: int | None = None, **fields: Any
    ) -> int:
        """Change fields of a follow-up and return the number of the version in force.

        Parameters
        ----------
        follow_up : str
            Its id.
        at : datetime
            Moment of the change, with its zone.
        seen : int, optional
            Version the writer looked at; without it the last writer wins.
        **fields
            Fields of FollowUp with their new values.

        Raises
        ------
        Conflict
            Somebody else changed it since the version seen.
        """
        with self._change(None, at) as change:
            before = follow_ups.current(change.connection, follow_up)
            self.actor.require(before.content.kab_kota)
            after = replace(before.content, **fields)
            self.actor.require(after.kab_kota)
            if seen not in (None, before.number):
                raise Conflict(follow_ups.CHANGED.format(name=before.by))
            return follow_ups.revise(change, before, after, "ubah_rtl")

    def restore_follow_up(self, follow_up: str, version: int, *, at: datetime) -> int:
        """Bring an earlier version back as a new one and return its number: undo."""
        with self._change(None, at) as change:
            before = follow_ups.current(change.connection, follow_up)
            self.actor.require(before.content.kab_kota)
            earlier = follow_ups.version(change.connection, follow_up, version)
            self.actor.require(earlier.content.kab_kota)
            return follow_ups.revise(change, before, earlier.content, "pulihkan_rtl")

    # Scenarios

    def save_scenario(
        self, name: str, content: Any, *, at: datetime, kab_kota: str = PROVINCE
    ) -> None:
        """Keep a scenario, in the place of one of the same name."""
        with self._change(kab_kota, at) as change:
            choices.save_scenario(change, kab_kota, name, content)

    def remove_scenario(self, name: str, *, at: datetime, kab_kota: str = PROVINCE) -> None:
        """Take a scenario away."""
        with self._change(kab_kota, at) as change:
            choices.save_scenario(change, kab_kota, name, None)
