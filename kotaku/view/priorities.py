"""The locations with who handles them and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kotaku.method.priority import ranked
from kotaku.once import once
from kotaku.view.units import CLASS_WORDS
from kotaku.words.numbers import format_number

if TYPE_CHECKING:
    from kotaku.view.view import View

LEVEL = "kawasan"  # a location of the SK; what is assigned and ranked is never a single RT
_PLACE = ["kab_kota", "kelurahan", "kawasan"]


@once
def locations(view: View) -> pd.DataFrame:
    """Return every location with its authority and priority (kotaku.method.priority).

    Kawasan with their class now where RT data give one, with what table Lokasi tells of them;
    else the rows of table Lokasi, without a class.
    """
    regulation, lokasi = view.evaluation.regulation, view.dataset.table("lokasi")
    items = [i.id for i in (*regulation.considerations, *regulation.legality)]
    kondisi = view.evaluation.kondisi
    now = kondisi[(kondisi["satuan"] == LEVEL) & (kondisi["skenario"] == "realisasi")]
    now = now[now["tahun"] == now["tahun"].max()]
    if now.empty:
        area = lokasi["luas_verifikasi_ha"].fillna(lokasi["luas_sk_ha"])
        name = lokasi["kawasan"].fillna(lokasi["kelurahan"]).fillna(lokasi["id_lokasi"])
        found = lokasi.assign(nama=name, luas_ha=area, tingkat="")
    else:
        told = lokasi[[*_PLACE, "kewenangan", *items]].drop_duplicates(["kab_kota", "kawasan"])
        found = now[["nama", *_PLACE, "luas_ha", "tingkat", "total_nilai"]].merge(
            told.drop(columns="kelurahan"), on=["kab_kota", "kawasan"], how="left"
        )
        people = view.dataset.table("rt").groupby("kawasan")["jumlah_penduduk"].sum(min_count=1)
        found = found.assign(jumlah_penduduk=found["kawasan"].map(people))
    shown = ranked(found[found["luas_ha"].notna()], regulation)
    return shown.assign(kelas=shown["tingkat"].map(CLASS_WORDS))


def locations_answer(found: pd.DataFrame) -> str:
    """Return how many locations each authority has, and whether an order is known."""
    counts = found["kewenangan_luas"].value_counts()
    parts = [f"{name} {format_number(int(n), 0)}" for name, n in counts.items() if name]
    ranks = int(found["urutan"].notna().sum())
    order = (
        f"urutan prioritas diketahui untuk {format_number(ranks, 0)} lokasi"
        if ranks
        else "urutan prioritas belum diketahui: isi pertimbangan lain pada lembar Lokasi"
    )
    return f"Kewenangan menurut luas: {', '.join(parts) or 'belum diketahui'} lokasi; {order}."


def methods_matrix(
    pengurangan: pd.DataFrame, skenario: str, tahun: int | None, names: dict[str, str]
) -> pd.DataFrame:
    """Return the hectares gone by every method (rows) at every level (columns) in one year.

    Parameters
    ----------
    pengurangan : DataFrame
        ``Evaluation.pengurangan``.
    tahun : int, optional
        The last year to count; all of them when None.
    names : mapping of level to its words, in the order of the columns
    """
    rows = pengurangan[pengurangan["skenario"] == skenario]
    if tahun is not None:
        rows = rows[rows["tahun"] <= max(tahun, rows["tahun"].min())]
    rows = rows[rows["tahun"] == rows["tahun"].max()]
    table = rows.pivot_table("pengurangan_ha", "metode", "satuan", sort=False)
    known = [level for level in names if level in table.columns]
    return table[known].rename(columns=names)
