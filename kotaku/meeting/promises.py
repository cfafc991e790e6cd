"""What was promised at this and earlier rakor, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pandas as pd

from kotaku.meeting.agenda import PROVINCE
from kotaku.store import Session, statuses
from kotaku.words.numbers import format_number

STATUS_WORDS = {status.id: status.name for status in statuses().values()}


def sessions_of(sessions: Iterable[Session], places: Collection[str]) -> list[Session]:
    """Return the meetings that share a kab/kota with these places, in the order given."""
    names = set(places) - {PROVINCE}
    return [one for one in sessions if names & set(one.agenda)]


def of_places(
    follow_ups: pd.DataFrame, places: Collection[str], rakor: Collection[str]
) -> pd.DataFrame:
    """Return the follow-ups of these places, and those of the whole province from these meetings.

    Parameters
    ----------
    follow_ups : DataFrame
        kab_kota, id_rakor.
    places : collection of str
        Names of kab/kota.
    rakor : collection of str
        Ids of the meetings of the same province.
    """
    common = (follow_ups["kab_kota"] == PROVINCE) & follow_ups["id_rakor"].isin(list(rakor))
    return follow_ups[follow_ups["kab_kota"].isin(list(places)) | common]


def age_words(days: int) -> str:
    """Return how old something is: ``hari ini``, ``12 hari``, ``3 bulan``."""
    if days < 1:
        return "hari ini"
    if days < 60:
        return f"{days} hari"
    return f"{format_number(days // 30, 0)} bulan"


def late_words(days: int | None, *, open_: bool, due: bool) -> str:
    """Return how late something is, in words.

    Parameters
    ----------
    days : int or None
        Days past the deadline, 0 when in time; None when it cannot be told.
    open_ : bool
        Whether it is still to be done.
    due : bool
        Whether it has a deadline.
    """
    if not open_:
        return "–"
    if not due or days is None:
        return "tanpa batas waktu"
    return f"lewat {age_words(days)}" if days > 0 else "dalam waktu"


def promises_answer(rows: pd.DataFrame) -> str:
    """Return what became of the promises, as one Indonesian sentence.

    Parameters
    ----------
    rows : DataFrame
        As ``kotaku.store.carried_over`` returns it: terbuka, terlambat_hari [days], status.
    """
    if rows.empty:
        return "Belum ada RTL."
    late = rows[rows["terlambat_hari"].fillna(0) > 0]
    parts = [f"{format_number(int(rows['terbuka'].sum()), 0)} RTL terbuka"]
    if len(late):
        oldest = age_words(int(late["terlambat_hari"].max()))
        parts.append(f"{format_number(len(late), 0)} lewat batas waktu (terlama {oldest})")
    done = int((rows["status"] == "selesai").sum())
    if done:
        parts.append(f"{format_number(done, 0)} selesai")
    return ", ".join(parts) + "."
