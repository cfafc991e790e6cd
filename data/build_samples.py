"""Build the two samples, a workbook and a map each, from their specifications beside this script.

Run: python data/build_samples.py. The same specification gives the same bytes.
"""

from __future__ import annotations

import math
import re
import sys
import tomllib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from data.sample_units import Place

HERE = Path(__file__).resolve().parent
SAMPLES = ("contoh_ntt_2019", "contoh_ntb_2022")
CENT = Decimal("0.01")
WEEK = timedelta(days=7)
CREATED = b"2022-12-14T00:00:00Z"
STEP_DEGREES = 0.012  # locations lie around the middle of their kab/kota: an illustration

Spec = Mapping[str, Any]
Rows = list[dict[str, Any]]


def specification(name: str) -> Spec:
    """Return the specification of a sample."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def tables(spec: Spec) -> dict[str, pd.DataFrame]:
    """Return the canonical tables of a sample."""
    rows = {
        "profil": [{"kunci": key, "nilai": value} for key, value in spec["profil"].items()],
        "lokasi": list(_locations(spec)),
        "pengurangan": [*_unexplained(spec), *_reductions(spec)],
        "master_schedule": list(_activities(spec)),
        "progres": list(_progress(spec)),
        "klaim": list(_claims(spec)),
        "pemeliharaan": list(_assets(spec)),
        **_units(spec),
        **_achievement(spec),
    }
    return {name: pd.DataFrame(content) for name, content in rows.items()}


def workbook(spec: Spec) -> bytes:
    """Return the sample as an xlsx file."""
    from kotaku.output.template import write_template

    buffer = BytesIO()
    write_template(buffer, prefill=tables(spec))
    return _timeless(buffer.getvalue())


def team_files() -> dict[Path, bytes]:
    """Return the five files of teams, as they come and corrected, by their path."""
    from data.dirty_samples import folders

    return {
        HERE / folder / name: _timeless(content) if name.endswith(".xlsx") else content
        for folder, files in folders().items()
        for name, content in files.items()
    }


def _timeless(book: bytes) -> bytes:
    """Return the workbook with a fixed date of creation, so that a rebuild changes nothing."""
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(book)) as old, zipfile.ZipFile(result, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", CREATED, content)
            fixed = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, content)
    return result.getvalue()


def _numbered(spec: Spec) -> Iterator[tuple[str, Spec, Spec]]:
    """Yield each location with its id and its kab/kota."""
    for team in spec["kab_kota"]:
        for number, location in enumerate(team["lokasi"], start=1):
            yield f"{team['kode']}-{number:02d}", team, location


def _locations(spec: Spec) -> Iterator[dict[str, Any]]:
    verified = _verified(spec)
    for id_lokasi, team, location in _numbered(spec):
        latitude, longitude = _point(team["pusat"], int(id_lokasi[-2:]))
        yield {
            "id_lokasi": id_lokasi,
            "kode_wilayah": team["kode"],
            "kab_kota": team["nama"],
            "kecamatan": location.get("kecamatan"),
            "kelurahan": location.get("kelurahan"),
            "kawasan": location.get("kawasan"),
            "nomor_sk": spec["sk"],
            "luas_sk_ha": location["luas"],
            "luas_verifikasi_ha": verified.get(id_lokasi),
            "klaster": team["klaster"],
            "lintang": latitude,
            "bujur": longitude,
        }


def _point(centre: Sequence[float], number: int) -> tuple[float, float]:
    """Return a point on a spiral around the middle of the kab/kota [degrees]."""
    turn, reach = number * math.radians(137.5), STEP_DEGREES * math.sqrt(number)
    return (
        round(centre[0] + reach * math.sin(turn), 5),
        round(centre[1] + reach * math.cos(turn), 5),
    )


def _exact(value: float) -> Decimal:
    return Decimal(repr(value))


def shared_out(total: Decimal, parts: Sequence[float]) -> list[Decimal]:
    """Return a total [ha] split by parts, to the cent; the last part takes what rounding leaves."""
    whole = sum(_exact(part) for part in parts)
    shares = [(total * _exact(p) / whole).quantize(CENT, ROUND_HALF_UP) for p in parts[:-1]]
    return [*shares, total - sum(shares, Decimal(0))]


def _gone(location: Spec) -> Decimal:
    """Return what a location has lost by the end [ha]."""
    if "berkurang" in location:
        return _exact(location["berkurang"])
    return _exact(location["luas"]) - _exact(location.get("sisa", 0.0))


def _shares(spec: Spec, team: Spec, location: Spec) -> Iterator[tuple[Spec, Decimal]]:
    """Yield year, state and source of each part of a location's reduction, with its hectares."""
    pattern = spec["pola"][team.get("pola", "umum")]
    yield from zip(
        pattern, shared_out(_gone(location), [part["bagian"] for part in pattern]), strict=True
    )


