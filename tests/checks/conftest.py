"""Small tables on a made-up workbook: each column in the letter of its place, data from row 2."""

from collections.abc import Callable, Mapping
from string import ascii_uppercase
from typing import Any

import pandas as pd
import pytest

from kotaku import checks, rules, schema
from kotaku.dataset import SourceTable
from kotaku.findings import Finding

Rows = list[dict[str, Any]]
Outcome = tuple[dict[str, pd.DataFrame], tuple[Finding, ...]]


def build(content: Mapping[str, Rows]) -> tuple[dict[str, pd.DataFrame], list[SourceTable]]:
    """Return canonical tables and their sources from plain rows."""
    tables, sources = {}, []
    for index, (name, rows) in enumerate(content.items()):
        frame = pd.DataFrame(rows)
        letters = dict(zip(frame.columns, ascii_uppercase, strict=False))
        frame = frame.assign(_sumber=index, _baris=range(2, len(frame) + 2))
        tables[name] = schema.conform(frame, name)
        sources.append(SourceTable("uji.xlsx", schema.tables()[name].sheet, name, 1, letters))
    return tables, sources


@pytest.fixture
def check() -> Callable[..., Outcome]:
    """Return a function that checks plain rows, given per table."""

    def run(**content: Rows) -> Outcome:
        return checks.run(*build(content), rules.load())

    return run


@pytest.fixture
def rt() -> dict[str, Any]:
    """A sound RT."""
    return {
        "id_rt": "R1",
        "kab_kota": "Kota Bima",
        "kawasan": "Melayu",
        "rt_rw": "RT001-RW002",
        "luas_verifikasi_ha": 1.25,
        "jumlah_bangunan": 40,
        "jumlah_kk": 50,
        "panjang_jalan_ideal_m": 300,
        "panjang_drainase_ideal_m": 200,
    }


@pytest.fixture
def condition() -> dict[str, Any]:
    """A sound condition of that RT."""
    return {"id_rt": "R1", "tahun": 2019, "volume_1a": 10, "volume_2b": 150, "volume_4a": 0.5}
