"""Class movement: how many hectares left each class, and where they went.

Beside the threshold there is a gradual reading in print (a study of the Collaboration Action):
area leaves berat over sedang and ringan to tidak kumuh as works go on; so both are shown.
"""

from __future__ import annotations

import pandas as pd

from kotaku.rules import Regulation

UNKNOWN = "belum"  # no total, so no class
COLUMNS = ("dari", "ke", "jumlah_unit", "luas_ha")


def class_movement(
    kondisi: pd.DataFrame,
    satuan: str,
    skenario: str,
    tahun_awal: int,
    tahun: int,
    regulation: Regulation,
) -> pd.DataFrame:
    """Return units and area [ha] from each class to each class between two years.

    Returns
    -------
    DataFrame
        COLUMNS, one row for every pair of classes of the rule set, the worst first, zeros
        included; class "belum" (not judged) only where a unit has it. The area of both years is
        the same: jumlah luas_ha is the verified area of the units.
    """
    rows = kondisi[(kondisi["satuan"] == satuan) & (kondisi["skenario"] == skenario)]
    named = rows.assign(tingkat=rows["tingkat"].where(rows["tingkat"] != "", UNKNOWN))
    columns = ["id_unit", "tingkat", "luas_ha"]
    first = named.loc[named["tahun"] == tahun_awal, columns]
    last = named.loc[named["tahun"] == tahun, columns[:2]]
    both = first.merge(last, on="id_unit", suffixes=("_awal", ""))
    sums = both.groupby(["tingkat_awal", "tingkat"])["luas_ha"].agg(["size", "sum"])
    classes = [c.id for c in regulation.classes]
    if UNKNOWN in {*both["tingkat_awal"], *both["tingkat"]}:
        classes.append(UNKNOWN)
    pairs = pd.MultiIndex.from_product([classes, classes])
    whole = sums.reindex(pairs, fill_value=0).reset_index().set_axis(list(COLUMNS), axis=1)
    return whole.astype({"jumlah_unit": "int64", "luas_ha": "float64"})
