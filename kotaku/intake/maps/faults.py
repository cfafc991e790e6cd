"""What is wrong with the shapes of a map: printed areas, overlaps, gaps, places."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import shapely

from kotaku.geo import names, neighbours, systems
from kotaku.geo.compare import PLANE, judge
from kotaku.geo.model import CLOSE, FAR, OFF, SAME
from kotaku.geo.neighbours import Overlap
from kotaku.geo.shapes import HECTARE, Shapes, flat
from kotaku.geo.tolerances import tolerances
from kotaku.intake.maps.listed import Unit
from kotaku.intake.maps.telling import Teller, signed_pct, some
from kotaku.words.numbers import format_ha, format_number, format_pct

AREA_CODES = {OFF: "POLIGON-LUAS-BERBEDA", FAR: "POLIGON-LUAS-JAUH"}
_FEWEST = 3  # printed areas that say on which surface they were computed
_KM = 1000.0


def printed_areas(frame: pd.DataFrame, teller: Teller) -> None:
    """Tell which printed areas are not those of their polygons, and on which surface they are."""
    surfaces: dict[tuple[str, str], list[tuple[float, float]]] = {}
    columns = ["luas_tertulis_ha", "ketelitian_ha", "luas_poligon_ha", "luas_bidang_ha"]
    for place, (stated, half, ellipsoid, plane) in enumerate(
        frame[columns].itertuples(index=False, name=None)
    ):
        found = judge(stated, half, ellipsoid, plane)
        if code := AREA_CODES.get(found.status):
            teller.tell(
                code, place, acuan="Luas tertulis di peta", tertulis=format_ha(stated, 3),
                poligon=format_ha(ellipsoid, 3), selisih=signed_pct(found.selisih_pct),
            )  # fmt: skip
        elif found.status in (SAME, CLOSE):
            key = str(teller.rows[place]["berkas"]), str(teller.rows[place]["lapisan"])
            pair = abs(plane - stated) / stated, abs(ellipsoid - stated) / stated
            surfaces.setdefault(key, []).append(pair)
    for (file, layer), pairs in surfaces.items():
        on_plane, on_ellipsoid = np.median(np.array(pairs), axis=0)
        here = (frame["berkas"] == file) & (frame["lapisan"] == layer)
        if len(pairs) >= _FEWEST and on_plane * 2 < on_ellipsoid:
            zone = systems.systems()[str(int(frame.loc[here, "utm"].mode().iat[0]))].nama
            teller.tell_layer(
                "POLIGON-LUAS-BIDANG", file, layer, jumlah=len(pairs), bidang=f"{PLANE} ({zone})",
                selisih=format_pct(float(on_plane) * 100, 3),
                elipsoid=format_pct(float(on_ellipsoid) * 100, 3),
            )  # fmt: skip


def overlaps(pairs: Sequence[Overlap], teller: Teller) -> None:
    """Tell which polygons share an area, which are drawn twice, and how many slivers there are."""
    slivers: dict[tuple[str, str], list[Overlap]] = {}
    for pair in pairs:
        first, second = teller.rows[pair.first], teller.rows[pair.second]
        if first["satuan"] != second["satuan"]:
            continue  # an RT lies in its kawasan
        if pair.sliver:
            key = str(first["berkas"]), str(first["lapisan"])
            slivers.setdefault(key, []).append(pair)
            continue
        code = "POLIGON-BERULANG" if pair.same else "POLIGON-TUMPANG-TINDIH"
        teller.tell(
            code, pair.second, lain=first["nama"], nomor_lain=first["nomor"],
            luas=format_ha(pair.luas_ha, 3), bagian=format_pct(pair.bagian_pct, 1),
            berkas_lain="" if first["berkas"] == second["berkas"] else f" di {first['berkas']}",
        )  # fmt: skip
    for (file, layer), own in slivers.items():
        teller.tell_layer(
            "POLIGON-SERPIHAN", file, layer, jumlah=len(own),
            luas=format_ha(sum(p.luas_ha for p in own), 3),
            lebar=format_number(tolerances()["bentuk"]["serpihan_m"], 0),
        )  # fmt: skip


def inner(frame: pd.DataFrame, shapes: Shapes, teller: Teller) -> None:
    """Tell which polygons have holes, and what gaps the polygons of a layer leave."""
    units = frame.reset_index(drop=True)
    units = units[units["peran"] == "unit"]
    for (file, layer), labels in units.groupby(["berkas", "lapisan"], sort=False).groups.items():
        places = labels.to_numpy()
        counted = neighbours.holes(shapes[places])
        if counted.any():
            holed = [str(teller.rows[p]["nama"]) for p in places[counted > 0]]
            teller.tell_layer(
                "POLIGON-BERLUBANG",
                file,
                layer,
                jumlah=len(holed),
                daftar=some(holed),
            )
        found = neighbours.gaps(shapes[places])
        if found.holes:
            teller.tell_layer(
                "POLIGON-CELAH", file, layer, jumlah=found.holes, luas=format_ha(found.luas_ha, 3),
                bujur=format_number(found.bujur, 5), lintang=format_number(found.lintang, 5),
            )  # fmt: skip
        if found.slivers:
            teller.tell_layer("POLIGON-CELAH-SEMPIT", file, layer, jumlah=found.slivers)


def twice_named(frame: pd.DataFrame, teller: Teller) -> None:
    """Tell which RT a layer draws under one name more than once."""
    named = frame[(frame["rt_rw"] != "") & (frame["peran"] == "unit")]
    keys = ["berkas", "lapisan", "kelurahan", "rt_rw"]
    for places in named.groupby(keys, sort=False).groups.values():
        first, *more = [int(frame.index.get_loc(label)) for label in places]
        for place in more:
            teller.tell("POLIGON-NAMA-GANDA", place, nomor_lain=teller.rows[first]["nomor"])


def far_from_point(shapes: Shapes, units: Sequence[Unit | None], teller: Teller) -> None:
    """Tell which polygons lie far from the point that the table gives for their unit."""
    here = [i for i, u in enumerate(units) if u is not None and u.bujur == u.bujur
            and u.lintang == u.lintang]  # fmt: skip
    if not here:
        return
    own = [u for i in here if (u := units[i]) is not None]
    points = shapely.points([u.bujur for u in own], [u.lintang for u in own])
    both = flat(np.concatenate([shapes[here], np.asarray(points, dtype=object)]))
    apart = shapely.distance(both[: len(here)], both[len(here) :])
    for i, unit, metres in zip(here, own, apart, strict=True):
        if metres > tolerances()["letak"]["jauh_titik_m"]:
            teller.tell(
                "POLIGON-JAUH-TITIK", i, unit=unit.unit, jarak=_distance(float(metres)),
            )  # fmt: skip


def outside(frame: pd.DataFrame, shapes: Shapes, kab_kota: Sequence[str], teller: Teller) -> None:
    """Tell which polygons lie outside the boundary of their kab/kota, or far from its others.

    The boundaries are those that the team brought; where there is none, the other polygons of the
    kab/kota tell where it lies.
    """
    units = np.flatnonzero(frame["peran"] == "unit")
    places = np.asarray(kab_kota, dtype=object)
    edges = frame[(frame["peran"] == "batas") & (frame["kab_kota"] != "")]
    for name in dict.fromkeys(places[units]):
        here = units[places[units] == name]
        drawn = [i for i in np.flatnonzero(frame.index.isin(edges.index))
                 if _same(str(frame["kab_kota"].iat[i]), str(name))]  # fmt: skip
        if name and drawn:
            _outside_edge(shapes, here, shapely.union_all(shapes[drawn]), str(name), teller)
        else:
            _far_from_others(frame, here, str(name), teller)


def _outside_edge(
    shapes: Shapes, here: Sequence[int], edge: object, name: str, teller: Teller
) -> None:
    shapely.prepare(edge)
    for i in here:
        if shapely.contains(edge, shapes[i]):
            continue
        own, beyond = flat(np.array([shapes[i], shapely.difference(shapes[i], edge)], dtype=object))
        share = shapely.area(beyond) / shapely.area(own) * 100
        if share > tolerances()["letak"]["luar_batas_pct"]:
            teller.tell(
                "POLIGON-LUAR-WILAYAH", int(i), wilayah=name, bagian=format_pct(float(share), 1),
                luas=format_ha(float(shapely.area(beyond)) / HECTARE, 3),
            )  # fmt: skip


def _far_from_others(frame: pd.DataFrame, here: Sequence[int], name: str, teller: Teller) -> None:
    rules = tolerances()["letak"]
    if len(here) < rules["kelompok_paling_sedikit"]:
        return
    lon, lat = (frame[c].to_numpy()[here] for c in ("bujur", "lintang"))
    x = (lon - np.median(lon)) * 111.32 * np.cos(np.radians(np.median(lat)))
    y = (lat - np.median(lat)) * 111.32
    apart = np.hypot(x, y)
    most = max(rules["jauh_kelompok_km"], rules["jauh_kelompok_kali"] * float(np.median(apart)))
    for i, km in zip(here, apart, strict=True):
        if km > most:
            words = f"poligon {name} lainnya" if name else "poligon lainnya"
            teller.tell("POLIGON-JAUH-KELOMPOK", int(i), wilayah=words, jarak=_distance(km * _KM))


def _same(one: str, other: str) -> bool:
    return names.normal(one) == names.normal(other) or names.bare(one) == names.bare(other)


def _distance(metres: float) -> str:
    if metres < _KM:
        return f"{format_number(metres, 0)} m"
    return f"{format_number(metres / _KM, 1)} km"
