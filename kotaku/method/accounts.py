"""The account of kumuh area: what there was, what was taken away each year, what is left [ha].

Two ways lead to it: the conditions of RT (by one method), or the hectares that teams report where
no RT data exist. Both give the same ``Book``, so that places of either kind add up to one account.
This is the only balance: awal - pengurangan + kumuh baru = sisa, by state, nothing netted away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import pandas as pd

from kotaku.checks.states import AHEAD, COUNTED, DONE, OPEN, PLANNED, UNDER_WAY, states
from kotaku.method.assessment import Bools, Floats, Ints
from kotaku.method.bases import UNNAMED, ChosenBase, area
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
    "kumuh_baru_ha",
    "tambahan_ha",
    "dasar_sk",
)
COUNTED_COLUMNS = (
    "id_lokasi", "kab_kota", "tahun", "status", "sumber", "pengurangan_ha", "kumuh_baru_ha",
    "rencana",
)  # fmt: skip
WHOLE = ""  # kab_kota of the rows that stand for the whole data set
COMPUTED = "perhitungan"  # dasar, and sumber unless split, of what follows from RT conditions
REPORTED = "laporan"  # dasar of hectares as teams report them
_NOISE_HA = 1e-12
_DECIMALS = 9  # binary noise of sums must not leave 0,00 ha where nothing is left
_STATUS_ORDER = {DONE: 0, OPEN: 1, UNDER_WAY: 2, PLANNED: 3}
_KEY = ["kab_kota", "tahun", "status", "sumber", "dasar"]
_FLOWS = ["pengurangan_ha", "kumuh_baru_ha", "tambahan_ha"]
_TYPES = dict.fromkeys(_KEY, "str") | {"tahun": "int64"} | dict.fromkeys(_FLOWS, "float64")


@dataclass(frozen=True)
class Book:
    """Initial area by kab/kota [ha] and what was booked against it.

    ``rows`` has kab_kota, tahun, status, sumber, dasar, pengurangan_ha, kumuh_baru_ha and
    tambahan_ha. A kab/kota without a known initial area is not in ``awal``. ``computed`` are the
    kab/kota of RT conditions, ``names`` the base of each kab/kota in words.
    """

    awal: Mapping[str, float]
    rows: pd.DataFrame
    computed: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def places(self) -> list[str]:
        """Keys of all kab/kota, sorted."""
        return sorted({*self.awal, *self.rows["kab_kota"]})

    def of(self, places: Iterable[str]) -> Book:
        """Return the book of some kab/kota."""
        wanted = set(places)
        awal = {k: v for k, v in self.awal.items() if k in wanted}
        rows = self.rows[self.rows["kab_kota"].isin(wanted)]
        names = {k: v for k, v in self.names.items() if k in wanted}
        return Book(awal, rows, self.computed & wanted, names)

    def remainder(self) -> float:
        """Return what is left [ha] by what is done."""
        done = self.rows[~self.rows["status"].isin(AHEAD)]
        gone = float(done["pengurangan_ha"].sum() - done["kumuh_baru_ha"].sum())
        return sum(self.awal.values()) - gone


def _book_rows(frame: pd.DataFrame) -> pd.DataFrame:
    if frame.empty:
        return _no_rows().copy()
    return frame.reindex(columns=list(_TYPES)).fillna(dict.fromkeys(_FLOWS, 0.0)).astype(_TYPES)


@cache
def _no_rows() -> pd.DataFrame:
    return pd.DataFrame({c: pd.Series(dtype=t) for c, t in _TYPES.items()})


@dataclass(frozen=True)
class Later:
    """Units first surveyed after the base: which of a level, and their first year."""

    late: Bools
    first: Ints


def nothing() -> Book:
    """Return the book of a data set without units."""
    return Book({}, _book_rows(pd.DataFrame()))


def from_conditions(
    units: Panel, left: Floats, split: Split | None = None, later: Later | None = None
) -> Book:
    """Return the book that follows from the area still kumuh of the units of one level.

    Parameters
    ----------
    units : Panel
        Scenarios "realisasi" and "simulasi".
    left : (scenarios, years, units) [ha]
        As reduction.still_kumuh gives it; units of unknown area are left out.
    split : Split, optional
        Shares of sources; without it the sumber of all rows is "perhitungan".
    later : Later, optional
        Units first surveyed after the base: told as tambahan, in no balance.

    Notes
    -----
    ``realisasi`` holds the yearly decrease by realised works, ``simulasi`` what all works take
    away beyond that. Area of a unit that was kumuh at the base and becomes so again is a negative
    reduction; that of a unit that was not is kumuh baru.
    """
    left = np.nan_to_num(left)
    more = np.zeros_like(left)
    if later is not None:
        years = np.array(units.tahun)[None, :, None]
        more = np.where(later.late & (years >= later.first), left, 0.0)
        left = np.where(later.late, 0.0, left)
    at_base = left[0, 0] > 0
    code, places = pd.factorize(_named(units.units["kab_kota"]), sort=True)
    first = np.bincount(code, weights=left[0, 0], minlength=len(places))
    healed = _flows(units, np.where(at_base, left, 0.0), -1.0)
    new = _flows(units, np.where(at_base, 0.0, left), 1.0)
    added = _flows(units, more, 1.0)
    parts = [
        _by_source(healed, units, code, split, beyond=False),
        _by_source(healed, units, code, split, beyond=True),
        *_beside(units, code, {"kumuh_baru_ha": new, "tambahan_ha": added}),
    ]
    rows = pd.concat([p for p in parts if len(p)] or parts[:1], ignore_index=True)
    rows["kab_kota"] = places.take(rows.pop("place").to_numpy())
    awal = {str(k): float(v) for k, v in zip(places, first, strict=True)}
    base = f"pendataan {units.tahun[0]}" if units.tahun[0] else ""
    sums = _summed(_book_rows(rows.assign(dasar=COMPUTED)))
    return Book(awal, sums, frozenset(awal), dict.fromkeys(awal, base))


def _beside(
    units: Panel, code: Ints, flows: Mapping[str, Mapping[str, Floats]]
) -> Iterator[pd.DataFrame]:
    """Yield the rows of what stands beside the reductions, where there is any."""
    for name, flow in flows.items():
        for beyond in (False, True):
            rows = _by_source(flow, units, code, None, beyond=beyond)
            rows = rows[rows["pengurangan_ha"].abs() > _NOISE_HA]
            yield rows.rename(columns={"pengurangan_ha": name})


def _flows(units: Panel, area_ha: Floats, sign: float) -> dict[str, Floats]:
    """Return the yearly change of an area (years - 1, units) by scenario."""
    change = 0.0 + sign * np.diff(area_ha, axis=1)
    return dict(zip(units.skenario, change, strict=True))


def _summed(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.groupby(_KEY, sort=False)[_FLOWS].sum().reset_index()


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
            "status": PLANNED if beyond else DONE,
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
    sums = area(lokasi).groupby(_named(lokasi["kab_kota"])).sum()
    return {str(k): float(v) for k, v in sums.items()}


@dataclass(frozen=True)
class Unused:
    """What of the reported reductions does not count.

    ``rows`` has kab_kota, baris (1, or 0 where only the excess is cut off) and pengurangan_ha;
    ``other_base`` those of them that belong to another base; ``counted`` what does count
    (columns COUNTED_COLUMNS, labels of table Pengurangan).
    """

    rows: pd.DataFrame
    other_base: pd.DataFrame
    counted: pd.DataFrame


def from_reports(base: ChosenBase, pengurangan: pd.DataFrame) -> tuple[Book, Unused]:
    """Return the book of the hectares that teams report (Lokasi of one base, Pengurangan).

    A reduction without kab/kota follows its id_lokasi, one without year its date. Rows that were
    called off, whose state cannot be read, or that belong to another base stay out. A location
    and a kab/kota lose no more than they have; what exceeds it stays out too.
    """
    awal = initial_area(base.lokasi)
    if pengurangan.empty:
        none = pd.DataFrame(columns=["kab_kota", "baris", "pengurangan_ha"])
        return Book(awal, _book_rows(pengurangan), names=base.names), Unused(
            none, none, pd.DataFrame(columns=list(COUNTED_COLUMNS))
        )
    every = pd.concat([base.lokasi, base.aside]) if len(base.aside) else base.lokasi
    reported = with_location(pengurangan, every)
    reported = reported.assign(
        kab_kota=_named(reported["kab_kota"]),
        tahun=reported["tahun"].fillna(reported["tanggal"].dt.year).fillna(0),
        status=states(reported),
        sumber=reported["sumber"].fillna(""),
        dasar=REPORTED,
        **{c: reported[c].fillna(0.0) for c in ("pengurangan_ha", "kumuh_baru_ha")},
    )
    outside = _outside(reported, base)
    counted = reported[reported["status"].isin(COUNTED) & ~outside]
    kept = _within(counted, base.lokasi, awal)
    lost = (reported["pengurangan_ha"] - kept["pengurangan_ha"].reindex(reported.index)).fillna(
        reported["pengurangan_ha"]
    )
    out = ~reported.index.isin(counted.index)
    rows = reported[["kab_kota"]].assign(baris=out.astype(float), pengurangan_ha=lost)
    counts = kept.assign(rencana=kept["status"].isin(AHEAD)).sort_index()
    unused = Unused(rows[out | (lost > _NOISE_HA)], rows[outside], counts[list(COUNTED_COLUMNS)])
    return Book(awal, _summed(_book_rows(kept)), names=base.names), unused


def _outside(reported: pd.DataFrame, base: ChosenBase) -> pd.Series[bool]:
    """Tell which rows belong to another base by their year or by their location."""
    span = reported["kab_kota"].map(base.years)
    start = span.map(lambda s: s[0] if isinstance(s, tuple) else 0)
    until = span.map(lambda s: s[1] if isinstance(s, tuple) else 0)
    dated, year = reported["tahun"] > 0, reported["tahun"]
    outside = dated & ((year < start) | ((until > 0) & (year >= until)))
    other = set(base.aside["id_lokasi"].dropna()) - set(base.lokasi["id_lokasi"].dropna())
    return (outside | reported["id_lokasi"].isin(other)).astype("bool")


def _within(rows: pd.DataFrame, lokasi: pd.DataFrame, awal: Mapping[str, float]) -> pd.DataFrame:
    """Return the rows with their reductions held to what the location, then the kab/kota, has."""
    if rows.empty:
        return rows
    order = rows.assign(_rank=rows["status"].map(_STATUS_ORDER).gt(1))
    ordered = order.sort_values(["_rank", "tahun"], kind="stable")
    known = lokasi.dropna(subset=["id_lokasi"])
    by_id = area(known).groupby(known["id_lokasi"]).sum(min_count=1).dropna()
    held = _held(ordered, ordered["id_lokasi"].map(by_id), "id_lokasi")
    return _held(held, held["kab_kota"].map(awal), "kab_kota")


def _held(rows: pd.DataFrame, has: pd.Series[float], key: str) -> pd.DataFrame:
    """Return the rows, in their order, none of a group taking more than is left of it."""
    sums = rows.groupby(key)["pengurangan_ha"].transform("sum")
    if not (sums > has).any():
        return rows
    left: dict[object, float] = {}
    taken = rows["pengurangan_ha"].to_numpy(copy=True)
    new = rows["kumuh_baru_ha"].to_numpy()
    for i, (name, most) in enumerate(zip(rows[key], has, strict=True)):
        if most != most:
            continue
        there = left.get(name, most) + new[i]
        taken[i] = min(taken[i], round(max(there, 0.0), _DECIMALS))
        left[name] = there - taken[i]
    return rows.assign(pengurangan_ha=taken)


def merged(computed: Book, reported: Book, by_conditions: Iterable[str]) -> Book:
    """Return one book: the computed one for the kab/kota named, the reported one for the rest."""
    chosen = set(by_conditions)
    a = computed.of(chosen)
    b = reported.of(p for p in reported.places if p not in chosen)
    rows = [part.rows for part in (a, b) if not part.rows.empty]
    joined = _book_rows(pd.concat(rows) if rows else pd.DataFrame())
    return Book({**a.awal, **b.awal}, joined, a.computed, {**a.names, **b.names})


def draw_up(book: Book, start: int) -> pd.DataFrame:
    """Return the account (columns COLUMNS) of the whole data set and of each kab/kota.

    Parameters
    ----------
    book : Book
    start : int
        Year of the row of a place without any reduction, which then has 0 ha.

    Notes
    -----
    sisa_t = luas_awal - sum of reductions + sum of kumuh baru up to t; persen = the reductions /
    luas_awal x 100, NaN when the initial area is 0 or unknown. Realised and open reductions stand
    by year; what is under way and what is planned stand after them, in that order. Places without
    a known initial area have no balance and are left out of the whole, unless none has one.
    """
    whole = book.of(book.awal) if book.awal else book
    named = book.of(p for p in book.places if p != UNNAMED)
    rows = pd.concat([whole.rows.assign(kab_kota=WHOLE), named.rows], ignore_index=True)
    total = sum(awal for _, awal in sorted(whole.awal.items())) if whole.awal else float("nan")
    awal = {WHOLE: total, **{p: book.awal.get(p, float("nan")) for p in named.places}}
    still = sorted(set(awal) - set(rows["kab_kota"])) if book.places else []
    rows = pd.concat([rows, _without_reduction(still, start, book)], ignore_index=True)
    names = {WHOLE: _common_name(whole), **book.names}
    return _balanced(rows, awal, names)


def _common_name(book: Book) -> str:
    """Return the base of the whole in words: the only one, or how many there are."""
    said = sorted({name for place, name in book.names.items() if place in book.awal and name})
    return said[0] if len(said) == 1 else f"{len(said)} dasar" if said else ""


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


def _balanced(
    rows: pd.DataFrame, awal: Mapping[str, float], names: Mapping[str, str]
) -> pd.DataFrame:
    sums = rows.groupby(_KEY)[_FLOWS].sum().reset_index()
    rank = sums["status"].map(_STATUS_ORDER)
    order = sums.assign(rank=rank, ahead=rank.where(rank > 1, 0))
    keys = ["kab_kota", "ahead", "tahun", "rank", "sumber", "dasar"]
    account = order.sort_values(keys, ignore_index=True)
    initial = account["kab_kota"].map(awal).astype("float64")
    flows = account.groupby("kab_kota")
    cumulative = flows["pengurangan_ha"].cumsum().round(_DECIMALS)
    new = flows["kumuh_baru_ha"].cumsum()
    account = account.assign(
        luas_awal_ha=initial,
        pengurangan_kumulatif_ha=cumulative,
        sisa_ha=(initial - cumulative + new).round(_DECIMALS) + 0.0,  # 0 without a sign
        persen=(cumulative / initial * 100).where(initial != 0),
        dasar_sk=account["kab_kota"].map(names).fillna("").astype("str"),
    )
    types = {c: t for c, t in _TYPES.items() if c in _KEY}
    return account[list(COLUMNS)].astype(types)
