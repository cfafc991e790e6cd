"""The child may crash, hang or lie; the parent says a sentence and lives."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kotaku.intake.model import Marks, Sheet, UnreadableFile
from kotaku.intake.safe import limits, parse
from kotaku.intake.safe.open import open_workbook
from tests.intake import books, hostile

DATA = books.xlsx({"RT": [["a", "b"], [1.5, "x"]]})


def child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    script = tmp_path / "child.py"
    script.write_text(f"import sys, os, time\nsys.stdin.readline()\n{body}\n")
    monkeypatch.setattr(parse, "CHILD", script)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("os.abort()", "BERKAS-GAGAL-DIBACA"),
        ("sys.exit(3)", "BERKAS-RUSAK"),
        ("sys.stderr.write('MemoryError'); sys.exit(3)", "BATAS-TERLAMPAUI"),
        ("os.write(2, b'memory allocation of 9 bytes failed'); os.abort()", "BATAS-TERLAMPAUI"),
        ("sys.stderr.write('Password protected'); sys.exit(3)", "BERKAS-BERSANDI"),
        ("pass", "BERKAS-GAGAL-DIBACA"),
        ("sys.stdout.write('x' * 100)", "BERKAS-GAGAL-DIBACA"),
        ("os.write(1, bytes(8) + b'[]')", "BERKAS-GAGAL-DIBACA"),
        ("os.write(1, (2).to_bytes(8, 'little') + b'{}')", "OK"),
    ],
)
def test_whatever_the_child_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, code: str
) -> None:
    child(tmp_path, monkeypatch, body)
    if code == "OK":
        assert open_workbook("x.xlsx", DATA).sheets == ()
        return
    with pytest.raises(UnreadableFile) as caught:
        open_workbook("x.xlsx", DATA)
    assert caught.value.code == code


def test_a_child_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child(tmp_path, monkeypatch, "time.sleep(60)")
    value = limits.value
    monkeypatch.setattr(limits, "value", lambda n: 0.2 if n == "waktu_baca" else value(n))
    with pytest.raises(UnreadableFile, match="tidak selesai dibaca"):
        open_workbook("x.xlsx", DATA)


@pytest.mark.skipif(sys.platform == "win32", reason="no memory cap on Windows")
def test_far_cell_past_the_scan_dies_in_the_child(tmp_path: Path) -> None:
    path = tmp_path / "far"
    path.write_bytes(hostile.xlsx({"RT": hostile.sheet(hostile.FAR)}))
    with parse.Parser(path, file="far.xlsx") as parser, pytest.raises(UnreadableFile) as caught:
        parser.sheets()
    assert caught.value.code in ("BATAS-TERLAMPAUI", "BERKAS-GAGAL-DIBACA")


def test_refused_by_the_scan_the_child_is_gone() -> None:
    for _ in range(5):  # a slot or a process that leaks would block here
        with pytest.raises(UnreadableFile):
            open_workbook("x.xlsx", hostile.xlsx({"RT": hostile.sheet(hostile.FAR)}))
    assert open_workbook("x.xlsx", DATA).sheets


def test_from_many_threads() -> None:
    with ThreadPoolExecutor(6) as pool:
        books_read = list(pool.map(lambda i: open_workbook(f"{i}.xlsx", DATA), range(12)))
    assert {len(b.sheets) for b in books_read} == {1}


def test_cells_of_every_kind_keep_their_place() -> None:
    rows = [[None, None], [None, "teks"], [None, 2.5], [None, True], [None, 0]]
    (sheet,) = open_workbook("x.xlsx", books.xlsx({"Lembar": rows})).sheets
    assert sheet.rows() == [[None, None], [None, "teks"], [None, 2.5], [None, True], [None, 0.0]]


def test_ods_is_read() -> None:
    head = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{t}</text:p></table:table-cell>'
        for t in ("ID RT", "Luas")
    )
    row = (
        '<table:table-row><table:table-cell office:value-type="string"><text:p>A</text:p>'
        '</table:table-cell><table:table-cell office:value-type="float" office:value="1.5">'
        "<text:p>1,5</text:p></table:table-cell></table:table-row>"
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    data = hostile.ods(f"<table:table-row>{head}</table:table-row>{row}")
    (sheet,) = open_workbook("x.ods", data).sheets
    assert sheet.rows() == [["ID RT", "Luas"], ["A", 1.5]]


def test_empty_sheet_has_no_height() -> None:
    assert Sheet("x", (), Marks()).height == 0


def test_every_limit_has_a_sentence() -> None:
    for name, limit in limits.limits().items():
        error = limits.exceeded(name, file="x.xlsx", sheet="RT")
        assert limit.value > 0
        assert name in error.message
        assert limit.words in error.message
        assert "{" not in error.message
