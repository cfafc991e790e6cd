"""A sheet that lies on its side stands in the check step as it is: roles over its columns."""

import pytest

from kotaku.intake import understand
from kotaku.intake.safe.open import open_workbook
from kotaku.view import check
from kotaku.view.readings import check_sheets
from tests.intake import books

AREAS = [
    ["LUAS KUMUH"], ["Perihal", "Kota Bima", "Kab. Dompu", "Kab. Sumbawa"],
    ["Bentangan kumuh semula (ha)", 10.0, 25.0, 45.0], ["Berkurang 2019 (ha)", 1.0, 2.0, 4.0],
    ["Tersisa (ha)", 9.0, 23.0, 41.0],
]  # fmt: skip
WORKS = [
    ["JADWAL KERJA"], ["Minggu", "Jalan beton", "Selokan", "Bak sampah"],
    [None, "Rencana", "Rencana", "Rencana"],
    *([n, 20.0 * n, 10.0 * n, 20.0 * n] for n in range(1, 6)),
]  # fmt: skip


def shown(rows, answers=None):
    data = books.xlsx({"Miring": rows})
    found = understand.readings([("m.xlsx", data)], answers)
    (one,) = check_sheets(found, [open_workbook("m.xlsx", data)], answers or {})
    return one, found[0]


def edited(one, **edit):
    return {kode: a.jawaban for kode, a in check.answers(one, [edit]).items()}


def test_hectares_on_their_side_have_meanings_at_rows_and_roles_over_columns():
    one, _ = shown(AREAS)
    board = check.board(one)
    assert board["miring"]
    assert [r["nomor"] for r in board["baris"]] == ["A", "B", "C", "D"]
    assert [r["kata"] for r in board["baris"]] == ["judul baris", "data", "data", "data"]
    assert [c["huruf"] for c in board["kolom"]] == ["1", "2", "3", "4", "5"]
    words = [c["kata"] for c in board["kolom"]]
    assert words[2:] == ["Luas awal · ha · –", "Berkurang · ha · 2019", "Sisa · ha · –"]
    assert [r["sel"][2] for r in board["baris"]] == [
        "Bentangan kumuh semula (ha)",
        "10",
        "25",
        "45",
    ]
    assert dict(map(tuple, board["peran"]))["diabaikan"] == "abaikan kolom ini"


def test_what_is_said_of_hectares_on_their_side_is_followed():
    one, before = shown(AREAS)
    assert before.result.total.awal == pytest.approx(80)
    gone = edited(one, jenis="baris", baris=[3], peran="diabaikan")
    assert shown(AREAS, gone)[1].result.total.awal == pytest.approx(55)
    metres = edited(one, jenis="kolom", kolom=2, arti="awal", satuan="m2")
    assert shown(AREAS, metres)[1].result.total.awal == pytest.approx(0.008)
    said = check.answers(one, [{"jenis": "baris", "baris": [3], "peran": "diabaikan"}])
    assert [a.tanya for a in said.values()] == ["Kolom C:"]


def test_a_schedule_on_its_side_has_periods_at_rows_and_activities_over_columns():
    one, before = shown(WORKS)
    board = check.board(one)
    assert [r["kata"] for r in board["baris"]] == ["judul baris", *["kegiatan"] * 3]
    assert [c["kata"] for c in board["kolom"]][3:] == [f"Periode ke-{n}" for n in range(1, 6)]
    assert [chip.title for chip in one.chips] == ["Isi angka"]
    (position,) = before.result.positions
    gone = edited(one, jenis="baris", baris=[3], peran="diabaikan")
    (after,) = shown(WORKS, gone)[1].result.positions
    assert after.rencana_pct > position.rencana_pct


def test_of_many_columns_the_first_and_the_last_are_shown():
    wide = [[*row, *([row[-1]] * 60)] for row in AREAS[1:]]
    wide[0][1:] = [f"Kelurahan {n}" if n % 2 else f"Kota Bima {n}" for n in range(1, len(wide[0]))]
    wide[0][1] = "Kota Bima"
    board = check.board(shown(wide)[0])
    assert len(board["baris"]) == check.FIRST + check.LAST
    assert board["sela"]["kata"] == f"… {len(wide[0]) - check.FIRST - check.LAST} kolom lain …"
