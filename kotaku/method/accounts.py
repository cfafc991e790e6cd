"""The account of kumuh area: what there was, what was taken away each year, what is left [ha].

Two ways lead to it: the conditions of RT (by one method), or the hectares that teams report where
no RT data exist. Both give the same ``Book``, so that places of either kind add up to one account.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from kotaku.method.assessment import Floats, Ints
from kotaku.method.evidence import with_location
from kotaku.method.panel import Panel
from kotaku.method.split import BY_SURVEY, Split

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
    "dasar",
)
WHOLE = ""  # kab_kota of the rows that stand for the whole data set
UNNAMED = ""  # key of units without a kab/kota: they count in the whole only
COMPUTED = "perhitungan"  # dasar, and sumber unless split, of what follows from RT conditions
REPORTED = "laporan"  # dasar of hectares as teams report them
_NOISE_HA = 1e-12
_DECIMALS = 9  # binary noise of sums must not leave 0,00 ha where nothing is left
_STATUS_ORDER = {"realisasi": 0, "terbuka": 1, "simulasi": 2}
_KEY = ["kab_kota", "tahun", "status", "sumber", "dasar"]
_TYPES = dict.fromkeys(_KEY, "str") | {"tahun": "int64", "pengurangan_ha": "float64"}


@dataclass(frozen=True)
class Book:
    """Initial area by kab/kota [ha] and the reductions booked against it.

    ``rows`` has kab_kota, tahun, status, sumber, dasar, pengurangan_ha. A kab/kota without a known
    initial area is not in ``awal``. ``computed`` are the kab/kota of RT conditions.
    """

    awal: Mapping[str, float]
    rows: pd.DataFrame
    computed: frozenset[str] = frozenset()

    @property
    def places(self) -> list[str]:
        """Keys of all kab/kota, sorted."""
        return sorted({*self.awal, *self.rows["kab_kota"]})

    def of(self, places: Iterable[str]) -> Book:
        """Return the book of some kab/kota."""
        wanted = set(places)
        awal = {k: v for k, v in self.awal.items() if k in wanted}
        rows = self.rows[self.rows["kab_kota"].isin(wanted)]
        return Book(awal, rows, self.computed & wanted)

    def remainder(self) -> float:
        """Return what is left [ha] after all reductions."""
        return sum(self.awal.values()) - float(self.rows["pengurangan_ha"].sum())


def _book_rows(frame: pd.DataFrame) -> pd.DataFrame:
    if frame.empty:
        return _no_rows().copy()
    return frame[list(_TYPES)].astype(_TYPES)


@cache
def _no_rows() -> pd.DataFrame:
    return pd.DataFrame({c: pd.Series(dtype=t) for c, t in _TYPES.items()})


def nothing() -> Book:
    """Return the book of a data set without units."""
    return Book({}, _book_rows(pd.DataFrame()))


def from_conditions(units: Panel, left: Floats, split: Split | None = None) -> Book:
    """Return the book that follows from the area still kumuh of the units of one level.

    Parameters
    ----------
    units : Panel
        Scenarios "realisasi" and "simulasi".
    left : (scenarios, years, units) [ha]
        As reduction.still_kumuh gives it; units of unknown area are left out.
    split : Split, optional
        Shares of sources; without it the sumber of all rows is "perhitungan".

    Notes
    -----
    ``realisasi`` holds the yearly decrease by realised works, ``simulasi`` what all works take
    away beyond that. A year in which area became kumuh again has a negative reduction.
    """
    left = np.nan_to_num(left)
    code, places = pd.factorize(_named(units.units["kab_kota"]), sort=True)
    first = np.bincount(code, weights=left[0, 0], minlength=len(places))
    gone = dict(zip(units.skenario, 0.0 - np.diff(left, axis=1), strict=True))
    parts = [
        _by_source(gone, units, code, split, beyond=False),
        _by_source(gone, units, code, split, beyond=True),
    ]
    rows = pd.concat(parts, ignore_index=True)
    rows["kab_kota"] = places.take(rows.pop("place").to_numpy())
    awal = {str(k): float(v) for k, v in zip(places, first, strict=True)}
    return Book(awal, _book_rows(rows.assign(dasar=COMPUTED)), frozenset(awal))


def _by_source(
    gone: Mapping[str, Floats], units: Panel, code: Ints, split: Split | None, *, beyond: bool
) -> pd.DataFrame:
    """Return the rows of realised works, or of what all works take ``beyond`` them."""
    names, sums = _sums(gone["realisasi"], "realisasi", units, code, split)
    if beyond:
        sums = _sums(gone["simulasi"], "simulasi", units, code, split)[1] - sums
    year, place, source = np.indices(sums.shape).reshape(3, -1)
    frame = pd.DataFrame(
        {
            "place": place,
            "tahun": np.array(units.tahun[1:], dtype=np.int64)[year],
            "status": "simulasi" if beyond else "realisasi",
            "sumber": np.array(names)[source],
            "pengurangan_ha": sums.reshape(-1),
        }
    )
    if split is None and not beyond:
        return frame  # a year without reduction is worth telling
    return frame[frame["pengurangan_ha"].abs() > _NOISE_HA]


def _sums(
    gone: Floats, scenario: str, units: Panel, code: Ints, split: Split | None
) -> tuple[list[str], Floats]:
    """Return the names of the sources and the reductions (years - 1, places, sources) [ha]."""
    rest = gone
    named: list[str] = []
    parts: list[Floats] = []
    n_places = int(code.max()) + 1 if len(code) else 0
    if split is not None:
        named = list(split.names)
        at = pd.Index(units.units["id_unit"]).get_indexer(split.ids)
        found = at >= 0
        shares = split.share[scenario][1:, found]
        own = gone[:, at[found], None] * np.where(gone[:, at[found], None] > 0, shares, 0.0)
        parts = [_by_place(own[:, :, k], code[at[found]], n_places) for k in range(len(named))]
        rest = gone.copy()
        rest[:, at[found]] -= own.sum(axis=2)
    parts.append(_by_place(rest, code, n_places))
    return [*named, COMPUTED if split is None else BY_SURVEY], np.stack(parts, axis=2)


def _by_place(values: Floats, code: Ints, n_places: int) -> Floats:
    sums = [np.bincount(code, weights=row, minlength=n_places) for row in values]
    return np.array(sums, dtype=np.float64).reshape(len(values), n_places)


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
    if pengurangan.empty:
        return Book(initial_area(lokasi), _book_rows(pengurangan))
    reported = with_location(pengurangan, lokasi).dropna(subset=["pengurangan_ha"])
    reported = reported.assign(
        kab_kota=_named(reported["kab_kota"]),
        tahun=reported["tahun"].fillna(0),
        status=reported["status"].fillna("realisasi"),
        sumber=reported["sumber"].fillna(""),
        dasar=REPORTED,
    )
    sums = reported.groupby(_KEY)["pengurangan_ha"].sum().reset_index()
    return Book(initial_area(lokasi), _book_rows(sums))


def merged(computed: Book, reported: Book, by_conditions: Iterable[str]) -> Book:
    """Return one book: the computed one for the kab/kota named, the reported one for the rest."""
    chosen = set(by_conditions)
    a = computed.of(chosen)
    b = reported.of(p for p in reported.places if p not in chosen)
    rows = [part.rows for part in (a, b) if not part.rows.empty]
    joined = _book_rows(pd.concat(rows) if rows else pd.DataFrame())
    return Book({**a.awal, **b.awal}, joined, a.computed)


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
    rows = pd.concat([rows, _without_reduction(still, start, book)], ignore_index=True)
    return _balanced(rows, awal)


def _without_reduction(places: list[str], year: int, book: Book) -> pd.DataFrame:
    if not places:
        return _no_rows()
    computed = book.computed | ({WHOLE} if book.computed else set())
    frame = pd.DataFrame({"kab_kota": places})
    frame = frame.assign(
        tahun=year,
        status="realisasi",
        sumber="",
        dasar=[COMPUTED if p in computed else REPORTED for p in places],
        pengurangan_ha=0.0,
    )
    return _book_rows(frame)


def _balanced(rows: pd.DataFrame, awal: Mapping[str, float]) -> pd.DataFrame:
    sums = rows.groupby(_KEY)["pengurangan_ha"].sum().reset_index()
    order = sums.assign(
        simulated=sums["status"] == "simulasi", rank=sums["status"].map(_STATUS_ORDER)
    )
    keys = ["kab_kota", "simulated", "tahun", "rank", "sumber", "dasar"]
    account = order.sort_values(keys, ignore_index=True)
    initial = account["kab_kota"].map(awal).astype("float64")
    cumulative = account.groupby("kab_kota")["pengurangan_ha"].cumsum().round(_DECIMALS)
    account = account.assign(
        luas_awal_ha=initial,
        pengurangan_kumulatif_ha=cumulative,
        sisa_ha=(initial - cumulative).round(_DECIMALS) + 0.0,  # 0 without a sign
        persen=(cumulative / initial * 100).where(initial != 0),
    )
    types = {c: t for c, t in _TYPES.items() if c in _KEY}
    return account[list(COLUMNS)].astype(types)
