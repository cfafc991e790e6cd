"""All exports: the same bytes every time, imported when used, written by the command."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kotaku import view
from kotaku.cli import main
from kotaku.output.exports import EXPORTS
from kotaku.view import View

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "contoh_ntt_2019.xlsx"


@pytest.mark.parametrize("kind", list(EXPORTS))
def test_the_same_report_gives_the_same_bytes(kind, ntt):
    again = View(ntt.dataset, ntt.evaluation)
    assert EXPORTS[kind].build(ntt) == EXPORTS[kind].build(again)


@pytest.mark.parametrize("kind", list(EXPORTS))
def test_hostile_and_empty_data_do_no_harm(kind, hostile, nothing):
    assert len(EXPORTS[kind].build(hostile)) > 1000
    assert len(EXPORTS[kind].build(nothing)) > 1000


def test_writers_are_imported_only_when_used():
    code = (
        "import sys; from kotaku.output.exports import EXPORTS; import kotaku.cli; "
        "print([m for m in ('pptx', 'docx', 'fpdf', 'xlsxwriter', 'plotly') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_selected_account_says_what_it_leaves_out(ntt):
    report = replace(ntt, scope=view.Scope(simulasi=False, tahun=2018))
    assert report.method.endswith(", tanpa simulasi, sampai 2018")
    assert report.area.sisa_ha == pytest.approx(58.34)
    assert "tanpa simulasi" not in ntt.method


def test_a_target_of_nothing_for_all_is_nothing_for_each(ntt):
    assert ntt.target_sisa_ha == 0
    assert ntt.area_of("Kota Kupang").kurang_simulasi_ha == pytest.approx(6.14)


def test_command_writes_what_is_asked(tmp_path, capsys):
    folder = tmp_path / "baru" / "keluaran"
    assert main(["laporan", str(SAMPLE), "--keluar", str(folder), "--format", "xlsx,docx"]) == 0
    assert sorted(p.name for p in folder.iterdir()) == ["laporan_rakor.xlsx", "notulen_rakor.docx"]
    assert "Buku kerja Excel: " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["laporan", str(SAMPLE), "--keluar", "x", "--format", "gif"], "Perintah tidak dikenali"),
        (["laporan", str(SAMPLE)], "Perintah tidak dikenali"),
        (["laporan", "tidak_ada.xlsx", "--keluar", "x"], "tidak ditemukan"),
        (
            ["laporan", str(SAMPLE), "--keluar", "berkas", "--format", "xlsx"],
            "tidak dapat ditulis",
        ),
    ],
)
def test_command_refuses_in_one_sentence(arguments, said, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "berkas").write_text("bukan folder")
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.err.count("\n") == 1
