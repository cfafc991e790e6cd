"""What a follower sees of the meeting: one turn as harmless HTML, drawn from the View."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape

from kotaku import meeting
from kotaku.charts.picture import svg
from kotaku.charts.spec import Chart
from kotaku.meeting import PROVINCE
from kotaku.store import Session, Store
from kotaku.words.numbers import bound
from kotaku.words.safe import clean
from pages.ui.bar import context, library
from pages.ui.bar.bar import Filters
from pages.ui.bar.context import Context
from pages.ui.rakor import rakor, turn_content
from pages.ui.rakor.turn_content import Listed, Part, Room

WAITING = "Menunggu penyaji memulai rakor. Layar ini berganti sendiri."
PICTURE = (560, 300)  # of a chart [px]; it is as wide as its column on any screen
ROOM = Room(map_px=PICTURE)


@dataclass(frozen=True)
class Shown:
    """One state of the meeting as followers see it; ``version`` names its content."""

    version: str
    html: str


def now(store: Store, at: datetime) -> Shown:
    """Return the turn that is on, or that nothing is on yet."""
    for session in store.sessions():
        entry = rakor.entry_of(session)
        if entry is not None:
            return _state(_turn(session, entry, at))
    return _state(f'<p class="tunggu">{escape(WAITING)}</p>')


def prepare(store: Store, at: datetime) -> None:
    """Work out the turn that comes next, so that it stands at once when the presenter steps on."""
    for session in store.sessions():
        entry = rakor.entry_of(session)
        if entry is not None and session.turn + 1 < len(session.agenda):
            _turn(replace(session, turn=session.turn + 1), entry, at)
        if entry is not None:
            return


def _state(html: str) -> Shown:
    return Shown(hashlib.sha256(html.encode()).hexdigest()[:16], html)


def _turn(session: Session, entry: library.Entry, at: datetime) -> str:
    place = session.current or PROVINCE
    chosen = Filters(entry=entry)
    page = context.of(rakor.item_filters(chosen, place))
    rows = rakor.promises(chosen)
    if place != PROVINCE:
        rows = rows[rows["kab_kota"] == place]
    title = meeting.turn_title(session.agenda, session.turn, turn_content.whole(page, entry.label))
    parts = "".join(_part(page, part) for part in turn_content.parts(page, ROOM))
    lists = "".join(_listed(one) for one in turn_content.lists(page, rows, ROOM))
    mark = '<span class="tanda">Ilustrasi</span> ' if page.illustration else ""
    return (
        f"<header><h1>{escape(clean(title))}</h1>{_clock(session, at)}</header>"
        f'<p class="jawab">{_kept(page.answer)}</p>'
        f'<div class="bagian">{parts}</div><div class="daftar">{lists}</div>'
        f"<footer>{mark}{escape(page.short_source)}</footer>"
    )


def _clock(session: Session, at: datetime) -> str:
    """Return the countdown's start; it runs in the browser from the end it is given."""
    if not session.current:
        return ""
    left = session.remaining(at)
    state = "jeda" if session.paused else "jalan"
    until = "" if session.paused else str(round(at.timestamp() + left))
    return (
        f'<p class="jam" role="timer" data-keadaan="{state}" data-sampai="{until}" '
        f'data-sisa="{round(left)}"></p>'
    )


def _part(page: Context, part: Part) -> str:
    sure = f' <span class="tanda">{escape(part.doubt)}</span>' if part.doubt else ""
    figure = _picture(page, part.key, part.chart) if part.chart is not None else ""
    return (
        f'<section><h2>{escape(part.label)}{sure}</h2><p class="angka">{_kept(part.value)}</p>'
        f"<p>{_kept(part.note)}</p>{figure}</section>"
    )


def _picture(page: Context, key: str, build: Callable[[], Chart]) -> str:
    chart = page.chart(f"ikut {key}", build)
    return svg(chart, width=PICTURE[0], height=PICTURE[1])


def _listed(one: Listed) -> str:
    lines = "".join(f"<li>{_kept(line)}</li>" for line in one.lines)
    body = f"<ul>{lines}</ul>" if lines else f"<p>{escape(one.none)}</p>"
    lead = f"<p>{_kept(one.lead)}</p>" if one.lead else ""
    return f"<section><h2>{escape(one.title)}</h2>{lead}{body}</section>"


def _kept(text: str) -> str:
    """Return harmless text in which no unit parts from its number at a line's end."""
    return escape(bound(text))
