"""A list stands in the check step with its columns, their unit, and the rows that were left out."""

import hashlib
from pathlib import Path

import pytest

from kotaku.dataset import Dataset
from kotaku.intake.looking import looked
from kotaku.intake.reading.said import approval_kode
from kotaku.intake.safe.open import open_sheets
from kotaku.intake.tables.corrections import Corrections
from kotaku.intake.understand import build_dataset
from kotaku.view import check
from kotaku.view.check import CheckSheet, Chip
from kotaku.view.list_choices import answered_anew, corrections, read_as_list
from kotaku.view.list_sheets import list_sheets
from kotaku.view.readings import check_sheets
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
    one, *_ = list_sheets(found.guesses, dataset, opened, answers or {})
    return one, dataset


def chip(one: CheckSheet, about: str) -> Chip:
    return next(c for c in one.chips if c.about == about)


def told(one: CheckSheet, about: str, value: str) -> dict[str, object]:
    """Return what a browser sends when something is said of a list as a whole."""
    return {"jenis": "hal", "susunan": chip(one, about).layout, "hal": about, "nilai": value}


def test_chips_name_meaning_and_unit_and_rows_say_why_they_are_out():
    one, _ = seen(LIST)
    board = check.board(one)
    chips = [c["kata"] for c in board["kolom"]]
    assert chips[1:3] == ["Kabupaten/Kota", "Kelurahan/Desa"]
    assert chips[4:6] == ["Pagu (Rp) · ribuan rupiah", "Cair (Rp) · ribuan rupiah"]
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


STRANGE = {"Isian": [["REKAP KOTA KUPANG"], ["Kode", "Asal", "Besar lahan"],
                     ["a", "Oesapa", 12.5], ["b", "Alak", 7.25]]}  # fmt: skip


def test_an_unknown_sheet_is_told_what_it_holds_and_where_and_gives_its_hectares():
    one, dataset = seen(STRANGE)
    assert (one.state, one.results, dataset.sources) == ("belum pasti", [], ())
    assert "belum dikenali" in one.todo
    chosen = corrections(one, [told(one, "isi", "lokasi")], {})
    one, _ = seen(STRANGE, chosen=chosen)
    assert chip(one, "kurang:luas_sk_ha").words == "Belum ada: Luas SK (ha)"
    edits = [told(one, "kurang:luas_sk_ha", "2"),
             {"jenis": "kolom", "kolom": 1, "arti": "kelurahan"}]  # fmt: skip
    chosen = corrections(one, edits, chosen)
    one, dataset = seen(STRANGE, chosen=chosen)
    assert one.todo == ""
    assert dataset.table("lokasi")["luas_sk_ha"].tolist() == [12.5, 7.25]
    assert dataset.table("lokasi")["kelurahan"].tolist() == ["Oesapa", "Alak"]


def test_what_was_said_of_a_row_shows_where_nothing_of_the_list_is_read_yet():
    one, _ = seen(STRANGE)
    assert [row.role for row in one.rows] == ["judul", "kepala", "belum", "belum"]
    edit = {"jenis": "baris", "baris": [4], "peran": "jumlah", "seperti": False}
    said = {kode: a.jawaban for kode, a in check.answers(one, [edit]).items()}
    assert seen(STRANGE, said)[0].rows[3].role == "jumlah"


def test_a_row_is_called_the_heading_and_the_list_begins_below_it():
    rows = [["Kode", "Asal", "Besar lahan", "Isi"], ["x", "y", "z", "w"], HEAD, *ROWS[:2]]
    one, _ = seen({"Tim": rows})
    edit = {"jenis": "baris", "baris": [3], "peran": "kepala", "seperti": False}
    assert check.answers(one, [edit]) == {}
    again, dataset = seen({"Tim": rows}, chosen=corrections(one, [edit], {}))
    assert [row.role for row in again.rows] == ["judul", "judul", "kepala", "data", "data"]
    assert len(dataset.table("bpm")) == 2
    up = {**edit, "baris": [1]}
    assert again.rows[0].only == ("kepala",)
    assert next(iter(corrections(again, [up], {}).values())).header_row == 1


def test_year_place_day_and_measure_are_told_of_the_list_as_a_whole():
    head = ["ID RT", "Luas Verifikasi (Ha)", "1a", "1b", "2a"]
    rows = {"RT": [head, *([f"R{i}", 1.0, i % 2, 3, 5] for i in range(8))]}
    one, _ = seen(rows)
    assert not chip(one, "ukuran").sure
    edits = [told(one, "ukuran", "persen"), told(one, "tahun", "2021"),
             told(one, "tempat", "Kota Kupang")]  # fmt: skip
    again, dataset = seen(rows, chosen=corrections(one, edits, {}))
    assert {*dataset.table("kekumuhan")["tahun"]} == {2021}
    assert {*dataset.table("rt")["kab_kota"]} == {"Kota Kupang"}
    assert dataset.table("kekumuhan")["persen_1b"].tolist() == [3.0] * 8
    assert chip(again, "ukuran").words == "Kriteria berisi: persen"
    assert chip(again, "tahun").words == "Tahun data: 2021"
    week = [["Kegiatan", "Bobot (%)", "Rencana (%)", "Realisasi (%)"], ["Audit", 100, 90, 80]]
    one, _ = seen({"Master Schedule": week})
    chosen = corrections(one, [told(one, "tanggal", "2022-11-30")], {})
    again, dataset = seen({"Master Schedule": week}, chosen=chosen)
    assert str(dataset.table("progres")["minggu"].item().date()) == "2022-11-30"
    assert chip(again, "tanggal").words == "Tanggal progres: 30 November 2022"


