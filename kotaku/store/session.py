"""A rakor while it runs: whose turn it is and what the clock says, as pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kotaku.store.errors import StoreError


@dataclass(frozen=True)
class Session:
    """One meeting and where it stands.

    Parameters
    ----------
    agenda : kab/kota in the order of their turns
    turn : place in the agenda, from 0
    seconds : of one turn [s]
    used_s : of this turn before the clock was last started [s]
    started_at : since when the clock runs; None while it stands
    revision : grows with every change, so that followers ask for it alone
    """

    id: str
    name: str
    at: datetime  # UTC, when it was opened
    dataset: str
    agenda: tuple[str, ...]
    turn: int
    seconds: int
    used_s: float
    started_at: datetime | None
    presenter: str
    revision: int

    @property
    def current(self) -> str | None:
        """The kab/kota whose turn it is; None without an agenda."""
        return self.agenda[self.turn] if self.agenda else None

    @property
    def paused(self) -> bool:
        """Whether the clock stands."""
        return self.started_at is None

    def elapsed(self, now: datetime) -> float:
        """Return how long this turn has lasted [s]; a clock set back takes nothing away."""
        if self.started_at is None:
            return self.used_s
        return self.used_s + max(0.0, (now - self.started_at).total_seconds())

    def remaining(self, now: datetime) -> float:
        """Return what is left of this turn [s]; negative when it is over."""
        return self.seconds - self.elapsed(now)


def started(session: Session, at: datetime) -> Session:
    """Let the clock run; one that runs keeps its start."""
    return replace(session, started_at=at) if session.paused else session


def paused(session: Session, at: datetime) -> Session:
    """Stop the clock and keep what it says."""
    return replace(session, used_s=session.elapsed(at), started_at=None)


def moved(session: Session, turn: int, at: datetime, *, running: bool) -> Session:
    """Go to a place of the agenda with a fresh clock.

    Raises
    ------
    StoreError
        The agenda has no such place.
    """
    if not 0 <= turn < len(session.agenda):
        raise StoreError(f"Agenda tidak mempunyai giliran ke-{turn + 1}.")
    return replace(session, turn=turn, used_s=0.0, started_at=at if running else None)


def reordered(session: Session, agenda: Sequence[str]) -> Session:
    """Put the agenda in another order; the turn stays with its kab/kota while that is in it."""
    places = tuple(agenda)
    if session.current in places:
        return replace(session, agenda=places, turn=places.index(str(session.current)))
    last = max(len(places) - 1, 0)
    return replace(session, agenda=places, turn=min(session.turn, last))


def timed(session: Session, seconds: int) -> Session:
    """Give each turn another length.

    Raises
    ------
    StoreError
        The length is not positive.
    """
    if seconds <= 0:
        raise StoreError("Waktu tiap giliran harus lebih dari 0 detik.")
    return replace(session, seconds=int(seconds))
