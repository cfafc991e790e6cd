"""The area account of each unit or location [ha]; the rows add up to the account exactly."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kotaku.checks.states import AHEAD
from kotaku.evaluation import Evaluation
from kotaku.method.accounts import COMPUTED, WHOLE
from kotaku.method.bases import area
from kotaku.method.panel import panel
from kotaku.method.reduction import still_kumuh
from kotaku.method.services import with_served
from kotaku.view import units_now

STATUS = ("realisasi", "simulasi", "terbuka")
PARTS = ("awal_ha", *(f"{s}_ha" for s in STATUS), "kumuh_baru_ha")
COLUMNS = (
    "kunci",  # what a row of another snapshot is the same unit by
    "alias",  # its place names, for when the keys were given anew
    "jenis",
    "kab_kota",
    "tempat",
    "nama",
    *PARTS,
    "sisa_ha",
    "luas_ha",
    "nilai",
    "tingkat",
)
REPORTED_UNIT = "lokasi"
PLACELESS = "tanpa_lokasi"  # what the account holds beyond its units: reported for a place only
_DECIMALS = 9  # as in the account: binary noise is no hectare
_NUMBERS = (*PARTS, "sisa_ha", "luas_ha", "nilai")


def reported_only(akun_luas: pd.DataFrame) -> bool:
    """Tell whether the account holds nothing but hectares as teams report them."""
    return not (akun_luas["dasar"] == COMPUTED).any()


def rows_of(
    evaluation: Evaluation,
    account: pd.DataFrame,
    *,
    simulasi: bool,
    tahun: int | None,
) -> pd.DataFrame:
    """Return the account by unit (where it follows from RT) or location, columns COLUMNS.

    Parameters
    ----------
    evaluation : the figures of a data set
    account : DataFrame
        ``akun_luas`` under the same choice of simulation and last year; places without a known
        initial area have no balance and no rows.
    simulasi, tahun : whether simulated reductions count, and the last year that does

    Notes
    -----
    sisa = awal - realisasi - terbuka + kumuh baru in every row, for a plan takes nothing away;
    what is under way stands under simulasi. What a kab/kota or the whole data set has beyond its
    units is a row of its own (jenis PLACELESS), so that sums always close.
    """
    known = account[account["luas_awal_ha"].notna()]
    if not (known["kab_kota"] == WHOLE).any():
        return _typed(pd.DataFrame())
    by_place = _totals(known)
    parts = [
        _units(evaluation, known, simulasi=simulasi, tahun=tahun),
        _locations(evaluation, known, simulasi=simulasi, tahun=tahun),
    ]
    rows = pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)
    return _typed(with_sisa(_closed(rows, by_place)))


def _totals(account: pd.DataFrame) -> pd.DataFrame:
    """Return PARTS of each kab/kota and of the whole by kab_kota."""
    moved = _by_state(account, account["kab_kota"])
    moved.insert(0, "awal_ha", account.groupby("kab_kota")["luas_awal_ha"].first())
    return moved


def _by_state(rows: pd.DataFrame, keys: pd.Series) -> pd.DataFrame:
    """Return the reductions by STATUS and kumuh baru of each key [ha]."""
    state = rows["status"].where(~rows["status"].isin(AHEAD), "simulasi")
    sums = rows.pivot_table(index=keys, columns=state, values="pengurangan_ha", aggfunc="sum")
    moved = sums.reindex(columns=list(STATUS)).fillna(0.0).add_suffix("_ha")
    new = rows["kumuh_baru_ha"].where(~rows["status"].isin(AHEAD), 0.0)
    return moved.assign(kumuh_baru_ha=new.groupby(keys).sum())


def _units(
    evaluation: Evaluation, account: pd.DataFrame, *, simulasi: bool, tahun: int | None
) -> pd.DataFrame:
    """Return the units of the places whose account follows from RT conditions."""
    computed = set(account.loc[account["dasar"] == COMPUTED, "kab_kota"])
    used, rules = evaluation.settings, evaluation.regulation
    if not computed or evaluation.kondisi.empty:
        return pd.DataFrame()
    kondisi = evaluation.kondisi
    if used.layanan80:
        kondisi = with_served(kondisi, rules, used.layanan80_per)
    units = panel(kondisi, used.satuan)
    left = np.nan_to_num(still_kumuh(units, used.metode, rules))
    last = max(t for t, year in enumerate(units.tahun) if t == 0 or tahun is None or year <= tahun)
    done = left[units.skenario.index("realisasi")]
    all_works = left[units.skenario.index("simulasi")][last] if simulasi else done[last]
    at_base = done[0] > 0
    frame = units.units.assign(
        kunci=used.satuan + ":" + units.units["id_unit"],
        jenis=used.satuan,
        awal_ha=done[0],
        realisasi_ha=np.where(at_base, done[0] - done[last], 0.0),
        simulasi_ha=np.where(at_base, done[last] - all_works, 0.0),
        terbuka_ha=0.0,
        kumuh_baru_ha=np.where(at_base, 0.0, done[last]),
    )
    now = units_now(kondisi, satuan=used.satuan, simulasi=False, sampai_tahun=tahun)
    state = now.set_index("id_unit")[["total_nilai", "tingkat"]].reindex(frame["id_unit"])
    frame["nilai"], frame["tingkat"] = state["total_nilai"].array, state["tingkat"].array
    frame["kab_kota"] = frame["kab_kota"].fillna(WHOLE)
    inside = ~frame["id_unit"].isin(evaluation.tambahan)
    return _named(frame[frame["kab_kota"].isin(computed) & inside])


def _locations(
    evaluation: Evaluation, account: pd.DataFrame, *, simulasi: bool, tahun: int | None
) -> pd.DataFrame:
    """Return the locations of the places whose hectares are as reported."""
    computed = set(account.loc[account["dasar"] == COMPUTED, "kab_kota"])
    places = set(account["kab_kota"]) - computed - {WHOLE}
    lokasi = evaluation.lokasi
    lokasi = lokasi[lokasi["kab_kota"].isin(places)]
    if lokasi.empty:
        return pd.DataFrame()
    frame = lokasi.assign(
        nama=lokasi["kelurahan"].fillna(lokasi["kawasan"]).fillna(lokasi["id_lokasi"]),
        jenis=REPORTED_UNIT,
        awal_ha=area(lokasi).fillna(0.0),
        tingkat="",
        nilai=np.nan,
    )
    frame["luas_ha"] = frame["awal_ha"]
    named = _named(frame)
    own = frame["id_lokasi"].notna()
    named["kunci"] = (REPORTED_UNIT + ":" + frame["id_lokasi"]).where(own, named["alias"])
    summed = named.groupby("kunci", sort=False).agg(
        {c: "sum" if c in ("awal_ha", "luas_ha") else "first" for c in named if c != "kunci"}
    )
    moved = _reported(evaluation, simulasi=simulasi, tahun=tahun)
    moved = moved.reindex(summed.index).fillna(0.0)
    return summed.assign(**{c: moved[c] for c in moved}).reset_index()


def _reported(evaluation: Evaluation, *, simulasi: bool, tahun: int | None) -> pd.DataFrame:
    """Return the reported reductions of each location [ha] by status; those of no location left."""
    rows = evaluation.laporan
    keep = rows["id_lokasi"].notna() & (~rows["rencana"].astype("bool") | simulasi)
    if tahun is not None:
        keep &= rows["tahun"] <= tahun
    rows = rows[keep.astype("bool")]
    return _by_state(rows, (REPORTED_UNIT + ":" + rows["id_lokasi"]).rename("kunci"))


def _named(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with ``tempat`` to read and ``alias`` to match by."""
    small = [frame[c].fillna("") for c in ("kelurahan", "kawasan", "kecamatan")]
    place = small[0].where(small[0] != "", small[1]).where(lambda s: s != "", small[2])
    names = [frame["jenis"], frame["kab_kota"].fillna(""), *small, frame["nama"].fillna("")]
    joined = names[0]
    for part in names[1:]:
        joined = joined + "|" + part.str.split().str.join(" ").str.casefold()
    return frame.assign(tempat=place, alias=joined)


