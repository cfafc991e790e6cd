"""Figures out of paragraphs as the rakor reports print them (metode: rakor NTT 2019, NTB 2022)."""

from __future__ import annotations

import pytest

from kotaku.words.claims import COLUMNS, read_claims

NTT = (
    "Pengurangan luasan kumuh di 9 kabupaten/kota dan 32 kelurahan sampai akhir 2019 termasuk "
    "simulasi mencapai 189,29 ha atau 93,51 % sehingga sisa 13,14 ha (6,49 %) dari 202,43 ha."
)
NTB = (
    "Master Schedulle secara kumulatif mencapai 98% sampai akhir November 2022. Dari luasan kumuh "
    "awal 575,47 Hektar, pengurangan kumuh tahun 2022 sebesar 108,38 Hektar sehingga tersisa "
    "361,5 Hektar."
)


def claims(text: str) -> dict[str, float]:
    frame = read_claims(text)
    return dict(zip(frame["besaran"], frame["nilai_klaim"], strict=True))


def test_the_paragraph_of_ntt_2019() -> None:
    assert claims(NTT) == {
        "pengurangan": 189.29,
        "persen_pengurangan": 93.51,
        "sisa": 13.14,
        "persen_sisa": 6.49,
        "luas_awal": 202.43,
        "jumlah_kab_kota": 9,
        "jumlah_kelurahan": 32,
    }
    assert set(read_claims(NTT)["tahun"]) == {2019}


PLACES = ("Kota Bima", "Kabupaten Bima", "Kabupaten Sumba Barat", "Kabupaten Sumba Barat Daya",
          "Kota Kupang")  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Sumba Barat: sisa 3,0 ha.", "Kabupaten Sumba Barat"),
        ("Sisa di Kab. Sumba Barat Daya 3,0 ha.", "Kabupaten Sumba Barat Daya"),
        ("Rakor di Kupang: sisa 3,0 ha.", "NTT"),
        ("Kota Kupang menyisakan 3,0 ha.", "Kota Kupang"),
        ("Kab. Bima menyisakan 3,0 ha.", "Kabupaten Bima"),
        ("Bima menyisakan 3,0 ha.", "NTT"),
        ("Kota Bima dan Kabupaten Bima menyisakan 3,0 ha.", "NTT"),
    ],
)
def test_a_sentence_is_about_the_one_place_it_names(sentence: str, place: str) -> None:
    assert read_claims(sentence, wilayah="NTT", places=PLACES)["wilayah"].tolist() == [place]


def test_the_paragraph_of_ntb_2022() -> None:
    assert claims(NTB) == {
        "master_schedule": 98,
        "luas_awal": 575.47,
        "pengurangan": 108.38,
        "sisa": 361.5,
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sumba Timur: 54,23 ha (79,65 %) dari 63,08 ha, sisa 8,85 ha.",
         {"pengurangan": 54.23, "persen_pengurangan": 79.65, "luas_awal": 63.08, "sisa": 8.85}),
        ("Tertangani 287,46 hektare.", {"pengurangan": 287.46}),
        ("Anggaran Rp 2 miliar untuk 3 paket.", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_other_words(text: str, found: dict[str, float]) -> None:
    assert claims(text) == found


def test_place_and_source_are_written_into_every_row() -> None:
    frame = read_claims(NTT, wilayah="NTT", sumber="laporan rakor")
    assert list(frame.columns) == list(COLUMNS)
    assert set(frame["wilayah"]) == {"NTT"}
    assert set(frame["sumber"]) == {"laporan rakor"}
