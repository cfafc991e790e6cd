"""Two folders of five team files: as teams send them, with their faults, and after correction.

Every figure is an illustration. The same truth lies in both folders; FAULTS says what the first one
does to it. ``data/build_samples.py`` writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

DIRTY, CLEAN = "contoh_lima_berkas", "contoh_lima_berkas_diperbaiki"
FAULTS = {
    "1 Kota Mataram.xlsx": "baris judul di atas tabel, baris jumlah di bawahnya",
    "2 Kabupaten Lombok Barat.xlsx": "luas dalam m², judul kolom dua baris",
    "3 Kabupaten Sumbawa.csv": "satu kelurahan ditulis dua ejaan, satu baris tanpa tahun",
    "4 Kabupaten Dompu.xlsx": "tahun sebagai kolom, satu angka bukan angka, jumlah tidak cocok",
    "5 Rekap provinsi.xlsx": "satu luas berbeda dari berkas timnya",
}
# kab/kota, kecamatan, kelurahan, luas awal [ha], year, reduced [ha]
TRUTH: Sequence[tuple[str, str, str, float, int, float]] = (
    ("Kota Mataram", "Ampenan", "Bintaro", 12.40, 2021, 4.10),
    ("Kota Mataram", "Ampenan", "Ampenan Selatan", 9.75, 2022, 3.25),
    ("Kota Mataram", "Sekarbela", "Karang Pule", 7.60, 2022, 2.35),
    ("Kabupaten Lombok Barat", "Labuapi", "Labuapi", 8.20, 2021, 2.60),
    ("Kabupaten Lombok Barat", "Gerung", "Gerung Utara", 6.35, 2022, 1.90),
    ("Kabupaten Sumbawa", "Sumbawa", "Brang Bara", 10.15, 2021, 3.05),
    ("Kabupaten Sumbawa", "Sumbawa", "Seketeng", 5.80, 2022, 1.70),
    ("Kabupaten Dompu", "Dompu", "Bada", 6.90, 2021, 2.15),
    ("Kabupaten Dompu", "Dompu", "Karijawa", 4.45, 2022, 1.25),
)
M2 = 10_000
Cells = Sequence[Sequence[Any]]


def folders() -> dict[str, dict[str, bytes]]:
    """Return the files of both folders, by folder and name."""
    makers: dict[str, Callable[[bool], bytes]] = dict(
        zip(FAULTS, (_mataram, _lombok_barat, _sumbawa, _dompu, _recap), strict=True)
    )
    return {
        folder: {name: make(folder == DIRTY) for name, make in makers.items()}
        for folder in (DIRTY, CLEAN)
    }


def _of(place: str) -> list[tuple[str, str, str, float, int, float]]:
    return [row for row in TRUTH if row[0] == place]


def _mataram(dirty: bool) -> bytes:
    rows = [[n, *row[1:]] for n, row in enumerate(_of("Kota Mataram"), start=1)]
    head = ["No", "Kecamatan", "Kelurahan", "Luas awal (ha)", "Tahun", "Pengurangan (ha)"]
    title: list[list[Any]] = [["LAPORAN PENGURANGAN KUMUH KOTA MATARAM (ILUSTRASI)"], []]
    total = ["", "", "JUMLAH", sum(r[3] for r in rows), "", sum(r[5] for r in rows)]
    if dirty:
        return _book({"Laporan": [*title, head, *rows, total]})
    return _book({"Laporan": [["Kab/Kota", *head[1:]], *(["Kota Mataram", *r[1:]] for r in rows)]})


def _lombok_barat(dirty: bool) -> bytes:
    place = "Kabupaten Lombok Barat"
    scale, unit = (M2, "m2") if dirty else (1, "ha")
    rows = [[*r[:3], round(r[3] * scale, 2), r[4], round(r[5] * scale, 2)] for r in _of(place)]
    if dirty:
        head = [
            ["Kab/Kota", "Kecamatan", "Kelurahan", "Luas", "Tahun", "Berkurang"],
            ["", "", "", unit, "", unit],
        ]
        return _book({"Data": [*head, *rows]})
    head = ["Kab/Kota", "Kecamatan", "Kelurahan", "Luas awal (ha)", "Tahun", "Pengurangan (ha)"]
    return _book({"Data": [head, *rows]})


def _sumbawa(dirty: bool) -> bytes:
    lines = ["Kab/Kota;Kecamatan;Kelurahan;Luas awal (ha);Tahun;Pengurangan (ha)"]
    for place, district, village, area, year, gone in _of("Kabupaten Sumbawa"):
        lines.append(f"{place};{district};{village};{_text(area)};{year};{_text(gone)}")
    if dirty:
        lines.append("Kab. Sumbawa;Sumbawa;Seketteng;5,80;;0,40")
    else:
        lines.append("Kabupaten Sumbawa;Sumbawa;Seketeng;5,80;2021;0,40")
    return ("\r\n".join(lines) + "\r\n").encode()


def _dompu(dirty: bool) -> bytes:
    place, years = "Kabupaten Dompu", (2021, 2022)
    rows: list[list[Any]] = [
        [*r[:4], *(r[5] if y == r[4] else 0 for y in years)] for r in _of(place)
    ]
    head = ["Kab/Kota", "Kecamatan", "Kelurahan", "Luas awal (ha)"]
    head += [f"Pengurangan {y} (ha)" for y in years]
    if dirty:
        rows[1][5] = "1,25 (?)"
        rows.append(["TOTAL", "", "", 12.35, 2.15, 1.25])
    return _book({"Rekap Dompu": [head, *rows]})


def _recap(dirty: bool) -> bytes:
    head = ["Kab/Kota", "Kecamatan", "Kelurahan", "Luas kumuh awal (ha)"]
    rows = [list(r[:4]) for r in TRUTH]
    rows[1][3] = 7.95
    profile = [
        ["Kunci", "Nilai"],
        ["provinsi", "Nusa Tenggara Barat"],
        ["nama_rakor", "Contoh lima berkas tim"],
        ["tanggal_data", "30 November 2022"],
        ["tahun_target", "2022"],
        ["target_sisa_ha", "0"],
        ["sifat_data", "ilustrasi seluruhnya"],
        ["catatan", "Seluruh angka ilustrasi: lima berkas untuk belajar, bukan laporan mana pun."],
    ]
    # corrected: the teams' files hold, the recap is taken out
    return _book({"Profil": profile, **({"Rekap": [head, *rows]} if dirty else {})})


def _text(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def _book(sheets: dict[str, Cells]) -> bytes:
    import xlsxwriter

    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer)
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.set_column(0, 6, 20)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value != "":
                    sheet.write(r, c, value)
    book.close()
    return buffer.getvalue()
