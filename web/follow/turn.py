"""What followers see of the meeting: the presenter's turn as harmless HTML."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape

from kotaku.store import Session, Store
from pages.ui.rakor import face, rakor, slide
from pages.ui.rakor.rakor import Turn

WAITING = "Menunggu penyaji memulai rakor. Layar ini berganti sendiri."


@dataclass(frozen=True)
class Shown:
    """One state of the meeting as followers see it; ``version`` names its content."""

    version: str
    html: str
    turn: int = -1
    revision: int = 0


def now(store: Store, at: datetime, form: str = slide.USUAL) -> Shown:
    """Return the turn that is on in a form of ``slide.FORMS``, or that nothing is on yet."""
    revision = store.revision()
    session = _running(store)
    if session is None:
        return _state(f'<p class="tunggu">{escape(WAITING)}</p>', -1, revision)
    return _state(_turn(session, at, form), session.turn, revision)


def prepare(store: Store, at: datetime, forms: list[str]) -> None:
    """Work out the turn that comes next, so that it stands at once when the presenter steps on."""
    session = _running(store)
    if session is not None and session.turn + 1 < len(session.agenda):
        for form in forms:
            _turn(replace(session, turn=session.turn + 1), at, form)


def _running(store: Store) -> Session | None:
    return next((s for s in store.sessions() if rakor.entry_of(s) is not None), None)


def _state(html: str, turn: int, revision: int) -> Shown:
    return Shown(hashlib.sha256(html.encode()).hexdigest()[:16], html, turn, revision)


def _turn(session: Session, at: datetime, form: str) -> str:
    chosen = rakor.filters_of(session)
    assert chosen is not None
    shown = Turn(session.agenda, session.turn, session)
    return face.html(shown, chosen, session.turn, form, at)
