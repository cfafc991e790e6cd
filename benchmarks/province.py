"""Made-up provinces of any size: the same number always gives the same data."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
import xlsxwriter

from kotaku import rules, schema
from kotaku.dataset import Dataset, SourceFile, SourceTable

FILE = "buatan.xlsx"
RT_PER_KAWASAN, KAWASAN_PER_KELURAHAN, KELURAHAN_PER_KOTA = 12, 2, 24
YEAR = 2019


def frames(n_rt: int) -> dict[str, pd.DataFrame]:
    """Return tables rt and kekumuhan of a province with ``n_rt`` RT, 16 volumes each."""
    random = np.random.default_rng(n_rt)
    number = np.arange(n_rt)
    kawasan = number // RT_PER_KAWASAN
    kelurahan = kawasan // KAWASAN_PER_KELURAHAN
    kota = kelurahan // KELURAHAN_PER_KOTA
    houses = random.integers(40, 90, n_rt)
    rt = pd.DataFrame(
        {
            "id_rt": [f"RT{i:06d}" for i in number],
            "kab_kota": [f"Kota Buatan {i}" for i in kota],
            "kecamatan": [f"Kecamatan {i // 6}" for i in kelurahan],
            "kelurahan": [f"Kelurahan {i}" for i in kelurahan],
            "kawasan": [f"Kawasan {i}" for i in kawasan],
            "rt_rw": [f"RT {i % 12 + 1:02d} RW {i // 12 % 9 + 1:02d}" for i in number],
            "luas_verifikasi_ha": np.round(random.uniform(0.5, 4.0, n_rt), 2),
            "jumlah_bangunan": houses,
            "jumlah_penduduk": houses * 4,
            "jumlah_kk": houses + random.integers(0, 15, n_rt),
            "panjang_jalan_ideal_m": random.integers(200, 900, n_rt),
            "panjang_drainase_ideal_m": random.integers(200, 900, n_rt),
        }
    )
    kekumuhan = pd.DataFrame({"id_rt": rt["id_rt"], "tahun": YEAR})
    for criterion in rules.load("permen14_2018").criteria:
        share = random.uniform(0, 1, n_rt) ** 2
        volume = rt[criterion.denominator].to_numpy(float) * share
        digits = 2 if criterion.denominator == "luas_verifikasi_ha" else 0
        kekumuhan[schema.criterion_column("volume", criterion.id)] = (
            np.floor(volume * 10**digits) / 10**digits
        )
    return {"rt": rt, "kekumuhan": kekumuhan}


def dataset(n_rt: int) -> Dataset:
    """Return a data set in memory, as reading would have left it."""
    tables = {}
    for index, (name, frame) in enumerate(frames(n_rt).items()):
        placed = frame.assign(_sumber=index, _baris=np.arange(n_rt) + 2)
        tables[name] = schema.conform(placed, name)
    sources = tuple(SourceTable(FILE, name, name, 1, {}) for name in tables)
    return Dataset(tables, sources=sources, files=(SourceFile(FILE, "", 2 * n_rt, 2 * n_rt),))


def workbook(n_rt: int) -> bytes:
    """Return an xlsx of the same tables under the headings that the template shows."""
    out = io.BytesIO()
    options = {"constant_memory": False, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        for name, frame in frames(n_rt).items():
            sheet = book.add_worksheet(schema.tables()[name].sheet)
            sheet.write_row(0, 0, [_heading(column) for column in frame.columns])
            for position, column in enumerate(frame.columns):
                sheet.write_column(1, position, frame[column].tolist())
    return out.getvalue()


def _heading(column: str) -> str:
    criterion = schema.criterion_of(column)
    if criterion:
        return f"{criterion[0].capitalize()} {criterion[1]}"
    return schema.fields()[column].heading