def _verified(spec: Spec) -> dict[str, float]:
    """Return the area that the survey of RT found [ha], where it is not that of the decree.

    What a report leaves unexplained was gone before the survey: no RT holds it.
    """
    found = {}
    for team in spec["kab_kota"]:
        if team.get("rt") and "terbuka" in team:
            areas = [one["luas"] for one in team["lokasi"]]
            before = shared_out(_exact(team["terbuka"]), areas)
            for number, (area, gone) in enumerate(zip(areas, before, strict=True), start=1):
                found[f"{team['kode']}-{number:02d}"] = float(_exact(area) - gone)
    return found


def _units(spec: Spec) -> dict[str, Rows]:
    """Return RT, conditions and works of the kab/kota that have them."""
    from data.sample_units import tables

    return tables(_surveyed(spec), spec["tahun_pendataan"])


def delineations(spec: Spec) -> bytes:
    """Return the polygons of those RT as a map file."""
    from data.sample_shapes import geojson
    from data.sample_units import patches

    return geojson(patches(_surveyed(spec)), spec)


def _surveyed(spec: Spec) -> list[Place]:
    """Return the locations with RT, and the groups that their hectares fall into."""
    from data.sample_units import Group, Place

    places, verified = [], _verified(spec)
    for id_lokasi, team, location in _numbered(spec):
        if not team.get("rt") or location.get("tanpa_rt"):
            continue
        groups = [
            Group(share, part["tahun"], part["status"], part["sumber"])
            for part, share in _shares(spec, team, location)
        ]
        left = _exact(verified.get(id_lokasi, location["luas"])) - _gone(location)
        names = {k: location.get(k) for k in ("kecamatan", "kelurahan", "kawasan")}
        point = _point(team["pusat"], int(id_lokasi[-2:]))
        groups += [Group(left)] if left else []
        places.append(Place(id_lokasi, team["nama"], names, point, groups))
    return places


def _reductions(spec: Spec) -> Iterator[dict[str, Any]]:
    for id_lokasi, team, location in _numbered(spec):
        for part, share in _shares(spec, team, location):
            yield {
                "id_lokasi": id_lokasi,
                "kab_kota": team["nama"],
                "kelurahan": location.get("kelurahan"),
                "kawasan": location.get("kawasan"),
                "tahun": part["tahun"],
                "status": part["status"],
                "sumber": part["sumber"],
                "pengurangan_ha": float(share),
                "keterangan": "ilustrasi",
            }


def _unexplained(spec: Spec) -> Iterator[dict[str, Any]]:
    """Yield what a report leaves unexplained, per kab/kota."""
    for team in spec["kab_kota"] if "terbuka" in spec else ():
        yield {
            "kab_kota": team["nama"],
            "status": "terbuka",
            "pengurangan_ha": team["terbuka"],
            **spec["terbuka"],
        }


def _claims(spec: Spec) -> Iterator[dict[str, Any]]:
    year = int(spec["profil"]["tahun_target"])
    for claim in spec["klaim"]:
        yield {"wilayah": spec["wilayah"], "tahun": year, "sumber": spec["sumber"], **claim}


def _assets(spec: Spec) -> Iterator[dict[str, Any]]:
    """Yield built assets of each location; kinds and conditions alternate, an illustration."""
    kinds = tomllib.loads((HERE / "contoh_pemeliharaan.toml").read_text(encoding="utf-8"))
    last = spec["jadwal"]["minggu_akhir"]
    for turn, (id_lokasi, team, location) in enumerate(_numbered(spec)):
        built = last.year - 2 - turn % 2
        for kind in kinds["aset"][: 2 + turn % 2]:
            state = kinds["keadaan"][(turn + len(kind["jenis"])) % len(kinds["keadaan"])]
            yield {
                "id_aset": f"{id_lokasi}-{kind['kode']}",
                "jenis": kind["jenis"],
                "kab_kota": team["nama"],
                "kelurahan": location.get("kelurahan"),
                "kawasan": location.get("kawasan"),
                "kriteria": kind["kriteria"],
                "volume": float(round(kind["per_ha"] * location["luas"])),
                "satuan": kind["satuan"],
                "tahun_bangun": built,
                "kondisi": state["kondisi"],
                "kpp_aktif": state["kpp_aktif"],
                "dana_rp": round(state["dana_per_ha_rp"] * location["luas"], -5),
                "pemeriksaan_terakhir": last - WEEK * state["minggu_lalu"],
                "keterangan": "ilustrasi",
            }


