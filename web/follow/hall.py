"""Which turn is on, told to everybody at once."""

from __future__ import annotations

import asyncio
import gzip
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from kotaku.store import Store, StoreError
from web.follow import turn
from web.follow.turn import Shown

LOG = logging.getLogger(__name__)
LOOK_S = 0.15  # between two looks at the store's revision [s]
BEAT_S = 15.0  # between signs of life, so that a lost connection is noticed [s]
MOST = 400  # followers at once; a hall has fifty


@dataclass(frozen=True)
class Packed:
    """A state with its bytes, compressed once for everybody."""

    shown: Shown
    body: bytes


class Hall:
    """Renders the turn once when something was written, and wakes whoever follows.

    One task looks at the store for all followers; it rests while nobody is there.
    """

    def __init__(self, store: Callable[[], Store]) -> None:
        """Follow the meetings of a store."""
        self._store = store
        self._state: Packed | None = None
        self._seen = -1
        self._changed = asyncio.Condition()
        self._looking = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None
        self._ahead: asyncio.Task[None] | None = None
        self.followers = 0

    async def current(self) -> Packed:
        """Return what is on, looked up now if nobody did lately."""
        await self._look()
        assert self._state is not None
        return self._state

    async def news(self) -> AsyncIterator[str]:
        """Yield the version that is on, at once and whenever it changes; "" is a sign of life."""
        if self.followers >= MOST:
            return
        self.followers += 1
        try:
            if self._task is None or self._task.done():
                self._task = asyncio.create_task(self._watch())
            told = (await self.current()).shown.version
            yield told
            while True:
                try:
                    told = await asyncio.wait_for(self._after(told), BEAT_S)
                    yield told
                except TimeoutError:
                    yield ""
        finally:
            self.followers -= 1

    async def _after(self, known: str) -> str:
        """Return the version that follows a known one, as soon as there is one."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._version() != known)
            return self._version()

    def _version(self) -> str:
        return self._state.shown.version if self._state else ""

    async def _watch(self) -> None:
        while self.followers:
            try:
                await self._look()
            except StoreError:
                LOG.warning("penyimpanan tidak terbaca; giliran terakhir tetap tampil")
            except Exception:  # one turn that cannot be drawn must not silence the hall
                LOG.exception("giliran tidak dapat digambar untuk pengikut")
            await asyncio.sleep(LOOK_S)

    async def _look(self) -> None:
        async with self._looking:  # fifty who arrive together wait for one rendering
            revision = await asyncio.to_thread(self._revision)
            if self._state is not None and revision == self._seen:
                return
            shown = await asyncio.to_thread(lambda: turn.now(self._store(), datetime.now(UTC)))
            self._seen = revision
            if self._state is None or shown.version != self._state.shown.version:
                body = await asyncio.to_thread(gzip.compress, shown.html.encode(), 6)
                async with self._changed:
                    self._state = Packed(shown, body)
                    self._changed.notify_all()
                self._ahead = asyncio.create_task(self._prepare())

    async def _prepare(self) -> None:
        try:
            await asyncio.to_thread(lambda: turn.prepare(self._store(), datetime.now(UTC)))
        except Exception:  # it is only ahead of time; the turn itself says what is wrong
            LOG.debug("giliran berikutnya belum disiapkan", exc_info=True)

    def _revision(self) -> int:
        return self._store().revision()
