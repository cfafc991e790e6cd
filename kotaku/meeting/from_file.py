"""Follow-ups that a workbook brings along: which of them the store does not know yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from kotaku.meeting.agenda import PROVINCE
from kotaku.store import FollowUp, statuses
from kotaku.words.safe import clean

FIRST = next(iter(statuses()))  # where a follow-up stands whose status the file does not say


def new_in_file(
    rtl: pd.DataFrame, known: pd.DataFrame, clusters: Mapping[str, str]
) -> list[FollowUp]:
    """Return the follow-ups of a file that are not kept yet, in the order of the file.

    Parameters
    ----------
    rtl : DataFrame
        The sheet RTL: klaster, kab_kota, masalah, tindakan, pic, batas_waktu, status.
    known : DataFrame
        Every follow-up that is kept, of any meeting: kab_kota, masalah, tindakan.
    clusters : mapping of kab/kota to klaster
        For rows that do not say their klaster.

    The same kab/kota, problem and action are the same follow-up, whatever became of it since; case
    and spaces do not tell two apart. Rows with neither problem nor action are left.
    """
    seen = {_identity(row) for row in known.to_dict("records")}
    found = []
    for row in rtl.to_dict("records"):
        key = _identity(row)
        if any(key[1:]) and key not in seen:
            seen.add(key)
            found.append(_follow_up(row, clusters))
    return found


def _follow_up(row: Mapping[Any, Any], clusters: Mapping[str, str]) -> FollowUp:
    place, status = _text(row, "kab_kota") or PROVINCE, _text(row, "status")
    return FollowUp(
        kab_kota=place,
        klaster=_text(row, "klaster") or clusters.get(place, ""),
        masalah=_text(row, "masalah"),
        tindakan=_text(row, "tindakan"),
        pic=_text(row, "pic"),
        batas_waktu=_day(row.get("batas_waktu")),
        status=status if status in statuses() else FIRST,
        tautan="lembar RTL",
    )


def _identity(row: Mapping[Any, Any]) -> tuple[str, str, str]:
    place, problem, action = (
        _text(row, name).casefold() for name in ("kab_kota", "masalah", "tindakan")
    )
    return place, problem, action


def _text(row: Mapping[Any, Any], name: str) -> str:
    value = row.get(name)
    return "" if value is None or pd.isna(value) else clean(value)


def _day(value: Any) -> date | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()
