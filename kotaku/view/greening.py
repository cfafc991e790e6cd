"""Green areas, landscape and knowledge products: what was carried out and what is planned."""

from __future__ import annotations

from datetime import date

import pandas as pd

from kotaku.view.answered import Answered
from kotaku.words.numbers import format_ha, format_number

KINDS = {
    "vegetasi": "Vegetasi",
    "rth": "Ruang terbuka hijau",
    "lanskap": "Lanskap",
    "pengetahuan": "Produk pengetahuan",
    "lainnya": "Lainnya",
}
STATES = {"realisasi": "Terlaksana", "berjalan": "Berjalan", "rencana": "Direncanakan"}
KNOWLEDGE = "pengetahuan"
_NAMED = 3  # units told in the answer; the table has all


def answered(frame: pd.DataFrame, as_of: date | None) -> Answered:  # noqa: ARG001 (as every table)
    """Return the area, the numbers and the knowledge products carried out, and what is planned."""
    found = frame.assign(
        jenis=frame["jenis_kegiatan"].map(KINDS).fillna("Lainnya"),
        keadaan=frame["status"].map(STATES).fillna("Direncanakan"),
        _urutan=frame["status"].map({s: i for i, s in enumerate(STATES)}).fillna(len(STATES)),
    ).sort_values(["_urutan", "_sumber", "_baris"], ignore_index=True)
    done, ahead = found[found["status"] == "realisasi"], found[found["status"] != "realisasi"]
    green = done[done["jenis_kegiatan"] != KNOWLEDGE]
    area, more = float(green["luas_ha"].sum()), float(ahead["luas_ha"].sum())
    works, known = _amounts(green), _amounts(done[done["jenis_kegiatan"] == KNOWLEDGE])
    planned = ", ".join(filter(None, [format_ha(more) if more else "", _amounts(ahead)]))
    words = f"Kawasan hijau terlaksana {format_ha(area)}" + (f" dan {works}" if works else "")
    words += f"; produk pengetahuan {known or 'belum ada'}"
    words += f"; masih direncanakan atau berjalan {planned}." if planned else "."
    figures = (
        ("Kawasan hijau terlaksana", format_ha(area), works or "tanpa jumlah"),
        ("Produk pengetahuan", known or "–", "yang sudah selesai"),
        ("Masih direncanakan atau berjalan", format_ha(more), f"{len(ahead)} kegiatan"),
    )
    return Answered(words, found, figures, {"jenis": "Jenis", "keadaan": "Keadaan"})


def _amounts(rows: pd.DataFrame) -> str:
    """Return the numbers of each unit: ``1.200 pohon, 3 modul``; different units are not summed."""
    counted = rows.dropna(subset=["jumlah"])
    sums = counted.groupby(counted["satuan"].fillna("buah").str.strip().str.lower())["jumlah"].sum()
    largest = sums.sort_values(ascending=False, kind="stable")
    words = [f"{format_number(float(v), 0)} {unit}" for unit, v in largest.items()]
    more = len(words) - _NAMED
    return ", ".join(words[:_NAMED]) + (f" dan {more} satuan lain" if more > 0 else "")
