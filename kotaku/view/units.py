"""Units of one level with their score and class, at the start and now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from kotaku.once import once
from kotaku.words.numbers import format_ha, format_number

if TYPE_CHECKING:
    from kotaku.view.view import View

Place = Literal["kab_kota", "kecamatan", "kelurahan", "kawasan"]
CLASS_WORDS = {
    "berat": "Berat",
    "sedang": "Sedang",
    "ringan": "Ringan",
    "tidak_kumuh": "Tidak kumuh",
}


def units_now(
    kondisi: pd.DataFrame, *, satuan: str, simulasi: bool, sampai_tahun: int | None
) -> pd.DataFrame:
    """Return one row per unit: its latest condition, with total_awal and tingkat_awal beside it.

    Parameters
    ----------
    kondisi : DataFrame
        The conditions of an evaluation.
    satuan : str
        Level to show.
    simulasi : bool
        Whether planned works count.
    sampai_tahun : int, optional
        The last year to look at; the first year is the start in any case.

    Returns
    -------
    DataFrame
        The columns of ``kondisi`` at the last year, plus total_awal, tingkat_awal, and the
        classes in words; highest total first.
    """
    scenario = "simulasi" if simulasi else "realisasi"
    rows = kondisi[(kondisi["satuan"] == satuan) & (kondisi["skenario"] == scenario)]
    if rows.empty:
        return rows.assign(total_awal=[], tingkat_awal=[], tingkat_teks=[], tingkat_awal_teks=[])
    ordered = rows.sort_values(["id_unit", "tahun"], kind="stable")
    first = ordered.groupby("id_unit").first()
    if sampai_tahun is not None:
        early = ordered["tahun"] <= max(sampai_tahun, int(ordered["tahun"].min()))
        ordered = ordered[early.fillna(True)]
    now = ordered.groupby("id_unit", as_index=False).last()
    now = now.assign(
        total_awal=now["id_unit"].map(first["total_nilai"]),
        tingkat_awal=now["id_unit"].map(first["tingkat"]),
    )
    now = now.assign(
        tingkat_teks=now["tingkat"].map(CLASS_WORDS),
        tingkat_awal_teks=now["tingkat_awal"].map(CLASS_WORDS),
    )
    return now.sort_values(
        ["total_nilai", "luas_ha", "id_unit"], ascending=[False, False, True], ignore_index=True
    )


def widest_place(units: pd.DataFrame) -> Place:
    """Return the largest kind of place that the units name more than one of."""
    places: tuple[Place, ...] = ("kab_kota", "kecamatan", "kelurahan", "kawasan")
    return next((p for p in places if units[p].nunique() > 1), "kawasan")


def has_criteria(units: pd.DataFrame) -> bool:
    """Tell whether any unit has percentages per criterion."""
    columns = [c for c in units.columns if c.startswith(("persen_", "nilai_"))]
    return bool(units[columns].notna().any(axis=None)) if columns else False


def search_units(units: pd.DataFrame, words: str | None) -> pd.DataFrame:
    """Return the units whose name or place holds every word, letters' case aside."""
    wanted = (words or "").lower().split()
    if not wanted:
        return units
    names = units[["nama", "kawasan", "kelurahan", "kecamatan", "kab_kota"]].fillna("")
    text = pd.Series(map(" ".join, names.itertuples(index=False)), units.index, dtype="str")
    text = text.str.lower()
    keep = pd.Series(True, index=units.index)
    for word in wanted:
        keep &= text.str.contains(word, regex=False)
    return units[keep]


@once
def class_answer(view: View) -> str:
    """Return how many units and hectares are kumuh now, per class, in Indonesian."""
    units = view.units
    kumuh = units[units["tingkat"] != "tidak_kumuh"]
    parts = [
        f"{word.lower()} {format_ha(float(rows['luas_ha'].sum()))} ({format_number(len(rows), 0)})"
        for tingkat, word in CLASS_WORDS.items()
        if tingkat != "tidak_kumuh" and len(rows := units[units["tingkat"] == tingkat])
    ]
    return (
        f"{format_number(len(kumuh), 0)} dari {format_number(len(units), 0)} {view.satuan_label} "
        "masih kumuh, "
        f"{format_ha(float(kumuh['luas_ha'].sum()))}" + (f": {', '.join(parts)}." if parts else ".")
    )
