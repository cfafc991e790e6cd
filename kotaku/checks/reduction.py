"""Hectares as reported: on a location that exists, no more than its area."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from kotaku.checks.engine import Data, Issue, check
from kotaku.checks.states import beside_done
from kotaku.checks.words import plain


def _beyond(
    data: Data, reduced: pd.Series[float], area: pd.Series[float]
) -> Iterator[tuple[object, float, float]]:
    both = pd.concat({"reduced": reduced, "area": area}, axis=1, join="inner")
    slack = data.limits["pengurangan"]["toleransi_ha"] + 1e-9
    for key, row in both[both["reduced"] > both["area"] + slack].iterrows():
        yield key, row["reduced"], row["area"]


def _with_place(data: Data) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return reductions and locations with their area; the kab/kota follows from the location."""
    location, given = data.table("lokasi"), data.table("pengurangan")
    reduction = given[~beside_done(given)]
    area = location["luas_sk_ha"].fillna(location["luas_verifikasi_ha"])
    location = location.assign(luas_awal_ha=area)
    by_id = location.dropna(subset=["id_lokasi", "kab_kota"]).set_index("id_lokasi")["kab_kota"]
    by_id = by_id[~by_id.index.duplicated()]
    place = reduction["kab_kota"].fillna(reduction["id_lokasi"].map(by_id).astype("str"))
    return reduction.assign(kab_kota=place), location


@check("pengurangan", "lokasi")
def reduction_beyond_area(data: Data) -> Iterator[Issue]:
    """No location, no kab/kota and no whole is reduced by more than it had at first."""
    reduction, location = _with_place(data)
    for key, words in (("id_lokasi", "lokasi"), ("kab_kota", "")):
        reduced = reduction.groupby(key)["pengurangan_ha"].sum()
        area = location.groupby(key)["luas_awal_ha"].sum()
        beyond = [*_beyond(data, reduced, area)]
        rows = reduction.groupby(key).groups if beyond else {}
        for name, taken, most in beyond:
            details = {"wilayah": f"{words} {name}".strip(), "awal": plain(most)}
            yield Issue(
                "PENGURANGAN-MELEBIHI-LUAS",
                "pengurangan",
                tuple(rows[name]),
                ("pengurangan_ha",),
                plain(taken),
                details=details,
            )
    yield from _total_beyond_area(data, reduction, location)


def _total_beyond_area(
    data: Data, reduction: pd.DataFrame, location: pd.DataFrame
) -> Iterator[Issue]:
    taken, most = reduction["pengurangan_ha"].sum(), location["luas_awal_ha"].sum()
    if taken > most + data.limits["pengurangan"]["toleransi_ha"]:
        details = {"wilayah": "seluruh data", "awal": plain(most)}
        yield Issue(
            "PENGURANGAN-MELEBIHI-LUAS", "pengurangan", (), (), plain(taken), details=details
        )
