"""Follow-ups at a later rakor: what comes back, how old and how late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, tzinfo

import numpy as np
import pandas as pd

from kotaku.store.follow_ups import statuses


def aged(follow_ups: pd.DataFrame, today: date, *, zone: tzinfo = UTC) -> pd.DataFrame:
    """Add the age and lateness of each follow-up.

    Parameters
    ----------
    follow_ups : DataFrame
        As ``Store.follow_ups`` returns it.
    today : date
        The day to judge by.
    zone : tzinfo
        Zone of the meeting: a follow-up of 07.00 WITA was made on that day, not on the UTC day.

    Returns
    -------
    DataFrame
        With ``terbuka`` (bool), ``umur_hari`` [days since it was made, Int64] and
        ``terlambat_hari`` [days past its deadline, 0 when in time, Int64]; lateness is missing
        without a deadline and for what is no longer open.
    """
    day = pd.Timestamp(today)
    still = follow_ups["status"].map({s.id: s.open for s in statuses().values()}).astype(bool)
    made = follow_ups["dibuat"].dt.tz_convert(zone).dt.tz_localize(None).dt.normalize()
    late = (day - follow_ups["batas_waktu"]).dt.days.clip(lower=0).where(still)
    return follow_ups.assign(
        terbuka=still,
        umur_hari=(day - made).dt.days.astype("Int64"),
        terlambat_hari=late.astype("Int64"),
    )


def carried_over(
    follow_ups: pd.DataFrame,
    rakor: str,
    today: date,
    *,
    since: datetime | None = None,
    zone: tzinfo = UTC,
) -> pd.DataFrame:
    """Return the list of a rakor: its own follow-ups and what comes back from earlier ones.

    Comes back what is still open, and what was closed since the last rakor, so that the hall sees
    what was done. The latest come first, then the oldest.

    Parameters
    ----------
    follow_ups : DataFrame
        Of all meetings, as ``Store.follow_ups`` returns it.
    rakor : str
        Id of the meeting that looks at them.
    today : date
        The day to judge by.
    since : datetime, optional
        Moment of the last rakor; without it no closed follow-up comes back.
    zone : tzinfo
        Zone of the meeting.

    Returns
    -------
    DataFrame
        As ``aged`` returns it, with ``bawaan`` (bool): made at another meeting.
    """
    known = aged(follow_ups, today, zone=zone)
    known = known.assign(bawaan=known["id_rakor"] != rakor)
    closed_since = known["diubah"] >= since if since else pd.Series(np.False_, index=known.index)
    shown = known[~known["bawaan"] | known["terbuka"] | closed_since]
    return latest_first([shown])


def latest_first(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return lists of a rakor as one: open ones first, the latest, then the oldest."""
    rows = pd.concat([p for p in parts if len(p)] or parts[:1], ignore_index=True)
    order = ["terbuka", "terlambat_hari", "umur_hari", "id"]
    return rows.sort_values(order, ascending=[False, False, False, True], ignore_index=True)
