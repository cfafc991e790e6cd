"""KPI against their targets, and 100-0-100: air minum, kumuh, sanitasi."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kotaku.progress.judging import JudgingRules, latest, load_rules, percent

WHOLE = ""
_FIGURES = ["baseline", "target", "capaian"]
_ACCESS = ("kk_total", "kk_air_minum", "kk_sanitasi")


@dataclass(frozen=True)
class Kpi:
    """Indicators against target.

    ``places`` has one row per indicator and kab/kota with its last period; ``totals`` one per
    indicator for the whole: the province's own figure, else the sum of the places where the unit
    adds up. Columns: indikator, satuan, arah, baseline, target, capaian, kab_kota, periode,
    persen [% of the target reached], status, _sumber, _baris; in ``totals`` also asal ("provinsi"
    or "jumlah"), jumlah_tempat and selisih (the province's figure − the sum of the places, NaN
    where they agree or cannot be compared).
    """

    places: pd.DataFrame
    totals: pd.DataFrame


def kpi(frame: pd.DataFrame, rules: JudgingRules | None = None) -> Kpi:
    """Return indicators against target, per kab/kota and for the whole.

    Parameters
    ----------
    frame : the table kpi; rows without kab_kota speak for the province
    rules : thresholds of the status (capaian.toml when None)

    The order of rows plays no part.
    """
    used = rules or load_rules()
    rows = latest(frame, ["indikator", "satuan", "kab_kota"])
    own = rows["kab_kota"].isna()
    places = _judged(rows[~own], used)
    return Kpi(places, _judged(_totals(rows[own], rows[~own], used), used))


def _judged(rows: pd.DataFrame, rules: JudgingRules) -> pd.DataFrame:
    done = reached(rows)
    return rows.assign(persen=done, status=status(done, rules)).reset_index(drop=True)


def reached(rows: pd.DataFrame) -> pd.Series[float]:
    """Return how much of the target is reached [%], 0 at least; NaN where it cannot be told.

    Parameters
    ----------
    rows : columns arah ("naik" or "turun"), baseline, target, capaian

    Rising: capaian ÷ target × 100. Falling with a baseline above the target: (baseline − capaian)
    ÷ (baseline − target) × 100; without one: target ÷ capaian × 100. A target of zero is reached
    or it is not: 100 or 0.
    """
    target, now, start = rows["target"], rows["capaian"], rows["baseline"]
    known = target.notna() & now.notna()
    rising = np.where(target > 0, now / target.where(target > 0) * 100, (now >= target) * 100.0)
    span = (start - target).where(start > target)
    without = np.where(now > target, target / now.where(now > 0) * 100, 100.0)
    falling = np.where(span.notna(), (start - now) / span * 100, without)
    done = pd.Series(np.where(rows["arah"] == "turun", falling, rising), index=rows.index)
    return done.clip(lower=0).where(known).astype("float64")


def status(done: pd.Series[float], rules: JudgingRules) -> pd.Series[str]:
    """Return the status of each share of a target [%]; "" where it is unknown."""
    rounded = done.round(9)  # sums of decimals leave dust behind
    found = np.select(
        [rounded >= step.from_pct for step in rules.steps],
        [step.id for step in rules.steps],
        default="",
    )
    return pd.Series(found, index=done.index, dtype="str")


def _totals(own: pd.DataFrame, places: pd.DataFrame, rules: JudgingRules) -> pd.DataFrame:
    key = ["indikator", "satuan", "arah"]
    unit = places["satuan"].str.strip().str.lower()
    adds = places[unit.notna() & ~unit.isin(list(rules.not_additive))]
    grouped = adds.groupby(key, sort=True)
    summed = grouped[_FIGURES].sum(min_count=1)
    # a sum over some places only would look like a shortfall: all of them or none
    summed = summed.where(grouped[_FIGURES].count().eq(grouped.size(), axis=0))
    summed["jumlah_tempat"] = grouped.size()
    summed[["periode", "_sumber", "_baris"]] = grouped[["periode", "_sumber", "_baris"]].first()
    joined = summed.reset_index().assign(asal="jumlah", selisih=np.nan)
    stated = own.assign(asal="provinsi", jumlah_tempat=0).merge(
        summed["capaian"].rename("_jumlah").reset_index(), on=key, how="left"
    )
    gap = stated["capaian"] - stated["_jumlah"]
    stated["selisih"] = gap.where(gap.abs() > rules.rounding * stated["capaian"].abs())
    have = pd.MultiIndex.from_frame(stated[key])
    rest = joined[~pd.MultiIndex.from_frame(joined[key]).isin(have)]
    columns = [*own.columns, "asal", "jumlah_tempat", "selisih"]
    both = [f.reindex(columns=columns) for f in (stated, rest) if len(f)]
    if not both:
        return stated.reindex(columns=columns)
    found = pd.concat(both, ignore_index=True).assign(kab_kota=WHOLE)
    return found.sort_values(["indikator", "satuan"], kind="stable", ignore_index=True)


def hundred_zero_hundred(akses: pd.DataFrame, kumuh: pd.DataFrame) -> pd.DataFrame:
    """Return 100-0-100 per kab/kota and, as kab_kota "", for the whole; the whole first.

    Parameters
    ----------
    akses : the table akses: kk_total, kk_air_minum, kk_sanitasi [KK]
    kumuh : kab_kota, luas_awal_ha, sisa_ha [ha]; one row each, "" the whole data set

    Returns
    -------
    DataFrame
        kab_kota, kk_total, kk_air_minum, kk_sanitasi, air_minum_pct, air_minum_kurang_kk,
        sanitasi_pct, sanitasi_kurang_kk, luas_awal_ha, sisa_ha, kumuh_pct, periode, _sumber,
        _baris. More households with access than there are count as all of them.
    """
    rows = latest(akses[akses["kab_kota"].notna()], ["kab_kota"]).copy()
    for column in _ACCESS[1:]:
        rows[column] = rows[[column, "kk_total"]].min(axis=1).where(rows[column].notna())
    kept = rows[["kab_kota", *_ACCESS, "periode", "_sumber", "_baris"]]
    whole = pd.DataFrame([_whole(kept)]) if len(kept) else kept
    both = pd.concat([whole, kept], ignore_index=True) if len(kept) else kept
    area = kumuh[["kab_kota", "luas_awal_ha", "sisa_ha"]]
    found = both.merge(area, on="kab_kota", how="outer")
    for name in ("air_minum", "sanitasi"):
        total = found["kk_total"].where(found[f"kk_{name}"].notna())
        found[f"{name}_pct"] = percent(found[f"kk_{name}"], total)
        found[f"{name}_kurang_kk"] = (total - found[f"kk_{name}"]).astype("float64")
    found["kumuh_pct"] = percent(found["sisa_ha"], found["luas_awal_ha"])
    return found.sort_values("kab_kota", kind="stable", ignore_index=True)


def _whole(rows: pd.DataFrame) -> dict[str, object]:
    """Return the sum of places; a column that some place lacks has none."""
    sums = {c: rows[c].sum() if rows[c].notna().all() else np.nan for c in _ACCESS}
    first = rows.iloc[0]
    place = {"periode": first["periode"], "_sumber": first["_sumber"], "_baris": first["_baris"]}
    return {"kab_kota": WHOLE, **sums, **place}
