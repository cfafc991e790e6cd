"""The check step shows a sheet as it is, and keeps of a click only what makes sense."""

from datetime import datetime

import numpy as np
import pytest

from kotaku.intake.model import Column, Sheet
from kotaku.intake.reading.said import ColumnSaid, column_said
from kotaku.view import check
from kotaku.view.check import CheckColumn, CheckRow, CheckSheet, ShownProof, Vocabulary

WORDS = Vocabulary(
    meanings={"tempat": "Tempat", "awal": "Luas awal", "berkurang": "Berkurang", "abaikan": "–"},
    with_year=frozenset({"berkurang"}),
    units={meaning: {"ha": "ha", "m2": "m²"} for meaning in ("awal", "berkurang")},
    roles={"data": "data", "jumlah": "jumlah"},
    tints={"jumlah": "jumlah"},
    unused=frozenset({"abaikan"}),
)


def sheet(height: int) -> Sheet:
    names = Column(np.full(height, np.nan), range(height), [f"<b>{i}</b>" for i in range(height)])
    return Sheet("A", (names, Column(np.arange(height, dtype=float) + 0.5)))


def one(height: int = 3, **rest: object) -> CheckSheet:
    columns = (
        CheckColumn("Kelurahan", "tempat", kode="K1"),
        CheckColumn("Luas 2018", "berkurang", "ha", "2018", sure=False, kode="K2"),
    )
    rows = [CheckRow("data", kode=f"B{i}", like="B*") for i in range(height)]
    return CheckSheet("a.xlsx", sheet(height), WORDS, columns, rows, **rest)


def test_chips_say_meaning_unit_and_year_and_cells_stay_text():
    board = check.board(one())
    assert [c["kata"] for c in board["kolom"]] == ["Tempat", "Berkurang · ha · 2018"]
    assert [c["ragu"] for c in board["kolom"]] == [False, True]
    assert board["baris"][1]["sel"] == ["<b>1</b>", "1,5"]
    assert board["baris"][1]["angka"] == [1]


def test_a_long_sheet_shows_its_beginning_and_its_end():
    board = check.board(one(500))
    numbers = [row["nomor"] for row in board["baris"]]
    assert numbers == [*range(1, 31), *range(491, 501)]
    assert board["sela"] == {"sesudah": 29, "kata": "… 460 baris lain …"}
    assert len(check.board(one(41))["baris"]) == 41


def test_a_long_cell_is_sent_whole_unless_all_together_are_too_many():
    def cells(count: int) -> list[str]:
        texts = Column(np.full(count, np.nan), range(count), ["kata " * 380] * count)
        rows = [CheckRow("data")] * count
        columns = (CheckColumn("A", "tempat"),) * 20
        made = CheckSheet("a.xlsx", Sheet("A", (texts,) * 20), WORDS, columns, rows)
        return [row["sel"][0] for row in check.board(made)["baris"]]

    assert {len(text) for text in cells(2)} == {1899}
    assert {len(text) for text in cells(30)} == {check.LONGEST}


def test_cells_are_written_as_people_here_write_them():
    values = (None, 2018.0, 1682900.0, 19.75, "a\nb", datetime(2019, 1, 2), True)
    shown = ["", "2018", "1.682.900", "19,75", "a b", "02-01-2019", "ya"]
    assert [check.cell_words(value) for value in values] == shown


def test_a_click_on_a_column_is_an_answer_that_moves_on_with_the_years():
    edit = {"jenis": "kolom", "kolom": 1, "arti": "awal", "satuan": "m2", "tahun": "2018"}
    ((kode, answer),) = check.answers(one(), [edit]).items()
    assert kode == "K2"
    assert column_said(answer.jawaban) == ColumnSaid("awal", "m2", "")
    assert answer.kata == "Luas awal · m²"
    same = {**edit, "arti": "berkurang"}
    assert column_said(check.answers(one(), [same])["K2"].jawaban).year == ""
    other = {**same, "tahun": "2020"}
    assert column_said(check.answers(one(), [other])["K2"].jawaban).year == "2020"


def test_clicks_on_rows_count_for_each_row_or_all_like_it():
    rows = {"jenis": "baris", "baris": [1, 3], "peran": "jumlah", "seperti": False}
    assert {k: a.jawaban for k, a in check.answers(one(), [rows]).items()} == {
        "B0": "jumlah", "B2": "jumlah"}  # fmt: skip
    like = {**rows, "baris": [2], "seperti": True}
    assert [*check.answers(one(), [like])] == ["B*"]


@pytest.mark.parametrize(
    "edit",
    [
        {},
        {"jenis": "kolom"},
        {"jenis": "kolom", "kolom": 9, "arti": "awal"},
        {"jenis": "kolom", "kolom": "1", "arti": "awal"},
        {"jenis": "kolom", "kolom": 1, "arti": "bom"},
        {"jenis": "baris", "baris": [99, "x", None, 0], "peran": "jumlah"},
        {"jenis": "baris", "baris": 1, "peran": "jumlah"},
        {"jenis": "baris", "baris": [1], "peran": ["jumlah"]},
    ],
)
def test_what_a_browser_sends_without_sense_changes_nothing(edit):
    assert check.answers(one(), [edit]) == {}


def test_a_sheet_is_settled_when_it_proves_itself_or_a_person_said_so():
    good, bad = (
        ShownProof("baris Jumlah: 3,00", holds=True),
        ShownProof("baris Jumlah: 9,00", holds=False),
    )
    assert one(proofs=(good,)).settled
    assert one(proofs=(good,)).proven
    assert not one(proofs=(good, bad)).settled
    assert one(proofs=(bad,)).state == "belum diperiksa"
    assert one(proofs=(bad,), approved=True).settled
    assert not one(proofs=(good,), asked=True).settled
    assert one(proofs=(bad,), left_out=True).settled
