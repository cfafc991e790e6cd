"""The data set's own figures that published ones are held against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from kotaku.checks.states import AHEAD


@dataclass(frozen=True)
class CountedFigure:
    """A figure of the data set and how it was counted."""

    value: float
    note: str


# (wilayah, tahun or None for any year) -> besaran -> figures, the one that is meant first
Recomputed = Mapping[tuple[str, int | None], Mapping[str, Sequence[CountedFigure]]]


def figures(
    account: pd.DataFrame,
    whole: str,
    *,
    schedule: pd.DataFrame | None = None,
    locations: pd.DataFrame | None = None,
    as_of_year: int | None = None,
) -> dict[tuple[str, int | None], dict[str, list[CountedFigure]]]:
    """Return the data set's own figures in the form that :func:`reconcile` compares with.

    Parameters
    ----------
    account : account of area (Evaluation.akun_luas) [ha]
    whole : name of the whole data set, such as its province
    schedule : latest rows of the Master Schedule (Schedule.latest), of year ``as_of_year`` [%]
    locations : table lokasi, for the counts of kabupaten/kota and kelurahan

    The reduction of a year is meant cumulatively, simulation included; without the simulation and
    the year alone are accepted too, and the explanation says which one agreed.
    """
    result: dict[tuple[str, int | None], dict[str, list[CountedFigure]]] = {}
    for place, rows in account.groupby("kab_kota"):
        for year in sorted(rows["tahun"].unique()):
            result[str(place) or whole, int(year)] = _of_year(rows, int(year))
    for row in [] if schedule is None else schedule.to_dict("records"):
        here = result.setdefault((str(row["kab_kota"]) or whole, as_of_year), {})
        here["master_schedule"] = [CountedFigure(float(row["realisasi_pct"]), "Master Schedule")]
    if locations is not None and len(locations):
        result[whole, None] = {
            "jumlah_kab_kota": [CountedFigure(locations["kab_kota"].nunique(), "lembar Lokasi")],
            "jumlah_kelurahan": [
                CountedFigure(
                    len(locations[["kab_kota", "kelurahan"]].drop_duplicates()), "lembar Lokasi"
                )
            ],
        }
    return result


def _of_year(rows: pd.DataFrame, year: int) -> dict[str, list[CountedFigure]]:
    start = float(rows["luas_awal_ha"].iloc[0])
    until = rows[rows["tahun"] <= year]
    simulated = until["status"].isin(AHEAD)
    total = float(until["pengurangan_ha"].sum())
    realised = float(until.loc[~simulated, "pengurangan_ha"].sum())
    this_year = until[(until["tahun"] == year) & (until["status"] == "realisasi")]
    ways = [(total, f"sampai {year}")]
    if simulated.any():
        ways = [
            (total, f"sampai {year} dengan simulasi"),
            (realised, f"sampai {year} tanpa simulasi"),
        ]
    more = until.get("kumuh_baru_ha", pd.Series(0.0, index=until.index))
    new = [more.sum(), more[~simulated].sum()]
    remaining = [(v - float(n), note) for (v, note), n in zip(ways, new, strict=False)]
    alone = CountedFigure(float(this_year["pengurangan_ha"].sum()), f"realisasi {year} saja")
    return {
        "luas_awal": [CountedFigure(start, "luas awal")],
        "pengurangan": [*(CountedFigure(v, note) for v, note in ways), alone],
        "sisa": [CountedFigure(start - v, note) for v, note in remaining],
        "pengurangan_tahun": [alone],
        "persen_pengurangan": [CountedFigure(_percent(v, start), note) for v, note in ways],
        "persen_sisa": [CountedFigure(_percent(start - v, start), note) for v, note in remaining],
    }


def _percent(part: float, whole: float) -> float:
    return part / whole * 100 if whole else float("nan")
