"""Which part of what works took away each named asset keeps away: the volumes tied to assets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kotaku.method.assessment import Floats, Ints
from kotaku.rules import Regulation

_ROUNDING = 1e-9
_PLACES = ("kawasan", "kelurahan")  # of an asset that names no RT, the narrower first


NOBODY = -1


@dataclass(frozen=True)
class Held:
    """The treated volumes by what holds them: one entry per asset, RT and criterion.

    ``asset`` is the position of the row of table pemeliharaan, NOBODY for what no asset names;
    ``unit`` that of the RT, ``criterion`` that of the criterion; ``volume`` [its unit].
    """

    asset: Ints
    unit: Ints
    criterion: Ints
    volume: Floats


def held(
    pemeliharaan: pd.DataFrame, rt: pd.DataFrame, treated: Floats, regulation: Regulation
) -> Held:
    """Return how much of the treated volume each asset stands for; the entries sum to all of it.

    Parameters
    ----------
    pemeliharaan : DataFrame
        Table of assets. One without a criterion of the rule set, or whose RT or place is not
        among the units, holds nothing.
    rt : DataFrame
        id_unit and the place names of the RT.
    treated : (RT, criteria) [unit of the criterion]
        What works took away.

    Notes
    -----
    An asset of a kawasan or kelurahan serves its RT in proportion to what was treated there; one
    without a volume stands for all of it. Together assets never hold more than was treated.
    """
    rows = _members(pemeliharaan, rt, regulation)
    rows = rows[treated[rows["unit"], rows["criterion"]] > 0]
    asset, unit, criterion = (rows[c].to_numpy(dtype=np.int64) for c in rows.columns)
    there = treated[unit, criterion]
    whole = np.bincount(asset, weights=there, minlength=len(pemeliharaan))
    asked = pemeliharaan["volume"].to_numpy(dtype=np.float64)
    asked = np.where(np.isnan(asked), whole, np.maximum(0.0, asked))
    taken = np.minimum(asked, whole)
    part = np.divide(taken, whole, out=np.zeros(len(whole)), where=whole > 0)
    named = there * part[asset]
    sums = _sums(unit, criterion, named, treated.shape)[unit, criterion]
    named *= np.divide(there, sums, out=np.ones(len(sums)), where=sums > there)
    rest = treated - _sums(unit, criterion, named, treated.shape)
    loose_unit, loose_criterion = np.nonzero(rest > _ROUNDING)
    return Held(
        np.concatenate([asset, np.full(len(loose_unit), NOBODY)]),
        np.concatenate([unit, loose_unit]),
        np.concatenate([criterion, loose_criterion]),
        np.concatenate([named, rest[loose_unit, loose_criterion]]),
    )


def _members(pemeliharaan: pd.DataFrame, rt: pd.DataFrame, regulation: Regulation) -> pd.DataFrame:
    """Return asset, unit, criterion: one row for each RT that an asset serves."""
    assets = pd.DataFrame(
        {
            "asset": np.arange(len(pemeliharaan), dtype=np.int64),
            "criterion": pd.Index(regulation.criterion_ids).get_indexer(pemeliharaan["kriteria"]),
            "id_unit": pemeliharaan["id_rt"].to_numpy(),
            **{c: pemeliharaan[c].to_numpy() for c in ("kab_kota", *_PLACES)},
        }
    )
    assets = assets[assets["criterion"] >= 0]
    units = rt[["id_unit", "kab_kota", *_PLACES]].assign(unit=np.arange(len(rt), dtype=np.int64))
    found = [assets[assets["id_unit"].notna()].merge(units[["id_unit", "unit"]], on="id_unit")]
    rest = assets[assets["id_unit"].isna()]
    for place in _PLACES:
        here, rest = rest[rest[place].notna()], rest[rest[place].isna()]
        pairs = here.merge(units[["unit", "kab_kota", place]], on=place, suffixes=("", "_rt"))
        same = pairs["kab_kota"].isna() | (pairs["kab_kota"] == pairs["kab_kota_rt"])
        found.append(pairs[same])
    return pd.concat([f[["asset", "unit", "criterion"]] for f in found], ignore_index=True)


def _sums(unit: Ints, criterion: Ints, volume: Floats, shape: tuple[int, ...]) -> Floats:
    cell = unit * shape[1] + criterion
    sums = np.bincount(cell, weights=volume, minlength=shape[0] * shape[1])
    table: Floats = sums.astype(np.float64).reshape(shape)
    return table
