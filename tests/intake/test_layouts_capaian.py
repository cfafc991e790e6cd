"""Sheets about achievement, money, audit, complaints and follow-ups, as people head them."""

from __future__ import annotations

from datetime import date

import pytest

from kotaku.dataset import Dataset
from tests.intake import books

RT = [
    ["ID RT", "Kelurahan", "Luas Verifikasi (Ha)", "Jumlah Bangunan", "Jumlah KK"],
    ["A", "Alak", 1.5, 10, 12],
]
SHEETS: dict[str, tuple[str, str, list[list[object]]]] = {
    "kpi": (
        "Capaian KPI",
        "Data 1",
        [
            ["CAPAIAN INDIKATOR KINERJA PROVINSI"],
            ["No", "Indikator Kinerja", "Satuan", "Baseline", "Target", "Realisasi"],
            [1, "Luas kumuh berkurang", "ha", 0, "202,43", "189,29"],
            [2, "Jumlah KK", "KK", 0, 5000, 4200],
        ],
    ),
    "akses": (
        "Akses Air Minum dan Sanitasi",
        "Data 2",
        [
            ["No", "Kabupaten/Kota", "Total KK", "KK air minum layak", "KK sanitasi layak"],
            [1, "Kota Kupang", "10.000", "9.100", "8.300"],
            [2, "Kabupaten Ende", "4.000", "3.100", "2.300"],
            ["", "JUMLAH", "14.000", "12.200", "10.600"],
        ],
    ),
    "bpm": (
        "Pencairan BPM",
        "Data 3",
        [
            ["REKAP PENCAIRAN DAN PROGRES BPM TA 2019"],
            [],
            ["No", "Kab/Kota", "Kelurahan/Desa", "Nama BKM", "Pagu BPM (Rp)", "Termin",
             "Realisasi (Rp)", "Tgl cair", "Progres fisik (%)", "Dalam delineasi", "LPJ", "BAST"],
            [1, "Kota Kupang", "Alak", "BKM Alak", 1e9, "I", 7e8, date(2019, 5, 2), 60, "Ya",
             "belum", "belum"],
            [2, "Kota Kupang", "Oesapa", "BKM Oesapa", 1.5e9, "I", 1.05e9, date(2019, 6, 2), 80,
             "Luar", "belum", "belum"],
        ],
    ),
    "kolaborasi": (
        "Kolaborasi",
        "Data 4",
        [
            ["No", "Kab/Kota", "Sumber", "Kegiatan", "Anggaran (Rp juta)", "Realisasi (Rp juta)",
             "Penerima manfaat (KK)"],
            [1, "Kota Kupang", "APBD Kota", "Jalan", 500, 450, 120],
            [2, "Kota Kupang", "CSR", "MCK", 50, 50, 20],
        ],
    ),
    "peningkatan_kapasitas": (
        "Pelatihan",
        "Data 5",
        [
            ["No", "Nama pelatihan", "Target peserta", "Peserta hadir", "Perempuan", "Pagu (Rp)",
             "Realisasi (Rp)"],
            [1, "Pelatihan KPP", 40, 38, 17, 20_000_000, 19_500_000],
        ],
    ),
    "audit": (
        "Temuan BPKP",
        "Data 6",
        [
            ["No", "Kab/Kota", "Pemeriksa", "TB", "Uraian temuan", "Nilai (Rp)", "Status TL", "PIC",
             "Target penyelesaian"],
            [1, "Kota Kupang", "BPKP", 2018, "Bukti belanja belum lengkap", 1_250_000,
             "Belum sesuai rekomendasi", "Askot Mandiri", date(2019, 12, 31)],
            [2, "Kota Kupang", "Dokumen", 2018, "Laporan KAP", None, "Lengkap", "PPK PKP", None],
        ],
    ),
    "pengaduan": (
        "PPM",
        "Data 7",
        [
            ["No", "Tanggal masuk", "Lokasi", "Media", "Kategori", "Derajat", "Isi pengaduan",
             "Status", "Tanggal selesai"],
            [1, date(2019, 2, 3), "Alak", "SMS", "Administrasi", "Kelurahan", "Papan nama",
             "Selesai", date(2019, 2, 9)],
            [2, date(2019, 3, 3), "Alak", "Surat", "Keuangan", "Kecamatan", "Upah kerja",
             "Dalam proses", None],
        ],
    ),
    "rtl": (
        "Rencana Tindak Lanjut",
        "Data 8",
        [
            ["RENCANA TINDAK LANJUT RAKOR"],
            ["No", "Kab/Kota", "Permasalahan", "Rencana Tindak Lanjut", "Penanggung jawab",
             "Batas waktu", "Status", "Ket"],
            [1, "Kota Kupang", "LPJ belum lengkap", "Melengkapi LPJ", "Korkot", "15 Desember 2019",
             "Proses", ""],
            [2, "Kab. Ende", "Lahan", "Rapat dengan pemda", "Askot Mandiri", "30/12/2019", "Belum",
             ""],
        ],
    ),
}  # fmt: skip


