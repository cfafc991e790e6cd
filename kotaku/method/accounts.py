"""The account of kumuh area: what there was, what was taken away each year, what is left [ha].

Two ways lead to it: the conditions of RT (method T), or the hectares that teams report where no RT
data exist. Both give the same ``Book``, so that places of either kind add up to one account.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from kotaku.method.evidence import with_location
from kotaku.method.reduction import kumuh_area
from kotaku.regulations import Regulation

COLUMNS = (
    "kab_kota",
    "tahun",
    "status",
    "sumber",
    "luas_awal_ha",
    "pengurangan_ha",
    "pengurangan_kumulatif_ha",
    "sisa_ha",
    "persen",
)
WHOLE = ""  # kab_kota of the rows that stand for the whole data set
UNNAMED = ""  # key of units without a kab/kota: they count in the whole only
COMPUTED = "perhitungan"  # sumber of reductions that follow from RT conditions
_DECIMALS = 9  # binary noise of sums must not leave 0,00 ha where nothing is left
_STATUS_ORDER = {"realisasi": 0, "terbuka": 1, "simulasi": 2}
_KEY = ["kab_kota", "tahun", "status", "sumber"]


@dataclass(frozen=True)
class Book:
    """Initial area by kab/kota [ha] and the reductions booked against it.

    ``rows`` has kab_kota, tahun, status, sumber, pengurangan_ha. A kab/kota without a known
    initial area is not in ``awal``.
    """

    awal: Mapping[str, float]
    rows: pd.DataFrame

    @property
    def places(self) -> list[str]:
        """Keys of all kab/kota, sorted."""
        return sorted({*self.awal, *self.rows["kab_kota"]})

    def of(self, places: Iterable[str]) -> Book:
        """Return the book of some kab/kota."""
        wanted = set(places)
        awal = {k: v for k, v in self.awal.items() if k in wanted}
        return Book(awal, self.rows[self.rows["kab_kota"].isin(wanted)])

    def remainder(self) -> float:
        """Return what is left [ha] after all reductions."""
        return sum(self.awal.values()) - float(self.rows["pengurangan_ha"].sum())


def _book_rows(frame: pd.DataFrame) -> pd.DataFrame:
    types = {"kab_kota": "str", "tahun": "int64", "status": "str", "sumber": "str"}
    if frame.empty:
        types["pengurangan_ha"] = "float64"
        return pd.DataFrame({c: pd.Series(dtype=t) for c, t in types.items()})
    return frame[[*_KEY, "pengurangan_ha"]].astype(types)


def from_conditions(kondisi: pd.DataFrame, satuan: str, regulation: Regulation) -> Book:
    """Return the book that follows from the conditions of one level (method T).

    The initial area is the kumuh area of the first year. ``realisasi`` holds the yearly decrease
    by realised works, ``simulasi`` what all works take away beyond that. A year in which area
    became kumuh again has a negative reduction.
    """
    units = kondisi[kondisi["satuan"] == satuan]
    if units.empty:
        return Book({}, _book_rows(pd.DataFrame()))
    kumuh = units.assign(ha=kumuh_area(units, regulation), kab_kota=_named(units["kab_kota"]))
    wide = kumuh.pivot_table("ha", ["kab_kota", "tahun"], "skenario", aggfunc="sum")
    by_place = wide.groupby(level="kab_kota")
    first = by_place["realisasi"].first()
    years = wide.index.get_level_values("tahun")
    realised = 0.0 - by_place["realisasi"].diff()
    beyond = (wide["realisasi"] - wide["simulasi"]).groupby(level="kab_kota").diff()
    parts = [
        realised[years > years.min()].rename("pengurangan_ha").reset_index(),
        beyond[beyond.abs() > 0].rename("pengurangan_ha").reset_index(),
    ]
    for part, status in zip(parts, ("realisasi", "simulasi"), strict=True):
        part["status"] = status
        part["sumber"] = COMPUTED
    rows = pd.concat([p for p in parts if not p.empty] or [pd.DataFrame()], ignore_index=True)
    return Book({str(k): float(v) for k, v in first.items()}, _book_rows(rows))


def _named(names: pd.Series) -> pd.Series:
    filled: pd.Series = names.fillna(UNNAMED)
    return filled


def initial_area(lokasi: pd.DataFrame) -> dict[str, float]:
    """Return the initial area of each kab/kota [ha]: luas SK, or luas verifikasi where missing."""
    area = lokasi["luas_sk_ha"].fillna(lokasi["luas_verifikasi_ha"])
    sums = area.groupby(_named(lokasi["kab_kota"])).sum()
    return {str(k): float(v) for k, v in sums.items()}


def from_reports(lokasi: pd.DataFrame, pengurangan: pd.DataFrame) -> Book:
    """Return the book of the hectares that teams report (tables Lokasi and Pengurangan).

    A reduction without kab/kota follows its id_lokasi; an empty status counts as ``realisasi``.
    """
    reported = with_location(pengurangan, lokasi).dropna(subset=["pengurangan_ha"])
    reported = reported.assign(
        kab_kota=_named(reported["kab_kota"]),
        tahun=reported["tahun"].fillna(0),
        status=reported["status"].fillna("realisasi"),
        sumber=reported["sumber"].fillna(""),
    )
    sums = reported.groupby(_KEY)["pengurangan_ha"].sum().reset_index()
    return Book(initial_area(lokasi), _book_rows(sums))


def merged(computed: Book, reported: Book, by_conditions: Iterable[str]) -> Book:
    """Return one book: the computed one for the kab/kota named, the reported one for the rest."""
    chosen = set(by_conditions)
    a = computed.of(chosen)
    b = reported.of(p for p in reported.places if p not in chosen)
    rows = [part.rows for part in (a, b) if not part.rows.empty]
    return Book({**a.awal, **b.awal}, _book_rows(pd.concat(rows) if rows else pd.DataFrame()))


def draw_up(book: Book, start: int) -> pd.DataFrame:
    """Return the account (columns COLUMNS) of the whole data set and of each kab/kota.

    Parameters
    ----------
    book : Book
    start : int
        Year of the row of a place without any reduction, which then has 0 ha.

    Notes
    -----
    sisa_t = luas_awal - sum of reductions up to t; persen = that sum / luas_awal x 100, NaN when
    the initial area is 0 or unknown. Realised and open reductions stand by year, simulated ones
    after them. Places without a known initial area have no balance and are left out of the whole,
    unless none has one.
    """
    whole = book.of(book.awal) if book.awal else book
    named = book.of(p for p in book.places if p != UNNAMED)
    rows = pd.concat([whole.rows.assign(kab_kota=WHOLE), named.rows], ignore_index=True)
    total = sum(awal for _, awal in sorted(whole.awal.items())) if whole.awal else float("nan")
    awal = {WHOLE: total, **{p: book.awal.get(p, float("nan")) for p in named.places}}
    still = sorted(set(awal) - set(rows["kab_kota"])) if book.places else []
    rows = pd.concat([rows, _without_reduction(still, start)], ignore_index=True)
    return _balanced(rows, awal)


def _without_reduction(places: list[str], year: int) -> pd.DataFrame:
    frame = pd.DataFrame({"kab_kota": places})
    frame = frame.assign(tahun=year, status="realisasi", sumber="", pengurangan_ha=0.0)
    return _book_rows(frame)


def _balanced(rows: pd.DataFrame, awal: Mapping[str, float]) -> pd.DataFrame:
    sums = rows.groupby(_KEY)["pengurangan_ha"].sum().reset_index()
    order = sums.assign(
        simulated=sums["status"] == "simulasi", rank=sums["status"].map(_STATUS_ORDER)
    )
    keys = ["kab_kota", "simulated", "tahun", "rank", "sumber"]
    account = order.sort_values(keys, ignore_index=True)
    initial = account["kab_kota"].map(awal).astype("float64")
    cumulative = account.groupby("kab_kota")["pengurangan_ha"].cumsum().round(_DECIMALS)
    account = account.assign(
        luas_awal_ha=initial,
        pengurangan_kumulatif_ha=cumulative,
        sisa_ha=(initial - cumulative).round(_DECIMALS) + 0.0,  # 0 without a sign
        persen=(cumulative / initial * 100).where(initial != 0),
    )
    types = {"kab_kota": "str", "status": "str", "sumber": "str", "tahun": "int64"}
    return account[list(COLUMNS)].astype(types)
