"""Which units fall back into kumuh when what was built is not kept up.

Each year a share of the treated volume (what works took away) returns as a problem: of what a
named asset holds by its condition and its KPP, of the rest by criterion. The shares are
assumptions marked [I] in the data file beside this module; no source gives them.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cache
from typing import TypedDict

import numpy as np
import pandas as pd

from kotaku import schema
from kotaku.method import condition
from kotaku.method.assessment import Floats, Ints, assess, class_names
from kotaku.method.assets import NOBODY, held
from kotaku.method.sources import weights
from kotaku.rules import Regulation
from kotaku.schema import criterion_column
from kotaku.words.loading import DataFile

UNIT_COLUMNS = (
    "id_unit",
    "nama",
    "kab_kota",
    "tahun",
    "luas_ha",
    "total_awal",
    "total_nilai",
    "tingkat",
    "kembali_kumuh",
)
YEAR_COLUMNS = ("tahun", "jumlah_kembali", "kembali_ha", "kumuh_ha", "kumuh_dipelihara_ha")
CLASS_COLUMNS = ("tahun", "tingkat", "luas_ha", "luas_dipelihara_ha")
ASSET_COLUMNS = ("volume_terikat", "bagian_per_tahun", "melindungi_ha", "ha_per_juta_rp")
UNKNOWN = "tidak_diketahui"
MILLION = 1_000_000


@dataclass(frozen=True)
class RelapseAssumptions:
    """Shares of the treated volume that return each year (0..1).

    ``shares`` by criterion where no asset is named, ``by_asset`` by kondisi and kpp_aktif.
    """

    shares: Mapping[str, float]
    by_asset: Mapping[tuple[str, str], float]
    years: int
    source: str
    mark: str


@dataclass(frozen=True)
class Relapse:
    """The years ahead without maintenance, beside the same years with all of it.

    ``units`` (UNIT_COLUMNS) has one row per unit and year, ``years`` (YEAR_COLUMNS) and
    ``classes`` (CLASS_COLUMNS) their sums; the first year is that of the condition itself.
    ``kembali_kumuh`` tells a unit that was below the floor then and is not any more. ``assets``
    are the rows of table pemeliharaan with ASSET_COLUMNS: the hectares that an asset protects are
    its part of the units that fall back by the last year, by the percent it lets return.
    """

    units: pd.DataFrame
    years: pd.DataFrame
    classes: pd.DataFrame
    assets: pd.DataFrame
    assumptions: RelapseAssumptions

    @property
    def fallen(self) -> pd.DataFrame:
        """The units that fall back, each with the first year in which it is kumuh again."""
        back = self.units[self.units["kembali_kumuh"]]
        return back.sort_values("tahun", kind="stable").drop_duplicates("id_unit")


@dataclass(frozen=True)
class _Course:
    """The units of one level, and what may return to them.

    Entries: what an asset (or nobody) holds of one criterion in one unit [unit of the criterion],
    and the share of it that returns each year.
    """

    now: pd.DataFrame
    denominator: Floats  # (units, criteria)
    asset: Ints
    unit: Ints
    criterion: Ints
    volume: Floats
    share: Floats

    def returned(self, n: int) -> Floats:
        """Return what each entry lets return until year n."""
        return self.volume * np.minimum(1.0, n * self.share)

    def risen(self, n: int) -> Floats:
        """Return what has returned to each unit until year n (units, criteria)."""
        shape = self.denominator.shape
        cell = self.unit * shape[1] + self.criterion
        sums = np.bincount(cell, weights=self.returned(n), minlength=shape[0] * shape[1])
        table: Floats = sums.astype(np.float64).reshape(shape)
        return table


class _Stated(TypedDict):
    """The data file of the assumptions."""

    tanda: str
    sumber: str
    tahun: int
    bagian_per_tahun: dict[str, float]
    bagian_aset: dict[str, dict[str, float]]


_FILE = DataFile(__package__, "relapse.toml", _Stated)


@cache
def assumptions() -> RelapseAssumptions:
    """Return the default assumptions."""
    data = _FILE()
    by_asset = {
        (kondisi, kpp): share
        for kondisi, row in data["bagian_aset"].items()
        for kpp, share in row.items()
    }
    return RelapseAssumptions(
        data["bagian_per_tahun"], by_asset, data["tahun"], data["sumber"], data["tanda"]
    )


def relapse(
    kondisi: pd.DataFrame,
    regulation: Regulation,
    satuan: str,
    skenario: str = "realisasi",
    *,
    given: RelapseAssumptions | None = None,
    pemeliharaan: pd.DataFrame | None = None,
    maintained: Set[int] = frozenset(),
    unnamed: bool = True,
) -> Relapse:
    """Return the condition of units in the years after the last one, without new works.

    Parameters
    ----------
    kondisi : DataFrame
        Evaluation.kondisi with its RT; units with an unknown volume are left out.
    satuan, skenario : str
        Level and scenario to look at.
    given : Assumptions, optional
        Other shares or another number of years; a criterion without a share does not decay.
    pemeliharaan : DataFrame, optional
        Table of named assets.
    maintained : set of row labels of that table
        Assets that are kept up: nothing returns there.
    unnamed : bool
        Whether treated volume that no asset names decays too.

    Notes
    -----
    volume(n) = volume now + sum of min(1, n x share) x treated, treated = max(0, first - now) of
    each RT, so that a kawasan relapses as the sum of its RT does.
    """
    chosen = given or assumptions()
    none = schema.conform(pd.DataFrame(), "pemeliharaan")
    assets = none if pemeliharaan is None else pemeliharaan
    shares = _asset_shares(assets, chosen)
    shares[assets.index.isin(maintained)] = 0.0
    loose = {c: share if unnamed else 0.0 for c, share in chosen.shares.items()}
    course = _course(kondisi, regulation, satuan, skenario, assets, shares, loose)
    volume = course.now[_volumes(regulation)].to_numpy(dtype=np.float64)
    frames = [
        _year(course, volume + course.risen(n), n, regulation) for n in range(chosen.years + 1)
    ]
    units = pd.concat(frames, ignore_index=True)
    return Relapse(
        units,
        _sums(units, regulation),
        _classes(units, regulation),
        _protected(course, assets, units, chosen.years, regulation).assign(bagian_per_tahun=shares),
        chosen,
    )


def _volumes(regulation: Regulation) -> list[str]:
    return [criterion_column("volume", c) for c in regulation.criterion_ids]


def _asset_shares(assets: pd.DataFrame, chosen: RelapseAssumptions) -> Floats:
    keys = zip(assets["kondisi"].fillna(UNKNOWN), assets["kpp_aktif"].fillna(UNKNOWN), strict=True)
    return np.array([chosen.by_asset[key] for key in keys], dtype=np.float64)


def _course(
    kondisi: pd.DataFrame,
    regulation: Regulation,
    satuan: str,
    skenario: str,
    assets: pd.DataFrame,
    shares: Floats,
    loose: Mapping[str, float],
) -> _Course:
    volumes = _volumes(regulation)
    rt, first = _moments(kondisi, "rt", skenario, volumes)
    treated = np.maximum(0.0, first - rt[volumes].to_numpy(dtype=np.float64))
    found = held(assets, rt, np.nan_to_num(treated), regulation)
    now, code = rt, np.arange(len(rt), dtype=np.int64)
    if satuan != "rt":
        now = _moments(kondisi, satuan, skenario, volumes)[0]
        code = pd.Index(now["id_unit"]).get_indexer(condition.group_ids(rt, satuan))
    unit = code[found.unit]
    inside = unit >= 0
    asset, criterion = found.asset[inside], found.criterion[inside]
    by_criterion = np.array([loose.get(c, 0.0) for c in regulation.criterion_ids])
    share = by_criterion[criterion]
    share[asset != NOBODY] = shares[asset[asset != NOBODY]]
    columns = [
        "luas_ha" if c.denominator == "luas_verifikasi_ha" else c.denominator
        for c in regulation.criteria
    ]
    denominator = now[columns].to_numpy(dtype=np.float64)
    return _Course(now, denominator, asset, unit[inside], criterion, found.volume[inside], share)


def _moments(
    kondisi: pd.DataFrame, satuan: str, skenario: str, volumes: list[str]
) -> tuple[pd.DataFrame, Floats]:
    """Return the units of known volumes in the last year, and their volumes in the first."""
    rows = kondisi[(kondisi["satuan"] == satuan) & (kondisi["skenario"] == skenario)]
    now = rows[rows["tahun"] == rows["tahun"].max()]
    now = now[now[volumes].notna().all(axis=1)].reset_index(drop=True)
    first = rows[rows["tahun"] == rows["tahun"].min()].set_index("id_unit")
    return now, first.reindex(now["id_unit"])[volumes].to_numpy(dtype=np.float64)


def _year(course: _Course, volume: Floats, n: int, regulation: Regulation) -> pd.DataFrame:
    now = course.now
    result = assess(volume, course.denominator, regulation)
    was_out = now["total_nilai"].to_numpy() < regulation.floor
    frame = now[["id_unit", "nama", "kab_kota", "luas_ha"]].assign(
        tahun=now["tahun"].to_numpy() + n,
        total_awal=now["total_nilai"].to_numpy(),
        total_nilai=result.total,
        tingkat=class_names(result.class_index, regulation),
        kembali_kumuh=was_out & (result.total >= regulation.floor),
    )
    return frame[list(UNIT_COLUMNS)]


def _sums(units: pd.DataFrame, regulation: Regulation) -> pd.DataFrame:
    kumuh = units["luas_ha"].where(units["total_nilai"] >= regulation.floor, 0.0)
    kept = units["luas_ha"].where(units["total_awal"] >= regulation.floor, 0.0)
    back = units["luas_ha"].where(units["kembali_kumuh"], 0.0)
    named = dict(zip(YEAR_COLUMNS[1:], (units["kembali_kumuh"], back, kumuh, kept), strict=True))
    sums = units.assign(**named).groupby("tahun")[list(named)].sum()
    return sums.reset_index()[list(YEAR_COLUMNS)]


def _classes(units: pd.DataFrame, regulation: Regulation) -> pd.DataFrame:
    """Return the hectares of each class in each year; kept up, those of the first year stay."""
    years, names = units["tahun"].drop_duplicates(), [c.id for c in regulation.classes]
    grid = pd.MultiIndex.from_product([years, names], names=["tahun", "tingkat"])
    area = units.groupby(["tahun", "tingkat"])["luas_ha"].sum().reindex(grid, fill_value=0.0)
    start = area.loc[years.iloc[0]] if len(years) else area
    frame = area.reset_index()
    kept = frame["tingkat"].map(start.to_dict()).astype("float64")
    return frame.assign(luas_dipelihara_ha=kept)[list(CLASS_COLUMNS)]


def _protected(
    course: _Course, assets: pd.DataFrame, units: pd.DataFrame, n: int, regulation: Regulation
) -> pd.DataFrame:
    """Return the assets with what they hold and the hectares that they protect."""
    weight = weights(
        course.returned(n),
        course.denominator[course.unit, course.criterion],
        course.criterion,
        regulation,
    )
    whole = np.bincount(course.unit, weights=weight, minlength=len(course.now))
    last = units.tail(len(course.now))
    area = last["luas_ha"].where(last["kembali_kumuh"], 0.0).to_numpy(dtype=np.float64)
    each = np.divide(area, whole, out=np.zeros(len(area)), where=whole > 0)
    named = course.asset != NOBODY
    of = course.asset[named]
    hectares = np.bincount(of, (weight * each[course.unit])[named], minlength=len(assets))
    fund = assets["dana_rp"].to_numpy(dtype=np.float64) / MILLION
    return assets.assign(
        volume_terikat=np.bincount(of, course.volume[named], minlength=len(assets)),
        melindungi_ha=hectares,
        ha_per_juta_rp=np.divide(hectares, fund, out=np.full(len(fund), np.nan), where=fund > 0),
    )
