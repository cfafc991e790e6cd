"""The command ``strategi`` as a person and a program see it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kotaku.cli import main
from kotaku.output.template import write_template
from tests.tables import condition, dataset, rt

ROOT = Path(__file__).resolve().parents[2]
WORST = {"v2a": 80, "v2b": 80, "v3a": 80, "v3b": 80}  # percents that score 5 each


@pytest.fixture
def book(tmp_path):
    tables = dataset(
        rt=[rt(name, kab_kota="Kota K", kawasan="W") for name in ("a", "b")],
        kekumuhan=[condition(name, **WORST) for name in ("a", "b")],
    ).tables
    path = tmp_path / "buku.xlsx"
    with path.open("wb") as file:
        write_template(file, prefill=tables)
    return path


def run(capsys, *arguments):
    code = main(["strategi", *map(str, arguments), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_plan_as_json(book, capsys):
    code, data = run(capsys, book, "--sisa-ha", "1,0")
    assert code == 0
    assert (data["kumuh_ha"], data["pengurangan_ha"], data["sisa_ha"]) == (2.0, 1.0, 1.0)
    assert (data["satuan"], data["skenario"], data["regulasi"]) == (
        "rt",
        "simulasi",
        "permen14_2018",
    )
    assert len(data["unit"]) == 1
    assert data["unit"][0]["total_akhir"] < 16
    assert sum(t["biaya_rp"] for t in data["penanganan"]) == data["biaya_rp"]
    assert {c["sumber"] for c in data["biaya_satuan"]} == {"asumsi, ubah"}


def test_rupiah_may_be_written_as_people_write_it(book, capsys):
    _, words = run(capsys, book, "--anggaran", "1 miliar")
    _, digits = run(capsys, book, "--anggaran", "1000000000")
    assert words == digits
    assert words["kalimat"].startswith("Dengan anggaran Rp 1.000.000.000,")


def test_a_plan_as_text(book, capsys):
    assert main(["strategi", str(book), "--target-ha", "2", "--satuan", "kawasan"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Untuk mengurangi 2,00 ha, tangani 1 kawasan dengan biaya Rp ")
    assert "lokasi, Rp " in lines[2]


@pytest.mark.parametrize(
    "wrong", [[], ["--anggaran", "banyak"], ["--anggaran", "1", "--sisa-ha", "1"]]
)
def test_one_goal_that_is_a_number_is_needed(book, capsys, wrong):
    assert main(["strategi", str(book), *wrong]) == 2
    assert capsys.readouterr().err.startswith("Perintah tidak dikenali")


def test_the_rule_set_follows_the_data_unless_told(book, capsys, tmp_path):
    old = {f"v{c}": 0.0 for c in ("4d", "4e", "6c")}
    tables = dataset(
        profil=[{"kunci": "tanggal_data", "nilai": "4 Mei 2017"}],
        rt=[rt("a", kab_kota="Kota K")],
        kekumuhan=[condition("a", 2016, **WORST, **old)],
    ).tables
    early = tmp_path / "lama.xlsx"
    with early.open("wb") as file:
        write_template(file, prefill=tables)
    assert run(capsys, early, "--sisa-ha", "0")[1]["regulasi"] == "permen02_2016"
    told = run(capsys, early, "--sisa-ha", "0", "--regulasi", "permen14_2018")[1]
    assert told["regulasi"] == "permen14_2018"


def test_one_kab_kota(book, capsys):
    _, data = run(capsys, book, "--sisa-ha", "0", "--kab-kota", "kota k")
    assert data["kumuh_ha"] == 2.0
    assert main(["strategi", str(book), "--sisa-ha", "0", "--kab-kota", "Kota L"]) == 2
    said = capsys.readouterr().err
    assert said == "Kabupaten/kota Kota L tidak ada dalam data; yang ada: Kota K.\n"


def test_help_names_the_goals_the_json_and_the_exit_codes(capsys):
    with pytest.raises(SystemExit):
        main(["strategi", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    for words in (
        "--anggaran RP",
        "--target-ha HA",
        "--json",
        "--regulasi",
        "--kab-kota",
        "1 bila",
    ):
        assert words in said


def test_a_process_prints_nothing_but_json(book):
    command = [sys.executable, "-m", "kotaku", "strategi", str(book), "--anggaran", "1 M", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["tercapai"] is True
    assert done.stderr == ""
