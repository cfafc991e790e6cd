"""What a person said of a layout holds for its next file, whatever year it is."""

from hypothesis import given
from hypothesis import strategies as st

from kotaku.intake.reading import said
from kotaku.intake.reading.said import ColumnSaid

HEADS = {0: "No", 1: "Kab/Kota", 3: "Luas Kumuh (m2)", 4: "Berkurang 2018", 5: "Berkurang 2019"}
LATER = {0: "NO.", 1: "KAB / KOTA", 2: "Luas kumuh (m2)", 3: "Berkurang 2019", 4: "Berkurang 2020",
         5: "Berkurang 2021"}  # fmt: skip


def test_what_was_said_of_columns_rows_and_sheet_is_found_again():
    shape = "0a1b2c3d4e"
    labels = ["Oesapa", "Sub Total A", "Alak", "Sub Total B", "PROVINSI NTT"]
    columns = said.column_kodes(shape, HEADS)
    answers = {
        columns[3]: ColumnSaid("awal", "m2").jawaban,
        columns[4]: "berkurang::",
        said.like_kode(shape, "Sub Total A"): "sub-jumlah",
        said.row_kodes(shape, labels)[4]: "jumlah",
    }
    here = said.Names(shape, HEADS, labels).said(answers)
    assert here.columns == {3: ColumnSaid("awal", "m2"), 4: ColumnSaid("berkurang")}
    assert here.rows == {1: "sub-jumlah", 3: "sub-jumlah", 4: "jumlah"}
    later = said.Names(shape, LATER, ["Sub total C", "Provinsi  NTT"]).said(answers)
    assert later.columns == {2: ColumnSaid("awal", "m2"), 3: ColumnSaid("berkurang")}
    assert later.rows == {0: "sub-jumlah", 1: "jumlah"}
    assert not said.Names("lain", HEADS, labels).said(answers)
    left = {said.sheet_kode(shape): "abaikan"}
    assert said.Names(shape, HEADS, labels).said(left).left_out


def test_one_row_is_not_the_next_of_the_same_name():
    shape, labels = "s", ["Jumlah", "Alak", "Jumlah"]
    answers = {said.row_kodes(shape, labels)[2]: "jumlah"}
    assert said.Names(shape, {}, labels).said(answers).rows == {2: "jumlah"}


@given(st.text(max_size=30), st.text(max_size=9), st.text(max_size=9))
def test_an_answer_on_a_column_comes_back_whatever_it_holds(meaning, unit, year):
    here = ColumnSaid(meaning.replace(":", ""), unit.replace(":", ""), year)
    assert said.column_said(here.jawaban) == here
