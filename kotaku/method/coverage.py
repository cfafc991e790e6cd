"""What the account rests on and what it leaves out, in rows and hectares, place by place."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from kotaku.method import condition
from kotaku.method.account import Coverage
from kotaku.method.accounts import WHOLE, Unused
from kotaku.method.bases import UNNAMED, ChosenBase, area
from kotaku.method.course import Course


def coverage(
    found: Course,
    base: ChosenBase,
    unused: Unused,
    by_conditions: Iterable[str],
) -> dict[str, Coverage]:
    """Return the coverage of the whole ("") and of each kab/kota.

    Parameters
    ----------
    by_conditions : kab/kota whose account follows from RT conditions
    """
    chosen = set(by_conditions)
    rows = pd.concat([_locations(base, chosen), _rt(found, chosen), _left(unused)])
    sums = rows.groupby("kab_kota")[list(_COLUMNS)].sum()
    whole = rows[list(_COLUMNS)].sum()
    result = {str(place): _coverage(row) for place, row in sums.iterrows() if place != UNNAMED}
    return {**result, WHOLE: _coverage(whole)}


_COLUMNS = tuple(Coverage.__dataclass_fields__)


def _coverage(row: pd.Series[float]) -> Coverage:
    counts = {c: float(row[c]) for c in _COLUMNS}
    return Coverage(**{c: v if c.endswith("_ha") else int(v) for c, v in counts.items()})  # type: ignore[arg-type]


def _frame(places: pd.Series, **columns: object) -> pd.DataFrame:
    frame = pd.DataFrame({"kab_kota": places.fillna(UNNAMED), **columns})
    return frame.reindex(columns=["kab_kota", *_COLUMNS], fill_value=0.0).fillna(0.0)


def _locations(base: ChosenBase, by_conditions: set[str]) -> pd.DataFrame:
    parts = []
    for rows, usable in ((base.lokasi, True), (base.aside, False)):
        own = rows[~rows["kab_kota"].fillna(UNNAMED).isin(by_conditions)]
        parts.append(_used(own["kab_kota"], area(own), area(own).notna() & usable))
    return pd.concat(parts)


def _used(places: pd.Series, hectares: pd.Series[float], used: pd.Series[bool]) -> pd.DataFrame:
    return _frame(
        places,
        baris_dipakai=used.astype(float),
        baris_tidak=(~used).astype(float),
        luas_dipakai_ha=hectares.where(used, 0.0),
        luas_tidak_ha=hectares.where(~used, 0.0),
    )


def _rt(found: Course, by_conditions: set[str]) -> pd.DataFrame:
    """Return the RT: those that carry the area of a place, and all that could be scored or not."""
    places = found.rt.frame["kab_kota"].reset_index(drop=True)
    hectares = pd.Series(np.nan_to_num(found.rt.area_ha))
    none = np.zeros(len(places), dtype=np.bool_)
    scored = pd.Series(condition.scored_units(found.chains) if found.chains else none)
    carries = places.fillna(UNNAMED).isin(by_conditions)
    frame = _used(places, hectares, scored)
    carried = ["baris_dipakai", "baris_tidak", "luas_dipakai_ha", "luas_tidak_ha"]
    frame[carried] = frame[carried].where(carries, 0.0)
    return frame.assign(
        rt_dinilai=scored.astype(float),
        rt_tanpa_data=(~scored).astype(float),
        luas_rt_tanpa_data_ha=hectares.where(~scored, 0.0),
    )


def _left(unused: Unused) -> pd.DataFrame:
    rows = unused.rows
    return _frame(
        rows["kab_kota"],
        pengurangan_tidak_baris=rows["baris"],
        pengurangan_tidak_ha=rows["pengurangan_ha"],
    )
