"""The account of kumuh area: what there was, what was taken away each year, what is left [ha].

Two ways lead to it: the conditions of RT (by one method), or the hectares that teams report where
no RT data exist. Both give the same ``Book``, so that places of either kind add up to one account.
This is the only balance: awal - pengurangan + kumuh baru = sisa, by state, nothing netted away.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

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

Flows = tuple[float, float, float]  # pengurangan, kumuh baru, tambahan [ha]
_NONE: Flows = (0.0, 0.0, 0.0)
Key = TypeVar("Key", bound=Hashable)


class Booking(NamedTuple):
    """What a booking is for."""

    kab_kota: str
    tahun: int
    status: str
    sumber: str
    dasar: str


@dataclass(frozen=True)
class Book:
    """Initial area by kab/kota [ha] and what was booked against it.

    A kab/kota without a known initial area is not in ``awal``. ``computed`` are the kab/kota of
    RT conditions, ``names`` the base of each kab/kota in words.
    """

    awal: Mapping[str, float]
    rows: Mapping[Booking, Flows]
    computed: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def places(self) -> list[str]:
        """Keys of all kab/kota, sorted."""
        return sorted({*self.awal, *self.booked})

    @property
    def booked(self) -> set[str]:
        """Keys of the kab/kota that anything is booked against."""
        return {booking.kab_kota for booking in self.rows}

    def of(self, places: Iterable[str]) -> Book:
        """Return the book of some kab/kota."""
        wanted = set(places)
        awal = {k: v for k, v in self.awal.items() if k in wanted}
        rows = {
            booking: flows for booking, flows in self.rows.items() if booking.kab_kota in wanted
        }
        names = {k: v for k, v in self.names.items() if k in wanted}
        return Book(awal, rows, self.computed & wanted, names)

    def sums(self, *, done: bool = False) -> dict[str, Flows]:
        """Return the flows of each kab/kota by its name, only of what is ``done`` if asked."""
        rows = [
            (booking.kab_kota, flows)
            for booking, flows in self.rows.items()
            if not done or booking.status not in AHEAD
        ]
        return _sums(rows, sort=True)

    def remainder(self) -> float:
        """Return what is left [ha] by what is done."""
        done = [flows for booking, flows in self.rows.items() if booking.status not in AHEAD]
        gone, new = (np.array([flows[i] for flows in done]).sum() for i in (0, 1))
        return sum(self.awal.values()) - float(gone - new)


@dataclass(frozen=True)
class Later:
    """Units first surveyed after the base: which of a level, and their first year."""

    late: Bools
    first: Ints


def nothing() -> Book:
    """Return the book of a data set without units."""
    return Book({}, {})


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
    flows = (
        *_bookings(healed, 0, units, code, split),
        *_bookings(new, 1, units, code),
        *_bookings(added, 2, units, code),
    )
    awal = {str(k): float(v) for k, v in zip(places, first, strict=True)}
    names = [*awal]
    rows = [
        (Booking(names[place], year, status, source, COMPUTED), own)
        for place, year, status, source, own in flows
    ]
    base = f"pendataan {units.tahun[0]}" if units.tahun[0] else ""
    return Book(awal, _sums(rows), frozenset(awal), dict.fromkeys(awal, base))


def _flows(units: Panel, area_ha: Floats, sign: float) -> dict[str, Floats]:
    """Return the yearly change of an area (years - 1, units) by scenario."""
    change = 0.0 + sign * np.diff(area_ha, axis=1)
    return dict(zip(units.skenario, change, strict=True))


def _bookings(
    flows: Mapping[str, Floats], position: int, units: Panel, code: Ints, split: Split | None = None
) -> Iterator[tuple[int, int, str, str, Flows]]:
    """Yield place, year, status, source and flows of realised works, then of all beyond them.

    A year without reduction is worth telling, unless sources are told apart.
    """
    names, done = _of_sources(flows["realisasi"], "realisasi", units, code, split)
    beyond = _of_sources(flows["simulasi"], "simulasi", units, code, split)[1] - done
    every = position == 0 and split is None
    for status, sums in ((DONE, done), (PLANNED, beyond)):
        told = np.abs(sums) > _NOISE_HA
        if every and status == DONE:
            told[:] = True
        at = (indices.tolist() for indices in np.nonzero(told))
        for year, place, source, hectares in zip(*at, sums[told].tolist(), strict=True):
            own = [0.0, 0.0, 0.0]
            own[position] = hectares
            yield place, units.tahun[year + 1], status, names[source], (own[0], own[1], own[2])


def _of_sources(
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
        return Book(awal, {}, names=base.names), Unused(
            none, none, pd.DataFrame(columns=list(COUNTED_COLUMNS))
        )
    every = pd.concat([base.lokasi, base.aside]) if len(base.aside) else base.lokasi
    reported = with_location(pengurangan, every)
    reported = reported.assign(
        kab_kota=_named(reported["kab_kota"]),
        tahun=reported["tahun"].fillna(reported["tanggal"].dt.year).fillna(0),
        status=states(reported),
        sumber=reported["sumber"].fillna(""),
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
    return Book(awal, _sums([*_reported(kept)]), names=base.names), unused


def _reported(kept: pd.DataFrame) -> Iterator[tuple[Booking, Flows]]:
    """Yield the booking and flows of each row that counts."""
    columns = ("kab_kota", "tahun", "status", "sumber", "pengurangan_ha", "kumuh_baru_ha")
    rows = zip(*(kept[c].tolist() for c in columns), strict=True)
    for place, year, status, source, gone, new in rows:
        yield Booking(place, int(year), status, source, REPORTED), (gone, new, 0.0)


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
    return Book({**a.awal, **b.awal}, {**a.rows, **b.rows}, a.computed, {**a.names, **b.names})


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
    named = [place for place in book.places if place != UNNAMED]
    rows = [(booking._replace(kab_kota=WHOLE), flows) for booking, flows in whole.rows.items()]
    rows += [
        (booking, flows) for booking, flows in book.rows.items() if booking.kab_kota != UNNAMED
    ]
    total = sum(awal for _, awal in sorted(whole.awal.items())) if whole.awal else float("nan")
    awal = {WHOLE: total, **{place: book.awal.get(place, float("nan")) for place in named}}
    still = sorted({*awal} - {booking.kab_kota for booking, _ in rows}) if book.places else []
    computed = book.computed | ({WHOLE} if book.computed else set())
    for place in still:
        basis = COMPUTED if place in computed else REPORTED
        rows.append((Booking(place, start, DONE, "", basis), _NONE))
    return _balanced(_sums(rows, sort=True), awal, {WHOLE: _common_name(whole), **book.names})


def _common_name(book: Book) -> str:
    """Return the base of the whole in words: the only one, or how many there are."""
    said = sorted({name for place, name in book.names.items() if place in book.awal and name})
    return said[0] if len(said) == 1 else f"{len(said)} dasar" if said else ""


def _balanced(
    sums: Mapping[Booking, Flows], awal: Mapping[str, float], names: Mapping[str, str]
) -> pd.DataFrame:
    rows = sorted(sums.items(), key=lambda row: _order(row[0]))
    bookings = [booking for booking, _ in rows]
    flows = _columns(flows for _, flows in rows)
    places = [booking.kab_kota for booking in bookings]
    running = pd.DataFrame(flows.T).groupby(_numbered(places)[1]).cumsum().to_numpy().T
    initial = np.array([awal[place] for place in places], dtype=np.float64)
    cumulative = running[0].round(_DECIMALS)
    with np.errstate(divide="ignore", invalid="ignore"):
        percent = np.where(initial != 0, cumulative / initial * 100, np.nan)
    account = {
        "kab_kota": _texts(places),
        "tahun": np.array([booking.tahun for booking in bookings], dtype=np.int64),
        "status": _texts(booking.status for booking in bookings),
        "sumber": _texts(booking.sumber for booking in bookings),
        "luas_awal_ha": initial,
        "pengurangan_ha": flows[0],
        "pengurangan_kumulatif_ha": cumulative,
        "sisa_ha": (initial - cumulative + running[1]).round(_DECIMALS) + 0.0,  # 0 without a sign
        "persen": percent,
        "dasar": _texts(booking.dasar for booking in bookings),
        "kumuh_baru_ha": flows[1],
        "tambahan_ha": flows[2],
        "dasar_sk": _texts(names.get(place, "") for place in places),
    }
    return pd.DataFrame(account, columns=list(COLUMNS))


def _order(booking: Booking) -> tuple[str, int, int, int, str, str]:
    """Return where a row stands: what is ahead after what is done, each by its year."""
    rank = _STATUS_ORDER[booking.status]
    ahead = rank if booking.status in AHEAD else 0
    return booking.kab_kota, ahead, booking.tahun, rank, booking.sumber, booking.dasar


def _columns(flows: Iterable[Flows]) -> Floats:
    """Return flows as columns: reductions, kumuh baru, tambahan."""
    return np.array([*flows], dtype=np.float64).reshape(-1, len(_NONE)).T.copy()


def _numbered(keys: Sequence[Key], *, sort: bool = False) -> tuple[list[Key], Ints]:
    """Return the different keys, as they come or sorted, and the position of each key in them."""
    different: list[Any] = [*dict.fromkeys(keys)]
    if sort:
        different.sort()
    at = {key: i for i, key in enumerate(different)}
    return different, np.array([at[key] for key in keys], dtype=np.int64)


def _sums(rows: Sequence[tuple[Key, Flows]], *, sort: bool = False) -> dict[Key, Flows]:
    """Return the flows of each key."""
    different, at = _numbered([key for key, _ in rows], sort=sort)
    if len(different) == len(rows):
        own = dict(rows)
        return {key: own[key] for key in different}
    sums = pd.DataFrame(_columns(flows for _, flows in rows).T).groupby(at).sum().to_numpy()
    return {
        key: (gone, new, more)
        for key, (gone, new, more) in zip(different, sums.tolist(), strict=True)
    }


def _texts(words: Iterable[str]) -> pd.api.extensions.ExtensionArray:
    return pd.array([*words], dtype="str")
