"""The account of area of one place as the steps of a staircase: one order on every face."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from kotaku.checks.states import AHEAD, DONE
from kotaku.view.areas import area_summary, columns_of
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
    rows = _rows(akun_luas, place)
    told = 3
    while told > 1 and len({row.key(told) for row in rows}) > limit:
        told -= 1
    ahead = [row for row in rows if row.status in AHEAD]
    start = area.luas_awal_ha
    done = _down((row for row in rows if row.status not in AHEAD), start, told)
    found = [Step("awal", "Luas awal", 0.0, start, format_ha(start)), *done]
    found.append(Step("sisa", LEFT["saja"], 0.0, area.sisa_ha, format_ha(area.sisa_ha)))
    if ahead:
        left = area.sisa_simulasi_ha
        label = clean(left_after(area.rencana))
        found += [
            *_down(ahead, area.sisa_ha, told),
            Step("sisa", label, 0.0, left, format_ha(left)),
        ]
    return found


@dataclass(frozen=True)
class _Row:
    tahun: float
    status: str
    sumber: str
    size: float = 0.0

    def key(self, told: int) -> _Row:
        """Return what tells a step from another: status, then year, then source."""
        return _Row(self.tahun if told > 1 else 0, self.status, self.sumber if told > 2 else "")


def _rows(akun_luas: pd.DataFrame, place: str) -> list[_Row]:
    """Return the reductions of a place, then what became kumuh since, which takes away less."""
    of = columns_of(akun_luas, place)
    years, states, sizes = of("tahun").tolist(), of("status").tolist(), of("pengurangan_ha")
    told = zip(years, states, of("sumber").tolist(), sizes.tolist(), strict=True)
    new = zip(years, states, of(NEW).tolist(), strict=True)
    return [
        *(_Row(*row) for row in told if row[-1] != 0),
        *(_Row(y, NEW_KEY, "", -size) for y, s, size in new if size > 0 and s not in AHEAD),
    ]


def _down(rows: Iterable[_Row], start: float, told: int) -> list[Step]:
    """Return the reductions as steps down from a level [ha]; ``told``: see _Row.key."""
    found, left = [], start
    summed: dict[_Row, float] = {}
    for row in rows:
        key = row.key(told)
        summed[key] = summed.get(key, 0.0) + row.size
    for row, size in summed.items():
        text = format_number(-size, sign=True)
        if row.status == NEW_KEY:
            found.append(Step(NEW_KEY, _label(row), left, -size, text))
        else:
            found.append(Step(row.status, _label(row), left - size, size, text))
        left -= size
    return found


def _label(row: _Row) -> str:
    source = clean(row.sumber or "")
    words = [str(int(row.tahun))] if row.tahun and pd.notna(row.tahun) else []
    if row.status != DONE or not source:
        words.append(STATE[row.status])
    return " · ".join([*words, source] if source else words)
