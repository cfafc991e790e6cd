"""A row refused because the row it refers to was refused says so, with place and reason."""

from __future__ import annotations

import pytest

from kotaku.dataset import Dataset
from tests.intake import books

RT = ["ID RT", "Kabupaten/Kota", "Kelurahan", "Luas Verifikasi (Ha)", "Jumlah Bangunan"]
PLACES = ["ID lokasi", "Kabupaten/Kota", "Kelurahan", "Luas SK (ha)"]
STATE = ["ID RT", "Tahun", "1a volume", "Total nilai"]
WORKS = ["ID RT", "Tahun", "Kriteria", "Volume"]
GOOD = ["1", "Kota Kupang", "Alak", 1.5, 40]


def message(dataset: Dataset, code: str) -> str:
    books.accounted(dataset)
    (found,) = books.findings(dataset, code)
    return found.message


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (["2", "Kota Kupang", "Alak", -1.0, 40], "luas atau pembagi negatif"),
        (["2", "Kota Kupang", "Alak", "rusak", 40], "angka wajib tidak terbaca"),
    ],
)
def test_a_condition_and_works_say_why_their_rt_does_not_count(bad, why):
    dataset = books.read(
        {
            "RT": [RT, GOOD, bad],
            "Kekumuhan": [STATE, ["1", 2020, 3, None], ["2", 2020, 5, None]],
            "Pekerjaan": [WORKS, ["2", 2021, "1a", 2]],
        }
    )
    told = f'RT "2" ada di baris 3 lembar RT, tetapi tidak dipakai karena: {why}'
    assert told in message(dataset, "KEKUMUHAN-RT-DIKELUARKAN")
    assert told in message(dataset, "PEKERJAAN-RT-DIKELUARKAN")
    assert "KEKUMUHAN-RT-TIDAK-DIKENAL" not in books.codes(dataset)


def test_an_rt_that_is_nowhere_is_still_unknown():
    dataset = books.read({"RT": [RT, GOOD], "Kekumuhan": [STATE, ["9", 2020, 3, None]]})
    assert "tidak ada pada lembar RT" in message(dataset, "KEKUMUHAN-RT-TIDAK-DIKENAL")


def test_works_say_why_the_condition_does_not_count():
    dataset = books.read(
        {
            "RT": [RT, GOOD],
            "Kekumuhan": [["ID RT", "Tahun", "Total nilai"], ["1", 2020, -4]],
            "Pekerjaan": [WORKS, ["1", 2021, "1a", 2]],
        }
    )
    assert (
        "data kekumuhannya ada di baris 2 lembar Kekumuhan, tetapi tidak dipakai karena: "
        "total nilai tidak sah" in message(dataset, "PEKERJAAN-TANPA-KONDISI")
    )


def test_a_reduction_says_why_its_location_does_not_count():
    done = [["ID lokasi", "Tahun", "Pengurangan (ha)"], ["L2", 2020, 1.0]]
    dataset = books.read(
        {
            "Lokasi": [PLACES, ["L1", "Ende", "A", 4.0], ["L2", "Ende", "B", -3.0]],
            "Pengurangan": done,
        }
    )
    told = message(dataset, "PENGURANGAN-LOKASI-DIKELUARKAN")
    assert "Lokasi L2 ada di baris 3 lembar Lokasi" in told
    assert "luas atau pembagi negatif" in told


def test_progress_says_why_its_activity_does_not_count():
    plan = [["Kegiatan", "ID kegiatan", "Kab/Kota", "Bobot (%)", "Mulai", "Selesai"],
            ["Jalan", "K1", "Ende", 100, "01/10/2022", "30/12/2022"],
            ["Air", "K2", "Ende", -5, "01/10/2022", "30/12/2022"]]  # fmt: skip
    weeks = [["Kab/Kota", "ID kegiatan", "Minggu", "Realisasi (%)"],
             ["Ende", "K2", "06/11/2022", 10.0], ["Ende", "K1", "06/11/2022", 10.0]]  # fmt: skip
    dataset = books.read({"Master Schedule": plan, "Progres": weeks})
    assert "ada di baris 3 lembar Master Schedule, tetapi tidak dipakai karena: bobot negatif" in (
        message(dataset, "PROGRES-KEGIATAN-DIKELUARKAN")
    )
