"""What a person says of a column, a row or a sheet goes before whatever the reading found."""

import pytest

from kotaku.intake.reading import said
from kotaku.intake.reading.model import Reading
from kotaku.intake.understand import build_dataset, readings
from kotaku.view.readings import check_sheets
from tests.intake import books

HEAD = ["No", "Kab/Kota", "Kelurahan", "Luas Kumuh (Ha)", "Berkurang 2019 (Ha)"]
ROWS = [
    [1, "Kota Kupang", "Oesapa", 10.0, 1.0],
    [2, "Kota Kupang", "Alak", 20.0, 2.0],
    [3, "Kab. Ende", "Paupire", 30.0, 4.0],
]


def files(rows: list[list[object]], head: list[str] = HEAD) -> list[tuple[str, bytes]]:
    return [("a.xlsx", books.xlsx({"Data": [["LUAS KUMUH NTT"], head, *rows]}))]


def shown(read: list[tuple[str, bytes]], answers: dict[str, str]) -> tuple[Reading, object]:
    from kotaku.intake.safe.open import open_workbook

    books_ = [open_workbook(*file) for file in read]
    found = readings(read, answers)
    (board, *_) = check_sheets(found, books_, answers)
    return found[0], board


def area(read: list[tuple[str, bytes]], answers: dict[str, str]) -> float:
    return float(build_dataset(read, answers=answers).table("lokasi")["luas_sk_ha"].sum())


def test_a_unit_said_goes_before_the_one_written() -> None:
    read = files(ROWS)
    _, board = shown(read, {})
    kode = board.columns[3].kode
    assert area(read, {}) == pytest.approx(60)
    assert area(read, {kode: "awal:m2:"}) == pytest.approx(0.006)
    reading, board = shown(read, {kode: "awal:m2:"})
    assert (board.columns[3].unit, board.columns[3].kode) == ("m2", kode)
    assert not reading.columns[3].guessed


def test_a_column_is_another_or_none() -> None:
    read = files(ROWS)
    kodes = [column.kode for column in shown(read, {})[1].columns]
    gone = build_dataset(read, answers={kodes[4]: "abaikan::"})
    assert gone.table("pengurangan").empty
    left = {kodes[4]: "sisa::"}  # what was called reductions is what is left
    assert shown(read, left)[0].result.total.berkurang == {2019: pytest.approx(53)}


def test_a_row_is_left_out_called_a_total_or_a_record() -> None:
    read = files([*ROWS, [4, "Kab. Ende", "Semua itu", 99.0, 7.0]])
    _, board = shown(read, {})
    row = board.rows[5]
    assert area(read, {}) == pytest.approx(159)
    for role in ("diabaikan", "catatan", "jumlah"):
        assert area(read, {row.kode: role}) == pytest.approx(60), role
        assert shown(read, {row.kode: role})[1].rows[5].role == role
    total = files([*ROWS, [None, "JUMLAH", None, 60.0, 7.0]])
    row = shown(total, {})[1].rows[5]
    assert row.role == "jumlah"
    assert area(total, {row.kode: "data"}) == pytest.approx(120)


def test_all_rows_like_one_are_called_the_same() -> None:
    rows = [ROWS[0], [None, "Simpul satu", None, 10.5, 1.0], ROWS[1],
            [None, "Simpul dua", None, 21.0, 2.0]]  # fmt: skip
    read = files(rows)
    like = shown(read, {})[1].rows[3].like
    assert area(read, {like: "diabaikan"}) == pytest.approx(30)


def test_a_total_said_that_sums_nothing_is_a_proof_that_fails_until_somebody_looked() -> None:
    read = files([*ROWS, [4, "Kab. Ende", "Semua itu", 99.0, 7.0]])
    answers = {shown(read, {})[1].rows[5].kode: "jumlah"}
    dataset = build_dataset(read, answers=answers)
    assert [u.lembar for u in dataset.unproven] == ["Data"]
    board = shown(read, answers)[1]
    assert board.state == "belum diperiksa"
    looked = {**answers, board.approval: "benar"}
    assert build_dataset(read, answers=looked).unproven == ()
    assert shown(read, looked)[1].state == "diperiksa"


