"""The condition of every unit, level and year as one table (``kondisi``).

Kawasan, kelurahan and kab/kota are sums of the numerators and denominators of their scored RT,
scored again; an RT's scores are never averaged. A level whose volumes are not known is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from kotaku.method.assessment import (
    Bools,
    Floats,
    Ints,
    Variant,
    aggregate,
    aspect_means,
    assess,
    class_index,
    sectoral_mean,
)
from kotaku.method.evidence import LEVELS, NOTHING, PLACE, State, Units
from kotaku.rules import Regulation
from kotaku.schema import MEASURES, criterion_column

R0_VARIANT: Variant = "scored_only"  # the means of the R0 workbook, whatever the user chose
SATUAN = ("rt", "kawasan", "kelurahan", "kab_kota")
_KEYS = {
    "kawasan": ("kab_kota", "kawasan"),
    "kelurahan": ("kab_kota", "kecamatan", "kelurahan"),
    "kab_kota": ("kab_kota",),
}
_LEAD = ("satuan", "id_unit", "nama", *PLACE)


@dataclass(frozen=True)
class Grouping:
    """RT grouped to a level: ``code`` (n,) of each RT, -1 for an RT outside every group."""

    satuan: str
    frame: pd.DataFrame  # id_unit, nama, PLACE, lintang, bujur of the groups
    code: Ints

    @property
    def size(self) -> int:
        """Number of groups."""
        return len(self.frame)


@dataclass(frozen=True)
class Left:
    """What a level could not place: RT without its name, and units without summable volumes."""

    satuan: str
    nameless_rt: int
    nameless_ha: float
    unknown_units: int
    units: int


def columns(regulation: Regulation) -> list[str]:
    """Return the columns of ``kondisi`` in order."""
    criteria = [criterion_column(m, c) for m in MEASURES for c in regulation.criterion_ids]
    denominators = list(_denominators(regulation))
    numbers = ["luas_ha", "total_nilai", "tingkat", "rata_rata_pct", "rata_rata_r0_pct", "bukti"]
    lead = [*_LEAD, "tahun", "skenario"]
    return [*lead, *numbers, *denominators, *criteria, "lintang", "bujur"]


def _denominators(regulation: Regulation) -> dict[str, int]:
    """Return the denominator columns besides the area, with the first criterion that has it."""
    first: dict[str, int] = {}
    for position, criterion in enumerate(regulation.criteria):
        first.setdefault(criterion.denominator, position)
    first.pop("luas_verifikasi_ha", None)
    return first


def grouping(rt: Units, satuan: str, scored: Bools) -> Grouping:
    """Return how the scored RT fall into the groups of a level, groups in order of their id.

    A group is named by its place names from the kab/kota down; an RT without the name of the
    level belongs to none.
    """
    keys = _KEYS[satuan]
    named = np.flatnonzero(scored & (rt.named[keys[-1]][0] >= 0))
    within, unique = _groups(rt, keys, named)
    code = np.full(len(scored), -1, dtype=np.int64)
    code[named] = within
    frame = pd.DataFrame({"id_unit": unique})
    frame["nama"] = rt.frame[keys[-1]].take(named[_first(within, len(unique))]).array
    for place in PLACE:
        number, known = rt.named[place]
        frame[place] = _common(number[named], known, within, len(unique))
    middle = rt.frame[["lintang", "bujur"]].take(named).groupby(within).mean()
    frame["lintang"], frame["bujur"] = middle["lintang"], middle["bujur"]
    return Grouping(satuan, frame, code)


def _groups(rt: Units, keys: Sequence[str], named: Ints) -> tuple[Ints, pd.Series]:
    """Return the group of each of the RT at ``named`` and the sorted ids of the groups.

    Names are joined once for each combination, not once for each RT.
    """
    together = np.zeros(len(named), dtype=np.int64)
    for place in keys:
        number, known = rt.named[place]
        together = together * (len(known) + 1) + number[named] + 1
    kind, kinds = pd.factorize(together)
    places = rt.frame[list(keys)].take(named[_first(kind, len(kinds))])
    # different combinations may still join to one id
    group, unique = pd.factorize(_joined_names(places, keys), sort=True)
    return group[kind].astype(np.int64), pd.Series(unique, dtype="str")


def _first(code: Ints, n: int) -> Ints:
    """Return the position of the first member of each of n groups."""
    first = np.zeros(n, dtype=np.int64)
    first[code[::-1]] = np.arange(len(code))[::-1]  # the first member is written last
    return first


def group_ids(places: pd.DataFrame, satuan: str) -> pd.Series:
    """Return the id_unit of the group that each row falls into; missing where its name is."""
    keys = list(_KEYS[satuan])
    return _joined_names(places, keys).where(places[keys[-1]].notna())


def _common(number: Ints, known: pd.Index, code: Ints, n: int) -> pd.Series:
    """Return the only name that each group knows; missing where it knows none or several."""
    named = number >= 0
    lowest = np.full(n, len(known))
    highest = np.full(n, -1)
    np.minimum.at(lowest, code[named], number[named])
    np.maximum.at(highest, code[named], number[named])
    # take() reads -1 as missing
    return pd.Series(
        pd.array(known, dtype="str").take(np.where(lowest == highest, lowest, -1), allow_fill=True)
    )


def _joined_names(places: pd.DataFrame, keys: Sequence[str]) -> pd.Series:
    """Return the known names of the keys joined, such as ``Kota Bima / Penaraga``."""
    joined = places[keys[0]].fillna("")
    for key in keys[1:]:
        name = places[key].fillna("")
        between = (joined != "") & (name != "")
        joined = (joined + " / ").where(between, joined) + name
    return joined


def rt_frame(
    rt: Units,
    chains: Mapping[str, Sequence[State]],
    years: Sequence[int],
    regulation: Regulation,
    variant: Variant,
) -> pd.DataFrame:
    """Return ``kondisi`` of the scored RT for every scenario and year."""
    scored = scored_units(chains)
    return _stack(
        "rt",
        rt.frame.loc[scored],
        rt.area_ha[scored],
        rt.denominator[scored],
        [state.taken(scored) for state in _distinct(chains)],
        chains,
        years,
        regulation,
        variant,
    )


def group_frame(
    rt: Units,
    groups: Grouping,
    chains: Mapping[str, Sequence[State]],
    years: Sequence[int],
    regulation: Regulation,
    variant: Variant,
) -> tuple[pd.DataFrame, Left]:
    """Return ``kondisi`` of a level and what could not be placed in it.

    A group with an RT of unknown volume in any year has no sums and is left out for all years.
    """
    inside = groups.code >= 0
    code, n = groups.code[inside], groups.size
    area = aggregate(rt.area_ha[inside], code, n)
    denominator = aggregate(rt.denominator[inside], code, n)
    states = [
        _group_state(state.taken(inside), code, n, denominator, regulation)
        for state in _distinct(chains)
    ]
    known = np.all([~np.isnan(s.total) for s in states], axis=0) if states else np.zeros(n, bool)
    outside = scored_units(chains) & ~inside
    left = Left(
        groups.satuan,
        int(outside.sum()),
        float(np.nansum(rt.area_ha[outside])),
        int((~known).sum()),
        n,
    )
    frame = _stack(
        groups.satuan,
        groups.frame[known],
        area[known],
        denominator[known],
        [s.taken(known) for s in states],
        chains,
        years,
        regulation,
        variant,
    )
    return frame, left


def scored_units(chains: Mapping[str, Sequence[State]]) -> Bools:
    """Tell which RT have a condition; RT that were never measured are not scored."""
    first = next(iter(chains.values()))
    known: Bools = first[0].level != NOTHING
    return known


def _distinct(chains: Mapping[str, Sequence[State]]) -> Iterator[State]:
    """Yield the states scenario by scenario, once where all scenarios share them."""
    lists = {id(states): states for states in chains.values()}
    shared = len(lists) == 1
    return (state for states in (lists if shared else chains).values() for state in states)


def _group_state(
    members: State, code: Ints, n: int, denominator: Floats, regulation: Regulation
) -> State:
    volume = aggregate(members.volume, code, n)
    result = assess(volume, denominator, regulation)
    level = np.zeros(n, dtype=np.int64)
    np.maximum.at(level, code, members.level)  # as weak as the weakest member
    return State(volume, result.percent, result.score, result.total, level)


def _stack(
    satuan: str,
    frame: pd.DataFrame,
    area: Floats,
    denominator: Floats,
    states: list[State],
    chains: Mapping[str, Sequence[State]],
    years: Sequence[int],
    regulation: Regulation,
    variant: Variant,
) -> pd.DataFrame:
    n, times = len(frame), len(chains) * len(years)
    copies = times // len(states)  # scenarios that share their states
    repeated = pd.concat([frame] * times, ignore_index=True)
    state = _joined(states)
    means = {
        kind: sectoral_mean(aspect_means(state.percent, state.score, regulation, kind))
        for kind in (variant, R0_VARIANT)
    }
    index = class_index(state.total, regulation)
    names = [*(c.id for c in regulation.classes), ""]  # -1 is no class
    data: dict[str, object] = {"satuan": _words([satuan], np.zeros(n * times, np.int64))}
    data |= {c: repeated[c] for c in ("id_unit", "nama", *PLACE)}
    data |= {
        "tahun": np.repeat(np.tile(np.asarray(years, np.int64), len(chains)), n),
        "skenario": _words(list(chains), np.repeat(np.arange(len(chains)), len(years) * n)),
        "luas_ha": np.tile(area, times),
        "total_nilai": np.tile(state.total, copies),
        "tingkat": _words(names, np.tile(index % len(names), copies)),
        "rata_rata_pct": np.tile(means[variant], copies),
        "rata_rata_r0_pct": np.tile(means[R0_VARIANT], copies),
        "bukti": _words(list(LEVELS), np.tile(state.level, copies)),
    }
    for column, position in _denominators(regulation).items():
        data[column] = np.tile(denominator[:, position], times)
    for measure, values in zip(MEASURES, (state.volume, state.percent, state.score), strict=True):
        for position, criterion in enumerate(regulation.criterion_ids):
            data[criterion_column(measure, criterion)] = np.tile(values[:, position], copies)
    data |= {c: repeated[c] for c in ("lintang", "bujur")}
    return pd.DataFrame(data, copy=False)  # every array was made here; copying costs a fifth


def _words(names: Sequence[str], code: Ints) -> object:
    """Return a text column by codes, without a text for every row in between."""
    return pd.array(list(names), dtype="str").take(code)


def _joined(states: list[State]) -> State:
    return State(
        np.concatenate([s.volume for s in states]),
        np.concatenate([s.percent for s in states]),
        np.concatenate([s.score for s in states]),
        np.concatenate([s.total for s in states]),
        np.concatenate([s.level for s in states]),
    )


def empty(regulation: Regulation) -> pd.DataFrame:
    """Return ``kondisi`` without rows; a copy of its own for each caller."""
    return _empty(tuple(columns(regulation))).copy()


@cache
def _empty(names: tuple[str, ...]) -> pd.DataFrame:
    text = {*_LEAD, "skenario", "tingkat", "bukti"}
    types = {c: "str" if c in text else "float64" for c in names} | {"tahun": "int64"}
    return pd.DataFrame({c: pd.Series(dtype=t) for c, t in types.items()})
