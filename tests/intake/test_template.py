"""The template is understood by the reader, empty and filled."""

from __future__ import annotations

import io
from datetime import datetime

import openpyxl
import pandas as pd
import pytest

from kotaku import schema
from kotaku.dataset import Dataset
from kotaku.intake.titles import heading
from kotaku.intake.understand import build_dataset
from kotaku.output.template import write_template
from tests.intake import books

PREFILL = {
    "profil": [{"kunci": "provinsi", "nilai": "Nusa Tenggara Timur"}],
    "lokasi": [
        {"id_lokasi": "001", "kode_wilayah": "53.10", "kab_kota": "Kota Kupang",
         "kelurahan": "=1+1", "luas_sk_ha": 12.645, "lintang": -10.2, "bujur": 123.6},
    ],
    "rt": [
        {"id_rt": "A", "id_lokasi": "001", "luas_verifikasi_ha": 1.25, "jumlah_bangunan": 40,
         "jumlah_kk": 50, "jumlah_penduduk": 200, "panjang_jalan_ideal_m": 100,
         "panjang_drainase_ideal_m": 100, "kab_kota": "Kota Kupang", "kelurahan": "Alak"},
        {"id_rt": "B", "id_lokasi": "001", "luas_verifikasi_ha": 2.5, "jumlah_bangunan": 30,
         "jumlah_kk": 40, "jumlah_penduduk": 150, "panjang_jalan_ideal_m": 100,
         "panjang_drainase_ideal_m": 100, "kab_kota": "Kota Kupang", "kelurahan": "Alak"},
    ],
    "kekumuhan": [
        {"id_rt": i, "tahun": 2019, **{f"volume_{c}": 1.0 for c in ("1a", "2b", "7b")}}
        for i in "AB"
    ],
    "pekerjaan": [
        {"id_rt": "A", "tahun": 2020, "kriteria": "2b", "volume": 1.0, "kegiatan": "Jalan",
         "anggaran_rp": 1_000_000.0, "status": "berjalan"},
    ],
    "master_schedule": [
        {"id_kegiatan": "K1", "kab_kota": "Kota Kupang", "kegiatan": "Jalan", "bobot_pct": 100.0,
         "mulai": datetime(2019, 1, 7), "selesai": datetime(2019, 12, 30)},
    ],
    "progres": [
        {"id_kegiatan": "K1", "kab_kota": "Kota Kupang", "minggu": datetime(2019, 1, 13),
         "rencana_pct": 2.0, "realisasi_pct": 1.5},
    ],
    "kpi": [
        {"indikator": "Jumlah KK dengan air minum layak", "satuan": "KK", "arah": "naik",
         "baseline": 100.0, "target": 400.0, "capaian": 250.5, "kab_kota": "Kota Kupang",
         "periode": "30 November 2019"},
    ],
    "akses": [
        {"kab_kota": "Kota Kupang", "kk_total": 1000.0, "kk_air_minum": 900.0, "kk_sanitasi": 800.0,
         "periode": "2019"},
    ],
    "bpm": [
        {"kab_kota": "Kota Kupang", "kelurahan": "Alak", "bkm": "BKM Alak", "kegiatan": "Drainase",
         "tahun": 2019, "pagu_rp": 1e9, "termin": "1", "cair_rp": 7e8,
         "tanggal": datetime(2019, 5, 2), "fisik_pct": 60.0, "di_dalam_delineasi": "ya",
         "rencana_selesai": datetime(2019, 11, 30), "selesai": datetime(2019, 12, 1),
         "lpj": "belum", "serah_terima": "belum"},
    ],
    "kolaborasi": [
        {"kab_kota": "Kota Kupang", "sumber_dana": "APBD", "kegiatan": "Jalan", "anggaran_rp": 5e8,
         "realisasi_rp": 4e8, "penerima_kk": 120.0, "tahun": 2019},
    ],
    "peningkatan_kapasitas": [
        {"kab_kota": "Kota Kupang", "kegiatan": "Pelatihan KPP", "sasaran_orang": 40.0,
         "hadir_orang": 38.0, "perempuan_orang": 17.0, "pagu_rp": 2e7, "realisasi_rp": 1.9e7,
         "tanggal": datetime(2019, 3, 4)},
    ],
    "audit": [
        {"kab_kota": "Kota Kupang", "jenis_pemeriksaan": "bpkp", "tahun_buku": 2018,
         "uraian": "Bukti belanja belum lengkap", "nilai_rp": 1.25e6, "status": "proses",
         "pic": "Askot Mandiri", "batas_waktu": datetime(2019, 12, 31)},
    ],
    "pengaduan": [
        {"kab_kota": "Kota Kupang", "tanggal": datetime(2019, 2, 3), "media": "SMS",
         "kategori": "administrasi", "derajat": "kelurahan", "uraian": "Papan nama belum ada",
         "status": "selesai", "tanggal_selesai": datetime(2019, 2, 9), "jumlah": 1},
    ],
    "rtl": [
        {"klaster": "Klaster 1", "kab_kota": "Kota Kupang", "masalah": "LPJ belum lengkap",
         "tindakan": "Melengkapi LPJ", "pic": "Korkot", "batas_waktu": datetime(2019, 12, 15),
         "status": "berjalan"},
    ],
    "klaim": [{"wilayah": "NTT", "tahun": 2019, "besaran": "sisa", "nilai_klaim": 13.14}],
}  # fmt: skip