def test_a_column_said_back_right_after_counts_too():
    one, _ = seen(LIST)
    edits = [{"jenis": "kolom", "kolom": 5, "arti": arti} for arti in ("", "cair_rp")]
    again, _ = seen(LIST, chosen=corrections(one, edits, {}))
    assert again.columns[5].meaning == "cair_rp"


def test_a_column_that_a_question_asked_about_follows_the_click_that_came_after():
    head = ["Kab/Kota", "Kelurahan", "Pagu BPM (Rp)", "Xyzzy", "Qwert"]
    odd = {"BPM": [head, *(["Kota Kupang", f"K{n}", 5e8 + n, n, 2 * n] for n in range(20))]}
    one, dataset = seen(odd)
    asked = next(q for q in dataset.questions if q.kode.startswith("KOLOM-"))
    first = {asked.kode: asked.pilihan[0].jawaban}
    one, _ = seen(odd, first)
    assert one.columns[4].meaning == asked.pilihan[0].jawaban
    edits = [{"jenis": "kolom", "kolom": 4, "arti": ""}]
    anew = {kode: a.jawaban for kode, a in answered_anew(one, edits) if kode in first}
    assert anew == {asked.kode: "abaikan"}
    one, _ = seen(odd, first | anew, corrections(one, edits, {}))
    assert one.columns[4].meaning == ""


def test_another_subject_forgets_columns_that_it_does_not_have():
    one, _ = seen(STRANGE)
    chosen = corrections(one, [told(one, "isi", "bpm")], {})
    one, _ = seen(STRANGE, chosen=chosen)
    chosen = corrections(one, [{"jenis": "kolom", "kolom": 2, "arti": "pagu_rp"}], chosen)
    (kept,) = corrections(one, [told(one, "isi", "lokasi")], chosen).values()
    assert (kept.table, kept.columns) == ("lokasi", {})


@pytest.mark.parametrize(
    ("about", "value"),
    [("isi", "bom"), ("tahun", "9999"), ("tahun", "<b>"), ("tempat", "\ud800"), ("x", "y"),
     ("kurang:luas_sk_ha", "99"), ("kurang:bom", "1"), ("ukuran", "bom"), ("tanggal", None)],
)  # fmt: skip
def test_what_a_browser_says_of_a_list_without_sense_is_not_kept(about, value):
    one, _ = seen(STRANGE)
    edit = {"jenis": "hal", "susunan": one.chips[0].layout, "hal": about, "nilai": value}
    assert corrections(one, [edit, {"jenis": "hal"}], {}) == {}


def test_a_sheet_taken_for_hectares_can_be_said_to_be_another_list_and_back():
    head = ["No", "Kab/Kota", "Kelurahan", "Luas Kumuh (Ha)", "Berkurang 2019 (Ha)"]
    data = books.xlsx({"Data": [head, [1, "Kota Kupang", "Alak", 5, 1], [2, None, "Oesapa", 7, 2]]})
    opened = [open_sheets("a.xlsx", data)]
    found = looked(opened)
    (one,) = read_as_list(check_sheets(found.readings, opened, {}), found.guesses)
    assert chip(one, "isi").words == "Isi: luas kumuh"
    assert not {*found.guesses[0].tables} & {*chip(one, "isi").options}
    assert corrections(one, [{"jenis": "kolom", "kolom": 3, "arti": "abaikan"}], {}) == {}
    chosen = corrections(one, [told(one, "isi", "rt")], {})
    dataset = build_dataset([("a.xlsx", data)], chosen)
    assert (dataset.whole, [s.table for s in dataset.sources]) == ((), ["rt"])


def test_two_lists_below_each_other_have_each_their_own_columns():
    works = [["ID RT", "Tahun", "Kriteria", "Volume", "Kegiatan"], ["R1", 2020, "2a", 5, "Jalan"],
             ["R2", 2020, "2a", 7, "Jalan"]]  # fmt: skip
    files = {"Isi": [HEAD, *ROWS[:2], [], ["PEKERJAAN"], *works]}
    data = books.xlsx(files)
    opened = [open_sheets("tim.xlsx", data)]
    dataset = build_dataset([("tim.xlsx", data)])
    sheets = list_sheets(looked(opened).guesses, dataset, opened, {})
    assert [bool(one.part) for one in sheets] == [len(sheets) > 1] * len(sheets)
    held = [{c.meaning for c in one.columns} for one in sheets]
    assert {"pagu_rp"} <= held[0]
    assert {"volume"} <= held[-1]


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
    edit = {"jenis": "baris", "baris": [4], "peran": "kelompok", "seperti": False}
    said = {kode: a.jawaban for kode, a in check.answers(one, [edit]).items()}
    assert seen({"BPM": total}, said)[0].rows[3].role == "kelompok"


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
