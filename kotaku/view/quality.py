"""Findings and files as the Kualitas data page shows them."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from kotaku import schema
from kotaku.dataset import Dataset
from kotaku.findings import SEVERITIES, Finding
from kotaku.intake.model import Sheet, letter
from kotaku.words.numbers import format_number
from kotaku.words.safe import clean

TWICE = "BESARAN-DUA-KALI"  # the finding of one quantity that is told twice
SEVERITY_WORDS = {"galat": "Galat", "peringatan": "Peringatan", "info": "Info"}


def count_by_severity(findings: Iterable[Finding]) -> dict[str, int]:
    """Return the number of findings per severity; all three severities are present."""
    counts: dict[str, int] = dict.fromkeys(SEVERITIES, 0)
    for found in findings:
        counts[found.severity] += 1
    return counts


def findings_of(findings: Iterable[Finding], kab_kota: str | None) -> tuple[Finding, ...]:
    """Return the findings of one kab/kota and those that belong to none; all of them when None."""
    return tuple(f for f in findings if kab_kota is None or f.place in ("", kab_kota))


def differences(findings: Iterable[Finding], code: str, kab_kota: str | None) -> tuple[str, ...]:
    """Return where a file says two things of one quantity of a place, each once.

    Parameters
    ----------
    code : the finding that tells of such a difference
    kab_kota : whose figures are shown; the whole's differences do not concern one place
    """
    own = (f for f in findings if f.code == code and (kab_kota is None or f.place == kab_kota))
    return tuple(dict.fromkeys(f.message for f in own))


def quality_answer(dataset: Dataset, findings: Iterable[Finding]) -> str:
    """Return how many rows count and how much is wrong, as one Indonesian sentence."""
    rows_in = sum(f.rows_in for f in dataset.files)
    used = sum(f.rows_used for f in dataset.files)
    counts = count_by_severity(findings)
    return (
        f"{format_number(used, 0)} dari {format_number(rows_in, 0)} baris dipakai, "
        f"{format_number(rows_in - used, 0)} dilaporkan; "
        f"{format_number(counts['galat'], 0)} galat, "
        f"{format_number(counts['peringatan'], 0)} peringatan."
    )


_HALF_READ = (
    "LEMBAR-TIDAK-DIKENAL", "LEMBAR-TIDAK-ADA", "LEMBAR-KOSONG", "LUAS-BUKAN-KUMUH",
    "TABEL-TIDAK-LENGKAP", "KOLOM-DITANYAKAN",
    "ANGKA-TIDAK-TERBACA", "ISIAN-TIDAK-TERBACA", "SEL-GALAT", "SEL-RUMUS-TANPA-NILAI",
)  # fmt: skip


def left_unread(dataset: Dataset) -> list[str]:
    """Return what keeps a data set from being read in full, as sentences; empty when it is.

    An open question, a proof that fails, a row that does not count, a sheet, table or column that
    was not understood.
    """
    told = [question.pesan for question in dataset.questions]
    told += [f"Lembar “{u.lembar}”: {u.kalimat}" for u in dataset.unproven]
    rows = sum(f.rows_reported for f in dataset.files)
    if rows:
        told.append(f"{format_number(rows, 0)} baris tidak dipakai; tiap baris ada temuannya.")
    told += [f.message for f in dataset.findings if f.excludes and not f.row]
    told += [f.message for f in dataset.findings if f.code in _HALF_READ]
    return list(dict.fromkeys(told))


def files_frame(dataset: Dataset) -> pd.DataFrame:
    """Return one row per file: nama, lembar, baris_masuk, baris_dipakai, baris_dilaporkan."""
    sheets: dict[str, dict[str, None]] = {f.name: {} for f in dataset.files}
    for source in dataset.sources:
        sheets.setdefault(source.file, {})[source.sheet] = None
    return pd.DataFrame(
        [
            (f.name, ", ".join(sheets[f.name]), f.rows_in, f.rows_used, f.rows_reported)
            for f in dataset.files
        ],
        columns=["nama", "lembar", "baris_masuk", "baris_dipakai", "baris_dilaporkan"],
    )


def findings_frame(findings: Iterable[Finding]) -> pd.DataFrame:
    """Return findings as a table, gravest first, in the order of the file within a severity."""
    rank = {severity: place for place, severity in enumerate(SEVERITIES)}
    ordered = sorted(findings, key=lambda f: rank[f.severity])
    return pd.DataFrame(
        [
            (
                SEVERITY_WORDS[f.severity],
                f.title,
                f.file,
                f.sheet,
                f.cell,
                f.value,
                f.message,
                f.advice,
                f.place,
                f.code,
            )
            for f in ordered
        ],
        columns=[
            "tingkat",
            "judul",
            "berkas",
            "lembar",
            "sel",
            "nilai",
            "pesan",
            "saran",
            "kab_kota",
            "kode",
        ],
    )


def findings_by_kind(findings: pd.DataFrame) -> pd.DataFrame:
    """Return one row per kind of finding: tingkat, judul, jumlah, contoh; gravest first.

    Parameters
    ----------
    findings : DataFrame
        What ``findings_frame`` returns.
    """
    kinds = findings.groupby(["tingkat", "judul"], sort=False, as_index=False).agg(
        jumlah=("kode", "size"), contoh=("pesan", "first")
    )
    rank = kinds["tingkat"].map({word: i for i, word in enumerate(SEVERITY_WORDS.values())})
    order = kinds.assign(urutan=rank).sort_values(
        ["urutan", "jumlah"], ascending=[True, False], kind="stable", ignore_index=True
    )
    return order.drop(columns="urutan")


def sources_frame(dataset: Dataset) -> pd.DataFrame:
    """Return what each sheet was read as: berkas, lembar, tabel, baris_judul, kolom, baris."""
    rows = []
    for number, source in enumerate(dataset.sources):
        frame = dataset.tables.get(source.table)
        used = 0 if frame is None else int((frame["_sumber"] == number).sum())
        columns = [f"{letter} {_short(column)}" for column, letter in source.columns.items()]
        rows.append(
            (
                source.file,
                source.sheet,
                schema.tables()[source.table].sheet,
                source.header_row,
                ", ".join(columns),
                used,
            )
        )
    frame = pd.DataFrame(
        rows, columns=["berkas", "lembar", "tabel", "baris_judul", "kolom", "baris"]
    )
    # a drawn schedule has a source for each week: here it is one table
    same = ["berkas", "lembar", "tabel", "baris_judul"]
    told = frame.groupby(same, sort=False, as_index=False).agg({"kolom": "first", "baris": "sum"})
    return pd.concat([told, maps]) if len(maps := _maps_frame(dataset)) else told


_DRAWN = {"rt_rw": "RT/RW", "kelurahan": "Kelurahan", "tertulis": "Luas"}
_ROLES = {"unit": "Delineasi", "batas": "Batas wilayah"}


def _maps_frame(dataset: Dataset) -> pd.DataFrame:
    """Return what each layer of a map was read as, like the sheets."""
    groups = dataset.delineasi.shapes.groupby(["berkas", "lapisan", "peran"], sort=False)
    return pd.DataFrame(
        [
            {
                "berkas": file,
                "lembar": layer,
                "tabel": _ROLES[role],
                "kolom": ", ".join(name for c, name in _DRAWN.items() if (own[c] != "").any()),
                "baris": len(own),
            }
            for (file, layer, role), own in groups
        ]
    )


def _short(column: str) -> str:
    """Return the heading of a column, a criterion's without its long name."""
    found = schema.criterion_of(column)
    return f"{found[1]} {found[0]}" if found else schema.fields()[column].heading


_ABOUT_FILES = ("LEMBAR-TERSEMBUNYI", "BARIS-TERSEMBUNYI", "LEMBAR-TIDAK-DIKENAL")


def about_files(findings: Iterable[Finding]) -> list[str]:
    """Return what a person should know of the sheets as sentences: hidden, or left aside."""
    return list(dict.fromkeys(f.message for f in findings if f.code in _ABOUT_FILES))


def grid_frame(sheet: Sheet, rows: int = 50) -> pd.DataFrame:
    """Return the first rows of a sheet as texts under column letters, row numbers as index."""
    cells = sheet.rows(1, rows)
    return pd.DataFrame(
        [["" if cell is None else clean(cell) for cell in row] for row in cells],
        index=pd.RangeIndex(1, len(cells) + 1),
        columns=[letter(i) for i in range(len(sheet.columns))],
        dtype="str",
    )
