"""Whether the weekly values of an activity are cumulative or the increment of each week."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

TEAM, ACTIVITY = "kab_kota", "id_kegiatan"
WHOLE_ACTIVITY = "Seluruh kegiatan"  # progress that is only reported for all activities together


def with_team(progress: pd.DataFrame, activities: pd.DataFrame) -> pd.DataFrame:
    """Return the progress with its kab_kota filled from the one activity that has its id.

    An activity of the province has kab_kota "" on both sides.
    """
    owners = activities.dropna(subset=[ACTIVITY]).drop_duplicates([ACTIVITY, TEAM])
    once = owners[~owners[ACTIVITY].duplicated(keep=False)].set_index(ACTIVITY)[TEAM]
    team = progress[TEAM].fillna(progress[ACTIVITY].map(once).astype("str")).fillna("")
    return progress.assign(**{TEAM: team})


def incremental(progress: pd.DataFrame, column: str, limits: Mapping[str, Any]) -> pd.Series[bool]:
    """Tell for each (kab_kota, id_kegiatan) whether ``column`` [%] holds weekly increments.

    A series that falls twice, or back to zero, and whose sum stays within 100 is incremental; one
    that only rises to 100, or whose sum passes 100, is cumulative. What is neither follows the
    majority of its team, and is cumulative when the team says nothing.
    """
    reported = progress.dropna(subset=[column]).sort_values("minggu", kind="stable")
    if reported.empty:
        return pd.Series(dtype="bool")
    keys = [reported[TEAM], reported[ACTIVITY]]
    values = reported[column]
    groups = values.groupby(keys)
    falls = (groups.diff() < 0).groupby(keys).sum()
    total, last = groups.sum(), groups.last()
    within = total <= limits["batas"] + limits["toleransi"]
    back_to_zero = (last == 0) & (total > 0)
    sure = within & ((falls >= 2) | back_to_zero)
    rising_to_end = (falls == 0) & (last >= limits["batas"] - limits["toleransi"])
    cumulative = ~within | (rising_to_end & (groups.count() > 1))
    vote = sure.astype("int") - cumulative.astype("int")
    team = vote.groupby(level=0).transform("sum")
    return sure | (~cumulative & (team > 0))
