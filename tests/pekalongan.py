"""A city's own workbook as canonical tables, without the reading of workbooks."""

from pathlib import Path

import pandas as pd

from kotaku import schema
from kotaku.dataset import Dataset
from tests.tables import CRITERIA

NAMES = {
    "Kecamatan": "kecamatan",
    "Kawasan": "kawasan",
    "RT/RW": "rt_rw",
    "Luas Verifikasi (Ha)": "luas_verifikasi_ha",
    "Jumlah Bangunan": "jumlah_bangunan",
    "Jumlah KK": "jumlah_kk",
    "Panjang Jalan Ideal (m)": "panjang_jalan_ideal_m",
    "Panjang Drainase Ideal (m)": "panjang_drainase_ideal_m",
    "Tahun": "tahun",
    "Kriteria": "kriteria",
    "Volume": "volume",
    "Kegiatan": "kegiatan",
    "Sumber Anggaran": "sumber_dana",
    "Anggaran (Rp)": "anggaran_rp",
    **{c: f"volume_{c}" for c in CRITERIA},
}
SHEETS = {"RT": "rt", "Kumuh 2019": "kekumuhan", "Investasi 2020-2023": "pekerjaan"}


def sound_kawasan(shared: Path) -> Dataset:
    """Return the 12 kawasan of Kota Pekalongan whose columns are not shifted."""
    path = shared / "real/pekalongan/pekalongan_a.xlsx"
    sheets = pd.read_excel(path, sheet_name=list(SHEETS), engine="calamine")
    tables = {}
    for sheet, table in SHEETS.items():
        frame = sheets[sheet].rename(columns=NAMES)
        tables[table] = schema.conform(frame.assign(id_rt=frame["id_rt"].astype("str")), table)
    shifted = tables["rt"]["kawasan"].isin(["Kauman", "Panjang Baru"])
    tables["rt"] = tables["rt"][~shifted]
    return Dataset(tables)
