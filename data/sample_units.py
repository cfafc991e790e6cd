"""The RT of a sample, their conditions and their works: worked out from the hectares it reports.

All of it is an illustration from the assumptions in contoh_rt.toml; nothing is random.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from shapely import Polygon

from data.sample_shapes import Patch, cells

HERE = Path(__file__).resolve().parent
CENT = Decimal("0.01")
WEIGHTS = (5, 4, 6, 5, 3)  # RT of one group are not all alike
DENOMINATORS = {
    "1a": "jumlah_bangunan", "1b": "luas_verifikasi_ha", "1c": "jumlah_bangunan",
    "2a": "panjang_jalan_ideal_m", "2b": "panjang_jalan_ideal_m",
    "3a": "jumlah_kk", "3b": "jumlah_kk",
    "4a": "luas_verifikasi_ha", "4b": "panjang_drainase_ideal_m", "4c": "panjang_drainase_ideal_m",
    "5a": "jumlah_kk", "5b": "jumlah_kk", "6a": "jumlah_kk", "6b": "jumlah_kk",
    "7a": "jumlah_bangunan", "7b": "jumlah_bangunan",
}  # fmt: skip

Row = dict[str, Any]
Spec = Mapping[str, Any]


@dataclass(frozen=True)
class Group:
    """Hectares of a location that leave kumuh together; ``tahun`` 0 for those that stay."""

    luas_ha: Decimal
    tahun: int = 0
    status: str = ""
    sumber: str = ""


@dataclass(frozen=True)
class Place:
    """A location as the sample has it, with the groups that its hectares fall into."""

    id_lokasi: str
    kab_kota: str
    names: Mapping[str, str | None]
    point: tuple[float, float]
    groups: Sequence[Group]


def assumed() -> Spec:
    """Return the assumptions."""
    return tomllib.loads((HERE / "contoh_rt.toml").read_text(encoding="utf-8"))


def patches(places: Sequence[Place]) -> list[Patch]:
    """Return the RT of each place with their polygons."""
    given, found, turn = assumed(), [], 0
    for at, place in enumerate(places):
        areas = [area for _, area in _parts(place.groups, given)]
        drawn = cells(place.point, [float(area) for area in areas], at)
        rows = [
            _unit(place, i + 1, turn + i, area, given["ukuran"]) | _inside(cell)
            for i, (area, cell) in enumerate(zip(areas, drawn, strict=True))
        ]
        turn += len(rows)
        found.append(Patch(rows, drawn))
    return found


def tables(places: Sequence[Place], base_year: int) -> dict[str, list[Row]]:
    """Return the tables RT, Kekumuhan and Pekerjaan of places surveyed in the base year."""
    given = assumed()
    last = max(g.tahun for place in places for g in place.groups)
    found: dict[str, list[Row]] = {"rt": [], "kekumuhan": [], "pekerjaan": []}
    for place, patch in zip(places, patches(places), strict=True):
        for (group, _), unit in zip(_parts(place.groups, given), patch.rows, strict=True):
            turn = len(found["rt"])
            state = given["keadaan"][turn % len(given["keadaan"])]
            volumes = {c: _volume(c, p, unit) for c, p in state["persen"].items()}
            found["rt"].append(unit)
            found["kekumuhan"].append(
                {"id_rt": unit["id_rt"], "tahun": base_year}
                | {f"volume_{c}": volumes.get(c, 0.0) for c in DENOMINATORS}
            )
            for year, status, source, criteria in _orders(group, state, last):
                for criterion in criteria:
                    found["pekerjaan"].append(
                        _work(unit, criterion, volumes, year, status, given, source, turn)
                    )
    return found


def _parts(groups: Sequence[Group], given: Spec) -> Iterator[tuple[Group, Decimal]]:
    """Yield the RT of each group with their areas, which add up to it to the cent."""
    size = Decimal(str(given["ukuran"]["luas_rt_ha"]))
    for group in groups:
        count = max(1, int((group.luas_ha / size).to_integral_value()))
        weights = [WEIGHTS[i % len(WEIGHTS)] for i in range(count)]
        shares = [(group.luas_ha * w / sum(weights)).quantize(CENT) for w in weights[:-1]]
        yield from ((group, one) for one in (*shares, group.luas_ha - sum(shares, Decimal(0))))


def _unit(place: Place, number: int, turn: int, area: Decimal, sizes: Spec) -> Row:
    hectares = float(area)
    buildings = max(10, round(hectares * sizes["bangunan_per_ha"]) + turn % 3)
    families = round(buildings * sizes["kk_per_bangunan"])
    return {
        "id_rt": f"{place.id_lokasi}-RT{number:02d}",
        "id_lokasi": place.id_lokasi,
        "kab_kota": place.kab_kota,
        **place.names,
        "rt_rw": f"RT {number:03d}/RW {(number - 1) // sizes['rt_per_rw'] + 1:03d}",
        "luas_verifikasi_ha": hectares,
        "jumlah_bangunan": buildings,
        "jumlah_penduduk": round(families * sizes["jiwa_per_kk"]),
        "jumlah_kk": families,
        "panjang_jalan_ideal_m": float(round(hectares * sizes["jalan_per_ha"]) + turn % 11),
        "panjang_drainase_ideal_m": float(round(hectares * sizes["drainase_per_ha"]) + turn % 13),
    }


def _inside(cell: Polygon) -> Row:
    """Return the coordinates of a point inside a polygon [degrees]."""
    point = cell.representative_point()
    return {"lintang": round(point.y, 5), "bujur": round(point.x, 5)}


def _volume(criterion: str, percent: float, unit: Row) -> float:
    below = DENOMINATORS[criterion]
    amount = unit[below] * percent / 100
    return round(amount, 2) if below == "luas_verifikasi_ha" else float(round(amount))


def _orders(group: Group, state: Spec, last: int) -> Iterator[tuple[int, str, str, Sequence[str]]]:
    """Yield year, state, source and criteria of the works of one RT.

    Where a reduction is only planned, and where the RT stays kumuh, some works were done before.
    """
    first, rest = state["awal"], [c for c in state["tuntas"] if c not in state["awal"]]
    if group.status == "realisasi":
        yield group.tahun, "realisasi", group.sumber, state["tuntas"]
        return
    yield last - (1 if group.tahun == last else 0), "realisasi", "", first[:1]
    if group.tahun:
        yield group.tahun, "rencana", group.sumber, [*first[1:], *rest]


def _work(
    unit: Row,
    criterion: str,
    volumes: Mapping[str, float],
    year: int,
    status: str,
    given: Spec,
    source: str,
    turn: int,
) -> Row:
    from kotaku.strategy.assumptions import assumptions

    fund = given["sumber"].get(source) or {"skala": "lingkungan", "sumber_dana": "BPM"}
    hectares = DENOMINATORS[criterion] == "luas_verifikasi_ha"
    volume = round(volumes[criterion] * (1 - given["pekerjaan"]["tersisa"]), 2 if hectares else 0)
    rises = given["pekerjaan"]["harga_naik"]
    price = assumptions().unit_costs[criterion] * rises[turn % len(rises)]
    return {
        "id_rt": unit["id_rt"],
        "tahun": year,
        "kriteria": criterion,
        "volume": volume,
        "kegiatan": given["kegiatan"][criterion],
        "kawasan": unit.get("kawasan"),
        **fund,
        "anggaran_rp": round(volume * price, -4),
        "status": status,
    }
