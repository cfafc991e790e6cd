"""The account of area of one place as the steps of a waterfall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from kotaku.charts.palette import AKUN
from kotaku.words.numbers import format_ha, format_number
from kotaku.words.safe import clean

LABEL = 42  # letters of a step's label


@dataclass(frozen=True)
class Step:
    """One bar: ``key`` in the palette's account, from ``start`` over ``size`` [ha]."""

    key: str
    label: str
    start: float
    size: float
    text: str


def steps(akun_luas: pd.DataFrame, place: str, limit: int = 12) -> list[Step]:
    """Return luas awal, each reduction in account order, and sisa; empty without an initial area.

    Parameters
    ----------
    akun_luas : kab_kota, tahun, status, sumber, luas_awal_ha, pengurangan_ha [ha]
    place : kab_kota; "" is the whole data set
    limit : more reductions than this are added up by year and status
    """
    chosen = akun_luas[akun_luas["kab_kota"] == place]
    if chosen.empty or chosen["luas_awal_ha"].isna().all():
        return []
    rows = [{str(k): v for k, v in row.items()} for row in chosen.to_dict("records")]
    by = ("tahun", "status", "sumber") if len(rows) <= limit else ("tahun", "status")
    start = left = float(rows[0]["luas_awal_ha"])
    found = [Step("awal", AKUN["awal"].label, 0.0, start, format_ha(start))]
    for key, size in _summed(rows, by).items():
        left -= size
        label = _label(dict(zip(by, key, strict=True)))
        found.append(Step(str(key[1]), label, left, size, format_number(-size, sign=True)))
    sisa = float(rows[-1]["sisa_ha"])  # as the account says, without the sum's last digits
    found.append(Step("sisa", AKUN["sisa"].label, 0.0, sisa, format_ha(sisa)))
    return found


def _summed(rows: list[dict[str, Any]], by: tuple[str, ...]) -> dict[tuple[Any, ...], float]:
    sums: dict[tuple[Any, ...], float] = {}
    for row in rows:
        key = tuple(row[column] for column in by)
        size = row["pengurangan_ha"]
        sums[key] = sums.get(key, 0.0) + (0.0 if pd.isna(size) else float(size))
    return sums


def _label(row: dict[str, Any]) -> str:
    status, source = str(row["status"]), clean(row.get("sumber", ""))
    words = [str(row["tahun"])] if row["tahun"] else []
    if status != "realisasi" or not source:
        words.append(AKUN[status].label.lower())
    return clean(" · ".join([*words, source] if source else words), LABEL)