def _achievement(spec: Spec) -> dict[str, Rows]:
    """Return the tables about achievement; who has which row alternates, an illustration."""
    own = tomllib.loads((HERE / "contoh_capaian.toml").read_text(encoding="utf-8"))
    last, teams = spec["jadwal"]["minggu_akhir"], [t["nama"] for t in spec["kab_kota"]]
    period = spec["profil"]["tanggal_data"]
    complaints = own["pengaduan"]
    return {
        "kpi": list(_indicators(own["kpi"], teams, period)),
        "akses": [
            {
                "kab_kota": team,
                "kk_total": total,
                "kk_air_minum": round(total * own["akses"]["air_minum"][i]),
                "kk_sanitasi": round(total * own["akses"]["sanitasi"][i]),
                "periode": period,
            }
            for i, (team, total) in enumerate(zip(teams, own["akses"]["kk_total"], strict=False))
        ],
        "bpm": list(_packages(spec, own["bpm"])),
        "kolaborasi": [
            {"kab_kota": team, **_turn(own["kolaborasi"], i), "tahun": last.year}
            for i, team in enumerate(teams)
        ],
        "peningkatan_kapasitas": [
            {"kab_kota": team, **_dated(_turn(own["pelatihan"], i), last, tanggal="minggu")}
            for i, team in enumerate(teams)
        ],
        "audit": [
            {
                "kab_kota": _turn(teams, i),
                "tahun_buku": last.year - 1,
                **_dated(row, last, batas_waktu="batas"),
            }
            for i, row in enumerate(own["audit"])
        ],
        "pengaduan": [
            {
                "kab_kota": _turn(teams, i),
                "media": _turn(complaints["media"], i),
                "status": "selesai" if "selesai" in row else "proses",
                **_dated(row, last, tanggal="masuk", tanggal_selesai="selesai"),
            }
            for i, row in enumerate(complaints["isi"])
        ],
        "mutu": [
            {
                "kab_kota": _turn(teams, i),
                "kelurahan": _turn(spec["kab_kota"], i)["lokasi"][0].get("kelurahan"),
                **_dated(
                    row,
                    last,
                    diperiksa="diperiksa",
                    batas_perbaikan="batas",
                    diperbaiki="diperbaiki",
                ),
            }
            for i, row in enumerate(own["mutu"])
        ],
        "hijau": [
            {"kab_kota": _turn(teams, i), **_dated(row, last, tanggal="minggu")}
            for i, row in enumerate(own["hijau"])
        ],
        "rtl": [
            {
                "klaster": _turn(spec["kab_kota"], i)["klaster"],
                "kab_kota": _turn(teams, i),
                **_dated({**row, "batas": -row["batas"]}, last, batas_waktu="batas"),
            }
            for i, row in enumerate(own["rtl"])
        ],
    }


def _turn(choices: Sequence[Any], number: int) -> Any:
    return choices[number % len(choices)]


def _dated(row: Spec, last: date, **columns: str) -> dict[str, Any]:
    """Return a row with weeks before the last one turned into dates, column by column."""
    dates = {name: last - WEEK * row[key] for name, key in columns.items() if key in row}
    return {k: v for k, v in row.items() if k not in columns.values()} | dates


def _indicators(own: Sequence[Spec], teams: Sequence[str], period: str) -> Iterator[dict[str, Any]]:
    for row in own:
        shared = {k: v for k, v in row.items() if k != "per_tempat"}
        shared = {"arah": "naik", "periode": period, **shared}
        if "per_tempat" not in row:
            yield shared
            continue
        for i, team in enumerate(teams):
            figures = {k: _turn(values, i) for k, values in row["per_tempat"].items()}
            yield {**shared, **figures, "kab_kota": team}


