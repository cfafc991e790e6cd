"""Every page on files that hold little: what is there is shown, what is not is said."""

from pathlib import Path

import pytest

from tests.intake import books
from tests.pages.conftest import silent, text

STATUS_ONLY = [
    ["Kab/Kota", "Kegiatan", "Status", "Tanggal"],
    ["Kota Bima", "Persiapan", "Selesai", "30 Nopember 2022"],
    ["Dompu", "Persiapan", "Belum", "30 Nopember 2022"],
]
ONE_CITY = [
    ["No.", "Kelurahan", "Luas kumuh awal (ha)", "Luas kumuh akhir"],
    [1, "Kaligangsa", 4.5, 0],
    [2, "Debong", 3, 3],
]
CLASSES = [
    ["Kelurahan", "RT/RW", "Luas (ha)", "Tingkat kekumuhan"],
    ["Mbongawani", "RT 01/RW 02", 3.25, "KUMUH SEDANG"],
]
FILES = {"status": STATUS_ONLY, "satu kota": ONE_CITY, "kelas": CLASSES}


@pytest.fixture
def odd(request, stored, tmp_path_factory) -> str:
    path: Path = tmp_path_factory.mktemp("buku") / f"{request.param}.xlsx"
    path.write_bytes(books.xlsx({"Sheet1": FILES[request.param]}))
    return stored(path)


@pytest.mark.parametrize("odd", FILES, indirect=True)
def test_every_page_opens(open_page, odd):
    assert silent(open_page, odd) == []


@pytest.mark.parametrize("odd", ["status"], indirect=True)
def test_a_schedule_without_plan_shows_its_progress(open_page, odd):
    app = open_page("master_schedule", odd)
    assert "50,00 %" in text(app)
    assert "nan" not in text(app).lower()


def test_what_was_half_read_is_never_called_complete(open_page, stored, tmp_path):
    good = [["Kabupaten", "Kelurahan", "Luas SK (ha)"], ["Ende", "Paupire", 5]]
    strange = [["Sandi", "Asal isian", "Besar lahan"], ["a", "Kota Kupang", 12.5]]
    broken = [*good, ["Ende", "Onekore", "kira-kira tujuh"]]
    for name, sheets, complete in (
        ("utuh", {"Lokasi": good}, True),
        ("separuh", {"Lokasi": good, "Lembar2": strange}, False),
        ("rusak", {"Lokasi": broken}, False),
    ):
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(books.xlsx(sheets))
        shown = text(open_page("unggah_data", stored(path)))
        assert ("badge[Lengkap]" in shown) is complete, name
        assert ("badge[Belum lengkap]" in shown) is not complete, name


def test_the_name_of_a_file_is_no_markup_in_a_table(open_page, stored, tmp_path):
    path = tmp_path / "[klik](contoh.test) ~~coret~~.xlsx"
    path.write_bytes(books.xlsx({"Sheet1": ONE_CITY}))
    app = open_page("ringkasan", stored(path))
    cells = [str(cell) for one in app.table for cell in one.value.to_numpy().ravel()]
    named = [cell for cell in cells if "klik" in cell]
    assert named
    assert not any("[" in cell or "~" in cell for cell in named)
