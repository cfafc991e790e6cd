"""The units on the map with all that may colour them, and the map as a picture of the view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from kotaku.geo import outcome, outlines, points
from kotaku.geo.outcome import states
from kotaku.once import once
from kotaku.words import labels

if TYPE_CHECKING:
    from kotaku.view.view import View

MOST_NAMES: Final = 24  # of kelurahan on one picture


@once
def placed(view: View, year: int | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the units with a place as they were at the end of a year, and those without one."""
    return points.points(view.evaluation, simulasi=False, sampai_tahun=year, polygons=view.polygons)


@once
def map_rows(view: View, year: int | None) -> pd.DataFrame:
    """Return the placed units at the end of a year with all that may colour them.

    Parameters
    ----------
    view : the view
    year : the last year to look at; None is all

    Returns
    -------
    DataFrame
        What ``kotaku.geo.points.points`` places, and tahun_tuntas, kembali, kriteria (see
        ``kotaku.geo.outcome.states``), berpoligon, status_poligon, anggaran_rp [Rp].
    """
    told = placed(view, year)[0].join(states(view.evaluation, year), on="id_unit")
    polygons = view.polygons.units.drop_duplicates("id_unit").set_index("id_unit")
    works = view.dataset.table("pekerjaan")
    funds = works.groupby("id_rt")["anggaran_rp"].sum(min_count=1) if len(works) else None
    unit = told["id_unit"]
    owners = drawn_for(view, told)
    owned = {owners.get(one) for one in polygons.index[polygons["jumlah_poligon"] > 0].tolist()}
    return told.assign(
        kembali=told["kembali"].fillna(value=False).astype("bool"),
        berpoligon=[one in owned for one in unit.tolist()],
        status_poligon=unit.map(polygons["status"]),
        anggaran_rp=float("nan") if funds is None else unit.map(funds),
    )


def drawn_for(view: View, rows: pd.DataFrame) -> dict[str, str]:
    """Return by the unit of a polygon the placed unit whose meaning it takes.

    That is the unit itself, else the kawasan or kelurahan that is judged in its place, else the
    location that is counted in its place.
    """
    placed_ids = set(rows["id_unit"].tolist())
    known = view.polygons.units["id_unit"].tolist()
    found = dict(zip(known, view.polygons.units["id_lokasi"].tolist(), strict=True))
    kondisi, level = view.evaluation.kondisi, view.evaluation.settings.satuan
    if level in kondisi.columns:
        own = kondisi[kondisi["satuan"] == level].drop_duplicates("id_unit")
        groups = own.set_index(["kab_kota", "nama"])["id_unit"].to_dict()
        parts = kondisi[kondisi["satuan"] == "rt"].drop_duplicates("id_unit")
        keys = zip(parts["kab_kota"].tolist(), parts[level].tolist(), strict=True)
        within = zip(parts["id_unit"].tolist(), map(groups.get, keys), strict=True)
        found |= {unit: group for unit, group in within if group is not None}
    found |= {unit: unit for unit in known if unit in placed_ids}
    return {unit: owner for unit, owner in found.items() if unit and owner in placed_ids}


@once
def polygon_owners(view: View, year: int | None) -> pd.Series[str]:
    """Return by the label of a shape the placed unit whose meaning it takes, where one is known."""
    shapes = view.polygons.shapes
    own = shapes.loc[shapes["peran"] == outlines.UNIT, "id_unit"]
    return own.map(drawn_for(view, placed(view, year)[0]))


@once
def unit_names(view: View, year: int | None) -> dict[str, str]:
    """Return by the id of each placed unit what it is looked for by: its name, its kelurahan."""
    rows, places = placed(view, year)[0], villages(view)
    told = {}
    for unit, name in zip(rows["id_unit"].tolist(), rows["nama"].fillna("").tolist(), strict=True):
        village = places.get(unit, "")
        told[unit] = name if village.casefold() in name.casefold() else f"{name}, {village}"
    return told


@once
def map_years(view: View, until: int | None) -> list[int]:
    """Return the years that the map may show, the last one that is looked at included."""
    return [year for year in outcome.years(view.evaluation) if until is None or year <= until]


@once
def left_by_village(view: View, year: int | None) -> pd.DataFrame:
    """Return what is left per kelurahan at the end of a year (``kotaku.geo.outcome``)."""
    return outcome.by_village(map_rows(view, year), villages(view))


def map_title(view: View, year: int | None, what: str) -> str:
    """Return the title of a map picture: the place, what is shown, and when."""
    when = f", akhir {year}" if year else ""
    return f"{view.name}: {what[0].lower()}{what[1:]}{when}"


@once
def villages(view: View) -> dict[str, str]:
    """Return the kelurahan of each unit: as its table names it, else as its polygon does."""
    drawn = view.polygons.units
    drawn = drawn[(drawn["id_unit"] != "") & (drawn["kelurahan"] != "")]
    rows = view.evaluation.kondisi
    known = rows.dropna(subset=["kelurahan"]).drop_duplicates("id_unit")
    places = view.evaluation.lokasi.dropna(subset=["kelurahan"])
    named = dict(zip(places["id_lokasi"], places["kelurahan"], strict=True))
    named = dict(zip(drawn["id_unit"], drawn["kelurahan"], strict=True)) | named
    return named | dict(zip(known["id_unit"], known["kelurahan"], strict=True))


def map_source(view: View) -> str:
    """Return the line under a map picture."""
    return f"{view.source} · bukti: {labels.EVIDENCE[view.evaluation.bukti]} · WGS 84"
