"""Follow-ups that a workbook brings along: which of them the store does not know yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import pandas as pd

from kotaku.meeting.agenda import PROVINCE
from kotaku.store import FollowUp, aged, statuses
from kotaku.words.safe import clean

ORIGIN = "lembar RTL"
UNKEPT = 0  # version of a follow-up that stands in a file only
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


def standing(found: Sequence[FollowUp], day: date) -> pd.DataFrame:
    """Return follow-ups of a file as rows beside those that are kept, aged at a day.

    Parameters
    ----------
    found : sequence of FollowUp
        As ``new_in_file`` returns them.
    day : date
        The data date of the file: what it says of a follow-up holds on that day.

    They have the version UNKEPT; nobody knows when they were made, so their age is missing.
    """
    rows = pd.DataFrame([asdict(one) for one in found]).assign(
        id=[f"berkas-{number}" for number in range(1, len(found) + 1)],
        versi=UNKEPT,
        id_rakor="",
        dibuat_oleh="",
        diubah_oleh="",
        bawaan=True,
    )
    rows["batas_waktu"] = pd.to_datetime(rows["batas_waktu"])
    for moment in ("dibuat", "diubah"):
        rows[moment] = pd.Series(pd.NaT, index=rows.index, dtype="datetime64[ns, UTC]")
    return aged(rows, day)


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
        tautan=ORIGIN,
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
