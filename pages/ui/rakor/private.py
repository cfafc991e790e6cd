"""What only the presenter sees, on a second screen: the clock, the next turn, notes, promises."""

from __future__ import annotations

from html import escape

from kotaku.meeting import PROVINCE
from kotaku.words.numbers import bound
from kotaku.words.safe import clean
from pages.ui.bar import access, library
from pages.ui.bar.bar import Filters
from pages.ui.bar.context import Context
from pages.ui.rakor import countdown, face, rakor, turn_content
from pages.ui.rakor.rakor import Turn

NO_NOTES = "Belum ada catatan pada giliran ini."
LAST = "Ini giliran terakhir."


def html(shown: Turn, chosen: Filters, index: int) -> str:
    """Return the presenter's own screen for a turn."""
    place, session = shown.agenda[index], shown.session
    at = access.now()
    length = rakor.length_of(session, place) if session else rakor.SECONDS
    live = session is not None and session.turn == index
    clock = countdown.html(session, at, live=live, seconds=length)
    rows = rakor.promises(chosen)
    own = rows[rows["kab_kota"] == place] if place != PROVINCE else rows
    page = face.page_of(chosen, place)
    said = "".join(
        _list(one.title, one.lines, one.none, lead=one.lead)
        for one in turn_content.lists(page, own)
    )
    notes = library.store().notes(session.id, place) if session else []
    written = tuple(f"{note.text} ({note.by})" for note in notes)
    return (
        f'<article class="naskah"><header><h1 tabindex="-1">'
        f"{_kept(face.title(shown, chosen, index))}</h1>{clock}</header>"
        f"{_figures(page)}{_next(shown, chosen, index)}"
        f"{_list('Catatan giliran ini', written, NO_NOTES)}{said}</article>"
    )


def _next(shown: Turn, chosen: Filters, index: int) -> str:
    if index + 1 >= len(shown.agenda):
        return f"<section><h2>Berikutnya</h2><p>{LAST}</p></section>"
    page = face.page_of(chosen, shown.agenda[index + 1])
    name = _kept(face.title(shown, chosen, index + 1))
    return f'<section class="nanti"><h2>Berikutnya: {name}</h2>{_figures(page)}</section>'


def _figures(page: Context) -> str:
    lines = "".join(
        f"<li>{_kept(': '.join(one for one in (part.label, part.value) if one))}. "
        f"{_kept('; '.join(part.notes))}.</li>"
        for part in turn_content.parts(page)
    )
    return f"<ul>{lines}</ul>"


def _list(title: str, lines: tuple[str, ...], none: str, *, lead: str = "") -> str:
    items = "".join(f"<li>{_kept(line)}</li>" for line in lines)
    body = f"<ul>{items}</ul>" if items else f"<p>{_kept(none)}</p>" if none else ""
    first = f"<p>{_kept(lead)}</p>" if lead else ""
    return f"<section><h2>{_kept(title)}</h2>{first}{body}</section>"


def _kept(text: str) -> str:
    return escape(bound(clean(text)))
