"""The delineations of a data set against its tables, in words: what every face says of the map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from kotaku.dataset import Dataset
from kotaku.geo.model import FAR, MAP, OFF, SAME, STATUS, UNCOMPARED, WITHOUT, Delineations
from kotaku.view.standing import doubt_note
from kotaku.words import labels
from kotaku.words.numbers import format_ha, format_number

STATUS_WORDS: Final = labels.POLYGON
JOINED_WORDS: Final = labels.JOINED
# The columns that every face shows of a unit, with their headings.
HEADINGS: Final = {
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
        same = int((compared["status"] == SAME).sum())
        off = int(compared["status"].isin([OFF, FAR]).sum())
        parts.append(
            f"{_count(same)} dari {_count(len(compared))} sama dengan luas yang tertulis, "
            f"{_count(off)} berbeda lebih dari 1 %"
        )
    if listed(found):
        unjoined = drawn[drawn["id_unit"] == ""]
        if len(unjoined):
            parts.append(f"{_count(len(unjoined))} poligon belum punya baris di tabel")
        missing = units[units["status"] == WITHOUT]
        if len(missing):
            parts.append(f"{_count(len(missing))} unit belum punya poligon")
    return f"{'; '.join(parts)}.{doubt_note(dataset, MAP)}"


def union_ha(found: Delineations) -> float:
    """Return what all polygons cover [ha], at the level that covers most: overlaps count once."""
    whole = found.totals[(found.totals["kelurahan"] == "") & (found.totals["kab_kota"] == "")]
    return float(whole["gabungan_ha"].max()) if len(whole) else 0.0


def listed(found: Delineations) -> bool:
    """Tell whether a table knows any unit that a polygon may draw."""
    return bool((found.units["id_unit"] != "").any())


def polygons_frame(found: Delineations) -> pd.DataFrame:
    """Return the units in the order to read, with their state in words (HEADINGS).

    What is furthest from what is stated stands first, what has no polygon after it, what agrees
    last.
    """
    order = {name: i for i, name in enumerate([FAR, OFF, WITHOUT, *STATUS])}
    units = found.units.assign(
        keadaan=found.units["status"].map(dict(STATUS_WORDS)),
        digabung=[_ways(text) for text in found.units["cara"]],
        _urut=found.units["status"].map(order),
        _jauh=-found.units["selisih_pct"].abs().fillna(0.0),
    )
    sorted_ = units.sort_values(["_urut", "_jauh", "unit"], kind="stable")
    return sorted_.drop(columns=["_urut", "_jauh"]).reset_index(drop=True)


def polygon_counts(found: Delineations) -> Mapping[str, int]:
    """Return how many units are in each state, all states present."""
    counted = found.units["status"].value_counts()
    return {name: int(counted.get(name, 0)) for name in STATUS}


def _ways(text: str) -> str:
    return ", ".join(JOINED_WORDS.get(way, way) for way in text.split(", ")) if text else ""


def _count(number: int) -> str:
    return format_number(number, 0)
