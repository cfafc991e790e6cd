"""The workbook behind a chart is one that Excel and others read, whatever the cells hold."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pandas as pd

from kotaku.charts.powerpoint.numbers_book import numbers_book

CELLS = {
    (0, 1): "=1+1",
    (0, 2): "a <b> & \x07\x00\ud800\uffff 'c' ",
    (1, 0): date(2020, 2, 29),
    (1, 1): 1.5,
    (2, 0): "Kota Kupang",
    (2, 1): None,
    (12, 30): -1e-9,
}


def test_each_cell_is_what_was_given() -> None:
    sheet = openpyxl.load_workbook(BytesIO(numbers_book(CELLS, date(2019, 8, 10)))).active
    found = {(c.row - 1, c.column - 1): c for row in sheet for c in row if c.value is not None}
    assert {at: c.value for at, c in found.items()} == {
        (0, 1): "=1+1",
        (0, 2): "a <b> &  'c' ",
        (1, 0): datetime(2020, 2, 29),
        (1, 1): 1.5,
        (2, 0): "Kota Kupang",
        (12, 30): -1e-9,
    }
    assert {found[at].data_type for at in ((0, 1), (0, 2))} == {"s"}  # no formula
    assert found[1, 0].number_format == "dd/mm/yyyy"
    assert found[1, 1].number_format == "#,##0.00"


def test_another_parser_reads_the_same_and_the_same_cells_give_the_same_bytes() -> None:
    made = numbers_book(CELLS, date(2019, 8, 10))
    frame = pd.read_excel(BytesIO(made), header=None, engine="calamine")
    assert frame.iloc[12, 30] == -1e-9
    assert frame.iloc[2, 0] == "Kota Kupang"
    again = numbers_book(dict(reversed(CELLS.items())), date(2019, 8, 10))
    assert made == again
    assert made != numbers_book(CELLS, date(2020, 8, 10))
