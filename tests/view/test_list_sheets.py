"""A list stands in the check step with its columns, their unit, and the rows that were left out."""

import hashlib
from pathlib import Path

from kotaku.dataset import Dataset
from kotaku.intake.looking import looked
from kotaku.intake.reading.said import approval_kode
from kotaku.intake.safe.open import open_sheets
from kotaku.intake.tables.corrections import Corrections
from kotaku.intake.understand import build_dataset
from kotaku.view import check
from kotaku.view.check import CheckSheet
from kotaku.view.list_sheets import corrections, list_sheets
from tests.intake import books

HEAD = ["No", "Kab/Kota", "Kelurahan", "BKM", "Pagu BPM", "Pencairan", "Sisa Pagu"]
ROWS = [[1, "Kota Kupang", "Oesapa", "Maju", 1000000, 750000, 250000],
        [2, None, "Alak", "Jaya", 1500000, 1000000, 500000],
        [3, "Kab. Ende", "Rewarangga", "Bersama", -5, 0, 0]]  # fmt: skip
TOTAL = [None, "JUMLAH", None, None, 2499995, 1750000, 750000]
LIST = {"BPM": [["REKAP BPM (dalam ribuan rupiah)"], HEAD, *ROWS, TOTAL, [], ["Sumber: tim"]]}


def seen(
    sheets: dict[str, list[list[object]]],
    answers: dict[str, str] | None = None,
    chosen: Corrections | None = None,
) -> tuple[CheckSheet, Dataset]:
    data = books.xlsx(sheets)
    opened = [open_sheets("tim.xlsx", data)]
    dataset = build_dataset([("tim.xlsx", data)], chosen, answers=answers)
    found = looked(opened, chosen, answers)
    (one,) = list_sheets(found.guesses, dataset, opened, answers or {})
    return one, dataset


def test_chips_name_meaning_and_unit_and_rows_say_why_they_are_out():
    one, _ = seen(LIST)
    board = check.board(one)
    chips = [c["kata"] for c in board["kolom"]]
    assert chips[1:3] == ["Kabupaten/Kota", "Kelurahan/Desa"]
    assert chips[4:6] == ["Pagu (Rp) · dalam ribu rupiah", "Cair (Rp) · dalam ribu rupiah"]
    rows = [r["kata"] for r in board["baris"]]
    assert rows[:4] == ["judul", "judul kolom", "data", "data"]
    assert rows[4].startswith("tidak dipakai: ")
    assert rows[5:] == ["jumlah", "kosong", "bukan data"]


def test_what_stands_in_for_an_empty_place_is_shown_as_filled():
    one, _ = seen(LIST)
    row = check.board(one)["baris"][3]
    assert row["terisi"] == [1]
    assert row["sel"][1] == "Kota Kupang"


def test_the_running_result_adds_up_and_the_total_of_the_file_proves_it():
    one, _ = seen(LIST)
    assert "BPM: 2 baris dipakai" in one.results
    assert "Pagu (Rp): 2.500.000.000" in one.results
    right, _ = seen({"BPM": [HEAD, *ROWS[:2], [None, "JUMLAH", None, None, 2500000, 1750000, 1]]})
    assert [p.holds for p in right.proofs] == [True]
    wrong, _ = seen({"BPM": [HEAD, *ROWS[:2], [None, "JUMLAH", None, None, 2600000, 1750000, 1]]})
    assert [p.holds for p in wrong.proofs] == [False]
    assert "2.600.000" in wrong.proofs[0].words


def test_a_click_on_a_column_is_a_correction_of_the_layout():
    one, _ = seen(LIST)
    edits = [{"jenis": "kolom", "kolom": 5, "arti": "", "satuan": "", "tahun": ""}]
    chosen = corrections(one, edits, {})
    assert check.answers(one, edits) == {}
    again, dataset = seen(LIST, chosen=chosen)
    assert again.columns[5].meaning == ""
    assert dataset.table("bpm")["cair_rp"].isna().all()
    assert corrections(one, [{"jenis": "kolom", "kolom": 99, "arti": ""}], {}) == {}
    assert corrections(one, [{"jenis": "kolom", "kolom": 5, "arti": "<b>"}], {}) == {}


