"""What every drawn list has: titles, running numbers, groups, totals, notes around its rows."""
# ruff: noqa: C901

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kotaku.intake.model import Workbook
from kotaku.intake.safe.open import open_workbook
from tests.intake import books

Row = dict[str, Any]
Grid = list[list[object]]
PLACES = (
    ("Kota Kupang", "Alak", "Namosain"),
    ("Kota Kupang", "Kelapa Lima", "Oesapa"),
    ("Kota Kupang", "Maulafa", "Sikumana"),
    ("Kabupaten Ende", "Ende Selatan", "Tetandara"),
    ("Kabupaten Ende", "Ende Timur", "Mautapaga"),
    ("Kabupaten Belu", "Atambua Barat", "Bardao"),
    ("Kabupaten Belu", "Kota Atambua", "Manumutin"),
    ("Kabupaten Sikka", "Alok", "Madawat"),
    ("Kota Bima", "Rasanae Barat", "Paruga"),
    ("Kota Bima", "Raba", "Penaraga"),
)
KAB = ("Kab/Kota", "KABUPATEN/KOTA", "Nama Kab./Kota", "Kabupaten / Kota")
KEL = ("Kelurahan", "KEL/DESA", "Desa/Kelurahan", "Nama Kelurahan / Desa")
TOTALS = (
    "JUMLAH",
    "Total",
    "Grand Total",
    "J U M L A H",
    "KESELURUHAN",
    "Rekapitulasi",
    "Se-Provinsi",
    "NTT dan NTB",
    "Jumlah Total",
    "Total Seluruhnya",
)
NOTES = ("Sumber: laporan tim", "Ket: data sementara", "*) belum diverifikasi")


@dataclass
class Drawn:
    """One workbook: sheets, what must be read, and what was drawn."""

    kind: str
    sheets: dict[str, Grid]
    truth: dict[str, list[Row]]
    merged: dict[str, list[tuple[int, int, int, int]]] = field(default_factory=dict)
    layout: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def book(self) -> Workbook:
        """The file as it is opened, once for all answers that are tried on it."""
        return open_workbook("daftar.xlsx", self.data())

    def data(self) -> bytes:
        """Return the bytes of the file."""

        def finish(book: Any) -> None:
            for name, boxes in self.merged.items():
                sheet = book.get_worksheet_by_name(name)
                for top, left, bottom, right in boxes:
                    value = self.sheets[name][top][left]
                    sheet.merge_range(top, left, bottom, right, "" if value is None else value)

        return books.xlsx(self.sheets, finish)


def text(value: float, digits: int = 2) -> str:
    """Return a number as people here type it."""
    return f"{value:,.{digits}f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def shown(r: random.Random, value: float, style: str, unit: str = "", digits: int = 2) -> object:
    if style == "angka":
        return value
    plain = text(value, digits) if value != int(value) else text(value, 0)
    return f"{plain} {unit}".strip() if style == "satuan" else plain


# --- frames around every list ------------------------------------------------------------


def table(
    r: random.Random,
    heads: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    money: Sequence[int] = (),
    place: int = 0,
    label: int = 0,
    units: Mapping[int, str] | None = None,
    mean: Mapping[int, object] | None = None,
) -> tuple[Grid, dict[str, Any]]:
    """Return a list as people dress it: titles, numbers, groups, totals, notes."""
    how = {
        "titles": r.randint(0, 3),
        "no": r.random() < 0.6,
        "numbering": r.random() < 0.25,
        "group": r.choice(["kolom", "kolom", "sekali", "baris", "baris_berangka"]),
        "total": r.choice(["", "bawah", "bawah", "atas", "sub"]),
        "name": r.choice(TOTALS),
        "notes": r.random() < 0.4,
    }
    if mean is not None and how["total"] == "sub":
        how["total"] = "bawah"
    if mean is not None and how["group"] == "baris_berangka":
        how["group"] = "baris"
    heads, rows = list(heads), [list(row) for row in rows]
    labelled, moneyed = label, [*money]
    units = dict(units or {})
    grouped = str(how["group"]).startswith("baris")
    if grouped:  # the kab/kota stands in rows of its own
        kabs = [str(row.pop(place)) for row in rows]
        heads.pop(place)
        moneyed = [m - (m > place) for m in moneyed]
        units = {i - (i > place): u for i, u in units.items() if i != place}
        mean = None if mean is None else {i - (i > place): v for i, v in mean.items()}
        labelled = 0
    else:
        kabs = [str(row[place]) for row in rows]
    if how["no"]:
        heads.insert(0, r.choice(["No", "No.", "NO"]))
        moneyed = [m + 1 for m in moneyed]
        units = {i + 1: u for i, u in units.items()}
        mean = None if mean is None else {i + 1: v for i, v in mean.items()}
        for i, row in enumerate(rows):
            row.insert(0, float(i + 1))
        labelled += 1
        place += 1
    width = len(heads)
    body: Grid = []

    def summed(own: Sequence[Sequence[object]], name: str) -> list[object]:
        out: list[object] = [None] * width
        out[0 if r.random() < 0.5 else labelled] = name
        for m in moneyed:
            values = [row[m] for row in own]
            out[m] = round(sum(v for v in values if isinstance(v, (int, float))), 4)
        if mean is not None:
            for i, value in mean.items():
                out[i] = value
        return out

    last = ""
    start = 0
    for i, row in enumerate(rows):
        if kabs[i] != last:
            if last and how["total"] == "sub":
                body.append(
                    summed(rows[start:i], r.choice(["Sub Total", f"Jumlah {last}", "Jumlah"]))
                )
            start, last = i, kabs[i]
            if grouped:
                own = [row2 for row2, k in zip(rows, kabs, strict=True) if k == last]
                head: list[object] = [None] * width
                head[labelled] = last
                if how["group"] == "baris_berangka":
                    head = summed(own, last)
                    head = [None if v == last else v for v in head]
                    head[labelled] = last
                body.append(head)
        elif how["group"] == "sekali":
            row[place] = None
        body.append(row)
    if how["total"] == "sub":
        body.append(summed(rows[start:], "Sub Total"))
    if how["total"] == "bawah":
        body.append(summed(rows, str(how["name"])))
    if how["total"] == "atas":
        body.insert(0, summed(rows, str(how["name"])))
    titles: Grid = [
        [t]
        for t in r.sample(
            ["REKAPITULASI DATA", "PROVINSI NTT DAN NTB", "Keadaan: Desember 2022"], how["titles"]
        )
    ]
    top = [*titles, *([[]] if titles and r.random() < 0.5 else []), list(heads)]
    if units:
        top.append([units.get(i) for i in range(width)])
    if how["numbering"]:
        top.append([float(i + 1) for i in range(width)])
    foot: Grid = [[], [r.choice(NOTES)]] if how["notes"] else []
    return [*top, *body, *foot], how


def places(r: random.Random) -> list[tuple[str, str, str]]:
    return sorted(r.sample(PLACES, r.randint(4, 9)))
