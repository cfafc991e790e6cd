"""One turn as every face shows it: the presenter's screen and the followers' are one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlencode

import streamlit as st

from kotaku import meeting
from kotaku.meeting import PROVINCE
from kotaku.view import naming
from kotaku.words.safe import clean
from pages.ui.bar import bar, context
from pages.ui.bar.bar import Filters
from pages.ui.bar.context import Context
from pages.ui.rakor import countdown, rakor, slide
from pages.ui.rakor.rakor import Turn

USUAL_PX = 18  # theme.baseFontSize of the usual form; the projector's is larger [px]
REHEARSAL = "Gladi: belum ada yang dicatat"


def html(shown: Turn, chosen: Filters, index: int, form: str, at: datetime) -> str:
    """Return a turn of a meeting or a rehearsal in a form of ``slide.FORMS``."""
    place, session = shown.agenda[index], shown.session
    page = page_of(chosen, place)
    rows = rakor.promises(chosen)
    if place != PROVINCE:
        rows = rows[rows["kab_kota"] == place]
    length = rakor.length_of(session, place) if session else rakor.SECONDS
    live = session is not None and session.turn == index
    made = slide.article(
        page,
        rows,
        form,
        title=title(shown, chosen, index),
        under=_under(shown, chosen, index),
        clock=countdown.html(session, at, live=live, seconds=length),
        foot=(page.short_source,),
        query=f"?{urlencode(bar.address(replace(chosen, kab_kota=place or None)))}",
    )
    return made.replace('class="giliran ', 'class="giliran kuat ', 1) if _strong() else made


def page_of(chosen: Filters, place: str) -> Context:
    """Return the view of one place of the agenda."""
    return context.of(rakor.item_filters(chosen, place))


def title(shown: Turn, chosen: Filters, index: int) -> str:
    """Return the title of a turn, such as ``5/9 Kota Kupang``."""
    return titles(shown, chosen)[index]


def titles(shown: Turn, chosen: Filters) -> list[str]:
    """Return the title of every turn, in the order of the agenda."""
    whole = clean(naming.title(page_of(chosen, PROVINCE).dataset), 600)
    return [meeting.turn_title(shown.agenda, i, whole) for i in range(len(shown.agenda))]


def _under(shown: Turn, chosen: Filters, index: int) -> str:
    """Return the klaster of a turn, which data the meeting holds on to, whose turn it is."""
    session = shown.session
    held = rakor.held_words(session) if session else REHEARSAL
    told = [clean(rakor.cluster_of(chosen, shown.agenda[index])), held]
    if session is not None and not shown.live and index == shown.index:
        told.append(f"giliran sekarang: {clean(session.current or 'provinsi')}")
    return " · ".join(one for one in told if one)


def _strong() -> bool:
    """Tell whether this server has the form for a weak projector (run.py --proyektor)."""
    return float(st.get_option("theme.baseFontSize") or USUAL_PX) > USUAL_PX
