"""One click after the start no page of a sample is empty, and every page says it is one."""

import pytest

import app
from tests.pages.conftest import table, text

SAMPLES = ("Contoh NTT 2019", "Contoh NTB 2022")
FIGURES = [page for group in ("Capaian", "Keputusan") for page, *_ in app.PAGES[group]]
WITHOUT = "peta_dan_tabel"  # no delineations are published of them


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("page", [p for p in (*FIGURES, "laporan") if p != WITHOUT])
def test_no_page_of_a_sample_lacks_its_sheets_or_the_mark(page, sample, open_page):
    said = text(open_page(page, sample))
    assert "Halaman ini memerlukan" not in said
    assert "Belum ada" not in said
    assert ":orange-badge[Ilustrasi]" in said


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_cheapest_package_reaches_the_target_of_what_was_surveyed(sample, open_page):
    page = open_page("simulasi_dan_strategi", sample)
    assert page.metric[2].value == "0,00 ha"


@pytest.mark.parametrize("sample", SAMPLES)
def test_without_maintenance_some_of_it_falls_back(sample, open_page):
    assert "kembali kumuh pada" in text(open_page("pencegahan", sample))
    assert "Kawasan hijau terlaksana 0,55 ha" in text(open_page("pencegahan", sample))


@pytest.mark.parametrize("sample", SAMPLES)
def test_checks_of_built_works_stand_beside_audit(sample, open_page):
    assert "3 dari 6 pemeriksaan mutu sesuai spesifikasi" in text(
        open_page("kesiapan_audit", sample)
    )


@pytest.mark.parametrize("sample", SAMPLES)
def test_follow_ups_of_the_file_stand_on_the_page_before_anybody_takes_them_over(sample, open_page):
    page = open_page("tindak_lanjut", sample)
    assert "4 RTL terbuka, 2 lewat batas waktu" in text(page)
    assert len(table(page, "Masalah")) == 6
