"""The countdown of a turn as HTML: it runs in the browser, which asks nobody."""

from __future__ import annotations

from datetime import datetime

from kotaku.store import Session

BLOCKS = 10
WARN_S = 120  # from here on the clock warns by colour and words


def html(session: Session | None, at: datetime, *, live: bool, seconds: int) -> str:
    """Return the clock.

    Parameters
    ----------
    session : the meeting; a rehearsal has no clock
    at : this moment
    live : whether the meeting stands at the turn shown; else its clock has not begun
    seconds : length of the turn [s]
    """
    if session is None:
        return ""
    left = session.remaining(at) if live else float(seconds)
    state = "siap" if not live else "jeda" if session.paused else "jalan"
    total = session.seconds if live else seconds
    until = round(at.timestamp() + left, 1) if state == "jalan" else 0
    blocks = "<i></i>" * BLOCKS
    return (
        f'<div class="jam" role="timer" data-keadaan="{state}" data-sampai="{until}" '
        f'data-sisa="{0 if until else round(left, 1)}" data-jatah="{total}" '
        f'data-hampir="{WARN_S}"><span class="sisa"></span>'
        f'<span class="samping"><span class="kata"></span><span class="blok">{blocks}</span>'
        "</span></div>"
    )
