"""The units that a total of the account of area is the sum of, each with its cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from kotaku.checks.states import AHEAD
from kotaku.dataset import Dataset
from kotaku.explain.explanation import Results
from kotaku.method import condition
from kotaku.method.accounts import COMPUTED, REPORTED, WHOLE
from kotaku.method.bases import area as initial
from kotaku.method.panel import panel
from kotaku.method.reduction import still_kumuh
from kotaku.method.services import with_served

COLUMNS = ("nama", "tempat", "luas_awal_ha", "pengurangan_ha", "sisa_ha", "sel")
REST = "Tidak terinci per satuan"
_HECTARES = ["luas_awal_ha", "pengurangan_ha", "sisa_ha"]
_NOISE_HA = 1e-6
_HIGHER = ("kawasan", "kelurahan", "kecamatan", "kab_kota")


def parts(dataset: Dataset, results: Results, account: pd.DataFrame) -> pd.DataFrame:
    """Return COLUMNS: the units behind an account, largest area first; they sum to it [ha].

    Parameters
    ----------
    account : DataFrame
        ``akun_luas`` or what a page selected of it: its last year and scenarios count.

    Notes
    -----
    Units by the method and level of the evaluation where RT data count, locations as reported
    elsewhere. What neither tells is one row of its own, so that the sum is the total.
    """
    whole = account[account["kab_kota"] == WHOLE]
    if whole.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    followed = ways(account)
    frames = []
    if COMPUTED in followed.kinds:
        frames.append(followed.own(_computed(dataset, results, account), COMPUTED))
    if REPORTED in followed.kinds:
        frames.append(followed.own(_reported(dataset, results, account), REPORTED))
    known = pd.concat(frames, ignore_index=True)
    known = known[(known[_HECTARES].abs() > _NOISE_HA).any(axis=1)]
    known = known.sort_values("luas_awal_ha", ascending=False, kind="stable")
    return _complete(known, whole)[list(COLUMNS)]


@dataclass(frozen=True)
class Ways:
    """Which way leads to the area of an account: RT conditions, reports, or either by kab/kota."""

    kinds: frozenset[str]
    of: Mapping[str, str]  # kab/kota with a known area -> its way; WHOLE: rows without kab/kota

    @property
    def mixed(self) -> bool:
        """Whether hectares are computed in some kab/kota and reported in others."""
        return len(self.kinds) > 1

    def own(self, rows: pd.DataFrame, kind: str) -> pd.DataFrame:
        """Return the rows (with kab_kota) that stand behind the account by one of the ways."""
        if not self.mixed:
            return rows if kind in self.kinds else rows.iloc[:0]
        return rows[rows["kab_kota"].fillna(WHOLE).map(self.of) == kind]


def ways(account: pd.DataFrame) -> Ways:
    """Return the ways of an account; a place without a known initial area is no part of it."""
    known = account[account["luas_awal_ha"].notna()]
    rows = known if len(known) else account
    named = {**dict(zip(rows["kab_kota"], rows["dasar"], strict=True)), WHOLE: REPORTED}
    return Ways(frozenset(rows["dasar"]), named)


def counted(results: Results, account: pd.DataFrame) -> pd.DataFrame:
    """Return the reported reductions (labels of the table) that count in an account."""
    gone, last = results.laporan, account["tahun"].max()
    within = gone["status"].isin(set(account["status"])) & (gone["tahun"] <= last)
    return gone[within.astype("bool")]


def _complete(known: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """Return the units with one more row for what they do not tell of the whole."""
    told = known[_HECTARES].sum()
    awal, gone = float(whole["luas_awal_ha"].iloc[0]), float(whole["pengurangan_ha"].sum())
    left = float(whole["sisa_ha"].iloc[-1])
    rest = pd.Series([awal, gone, left], _HECTARES) - told
    if (rest.abs() <= _NOISE_HA).all():
        return known
    row = pd.DataFrame([{"nama": REST, "tempat": "", **rest.to_dict(), "sel": ""}])
    return pd.concat([known, row], ignore_index=True)


def _computed(dataset: Dataset, results: Results, account: pd.DataFrame) -> pd.DataFrame:
    settings, kondisi = results.settings, results.kondisi
    if settings.layanan80:
        kondisi = with_served(kondisi, results.regulation, settings.layanan80_per)
    shown = panel(kondisi, settings.satuan)
    left = still_kumuh(shown, settings.metode, results.regulation)
    at = {name: position for position, name in enumerate(shown.skenario)}
    scenario = "simulasi" if account["status"].isin(AHEAD).any() else "realisasi"
    last = max(0, sum(year <= account["tahun"].max() for year in shown.tahun) - 1)
    units = shown.units.assign(
        luas_awal_ha=left[at["realisasi"], 0],
        sisa_ha=left[at[scenario], last],
    ).fillna({"luas_awal_ha": 0.0, "sisa_ha": 0.0})
    units = units[~units["id_unit"].isin(results.tambahan)]
    gone = units["luas_awal_ha"] - units["sisa_ha"]
    return units.assign(
        pengurangan_ha=gone.where(units["luas_awal_ha"] > 0, 0.0),
        tempat=_place(units, settings.satuan),
        sel=units["id_unit"].map(_unit_cells(dataset, results, settings.satuan)).fillna(""),
    )


def _reported(dataset: Dataset, results: Results, account: pd.DataFrame) -> pd.DataFrame:
    lokasi, rows = results.lokasi, counted(results, account)
    sums = rows.groupby("id_lokasi")["pengurangan_ha"].sum()
    new = lokasi["id_lokasi"].map(rows.groupby("id_lokasi")["kumuh_baru_ha"].sum()).fillna(0.0)
    area = initial(lokasi).fillna(0.0)
    less = lokasi["id_lokasi"].map(sums).fillna(0.0).astype("float64")
    name = lokasi["kelurahan"].fillna(lokasi["kawasan"]).fillna(lokasi["id_lokasi"])
    return lokasi.assign(
        nama=name,
        tempat=lokasi["kab_kota"].fillna(""),
        luas_awal_ha=area,
        pengurangan_ha=less,
        sisa_ha=area - less + new.astype("float64"),
        sel=row_cells(dataset, "lokasi", "luas_sk_ha").reindex(lokasi.index),
    )


def _place(units: pd.DataFrame, satuan: str) -> pd.Series:
    higher = _HIGHER[_HIGHER.index(satuan) + 1 :] if satuan in _HIGHER else _HIGHER
    found = pd.Series("", index=units.index)
    for column in higher[:2]:
        name = units[column].fillna("")
        between = (found != "") & (name != "")
        found = found + pd.Series(", ", index=units.index).where(between, "") + name
    return found


def row_cells(dataset: Dataset, table: str, column: str) -> pd.Series:
    """Return the address of one column in each row of a table; "" where the sheet has none."""
    frame = dataset.table(table)
    known = {i: s for i, s in enumerate(dataset.sources) if s.table == table}
    head = {i: f"{s.sheet}!{s.columns[column]}" for i, s in known.items() if column in s.columns}
    start = frame["_sumber"].map(head)
    cells: pd.Series = (start + frame["_baris"].astype("str")).fillna("")
    return cells


def _unit_cells(dataset: Dataset, results: Results, satuan: str) -> dict[str, str]:
    """Return where the area of each unit stands; of a group its first cell and number of RT."""
    rt = dataset.table("rt")
    cells = row_cells(dataset, "rt", "luas_verifikasi_ha")
    own = dict(zip(rt["id_rt"], cells, strict=True))
    if satuan == "rt":
        return own
    kondisi = results.kondisi
    members = kondisi[kondisi["satuan"] == "rt"].drop_duplicates("id_unit")
    groups = condition.group_ids(members, satuan)
    first = members["id_unit"].map(own).groupby(groups).agg(["first", "size"])
    return {str(unit): f"{row['first']} … ({row['size']} RT)" for unit, row in first.iterrows()}
