"""One row for each unit, with the area of its polygons beside the stated ones; and the sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import shapely

from kotaku.geo import neighbours, shapes
from kotaku.geo.compare import equal_to, half_digit, judge
from kotaku.geo.model import LOKASI, RT, TOTALS, UNITS, WITHOUT, framed
from kotaku.intake.maps.listed import Unit

NAN = float("nan")
Row = Mapping[str, Any]


def compared(
    rows: Sequence[Row],
    drawn: shapes.Shapes,
    owners: Sequence[Unit | None],
    units: Sequence[Unit],
) -> pd.DataFrame:
    """Return UNITS: those with polygons, polygons without a row, then rows without polygons.

    Parameters
    ----------
    rows, drawn : SHAPES as records, and the polygons
    owners : the unit of each polygon
    units : every unit that the tables know
    """
    groups: dict[tuple[str, str], list[int]] = {}
    for place, (row, unit) in enumerate(zip(rows, owners, strict=True)):
        if row["peran"] == "unit":
            key = ("", str(place)) if unit is None else (unit.satuan, unit.ident)
            groups.setdefault(key, []).append(place)
    found = [_row(rows, drawn, places, owners[places[0]]) for places in groups.values()]
    wanted = {level for level, _ in groups if level} or {row["satuan"] for row in rows}
    listed = [u for u in units if u.satuan in wanted & {RT, LOKASI}]
    found += [_without(u) for u in listed if (u.satuan, u.ident) not in groups]
    return framed(found, UNITS)


def _row(
    rows: Sequence[Row], drawn: shapes.Shapes, places: Sequence[int], unit: Unit | None
) -> dict[str, Any]:
    """Return the row of the polygons of one unit; together they are their union."""
    own = [rows[place] for place in places]
    first = own[0]
    ellipsoid, plane = first["luas_poligon_ha"], first["luas_bidang_ha"]
    if len(places) > 1:
        whole = np.array([shapely.union_all(drawn[list(places)])], dtype=object)
        ellipsoid = float(shapes.ellipsoid_ha(whole)[0])
        plane = float(shapes.plane_ha(whole, np.array([first["utm"]]))[0])
    printed, half = _together(own)
    verified = unit.luas_verifikasi_ha if unit else NAN
    decreed = unit.luas_sk_ha if unit else NAN
    table = unit.luas_tabel_ha if unit else NAN
    stated = {
        "luas_verifikasi_ha": (verified, half_digit(verified)),
        "luas_sk_ha": (decreed, half_digit(decreed)),
        "luas_tertulis_ha": (printed, half),
    }
    judged = judge(table, half_digit(table), ellipsoid, plane)
    if not table > 0:
        judged = judge(printed, half, ellipsoid, plane)
    same = ("satuan", "id_unit", "kab_kota", "kecamatan", "kelurahan", "utm", "bujur", "lintang")
    return {
        **{column: first[column] for column in same},
        "unit": first["nama"],
        "id_lokasi": unit.lokasi if unit else "",
        "sumber": "; ".join(dict.fromkeys(f"{r['berkas']}, {r['lapisan']}" for r in own)),
        "cara": ", ".join(dict.fromkeys(r["cara"] for r in own if r["cara"])),
        "jumlah_poligon": len(places),
        "luas_poligon_ha": ellipsoid,
        "luas_bidang_ha": plane,
        **{name: area for name, (area, _) in stated.items()},
        "luas_tabel_ha": table,
        "selisih_pct": judged.selisih_pct,
        "sama_dengan": equal_to(stated, ellipsoid, plane),
        "status": judged.status,
        "bentuk": " ".join(map(str, places)),
    }


def _together(own: Sequence[Row]) -> tuple[float, float]:
    """Return the printed area of the polygons of a unit with half of its last digit.

    Parts that all carry one figure carry that of the whole.
    """
    printed = [row["luas_tertulis_ha"] for row in own]
    half = max(row["ketelitian_ha"] for row in own)
    if any(area != area for area in printed):
        return NAN, NAN
    one = len({*printed}) == 1
    return (printed[0], half) if one else (sum(printed), half * len(own))


def _without(unit: Unit) -> dict[str, Any]:
    return {
        "satuan": unit.satuan, "id_unit": unit.ident, "unit": unit.unit, "id_lokasi": unit.lokasi,
        "kab_kota": unit.kab_kota, "kecamatan": unit.kecamatan, "kelurahan": unit.kelurahan,
        "sumber": "", "cara": "", "jumlah_poligon": 0, "utm": 0, "sama_dengan": "", "bentuk": "",
        "luas_verifikasi_ha": unit.luas_verifikasi_ha, "luas_sk_ha": unit.luas_sk_ha,
        "luas_tabel_ha": unit.luas_tabel_ha, "status": WITHOUT,
        "bujur": unit.bujur, "lintang": unit.lintang,
    }  # fmt: skip


def totals(rows: Sequence[Row], drawn: shapes.Shapes, among: neighbours.Overlaps) -> pd.DataFrame:
    """Return TOTALS: the sum of the polygons and the area of their union.

    ``among`` are the overlaps of all units, whatever their level.
    """
    keys = ("satuan", "kab_kota", "kelurahan")
    own = np.array([row["luas_poligon_ha"] for row in rows])
    names = [tuple(row[key] for key in keys) for row in rows]
    groups: dict[tuple[str, ...], list[int]] = {}
    for place, (row, name) in enumerate(zip(rows, names, strict=True)):
        if row["peran"] == "unit":
            for key in _sums_of(name):
                groups.setdefault(key, []).append(place)
    shared: dict[tuple[str, ...], list[neighbours.Overlap]] = {}
    for pair in among.pairs:
        for key in _sums_of(names[pair.first]) & _sums_of(names[pair.second]):
            shared.setdefault(key, []).append(pair)
    found: list[dict[str, Any]] = []
    for key, places in sorted(groups.items()):
        total = float(own[places].sum())
        overlapping = neighbours.Overlaps(shared.get(key, ()), among.complete)
        union = neighbours.union_ha(drawn, own, places, overlapping)
        sums = {
            "jumlah_poligon": len(places),
            "jumlah_ha": total,
            "gabungan_ha": union,
            "tumpang_tindih_ha": max(total - union, 0.0),
        }
        found.append({**dict(zip(keys, key, strict=True)), **sums})
    return framed(found, TOTALS)


def _sums_of(name: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Return the sums that a polygon belongs to: everything, its kab/kota, its kelurahan."""
    return {("", "", ""), ("", name[1], ""), name}
