"""The meeting that belongs to the open data set, and the turn on the screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from typing import Any

import pandas as pd
import streamlit as st

from kotaku import meeting
from kotaku.dataset import Dataset
from kotaku.evaluation import Settings
from kotaku.meeting import PROVINCE
from kotaku.once import once
from kotaku.store import Session, Writer, carried_over, latest_first
from kotaku.view import Remark, naming
from kotaku.words.dates import format_date
from kotaku.words.safe import clean
from pages.ui.bar import access, context, library
from pages.ui.bar.bar import Filters, filters
from pages.ui.bar.context import Context
from pages.ui.history import potret
from pages.ui.upload import choices

TURN, FIRST = "giliran", "provinsi"
SECONDS = 600  # of one turn, unless the meeting says otherwise [s]
BASE = ""  # key of the common length among those of single turns
# of the filters, what a meeting holds on to; the kab/kota is the turn's
HELD = (
    "satuan", "metode", "regulasi", "rerata", "layanan80", "per_sumber", "simulasi", "tahun",
    "penyesuaian",
)  # fmt: skip


@dataclass(frozen=True)
class Turn:
    """What is on the screen: a place of the agenda, of a running meeting or of a rehearsal."""

    agenda: tuple[str, ...]
    index: int
    session: Session | None

    @property
    def place(self) -> str:
        """The kab/kota; "" for the province."""
        return self.agenda[self.index]

    @property
    def following(self) -> str | None:
        """The place of the next turn; None at the last."""
        return self.agenda[self.index + 1] if self.index + 1 < len(self.agenda) else None

    @property
    def live(self) -> bool:
        """Whether the meeting stands at this very turn."""
        return self.session is not None and self.session.current == self.place


def key_of(entry: library.Entry) -> str:
    """Return the name by which a meeting knows its data set."""
    return entry.key


def entry_of(session: Session) -> library.Entry | None:
    """Return the data set of a meeting as it was read then; None when it is no longer there."""
    entry = next((e for e in library.shelf().values() if key_of(e) == session.dataset), None)
    held = _held(session)
    if entry is None or held is None or entry.stored is None:
        return entry
    return replace(entry, choices=choices.name_of(held["pilihan"]))


def _held(session: Session) -> dict[str, Any] | None:
    """Return what a meeting holds on to: how its data are read, its filters, since when."""
    kept: Any = library.store().decision(_held_key(session))
    return kept if isinstance(kept, dict) else None


def _held_key(session: Session) -> str:
    return f"potret_rakor:{session.id}"


def hold(writer: Writer, session: Session, chosen: Filters) -> None:
    """Hold the meeting to the data as they are read now, under these filters of the bar."""
    at = access.now()
    kept = {
        "pilihan": choices.content(library.store(), session.dataset),
        "saringan": {name: getattr(chosen, name) for name in HELD},
        "saat": at.isoformat(),
    }
    writer.save_decision(_held_key(session), kept, at=at)


def holds(session: Session) -> bool:
    """Tell whether the meeting is held to its data yet; an earlier version held none."""
    return _held(session) is not None


def filters_of(session: Session) -> Filters | None:
    """Return what the meeting shows, whatever the bar says; None when its data are gone."""
    entry, held = entry_of(session), _held(session)
    if entry is None:
        return None
    kept = held["saringan"] if held else {}
    known = {name: kept[name] for name in HELD if name in kept}
    if "penyesuaian" in known:
        known["penyesuaian"] = tuple((key, value) for key, value in known["penyesuaian"])
    return Filters(entry=entry, **known)


def held_words(session: Session | None) -> str:
    """Return since when the meeting holds on to its data, in words; "" in a rehearsal."""
    held = _held(session) if session is not None else None
    if held is None:
        return ""
    return f"Potret data {moment(datetime.fromisoformat(held['saat']))} dipakai sepanjang rakor"


def current(entry: library.Entry) -> Session | None:
    """Return the newest meeting on a data set."""
    mine = key_of(entry)
    return next((s for s in library.store().sessions() if s.dataset == mine), None)


def order(chosen: Filters, by: str) -> tuple[str, ...]:
    """Return the agenda of the open data set in an order."""
    return _agenda(context.of(replace(chosen, kab_kota=None)), by)


@once
def _agenda(page: Context, by: str) -> tuple[str, ...]:
    plan = page.evaluation.jadwal
    return meeting.agenda_of(
        page.dataset.kab_kota,
        by,
        areas=page.places,
        latest=None if plan is None else plan.latest,
        clusters=_clusters(page.dataset),
    )


@once
def _clusters(dataset: Dataset) -> dict[str, str]:
    return meeting.clusters_of(dataset.table("lokasi"))


def turn(chosen: Filters) -> Turn:
    """Return the turn on the screen: the one that the address names, else the meeting's.

    Whoever leads sees the meeting's: an address that comes late from a slow browser would throw
    the screen back, and the next note would go to another place.
    """
    assert chosen.entry is not None
    session = current(chosen.entry)
    agenda = session.agenda if session and session.agenda else order(chosen, "terlambat")
    if session and (TURN not in st.query_params or access.is_presenter()):
        return Turn(agenda, session.turn, session)
    wanted = st.query_params.get(TURN, PROVINCE)
    return Turn(agenda, meeting.position(agenda, wanted), session)


def open_rakor(writer: Writer, chosen: Filters, by: str, name: str = "") -> Session:
    """Open a meeting on the open data set and keep the figures that it begins with."""
    entry = chosen.entry
    assert entry is not None
    dataset = library.open_entry(entry)
    opened = writer.open_rakor(
        name or dataset.profile.get("nama_rakor") or f"Rakor {naming.whole(dataset)}",
        dataset=key_of(entry),
        agenda=order(chosen, by),
        seconds=SECONDS,
        at=access.now(),
    )
    hold(writer, opened, chosen)
    keep(writer, chosen, opened, "awal")
    return opened


def keep(writer: Writer, chosen: Filters, session: Session, when: str) -> str:
    """Keep the figures of the open data set at the start or the end of a meeting."""
    return potret.freeze(writer, chosen, f"Potret {when} {clean(session.name, 200)}", session)


def ensured(writer: Writer, chosen: Filters) -> Session:
    """Return the meeting of the open data set; the presenter opens one where there is none."""
    assert chosen.entry is not None
    return current(chosen.entry) or open_rakor(writer, chosen, "terlambat")


def go(index: int) -> None:
    """Go to a turn; the presenter's step is the meeting's."""
    shown = turn(filters())
    if not 0 <= index < len(shown.agenda):
        return
    place = shown.agenda[index]
    writer, session = access.writer(), shown.session
    if writer is not None and session is not None and writer.actor.role == "presenter":
        access.saved(lambda: _step(writer, session, index))
    st.query_params[TURN] = place or FIRST


def _step(writer: Writer, session: Session, index: int) -> None:
    at = access.now()
    wanted = length_of(session, session.agenda[index])
    if wanted != session.seconds:
        writer.set_seconds(session.id, wanted, at=at)
    writer.go_to(session.id, index, at=at, running=session.agenda[index] != PROVINCE)


def pause() -> None:
    """Stop the clock, or let it run on."""
    shown, writer = turn(filters()), access.writer()
    session = shown.session
    if writer is None or session is None:
        return
    step = writer.start_timer if session.paused else writer.pause_timer
    access.saved(lambda: step(session.id, at=access.now()))


def lengths(session: Session) -> dict[str, int]:
    """Return the length of the turns that have one of their own [s]; key "" is that of all."""
    kept: Any = library.store().decision(_lengths_key(session))
    return {str(k): int(v) for k, v in kept.items()} if isinstance(kept, dict) else {}


def length_of(session: Session, place: str) -> int:
    """Return the length of a turn [s]."""
    known = lengths(session)
    return known.get(place or FIRST, known.get(BASE, SECONDS))


def set_length(writer: Writer, session: Session, place: str | None, seconds: int) -> None:
    """Give one turn, or with None all turns, a length [s]."""
    at = access.now()
    kept = {} if place is None else lengths(session)
    kept[BASE if place is None else place or FIRST] = seconds
    writer.save_decision(_lengths_key(session), kept, at=at)
    if place is None or place == session.current:
        writer.set_seconds(session.id, seconds, at=at)


def _lengths_key(session: Session) -> str:
    return f"jatah_giliran:{session.id}"


def zone() -> tzinfo | None:
    """Return the zone of the computer that serves the meeting."""
    return datetime.now().astimezone().tzinfo


def moment(at: datetime) -> str:
    """Return a moment in the zone of the meeting."""
    here = at.astimezone(zone())
    return f"{format_date(here.date())} pukul {here:%H.%M}"


def today() -> date:
    """Return the day of the meeting."""
    return datetime.now(zone()).date()


def promises(chosen: Filters) -> pd.DataFrame:
    """Return the follow-ups of the open data set's places, also from earlier meetings.

    Those of its sheet RTL that nobody has taken over yet stand among them, as the file says them.
    """
    assert chosen.entry is not None
    return _promises(chosen.entry, library.store().revision(), today())


def remarks(chosen: Filters) -> tuple[Remark, ...]:
    """Return what was noted down in the newest meeting on the open data set."""
    assert chosen.entry is not None
    session = current(chosen.entry)
    kept = library.store().notes(session.id) if session else []
    return tuple(Remark(note.kab_kota, note.text, note.by) for note in kept)


@st.cache_resource(max_entries=16, show_spinner=False, hash_funcs={library.Entry: repr})
def _promises(
    entry: library.Entry,
    revision: int,  # noqa: ARG001 -- part of the cache key: of everything written so far
    day: date,
) -> pd.DataFrame:
    dataset, store = library.open_entry(entry), library.store()
    places = dataset.kab_kota
    known = meeting.sessions_of(store.sessions(), places)
    kept = store.follow_ups()
    rows = meeting.of_places(kept, places, [s.id for s in known])
    session = current(entry)
    earlier = [s.at for s in known if session is None or s.at < session.at]
    carried = carried_over(
        rows,
        session.id if session else "",
        day,
        since=max(earlier, default=None),
        zone=zone() or access.now().tzinfo,  # type: ignore[arg-type]
    )
    found = meeting.new_in_file(dataset.table("rtl"), kept, _clusters(dataset))
    if not found:
        return carried
    said = library.evaluated(entry, None, Settings()).per or day
    return latest_first([carried, meeting.standing(found, said)])


def cluster_of(chosen: Filters, place: str) -> str:
    """Return the klaster of a kab/kota; "" when the data do not say."""
    assert chosen.entry is not None
    return _clusters(library.open_entry(chosen.entry)).get(place, "")


def item_filters(chosen: Filters, place: str) -> Filters:
    """Return the bar's filters for one turn."""
    return replace(chosen, kab_kota=place or None)
