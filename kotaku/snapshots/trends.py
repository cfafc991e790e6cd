"""How Master Schedule and reduction moved from snapshot to snapshot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from kotaku.snapshots.potret import Potret

COLUMNS = (
    "tanggal",
    "nama",
    "disepakati",
    "luas_awal_ha",
    "realisasi_ha",
    "sisa_ha",
    "realisasi_pct",
    "master_schedule_pct",
    "rencana_pct",
)
_FIGURES = COLUMNS[3:]


@dataclass(frozen=True)
class Point:
    """A snapshot in time: ``tanggal`` counts where the data tell no date of their own."""

    potret: Potret
    nama: str
    tanggal: date
    disepakati: bool = False

    @property
    def day(self) -> date:
        """The data date, else the day the snapshot was taken."""
        return self.potret.asal.tanggal or self.tanggal


def trend(points: Iterable[Point]) -> pd.DataFrame:
    """Return one row per day, columns COLUMNS, in order of time; NaN where a figure is unknown.

    Of several snapshots of one data date the agreed one speaks, then the one taken last. The order
    of the points plays no part.
    """
    best: dict[date, Point] = {}
    for point in points:
        other = best.get(point.day)
        if other is None or _rank(point) > _rank(other):
            best[point.day] = point
    rows = [_row(day, best[day]) for day in sorted(best)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame["tanggal"] = pd.to_datetime(frame["tanggal"])
    return frame.astype({"nama": "str", "disepakati": "bool", **dict.fromkeys(_FIGURES, "float64")})


def _rank(point: Point) -> tuple[bool, date, str]:
    return point.disepakati, point.tanggal, point.nama


def _row(day: date, point: Point) -> list[object]:
    known = point.potret.angka
    return [day, point.nama, point.disepakati, *(known.get(name) for name in _FIGURES)]
