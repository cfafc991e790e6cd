"""What became of each unit over the years: since when it is no longer kumuh, and what fell back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from kotaku.geo.points import Conditions

DONE: Final = "tidak_kumuh"
VILLAGE: Final = ("kab_kota", "kelurahan", "unit", "sisa_ha", "bagian_pct", "kembali")
COLUMNS: Final = {"tahun_tuntas": "Int64", "kembali": "bool", "kriteria": "Int64"}


def years(evaluation: Conditions) -> list[int]:
    """Return the years that a map may show, from the one before the first change on."""
    scored = _realised(evaluation, None)["tahun"].dropna()
    if len(scored):
        return sorted({int(year) for year in scored})
    moved = evaluation.laporan
    moved = moved.loc[~moved["rencana"].astype("bool"), "tahun"].dropna()
    found = sorted({int(year) for year in moved})
    return [found[0] - 1, *found] if found else []


def scored_criteria(
    evaluation: Conditions, until: int | None = None
) -> list[tuple[str, str, dict[str, float]]]:
    """Return code, name and the score of each unit of the criteria that still score anywhere."""
    rows = _realised(evaluation, until)
    now = rows.drop_duplicates("id_unit", keep="last").set_index("id_unit")
    found = []
    for criterion in evaluation.regulation.criteria:
        column = f"nilai_{criterion.id}"
        if column in now.columns and (now[column] > 0).any():
            scores = {str(unit): float(score) for unit, score in now[column].items()}
            found.append((criterion.id, criterion.name, scores))
    return found


def _realised(evaluation: Conditions, until: int | None) -> pd.DataFrame:
    """Return the conditions that are realised at the level in use, by unit and year."""
    rows = evaluation.kondisi
    wanted = (rows["satuan"] == evaluation.settings.satuan) & (rows["skenario"] == "realisasi")
    rows = rows[wanted & rows["tingkat"].notna()].sort_values(["id_unit", "tahun"], kind="stable")
    if until is not None and len(rows):
        rows = rows[rows["tahun"] <= max(until, int(rows["tahun"].min()))]
    return rows


def by_village(rows: pd.DataFrame, villages: Mapping[str, str]) -> pd.DataFrame:
    """Return what is left per kelurahan, most hectares first.

    Parameters
    ----------
    rows : placed units with kab_kota, sisa_ha [ha] and kembali
    villages : kelurahan by id_unit
    """
    own = rows.assign(kelurahan=rows["id_unit"].map(villages).astype("str").fillna(rows["nama"]))
    left = own[own["sisa_ha"].round(2) > 0]
    if left.empty:
        return pd.DataFrame(columns=list(VILLAGE))
    found = (
        left.assign(kab_kota=left["kab_kota"].fillna(""))
        .groupby(["kab_kota", "kelurahan"], sort=False)
        .agg(unit=("id_unit", "size"), sisa_ha=("sisa_ha", "sum"), kembali=("kembali", "sum"))
        .reset_index()
        .sort_values("sisa_ha", ascending=False, kind="stable")
    )
    return found.assign(bagian_pct=100 * found["sisa_ha"] / found["sisa_ha"].sum())


def states(evaluation: Conditions, until: int | None = None) -> pd.DataFrame:
    """Return by id_unit what its years say, of the conditions that are realised.

    Parameters
    ----------
    evaluation : its conditions at the level in use; without any the result is empty
    until : the last year to look at; None is all

    Returns
    -------
    DataFrame
        tahun_tuntas: the first year from which on the unit stayed tidak kumuh (missing while it is
        kumuh, and where it never was); kembali: it was tidak kumuh and is kumuh again; kriteria:
        how many of its criteria still have a score above 0.
    """
    rows = _realised(evaluation, until)
    if rows.empty:
        return pd.DataFrame(columns=list(COLUMNS)).astype(COLUMNS)
    scores = [column for column in rows.columns if column.startswith("nilai_")]
    by_unit = rows.groupby("id_unit", sort=False)
    done = rows["tingkat"] == DONE
    left_after = (~done)[::-1].groupby(rows["id_unit"][::-1]).cumsum()[::-1]  # kumuh from here on
    since = rows.loc[done & (left_after == 0)].groupby("id_unit")["tahun"].min()
    first = by_unit["tingkat"].first()
    now = by_unit.last()
    ever = done.groupby(rows["id_unit"]).any()
    return pd.DataFrame(
        {
            "tahun_tuntas": since.reindex(now.index).where(first != DONE).astype("Int64"),
            "kembali": (ever & (now["tingkat"] != DONE)).reindex(now.index).astype("bool"),
            "kriteria": (now[scores] > 0).sum(axis=1).astype("Int64"),
        }
    )