def written(prefill: dict[str, pd.DataFrame] | None = None) -> bytes:
    out = io.BytesIO()
    write_template(out, prefill=prefill)
    return out.getvalue()


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    return {name: schema.conform(pd.DataFrame(rows), name) for name, rows in PREFILL.items()}


@pytest.fixture(scope="module")
def filled(frames: dict[str, pd.DataFrame]) -> Dataset:
    return build_dataset([("templat.xlsx", written(frames))])


@pytest.mark.parametrize("name", PREFILL)
def test_what_is_written_is_read(
    name: str, frames: dict[str, pd.DataFrame], filled: Dataset
) -> None:
    own = [c for c in frames[name] if c not in schema.PROVENANCE]
    got = filled.table(name)
    assert set(own) <= set(got)
    pd.testing.assert_frame_equal(got[own], frames[name][own], check_dtype=True)


def test_nothing_is_wrong_with_it(filled: Dataset) -> None:
    reading = [f for f in filled.findings if f.severity == "galat"]
    assert reading == []
    assert filled.files[0].rows_reported == 0


def test_empty_template_asks_for_data() -> None:
    dataset = build_dataset([("templat.xlsx", written())])
    assert books.codes(dataset) & {"KOLOM-TIDAK-ADA", "LEMBAR-TIDAK-DIKENAL"} == set()
    assert not any(dataset.has(name) for name in schema.tables() if name != "profil")


def test_sheets_headings_and_lists() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written()))
    assert book.sheetnames == ["Petunjuk", *(t.sheet for t in schema.tables().values())]
    sheet = book["Kekumuhan"]
    headings = [c.value for c in sheet[3]]
    assert headings[0] == "ID RT"
    assert headings[-16:][0].startswith("1a Ketidakteraturan bangunan (")
    assert sheet.freeze_panes == "B4"
    status = next(iter(book["Pekerjaan"].data_validations.dataValidation))
    assert status.type == "list"


def test_scores_and_percents_keep_their_measure() -> None:
    rows = [{"id_rt": str(i), "tahun": 2020, "nilai_1a": 1.0, "persen_1a": 30.0} for i in range(9)]
    frame = schema.conform(pd.DataFrame(rows), "kekumuhan")
    dataset = build_dataset([("t.xlsx", written({"kekumuhan": frame}))])
    sources = next(s for s in dataset.sources if s.table == "kekumuhan")
    assert {"nilai_1a", "persen_1a"} <= set(sources.columns)
    assert heading("persen_1a").endswith("(%)")


def test_written_to_a_path(tmp_path) -> None:
    target = tmp_path / "templat.xlsx"
    write_template(target)
    assert target.read_bytes()[:2] == b"PK"
