"""One layer of a map as delineations: placed, mended, measured, named; and what is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pandas as pd
import shapely

from kotaku.dataset import Choice, Question
from kotaku.findings import Finding, finding
from kotaku.geo import shapes, systems
from kotaku.geo.model import LOKASI, MAP, RT, SHAPES, framed
from kotaku.geo.names import of_code
from kotaku.geo.printed import Printed, read_areas, unit_of
from kotaku.geo.systems import System
from kotaku.geo.tolerances import tolerances
from kotaku.intake.maps import attributes
from kotaku.intake.maps.attributes import Attributes
from kotaku.intake.model import Layer
from kotaku.words.numbers import format_ha, format_number
from kotaku.words.safe import clean

MOST_CHOICES: Final = 4


@dataclass
class LayerRead:
    """What a layer gives."""

    frame: pd.DataFrame  # SHAPES, not joined yet
    shapes: shapes.Shapes  # of the frame's rows
    findings: list[Finding] = field(default_factory=list)
    question: Question | None = None


@dataclass(frozen=True)
class _Where:
    """The layer that findings are told of."""

    file: str
    layer: Layer

    def tell(self, code: str, row: int | None = None, **words: object) -> Finding:
        """Return a finding of this layer, or of one shape of it."""
        cell = f"{self.layer.column}{row}" if self.layer.column and row else ""
        return finding(code, file=self.file, sheet=self.layer.name, cell=cell, row=row, **words)  # type: ignore[arg-type]

    def one(self, code: str, place: int, **words: object) -> Finding:
        """Return a finding of the shape at a place of the layer."""
        return self.tell(code, self.layer.rows[place], nomor=self.layer.rows[place], **words)


def read_layer(
    layer: Layer, file: str, answers: Mapping[str, str], near: Sequence[tuple[float, float]]
) -> LayerRead:
    """Return the delineations of a layer; ``id_unit`` is what the map says, not looked for yet.

    Parameters
    ----------
    layer, file : as read, and the file it comes from
    answers : what a person answered, by the kode of the question
    near : places known from the tables (longitude, latitude), for a map that tells no system
    """
    where = _Where(file, layer)
    known = attributes.understood(layer)
    drawn = shapes.read(layer.shapes)
    drawn[~shapes.finite(drawn)] = None
    system, question, found = _system(where, drawn, answers, near)
    if system is not None:
        drawn = shapes.moved(drawn, system)
        drawn[~shapes.finite(drawn)] = None
    mended = shapes.mended(drawn)
    kept, lost = _kept(where, known, mended, system)
    found += lost
    found += [
        where.one(
            "POLIGON-TIDAK-SAH", i, sebab=_reason(mended.why[i]), value=_label(known, i, layer)
        )
        for i in kept if not mended.sound[i]
    ]  # fmt: skip
    areas = mended.areas[kept]
    frame, told = _rows(where, known, kept, areas, mended.sound[kept])
    found += told
    if len(frame):
        found.insert(0, _understood(where, known, frame, system))
    return LayerRead(frame, areas, found, question)


# --- where it lies -----------------------------------------------------------------


def _system(
    where: _Where,
    drawn: shapes.Shapes,
    answers: Mapping[str, str],
    near: Sequence[tuple[float, float]],
) -> tuple[System | None, Question | None, list[Finding]]:
    """Return the system of a layer, the question where nobody says it, and what to tell."""
    x, y = shapes.middle(drawn)
    told = systems.system_of(where.layer.system)
    if np.isnan(x) or (told is not None and (systems.plausible(told, x, y) or not told.degrees)):
        return told, None, []
    if told is not None and abs(x) <= 180 and abs(y) <= 90:
        return told, None, []  # degrees of another country
    found = systems.proposed(x, y, near)
    if not found:
        return None, None, []
    if len(found) == 1:
        return found[0], None, [where.tell("PETA-SISTEM-DIANGGAP", sistem=found[0].nama)]
    question = _question(where, drawn, (x, y), found)
    answer = answers.get(question.kode)
    chosen = next((s for s in found if s.kode == answer), None)
    if chosen is not None:
        return chosen, None, [where.tell("PETA-SISTEM-DIJAWAB", sistem=chosen.nama)]
    asked = where.tell("PETA-SISTEM-DITANYAKAN", sistem=found[0].nama, kode=question.kode)
    return found[0], question, [asked]


def _question(
    where: _Where, drawn: shapes.Shapes, at: tuple[float, float], found: Sequence[System]
) -> Question:
    """Return the question for the system, each choice with the place that follows from it."""
    names = "|".join(sorted(attributes.plain(name) for name in where.layer.columns))
    shape = hashlib.sha256(f"{names}|{at[0] // 100_000}".encode()).hexdigest()[:4]
    return Question(
        kode=f"SISTEM-{shape}",
        besaran=MAP,
        berkas=where.file,
        lembar=where.layer.name,
        sel="",
        pesan=(
            f"Lapisan “{where.layer.name}” tidak menyebut sistem koordinatnya; angkanya sekitar "
            f"{format_number(at[0], 0)} dan {format_number(at[1], 0)}. Sistem mana yang dipakai?"
        ),
        pilihan=tuple(
            Choice(system.kode, system.nama, _result(drawn, system, at))
            for system in found[:MOST_CHOICES]
        ),
    )


def _result(drawn: shapes.Shapes, system: System, at: tuple[float, float]) -> str:
    """Return what a system would give: where the shapes lie and how large they are."""
    lon, lat = systems.to_degrees(system, np.array([at[0]]), np.array([at[1]]))
    some = drawn[~shapely.is_missing(drawn)][:200]
    area = np.nansum(shapes.ellipsoid_ha(shapes.mended(shapes.moved(some, system)).areas))
    side = "LS" if lat[0] < 0 else "LU"
    place = f"{format_number(float(lon[0]), 2)}° BT {format_number(abs(float(lat[0])), 2)}° {side}"
    return f"{place}; {format_ha(float(area))}"


def _kept(
    where: _Where, known: Attributes, mended: shapes.Mended, system: System | None
) -> tuple[list[int], list[Finding]]:
    """Return the places of the shapes that are used, and a finding for each other one."""
    kept: list[int] = []
    found: list[Finding] = []
    inside = shapes.within_indonesia(mended.areas)
    suffix = "-SEL" if where.layer.column else ""  # the row itself counts as the table says
    for place, shape in enumerate(mended.areas):
        if shape is None or shapely.area(shape) <= 0:
            name = _label(known, place, where.layer)
            found.append(where.one(f"POLIGON-BUKAN-BIDANG{suffix}", place, value=name))
        elif not inside[place] or system is None:
            x, y = shapely.get_coordinates(shape)[0]
            words = f"{format_number(float(x), 2)} dan {format_number(float(y), 2)}"
            turned = abs(x) < 15 and 90 < y < 145
            code = "POLIGON-TERTUKAR" if turned else "POLIGON-DI-LUAR-INDONESIA"
            found.append(where.one(f"{code}{suffix}", place, value=words))
        else:
            kept.append(place)
    return kept, found


def _reason(why: str) -> str:
    """Return what GEOS says of a ring, in Indonesian, with the place."""
    kind, _, place = why.partition("[")
    x, _, y = place.rstrip("]").partition(" ")
    words = {
        "self-intersection": "garisnya memotong dirinya sendiri",
        "ring self-intersection": "garisnya menyentuh dirinya sendiri",
        "too few points in geometry component": "salah satu bagiannya hanya garis",
        "hole lies outside shell": "lubangnya di luar bidang",
        "nested shells": "bagiannya saling menumpuk",
    }
    told = words.get(kind.strip().lower(), "garis tepinya tidak sah")
    try:
        return f"{told}, di {format_number(float(x), 5)}° BT {format_number(float(y), 5)}°"
    except ValueError:
        return told


# --- what it is --------------------------------------------------------------------


def _rows(
    where: _Where,
    known: Attributes,
    kept: Sequence[int],
    areas: shapes.Shapes,
    sound: shapes.Bools,
) -> tuple[pd.DataFrame, list[Finding]]:
    """Return the used shapes as rows, and what their printed areas tell."""
    layer = where.layer
    lon, lat = shapes.inside_points(areas)
    utm = shapes.zones(lon, lat)
    own = shapes.ellipsoid_ha(areas)
    kelurahan = [_kelurahan(known, i, layer.name) for i in kept]
    column, printed, told = _printed(where, known, kept, own, kelurahan)
    texts = known.areas[column] if column else [None] * len(layer.shapes)
    rows: dict[str, Any] = {
        "berkas": where.file,
        "lapisan": layer.name,
        "nomor": [layer.rows[i] for i in kept],
        "kolom": layer.column,
        "peran": "batas" if known.boundary else "unit",
        "satuan": [RT if known.numbers[i] else LOKASI for i in kept],
        "id_unit": [known.text("id_rt", i) or known.text("id_lokasi", i) for i in kept],
        "cara": "",
        "nama": [_label(known, i, layer) for i in kept],
        "kab_kota": [known.text("kab_kota", i) or _kab_kota(known.codes[i]) for i in kept],
        "kecamatan": [attributes.without_kind(known.text("kecamatan", i)) for i in kept],
        "kelurahan": kelurahan,
        "kode": [known.codes[i] for i in kept],
        "rt_rw": [n.words if (n := known.numbers[i]) else "" for i in kept],
        "luas_poligon_ha": own,
        "luas_bidang_ha": shapes.plane_ha(areas, utm),
        "utm": utm,
        "tertulis": ["" if texts[i] is None else clean(texts[i], 40) for i in kept],
        "luas_tertulis_ha": printed.luas_ha if printed else np.nan,
        "ketelitian_ha": printed.half_digit_ha if printed else np.nan,
        "sah": sound,
        "bujur": np.round(lon, 6),
        "lintang": np.round(lat, 6),
        "wkb": list(shapely.to_wkb(areas)),
    }
    return framed(pd.DataFrame(rows, index=range(len(kept))), SHAPES), told


def _kelurahan(known: Attributes, place: int, title: str) -> str:
    """Return the kelurahan (or kawasan) of a shape: its attribute, else what a name holds."""
    for meaning in ("kelurahan", "kawasan"):
        if text := known.text(meaning, place):
            return attributes.without_kind(text)
    number = known.numbers[place]
    if number is not None and (rest := attributes.place_in_name(number.rest)):
        return rest
    if number is None and (text := known.text("nama", place)):
        return attributes.without_kind(text)
    return attributes.place_in_name(title)


def _kab_kota(code: str) -> str:
    """Return the kab/kota of an area code; "" where the code does not say which."""
    region = of_code(code).region if code else None
    return region.name if region else ""


def _label(known: Attributes, place: int, layer: Layer) -> str:
    """Return what people call a shape."""
    number = known.numbers[place]
    names = [_kelurahan(known, place, layer.name)]
    if number is not None:
        names = [number.words, *names]
    elif text := known.text("kawasan", place) or known.text("nama", place):
        names = [text]
    words = " ".join(name for name in names if name)
    return words or f"bentuk {layer.rows[place]}"


def _printed(
    where: _Where,
    known: Attributes,
    kept: Sequence[int],
    own: shapes.Floats,
    kelurahan: Sequence[str],
) -> tuple[str, Printed | None, list[Finding]]:
    """Return the attribute that tells the areas of the shapes, as read, and what is repeated."""
    found: list[Finding] = []
    tried: list[tuple[tuple[bool, float, int], str, Printed]] = []
    for rank, (name, values) in enumerate(known.areas.items()):
        read = read_areas([values[i] for i in kept], own, unit_of(name))
        if read is None:
            continue
        again = list(_repeated(read.luas_ha, own, kelurahan))
        for group, value in again:
            read.luas_ha[group] = np.nan
            found.append(
                where.tell(
                    "POLIGON-LUAS-BERULANG", value=format_ha(value), atribut=name,
                    jumlah=len(group), tempat=kelurahan[group[0]] or where.layer.name,
                )
            )  # fmt: skip
        known_areas = bool(np.isfinite(read.luas_ha).any())
        off = read.off if np.isfinite(read.off) else 99.0
        tried.append(((not known_areas, round(off, 2), rank), name, read))
    if not tried:
        return "", None, found
    (none, _, _), name, read = min(tried, key=lambda t: t[0])
    return (name, None, found) if none else (name, read, found)


def _repeated(
    printed: shapes.Floats, own: shapes.Floats, kelurahan: Sequence[str]
) -> Iterator[tuple[list[int], float]]:
    """Yield the shapes of one place that all carry one figure though their own areas differ."""
    rules = tolerances()["luas"]
    groups: dict[str, list[int]] = {}
    for i, name in enumerate(kelurahan):
        if np.isfinite(printed[i]):
            groups.setdefault(name, []).append(i)
    for group in groups.values():
        if len(group) < rules["berulang_paling_sedikit"]:
            continue
        low, high = np.min(own[group]), np.max(own[group])
        apart = (high - low) * 100 > high * rules["berulang_beda_pct"]
        if apart and np.ptp(printed[group]) <= 1e-9 * abs(printed[group[0]]):
            yield group, float(printed[group[0]])


def _understood(
    where: _Where, known: Attributes, frame: pd.DataFrame, system: System | None
) -> Finding:
    """Return how the layer was read, in a sentence."""
    words = {"rt_rw": "RT dari", "kelurahan": "kelurahan dari", "kawasan": "kawasan dari",
             "id_rt": "ID RT dari", "id_lokasi": "ID lokasi dari"}  # fmt: skip
    parts = [f"{text} “{known.used[k]}”" for k, text in words.items() if k in known.used]
    if not {"kelurahan", "kawasan"} & {*known.used} and frame["kelurahan"].any():
        parts.append(f"kelurahan dari namanya (“{frame['kelurahan'].iloc[0]}”)")
    read = frame["luas_tertulis_ha"].notna()
    if read.any():
        parts.append(f"{format_number(int(read.sum()), 0)} luas tertulis")
    code = "PETA-BATAS-DIBACA" if known.boundary else "PETA-DIBACA"
    return where.tell(
        code,
        jumlah=format_number(len(frame), 0),
        sistem=system.nama if system else "tidak diketahui",
        isi="; ".join(clean(part, 80) for part in parts) or "tanpa atribut yang dikenal",
    )
