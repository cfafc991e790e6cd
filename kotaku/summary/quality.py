"""Findings and files as the Kualitas data page shows them."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from kotaku.dataset import Dataset
from kotaku.findings import SEVERITIES, Finding
from kotaku.text.numbers import format_number

SEVERITY_WORDS = {"galat": "Galat", "peringatan": "Peringatan", "info": "Info"}


def count_by_severity(findings: Iterable[Finding]) -> dict[str, int]:
    """Return the number of findings per severity; all three severities are present."""
    counts: dict[str, int] = dict.fromkeys(SEVERITIES, 0)
    for found in findings:
        counts[found.severity] += 1
    return counts


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
