"""From the map layers of all files to the delineations of a data set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import shapely

from kotaku.dataset import Question, Spelling
from kotaku.findings import Finding
from kotaku.geo import names, neighbours, shapes
from kotaku.geo.compare import equal_to, half_digit, judge
from kotaku.geo.model import (
    FAR,
    LOKASI,
    OFF,
    RT,
    SHAPES,
    TOTALS,
    UNITS,
    WITHOUT,
    Delineations,
    framed,
)
from kotaku.intake.maps import faults
from kotaku.intake.maps.joining import BY_PLACE, BY_SPELLING, Joined, Joiner
from kotaku.intake.maps.listed import Unit, units_of
from kotaku.intake.maps.reading import LayerRead, read_layer
from kotaku.intake.maps.telling import Teller, signed_pct, some
from kotaku.intake.model import Layer
from kotaku.words.numbers import format_ha, format_number

NAN = float("nan")


@dataclass
class Outcome:
    """What the maps of a data set give."""

    delineations: Delineations = field(default_factory=Delineations)
    findings: list[Finding] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    spellings: list[Spelling] = field(default_factory=list)
    used: dict[str, int] = field(default_factory=dict)  # shapes of map files that are used


def delineations(
    layers: Sequence[tuple[str, Layer]],
    tables: Mapping[str, pd.DataFrame],
    decisions: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
) -> Outcome:
    """Return the delineations of all layers, joined to the rows of the tables and judged.

    Parameters
    ----------
    layers : name of the file and layer, in the order of upload
    tables : the checked tables
    decisions, answers : what a person decided on names and answered
    """
    if not layers:
        return Outcome()
    units = units_of(tables)
    near = [(u.bujur, u.lintang) for u in units if u.bujur == u.bujur and u.lintang == u.lintang]
    read = [read_layer(layer, file, answers or {}, near) for file, layer in layers]
    found = Outcome(
        findings=[f for one in read for f in one.findings],
        questions=_once([one.question for one in read if one.question]),
        used=_used(layers, read),
    )
    frame = framed(pd.concat([one.frame for one in read], ignore_index=True), SHAPES)
    drawn = np.concatenate([one.shapes for one in read])
    joined = Joiner(units, decisions or {}).join(frame, drawn)
    found.spellings = list(joined.spellings.values())
    frame = _with_units(frame, joined)
    teller = Teller(frame)
    pairs = neighbours.overlaps(drawn, _levels(frame))
    faults.printed_areas(frame, teller)
    faults.overlaps(pairs, teller)
    faults.inner(frame, drawn, teller)
    faults.twice_named(frame, teller)
    faults.far_from_point(drawn, joined.units, teller)
    faults.outside(frame, drawn, frame["kab_kota"].tolist(), teller)
    every = _units(frame, drawn, joined, units)
    _tell_joins(frame, joined, teller)
    _tell_areas(every, teller)
    _tell_without(every, teller)
    found.findings += teller.findings
    found.delineations = Delineations(frame, every, _totals(frame, drawn, pairs))
    return found


def _once(questions: Sequence[Question]) -> list[Question]:
    """Return each question once: layers of one shape are asked about together."""
    return list({question.kode: question for question in questions}.values())


def _used(layers: Sequence[tuple[str, Layer]], read: Sequence[LayerRead]) -> dict[str, int]:
    used: dict[str, int] = {}
    for (file, layer), one in zip(layers, read, strict=True):
        if not layer.column:
            used[file] = used.get(file, 0) + len(one.frame)
    return used


def _levels(frame: pd.DataFrame) -> list[str]:
    """Return by shape what it may overlap: units of its level; boundaries lie in one another."""
    return [
        str(i) if role == "batas" else str(level)
        for i, (role, level) in enumerate(zip(frame["peran"], frame["satuan"], strict=True))
    ]


def _with_units(frame: pd.DataFrame, joined: Joined) -> pd.DataFrame:
    """Return the shapes with the unit that each draws, and its place in the words of the table."""
    units = joined.units

    def of(column: str, own: str) -> list[str]:
        values = frame[own].tolist()
        return [
            getattr(u, column) if u is not None and getattr(u, column) else value
            for u, value in zip(units, values, strict=True)
        ]

    return framed(
        frame.assign(
            id_unit=["" if u is None else u.ident for u in units],
            cara=joined.ways,
            satuan=of("satuan", "satuan"),
            nama=of("unit", "nama"),
            kab_kota=of("kab_kota", "kab_kota"),
            kecamatan=of("kecamatan", "kecamatan"),
            kelurahan=[
                _place(unit, text) for unit, text in zip(units, frame["kelurahan"], strict=True)
            ],
        ),
        SHAPES,
    )


def _place(unit: Unit | None, text: str) -> str:
    """Return the kelurahan of a shape as the table has it, else the place as it is spelt there."""
    if unit is None:
        return text
    same = (place for place in unit.places if names.bare(place) == names.bare(text))
    return unit.kelurahan or next(same, text)


# --- one row for each unit ---------------------------------------------------------


def _units(
    frame: pd.DataFrame, drawn: shapes.Shapes, joined: Joined, units: Sequence[Unit]
) -> pd.DataFrame:
    """Return UNITS: those with polygons, polygons without a row, then rows without polygons."""
    groups: dict[tuple[str, str], list[int]] = {}
    rows: list[dict[str, Any]] = []
    for place, unit in enumerate(joined.units):
        if frame["peran"].iat[place] != "unit":
            continue
        key = ("", str(place)) if unit is None else (unit.satuan, unit.ident)
        groups.setdefault(key, []).append(place)
    rows += [_row(frame, drawn, places, joined.units[places[0]]) for places in groups.values()]
    wanted = {level for level, _ in groups if level} or {*frame["satuan"]}
    listed = [u for u in units if u.satuan in wanted & {RT, LOKASI}]
    rows += [_without(u) for u in listed if (u.satuan, u.ident) not in groups]
    return framed(rows, UNITS)


def _row(
    frame: pd.DataFrame, drawn: shapes.Shapes, places: Sequence[int], unit: Unit | None
) -> dict[str, Any]:
    """Return the row of the polygons of one unit; together they are their union."""
    own = frame.iloc[list(places)]
    first = own.iloc[0]
    ellipsoid, plane = float(first["luas_poligon_ha"]), float(first["luas_bidang_ha"])
    if len(places) > 1:
        whole = np.array([shapely.union_all(drawn[list(places)])], dtype=object)
        ellipsoid = float(shapes.ellipsoid_ha(whole)[0])
        plane = float(shapes.plane_ha(whole, own["utm"].to_numpy()[:1])[0])
    printed, half = _together(own)
    stated = {
        "luas_verifikasi_ha": (v := unit.luas_verifikasi_ha if unit else NAN, half_digit(v)),
        "luas_sk_ha": (s := unit.luas_sk_ha if unit else NAN, half_digit(s)),
        "luas_tertulis_ha": (printed, half),
    }
    table = unit.luas_tabel_ha if unit else NAN
    judged = judge(table, half_digit(table), ellipsoid, plane)
    if not table > 0:
        judged = judge(printed, half, ellipsoid, plane)
    return {
        **{c: first[c] for c in ("satuan", "id_unit", "kab_kota", "kecamatan", "kelurahan")},
        "unit": first["nama"],
        "sumber": "; ".join(dict.fromkeys(own["berkas"] + ", " + own["lapisan"])),
        "cara": ", ".join(dict.fromkeys(c for c in own["cara"] if c)),
        "jumlah_poligon": len(places),
        "luas_poligon_ha": ellipsoid,
        "luas_bidang_ha": plane,
        "utm": int(first["utm"]),
        **{name: area for name, (area, _) in stated.items()},
        "luas_tabel_ha": table,
        "selisih_pct": judged.selisih_pct,
        "sama_dengan": equal_to(stated, ellipsoid, plane),
        "status": judged.status,
        "bujur": first["bujur"],
        "lintang": first["lintang"],
        "bentuk": " ".join(str(place) for place in places),
    }


def _together(own: pd.DataFrame) -> tuple[float, float]:
    """Return the printed area of the polygons of a unit with half of its last digit.

    Parts that all carry one figure carry that of the whole.
    """
    printed = own["luas_tertulis_ha"]
    if printed.isna().any():
        return NAN, NAN
    one = printed.nunique() == 1
    half = float(own["ketelitian_ha"].max())
    return (float(printed.iloc[0]), half) if one else (float(printed.sum()), half * len(own))


def _without(unit: Unit) -> dict[str, Any]:
    return {
        "satuan": unit.satuan, "id_unit": unit.ident, "unit": unit.unit,
        "kab_kota": unit.kab_kota, "kecamatan": unit.kecamatan, "kelurahan": unit.kelurahan,
        "sumber": "", "cara": "", "jumlah_poligon": 0, "utm": 0, "sama_dengan": "", "bentuk": "",
        "luas_verifikasi_ha": unit.luas_verifikasi_ha, "luas_sk_ha": unit.luas_sk_ha,
        "luas_tabel_ha": unit.luas_tabel_ha, "status": WITHOUT,
        "bujur": unit.bujur, "lintang": unit.lintang,
    }  # fmt: skip


def _totals(
    frame: pd.DataFrame, drawn: shapes.Shapes, pairs: Sequence[neighbours.Overlap]
) -> pd.DataFrame:
    """Return TOTALS: the sum of the polygons and the area of their union."""
    keys = ["satuan", "kab_kota", "kelurahan"]
    own = frame["luas_poligon_ha"].to_numpy()
    groups: dict[tuple[str, str, str], list[int]] = {}
    places = list(frame[keys].itertuples(index=False, name=None))
    for place, name in enumerate(places):
        if frame["peran"].iat[place] == "unit":
            for key in dict.fromkeys([(name[0], "", ""), name]):
                groups.setdefault(key, []).append(place)
    shared: dict[tuple[str, str, str], list[neighbours.Overlap]] = {}
    for pair in pairs:
        one, other = places[pair.first], places[pair.second]
        for key in dict.fromkeys([(one[0], "", ""), *([one] if one == other else [])]):
            shared.setdefault(key, []).append(pair)
    rows: list[dict[str, Any]] = []
    for key in sorted(groups):
        total = float(own[groups[key]].sum())
        union = neighbours.union_ha(drawn, own, groups[key], shared.get(key, ()))
        rows.append(
            {
                **dict(zip(keys, key, strict=True)),
                "jumlah_poligon": len(groups[key]),
                "jumlah_ha": total,
                "gabungan_ha": union,
                "tumpang_tindih_ha": max(total - union, 0.0),
            }
        )
    return framed(rows, TOTALS)


# --- what to tell ------------------------------------------------------------------


def _tell_joins(frame: pd.DataFrame, joined: Joined, teller: Teller) -> None:
    for (file, layer, text), used in joined.respelled.items():
        teller.tell_layer("POLIGON-NAMA-DISAMAKAN", file, layer, value=text, resmi=used)
    for spelling in joined.spellings.values():
        here = frame[(frame["kelurahan"] == spelling.text) | frame["cara"].eq(BY_SPELLING)]
        file, layer = (str(here[c].iloc[0]) if len(here) else "" for c in ("berkas", "lapisan"))
        code = "POLIGON-EJAAN-DIPAKAI" if spelling.used else "POLIGON-EJAAN"
        usul = spelling.used or " atau ".join(spelling.proposals)
        teller.tell_layer(code, file, layer, spelling.place, value=spelling.text, usul=usul)
    for place in joined.several:
        teller.tell("POLIGON-DUA-UNIT", place)
    for place, way in enumerate(joined.ways):
        unit = joined.units[place]
        if way == BY_PLACE and unit is not None:
            teller.tell("POLIGON-MENURUT-LETAK", place, unit=unit.unit)


def _tell_areas(units: pd.DataFrame, teller: Teller) -> None:
    """Tell which polygons differ from the area of the table."""
    known = units[units["luas_tabel_ha"].gt(0) & units["status"].isin([OFF, FAR])]
    for row in known.to_dict("records"):
        stated = "Luas verifikasi" if row["luas_verifikasi_ha"] > 0 else "Luas di tabel"
        teller.tell(
            faults.AREA_CODES[row["status"]], int(row["bentuk"].split()[0]), acuan=stated,
            value=row["unit"], tertulis=format_ha(row["luas_tabel_ha"], 3),
            poligon=format_ha(row["luas_poligon_ha"], 3), selisih=signed_pct(row["selisih_pct"]),
        )  # fmt: skip


def _tell_without(units: pd.DataFrame, teller: Teller) -> None:
    """Tell which polygons have no row, and which rows no polygon."""
    listed = units["id_unit"].ne("")
    if not listed.any():
        return
    alone = units[~listed]
    for source, own in alone.groupby("sumber", sort=False):
        first = teller.rows[int(own["bentuk"].iloc[0])]
        teller.tell_layer(
            "POLIGON-TANPA-UNIT", str(first["berkas"]), str(first["lapisan"]),
            jumlah=format_number(len(own), 0), daftar=some(own["unit"].tolist()), sumber=source,
            luas=format_ha(float(own["luas_poligon_ha"].sum())),
        )  # fmt: skip
    missing = units[units["status"] == WITHOUT]
    for place, own in missing.groupby("kab_kota", sort=True):
        teller.tell_layer(
            "UNIT-TANPA-POLIGON", "", "", str(place), wilayah=place or "Tabel",
            jumlah=format_number(len(own), 0), daftar=some(own["unit"].tolist()),
            luas=format_ha(float(own["luas_tabel_ha"].sum())),
        )  # fmt: skip
