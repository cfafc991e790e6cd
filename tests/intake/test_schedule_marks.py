"""Plan and progress when their marks do not tell them apart: R and P may be either way round."""

import pytest

from kotaku.evaluation import evaluate
from tests.intake import books

MONTHS = ["Nopember 2022", None, None, "Desember 2022"]
WEEKS = ["M1", "M2", "M3", "M1"]


def weekly(dataset):
    return evaluate(dataset).jadwal.weekly.query("kab_kota == ''")


@pytest.mark.parametrize("marks", [("R", "P"), ("P", "R")])
@pytest.mark.parametrize("named_again", [False, True])
def test_marks_on_the_rows_are_told_apart_by_their_order(marks, named_again):
    first, second = marks
    rows = [
        ["No", "Kegiatan", "Bobot (%)", "", *MONTHS],
        [None, None, None, None, *WEEKS],
        [1, "Persiapan", 40, first, 10, 20, 10, 0],
        [None, "Persiapan" if named_again else None, None, second, 10, 15, 10, None],
        [2, "Pemetaan", 60, first, 0, 30, 20, 10],
        [None, "Pemetaan" if named_again else None, None, second, 0, 20, 20, None],
    ]
    dataset = books.read({"MS": rows})
    assert weekly(dataset)["rencana_pct"].tolist() == pytest.approx([10, 60, 90, 100])
    assert weekly(dataset)["realisasi_pct"].tolist()[:3] == pytest.approx([10, 45, 75])
    (said,) = books.findings(dataset, "JADWAL-TANDA")
    assert f"“{first}” dan “{second}”" in said.message


def test_marks_over_the_columns_are_told_apart_by_their_order():
    rows = [
        ["Kegiatan", "Bobot (%)", "Nopember 2022", *[None] * 5, "Desember 2022", None],
        [None, None, *[w for week in WEEKS for w in (week, None)]],
        [None, None, *["R", "P"] * 4],
        ["Persiapan", 100, 10, 10, 40, 30, 80, 70, 100, None],
    ]
    dataset = books.read({"MS": rows}, merge)
    assert weekly(dataset)["rencana_pct"].tolist() == pytest.approx([10, 40, 80, 100])
    assert weekly(dataset)["realisasi_pct"].tolist()[:3] == pytest.approx([10, 30, 70])


def merge(book):
    (sheet,) = book.worksheets()
    titles = {"C1:H1": "Nopember 2022", "I1:J1": "Desember 2022"}
    weeks = dict(zip(("C2:D2", "E2:F2", "G2:H2", "I2:J2"), WEEKS, strict=True))
    for cells, text in {**titles, **weeks}.items():
        sheet.merge_range(cells, text)


def test_a_plan_alone_is_said_to_lack_its_progress():
    rows = [
        ["Kegiatan", "Bobot (%)", "Agustus 2022", "September 2022", "Oktober 2022"],
        ["Persiapan", 100, 20, 30, 50],
    ]
    dataset = books.read({"MS": rows})
    assert "JADWAL-TANPA-REALISASI" in books.codes(dataset)
