"""Merged ranges: those of a real sheet in their order; a hostile file's cost nothing."""

from __future__ import annotations

import time

import numpy as np

from kotaku.intake.model import Column, Marks, Sheet
from kotaku.intake.tables.headings import boxes, joined
from kotaku.intake.tables.heads import heads_at


def sheet(*merged: str, rows: int = 30, columns: int = 12) -> Sheet:
    texts = Column(np.full(rows, np.nan), range(rows), tuple(f"kota {i}" for i in range(rows)))
    return Sheet("RT", (texts,) * columns, Marks(merged=merged))


def test_ranges_come_in_the_order_of_the_file_from_the_rows_asked_for() -> None:
    drawn = sheet("C4:D4", "A2:B3", "E4:E6", "A4:B4", "A31:B40")
    assert boxes(drawn) == [(4, 4, 2, 3), (2, 3, 0, 1), (4, 6, 4, 4), (4, 4, 0, 1)]
    assert boxes(drawn, 4, 4) == [(4, 4, 2, 3), (4, 6, 4, 4), (4, 4, 0, 1)]
    assert boxes(drawn, 5) == []
    assert boxes(drawn, 3, 3) == []
    assert boxes(sheet("no range", "A0", "A2:B3")) == [(2, 3, 0, 1)]


def test_a_heading_may_be_merged_beyond_the_last_column() -> None:
    texts = Column(np.full(3, np.nan), range(3), ("Kelurahan", "Besusu", "Lere"))
    assert not list(heads_at(Sheet("RT", (texts, texts), Marks(merged=("B1:F1",))), 2))


def test_a_cell_is_merged_once() -> None:
    assert boxes(sheet("A1:C1", "A1:C1", "B1:D2", "D1:E1")) == [(1, 1, 0, 2), (1, 1, 3, 4)]


def test_ranges_over_one_another_without_end_are_read_at_once() -> None:
    many = [f"A1:SR{i}" for i in range(1, 60_000)]
    start = time.process_time()
    for row in range(1, 29):
        joined(sheet(*many), row, 3)
    assert time.process_time() - start < 4  # a text of many merged cells is spread once
