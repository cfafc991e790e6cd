"""A Master Schedule has a reading to look at, and what a person says of it is followed."""

import io

import pytest

from kotaku import evaluate
from kotaku.charts.schedule import s_curve
from kotaku.intake import understand
from kotaku.intake.reading import said
from kotaku.intake.safe.open import open_workbook
from kotaku.output.template import write_template
from kotaku.progress.judging import data_date
from kotaku.view import check, readings
from kotaku.words.dates import is_undated
from tests.intake import books

HEAD = ["No", "Kegiatan", "Bobot (%)", "M1", "M2", "M3", "M4"]
BODY = [
    [1, "Persiapan", 20, 20, None, None, None],
    [None, "Realisasi", None, 10, 5, None, None],
    ["I", "FISIK", 80],
    [2, "Jalan", 50, None, 25, 25, None],
    [None, "Realisasi", None, None, 20, None, None],
    [3, "Drainase", 30, None, None, 15, 15],
    [None, "Realisasi", None, None, 5, None, None],
]
FOOT = [
    [None, "Jumlah", 100],
    [None, "Rencana kumulatif", None, 20, 45, 85, 100],
    [None, "Realisasi kumulatif", None, 10, 40],
    [None, "Deviasi", None, -10, -5],
]
ROWS = [["MASTER SCHEDULE"], HEAD, *BODY, *FOOT]


def reading(rows, answers=None):
    (found,) = understand.readings([("ms.xlsx", books.xlsx({"MS": rows}))], answers)
    return found


def shown(rows, answers=None):
    return shown_of(books.xlsx({"MS": rows}), answers)


def shown_of(data, answers=None):
    found = understand.readings([("ms.xlsx", data)], answers)
    (one,) = readings.check_sheets(found, [open_workbook("ms.xlsx", data)], answers or {})
    return one


def test_every_row_and_column_of_a_schedule_has_a_role():
    found = reading(ROWS)
    assert [r.role for r in found.rows] == [
        "judul", "kepala", "kegiatan", "realisasi", "kelompok", "kegiatan", "realisasi",
        "kegiatan", "realisasi", "jumlah", "semua_rencana_kumulatif",
        "semua_realisasi_kumulatif", "deviasi",
    ]  # fmt: skip
    assert [c.meaning for c in found.columns] == ["nomor", "kegiatan", "bobot", *["minggu"] * 4]
    assert [c.period for c in found.columns][3:] == [1, 2, 3, 4]
    assert found.besaran == "master_schedule"


def test_a_schedule_is_proved_by_its_weights_ends_and_foot():
    found = reading(ROWS)
    told = [p.kalimat for p in found.proofs]
    assert found.proven
    assert told[0] == "jumlah bobot 3 kegiatan: 100,00 %"
    assert told[1] == "rencana berakhir pada bobotnya: 3 dari 3 kegiatan"
    assert "realisasi − rencana = deviasi" in told
    (position,) = found.result.positions
    assert (position.rencana_pct, position.realisasi_pct, position.periode) == (45, 40, 2)


def test_a_foot_that_contradicts_its_activities_is_no_proof_until_somebody_looked():
    rows = [*ROWS[:-2], [None, "Realisasi kumulatif", None, 10, 62], ROWS[-1]]
    data = books.xlsx({"MS": rows})
    (failed,) = understand.build_dataset([("ms.xlsx", data)]).unproven
    assert failed.besaran == "master_schedule"
    assert "tertulis 62,00 %, jumlah kegiatannya 40,00 %" in failed.kalimat
    one = shown_of(data)
    assert one.state == "belum diperiksa"
    approved = understand.build_dataset([("ms.xlsx", data)], answers={one.approval: "benar"})
    assert approved.unproven == ()


def kode_of(one, row):
    return one.rows[row - 1].kode


@pytest.mark.parametrize(
    ("row", "role", "realised"),
    [(9, "diabaikan", 35.0), (6, "kelompok", None), (5, "diabaikan", 40.0)],
)
def test_a_rows_role_is_followed(row, role, realised):
    one = shown(ROWS)
    found = reading(ROWS, {kode_of(one, row): role})
    assert found.rows[row - 1].role == role
    if realised is not None:
        (position,) = found.result.positions
        assert position.realisasi_pct == pytest.approx(realised)


def test_a_columns_meaning_is_followed():
    head = ["No", "Kegiatan", "Bobot (%)", "M1", "Xyzzy", "M3", "M4"]
    one = shown([HEAD[:0], head, *BODY])
    found = reading([HEAD[:0], head, *BODY], {one.columns[4].kode: "minggu::"})
    assert [c.period for c in found.columns][3:] == [1, 2, 3, 4]
    (position,) = found.result.positions
    assert (position.rencana_pct, position.realisasi_pct) == (45, 40)


