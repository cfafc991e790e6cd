"""Which turn is on, told to everybody at once."""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from kotaku.store import Store, StoreError
from pages.ui.rakor import slide
from web.follow import turn
from web.follow.seats import Seat, Seats
from web.follow.turn import Shown

LOG = logging.getLogger(__name__)
LOOK_S = 0.15  # between two looks at the store's revision [s]
BEAT_S = 15.0  # between signs of life, so that a lost connection is noticed [s]


@dataclass(frozen=True)
class Packed:
    """A state with its bytes in each form that somebody asked for, compressed once for all."""

    shown: Shown
    bodies: dict[str, bytes] = field(default_factory=dict)

    @property
    def news(self) -> str:
        """What is told of it to who listens."""
        told = {"versi": self.shown.version, "giliran": self.shown.turn}
        return json.dumps(told | {"revisi": self.shown.revision})


class Hall:
    """Renders the turn once when something was written, and wakes whoever follows.

    One task looks at the store for all followers; it rests while nobody is there.
    """

    def __init__(self, store: Callable[[], Store]) -> None:
        """Follow the meetings of a store."""
        self._store = store
        self._state: Packed | None = None
        self._seen = -1
        self._looked = 0.0
        self._forms = {slide.USUAL}  # that somebody looks at
        self._changed = asyncio.Condition()
        self._looking = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None
        self._ahead: asyncio.Task[None] | None = None
        self.seats = Seats()

    async def current(self, form: str) -> tuple[Shown, bytes]:
        """Return what is on and its bytes in a form, looked up now if nobody did lately."""
        await self._look(lately=LOOK_S)
        async with self._looking:  # fifty who ask together wait for one rendering
            assert self._state is not None
            state = self._state
            self._forms.add(form)
            if form not in state.bodies:
                state.bodies[form] = await asyncio.to_thread(self._body, form)
        return state.shown, state.bodies[form]

    async def news(self, client: str = "") -> AsyncIterator[str]:
        """Yield what is on, at once and whenever it changes; "" is a sign of life.

        It ends where the places are taken and this client holds no fewer than others.
        """
        seat = self.seats.take(client)
        if seat is None:
            return
        async with self._changed:
            self._changed.notify_all()  # whose place this was hears of it
        try:
            if self._task is None or self._task.done():
                self._task = asyncio.create_task(self._watch())
            await self._look()
            told = self._news()
            yield told
            while not seat.gone:
                try:
                    told = await asyncio.wait_for(self._after(told, seat), BEAT_S)
                    yield told
                except TimeoutError:
                    yield ""
        finally:
            self.seats.leave(seat)

    async def _after(self, known: str, seat: Seat) -> str:
        """Return the news that follow known ones, as soon as there are any or the place is gone."""
        async with self._changed:
            await self._changed.wait_for(lambda: seat.gone or self._news() != known)
            return self._news()

    def _news(self) -> str:
        return self._state.news if self._state else ""

    async def _watch(self) -> None:
        while len(self.seats):
            try:
                await self._look()
            except StoreError:
                LOG.warning("penyimpanan tidak terbaca; giliran terakhir tetap tampil")
            except Exception:  # one turn that cannot be drawn must not silence the hall
                LOG.exception("giliran tidak dapat digambar untuk pengikut")
            await asyncio.sleep(LOOK_S)

    async def _look(self, lately: float = 0.0) -> None:
        """See whether another state is on, unless somebody did in the last seconds."""
        async with self._looking:
            if self._state is not None and time.monotonic() - self._looked < lately:
                return
            self._looked = time.monotonic()
            revision = await asyncio.to_thread(self._revision)
            if self._state is not None and revision == self._seen:
                return
            found = await asyncio.to_thread(lambda: turn.now(self._store(), datetime.now(UTC)))
            self._seen = revision
            if self._state is None or found.version != self._state.shown.version:
                body = await asyncio.to_thread(_packed, found)
                async with self._changed:
                    self._state = Packed(found, {slide.USUAL: body})
                    self._changed.notify_all()
                self._ahead = asyncio.create_task(self._prepare())

    async def _prepare(self) -> None:
        forms = sorted(self._forms)
        try:
            await asyncio.to_thread(lambda: turn.prepare(self._store(), datetime.now(UTC), forms))
        except Exception:  # it is only ahead of time; the turn itself says what is wrong
            LOG.debug("giliran berikutnya belum disiapkan", exc_info=True)

    def _body(self, form: str) -> bytes:
        return _packed(turn.now(self._store(), datetime.now(UTC), form))

    def _revision(self) -> int:
        return self._store().revision()


def _packed(shown: Shown) -> bytes:
    return gzip.compress(shown.html.encode(), 6)
