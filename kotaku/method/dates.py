"""What bears a year after the data date: it is told and stays out, for it cannot have happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pandas as pd

from kotaku.checks.address import Addresses
from kotaku.checks.states import DONE, OPEN, states
from kotaku.dataset import Dataset
from kotaku.findings import Finding
from kotaku.words.dates import format_date
from kotaku.words.numbers import format_number
from kotaku.words.parsing_dates import read_date

_WHAT = {"pengurangan": "Pengurangan", "pekerjaan": "Pekerjaan", "kekumuhan": "Data kekumuhan"}


def stated(profile: Mapping[str, str]) -> date | None:
    """Return the data date that the Profil states; None without a readable one."""
    read = read_date(profile.get("tanggal_data", ""))
    return read.value if read else None


def until(dataset: Dataset, day: date | None) -> tuple[Dataset, list[Finding]]:
    """Return the data set without what bears a later year or date, and a finding for each row.

    Conditions count by their year; works and hectares only where they are said to be done, for
    plans lie ahead of the data.
    """
    if day is None:
        return dataset, []
    tables, findings = dict(dataset.tables), []
    addresses = Addresses(dataset.tables, dataset.sources)
    for name in _WHAT:
        if not dataset.has(name):
            continue
        late = _late(name, tables[name], day)
        if late.any():
            findings += [
                _finding(name, row, addresses, label, day)
                for label, row in tables[name][late].iterrows()
            ]
            tables[name] = tables[name][~late]
    return replace(dataset, tables=tables), findings


def _late(name: str, frame: pd.DataFrame, day: date) -> pd.Series[bool]:
    late = frame["tahun"].gt(day.year).fillna(value=False).astype("bool")
    if name == "kekumuhan":
        return late
    if "tanggal" in frame:
        late |= frame["tanggal"] > pd.Timestamp(day)
    return late & states(frame).isin([DONE, OPEN])


def _finding(name: str, row: pd.Series, addresses: Addresses, label: object, day: date) -> Finding:
    column = "tahun" if pd.notna(row["tahun"]) and row["tahun"] > day.year else "tanggal"
    where = addresses.of(name, (label,), (column,))
    value = row[column]
    hectares = row.get("pengurangan_ha")
    amount = f" {format_number(hectares)} ha" if pd.notna(hectares) else ""
    return where.finding(
        "SESUDAH-TANGGAL-DATA",
        value=int(value) if column == "tahun" else format_date(value.date()),
        place=addresses.place(name, (label,)),
        apa=f"{_WHAT[name]}{amount}",
        tanggal=format_date(day),
    )