def _rows(dataset: Dataset, table: str) -> int:
    return len(dataset.table(table))


@pytest.mark.parametrize("plain", [False, True], ids=["bernama", "tanpa nama"])
@pytest.mark.parametrize("table", SHEETS)
def test_ordinary_headings_are_read(table: str, plain: bool) -> None:
    named, other, rows = SHEETS[table]
    if plain and table in ("peningkatan_kapasitas",):
        rows = [[*rows[0], "Kab/Kota"], *[[*r, "Kota Kupang"] for r in rows[1:]]]
    dataset = books.read({"RT": RT, other if plain else named: rows})
    assert {s.table for s in dataset.sources} == {"rt", table}
    assert _rows(dataset, table) >= 1
    assert [f.code for f in dataset.findings if f.severity == "galat"] == []
    books.accounted(dataset)


def read(table: str) -> Dataset:
    return books.read({SHEETS[table][0]: SHEETS[table][2]})


def test_all_on_one_workbook() -> None:
    dataset = books.read({"RT": RT, **{name: rows for name, _, rows in SHEETS.values()}})
    assert set(dataset.tables) == {"rt", *SHEETS}
    books.accounted(dataset)


def test_values_arrive() -> None:
    kpi = read("kpi").table("kpi")
    assert kpi["capaian"].tolist() == [189.29, 4200.0]
    assert kpi["indikator"].tolist()[1] == "Jumlah KK"  # no total
    akses = read("akses").table("akses")
    assert akses["kk_total"].tolist() == [10000.0, 4000.0]
    bpm = read("bpm").table("bpm")
    assert bpm["di_dalam_delineasi"].tolist() == ["ya", "tidak"]
    assert bpm["cair_rp"].sum() == 1.75e9
    assert bpm["tahun"].tolist() == [2019, 2019]
    assert read("kolaborasi").table("kolaborasi")["realisasi_rp"].tolist() == [4.5e8, 5e7]
    audit = read("audit").table("audit")
    assert audit["status"].tolist() == ["proses", "tuntas"]
    assert audit["jenis_pemeriksaan"].tolist() == ["bpkp", "dokumen"]
    assert audit["batas_waktu"].dt.date.tolist()[0] == date(2019, 12, 31)
    assert read("pengaduan").table("pengaduan")["status"].tolist() == ["selesai", "proses"]
    rtl = read("rtl").table("rtl")
    assert rtl["status"].tolist() == ["berjalan", "baru"]
    assert rtl["batas_waktu"].dt.date.tolist() == [date(2019, 12, 15), date(2019, 12, 30)]


def test_a_works_list_stays_a_works_list() -> None:
    rows = [
        ["Kegiatan", "Sumber dana", "Anggaran (Rp)", "Tahun", "Status", "Volume", "Kriteria"],
        ["Jalan", "APBD", 5e8, 2019, "Selesai", 10, "2b"],
    ]
    dataset = books.read({"Investasi": rows})
    assert not dataset.has("kolaborasi")
    assert "KOLOM-TIDAK-ADA" in books.codes(dataset)


def test_a_count_beyond_counting_is_said() -> None:
    rows = [["Status", "Kategori", "Jumlah"], ["baru", "a", 1e300], ["baru", "a", 2.5]]
    dataset = books.read({"Pengaduan": rows})
    assert [f.cell for f in books.findings(dataset, "ISIAN-TIDAK-TERBACA")] == ["C2", "C3"]
    assert _rows(dataset, "pengaduan") == 2
