"""Hectares no longer kumuh, method T: a unit counts with its whole area when it crosses the floor.

Source: a location is tidak kumuh when its score is below the floor of the rule set (16 in Permen
PUPR 14/PRT/M/2018, 19 in 02/PRT/M/2016). The unit of counting changes the hectares, so every row
names it.
"""

from __future__ import annotations

import pandas as pd

from kotaku.regulations import Regulation

COLUMNS = (
    "metode",
    "satuan",
    "skenario",
    "tahun_awal",
    "tahun",
    "jumlah_unit",
    "luas_ha",
    "kumuh_awal_ha",
    "kumuh_akhir_ha",
    "pengurangan_ha",
)
_TEXT = ("metode", "satuan", "skenario")


def kumuh_area(kondisi: pd.DataFrame, regulation: Regulation) -> pd.Series:
    """Return for each row of ``kondisi`` its area [ha] when kumuh, else 0; NaN without total.

    A unit is kumuh when its total reaches the floor of the rule set.
    """
    is_kumuh = kondisi["total_nilai"] >= regulation.floor
    area: pd.Series = kondisi["luas_ha"].where(is_kumuh, 0.0)
    return area.where(kondisi["total_nilai"].notna())


def threshold_reduction(kondisi: pd.DataFrame, regulation: Regulation) -> pd.DataFrame:
    """Return the cumulative reduction since the first year, per level, scenario and year.

    Columns COLUMNS, areas in ha. ``pengurangan_ha`` is net, kumuh_awal_ha - kumuh_akhir_ha: the
    area of a unit that became kumuh again counts against it. The first year has a row with 0.
    """
    if kondisi.empty:
        types = dict.fromkeys(COLUMNS, "float64") | dict.fromkeys(_TEXT, "str")
        types |= dict.fromkeys(("tahun_awal", "tahun", "jumlah_unit"), "int64")
        return pd.DataFrame({c: pd.Series(dtype=t) for c, t in types.items()})
    rows = kondisi.assign(kumuh_akhir_ha=kumuh_area(kondisi, regulation))
    sums = (
        rows.groupby(["satuan", "skenario", "tahun"], sort=False)
        .agg(
            jumlah_unit=("id_unit", "size"),
            luas_ha=("luas_ha", "sum"),
            kumuh_akhir_ha=("kumuh_akhir_ha", "sum"),
        )
        .reset_index()
    )
    by_chain = sums.groupby(["satuan", "skenario"], sort=False)
    sums["tahun_awal"] = by_chain["tahun"].transform("first")
    sums["kumuh_awal_ha"] = by_chain["kumuh_akhir_ha"].transform("first")
    sums["pengurangan_ha"] = sums["kumuh_awal_ha"] - sums["kumuh_akhir_ha"]
    sums["metode"] = pd.Series("T", index=sums.index, dtype="str")
    return sums[list(COLUMNS)]
