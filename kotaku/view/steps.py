"""The account of area of one place as the steps of a staircase: one order on every face."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kotaku.checks.states import DONE
from kotaku.view.areas import area_summary, planned
from kotaku.words.labels import LEFT, STATE, left_after
from kotaku.words.numbers import format_ha, format_number
from kotaku.words.safe import clean

NEW, NEW_KEY = "kumuh_baru_ha", "kumuh_baru"


@dataclass(frozen=True)
class Step:
    """One bar: ``key`` in the palette's account, from ``start`` over ``size`` [ha]."""

    key: str
    label: str
    start: float
    size: float
    text: str


def account_steps(akun_luas: pd.DataFrame, place: str, limit: int = 12) -> list[Step]:
    """Return luas awal, what is done, sisa, what is planned, and what that would leave.

    Parameters
    ----------
    akun_luas : kab_kota, tahun, status, sumber, luas_awal_ha, pengurangan_ha [ha]
    place : kab_kota; "" is the whole data set
    limit : more reductions than this are added up by year and status, or by status alone

    Empty without an initial area; reductions of nothing are no step.
    """
    area = area_summary(akun_luas, kab_kota=place)
    if area is None or area.luas_awal_ha != area.luas_awal_ha:  # NaN
        return []
    rows = akun_luas[akun_luas["kab_kota"] == place]
    rows = pd.concat([rows[rows["pengurangan_ha"].fillna(0.0) != 0], _new_slum(rows)])
    by = ["tahun", "status", "sumber"]
    while len(by) > 1 and len(rows[by].drop_duplicates()) > limit:
        by = by[:-1] if len(by) > 2 else ["status"]
    ahead = planned(rows["status"])
    start = area.luas_awal_ha
    done = _down(rows[~ahead], by, start)
    found = [Step("awal", "Luas awal", 0.0, start, format_ha(start)), *done]
    found.append(Step("sisa", LEFT["saja"], 0.0, area.sisa_ha, format_ha(area.sisa_ha)))
    if ahead.any():
        left = area.sisa_simulasi_ha
        label = clean(left_after(area.rencana))
        found += [
            *_down(rows[ahead], by, area.sisa_ha),
            Step("sisa", label, 0.0, left, format_ha(left)),
        ]
    return found


def _new_slum(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what became kumuh since by what is done, as rows that take away less than nothing."""
    if NEW not in rows:
        return rows.head(0)
    new = rows[(rows[NEW] > 0) & ~planned(rows["status"])]
    return new.assign(status=NEW_KEY, sumber="", pengurangan_ha=-new[NEW])


def _down(rows: pd.DataFrame, by: list[str], start: float) -> list[Step]:
    """Return the reductions as steps down from a level [ha]."""
    found, left = [], start
    summed: dict[tuple[object, ...], float] = {}
    for *key, size in rows[[*by, "pengurangan_ha"]].itertuples(index=False):
        summed[tuple(key)] = summed.get(tuple(key), 0.0) + size
    for key, size in summed.items():
        row = dict(zip(by, key, strict=True))
        status, text = str(row["status"]), format_number(-size, sign=True)
        if status == NEW_KEY:
            found.append(Step(NEW_KEY, _label(row), left, -size, text))
        else:
            found.append(Step(status, _label(row), left - size, size, text))
        left -= size
    return found


def _label(row: Mapping[str, Any]) -> str:
    status, source = str(row["status"]), clean(row.get("sumber") or "")
    year = row.get("tahun")
    words = [str(int(year))] if year and pd.notna(year) else []
    if status != DONE or not source:
        words.append(STATE[status])
    return " · ".join([*words, source] if source else words)
