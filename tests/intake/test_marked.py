"""A team gets its own workbook back, marked, and a message that says what to mend."""

from __future__ import annotations

import io
import time

import openpyxl
import pytest

from kotaku.findings import finding
from kotaku.intake.model import UnreadableFile
from kotaku.intake.understand import build_dataset
from kotaku.output.letter import findings_workbook, message
from kotaku.output.marked import AUTHOR, COLOURS, MOST_LISTED, mark
from tests.intake import books


def original() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "RT"
    sheet.append(["ID RT", "Kabupaten/Kota", "Luas Verifikasi (Ha)", "Jumlah KK"])
    sheet.append(["A", "Kota Kupang", "dua hektar", 10])
    sheet.append(["B", "Kota Kupang", 2.5, -3])
    sheet["F1"] = "=SUM(C3:C3)"
    sheet["C3"].number_format = "0.00"
    sheet["C2"].comment = openpyxl.comments.Comment("tanya Pak RT", "tim")
    sheet.column_dimensions["B"].width = 33
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def marked() -> openpyxl.Workbook:
    data = original()
    found = build_dataset([("rt.xlsx", data)]).findings
    return openpyxl.load_workbook(io.BytesIO(mark(data, found, file="rt.xlsx")))


def test_cells_are_coloured_and_say_why() -> None:
    cell = marked()["RT"]["C2"]
    assert cell.fill.fgColor.rgb == COLOURS["galat"]
    assert cell.comment.text.startswith("tanya Pak RT")
    assert "dua hektar" in cell.comment.text
    assert marked()["RT"]["A2"].comment is None


def test_what_stood_there_stays() -> None:
    sheet = marked()["RT"]
    assert sheet["F1"].value == "=SUM(C3:C3)"
    assert sheet["C3"].number_format == "0.00"
    assert sheet.column_dimensions["B"].width == 33
    assert sheet["C2"].value == "dua hektar"


def test_everything_is_listed_and_nothing_becomes_a_formula() -> None:
    data = original()
    found = build_dataset([("rt.xlsx", data)]).findings
    listed = marked()["Temuan"]
    assert listed.max_row == len(found) + 1
    evil = [f for f in found if f.cell == "C2"]
    book = openpyxl.load_workbook(io.BytesIO(findings_workbook(evil)))
    assert book["Temuan"].max_row == 2
    assert AUTHOR


@pytest.mark.parametrize("data", [b"a;b\n1;2\n", b"", b"%PDF-1.4", b"PK\x03\x04rusak"])
def test_what_is_no_workbook_is_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as caught:
        mark(data, [], file="x")
    assert caught.value.message.endswith(".")


def test_message_to_paste() -> None:
    found = build_dataset([("rt.xlsx", original())]).findings
    text = message(found, kab_kota="Kota Kupang", file="rt.xlsx")
    assert text.startswith("Yth. Tim Kota Kupang, mohon perbaiki data (rt.xlsx): ")
    assert "1. lembar RT, sel C2: “dua hektar”" in text
    assert "tidak ada yang perlu diperbaiki" in message([], kab_kota="Kota Kupang")


def test_more_findings_than_anybody_reads_end_in_time() -> None:
    rows: list[list[object]] = [["ID RT", "Luas Verifikasi (Ha)"]]
    data = books.xlsx({"RT": [*rows, *([f"A{i}", "x"] for i in range(2000))]})
    many = [
        finding("SEL-DIPOTONG", file="a.xlsx", sheet="RT", cell=f"B{i % 2000 + 2}", jumlah=1,
                batas="x", sel="B2")
        for i in range(130_001)
    ]  # fmt: skip
    start = time.monotonic()
    book = openpyxl.load_workbook(io.BytesIO(mark(data, many, file="a.xlsx")), read_only=True)
    assert time.monotonic() - start < 90
    listed = [*book["Temuan"].iter_rows(values_only=True)]
    assert len(listed) == MOST_LISTED + 2
    assert listed[-1][0] == "dan 110.001 temuan lain: lihat daftar temuan"
