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
    counted = {state: found["status"] == state for state in STATES}
    counted |= {"jumlah": True, "lewat": found["lewat_hari"] > 0}
    named = found.assign(**{per: found[per].astype("str").fillna("")}, **counted)
    sums = ["terbuka", "jumlah", *STATES, "lewat", "nilai_rp", "nilai_terbuka_rp"]
    table = named.groupby(per, sort=True)[sums].sum().astype(dict.fromkeys(counted, "int64"))
    order = ["terbuka", per]
    ordered = table.reset_index().sort_values(order, ascending=[False, True], ignore_index=True)
    return ordered[[per, *sums[1:]]]


def lacking(found: pd.DataFrame) -> pd.DataFrame:
    """Return the documents that are not there yet or not complete."""
    return found[(found["jenis_pemeriksaan"] == DOCUMENT) & found["terbuka"]].reset_index(drop=True)
