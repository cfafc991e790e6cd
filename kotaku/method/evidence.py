"""What is known of each RT: its place, its denominators, and its condition where it was measured.

Teams hold volumes with denominators, percents, scores or only a total. The best of these that is
complete for an RT in a year is used; ``LEVELS`` names them from the best to none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from kotaku.method.assessment import Bools, Floats, Ints, percent, score, total
from kotaku.rules import Regulation
from kotaku.schema import Measure, criterion_column

LEVELS = ("volume", "persen", "nilai", "total", "tidak_ada")
VOLUME, PERCENT, SCORE, TOTAL, NOTHING = range(len(LEVELS))
PLACE = ("kab_kota", "kecamatan", "kelurahan", "kawasan")
_FROM_LOCATION = (*PLACE, "lintang", "bujur")


@dataclass(frozen=True)
class Units:
    """The RT in order of their id.

    ``frame`` has id_unit, nama, the names of PLACE, lintang, bujur; ``area_ha`` (n,) is the
    verified area [ha]; ``denominator`` (n, criteria) is in the unit of each criterion.
    """

    frame: pd.DataFrame
    area_ha: Floats
    denominator: Floats

    @cached_property
    def named(self) -> dict[str, tuple[Ints, pd.Index]]:
        """Each column of PLACE as (code of each RT, -1 where it has no name; the names)."""
        return {place: pd.factorize(self.frame[place]) for place in PLACE}

    @cached_property
    def _ids(self) -> pd.Index:
        return pd.Index(self.frame["id_unit"])

    def positions(self, ids: pd.Series) -> Ints:
        """Return the position of each id; -1 for an id that is no RT here."""
        if ids.empty:
            return np.zeros(0, dtype=np.int64)
        found: Ints = self._ids.get_indexer(ids).astype(np.int64)
        return found


@dataclass(frozen=True)
class State:
    """The condition of n units: volume, percent and score (n, criteria), total (n,).

    ``level`` (n,) is the position in LEVELS of the evidence behind each unit.
    """

    volume: Floats
    percent: Floats
    score: Floats
    total: Floats
    level: Ints

    @classmethod
    def unknown(cls, n: int, n_criteria: int) -> State:
        """Return a state in which nothing is known of n units."""
        nothing = np.full((n, n_criteria), np.nan)
        level = np.full(n, NOTHING, dtype=np.int64)
        return cls(nothing, nothing.copy(), nothing.copy(), np.full(n, np.nan), level)

    def replaced(self, rows: Ints, other: State) -> State:
        """Return this state with the units at ``rows`` taken from ``other``, row by row."""
        copy = State(
            self.volume.copy(),
            self.percent.copy(),
            self.score.copy(),
            self.total.copy(),
            self.level.copy(),
        )
        copy.volume[rows] = other.volume
        copy.percent[rows] = other.percent
        copy.score[rows] = other.score
        copy.total[rows] = other.total
        copy.level[rows] = other.level
        return copy

    def taken(self, rows: Ints | Bools) -> State:
        """Return the state of the units at ``rows`` only; itself where a mask keeps all."""
        if rows.dtype == np.bool_ and rows.all():
            return self
        return State(
            self.volume[rows],
            self.percent[rows],
            self.score[rows],
            self.total[rows],
            self.level[rows],
        )


@dataclass(frozen=True)
class Measured:
    """Measured conditions: row i is unit ``unit[i]`` in ``year[i]``; rows without evidence
    are left out and counted in ``incomplete``.
    """

    unit: Ints
    year: Ints
    state: State
    incomplete: pd.Index  # labels of the rows of table kekumuhan that say too little


def _first_of_each(frame: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Drop rows without key and later duplicates, by their place in the source."""
    told = ~frame[key].isna().any(axis=1).to_numpy()
    known = frame if told.all() else frame[told]
    if not known.duplicated(key).any():
        return known
    return known.sort_values([*key, "_sumber", "_baris"], kind="stable").drop_duplicates(key)


