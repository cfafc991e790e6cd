"""What the account rests on and what it leaves out, in rows and hectares, place by place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kotaku.method import condition
from kotaku.method.account import Coverage
from kotaku.method.accounts import WHOLE, Unused
from kotaku.method.assessment import Bools, Floats, Ints
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
    parts = [
        _used_of(base.lokasi, chosen, usable=True),
        _used_of(base.aside, chosen, usable=False),
        _rt(found, chosen),
        _left(unused),
    ]
    names = sorted({UNNAMED, *(name for part in parts for name in part.names)})
    place = np.concatenate([part.numbered(names) for part in parts])
    rows = np.concatenate([part.values for part in parts], axis=1)
    sums = pd.DataFrame(rows.T).groupby(place).sum()
    places = {names[i]: row for i, row in zip(sums.index, sums.to_numpy(), strict=True)}
    result = {name: _coverage(row) for name, row in places.items() if name != UNNAMED}
    return {**result, WHOLE: _coverage(rows.sum(axis=1))}


_COLUMNS = tuple(Coverage.__dataclass_fields__)


@dataclass(frozen=True)
class _Part:
    """Rows of one kind: the code of each one's kab/kota, -1 without one, and its figures."""

    code: Ints
    names: Sequence[str]
    values: Floats  # (columns, rows)

    @classmethod
    def of(cls, code: Ints, names: Iterable[object], **columns: Floats | Bools) -> _Part:
        """Return the rows with the columns given; the others are 0, and so is what is unknown."""
        none = np.zeros(len(code))
        values = [np.nan_to_num(columns.get(c, none), posinf=np.inf) for c in _COLUMNS]
        return cls(code, [str(name) for name in names], np.array(values, dtype=np.float64))

    def within(self, places: set[str]) -> Bools:
        """Tell which rows lie in one of the places."""
        told = [name in places for name in (*self.names, UNNAMED)]
        return np.array(told, dtype=np.bool_)[self.code]

    def numbered(self, names: Sequence[str]) -> Ints:
        """Return the position of each row's kab/kota among all names."""
        at = {name: i for i, name in enumerate(names)}
        return np.array([at[name] for name in (*self.names, UNNAMED)], dtype=np.int64)[self.code]


def _coverage(row: Floats) -> Coverage:
    counts = dict(zip(_COLUMNS, row.tolist(), strict=True))
    return Coverage(**{c: v if c.endswith("_ha") else int(v) for c, v in counts.items()})


def _used_of(lokasi: pd.DataFrame, by_conditions: set[str], *, usable: bool) -> _Part:
    """Return the locations of the places whose account does not follow from conditions."""
    code, names = pd.factorize(lokasi["kab_kota"])
    hectares = area(lokasi).to_numpy(dtype=np.float64)
    used = ~np.isnan(hectares) & usable
    part = _Part.of(code, names, **_used(hectares, used))
    own = ~part.within(by_conditions)
    return _Part(part.code[own], part.names, part.values[:, own])


def _used(hectares: Floats, used: Bools) -> dict[str, Floats | Bools]:
    return {
        "baris_dipakai": used,
        "baris_tidak": ~used,
        "luas_dipakai_ha": np.where(used, hectares, 0.0),
        "luas_tidak_ha": np.where(used, 0.0, hectares),
    }


def _rt(found: Course, by_conditions: set[str]) -> _Part:
    """Return the RT: those that carry the area of a place, and all that could be scored or not."""
    code, names = found.rt.named["kab_kota"]
    hectares = np.nan_to_num(found.rt.area_ha)
    none = np.zeros(len(code), dtype=np.bool_)
    scored = condition.scored_units(found.chains) if found.chains else none
    used = _used(hectares, scored)
    part = _Part.of(
        code,
        names,
        **used,
        rt_dinilai=scored,
        rt_tanpa_data=~scored,
        luas_rt_tanpa_data_ha=np.where(scored, 0.0, hectares),
    )
    carried = np.array([column in used for column in _COLUMNS])
    part.values[carried[:, None] & ~part.within(by_conditions)] = 0.0
    return part


def _left(unused: Unused) -> _Part:
    rows = unused.rows
    code, names = pd.factorize(rows["kab_kota"])
    return _Part.of(
        code,
        names,
        pengurangan_tidak_baris=rows["baris"].to_numpy(dtype=np.float64),
        pengurangan_tidak_ha=rows["pengurangan_ha"].to_numpy(dtype=np.float64),
    )
