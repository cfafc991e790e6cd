"""A Master Schedule has a reading to look at, and what a person says of it is followed."""

import pytest

from kotaku.intake import understand
from kotaku.intake.reading import said
from kotaku.intake.safe.open import open_workbook
from kotaku.view import readings
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
