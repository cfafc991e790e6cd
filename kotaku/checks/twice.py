"""One quantity said twice: an indicator beside the sheet that tells the same."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from kotaku.checks.engine import Data, Issue, check
from kotaku.checks.limits import limits
from kotaku.checks.words import plain
from kotaku.words.periods import period_end

SETTLED = "selesai"


def telling(kpi: pd.DataFrame, quantity: str) -> pd.DataFrame:
    """Return the rows of table KPI that tell a quantity, of each place the last period.

    ``quantity`` is a key of ``dua_kali.besaran`` in limits.toml; sisa goes before pengurangan.
    """
    words = limits()["dua_kali"]["besaran"][quantity]
    names = kpi["indikator"].fillna("").str.casefold()
    fits = pd.Series(data=True, index=kpi.index)
    for word in words["semua"]:
        fits &= names.str.contains(word, regex=False)
    fits &= names.map(lambda name: any(word in name for word in words["salah_satu"])).astype("bool")
    rows = kpi[fits & kpi["capaian"].notna()]
    if quantity == "pengurangan":
        rows = rows[~rows.index.isin(telling(kpi, "sisa").index)]
    ends = pd.to_datetime(pd.Series([period_end(t) for t in rows["periode"]], index=rows.index))
    ordered = rows.assign(_akhir=ends).sort_values("_akhir", na_position="first", kind="stable")
    last = ordered.drop_duplicates(["indikator", "satuan", "kab_kota"], keep="last")
    return last.drop(columns="_akhir").sort_index()


def in_percent(rows: pd.DataFrame) -> pd.Series[bool]:
    """Tell which rows of table KPI count in percent."""
    unit = rows["satuan"].str.strip().str.lower()
    return unit.isin(limits()["kpi"]["satuan_persen"]).astype("bool")


@check("kpi", "pengaduan")
def settled_complaints(data: Data) -> Iterator[Issue]:
    """The share of settled complaints is that of the list of complaints."""
    listed = data.table("pengaduan")
    count = listed["jumlah"].astype("Float64").fillna(1.0).astype("float64")
    settled = count.where(listed["status"] == SETTLED, 0.0)
    rows = telling(data.table("kpi"), "pengaduan")
    for label, row in rows[in_percent(rows)].iterrows():
        place = row["kab_kota"]
        own = listed["kab_kota"] == place if isinstance(place, str) else count.notna()
        total = float(count[own].sum())
        if total <= 0:
            continue
        found = float(settled[own].sum()) / total * 100
        if abs(found - row["capaian"]) > data.limits["dua_kali"]["toleransi_pp"]:
            details = {
                "indikator": row["indikator"],
                "lain": f"{plain(round(found, 1))} %",
                "sumber": f"lembar Pengaduan ({plain(settled[own].sum())} dari {plain(total)})",
                "satuan": "%",
            }
            said = plain(float(row["capaian"]))
            yield Issue("BESARAN-DUA-KALI", "kpi", (label,), ("capaian",), said, details=details)
