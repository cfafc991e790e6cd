"""Small workbooks for tests."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import xlsxwriter

from kotaku.dataset import Dataset
from kotaku.findings import Finding
from kotaku.intake.understand import build_dataset

Rows = Sequence[Sequence[object]]
SAFE = {"strings_to_formulas": False, "strings_to_urls": False}


def xlsx(
    sheets: Mapping[str, Rows], finish: Callable[[Any], None] = lambda _: None, **settings: object
) -> bytes:
    """Return a workbook of the given rows; ``finish`` may add to it before it is closed."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {**SAFE, **settings}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if value is not None:
                        sheet.write(r, c, value)
        finish(book)
    return out.getvalue()


def read(
    sheets: Mapping[str, Rows],
    finish: Callable[[Any], None] = lambda _: None,
    answers: Mapping[str, str] | None = None,
) -> Dataset:
    """Return the data set of one such workbook."""
    return build_dataset([("buku.xlsx", xlsx(sheets, finish))], answers=answers)


def findings(dataset: Dataset, code: str) -> list[Finding]:
    """Return the findings of one code."""
    return [f for f in dataset.findings if f.code == code]


def codes(dataset: Dataset) -> set[str]:
    """Return the codes of all findings."""
    return {f.code for f in dataset.findings}


def accounted(dataset: Dataset) -> None:
    """Assert that rows in are rows used and rows reported, each of these with its finding."""
    for file in dataset.files:
        own = [f for f in dataset.findings if f.file == file.name and f.excludes]
        assert file.rows_in >= file.rows_used >= 0
        assert (file.rows_reported > 0) == bool(own)
