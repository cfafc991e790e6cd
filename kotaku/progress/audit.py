"""Audit readiness: findings by kind and state, what is open, what is late, which documents lack."""

from __future__ import annotations

from datetime import date

import pandas as pd

from kotaku.progress.judging import days_since

OPEN = ("belum", "proses")
DOCUMENT = "dokumen"
STATES = ("belum", "proses", "tuntas", "tidak_dapat")


def items(frame: pd.DataFrame, as_of: date | None) -> pd.DataFrame:
    """Return every finding and document with terbuka, nilai_terbuka_rp and lewat_hari.

    Parameters
    ----------
    frame : the table audit
    as_of : data date; without one nothing is late

    Open is what is neither tuntas nor excused (BPK: belum sesuai, belum ditindaklanjuti). Late is
    an open one whose deadline lies before the data date; lewat_hari is 0 otherwise. The latest
    first, then the dearest.
    """
    still = frame["status"].isin(OPEN)
    late = days_since(frame["batas_waktu"], as_of).where(still).clip(lower=0).fillna(0.0)
    found = frame.assign(
        terbuka=still,
        nilai_terbuka_rp=frame["nilai_rp"].where(still, 0.0).fillna(0.0),
        lewat_hari=late.astype("int64"),
    )
    order = ["terbuka", "lewat_hari", "nilai_terbuka_rp", "_sumber", "_baris"]
    return found.sort_values(order, ascending=[False, False, False, True, True], ignore_index=True)


def by_kind(found: pd.DataFrame, per: str = "jenis_pemeriksaan") -> pd.DataFrame:
    """Return counts by state and rupiah for each kind (or another column), most open first.

    Returns
    -------
    DataFrame
        ``per``, jumlah, belum, proses, tuntas, tidak_dapat (counts), lewat (count),
        nilai_rp, nilai_terbuka_rp.
    """
    named = found.assign(**{per: found[per].astype("str").fillna("")})
    grouped = named.groupby(per, sort=True)
    table = grouped.agg(
        jumlah=("terbuka", "size"),
        lewat=("lewat_hari", lambda days: int((days > 0).sum())),
        nilai_rp=("nilai_rp", "sum"),
        nilai_terbuka_rp=("nilai_terbuka_rp", "sum"),
    )
    states = pd.crosstab(named[per], named["status"]).reindex(columns=list(STATES), fill_value=0)
    joined = table.join(states).reset_index()
    joined["_terbuka"] = joined["belum"] + joined["proses"]
    ordered = joined.sort_values(["_terbuka", per], ascending=[False, True], ignore_index=True)
    return ordered[[per, "jumlah", *STATES, "lewat", "nilai_rp", "nilai_terbuka_rp"]]


def lacking(found: pd.DataFrame) -> pd.DataFrame:
    """Return the documents that are not there yet or not complete."""
    return found[(found["jenis_pemeriksaan"] == DOCUMENT) & found["terbuka"]].reset_index(drop=True)
