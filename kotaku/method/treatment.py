"""Volumes treated in one unit, typed by hand: spread over its RT as works of a scenario."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from kotaku.method import condition
from kotaku.method.simulation import ExtraWork
from kotaku.rules import Regulation
from kotaku.schema import criterion_column

VOLUME_COLUMNS = ("kriteria", "nama", "satuan", "masalah", "pembagi", "persen", "nilai")


def members(rt: pd.DataFrame, satuan: str, id_unit: str) -> pd.DataFrame:
    """Return the RT rows of ``kondisi`` that make up a unit."""
    if satuan == "rt":
        return rt[rt["id_unit"] == id_unit]
    return rt[condition.group_ids(rt, satuan) == id_unit]


def volumes_of(unit: pd.Series, regulation: Regulation) -> pd.DataFrame:
    """Return VOLUME_COLUMNS of one row of ``kondisi``: the problem left of each criterion."""
    rows = [
        (
            c.id,
            c.name,
            c.unit,
            max(0.0, float(unit[criterion_column("volume", c.id)])),
            unit["luas_ha" if c.denominator == "luas_verifikasi_ha" else c.denominator],
            unit[criterion_column("persen", c.id)],
            unit[criterion_column("nilai", c.id)],
        )
        for c in regulation.criteria
    ]
    return pd.DataFrame(rows, columns=list(VOLUME_COLUMNS))


def spread(
    rt: pd.DataFrame, treated: Mapping[str, float], prices: Mapping[str, float], tahun: int
) -> tuple[ExtraWork, ...]:
    """Return the works that treat so much of a unit, in proportion to what is left in its RT.

    Parameters
    ----------
    rt : DataFrame
        Rows of ``kondisi`` of the RT of the unit.
    treated : mapping of criterion to volume [its unit]
        More than there is stays more: the simulation tells it as surplus. Nothing or less is left
        out, and so is a criterion whose problem is not known.
    prices : mapping of criterion to rupiah per unit
    tahun : int
        Year of the works.
    """
    works: list[ExtraWork] = []
    for criterion, volume in treated.items():
        left = np.maximum(0.0, rt[criterion_column("volume", criterion)].to_numpy(np.float64))
        left = np.nan_to_num(left)
        if volume <= 0 or not len(left):
            continue
        parts = left / left.sum() if left.sum() > 0 else np.full(len(left), 1 / len(left))
        works += [
            ExtraWork(
                str(id_rt),
                criterion,
                float(volume * part),
                tahun,
                kegiatan="simulasi",
                anggaran_rp=float(volume * part * prices.get(criterion, 0.0)),
            )
            for id_rt, part in zip(rt["id_unit"], parts, strict=True)
            if part > 0
        ]
    return tuple(works)