def _packages(spec: Spec, own: Spec) -> Iterator[dict[str, Any]]:
    """Yield the payments of a package in the first locations of each kab/kota."""
    last = spec["jadwal"]["minggu_akhir"]
    chosen = [n for n in _numbered(spec) if int(n[0][-2:]) <= own["lokasi_per_tempat"]]
    for i, (_, team, location) in enumerate(chosen):
        state, ceiling = _turn(own["keadaan"], i), _turn(own["pagu_rp"], i)
        place = location.get("kelurahan") or f"{location['kawasan']} (kelurahan belum diketahui)"
        for number, term in enumerate(state["termin"], start=1):
            yield {
                "kab_kota": team["nama"],
                "kelurahan": place,
                "bkm": f"BKM {place.split(' (')[0]}",
                "kegiatan": _turn(own["kegiatan"], i),
                "tahun": last.year,
                "pagu_rp": ceiling,
                "termin": str(number),
                "cair_rp": round(ceiling * term["bagian"]),
                "tanggal": last - WEEK * term["minggu"],
                "fisik_pct": state["fisik"],
                "di_dalam_delineasi": state["dalam"],
                "lpj": state["lpj"],
                "serah_terima": state["serah_terima"],
                **_dated(
                    {k: state[k] for k in ("rencana", "selesai") if k in state},
                    last,
                    rencana_selesai="rencana",
                    selesai="selesai",
                ),
            }


def _activities(spec: Spec) -> Iterator[dict[str, Any]]:
    for team in spec["kab_kota"]:
        for activity in spec["jadwal"]["kegiatan"]:
            yield {
                "id_kegiatan": activity["id"],
                "kab_kota": team["nama"],
                "komponen": activity["komponen"],
                "kegiatan": activity["kegiatan"],
                "bobot_pct": activity["bobot"],
                "mulai": activity["mulai"],
                "selesai": activity["selesai"],
                "pic": activity["pic"],
            }


def _progress(spec: Spec) -> Iterator[dict[str, Any]]:
    """Yield weekly reports of every activity from its start until it is done."""
    last = spec["jadwal"]["minggu_akhir"]
    for team in spec["kab_kota"]:
        for activity in spec["jadwal"]["kegiatan"]:
            for week, done in _course(activity, team, last):
                obstacle = activity.get("kendala") if week == last and done < 100 else None
                yield {
                    "id_kegiatan": activity["id"],
                    "kab_kota": team["nama"],
                    "minggu": week,
                    "realisasi_pct": done,
                    "kendala": obstacle,
                }


def _course(activity: Spec, team: Spec, last: date) -> Iterator[tuple[date, float]]:
    """Yield the cumulative progress [%] by week: the plan, late by the lag of the team."""
    end = _final(activity, team, last)
    weeks = (last - activity["mulai"]) // WEEK
    for back in range(weeks, -1, -1):
        week = last - WEEK * back
        late = week - WEEK * team["lag_minggu"]
        done = min(round(_eased(_planned(activity, late)) * 100, 1), end)
        done = end if back == 0 else done
        if done > 0:
            yield week, done
        if done >= 100:
            return


def _planned(activity: Spec, day: date) -> float:
    """Return the part of an activity that its dates plan to be done, both days included."""
    length = (activity["selesai"] - activity["mulai"]).days + 1
    return min(max(((day - activity["mulai"]).days + 1) / length, 0.0), 1.0)


def _eased(part: float) -> float:
    """Return a part that starts and ends more slowly than it runs, as work does."""
    return 0.75 * part + 0.25 * part * part * (3 - 2 * part)


def _final(activity: Spec, team: Spec, last: date) -> float:
    """Return the progress [%] in the last week: what the team's total leaves to the activity."""
    if "kumulatif_pct" not in team:
        late = last - WEEK * team["lag_minggu"]
        return round(_eased(_planned(activity, late)) * 100, 1)
    lacking = (100 - _exact(team["kumulatif_pct"])) * _exact(activity.get("kurang", 0.0))
    return float(100 - lacking / Decimal(activity["bobot"]) * 100)


def main() -> None:
    """Write the samples beside this script."""
    for name in SAMPLES:
        spec = specification(name)
        (HERE / f"{name}.xlsx").write_bytes(workbook(spec))
        (HERE / f"{name}.geojson").write_bytes(delineations(spec))
    for path, content in team_files().items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent))
    main()