def _closed(rows: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    """Add a row for what each place, and then the whole, holds beyond its units."""
    sums = _typed(rows).groupby("kab_kota")[list(PARTS)].sum()
    beyond = totals.drop(index=WHOLE) - sums.reindex(totals.index.drop(WHOLE)).fillna(0.0)
    beyond = beyond.round(_DECIMALS)
    whole = totals.loc[WHOLE] - sums.sum() - beyond.sum()
    beyond.loc[WHOLE] = whole.round(_DECIMALS)
    extra = beyond[(beyond != 0).any(axis=1)].rename_axis("kab_kota").reset_index()
    if extra.empty:
        return rows
    extra = extra.assign(
        kunci=PLACELESS + ":" + extra["kab_kota"],
        alias=PLACELESS + "|" + extra["kab_kota"],
        jenis=PLACELESS,
        tempat="",
        nama="Tidak dirinci per lokasi",
        tingkat="",
        luas_ha=0.0,
    )
    return pd.concat([rows, extra], ignore_index=True) if len(rows) else extra


def with_sisa(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with what is left of each [ha]."""
    known = rows.reindex(columns=[*PARTS]).fillna(0.0)
    left = known["awal_ha"] - known["realisasi_ha"] - known["terbuka_ha"] + known["kumuh_baru_ha"]
    return rows.assign(sisa_ha=left.round(_DECIMALS) + 0.0)


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with COLUMNS in order, their types, sorted by place and key."""
    frame = rows.reindex(columns=list(COLUMNS))
    texts = [c for c in COLUMNS if c not in _NUMBERS]
    frame[texts] = frame[texts].astype("str").fillna("")
    frame = frame.astype(dict.fromkeys(_NUMBERS, "float64"))
    return frame.sort_values(["kab_kota", "kunci"], ignore_index=True)