def test_a_sheet_is_left_out_and_taken_back() -> None:
    twice = [("a.xlsx", books.xlsx({"Data": [HEAD, *ROWS], "Lain": [
        ["Kab/Kota", "Kelurahan", "Luas Kumuh (Ha)"], ["Kab. Belu", "Bardao", 7.0]]}))]  # fmt: skip
    boards = check_sheets(readings(twice), [], {})
    assert boards == []
    assert area(twice, {}) == pytest.approx(67)
    kode = said.sheet_kode(readings(twice)[1].shape)
    assert area(twice, {kode: said.IGNORE}) == pytest.approx(60)
    reading = readings(twice, {kode: said.IGNORE})[1]
    assert not reading.counted
    assert "diabaikan" in reading.aside


def test_what_was_said_holds_for_the_next_year_of_the_layout() -> None:
    board = shown(files(ROWS), {})[1]
    answers = {board.columns[3].kode: "awal:m2:", board.columns[4].kode: "berkurang:m2:"}
    head = ["NO.", "Kab / Kota", "KELURAHAN", "Luas kumuh (ha)", "Berkurang 2020 (Ha)"]
    reading = readings(files(ROWS, head), answers)[0]
    assert reading.result.total.awal == pytest.approx(0.006)
    assert [*reading.result.total.berkurang] == [2020]


TWO = [
    [None, "Kampung", "Luas kumuh (ha)", "Hasil"], [None, None, "titik nol", "dientaskan"],
    [1, "Rabadompu", 12.5, 2.5], [2, "Jatiwangi", 20.0, 4.0], [3, "Melayu", 9.0, 1.0],
]  # fmt: skip
PRINTED = [
    ["No", "Kelurahan", "Luas kumuh (ha)", "Sisa 2020 (ha)"],  # of the printed form
    ["Urut", "Kampung", "Bentangan kumuh", "Ditangani 2021"],
    [1, "Rabadompu", 12.5, 2.5], [2, "Jatiwangi", 20.0, 4.0], [3, "Melayu", 9.0, 1.0],
]  # fmt: skip


def test_a_row_below_the_heading_is_called_a_part_of_it_and_taken_back() -> None:
    read = files(TWO[1:], TWO[0])
    before, board = shown(read, {})
    assert before.result.total.berkurang == {}
    kode = board.rows[2].kode
    reading, board = shown(read, {kode: "kepala"})
    assert (reading.result.total.awal, reading.result.total.sisa) == (41.5, 34.0)
    assert [row.role for row in board.rows[:4]] == ["judul", "kepala", "kepala", "data"]
    assert board.columns[3].heading == "Hasil dientaskan"
    assert board.rows[2].kode == kode  # so that it can be called something else again
    assert shown(read, {kode: "catatan"})[0].result == before.result


def test_a_heading_that_is_none_gives_way_to_the_row_that_is() -> None:
    read = [("a.xlsx", books.xlsx({"Lembar": PRINTED}))]
    before, board = shown(read, {})
    assert before.result.total.sisa == pytest.approx(7.5)
    answers = {board.rows[0].kode: "judul", board.rows[1].kode: "kepala"}
    reading, board = shown(read, answers)
    assert [row.role for row in board.rows] == ["judul", "kepala", "data", "data", "data"]
    assert reading.result.total.berkurang == {2021: pytest.approx(7.5)}
    head = [*PRINTED[1][:3], "Ditangani 2022"]
    later = [("b.xlsx", books.xlsx({"Lembar": [PRINTED[0], head, *PRINTED[2:]]}))]
    assert [*readings(later, answers)[0].result.total.berkurang] == [2022]


def test_no_row_called_a_heading_breaks_the_reading() -> None:
    rows = [[None, "Kampung", "Luas kumuh (ha)", "Hasil"], *TWO, [], *PRINTED]
    read = files(rows[1:], rows[0])
    kodes = [row.kode for row in shown(read, {})[1].rows]
    for role in ("kepala", "judul", "data"):
        for n in range(len(kodes)):
            answers = dict.fromkeys(kodes[n : n + 3], role)
            found = build_dataset(read, answers=answers)
            assert "BERKAS-GAGAL-DIPAHAMI" not in books.codes(found), (role, n)
            books.accounted(found)
