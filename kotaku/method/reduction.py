"""Hectares no longer kumuh by each method in use: what is still kumuh, by unit and year.

The unit of counting and the method change the hectares, so every row names both.

T (threshold)
    a unit counts with its whole verified area while its total reaches the floor of the rule set.
    Source: kotaku.pu.go.id/tags/Kumuh; floors of Permen PUPR 14/PRT/M/2018 and 02/PRT/M/2016.
K_T0, K_tahun (kontribusi x luas)
    kontribusi = (R0 - R1) / R0 of the rata-rata kekumuhan sektoral, held to 0..1, against the
    baseline or against the year before; the share of a year applies to what was left, so that
    years add up to at most the area. Source of kontribusi: published tables of Klungkung 2018 and
    Kota Pekalongan 2021-2023; multiplying it by the area is inferred.
R0 (workbook)
    the same with kontribusi = 100 % below the floor, else (R0 - R1) / (R0 - 24,99 %), of means in
    which percents that score 0 count as 0. Source: cell M42 of the programme's R0 workbook. Only
    area that was kumuh at first can be handled.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from kotaku.method.assessment import Floats
from kotaku.method.panel import Panel, panel
from kotaku.rules import Regulation

METHODS = ("T", "K_T0", "K_tahun", "R0")
COLUMNS = (
    "metode",
    "satuan",
    "skenario",
    "tahun_awal",
    "tahun",
    "jumlah_unit",
    "luas_ha",
    "kumuh_awal_ha",
    "kumuh_akhir_ha",
    "pengurangan_ha",
    "jumlah_ditandai",
    "kumuh_baru_ha",
)
MARKS = ("", "dipotong_0", "dipotong_100", "tak_terdefinisi")
_CUT_LOW, _CUT_HIGH, _UNDEFINED = 1, 2, 3
_NOISE = 1e-12  # 1 - 1e-16 is the binary shadow of a share of 1
_TEXT = ("metode", "satuan", "skenario")

Marks = npt.NDArray[np.int8]


@dataclass(frozen=True)
class Share:
    """Kontribusi penanganan of units: as calculated, held to 0..1, and what was done to it."""

    raw: Floats
    value: Floats
    mark: Marks  # position in MARKS


def ratio(before: Floats, after: Floats) -> Share:
    """Return the kontribusi (R0 - R1) / R0 of sectoral means [%]; 0 and marked when R0 <= 0.

    R0 = 0 with R1 = 0 is simply 0: nothing was there and nothing came.
    """
    return _share(before - after, before)


def template_ratio(
    before: Floats, after: Floats, total_after: Floats, regulation: Regulation
) -> Share:
    """Return the kontribusi of the R0 workbook (cell M42), from its scored-only means [%].

    1 where the total is below the floor; else (R0 - R1) / (R0 - 24,99 %), which means nothing
    when R0 does not exceed that value: 0 and marked, unless nothing changed.
    """
    usual = regulation.thresholds["r0_rata_rata"].value
    partly = _share(before - after, before - usual)
    through = total_after < regulation.floor
    unknown = np.isnan(total_after) | np.isnan(before) | np.isnan(after)
    return Share(
        np.where(unknown, np.nan, np.where(through, 1.0, partly.raw)),
        np.where(unknown, np.nan, np.where(through, 1.0, partly.value)),
        np.where(unknown | through, 0, partly.mark).astype(np.int8),
    )


def _share(gone: Floats, base: Floats) -> Share:
    raw = np.full(gone.shape, np.nan)
    with np.errstate(over="ignore"):  # a mean next to zero: infinite, then held to 0..1
        np.divide(gone, base, out=raw, where=base != 0)
    still = gone == 0
    undefined = (base <= 0) & ~still
    raw[still] = 0.0
    value = np.where(undefined, 0.0, np.clip(raw, 0.0, 1.0))
    mark = np.select(
        [np.isnan(gone), undefined, raw < -_NOISE, raw > 1 + _NOISE],
        [0, _UNDEFINED, _CUT_LOW, _CUT_HIGH],
        0,
    )
    return Share(raw, value, mark.astype(np.int8))


def shares(units: Panel, metode: str, regulation: Regulation) -> Share:
    """Return the kontribusi (scenarios, years, units) of K_T0, K_tahun or R0.

    K_T0 and R0 look back to the first year, K_tahun to the year before; the first year has 0.
    """
    if metode == "R0":
        first = np.broadcast_to(units.mean_r0[:, :1], units.mean_r0.shape)
        return template_ratio(first, units.mean_r0, units.total, regulation)
    if metode == "K_T0":
        return ratio(np.broadcast_to(units.mean[:, :1], units.mean.shape), units.mean)
    return ratio(np.concatenate([units.mean[:, :1], units.mean[:, :-1]], axis=1), units.mean)


def still_kumuh(units: Panel, metode: str, regulation: Regulation) -> Floats:
    """Return the area [ha] that is still kumuh (scenarios, years, units); NaN where unknown.

    Raises
    ------
    KeyError
        When ``metode`` is none of METHODS.
    """
    if metode not in METHODS:
        raise KeyError(metode)
    if metode == "T":
        return _above_floor(units, regulation)
    return _left(units, metode, regulation, shares(units, metode, regulation))


def _left(units: Panel, metode: str, regulation: Regulation, share: Share) -> Floats:
    left: Floats = 1.0 - share.value
    if metode == "K_tahun":
        left = np.multiply.accumulate(left, axis=1)
    area = _above_floor(units, regulation)[:, :1] if metode == "R0" else units.area_ha
    return left * area


def _above_floor(units: Panel, regulation: Regulation) -> Floats:
    kumuh = units.total >= regulation.floor
    if units.served is not None:
        # an initially kumuh unit stays so until it is served too; unknown is not served
        kumuh |= (units.total[:, :1] >= regulation.floor) & (units.served != 1)
    return np.where(np.isnan(units.total), np.nan, np.where(kumuh, units.area_ha, 0.0))


def reduction(kondisi: pd.DataFrame, regulation: Regulation) -> pd.DataFrame:
    """Return the cumulative reduction since the first year by method, level, scenario and year.

    Columns COLUMNS, areas in ha. ``jumlah_unit`` and ``luas_ha`` count the units that the method
    can judge: K and R0 need percents. ``kumuh_awal_ha`` is the area kumuh in the first year (T,
    R0) or the whole verified area (K). kumuh_baru_ha is area of units that were not kumuh at
    first; pengurangan_ha = kumuh_awal_ha - kumuh_akhir_ha + kumuh_baru_ha. ``jumlah_ditandai``
    is the number of units whose kontribusi was held to 0..1 or is not defined. The first year has
    a row with 0.

    With the column ``terlayani`` (services.with_served) T asks for the basic services too.
    """
    return of_panels(panels(kondisi).values(), regulation)


def panels(kondisi: pd.DataFrame) -> dict[str, Panel]:
    """Return every level of ``kondisi`` as arrays, by its name."""
    return {str(satuan): panel(kondisi, str(satuan)) for satuan in pd.unique(kondisi["satuan"])}


def of_panels(levels: Iterable[Panel], regulation: Regulation) -> pd.DataFrame:
    """Return the reduction of levels that are arrays already; see :func:`reduction`."""
    frames = [
        frame
        for units in levels
        for metode in METHODS
        for frame in _rows(units, metode, regulation)
    ]
    types: dict[str, str] = dict.fromkeys(COLUMNS, "float64") | dict.fromkeys(_TEXT, "str")
    counts = ("tahun_awal", "tahun", "jumlah_unit", "jumlah_ditandai")
    types |= dict.fromkeys(counts, "int64")
    return pd.DataFrame(frames, columns=list(COLUMNS)).astype(types)


def _rows(units: Panel, metode: str, regulation: Regulation) -> list[tuple[object, ...]]:
    """Return the rows of one level and method; none when it can judge no unit."""
    share = None if metode == "T" else shares(units, metode, regulation)
    left = (
        _above_floor(units, regulation) if share is None
        else _left(units, metode, regulation, share)
    )  # fmt: skip
    known = ~np.isnan(left).any(axis=(0, 1))
    if not known.any():
        return []
    marked = np.zeros(left.shape[:2], dtype=np.int64)
    if share is not None:
        marked = (share.mark[:, :, known] > 0).sum(axis=2)
    sums = left[:, :, known].sum(axis=2)
    new = left[:, :, known & (left[0, 0] == 0)].sum(axis=2)
    count, area = int(known.sum()), float(units.area_ha[known].sum())
    return [
        (
            metode,
            units.satuan,
            skenario,
            units.tahun[0],
            tahun,
            count,
            area,
            sums[s, 0],
            sums[s, t],
            sums[s, 0] - sums[s, t] + new[s, t],
            marked[s, t],
            new[s, t],
        )
        for s, skenario in enumerate(units.skenario)
        for t, tahun in enumerate(units.tahun)
    ]


CONTRIBUTION_COLUMNS = (
    "satuan",
    "id_unit",
    "nama",
    "skenario",
    "tahun_awal",
    "tahun",
    "rata_awal_pct",
    "rata_akhir_pct",
    "kontribusi_hitung",
    "kontribusi",
    "tanda",
    "luas_ha",
    "kumuh_awal_ha",
    "kumuh_akhir_ha",
    "pengurangan_ha",
)


def contributions(
    kondisi: pd.DataFrame, satuan: str, metode: str, regulation: Regulation, tahun: int
) -> pd.DataFrame:
    """Return the kontribusi and hectares of every unit of a level in one year, by scenario.

    Columns CONTRIBUTION_COLUMNS: means [%], kontribusi as calculated and as used (0..1; NaN for
    method T), ``tanda`` one of MARKS, areas [ha] cumulative since the first year. ``tahun_awal``
    is the year that kontribusi looks back to.

    Raises
    ------
    ValueError
        When ``kondisi`` has no such level or year.
    """
    units = panel(kondisi, satuan)
    t = units.tahun.index(tahun)
    base = max(0, t - 1) if metode == "K_tahun" else 0
    mean = units.mean_r0 if metode == "R0" else units.mean
    left = still_kumuh(units, metode, regulation)
    share = None if metode == "T" else shares(units, metode, regulation)
    unknown = np.full(len(units.units), np.nan)
    frames = []
    for s, skenario in enumerate(units.skenario):
        marks = np.zeros(len(unknown), np.int8) if share is None else share.mark[s, t]
        frame = units.units[["id_unit", "nama", "luas_ha"]].assign(
            satuan=satuan,
            skenario=skenario,
            tahun_awal=units.tahun[base],
            tahun=tahun,
            rata_awal_pct=mean[s, base],
            rata_akhir_pct=mean[s, t],
            kontribusi_hitung=unknown if share is None else share.raw[s, t],
            kontribusi=unknown if share is None else share.value[s, t],
            tanda=np.array(MARKS)[marks],
            kumuh_awal_ha=left[s, 0],
            kumuh_akhir_ha=left[s, t],
            pengurangan_ha=left[s, 0] - left[s, t],
        )
        frames.append(frame[list(CONTRIBUTION_COLUMNS)])
    return pd.concat(frames, ignore_index=True)
