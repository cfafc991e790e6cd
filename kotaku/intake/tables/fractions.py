"""Percents typed as fractions: decided by what else the sheet says, and told when nothing does.

A column that holds nothing above 1 was read as fractions (0,5 = 50 %). That is held here against
the volumes and their denominators, the scores and their bands, the other percents of the sheet,
and the sum of weights; what speaks against it turns the reading round, and where nothing speaks at
all the reading is a warning instead of a remark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from kotaku.checks.keys import positions
from kotaku.dataset import SourceTable
from kotaku.findings import Finding, finding
from kotaku.intake.tables.problems import heading
from kotaku.rules import Regulation
from kotaku.schema import criterion_column

READ_AS_FRACTION = "PERSEN-PECAHAN"
_ENOUGH = 0.8  # part of the comparable cells that must speak the same way
_NEAR = 0.02  # percents are printed rounded: so much, or a quarter of a point, is the same
_Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class _Vote:
    """What speaks for fractions (True) or percents (False), in words."""

    fraction: bool
    words: str


def settle(
    tables: Mapping[str, pd.DataFrame],
    sources: Sequence[SourceTable],
    findings: Sequence[Finding],
    regulation: Regulation,
) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """Return the tables with percents read as the evidence says, and all findings.

    Parameters
    ----------
    findings : as made so far; ``PERSEN-PECAHAN`` names the columns that were read as fractions

    A column is decided for each sheet it stands on. One that was read as fractions against the
    evidence is given back its printed value (``PERSEN-BUKAN-PECAHAN``).
    """
    result, told = dict(tables), list(findings)
    for place, found in enumerate(findings):
        if found.code != READ_AS_FRACTION:
            continue
        for index, table, column in _columns(found, sources):
            if table not in result or column not in result[table].columns:
                continue
            vote = _evidence(result, table, column, index, sources, findings, regulation)
            if vote is not None and not vote.fraction:
                frame = result[table]
                own = (frame["_sumber"] == index).to_numpy()
                values = frame[column].to_numpy(dtype="float64")
                result[table] = frame.assign(**{column: np.where(own, values / 100, values)})
            told[place] = _said(found, column, vote)
    return result, told


def _columns(found: Finding, sources: Sequence[SourceTable]) -> Iterator[tuple[int, str, str]]:
    """Yield source, table and column of the column that a finding is about."""
    letter = found.cell.rstrip("0123456789")
    for index, source in enumerate(sources):
        if (source.file, source.sheet) == (found.file, found.sheet):
            for column, at in source.columns.items():
                if at == letter:
                    yield index, source.table, column


def _said(found: Finding, column: str, vote: _Vote | None) -> Finding:
    if vote is not None and vote.fraction:
        return replace(found, message=f"{found.message.rstrip('.')}, karena {vote.words}.")
    code = "PERSEN-RANCU" if vote is None else "PERSEN-BUKAN-PECAHAN"
    return finding(
        code,
        file=found.file,
        sheet=found.sheet,
        cell=found.cell,
        row=found.row,
        place=found.place,
        kolom=heading(column),
        bukti="" if vote is None else vote.words,
    )


def _evidence(
    tables: Mapping[str, pd.DataFrame],
    table: str,
    column: str,
    index: int,
    sources: Sequence[SourceTable],
    findings: Sequence[Finding],
    regulation: Regulation,
) -> _Vote | None:
    """Return the first thing that speaks; the surest is asked first."""
    rows = tables[table][tables[table]["_sumber"] == index]
    given = rows[column].to_numpy(dtype="float64")
    vote = None
    if column.startswith("persen_"):
        vote = _by_volume(tables, rows, column, given, regulation)
        vote = vote or _by_score(rows, column, given, regulation)
    if column == "bobot_pct":
        vote = _by_weights(rows)
    return vote or _by_others(rows, column, sources[index], findings) or _by_one(given)


def _by_volume(
    tables: Mapping[str, pd.DataFrame],
    rows: pd.DataFrame,
    column: str,
    given: _Floats,
    regulation: Regulation,
) -> _Vote | None:
    criterion = next((c for c in regulation.criteria if column == f"persen_{c.id}"), None)
    volume = None if criterion is None else criterion_column("volume", criterion.id)
    if criterion is None or volume not in rows.columns or "rt" not in tables:
        return None
    rt = tables["rt"]
    at = positions(rows["id_rt"], rt["id_rt"])
    below = np.full(len(rows), np.nan)
    if len(rt):
        known = rt[criterion.denominator].to_numpy(dtype="float64")
        below = np.where(at >= 0, known[at], np.nan)
    amount = rows[volume].to_numpy(dtype="float64")
    with np.errstate(divide="ignore", invalid="ignore"):
        follows = np.where(below > 0, amount / below * 100, np.nan)
    follows[~(follows > 0)] = np.nan
    return _closer(given, follows, "volume dibagi pembaginya")


def _closer(given: _Floats, follows: _Floats, words: str) -> _Vote | None:
    """Return which reading agrees with what a percent follows from."""
    known = ~np.isnan(given) & ~np.isnan(follows)
    if not known.any():
        return None
    as_fraction = _same(given[known], follows[known])
    as_percent = _same(given[known] / 100, follows[known])
    if as_fraction.mean() >= _ENOUGH and as_fraction.sum() > as_percent.sum():
        return _Vote(True, f"cocok dengan {words}")
    if as_percent.mean() >= _ENOUGH and as_percent.sum() > as_fraction.sum():
        return _Vote(False, f"cocok dengan {words}")
    return None


def _same(given: _Floats, follows: _Floats) -> npt.NDArray[np.bool_]:
    near: npt.NDArray[np.bool_] = np.abs(given - follows) <= np.maximum(_NEAR * follows, 0.25)
    return near


def _by_score(
    rows: pd.DataFrame, column: str, given: _Floats, regulation: Regulation
) -> _Vote | None:
    name = column.replace("persen_", "nilai_", 1)
    if name not in rows.columns:
        return None
    score = rows[name].to_numpy(dtype="float64")
    known = ~np.isnan(given) & ~np.isnan(score) & (given > 0)
    if not known.any():
        return None
    fits = [
        np.array([_score(float(v), regulation) for v in values[known]]) == score[known]
        for values in (given, given / 100)
    ]
    if fits[0].mean() >= _ENOUGH and fits[0].sum() > fits[1].sum():
        return _Vote(True, "cocok dengan nilainya")
    if fits[1].mean() >= _ENOUGH and fits[1].sum() > fits[0].sum():
        return _Vote(False, "cocok dengan nilainya")
    return None


def _score(percent: float, regulation: Regulation) -> int:
    return next((b.score for b in regulation.bands if percent >= b.at_least_pct), 0)


def _by_weights(rows: pd.DataFrame) -> _Vote | None:
    sums = rows.groupby(rows["kab_kota"].fillna(""))["bobot_pct"].sum().to_numpy()
    if len(sums) and (np.abs(sums - 100) <= 1).all():
        return _Vote(True, "jumlah bobotnya 1")
    return None


def _by_others(
    rows: pd.DataFrame, column: str, source: SourceTable, findings: Sequence[Finding]
) -> _Vote | None:
    """Return what the other percents of the sheet say: one sheet is typed one way."""
    family = "persen_" if column.startswith("persen_") else ""
    alike = [c for c in source.columns if c != column and c in rows.columns]
    alike = [c for c in alike if (c.startswith(family) if family else c in _WEEKLY)]
    if column not in _WEEKLY and not family:
        return None
    fractions = {
        f.cell.rstrip("0123456789")
        for f in findings
        if f.code == READ_AS_FRACTION and (f.file, f.sheet) == (source.file, source.sheet)
    }
    for other in alike:
        if source.columns[other] not in fractions and (rows[other] > 1).any():
            return _Vote(False, f"kolom {heading(other)} pada lembar yang sama melebihi 1")
    return None


_WEEKLY = ("rencana_pct", "realisasi_pct")


def _by_one(given: _Floats) -> _Vote | None:
    """Return that a column which reaches exactly 1 (now 100) was typed as fractions."""
    if np.isclose(given, 100).any():
        return _Vote(True, "ada yang tepat 1 (100 %)")
    return None