def test_a_sheet_of_one_team_is_left_out_and_the_others_stay():
    sheets = {"Kota Kupang": ROWS, "Kota Bima": ROWS}
    data = books.xlsx(sheets)
    found = understand.readings([("ms.xlsx", data)])
    answers = {found[0].kode: said.IGNORE}
    dataset = understand.build_dataset([("ms.xlsx", data)], answers=answers)
    assert {s.sheet for s in dataset.sources} == {"Kota Bima"}
    states = [
        one.state for one in readings.check_sheets(
            understand.readings([("ms.xlsx", data)], answers),
            [open_workbook("ms.xlsx", data)], answers,
        )
    ]  # fmt: skip
    assert states == ["diabaikan", "terbukti"]


def test_the_weeks_are_dated_from_the_end_of_the_first_one():
    data = books.xlsx({"MS": ROWS})
    answers = {shown_of(data).first_end_kode: "2022-01-09"}
    (found,) = understand.readings([("ms.xlsx", data)], answers)
    assert [str(c.end) for c in found.columns][3:] == [
        "2022-01-09", "2022-01-16", "2022-01-23", "2022-01-30",
    ]  # fmt: skip
    assert str(found.result.positions[0].sampai) == "2022-01-16"


def test_the_questions_shape_holds_for_next_years_file():
    later = [["MASTER SCHEDULE 2023"], [*HEAD, "M5"], *[[*r, None] for r in BODY]]
    assert reading(ROWS).shape == reading(later).shape


DATED = [
    ["Kegiatan", "Bobot (%)", "7 Januari 2022", "14 Januari 2022", "21 Januari 2022",
     "28 Januari 2022"],
    ["Persiapan", 40, 10, 10, 10, 10],
    ["Realisasi", None, 10, 10, 5, None],
    ["Fisik", 60, None, 20, 20, 20],
    ["Realisasi", None, None, 10, 10, None],
]  # fmt: skip


def both(answers=None):
    files = [
        ("a.xlsx", books.xlsx({"Kota Kupang": DATED})),
        ("b.xlsx", books.xlsx({"Kota Bima": ROWS})),
    ]
    return understand.build_dataset(files, answers=answers)


def test_numbered_weeks_are_asked_for_beside_dated_ones_and_never_compared_with_them():
    dataset = both()
    (asked,) = dataset.questions
    assert asked.besaran == "master_schedule"
    assert [c.jawaban for c in asked.pilihan] == ["bersamaan", "mulai-sama"]
    assert "realisasi 40,00 %" in asked.pilihan[0].akibat
    assert not any(map(is_undated, dataset.table("progres")["minggu"]))
    together = evaluate(both({asked.kode: "bersamaan"})).jadwal
    assert str(together.as_of) == "2022-01-21"
    assert list(together.latest["realisasi_pct"]) == pytest.approx([42.5, 40.0, 45.0])
    later = both({asked.kode: "mulai-sama"})
    assert later.questions == ()
    rows = evaluate(later).jadwal.latest
    assert list(rows["rencana_pct"]) == pytest.approx([(85 + 70) / 2, 85, 70])


def test_numbered_weeks_alone_ask_nothing_and_give_no_data_date():
    dataset = understand.build_dataset([("b.xlsx", books.xlsx({"MS": ROWS}))])
    assert dataset.questions == ()
    assert data_date(dataset) is None
    schedule = evaluate(dataset).jadwal
    chart = s_curve(schedule.weekly, source="", as_of=schedule.as_of)
    assert list(chart.x) == ["ke-1", "ke-2", "ke-3", "ke-4"]
    assert chart.as_of is None


def test_numbered_weeks_come_back_from_the_filled_template():
    dataset = understand.build_dataset([("b.xlsx", books.xlsx({"MS": ROWS}))])
    written = io.BytesIO()
    write_template(written, prefill=dataset.tables)
    again = understand.build_dataset([("templat.xlsx", written.getvalue())])
    assert list(again.table("progres")["minggu"]) == list(dataset.table("progres")["minggu"])
    assert evaluate(again).jadwal.latest["realisasi_pct"].iloc[0] == pytest.approx(40)


UNNAMED = [
    ["No", "Kegiatan", "Bobot (%)", "M1", "M2", "M3", "M4"],
    ["(diisi petugas)"],
    ["Urut", "Butir", "Porsi", "Tahap awal", "Tahap kedua", "Tahap lanjut", "Tahap tutup"],
    [1, "Lahan siap", 20, 20, None, None, None],
    [2, "Jalan beton", 50, None, 25, 25, None],
    [3, "Selokan", 30, None, None, 15, 15],
]


def test_a_row_is_called_the_heading_of_a_schedule_and_taken_back():
    one = shown(UNNAMED)
    assert [r.role for r in one.rows][:3] == ["kepala", "catatan", "kelompok"]
    answers = {one.rows[2].kode: "kepala"}
    again = shown(UNNAMED, answers)
    assert [r.role for r in again.rows] == ["judul", "judul", "kepala", *["kegiatan"] * 3]
    assert [c.heading for c in again.columns][1:4] == ["Butir", "Porsi", "Tahap awal"]
    assert [c.meaning for c in again.columns] == ["nomor", "kegiatan", "bobot", *["minggu"] * 4]
    assert again.rows[2].kode == one.rows[2].kode
    assert [r.role for r in shown(UNNAMED, {one.rows[2].kode: "catatan"}).rows][2] == "catatan"
    (position,) = reading(UNNAMED, answers).result.positions
    assert position.rencana_pct == pytest.approx(100)


