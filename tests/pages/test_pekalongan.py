"""Every page on a real city's file, read aloud: the hectares are those known for the city."""

import pytest

from tests.pages.conftest import text

ALL = (
    "ringkasan",
    "pengurangan_kumuh",
    "tingkat_kekumuhan",
    "kualitas_data",
    "unggah_data",
    "metode_dan_sumber",
)


@pytest.fixture
def pekalongan(shared, stored):
    return stored(shared / "real" / "pekalongan" / "pekalongan_a.xlsx")


@pytest.mark.parametrize("page", ALL)
def test_page_opens(page, open_page, pekalongan):
    assert open_page(page, pekalongan).markdown


def test_ringkasan_by_rt(open_page, pekalongan):
    app = open_page("ringkasan", pekalongan)
    assert [m.value for m in app.metric] == ["126,43 ha", "62,03 ha", "64,40 ha"]
    assert "Sisa kumuh 64,40 ha dari 126,43 ha (50,93 %)." in text(app)


def test_ringkasan_by_kawasan(open_page, pekalongan):
    app = open_page("ringkasan", pekalongan, satuan="Kawasan")
    assert [m.value for m in app.metric] == ["104,28 ha", "89,08 ha", "15,20 ha"]
    assert "satuan Kawasan" in text(app)


def test_until_a_year(open_page, pekalongan):
    app = open_page("ringkasan", pekalongan, sampai="s.d. 2021")
    assert [m.value for m in app.metric] == ["126,43 ha", "32,41 ha", "94,02 ha"]


def test_quality_reconciles_rows(open_page, pekalongan):
    app = open_page("kualitas_data", pekalongan)
    assert "725 dari 907 baris dipakai, 182 dilaporkan" in text(app)


def test_pages_that_lack_data_say_what_they_need(open_page, pekalongan):
    assert "memerlukan Master Schedule dan Progres" in text(
        open_page("master_schedule", pekalongan)
    )
    assert "memerlukan kolom Lintang dan Bujur" in text(open_page("peta", pekalongan))
