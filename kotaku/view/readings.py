"""A reading of a sheet as the check step shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kotaku.dataset import AREA
from kotaku.intake.model import Sheet, Workbook
from kotaku.intake.reading import said
from kotaku.intake.reading.model import (
    AREAS,
    NO_COLUMN,
    SCHEDULE,
    AreaCourse,
    ColumnReading,
    Matter,
    Position,
    Reading,
    RowReading,
)
from kotaku.intake.tables.written_units import units_of
from kotaku.view.check import (
    ANSWER,
    CheckColumn,
    CheckRow,
    CheckSheet,
    Chip,
    ShownProof,
    Vocabulary,
    on_its_side,
)
from kotaku.words.dates import format_date
from kotaku.words.numbers import format_ha, format_number, format_pct, format_pp
from kotaku.words.safe import in_full

APPROVED = "benar"
MOST_TEAMS = 12  # positions of a Master Schedule
_ABOVE = ("satuan", "nomor_kolom")  # rows of a heading, which hold no headings
HECTARES = Vocabulary(
    meanings={
        "awal": "Luas awal", "berkurang": "Berkurang", "sisa": "Sisa", "kab_kota": "Kab/kota",
        "kecamatan": "Kecamatan", "kelurahan": "Kelurahan/desa", "kawasan": "Kawasan",
        "rt_rw": "RT/RW", "provinsi": "Provinsi", "tahun": "Tahun", "nomor": "Nomor urut",
        "persen": "Persen", "lain": "Lain", "abaikan": "Abaikan",
    },
    units=dict.fromkeys(AREAS, units_of("luas_sk_ha")),
    with_year=frozenset({"berkurang", "sisa"}),
    roles={
        "data": "data", "jumlah": "jumlah", "subjumlah": "sub-jumlah", "kelompok": "kelompok",
        "kepala": "judul kolom", "satuan": "satuan", "nomor_kolom": "nomor kolom",
        "judul": "judul", "catatan": "catatan", "tanda_tangan": "tanda tangan",
        "diabaikan": "abaikan baris ini", "kosong": "kosong",
    },
    tints={
        "judul": "judul", "kepala": "judul", "satuan": "judul", "nomor_kolom": "judul",
        "kelompok": "kelompok", "jumlah": "jumlah", "subjumlah": "sub",
        "catatan": "luar", "tanda_tangan": "luar", "diabaikan": "luar",
    },
    unused=frozenset({"nomor", "lain", "abaikan", "persen"}),
    fixed=frozenset({*_ABOVE, "kosong"}),
)  # fmt: skip
_SCHEDULE = Vocabulary(
    meanings={
        "kegiatan": "Kegiatan", "bobot": "Bobot", "komponen": "Komponen", "minggu": "Periode",
        "rencana": "Rencana", "realisasi": "Realisasi", "tanda": "Rencana/realisasi",
        "nomor": "Nomor urut", "lain": "Lain", "abaikan": "Abaikan",
    },
    units={},
    with_year=frozenset(),
    roles={
        "kegiatan": "kegiatan", "realisasi": "realisasi kegiatan", "kelompok": "kelompok",
        "jumlah": "jumlah", "semua_rencana": "rencana seluruhnya",
        "semua_rencana_kumulatif": "rencana kumulatif", "semua_realisasi": "realisasi seluruhnya",
        "semua_realisasi_kumulatif": "realisasi kumulatif", "deviasi": "deviasi",
        "judul": "judul", "catatan": "catatan", "diabaikan": "abaikan baris ini",
        "kepala": "judul kolom", "kosong": "kosong",
    },
    tints={
        "judul": "judul", "kepala": "judul", "kelompok": "kelompok", "jumlah": "jumlah",
        "semua_rencana": "jumlah", "semua_rencana_kumulatif": "jumlah",
        "semua_realisasi": "jumlah", "semua_realisasi_kumulatif": "jumlah", "deviasi": "jumlah",
        "realisasi": "sub", "catatan": "luar", "diabaikan": "luar",
    },
    unused=frozenset({"nomor", "lain", "abaikan"}),
    fixed=frozenset({"kosong"}),
)  # fmt: skip
_VOCABULARIES = {AREA: HECTARES, SCHEDULE: _SCHEDULE}


def check_sheets(
    readings: Sequence[Reading], books: Sequence[Workbook], answers: Mapping[str, str]
) -> list[CheckSheet]:
    """Return the sheets that were read, each with its reading, in the order of the files."""
    sheets = {(book.name, sheet.name): (book, sheet) for book in books for sheet in book.sheets}
    return [
        _check(reading, *sheets[reading.file, reading.sheet], answers)
        for reading in readings
        if (reading.file, reading.sheet) in sheets
    ]


def _check(
    reading: Reading, book: Workbook, sheet: Sheet, answers: Mapping[str, str]
) -> CheckSheet:
    failed = any(not p.holds for p in reading.proofs)
    approval = said.approval_kode(book.sha256, sheet.name)
    approval = approval if failed else said.seen_kode(reading.shape)
    kode = reading.kode or said.sheet_kode(reading.shape)
    known = _VOCABULARIES[reading.besaran]
    return CheckSheet(
        file=reading.file,
        sheet=sheet,
        vocabulary=on_its_side(known) if reading.turned else known,
        columns=_columns(reading, sheet),
        rows=_rows(reading, sheet),
        proofs=[ShownProof(_proof_words(p.kalimat, p.factor), p.holds) for p in reading.proofs],
        results=_results(reading),
        places=_places(reading),
        kode=kode,
        left_out=answers.get(kode) == said.IGNORE,
        approval=approval,
        approved=answers.get(approval) == APPROVED,
        asked=bool(reading.questions),
        first_end_kode=reading.first_end_kode,
        first_end=reading.first_end,
        chips=[_chip(matter) for matter in reading.matters],
        turned=reading.turned,
    )


def _chip(matter: Matter) -> Chip:
    words = f"{matter.judul}: {matter.pilihan[matter.jawaban]}"
    return Chip(ANSWER, matter.judul, words, matter.jawaban, matter.pilihan, sure=matter.sure,
                layout=matter.kode)  # fmt: skip


def _columns(reading: Reading, sheet: Sheet) -> list[CheckColumn]:
    """Return every column of the sheet; of two tables one below the other, the first counts."""
    width = sheet.height if reading.turned else len(sheet.columns)
    found: list[CheckColumn] = [CheckColumn("", "abaikan")] * width
    for table in sorted({c.table for c in reading.columns}, reverse=True):
        kodes = reading.names[table].columns
        for column in reading.columns:
            if column.table == table:
                found[column.column] = _column(column, kodes[column.column])
    return found


def _column(column: ColumnReading, kode: str) -> CheckColumn:
    year = "" if column.year is None else str(column.year)
    detail = ""
    if column.period is not None:
        end = f" · {column.end:%d-%m-%Y}" if column.end else ""
        detail = f"ke-{column.period}{end}"
    return CheckColumn(
        column.heading, column.meaning, column.unit or "", year, not column.guessed, kode, detail
    )


def _rows(reading: Reading, sheet: Sheet) -> list[CheckRow]:
    known = {row.row: row for row in reading.rows}
    filled: dict[int, dict[int, str]] = {}
    groups: dict[int, list[str]] = {}
    for cell in reading.filled:
        if cell.column == NO_COLUMN:
            groups.setdefault(cell.row, []).append(cell.text)
        else:
            filled.setdefault(cell.row, {})[cell.column] = cell.text
    found = []
    for number in range(1, (len(reading.turned) or sheet.height) + 1):
        row = known.get(number, RowReading(number, "kosong"))
        group = row.nama if row.role == "kelompok" else ""
        names = reading.names[max(row.table, 0)]
        fixed = row.role == "kosong"
        found.append(CheckRow(
            row.role, group, not row.guessed, filled.get(number, {}),
            kode="" if fixed else names.rows[number - 1], like="" if fixed else names.like(number),
            place=" · ".join(groups.get(number, ())),
            only=(said.HEAD,) if row.table < 0 or row.role in _ABOVE else (),
        ))  # fmt: skip
    return found


def _proof_words(words: str, factor: float | None) -> str:
    if factor is None:
        return words
    times = format_number(factor, 0 if factor == int(factor) else 4).rstrip("0").rstrip(",")
    return f"{words} (tepat {times}×)"


def _results(reading: Reading) -> list[str]:
    if not reading.counted:
        return [reading.aside or "mengulang lembar lain; tidak dijumlahkan lagi"]
    if reading.besaran == "master_schedule":
        return [_position(p) for p in reading.result.positions[:MOST_TEAMS]]
    return [f"{name} {format_ha(value)}" for name, value in _figures(reading.result.total)]


def _position(one: Position) -> str:
    """Return where a team stands: what is known of plan, progress and their difference."""
    plan, done = one.rencana_pct, one.realisasi_pct
    told = [f"{name} {format_pct(v)}" for name, v in (("rencana", plan), ("realisasi", done))
            if v is not None]  # fmt: skip
    if plan is not None and done is not None:
        told.append(f"deviasi {format_pp(done - plan)}")
    if one.sampai is not None:
        told.append(f"sampai {format_date(one.sampai)}")
    elif one.periode:
        told.append(f"sampai periode ke-{one.periode}")
    team = f"{in_full(one.kab_kota)}: " if one.kab_kota else ""
    return team + (", ".join(told) or "belum ada angka yang terbaca")


def _figures(course: AreaCourse) -> list[tuple[str, float]]:
    taken = sum(course.berkurang.values()) if course.berkurang else None
    named = (("awal", course.awal), ("berkurang", taken), ("sisa", course.sisa))
    return [(name, value) for name, value in named if value is not None]


def _places(reading: Reading) -> list[dict[str, str]]:
    """Return a row per kab/kota: awal, what was taken away in each year, sisa."""
    courses = reading.result.kab_kota
    years = sorted({y for c in courses.values() for y in c.berkurang}, key=lambda y: y or 0)
    return [
        {
            "Kab/kota": in_full(place),
            "Awal": format_number(course.awal),
            **{f"− {year or 'tanpa tahun'}": format_number(course.berkurang.get(year))
               for year in years},
            "Sisa": format_number(course.sisa),
        }
        for place, course in courses.items()
    ]  # fmt: skip