def test_no_row_called_a_heading_breaks_a_schedule():
    kodes = [row.kode for row in shown(ROWS).rows]
    data = books.xlsx({"MS": ROWS})
    for role in ("kepala", "judul", "kegiatan"):
        for n in range(len(kodes)):
            answers = dict.fromkeys(kodes[n : n + 3], role)
            found = understand.build_dataset([("ms.xlsx", data)], answers=answers)
            assert "BERKAS-GAGAL-DIPAHAMI" not in books.codes(found), (role, n)


def drawn(values, head=("Butir", "Porsi (%)")):
    """Return a sheet of four periods without a row that tells what its figures are."""
    periods = [f"Tahap {n} {month}" for n, month in enumerate(("Jan", "Feb", "Mar", "Apr"), 1)]
    return [[*head, *periods], *([f"Kegiatan {n}", w, *v] for n, (w, v) in enumerate(values, 1))]


OPEN = drawn([(60, [5, 10, 20, 30]), (40, [5, 10, 15, 20])])


def chip_of(one, title):
    return next(chip for chip in one.chips if chip.title == title)


def test_what_the_figures_are_is_one_answer_on_the_sheet_and_to_the_question():
    one = shown(OPEN)
    chip = chip_of(one, "Isi angka")
    (question,) = reading(OPEN).questions
    assert chip.layout == question.kode
    assert {c.jawaban for c in question.pilihan} <= {*chip.options}
    assert not chip.sure
    for answer, words in chip.options.items():
        edit = {"jenis": "hal", "hal": check.ANSWER, "susunan": chip.layout, "nilai": answer}
        said_now = check.answers(one, [edit])
        assert said_now[chip.layout].kata == words
        answers = {kode: a.jawaban for kode, a in said_now.items()}
        again = chip_of(shown(OPEN, answers), "Isi angka")
        assert (again.value, again.sure) == (answer, True)
        assert reading(OPEN, answers).questions == ()


def test_what_the_figures_prove_can_be_said_otherwise_and_forged_words_are_left():
    rows = drawn([(60, [10, 20, 20, 10]), (40, [10, 10, 10, 10])])
    one = shown(rows)
    chip = chip_of(one, "Isi angka")
    assert (chip.value, chip.sure) == ("tambahan-bobot", True)
    assert not any("pecahan" in answer for answer in chip.options)  # 20 is no fraction of one
    (before,) = reading(rows).result.positions
    (after,) = reading(rows, {chip.layout: "kumulatif-persen"}).result.positions
    assert (before.rencana_pct, after.rencana_pct) == (100, 10)
    for forged in ("lain", "", ["x"], None):
        edit = {"jenis": "hal", "hal": check.ANSWER, "susunan": chip.layout, "nilai": forged}
        assert check.answers(one, [edit]) == {}


def test_the_last_period_that_is_reported_stays_open_where_only_the_meaning_was_said():
    done = [(60, [10, 20, 20, 20]), (40, [10, 15, 15, 15])]
    rows = [OPEN[0]]
    for n, (weight, values) in enumerate(done):
        rows += [[f"Kegiatan {n}", weight, 15, 30, 45, weight], ["Realisasi", None, *values]]
    chip = chip_of(shown(rows), "Isi angka")
    assert {"kumulatif-bobot-sampai-akhir", "kumulatif-bobot-sampai-perubahan"} <= {*chip.options}
    (question,) = reading(rows, {chip.layout: "kumulatif-bobot"}).questions
    assert [c.kata for c in question.pilihan] == ["sampai periode ke-2", "sampai periode ke-4"]
    answers = {chip.layout: "kumulatif-bobot-sampai-akhir"}
    assert reading(rows, answers).questions == ()
    assert chip_of(shown(rows, answers), "Isi angka").words.endswith("sampai periode ke-4")


def test_figures_of_a_schedule_are_called_progress_where_nothing_says_so():
    rows = drawn([(60, [10, 20, 20, None]), (40, [10, 10, 10, None])])
    chip = chip_of(shown(rows), "Angka kegiatan")
    assert (chip.value, chip.sure, [*chip.options]) == ("rencana", False, ["rencana", "realisasi"])
    answers = {chip.layout: "realisasi"}
    answers |= {chip_of(shown(rows), "Isi angka").layout: "tambahan-bobot"}
    again = chip_of(shown(rows, answers), "Angka kegiatan")
    assert (again.value, again.sure) == ("realisasi", True)
    (position,) = reading(rows, answers).result.positions
    assert (position.rencana_pct, position.realisasi_pct) == (None, pytest.approx(80))
    assert not [c for c in shown(ROWS).chips if c.title == "Angka kegiatan"]  # it holds both
