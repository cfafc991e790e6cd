"""Which base the account stands on, and the passage from an old decree to a renewed one.

One base per account: areas of different bases are never summed, and what a renewed decree kept,
dropped and added is shown row by row. Source of the need: three printed starts of Jawa Timur and
Jawa Tengah, and slum area that grew as decrees were renewed; the rule is inferred.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from kotaku.checks import bases
from kotaku.checks.bases import Base
from kotaku.findings import Finding, finding
from kotaku.words.numbers import format_number

PASSAGE = (
    "kab_kota", "dasar_lama", "dasar_baru", "kelurahan", "kawasan", "luas_lama_ha",
    "luas_baru_ha", "perubahan",
)  # fmt: skip
KEPT, DROPPED, ADDED = "tetap", "keluar", "baru"
UNNAMED = ""


@dataclass(frozen=True)
class ChosenBase:
    """The locations of the base that is used.

    ``lokasi`` are its rows, ``aside`` those of other bases. By kab/kota: ``names`` of the base,
    and ``years`` (first year, first year that no longer belongs to it; 0 unknown). ``passage``
    has PASSAGE, one row per place of an old and its renewed list.
    """

    lokasi: pd.DataFrame
    aside: pd.DataFrame
    names: Mapping[str, str]
    years: Mapping[str, tuple[int, int]]
    passage: pd.DataFrame
    findings: tuple[Finding, ...] = ()


@dataclass
class _List:
    """What one decree lists, with the later ones that add to it: row labels and its bases."""

    rows: list[int] = field(default_factory=list)
    bases: list[Base] = field(default_factory=list)
    places: set[tuple[str, str]] = field(default_factory=set)

    @property
    def year(self) -> int:
        """Year of its first decree; 0 unknown."""
        return self.bases[0].tahun

    def lists(self, places: Iterable[tuple[str, str]]) -> bool:
        """Tell whether any of the places is listed here; a kelurahan holds its kawasan."""
        towns = {town for town, _ in self.places}
        bare = {town for town, block in self.places if not block}
        return any(
            place in self.places or (place[0] in bare) or (not place[1] and place[0] in towns)
            for place in places
        )


def area(lokasi: pd.DataFrame) -> pd.Series[float]:
    """Return the initial area of each location [ha]: luas SK, or luas verifikasi where missing."""
    return lokasi["luas_sk_ha"].fillna(lokasi["luas_verifikasi_ha"])


def choose(lokasi: pd.DataFrame, day: date | None = None, wanted: str = "") -> ChosenBase:
    """Return the locations of one base for each kab/kota.

    Parameters
    ----------
    lokasi : table Lokasi
    day : data date; a decree of a later year is not used yet
    wanted : kind, number or year of the base to use; the newest decree when ""

    Lists of another kind (dasar) than that of most of the area stay aside. A decree that lists
    places of an earlier one again renews it; one that lists others only adds to it.
    """
    if lokasi.empty:
        return ChosenBase(lokasi, lokasi, {}, {}, pd.DataFrame(columns=list(PASSAGE)))
    frame = lokasi.reset_index(drop=True)
    every = _bases(frame)
    kind = _kind(frame, every, wanted)
    of_kind = [i for i, base in enumerate(every) if base.dasar == kind]
    used: list[int] = []
    names: dict[str, str] = {}
    years: dict[str, tuple[int, int]] = {}
    passages: list[pd.DataFrame] = []
    findings = _other_kind(frame, every, kind)
    places = frame["kab_kota"].fillna(UNNAMED)
    for place, rows in places.iloc[of_kind].groupby(places.iloc[of_kind]).groups.items():
        lists = _lists(frame, every, [int(i) for i in rows])
        at = _current(frame, lists, day, wanted)
        used += lists[at].rows
        names[str(place)] = _names(frame, lists[at].rows)
        years[str(place)] = _years(frame, lists, at)
        if at > 0:
            passages.append(_passage(frame, str(place), lists[at - 1], lists[at]))
            findings.append(_renewed(passages[-1]))
    rest = frame.index.difference(used)
    passage = pd.concat(passages) if passages else pd.DataFrame(columns=list(PASSAGE))
    return ChosenBase(
        lokasi.iloc[sorted(used)],
        lokasi.iloc[rest],
        names,
        years,
        passage.reset_index(drop=True),
        tuple(findings),
    )


def _bases(frame: pd.DataFrame) -> list[Base]:
    columns = [c for c in ("nomor_sk", "tahun_sk", "dasar") if c in frame.columns]
    said = [frame[c].to_numpy(dtype=object, na_value=None).tolist() for c in columns]
    rows = [*zip(*said, strict=True)]
    known = {row: bases.base_of(dict(zip(columns, row, strict=True))) for row in {*rows}}
    return [known[row] for row in rows]


def _kind(frame: pd.DataFrame, every: Sequence[Base], wanted: str) -> str:
    """Return the kind that is wanted, else that of most of the area."""
    kinds = pd.Series([b.dasar for b in every], index=frame.index, dtype="str")
    asked = bases.base_of({"dasar": wanted}).dasar if wanted else ""
    if asked in set(kinds):
        return asked
    if kinds.nunique() < 2:
        return str(kinds.iloc[0]) if len(kinds) else bases.USUAL
    return str(area(frame).groupby(kinds).sum().idxmax())


def _lists(frame: pd.DataFrame, every: Sequence[Base], rows: list[int]) -> list[_List]:
    """Return the lists of one kab/kota, the oldest first."""
    groups: dict[Base, list[int]] = {}
    for i in rows:
        groups.setdefault(every[i], []).append(i)
    blank = Base(0, every[rows[0]].dasar, "")
    lists: list[_List] = []
    for base in sorted(groups, key=lambda b: (b.tahun, groups[b][0])):
        members = groups[base]
        places = _places(frame.loc[members])
        last = lists[-1] if lists else None
        renews = last is not None and base != blank and last.lists(places)
        if last is None or (renews and any(bases.differs(base, b) for b in last.bases)):
            lists.append(_List())
        lists[-1].rows += members
        lists[-1].bases.append(base)
        lists[-1].places |= set(places)
    return lists


def _places(rows: pd.DataFrame) -> list[tuple[str, str]]:
    town, block = (rows[c].fillna("").str.strip().str.casefold() for c in ("kelurahan", "kawasan"))
    bare = (town == "") & (block == "")
    town = town.mask(bare, rows["id_lokasi"].fillna("").astype("str"))
    return list(zip(town, block, strict=True))


def _current(frame: pd.DataFrame, lists: Sequence[_List], day: date | None, wanted: str) -> int:
    """Return the list to use: the one that is wanted, else the newest up to the data date."""
    plain = wanted.strip().casefold()
    if plain:
        for at, own in enumerate(lists):
            said = {bases.label(r).casefold() for r in frame.loc[own.rows].to_dict("records")}
            if plain == str(own.year) or any(plain in words for words in said):
                return at
    if day is None:
        return len(lists) - 1
    return max((at for at, own in enumerate(lists) if own.year <= day.year), default=0)


def _names(frame: pd.DataFrame, rows: Sequence[int]) -> str:
    said = dict.fromkeys(bases.label(r) for r in frame.loc[list(rows)].to_dict("records"))
    return "; ".join(words for words in said if words)


def _years(frame: pd.DataFrame, lists: Sequence[_List], at: int) -> tuple[int, int]:
    """Return from which year on, and before which, reductions belong to a list; 0 for no end."""
    until = lists[at + 1].year if at + 1 < len(lists) else 0
    if len(lists) > 1:
        return (lists[at].year if at else 0), until
    written = frame.loc[lists[at].rows, "tahun_sk"].dropna()
    return (int(written.min()) if len(written) else 0), until


def _passage(frame: pd.DataFrame, place: str, old: _List, new: _List) -> pd.DataFrame:
    sides = []
    for rows in (old.rows, new.rows):
        side = frame.loc[rows, ["kelurahan", "kawasan"]].assign(luas=area(frame.loc[rows]))
        key = [" ".join(p).strip() for p in _places(frame.loc[rows])]
        sides.append(side.assign(key=key).drop_duplicates("key").set_index("key"))
    before, after = sides
    joined = before.add_suffix("_lama").join(after.add_suffix("_baru"), how="outer")
    gone, came = joined["luas_baru"].isna(), joined["luas_lama"].isna()
    found = pd.DataFrame(
        {
            "kab_kota": place,
            "dasar_lama": _names(frame, old.rows),
            "dasar_baru": _names(frame, new.rows),
            "kelurahan": joined["kelurahan_baru"].fillna(joined["kelurahan_lama"]),
            "kawasan": joined["kawasan_baru"].fillna(joined["kawasan_lama"]),
            "luas_lama_ha": joined["luas_lama"],
            "luas_baru_ha": joined["luas_baru"],
            "perubahan": [
                DROPPED if g else ADDED if c else KEPT for g, c in zip(gone, came, strict=True)
            ],
        }
    )
    return found[list(PASSAGE)]


def _renewed(passage: pd.DataFrame) -> Finding:
    first = passage.iloc[0]
    counts = passage["perubahan"].value_counts()
    return finding(
        "SK-DIPERBARUI",
        place=first["kab_kota"],
        wilayah=first["kab_kota"] or "Data tanpa kab/kota",
        lama=first["dasar_lama"] or "SK lama",
        baru=first["dasar_baru"] or "SK baru",
        luas_lama=format_number(float(passage["luas_lama_ha"].sum())),
        luas_baru=format_number(float(passage["luas_baru_ha"].sum())),
        tetap=int(counts.get(KEPT, 0)),
        keluar=int(counts.get(DROPPED, 0)),
        tambah=int(counts.get(ADDED, 0)),
    )


def _other_kind(frame: pd.DataFrame, every: Sequence[Base], kind: str) -> list[Finding]:
    other = pd.Series([b.dasar for b in every], index=frame.index, dtype="str")
    found: list[Finding] = []
    if (other == kind).all():
        return found
    for name, rows in frame[other != kind].groupby(other[other != kind]):
        said = _names(frame, list(rows.index)) or str(name)
        luas = format_number(float(area(rows).sum()))
        found.append(finding("DASAR-BERBEDA", value=said, jumlah=len(rows), luas=luas))
    return found
