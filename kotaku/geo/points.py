"""Where the units lie: points for the map, and a list of those that have none."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any, Final, Protocol

import pandas as pd

from kotaku.text.numbers import format_ha, format_number

COLUMNS: Final = (
    "id_unit", "nama", "kab_kota", "lintang", "bujur", "luas_ha", "tingkat", "sisa_ha"
)  # fmt: skip
UNPLACED: Final = ("id_unit", "nama", "kab_kota", "luas_ha", "sebab")
_BOUNDS: Final[dict[str, list[float]]] = tomllib.loads(
    files(__package__).joinpath("bounds.toml").read_text(encoding="utf-8")
)
WITHOUT = "tanpa koordinat"
HALF = "hanya satu dari lintang dan bujur diisi"
SWAPPED = "lintang dan bujur tertukar"
OUTSIDE = "di luar Indonesia"


class Tables(Protocol):
    """A data set, as far as the map needs it."""

    def table(self, name: str) -> pd.DataFrame:
        """Return a table by its canonical name."""
        ...


class Conditions(Protocol):
    """An evaluation, as far as the map needs it."""

    @property
    def settings(self) -> Any:
        """Return the settings; ``satuan`` is the level in use."""
        ...

    @property
    def kondisi(self) -> pd.DataFrame:
        """Return the conditions per unit, year and scenario."""
        ...


def points(
    dataset: Tables,
    evaluation: Conditions,
    *,
    simulasi: bool = True,
    sampai_tahun: int | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the units that can be drawn, and those that cannot with the reason.

    Parameters
    ----------
    dataset : its tables lokasi and pengurangan speak where no unit was scored
    evaluation : its conditions at the level in use
    simulasi : whether planned works and simulated reductions count
    sampai_tahun : the last year to look at; None is all

    Returns
    -------
    placed : columns COLUMNS; coordinates [degrees] to 5 decimals, luas_ha and sisa_ha [ha];
        tingkat is missing where only hectares are known
    unplaced : columns UNPLACED

    Every unit is in exactly one of the two. sisa_ha of a scored unit is its whole area while it is
    kumuh, else 0.
    """
    scored = _scored(evaluation, simulasi=simulasi, sampai_tahun=sampai_tahun)
    by_location = _locations(dataset, simulasi=simulasi, sampai_tahun=sampai_tahun)
    use_scored = len(scored) > 0 and (_reason(scored).eq("").any() or by_location.empty)
    units = scored if use_scored else by_location
    reason = _reason(units)
    placed = units[reason == ""]
    placed = placed.assign(lintang=placed["lintang"].round(5), bujur=placed["bujur"].round(5))
    unplaced = units.assign(sebab=reason)[reason != ""]
    return (
        placed[list(COLUMNS)].reset_index(drop=True),
        unplaced[list(UNPLACED)].reset_index(drop=True),
    )


def answer(placed: pd.DataFrame, unplaced: pd.DataFrame) -> str:
    """Return in one sentence what the map shows and what it does not."""
    left = placed.loc[placed["sisa_ha"] > 0]
    text = (
        f"{format_number(len(placed), 0)} titik, {format_ha(float(placed['luas_ha'].sum()))}; "
        f"{format_number(len(left), 0)} masih kumuh, {format_ha(float(left['sisa_ha'].sum()))}"
    )
    if len(unplaced):
        text += f"; {format_number(len(unplaced), 0)} tanpa koordinat yang dapat dipakai"
    return f"{text}."


def _reason(units: pd.DataFrame) -> pd.Series[str]:
    """Return why a point cannot be drawn; empty when it can."""
    lat, lon = units["lintang"], units["bujur"]
    inside = lat.between(*_BOUNDS["lintang"]) & lon.between(*_BOUNDS["bujur"])
    swapped = lon.between(*_BOUNDS["lintang"]) & lat.between(*_BOUNDS["bujur"])
    reason = pd.Series(OUTSIDE, index=units.index, dtype="str")
    reason = reason.mask(swapped, SWAPPED).mask(inside, "")
    reason = reason.mask(lat.isna() ^ lon.isna(), HALF)
    return reason.mask(lat.isna() & lon.isna(), WITHOUT)


def _scored(evaluation: Conditions, *, simulasi: bool, sampai_tahun: int | None) -> pd.DataFrame:
    """Return the latest condition of each unit; the baseline year in any case."""
    rows = evaluation.kondisi
    wanted = rows["satuan"] == evaluation.settings.satuan
    wanted &= rows["skenario"] == ("simulasi" if simulasi else "realisasi")
    rows = rows[wanted].sort_values(["id_unit", "tahun"], kind="stable")
    if sampai_tahun is not None and len(rows):
        rows = rows[rows["tahun"] <= max(sampai_tahun, int(rows["tahun"].min()))]
    now = rows.drop_duplicates("id_unit", keep="last")
    names = now["nama"].where(now["kelurahan"].isna() | (now["nama"] == now["kelurahan"]),
                              now["nama"] + ", " + now["kelurahan"].fillna(""))  # fmt: skip
    kumuh = now["tingkat"].notna() & (now["tingkat"] != "tidak_kumuh")
    return now.assign(nama=names, sisa_ha=now["luas_ha"].where(kumuh, 0.0))


def _locations(dataset: Tables, *, simulasi: bool, sampai_tahun: int | None) -> pd.DataFrame:
    """Return the locations of the decree with what is left of each after its reductions."""
    lokasi, moved = dataset.table("lokasi"), dataset.table("pengurangan")
    area = lokasi["luas_verifikasi_ha"].fillna(lokasi["luas_sk_ha"]).astype("float64")
    if not simulasi:
        moved = moved[moved["status"] != "simulasi"]
    if sampai_tahun is not None:
        moved = moved[moved["tahun"] <= sampai_tahun]
    gone = moved.groupby("id_lokasi")["pengurangan_ha"].sum()
    named = lokasi["kawasan"].fillna(lokasi["kelurahan"]).fillna(lokasi["id_lokasi"])
    return pd.DataFrame(
        {
            "id_unit": lokasi["id_lokasi"].astype("str"),
            "nama": named.astype("str"),
            "kab_kota": lokasi["kab_kota"],
            "lintang": lokasi["lintang"].astype("float64"),
            "bujur": lokasi["bujur"].astype("float64"),
            "luas_ha": area,
            "tingkat": pd.Series(pd.NA, index=lokasi.index, dtype="str"),
            "sisa_ha": area - lokasi["id_lokasi"].map(gone).fillna(0.0).astype("float64"),
        }
    )
