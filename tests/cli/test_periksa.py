"""periksa with a kab/kota, scores, a sentence, and earlier data."""

import json
from pathlib import Path

import pytest

from kotaku.cli import main
from tests.intake import books

PLACES = ["ID lokasi", "Kabupaten/Kota", "Kelurahan", "Luas SK (ha)"]
KUPANG, ENDE = "Kota Kupang", "Kabupaten Ende"


def book(folder: Path, name: str, province: str, *rows: list[object]) -> str:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    profile = [["Kunci", "Nilai"], ["provinsi", province]]
    path.write_bytes(books.xlsx({"Profil": profile, "Lokasi": [PLACES, *rows]}))
    return str(path)


@pytest.fixture
def now(tmp_path: Path) -> str:
    return book(tmp_path, "baru.xlsx", "NTT", ["L1", KUPANG, "Alak", 20.0],
                ["L2", ENDE, "Paupire", -3.0], ["L3", ENDE, "Onekore", 1.0])  # fmt: skip


@pytest.fixture
def before(tmp_path: Path) -> str:
    return book(tmp_path, "lama.xlsx", "NTT", ["L1", KUPANG, "Alak", 10.0],
                ["L9", "Kabupaten Sikka", "Beru", 4.0])  # fmt: skip


def codes(capsys, *arguments: str) -> tuple[int, set[str]]:
    code = main(["periksa", *arguments, "--json"])
    return code, {f["kode"] for f in json.loads(capsys.readouterr().out)["temuan"]}


def test_earlier_data_are_compared(capsys, now, before):
    code, found = codes(capsys, now, "--sebelum", before)
    assert code == 1
    assert {"WILAYAH-HILANG", "LUAS-LOKASI-BERUBAH"} <= found
    assert "LUAS-LOKASI-BERUBAH" not in codes(capsys, now)[1]


def test_earlier_data_of_another_province_are_refused(capsys, now, tmp_path):
    other = book(tmp_path, "ntb.xlsx", "NTB", ["L1", "Kota Bima", "A", 1.0])
    assert main(["periksa", now, "--sebelum", other]) == 2
    assert "provinsi lain" in capsys.readouterr().err


def test_one_kab_kota_has_its_own_findings(capsys, now, before):
    code, found = codes(capsys, now, "--kab-kota", "kota kupang", "--sebelum", before)
    assert code == 0
    assert "ANGKA-NEGATIF" not in found
    assert "LUAS-LOKASI-BERUBAH" in found
    assert "ANGKA-NEGATIF" in codes(capsys, now, "--kab-kota", ENDE)[1]


def test_scores_and_a_sentence(capsys, now):
    sentence = "Kota Kupang: luas awal 20 ha, berkurang 5 ha, sisa 12 ha."
    main(["periksa", now, "--skor", "--klaim", sentence, "--kab-kota", KUPANG])
    out = capsys.readouterr().out
    assert "Kota Kupang, kelengkapan: 100 % (baik)." in out
    assert "Kabupaten Ende, kelengkapan" not in out
    assert "sisa tertulis 12,00 ha, dihitung 15,00 ha" in out


def test_two_files_of_one_name_stay_two(capsys, now, tmp_path):
    twin = book(tmp_path / "lain", "baru.xlsx", "NTT", ["L5", "Kabupaten Belu", "Lidak", 2.0])
    main(["periksa", now, twin, "--json"])
    files = json.loads(capsys.readouterr().out)["berkas"]
    assert [f["nama"] for f in files] == ["baru.xlsx", "baru (2).xlsx"]
