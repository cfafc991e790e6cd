"""The command line as a process sees it: output, errors, exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from kotaku.cli import main
from kotaku.output.template import write_template
from tests.intake import drawn_maps as maps
from tests.intake.test_maps import FEATURES, TABLE
from tests.tables import condition, dataset, rt, works

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def book(tmp_path):
    """A workbook of two RT, three works and one claim that does not hold."""
    tables = dataset(
        profil=[{"kunci": "provinsi", "nilai": "Provinsi P"}],
        rt=[rt("a", kab_kota="Kota K", kawasan="W"), rt("b", kab_kota="Kota K", kawasan="W")],
        kekumuhan=[
            condition("a", v2a=80, v2b=80, v3a=80, v3b=80),
            condition("b", v2a=80, v2b=80, v3a=80, v3b=80),
        ],
        pekerjaan=[works("a", 2020, "2b", 80), works("b", 2021, "2b", 80, "rencana")],
        klaim=[
            {"wilayah": "Kota K", "tahun": 2020, "besaran": b, "nilai_klaim": n, "sumber": "s"}
            for b, n in (("luas_awal", 2.0), ("pengurangan", 1.0), ("sisa", 0.5))
        ],
    ).tables
    path = tmp_path / "buku.xlsx"
    with path.open("wb") as file:
        write_template(file, prefill=tables)
    return path


def hitung(capsys, *arguments):
    code = main(["hitung", *map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_figures_as_json(book, capsys):
    code, data = hitung(capsys, book)
    assert [(r["tahun"], r["status"], r["sisa_ha"]) for r in data["akun_luas"]] == [
        (2020, "realisasi", 1.0),
        (2021, "realisasi", 1.0),
        (2021, "simulasi", 0.0),
    ]
    assert set(data["akun_luas"][0]) == {
        "tahun",
        "status",
        "sumber",
        "luas_awal_ha",
        "pengurangan_ha",
        "pengurangan_kumulatif_ha",
        "sisa_ha",
        "persen",
        "dasar",
        "kumuh_baru_ha",
        "tambahan_ha",
        "dasar_sk",
    }
    by_floor = [r for r in data["pengurangan"] if r["metode"] == "T"]
    last = [r for r in by_floor if r["satuan"] == "kawasan"][-1]
    assert last == {
        "metode": "T",
        "satuan": "kawasan",
        "skenario": "simulasi",
        "tahun_awal": 2019,
        "tahun": 2021,
        "jumlah_unit": 1,
        "luas_ha": 2.0,
        "kumuh_awal_ha": 2.0,
        "kumuh_akhir_ha": 0.0,
        "pengurangan_ha": 2.0,
        "jumlah_ditandai": 0,
        "kumuh_baru_ha": 0.0,
    }
    assert data["kondisi_ringkas"]["rt"]["awal"]["ringan"] == {"jumlah_unit": 2, "luas_ha": 2.0}
    assert data["kondisi_ringkas"]["rt"]["akhir"]["tidak_kumuh"]["jumlah_unit"] == 1
    assert data["kondisi_ringkas"]["rt"]["akhir_simulasi"]["tidak_kumuh"]["jumlah_unit"] == 2
    assert data["master_schedule"] is None
    wrong = [k for k in data["klaim"] if k["putusan"] == "tidak_cocok"]
    assert 1.0 in [k["nilai_hitung"] for k in wrong if k["besaran"] == "sisa"]
    assert code == (1 if any(t["tingkat"] == "galat" for t in data["temuan"]) else 0)
    assert set(data["temuan"][0]) == {
        "kode",
        "tingkat",
        "berkas",
        "lembar",
        "sel",
        "nilai",
        "pesan",
        "saran",
    }
    assert data["berkas"][0]["nama"] == "buku.xlsx"
    assert data["berkas"][0]["baris_masuk"] == data["berkas"][0]["baris_dipakai"] == 10


def test_achievement_as_json(capsys, book):
    _, data = hitung(capsys, ROOT / "data/contoh_ntt_2019.xlsx")
    assert data["kpi"]["tanggal_data"] == "2019-08-04"
    assert {i["status"] for i in data["kpi"]["indikator"]} == {
        "tercapai", "hampir", "tertinggal", "jauh"
    }  # fmt: skip
    whole = [r["nilai_rp"] for r in data["dana"]["corong"] if r["kab_kota"] == ""]
    assert whole[0] == sum(p["pagu_rp"] for p in data["dana"]["paket"])
    assert sum(r["lewat"] for r in data["audit"]["menurut_jenis"]) == 3
    assert (data["pengaduan"]["jumlah"], data["pengaduan"]["selesai"]) == (10, 8)
    _, without = hitung(capsys, book)
    assert [without[k] for k in ("kpi", "dana", "audit", "pengaduan")] == [None] * 4


def test_the_same_file_gives_the_same_bytes(book, capsys):
    main(["hitung", str(book), "--json"])
    first = capsys.readouterr().out
    main(["hitung", str(book), "--json"])
    assert capsys.readouterr().out == first


def test_figures_as_text(book, capsys):
    main(["hitung", str(book)])
    out = capsys.readouterr().out
    assert "1,00 ha (50,00 %) terealisasi; 2,00 ha (100,00 %) bila simulasi 2021 terlaksana." in out
    assert "Sisa 1,00 ha dari 2,00 ha (50,00 %)." in out
    assert "Temuan:" in out


def test_findings_as_text_and_json(book, capsys):
    code = main(["periksa", str(book)])
    text = capsys.readouterr().out
    assert "buku.xlsx: 10 baris masuk, 10 dipakai, 0 dilaporkan." in text
    assert main(["periksa", str(book), "--json"]) == code
    data = json.loads(capsys.readouterr().out)
    assert set(data) == {"pertanyaan", "temuan", "berkas"}


def test_template_is_written_and_understood(tmp_path, capsys):
    out = tmp_path / "templat.xlsx"
    assert main(["templat", str(out)]) == 0
    capsys.readouterr()
    assert main(["periksa", str(out)]) == 0
    with pd.ExcelFile(out, engine="calamine") as book:
        assert book.sheet_names[1] == "Profil"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["hitung", "tidak_ada.xlsx", "--json"], "tidak ditemukan"),
        (["hitung"], "Perintah tidak dikenali"),
        (["lari"], "Perintah tidak dikenali"),
        ([], "Perintah tidak dikenali"),
        (["templat", "tidak/ada/x.xlsx"], "tidak dapat ditulis"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(arguments, words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert words in shown.err
    assert shown.err.count("\n") == 1
    assert shown.out == ""


@pytest.mark.parametrize(
    ("name", "content"), [("kosong.xlsx", b""), ("rusak.xlsx", b"PK\x03\x04 terpotong")]
)
def test_unreadable_files(name, content, tmp_path, capsys):
    path = tmp_path / name
    path.write_bytes(content)
    assert main(["hitung", str(path), "--json"]) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith(f"{name}: ")
    assert shown.err.count("\n") == 1
    assert shown.out == ""


def test_as_a_process(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "kotaku", "hitung", "tidak_ada.xlsx"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == "Berkas tidak_ada.xlsx tidak ditemukan.\n"


def test_pekalongan_from_the_file(shared, capsys):
    code, data = hitung(capsys, shared / "real/pekalongan/pekalongan_a.xlsx")
    assert code == 1  # shifted rows and unknown RT are galat
    rows = {
        (r["satuan"], r["tahun"]): r
        for r in data["pengurangan"]
        if (r["metode"], r["skenario"]) == ("T", "realisasi")
    }
    for satuan, year, expected in (
        ("rt", 2021, 32.4124),
        ("rt", 2022, 47.9854),
        ("rt", 2023, 62.0346),
        ("kawasan", 2021, 58.6768),
        ("kawasan", 2022, 86.5806),
        ("kawasan", 2023, 89.0783),
    ):
        assert rows[satuan, year]["pengurangan_ha"] == pytest.approx(expected, abs=5e-5)
    assert rows["rt", 2019]["jumlah_unit"] == 145
    (file,) = data["berkas"]
    assert file["baris_masuk"] == 195 + 195 + 517
    assert file["baris_masuk"] > file["baris_dipakai"] > 0


def test_serang_from_the_file(shared, capsys):
    code, data = hitung(capsys, shared / "real/serang_rt.csv")
    assert code == 0
    assert data["bukti"] == "nilai"
    first = data["kondisi_ringkas"]["rt"]["awal"]
    assert (first["jumlah_unit"], first["tahun"]) == (602, None)
    assert first["ringan"]["jumlah_unit"] == 564
    assert first["ringan"]["luas_ha"] == pytest.approx(1049.435, abs=5e-4)
    assert first["sedang"]["jumlah_unit"] == 38
    assert first["sedang"]["luas_ha"] == pytest.approx(64.481, abs=5e-4)
    assert set(data["kondisi_ringkas"]) == {"rt"}


def test_a_map_stands_beside_its_table(tmp_path, capsys):
    table, drawn = tmp_path / "rt.csv", tmp_path / "batas.geojson"
    table.write_bytes(TABLE)
    drawn.write_bytes(maps.geojson(FEATURES))
    code, data = hitung(capsys, table, drawn)
    assert code == 1  # a polygon twice as large as its RT is a galat
    keys = {"unit", "sumber", "luas_poligon_ha", "luas_bidang_ha", "luas_tabel_ha",
            "luas_tertulis_ha", "selisih_pct", "status"}  # fmt: skip
    assert all(keys <= {*one} for one in data["poligon"])
    same, _, off, missing = data["poligon"]
    assert (same["unit"], same["status"]) == ("RT003-RW005 Batulo", "sama")
    assert same["sumber"] == "batas.geojson, batas"
    assert same["luas_bidang_ha"] == pytest.approx(1.0, rel=1e-4)
    assert same["luas_poligon_ha"] == pytest.approx(1.0, rel=2e-3)
    assert off["selisih_pct"] == pytest.approx(100, abs=1)
    assert (missing["luas_poligon_ha"], missing["status"]) == (None, "tanpa_poligon")
    assert data["poligon_jumlah"][0]["gabungan_ha"] == pytest.approx(3.3, rel=2e-3)
    assert "POLIGON-LUAS-JAUH" in {f["kode"] for f in data["temuan"]}


def test_a_map_alone_is_judged_by_what_it_prints(tmp_path, capsys):
    path = tmp_path / "batas.kml"
    path.write_bytes(maps.kml(FEATURES))
    code, data = hitung(capsys, path)
    assert code == 0
    assert [one["status"] for one in data["poligon"]] == ["sama"] * 3
    assert [one["luas_tertulis_ha"] for one in data["poligon"]] == pytest.approx([1.0, 1.5, 0.8])
