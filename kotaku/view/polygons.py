"""The delineations of a data set against its tables, in words: what every face says of the map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import pandas as pd

from kotaku.dataset import Dataset
from kotaku.findings import SEVERITIES, Finding
from kotaku.geo.model import CLOSE, FAR, MAP, OFF, SAME, STATUS, UNCOMPARED, WITHOUT, Delineations
from kotaku.once import once
from kotaku.view.headline import Headline
from kotaku.view.quality import findings_frame
from kotaku.view.standing import doubt_note, doubt_word
from kotaku.words import labels
from kotaku.words.numbers import format_ha, format_number

STATUS_WORDS: Final = labels.POLYGON
JOINED_WORDS: Final = labels.JOINED
# The columns that every face shows of a unit, with their headings.
POLYGON_HEADINGS: Final = {
    "unit": "Unit",
    "kab_kota": "Kab/kota",
    "kelurahan": "Kelurahan",
    "keadaan": "Keadaan",
    "luas_poligon_ha": "Luas poligon (ha)",
    "luas_tabel_ha": "Luas tabel (ha)",
    "luas_tertulis_ha": "Tertulis di peta (ha)",
    "selisih_pct": "Selisih (%)",
    "sama_dengan": "Sama dengan",
    "luas_bidang_ha": "Luas bidang UTM (ha)",
    "digabung": "Digabung menurut",
    "sumber": "Sumber",
}

_ALWAYS: Final = ("unit", "keadaan", "luas_poligon_ha")
POLYGON_AREAS: Final = tuple(name for name in POLYGON_HEADINGS if name.endswith("_ha"))
_AGREEING: Final = (SAME, CLOSE)  # to one percent
_DIFFERING: Final = (OFF, FAR)
_CODES: Final = ("PETA-", "POLIGON-", "UNIT-TANPA-POLIGON")


@once
def polygons_answer(dataset: Dataset) -> str:
    """Return in one sentence how map and table agree; "" where there is no polygon."""
    found = dataset.delineasi
    if not found:
        return ""
    units = found.units
    drawn = units[units["jumlah_poligon"] > 0]
    parts = [f"{_count(len(drawn))} unit berpoligon, {format_ha(union_ha(found))}"]
    compared = drawn[drawn["status"] != UNCOMPARED]
    if len(compared):
        same = int(compared["status"].isin(_AGREEING).sum())
        off = int(compared["status"].isin(_DIFFERING).sum())
        parts.append(
            f"{_count(same)} dari {_count(len(compared))} sama dengan luas yang tertulis, "
            f"{_count(off)} berbeda lebih dari satu persen"
        )
    if listed(found):
        unjoined = drawn[drawn["id_unit"] == ""]
        if len(unjoined):
            parts.append(f"{_count(len(unjoined))} poligon belum punya baris di tabel")
        missing = units[units["status"] == WITHOUT]
        if len(missing):
            parts.append(f"{_count(len(missing))} unit belum punya poligon")
    return f"{'; '.join(parts)}.{doubt_note(dataset, MAP)}"


@once
def union_ha(found: Delineations) -> float:
    """Return what all polygons cover [ha]: overlaps count once."""
    whole = found.totals[found.totals["satuan"] == ""]
    return float(whole["gabungan_ha"].max()) if len(whole) else 0.0


def listed(found: Delineations) -> bool:
    """Tell whether a table knows any unit that a polygon may draw."""
    return bool((found.units["id_unit"] != "").any())


@once
def polygons_frame(found: Delineations) -> pd.DataFrame:
    """Return the units in the order to read, with their state in words (POLYGON_HEADINGS).

    What is furthest from what is stated stands first, what has no polygon after it, what agrees
    last.
    """
    first = dict.fromkeys([FAR, OFF, WITHOUT, *STATUS])
    order = {name: i for i, name in enumerate(first)}
    units = found.units.assign(
        keadaan=found.units["status"].map(dict(STATUS_WORDS)),
        digabung=[_ways(text) for text in found.units["cara"]],
        _urut=found.units["status"].map(order),
        _jauh=-found.units["selisih_pct"].abs().fillna(0.0),
    )
    sorted_ = units.sort_values(["_urut", "_jauh", "unit"], kind="stable")
    return sorted_.drop(columns=["_urut", "_jauh"]).reset_index(drop=True)


@once
def polygon_headings(found: Delineations) -> dict[str, str]:
    """Return the columns that hold anything, with their headings."""
    units = polygons_frame(found)
    filled = units.notna() & (units != "")
    kept = [c for c in POLYGON_HEADINGS if c in _ALWAYS or filled[c].any()]
    return {column: POLYGON_HEADINGS[column] for column in kept}


@once
def polygon_figures(dataset: Dataset) -> list[Headline]:
    """Return the four figures of map and table: what agrees, what does not, what is missing."""
    found, sure = dataset.delineasi, doubt_word(dataset, MAP)
    units = found.units
    stated = units["status"]

    def figure(key: str, label: str, names: Sequence[str], note: str) -> Headline:
        own = units[stated.isin(names)]
        area = own["luas_poligon_ha"].fillna(own["luas_tabel_ha"]).sum()
        return Headline(key, label, _count(len(own)), f"{format_ha(float(area))}{note}", "", sure)

    return [
        figure("sama", "Sama", _AGREEING, ", selisih sampai 1 %"),
        figure("berbeda", "Berbeda", _DIFFERING, ", selisih lebih dari 1 %"),
        figure("tanpa_pembanding", "Tanpa pembanding", [UNCOMPARED], ", tidak ada luas tertulis"),
        figure("tanpa_poligon", "Belum punya poligon", [WITHOUT], " menurut tabel"),
    ]


@once
def polygon_totals(found: Delineations) -> pd.DataFrame:
    """Return the sums of the polygons and their unions, the whole first."""
    totals = found.totals
    joined = totals["kelurahan"] + ", " + totals["kab_kota"]
    places = joined.str.strip(", ").where(totals["satuan"] != "", totals["kab_kota"])
    levels = totals["satuan"].map(dict(labels.UNIT)).fillna("semua")
    return totals.assign(tempat=places.where(places != "", "Seluruhnya"), satuan=levels)


def polygon_findings(findings: Iterable[Finding], found: Delineations) -> pd.DataFrame:
    """Return the findings about the map, the gravest first, as ``findings_frame`` does.

    ``bentuk`` is the label of the shape that a finding is about; -1 where it is about none.
    """
    own = [f for f in findings if f.code.startswith(_CODES)]
    own.sort(key=lambda f: SEVERITIES.index(f.severity))
    shapes = found.shapes
    places = zip(shapes["berkas"], shapes["lapisan"], shapes["nomor"], strict=True)
    known = dict(zip(places, shapes.index, strict=True))
    return findings_frame(own).assign(
        bentuk=[known.get((f.file, f.sheet, f.row or 0), -1) for f in own]
    )


@once
def polygon_rows(found: Delineations) -> tuple[pd.DataFrame, pd.Series[str]]:
    """Return the units with polygons as a map draws them, and by each shape the unit it belongs to.

    Polygons that no row of a table knows are units of their own here: ``id_unit`` is the label of
    the first shape.
    """
    units = found.units[found.units["jumlah_poligon"] > 0]
    named = [shapes.split() for shapes in units["bentuk"]]
    owners = {int(shape): own[0] for own in named for shape in own}
    rows = pd.DataFrame(
        {
            "id_unit": [own[0] for own in named],
            "nama": units["unit"],
            "kab_kota": units["kab_kota"],
            "bujur": units["bujur"],
            "lintang": units["lintang"],
            "luas_ha": units["luas_poligon_ha"],
            "tingkat": pd.Series(pd.NA, index=units.index, dtype="str"),
            "sisa_ha": float("nan"),
            "status_poligon": units["status"],
            "berpoligon": True,
        }
    ).reset_index(drop=True)
    return rows, pd.Series(owners, dtype="str")


def _ways(text: str) -> str:
    return ", ".join(JOINED_WORDS.get(way, way) for way in text.split(", ")) if text else ""


def _count(number: int) -> str:
    return format_number(number, 0)
