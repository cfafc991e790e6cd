"""Checks of KPI, access, funds, training, audit, complaints and follow-ups."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

BPM = {"kab_kota": "Kota Bima", "kelurahan": "Melayu", "pagu_rp": 1e9, "cair_rp": 7e8}
TRAINING = {"kegiatan": "Pelatihan KPP", "sasaran_orang": 40, "hadir_orang": 38}
AKSES = {"kab_kota": "Kota Bima", "kk_total": 100, "kk_air_minum": 90, "kk_sanitasi": 80}
KPI = {"indikator": "Air minum", "satuan": "%", "target": 90, "capaian": 80, "arah": "naik"}
DAY = datetime(2022, 5, 2)


@pytest.mark.parametrize(
    ("table", "row", "change", "code", "cell"),
    [
        ("kpi", KPI, {"target": None, "capaian": None}, "KPI-TANPA-ANGKA", "C2:D2"),
        ("kpi", KPI, {"target": None}, "KPI-TARGET-KOSONG", "C2"),
        ("kpi", KPI, {"capaian": None}, "KPI-CAPAIAN-KOSONG", "D2"),
        ("kpi", KPI, {"capaian": 189.0}, "KPI-TIDAK-WAJAR", "D2"),
        ("kpi", KPI, {"satuan": "ha", "capaian": 901.0}, "KPI-TIDAK-WAJAR", "D2"),
        ("akses", AKSES, {"kk_total": None}, "AKSES-KK-KOSONG", "B2"),
        ("akses", AKSES, {"kk_total": 0}, "AKSES-KK-KOSONG", "B2"),
        ("akses", AKSES, {"kk_air_minum": 101}, "AKSES-MELEBIHI-KK", "B2:C2"),
        ("akses", AKSES, {"kk_sanitasi": -1}, "AKSES-NEGATIF", "D2"),
        ("bpm", BPM, {"pagu_rp": 0}, "BPM-PAGU-KOSONG", "C2"),
        ("bpm", BPM, {"cair_rp": 1.1e9}, "CAIR-MELEBIHI-PAGU", "C2:D2"),
        ("bpm", BPM, {"cair_rp": -1}, "JUMLAH-NEGATIF", "D2"),
        ("bpm", BPM, {"pagu_rp": 1e300}, "JUMLAH-TERLALU-BESAR", "C2"),
        ("kpi", KPI, {"satuan": "ha", "capaian": 1e308}, "JUMLAH-TERLALU-BESAR", "D2"),
        ("bpm", BPM, {"fisik_pct": 101}, "BPM-FISIK-DI-LUAR-RENTANG", "E2"),
        ("bpm", BPM, {"serah_terima": "sudah", "lpj": "belum"}, "BPM-SERAH-TERIMA-TANPA-LPJ",
         "E2:F2"),
        ("bpm", BPM, {"selesai": datetime(2022, 5, 1), "tanggal": DAY}, "BPM-SELESAI-SEBELUM-CAIR",
         "E2:F2"),
        ("kolaborasi", {"sumber_dana": "APBD", "anggaran_rp": 10.0}, {"realisasi_rp": 12.0},
         "REALISASI-MELEBIHI-ANGGARAN", "B2:C2"),
        ("peningkatan_kapasitas", TRAINING, {"hadir_orang": 41}, "HADIR-MELEBIHI-SASARAN", "B2:C2"),
        ("peningkatan_kapasitas", TRAINING, {"perempuan_orang": 39}, "PEREMPUAN-MELEBIHI-HADIR",
         "C2:D2"),
        ("audit", {"uraian": "Bukti", "status": "belum", "batas_waktu": DAY},
         {"batas_waktu": None}, "AUDIT-TANPA-BATAS-WAKTU", "C2"),
        ("pengaduan", {"status": "selesai", "tanggal": DAY},
         {"tanggal_selesai": datetime(2022, 5, 1)}, "PENGADUAN-SELESAI-SEBELUM-MASUK", "B2:C2"),
        ("pengaduan", {"status": "proses"}, {"tanggal_selesai": DAY}, "PENGADUAN-STATUS-BERBEDA",
         "A2:B2"),
        ("pengaduan", {"status": "baru"}, {"jumlah": 0}, "PENGADUAN-JUMLAH-NOL", "B2"),
        ("rtl", {"pic": "Korkot", "tindakan": "Rapat"}, {"tindakan": None}, "RTL-KOSONG", "B2"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_cell(
    check: Callable[..., Any], table: str, row: dict[str, Any], change: dict[str, Any], code: str,
    cell: str,
) -> None:  # fmt: skip
    tables, found = check(**{table: [{**row, **change}]})
    (one,) = [f for f in found if f.code == code]
    assert one.cell == cell
    assert len(tables[table]) == (0 if one.excludes else 1)
    assert [f.code for f in check(**{table: [row]})[1] if f.code == code] == []


def test_an_impossible_amount_leaves_its_row_out_of_every_sum(check: Callable[..., Any]) -> None:
    tables, _ = check(bpm=[BPM, {**BPM, "pagu_rp": 1e308, "cair_rp": 1e308}])
    assert tables["bpm"]["cair_rp"].sum() == 7e8


def test_terms_of_a_package_add_up(check: Callable[..., Any]) -> None:
    terms = [{**BPM, "termin": "70 %"}, {**BPM, "termin": "40 %", "cair_rp": 4e8}]
    codes = [f.code for f in check(bpm=terms)[1]]
    assert codes == ["BPM-TERMIN-MELEBIHI-100", "BPM-TERMIN-MELEBIHI-PAGU"]
    other = [terms[0], {**terms[1], "cair_rp": 3e8, "termin": "30 %", "pagu_rp": 1.2e9}]
    assert [f.code for f in check(bpm=other)[1]] == ["BPM-PAGU-BERBEDA"]


def test_a_kelurahan_that_no_list_names(check: Callable[..., Any]) -> None:
    place = {"id_lokasi": "L1", "kab_kota": "Kota Bima", "kelurahan": "Kel. Melayu",
             "luas_sk_ha": 1.0, "luas_verifikasi_ha": 1.0}  # fmt: skip
    found = check(lokasi=[place], bpm=[BPM, {**BPM, "kelurahan": "Paruga"}])[1]
    assert [(f.code, f.cell) for f in found] == [("BPM-KELURAHAN-TIDAK-DIKENAL", "B3")]


def test_more_beneficiaries_than_households(check: Callable[..., Any]) -> None:
    given = {"kab_kota": "Kota Bima", "sumber_dana": "APBD", "penerima_kk": 101}
    found = check(akses=[AKSES], kolaborasi=[given, {**given, "penerima_kk": 100}])[1]
    assert [(f.code, f.row) for f in found] == [("PENERIMA-MELEBIHI-KK", 2)]


def test_a_contribution_without_a_place_is_held_against_nothing(check: Callable[..., Any]) -> None:
    assert check(akses=[AKSES], kolaborasi=[{"sumber_dana": "APBD", "penerima_kk": 900}])[1] == ()


def test_what_stands_twice(check: Callable[..., Any]) -> None:
    tables, found = check(kpi=[KPI, KPI, {**KPI, "capaian": 70}], bpm=[BPM, BPM])
    assert sorted(f.code for f in found if f.code.startswith("BARIS")) == [
        "BARIS-GANDA-BERBEDA",
        "BARIS-GANDA-SAMA",
        "BARIS-SAMA",
    ]
    assert len(tables["kpi"]) == 1
    assert len(tables["bpm"]) == 2
