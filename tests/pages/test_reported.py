"""Mutu and Kawasan hijau: sheets that stand on pages, slides and workbook by their schema."""

from __future__ import annotations

import pandas as pd
import pytest

from kotaku.output.template import write_template
from tests.pages.conftest import text

MUTU = {
    "paket": ["Jalan A", "Jalan A", "Drainase B", "Drainase B", "Taman C"],
    "kab_kota": ["Kota Kupang", "Kota Kupang", "Ende", "Ende", "Ende"],
    "kelurahan": ["Alak", "Alak", "Rukun Lima", "Rukun Lima", "Mautapaga"],
    "kriteria": ["2b", "2a", "4c", "4b", None],
    "spesifikasi": ["tebal 12 cm", "lebar 1,5 m", "mutu K175", "lebar 30 cm", "bibit hidup"],
    "hasil": ["sesuai", "tidak", "tidak", "tidak", None],
    "cacat": [None, "lebar 1,2 m", "keropos", "retak", None],
    "diperiksa": ["2022-06-01"] * 4 + [None],
    "batas_perbaikan": [None, "2022-07-01", "2022-07-01", None, None],
    "diperbaiki": [None, None, "2022-07-11", None, None],
}
HIJAU = {
    "jenis_kegiatan": ["vegetasi", "rth", "pengetahuan", "lanskap"],
    "kab_kota": ["Kota Kupang", "Ende", "Ende", "Ende"],
    "lokasi": ["Alak", "Tepi pantai", None, "Pasar"],
    "luas_ha": [1.25, 0.5, None, 2.0],
    "jumlah": [1200, None, 3, None],
    "satuan": ["pohon", None, "modul", None],
    "status": ["realisasi", "realisasi", "realisasi", "rencana"],
    "tanggal": ["2022-05-01", "2022-06-01", None, None],
}
PROFIL = {"kunci": ["provinsi", "tanggal_data"], "nilai": ["Nusa Tenggara Timur", "31 Juli 2022"]}


def frame(columns):
    made = pd.DataFrame(columns)
    for name in ("diperiksa", "batas_perbaikan", "diperbaiki", "tanggal"):
        if name in made:
            made[name] = pd.to_datetime(made[name])
    return made


@pytest.fixture
def book(tmp_path):
    """Write the template filled with both sheets, as a team would send it."""
    path = tmp_path / "mutu_hijau.xlsx"
    tables = {"profil": frame(PROFIL), "mutu": frame(MUTU), "hijau": frame(HIJAU)}
    write_template(path, prefill=tables)
    return path


def test_quality_of_works_stands_on_its_page(open_page, stored, book):
    app = open_page("kesiapan_audit", stored(book))
    assert [m.value for m in app.metric] == ["25,00 %", "2", "1"]
    words = text(app)
    assert "1 dari 4 pemeriksaan mutu sesuai spesifikasi (25,00 %)" in words
    assert "2 cacat belum diperbaiki, 1 lewat batasnya. 1 belum diperiksa." in words
    (shown,) = [d.value for d in app.dataframe if "Keadaan" in d.value.columns]
    assert shown["Keadaan"].tolist() == [
        "Belum diperbaiki, lewat 30 hari",
        "Belum diperbaiki",
        "Sesuai",
        "Sudah diperbaiki, terlambat 10 hari",
        "Belum diperiksa",
    ]


def test_green_areas_stand_on_the_page_of_prevention(open_page, stored, book):
    app = open_page("pencegahan", stored(book))
    words = text(app)
    assert "Kawasan hijau terlaksana 1,75 ha dan 1.200 pohon; produk pengetahuan 3 modul" in words
    assert "masih direncanakan atau berjalan 2,00 ha." in words
    (shown,) = [d.value for d in app.dataframe if "Luas (ha)" in d.value.columns]
    assert shown["Luas (ha)"].sum() == 3.75


def test_one_place_shows_its_own(open_page, stored, book):
    app = open_page("kesiapan_audit", stored(book), kab="Kota Kupang")
    assert "1 dari 2 pemeriksaan mutu sesuai" in text(app)


@pytest.mark.parametrize("page", ["kesiapan_audit", "pencegahan"])
def test_a_file_without_them_says_nothing_of_them(open_page, stored, tmp_path, page):
    path = tmp_path / "tanpa.xlsx"
    write_template(path, prefill={"profil": frame(PROFIL)})
    words = text(open_page(page, stored(path)))
    assert "Halaman ini memerlukan" in words
    assert "pemeriksaan mutu" not in words
    assert "Kawasan hijau terlaksana" not in words
