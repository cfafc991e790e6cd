"""Sentences as the press prints them: figures of published reports, and many other words."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from kotaku.words.claims import LONGEST, only_other_figures, read_claims


def last(text: str, **more: object) -> dict[str, float]:
    frame = read_claims(text, **more)  # type: ignore[arg-type]
    return dict(zip(frame["besaran"], frame["nilai_klaim"], strict=True))


def number(text: str) -> float | None:
    digits = text.split(" ")[0]
    return float(digits.replace(".", "").replace(",", ".")) if digits else None


def test_every_printed_sentence_gives_its_three_figures(shared: Path) -> None:
    path = shared / "cases" / "klaim" / "kalimat.csv"
    for row in csv.DictReader(path.read_text("utf-8").splitlines(), delimiter=";"):
        found = last(row["kalimat"])
        for name in ("luas_awal", "pengurangan", "sisa"):
            want = number(row[f"{name}_ha"])
            assert found.get(name) == want, (row["id"], name, found)


def test_the_two_rakor_reports_give_their_figures_and_no_others(shared: Path) -> None:
    ntt = (shared / "rakor" / "ntt_2019.txt").read_text("utf-8")
    assert last(ntt, wilayah="NTT") == {
        "jumlah_kab_kota": 9, "pengurangan": 189.29, "persen_pengurangan": 93.51, "sisa": 13.14,
        "persen_sisa": 6.49, "luas_awal": 202.43, "jumlah_kelurahan": 32,
    }  # fmt: skip
    ntb = read_claims((shared / "rakor" / "ntb_2022.txt").read_text("utf-8"), wilayah="NTB")
    assert dict(zip(ntb["besaran"], ntb["nilai_klaim"], strict=True)) == {
        "jumlah_kab_kota": 8, "master_schedule": 98, "pengurangan": 108.38, "luas_awal": 575.47,
        "sisa": 361.5,
    }  # fmt: skip
    assert set(ntb["wilayah"]) == {"NTB"}
    assert set(ntb["tahun"]) == {2022}


@pytest.mark.parametrize(
    ("text", "awal", "kurang", "sisa"),
    [
        ("Kawasan kumuh dari 80,5 ha menjadi 20,25 ha.", 80.5, None, 20.25),
        ("Luas kumuh dari 80,5 menjadi 20,25 hektare.", 80.5, None, 20.25),
        ("Kumuh menyusut 12,5 ha sehingga tinggal 7,5 ha.", None, 12.5, 7.5),
        ("Pemda menuntaskan 1.234,5 ha, menyisakan 10,5 ha.", None, 1234.5, 10.5),
        ("Dari 2.345 ha kini tersisa 1.200 ha.", 2345, None, 1200),
        ("Sebanyak 15,2 ha kawasan kumuh berhasil dituntaskan.", None, 15.2, None),
        ("Seluas 44 ha permukiman kumuh ditetapkan lewat SK.", 44, None, None),
        ("Masih 9,75 ha belum tertangani.", None, None, 9.75),
        ("Baru 30 ha tertangani, 12 ha lagi belum ditangani.", None, 30, 12),
        ("Luas kumuh turun menjadi 3,3 ha dari semula 5,5 ha.", 5.5, None, 3.3),
        ("Penurunan luas kumuh mencapai 17,80 hektar.", None, 17.8, None),
        ("Target pengurangan 50 ha, realisasi 45,5 ha.", 50, 45.5, None),
        ("Kawasan seluas 6,5 ha telah dientaskan dari baseline 10 ha.", 10, 6.5, None),
        ("Luas kota 4.500 ha, luas kumuh 45 ha, tertangani 40 ha.", 45, 40, None),
        ("Luas kumuh bertambah 4 ha.", None, None, None),
        ("Tahun depan akan ditangani 20 ha.", None, None, None),
        ("Anggaran Rp 12,5 miliar untuk 3,2 km jalan.", None, None, None),
        ("Jalan 3,5 km; kumuh berkurang 2,5 ha.", None, 2.5, None),
    ],
)
def test_the_words_of_the_press(
    text: str, awal: float | None, kurang: float | None, sisa: float | None
) -> None:
    found = last(text)
    assert (found.get("luas_awal"), found.get("pengurangan"), found.get("sisa")) == (
        awal, kurang, sisa,
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Tahun 2019 berkurang 5,5 ha, tahun 2020 berkurang 7,25 ha, 2021 berkurang 1 ha.",
        "Pengurangan 5,5 ha (2019), 7,25 ha (2020), dan 1 ha (2021).",
        "Pada 2019, 2020, dan 2021 tertangani masing-masing 5,5; 7,25; dan 1 ha.",
        "Terealisasi 5,5 ha tahun 2019, 7,25 ha tahun 2020, serta 1 ha tahun 2021.",
    ],
)
def test_reductions_that_each_have_a_year_are_a_series(text: str) -> None:
    frame = read_claims(text)
    assert set(frame["besaran"]) == {"pengurangan_tahun"}
    assert dict(zip(frame["tahun"], frame["nilai_klaim"], strict=True)) == {
        2019: 5.5, 2020: 7.25, 2021: 1.0,
    }  # fmt: skip


def test_what_is_left_year_by_year_is_no_series_of_reductions() -> None:
    frame = read_claims("Luas kumuh 2018 mencapai 90 ha, lalu menjadi 70 ha (2019), 40 ha (2020).")
    left = frame[frame["besaran"] == "sisa"]
    assert left["nilai_klaim"].tolist() == [70, 40]
    assert left["tahun"].tolist() == [2019, 2020]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Kota Tegal menyisakan 105,54 ha.", "Kota Tegal"),
        ("Di Sulut tersisa 67,78 ha.", "Sulawesi Utara"),
        ("Secara nasional berkurang 32.222 ha.", "Nasional"),
        ("Provinsi Nusa Tenggara Timur menyisakan 13,14 ha.", "NTT"),
        ("Program Kota Tanpa Kumuh mengurangi 10 ha.", "NTT"),
    ],
)
def test_a_place_outside_the_data_keeps_its_name(text: str, place: str) -> None:
    assert set(read_claims(text, wilayah="NTT", places=["Kota Kupang"])["wilayah"]) == {place}


def test_sentences_after_a_place_are_about_it_until_the_paragraph_ends() -> None:
    text = "Kota Kupang semula 100 ha. Tertangani 60 ha. Sisa 40 ha.\nSisa 13,14 ha."
    frame = read_claims(text, wilayah="NTT", places=["Kota Kupang"])
    assert frame["wilayah"].tolist() == ["Kota Kupang"] * 3 + ["NTT"]


def test_counts_of_rw_and_their_percents_are_no_hectares() -> None:
    text = "RW kumuh dari target 200 RW terealisasi 220 RW, dari 16,45 persen menjadi 9,22 persen."
    assert read_claims(text).empty
    assert only_other_figures(text)
    assert not only_other_figures("Selamat pagi.")


@pytest.mark.parametrize("piece", ["1,", "1.", "9 ha ", "dari ", "( ", "2019 ", "Kota Aaa ", "a;"])
def test_long_pastes_are_read_in_bounded_time(piece: str) -> None:
    start = time.process_time()
    read_claims(piece * LONGEST, places=["Kota Kupang"])
    assert time.process_time() - start < 5