def test_a_row_or_the_sheet_is_left_out_by_a_click_and_taken_back():
    one, before = seen(LIST)
    edit = {"jenis": "baris", "baris": [4], "peran": "diabaikan", "seperti": False}
    said = {kode: a.jawaban for kode, a in check.answers(one, [edit]).items()}
    without, dataset = seen(LIST, said)
    assert len(dataset.table("bpm")) == len(before.table("bpm")) - 1
    assert [f.row for f in dataset.findings if f.code == "BARIS-DIABAIKAN"] == [4]
    assert without.rows[3].role == "diabaikan"
    assert without.rows[3].kode in said
    gone, dataset = seen(LIST, {one.kode: "abaikan"})
    assert gone.left_out
    assert not dataset.has("bpm")
    assert "LEMBAR-DIABAIKAN" in books.codes(dataset)
    next_year = {"BPM": [["REKAP BPM 2024 (dalam ribuan rupiah)"], HEAD, *ROWS[1:], TOTAL]}
    assert seen(next_year, {one.kode: "abaikan"})[0].left_out


def test_a_row_of_a_list_is_called_a_total_a_group_or_a_record_by_a_click():
    rows = [HEAD, *ROWS[:2], [3, "Kota Kupang", "Cadangan", None, 700000, 0, 700000]]
    one, before = seen({"BPM": rows})
    assert len(before.table("bpm")) == 3
    edit = {"jenis": "baris", "baris": [4], "peran": "jumlah", "seperti": False}
    said = {kode: a.jawaban for kode, a in check.answers(one, [edit]).items()}
    after, dataset = seen({"BPM": rows}, said)
    assert len(dataset.table("bpm")) == 2
    assert after.rows[3].role == "jumlah"
    total = [*rows, ["Jumlah", None, None, None, 3200000, 1750000, 1450000]]
    one, _ = seen({"BPM": total})
    assert one.rows[4].role == "jumlah"
    edit = {"jenis": "baris", "baris": [5], "peran": "data", "seperti": False}
    said = {kode: a.jawaban for kode, a in check.answers(one, [edit]).items()}
    after, _ = seen({"BPM": total}, said)
    assert after.rows[4].role != "jumlah"


def test_all_rows_like_one_are_called_the_same_by_a_click():
    part = ["Bagian", None, None, None, 1000, 0, 1000]
    rows = [HEAD, ROWS[0], part, ROWS[1], [*part[:4], 2000, 0, 2000], ROWS[0]]
    one, _ = seen({"BPM": rows})
    edit = {"jenis": "baris", "baris": [3], "peran": "diabaikan", "seperti": True}
    said = {kode: a.jawaban for kode, a in check.answers(one, [edit]).items()}
    after, _ = seen({"BPM": rows}, said)
    assert [row.role for row in after.rows].count("diabaikan") == 2


def test_what_rests_on_a_total_that_is_off_is_unchecked_until_somebody_found_it_right():
    total = [None, "JUMLAH", None, None, 2600000, 1750000, 1]
    off = {"BPM": [["REKAP BPM (dalam ribuan rupiah)"], HEAD, *ROWS[:2], total]}
    one, dataset = seen(off)
    assert {u.besaran for u in dataset.unproven} == {"bpm"}
    assert "2.600.000" in dataset.unproven[0].kalimat
    assert one.state == "belum diperiksa"
    assert not one.settled
    assert one.approval.startswith("PERIKSA-")
    data = books.xlsx(off)
    kode = approval_kode(hashlib.sha256(data).hexdigest(), "BPM")
    approved = build_dataset([("tim.xlsx", data)], answers={kode: "benar"})
    assert approved.unproven == ()


def test_the_real_lists_show_their_columns(shared: Path):
    files = [("a.xlsx", (shared / "real/pekalongan/pekalongan_a.xlsx").read_bytes())]
    opened = [open_sheets(*files[0])]
    sheets = list_sheets(looked(opened).guesses, build_dataset(files), opened, {})
    assert [one.sheet.name for one in sheets] == ["RT", "Kumuh 2019", "Investasi 2020-2023"]
    assert all(any(c.meaning for c in one.columns) for one in sheets)
    assert sheets[0].results[:1] == ["RT: 195 baris dipakai"]
