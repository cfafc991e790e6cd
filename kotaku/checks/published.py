"""Percents, scores, totals and classes as published, against what they follow from."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from kotaku.checks.engine import Data, Issue, check
from kotaku.checks.measures import Bools, Floats, MeasureColumns, denominators, measured
from kotaku.checks.words import plain
from kotaku.words.numbers import format_number


def _rounded(values: Floats, decimals: int) -> Bools:
    rounded: Bools = np.abs(values - np.round(values, decimals)) < 1e-9
    return rounded


def _cell(measure: MeasureColumns, row: int, c: int, code: str, **details: object) -> Issue:
    return Issue(
        code,
        "kekumuhan",
        (measure.frame.index[row],),
        (measure.columns[c],),
        plain(measure.values[row, c]),
        details={"kriteria": measure.criteria[c].id, **details},
    )


@check("kekumuhan")
def percents_out_of_range(data: Data) -> Iterator[Issue]:
    """A percent of a problem lies between 0 and 100."""
    percent, limits = measured(data, "persen"), data.limits["persen"]
    most = 100 + limits["toleransi_pp"]
    for row, c in percent.cells(
        (percent.values < -limits["toleransi_pp"]) | (percent.values > most)
    ):
        yield _cell(percent, row, c, "PERSEN-DI-LUAR-RENTANG")


@check("rt", "kekumuhan")
def percents_against_volumes(data: Data) -> Iterator[Issue]:
    """A percent follows from its volume; the volume is used, a percent that differs is told."""
    percent, volume = measured(data, "persen"), measured(data, "volume")
    both = [c.id for c in percent.criteria if c in volume.criteria]
    if not both:
        return
    limits = data.limits["persen"]
    percent, volume = _only(percent, both), _only(volume, both)
    below = denominators(data, volume)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.where(below == 0, 0.0, volume.values / below * 100)
    allowed = np.where(
        _rounded(volume.values, limits["desimal_bulat"]),
        limits["toleransi_bulat_pp"],
        limits["toleransi_pp"],
    )
    off = np.minimum(
        np.abs(percent.values - found), np.abs(percent.values - np.clip(found, 0, 100))
    )
    for row, c in percent.cells(off > allowed + 1e-9):
        yield _cell(percent, row, c, "PERSEN-TIDAK-COCOK", hitung=format_number(found[row, c]))


def _only(measure: MeasureColumns, ids: list[str]) -> MeasureColumns:
    keep = [i for i, criterion in enumerate(measure.criteria) if criterion.id in ids]
    return MeasureColumns(
        measure.frame,
        tuple(measure.criteria[i] for i in keep),
        tuple(measure.columns[i] for i in keep),
        measure.values[:, keep],
    )


def _stands_alone(data: Data) -> pd.Series[bool]:
    """Tell for each row whether its scores are the best evidence it has."""
    volume, percent = measured(data, "volume"), measured(data, "persen")
    better = ~np.isnan(np.hstack([volume.values, percent.values]))
    return pd.Series(~better.any(axis=1), index=volume.frame.index)


@check("kekumuhan")
def invalid_scores(data: Data) -> Iterator[Issue]:
    """A score is one of the regulation's; where it is the only evidence the row is left out."""
    score = measured(data, "nilai")
    valid = sorted({float(band.score) for band in data.regulation.bands} | {0.0})
    bad = ~np.isnan(score.values) & ~np.isin(score.values, valid)
    if not bad.any():
        return
    alone = _stands_alone(data).to_numpy()
    allowed = ", ".join(plain(v) for v in valid)
    for row, c in score.cells(bad):
        code = "NILAI-TIDAK-SAH" if alone[row] else "NILAI-TIDAK-SAH-TIDAK-DIPAKAI"
        yield _cell(score, row, c, code, sah=allowed)


@check("kekumuhan")
def totals_out_of_range(data: Data) -> Iterator[Issue]:
    """A total is a whole number between 0 and the regulation's maximum."""
    total = data.table("kekumuhan")["total_nilai"]
    if total.isna().all():
        return
    most = data.regulation.max_total
    bad = total.notna() & ((total < 0) | (total > most) | (total % 1 != 0))
    if not bad.any():
        return
    scored = (~np.isnan(measured(data, "nilai").values)).any(axis=1)
    alone = _stands_alone(data) & ~scored
    for label, value in total[bad].items():
        code = "TOTAL-NILAI-TIDAK-SAH" if alone[label] else "TOTAL-NILAI-TIDAK-SAH-TIDAK-DIPAKAI"
        details = {"terbesar": plain(most)}
        yield Issue(code, "kekumuhan", (label,), ("total_nilai",), plain(value), details=details)


@check("kekumuhan")
def totals_against_scores(data: Data) -> Iterator[Issue]:
    """A published total equals the sum of its scores, where all of them are given."""
    score = measured(data, "nilai")
    if len(score.criteria) < len(data.regulation.criteria):
        return
    total = score.frame["total_nilai"]
    found = pd.Series(score.values.sum(axis=1), index=total.index)
    for label, value in total[(total - found).abs() > 1e-9].items():
        yield Issue(
            "TOTAL-NILAI-TIDAK-COCOK",
            "kekumuhan",
            (label,),
            ("total_nilai",),
            plain(value),
            details={"hitung": plain(found[label])},
        )


@check("kekumuhan")
def classes_against_totals(data: Data) -> Iterator[Issue]:
    """A published class follows from the published total."""
    frame = data.table("kekumuhan")
    total = frame["total_nilai"]
    if frame["tingkat"].isna().all():
        return
    words = {word: name for name, seen in data.limits["tingkat"].items() for word in seen}
    published = frame["tingkat"].str.strip().str.lower().map(words).astype("str")
    found = pd.Series(_classes(data, total), index=frame.index, dtype="str")
    differs = published.notna() & found.notna() & (published != found)
    for label in frame.index[differs]:
        yield Issue(
            "TINGKAT-TIDAK-COCOK",
            "kekumuhan",
            (label,),
            ("tingkat",),
            str(frame.loc[label, "tingkat"]),
            details={"total": plain(total[label]), "hitung": found[label].replace("_", " ")},
        )


def _classes(data: Data, total: pd.Series[float]) -> list[str | None]:
    classes = sorted(data.regulation.classes, key=lambda c: -c.at_least)
    return [next((c.id for c in classes if value >= c.at_least), None) for value in total.tolist()]
