"""The units that tables know, as a map may name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kotaku.geo import names
from kotaku.geo.model import KAWASAN, LOKASI, RT
from kotaku.intake.maps.rtrw import key_of, read_number
from kotaku.words.safe import clean

NAN = float("nan")
_NAMES = ("kelurahan", "kawasan", "kampung")


@dataclass(frozen=True)
class Unit:
    """One row of a table that a polygon may draw."""

    satuan: str
    ident: str
    unit: str
    kab_kota: str
    kecamatan: str
    kelurahan: str
    places: tuple[str, ...]  # names of the place it lies in, as written
    number: tuple[str, str] | None  # RT and RW
    luas_verifikasi_ha: float = NAN
    luas_sk_ha: float = NAN
    luas_flag_ha: float = NAN
    bujur: float = NAN
    lintang: float = NAN
    where: tuple[int, int] = (-1, -1)  # source and row on the sheet
    lokasi: str = ""  # id of the location that an RT lies in
    kode: str = ""  # area code of its kelurahan, ten digits

    @property
    def luas_tabel_ha(self) -> float:
        """What is compared with its polygon: verified, else of the decree, else flagged."""
        areas = (self.luas_verifikasi_ha, self.luas_sk_ha, self.luas_flag_ha)
        return next((area for area in areas if area > 0), NAN)

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of its place, for comparison."""
        return tuple(dict.fromkeys(key for key in map(names.bare, self.places) if key))


def units_of(tables: Mapping[str, pd.DataFrame]) -> list[Unit]:
    """Return RT, locations, and the kawasan that RT make up."""
    lokasi = list(_locations(tables.get("lokasi")))
    rt = list(_rt(tables.get("rt"), lokasi))
    known = {key for u in lokasi for key in u.keys}
    return [*rt, *lokasi, *_kawasan(rt, known)]


def _locations(frame: pd.DataFrame | None) -> Iterator[Unit]:
    for row in _rows(frame, "id_lokasi"):
        places = _texts(row, ("kawasan", "kelurahan"))
        ident = _text(row, "id_lokasi") or "/".join((_text(row, "kab_kota"), *places))
        name = clean(" – ".join(dict.fromkeys(reversed(places)))) or ident
        yield Unit(
            LOKASI, ident, name,
            _text(row, "kab_kota"), _text(row, "kecamatan"), _text(row, "kelurahan"), places, None,
            row["luas_verifikasi_ha"], row["luas_sk_ha"], NAN,
            row["bujur"], row["lintang"], _where(row),
            kode=names.village_code(_text(row, "kode_wilayah")),
        )  # fmt: skip


def _rt(frame: pd.DataFrame | None, lokasi: Sequence[Unit]) -> Iterator[Unit]:
    by_id, by_name = {u.ident: u for u in lokasi}, _alone(lokasi)
    for row in _rows(frame, "id_rt"):
        if not _text(row, "id_rt"):
            continue
        within = by_id.get(_text(row, "id_lokasi"))
        home = within or (None if _text(row, "id_lokasi") else _named(row, by_name))
        places = (*_texts(row, _NAMES), *(within.places if within else ()))
        number, written = key_of(_text(row, "rt_rw")), read_number(_text(row, "rt_rw"))
        named = _text(row, "kelurahan") or (within.kelurahan if within else "")
        name = written.words if written else _text(row, "rt_rw") or row["id_rt"]
        yield Unit(
            RT, row["id_rt"], clean(f"{name} {named or next(iter(places), '')}"),
            _text(row, "kab_kota") or (within.kab_kota if within else ""),
            _text(row, "kecamatan") or (within.kecamatan if within else ""),
            named, places, number,
            row["luas_verifikasi_ha"], NAN, row["luas_flag_ha"],
            row["bujur"], row["lintang"], _where(row),
            home.ident if home else "", home.kode if home else "",
        )  # fmt: skip


def _alone(lokasi: Sequence[Unit]) -> dict[tuple[str, str], Unit]:
    """Return the locations by kab/kota and name, as far as a name is that of one alone."""
    named: dict[tuple[str, str], list[Unit]] = {}
    for unit in lokasi:
        for key in unit.keys:
            named.setdefault((names.bare(unit.kab_kota), key), []).append(unit)
    return {key: found[0] for key, found in named.items() if len(found) == 1}


def _named(row: Mapping[str, object], known: Mapping[tuple[str, str], Unit]) -> Unit | None:
    """Return the location that bears the kawasan or kelurahan of an RT."""
    kab_kota = names.bare(_text(row, "kab_kota"))
    found = (known.get((kab_kota, names.bare(t))) for t in _texts(row, ("kawasan", "kelurahan")))
    return next((one for one in found if one is not None), None)


def _kawasan(rt: Sequence[Unit], known: set[str]) -> Iterator[Unit]:
    """Yield the places that RT make up and that no location stands for."""
    groups: dict[tuple[str, str], list[Unit]] = {}
    for unit in rt:
        for place in unit.places[:2]:
            if (key := names.bare(place)) and key not in known:
                groups.setdefault((unit.kab_kota, key), []).append(unit)
    for (kab_kota, key), own in groups.items():
        first = next(p for p in own[0].places if names.bare(p) == key)
        yield Unit(
            KAWASAN, first, first, kab_kota, own[0].kecamatan, own[0].kelurahan, (first,), None,
            sum(u.luas_tabel_ha for u in own if u.luas_tabel_ha == u.luas_tabel_ha),
        )  # fmt: skip


def _rows(frame: pd.DataFrame | None, ident: str) -> list[dict[str, Any]]:
    if frame is None or frame.empty:
        return []
    known = frame[frame[ident].isna() | ~frame[ident].duplicated()]
    return [{str(k): v for k, v in row.items()} for row in known.to_dict("records")]


def _where(row: Mapping[str, Any]) -> tuple[int, int]:
    return int(row["_sumber"]), int(row["_baris"])


def _text(row: Mapping[str, object], column: str) -> str:
    value = row.get(column)
    return value if isinstance(value, str) else ""


def _texts(row: Mapping[str, object], columns: Sequence[str]) -> tuple[str, ...]:
    return tuple(text for column in columns if (text := _text(row, column)))
