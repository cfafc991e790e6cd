"""From the map layers of all files to the delineations of a data set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from kotaku.dataset import Question, SourceTable, Spelling
from kotaku.findings import Finding
from kotaku.geo import names, neighbours
from kotaku.geo.model import (
    FAR,
    OFF,
    SHAPES,
    WITHOUT,
    Delineations,
    framed,
)
from kotaku.intake.maps import faults
from kotaku.intake.maps.joining import BY_AREA_CODE, BY_PLACE, BY_SPELLING, Joined, Joiner
from kotaku.intake.maps.listed import Unit, units_of
from kotaku.intake.maps.reading import LayerRead, read_layer
from kotaku.intake.maps.telling import Teller, signed_pct, some
from kotaku.intake.maps.unit_rows import compared, totals
from kotaku.intake.model import Layer
from kotaku.words.numbers import format_ha, format_number


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
    sources: Sequence[SourceTable] = (),
) -> Outcome:
    """Return the delineations of all layers, joined to the rows of the tables and judged.

    Parameters
    ----------
    layers : name of the file and layer, in the order of upload
    tables : the checked tables
    decisions, answers : what a person decided on names and answered
    sources : where the tables were read, for shapes that stand on their rows
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
    joined = Joiner(units, decisions or {}, sources).join(frame, drawn)
    found.spellings = list(joined.spellings.values())
    frame = _with_units(frame, joined)
    teller = Teller(frame)
    pairs = neighbours.overlaps(drawn, np.flatnonzero(frame["peran"] == "unit").tolist())
    faults.printed_areas(frame, teller)
    faults.overlaps(pairs.pairs, teller)
    faults.inner(frame, drawn, teller)
    faults.twice_named(frame, teller)
    faults.far_from_point(drawn, joined.units, teller)
    faults.outside(frame, drawn, frame["kab_kota"].tolist(), teller)
    every = compared(teller.rows, drawn, joined.units, units)
    _tell_joins(frame, joined, teller)
    _tell_areas(every, teller)
    _tell_without(every, teller)
    found.findings += teller.findings
    found.delineations = Delineations(frame, every, totals(teller.rows, drawn, pairs))
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
    for place, (by_code, by_name) in joined.torn.items():
        teller.tell("POLIGON-KODE-BERBEDA", place, kode=str(frame["kode"].iloc[place]),
                    menurut_kode=by_code, menurut_nama=by_name)  # fmt: skip
    coded = frame[frame["cara"] == BY_AREA_CODE]
    for (file, layer), own in coded.groupby(["berkas", "lapisan"], sort=False):
        teller.tell_layer(
            "POLIGON-MENURUT-KODE", str(file), str(layer), daftar=some(own["nama"].tolist()),
            jumlah=format_number(len(own), 0),
        )  # fmt: skip
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