def with_location(frame: pd.DataFrame, locations: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with empty place names and coordinates filled from its id_lokasi."""
    wanted = [c for c in _FROM_LOCATION if c in frame.columns]
    if locations.empty or "id_lokasi" not in frame.columns:
        return frame
    known = _first_of_each(locations, ["id_lokasi"]).set_index("id_lokasi")[wanted]
    matched = known.reindex(frame["id_lokasi"]).set_axis(frame.index)
    return frame.assign(**{c: frame[c].fillna(matched[c]) for c in wanted})


def units(rt: pd.DataFrame, locations: pd.DataFrame, regulation: Regulation) -> Units:
    """Return the RT of table ``rt`` in order of id_rt, placed by their own names or Lokasi.

    Rows without id_rt and later rows of the same id_rt are not units.
    """
    rows = _first_of_each(rt, ["id_rt"]).sort_values("id_rt").reset_index(drop=True)
    rows = with_location(rows, locations)
    frame = pd.DataFrame({"id_unit": rows["id_rt"], "nama": rows["rt_rw"].fillna(rows["id_rt"])})
    frame[[*PLACE, "lintang", "bujur"]] = rows[[*PLACE, "lintang", "bujur"]]
    denominator = rows[[c.denominator for c in regulation.criteria]].to_numpy(dtype=np.float64)
    area = rows["luas_verifikasi_ha"].to_numpy(dtype=np.float64)
    return Units(frame, area, denominator)


def _matrix(frame: pd.DataFrame, measure: Measure, regulation: Regulation) -> Floats:
    columns = [criterion_column(measure, c) for c in regulation.criterion_ids]
    matrix: Floats = frame.reindex(columns=columns).to_numpy(dtype=np.float64)
    return matrix


def _complete(values: Floats) -> Bools:
    whole: Bools = np.logical_not(np.isnan(values).any(axis=1))
    return whole


def measured(kekumuhan: pd.DataFrame, rt: Units, regulation: Regulation) -> Measured:
    """Return the measured conditions of table ``kekumuhan``, one per RT and year.

    For each row the best level is used that is complete: volumes with denominators, percents,
    scores; else criterion by criterion the best there is; else the total alone. Volumes that
    percents imply (percent x denominator / 100) are kept so that works can be subtracted and
    units be summed. Rows of unknown RT are left out; a row that gives no total is ``incomplete``.
    """
    rows = _first_of_each(kekumuhan, ["id_rt", "tahun"])
    unit = rt.positions(rows["id_rt"])
    if (unit < 0).any():
        rows, unit = rows[unit >= 0], unit[unit >= 0]
    state = _state(rows, rt.denominator[unit], regulation)
    known = state.level != NOTHING
    year = rows["tahun"].to_numpy(dtype=np.int64)
    return Measured(unit[known], year[known], state.taken(known), rows.index[~known])


def _of_volumes(volume: Floats, percents: Floats, regulation: Regulation) -> State:
    scores = score(percents, regulation)
    level = np.full(len(volume), VOLUME, dtype=np.int64)
    return State(volume, percents, scores, total(scores), level)


def _state(rows: pd.DataFrame, denominator: Floats, regulation: Regulation) -> State:
    volume = _matrix(rows, "volume", regulation)
    from_volume = percent(volume, denominator)
    if _complete(from_volume).all():
        return _of_volumes(volume, from_volume, regulation)
    given = _matrix(rows, "persen", regulation)
    scored = _matrix(rows, "nilai", regulation)

    mixed = np.where(np.isnan(from_volume), given, from_volume)
    mixed_scores = np.where(np.isnan(mixed), scored, score(mixed, regulation))
    level = np.select(
        [
            _complete(from_volume),
            _complete(given) | _complete(mixed),
            _complete(scored) | _complete(mixed_scores),
            rows["total_nilai"].notna().to_numpy(),
        ],
        [VOLUME, PERCENT, SCORE, TOTAL],
        NOTHING,
    )
    # a complete set of one kind goes before a mixture of better and worse
    only_given = (level == PERCENT) & _complete(given)
    only_scored = (level == SCORE) & _complete(scored)
    percents = np.where(only_given[:, None], given, mixed)
    percents[only_scored | (level > SCORE)] = np.nan
    scores = np.where(np.isnan(percents), scored, score(percents, regulation))
    scores[level > SCORE] = np.nan
    volume = np.where(only_given[:, None] | np.isnan(volume), percents * denominator / 100, volume)
    volume[np.isnan(percents)] = np.nan
    totals = np.where(level == TOTAL, rows["total_nilai"].to_numpy(np.float64), total(scores))
    return State(volume, percents, scores, totals, level.astype(np.int64))
