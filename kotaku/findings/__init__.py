"""Findings: what is wrong with the data, where, and what to do about it.

The catalogue lies in the TOML files beside this module, one file per stage of the reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal

from kotaku.words.loading import DataFile

Severity = Literal["galat", "peringatan", "info"]
SEVERITIES: tuple[Severity, ...] = ("galat", "peringatan", "info")


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of finding in the catalogue; message and advice are str.format templates."""

    code: str = ""
    severity: Severity
    title: str
    message: str
    advice: str
    excludes: bool = False  # the row does not enter the calculation


@dataclass(frozen=True)
class Finding:
    """One thing wrong or worth knowing, with its address."""

    code: str
    severity: Severity
    title: str
    message: str
    advice: str
    excludes: bool
    file: str = ""
    sheet: str = ""
    cell: str = ""  # A1 notation, a range such as F12:F14, or ""
    row: int | None = None  # row number on the sheet, for row-wise findings
    value: str = ""  # the value as it stands in the file
    place: str = ""  # kab/kota, so that the team that must mend it can be found


_FILES = tuple(
    DataFile(__package__, name, dict[str, Kind])
    for name in sorted(resource.name for resource in files(__package__).iterdir())
    if name.endswith(".toml")
)


@cache
def catalogue() -> Mapping[str, Kind]:
    """Return every kind of finding by its stable code; a code stands in one file only."""
    kinds: dict[str, Kind] = {}
    for file in _FILES:
        for code, kind in file().items():
            if code in kinds:
                raise ValueError(f"kode temuan ganda: {code}")
            kinds[code] = replace(kind, code=code)
    return kinds


def finding(
    code: str,
    *,
    file: str = "",
    sheet: str = "",
    cell: str = "",
    row: int | None = None,
    value: object = "",
    place: str = "",
    **details: object,
) -> Finding:
    """Return a finding of the catalogue with its message and advice filled in from ``details``."""
    kind = catalogue()[code]
    words = {"value": value, "sheet": sheet, "cell": cell, "row": row, "file": file, **details}
    return Finding(
        code=code,
        severity=kind.severity,
        title=kind.title,
        message=kind.message.format_map(words),
        advice=kind.advice.format_map(words),
        excludes=kind.excludes,
        file=file,
        sheet=sheet,
        cell=cell,
        row=row,
        value=str(value),
        place=place,
    )


def worst(findings: Iterable[Finding]) -> Severity | None:
    """Return the gravest severity present, or None when there are no findings."""
    present = {f.severity for f in findings}
    return next((s for s in SEVERITIES if s in present), None)
