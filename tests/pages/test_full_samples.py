"""One click after the start no page of a sample is empty, and every page says it is one."""

import pytest

from tests.pages.conftest import text

SAMPLES = ("Contoh NTT 2019", "Contoh NTB 2022")
PAGES = (
    "ringkasan",
    "pengurangan_kumuh",
    "tingkat_kekumuhan",
    "master_schedule",
    "peta",
    "kpi",
    "dana",
    "kesiapan_audit",
    "pencegahan",
    "simulasi_dan_strategi",
    "tindak_lanjut",
    "laporan",
)


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("page", PAGES)
def test_no_page_of_a_sample_lacks_its_sheets_or_the_mark(page, sample, open_page):
    said = text(open_page(page, sample))
    assert "Halaman ini memerlukan" not in said
    assert "Belum ada" not in said
    assert ":orange-badge[Ilustrasi]" in said


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_cheapest_package_reaches_the_target_of_what_was_surveyed(sample, open_page):
    app = open_page("simulasi_dan_strategi", sample)
    assert app.metric[2].value == "0,00 ha"


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
    app = open_page("tindak_lanjut", sample)
    assert "4 tindak lanjut terbuka, 2 lewat batas waktu" in text(app)
    assert len(app.dataframe[0].value) == 6
