"""Text tables of every usual encoding and separator."""

from __future__ import annotations

import math

import pytest

from kotaku.intake.safe.open import open_workbook
from kotaku.intake.understand import build_dataset

TEXT = 'ID RT;Luas Verifikasi (Ha);Kelurahan\nA;1,5;"Alak; Timur"\nB;2,25;Penfui é\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encodings(encoding: str, newline: str) -> None:
    data = TEXT.replace("\n", newline).encode(encoding)
    rt = build_dataset([("rt.csv", data)]).table("rt")
    assert rt["luas_verifikasi_ha"].tolist() == [1.5, 2.25]
    assert rt["kelurahan"].tolist() == ["Alak; Timur", "Penfui é"]


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_separators(mark: str) -> None:
    rows = [["a", "b", "c"], ["x", "1.5", ""], ["y", "2", "z"]]
    data = "\n".join(mark.join(row) for row in rows).encode()
    (sheet,) = open_workbook("t.txt", data).sheets
    assert sheet.rows() == [["a", "b", "c"], ["x", "1.5", None], ["y", 2.0, "z"]]


def test_decimal_commas_do_not_hide_the_separator() -> None:
    data = b"id;luas;bangunan\n" + b"".join(b"%d;1,%d;2,%d\n" % (i, i, i) for i in range(9))
    (sheet,) = open_workbook("t.csv", data).sheets
    assert len(sheet.columns) == 3


def test_declared_separator() -> None:
    (sheet,) = open_workbook("t.csv", b"sep=;\na;b\n1;2\n").sheets
    assert sheet.row(2) == ["a", "b"]
    assert sheet.row(3) == [1.0, 2.0]


def test_codes_keep_their_zeros() -> None:
    (sheet,) = open_workbook("t.csv", b"kode,n\n001,0\n12345678901234567890,5\n").sheets
    assert sheet.row(2) == ["001", 0.0]
    assert sheet.row(3) == ["12345678901234567890", 5.0]


def test_ragged_and_empty_lines_keep_their_addresses() -> None:
    (sheet,) = open_workbook("t.csv", b"judul\n\na;b;c\n1\n;;9\n\n\n").sheets
    assert sheet.height == 5
    assert sheet.row(4) == [1.0, None, None]
    assert sheet.columns[2].cell(5) == 9.0
    assert math.isnan(sheet.columns[2].numbers[3])
