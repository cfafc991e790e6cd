"""What the tables that every face reports alike answer, at their edges."""

import pandas as pd
import pytest

from kotaku import schema
from kotaku.view import greening, reported, workmanship
from tests.tables import dataset, table

DAY = pd.Timestamp("2022-07-31")


def day(text):
    return pd.Timestamp(text)


def mutu(**row):
    return table("mutu", [{"hasil": "tidak", **row}])


@pytest.mark.parametrize(
    ("row", "late", "state"),
    [
        ({"batas_perbaikan": day("2022-07-31")}, 0, "Belum diperbaiki"),  # on its day: not late
        ({"batas_perbaikan": day("2022-07-30")}, 1, "Belum diperbaiki, lewat 1 hari"),
        ({}, 0, "Belum diperbaiki"),
        ({"batas_perbaikan": day("2022-07-01"), "diperbaiki": day("2022-07-01")}, 0,
         "Sudah diperbaiki"),
        ({"batas_perbaikan": day("2022-07-01"), "diperbaiki": day("2022-07-02")}, 0,
         "Sudah diperbaiki, terlambat 1 hari"),
        ({"hasil": "sesuai", "batas_perbaikan": day("2022-07-01")}, 0, "Sesuai"),
        ({"hasil": "belum_diperiksa"}, 0, "Belum diperiksa"),
    ],
)  # fmt: skip
def test_a_defect_is_late_after_its_deadline_until_it_is_mended(row, late, state):
    found = workmanship.checks(mutu(**row), DAY.date())
    assert found["lewat_hari"].tolist() == [late]
    assert found["keadaan"].tolist() == [state]


def test_without_a_data_date_nothing_is_late():
    found = workmanship.checks(mutu(batas_perbaikan=day("2000-01-01")), None)
    assert found["keadaan"].tolist() == ["Belum diperbaiki"]


def test_nothing_judged_has_no_share():
    answered = workmanship.answered(mutu(hasil="belum_diperiksa"), DAY.date())
    assert answered.answer.startswith("0 dari 0 pemeriksaan mutu sesuai spesifikasi (–)")


def test_units_of_green_works_are_not_summed_with_one_another():
    rows = [
        {"jenis_kegiatan": "vegetasi", "jumlah": 10, "satuan": "Pohon", "status": "realisasi"},
        {"jenis_kegiatan": "vegetasi", "jumlah": 5, "satuan": "pohon ", "status": "realisasi"},
        {"jenis_kegiatan": "rth", "jumlah": 2, "satuan": "taman", "status": "realisasi"},
        {"jenis_kegiatan": "rth", "jumlah": 7, "satuan": "taman", "status": "berjalan"},
    ]
    answer = greening.answered(table("hijau", rows), None).answer
    assert answer == (
        "Kawasan hijau terlaksana 0,00 ha dan 15 pohon, 2 taman; produk pengetahuan belum ada; "
        "masih direncanakan atau berjalan 7 taman."
    )


def test_every_table_with_report_columns_is_reported_and_only_those():
    data = dataset(mutu=[{"hasil": "tidak"}], hijau=[{"jenis_kegiatan": "rth", "luas_ha": 1.0}],
                   rtl=[{"tindakan": "Rapat"}])  # fmt: skip
    found = [*reported.all_reported(data, None)]
    assert [r.table for r in found] == [n for n, s in schema.tables().items() if s.report]
    for one in found:
        assert {*one.columns} <= {*one.frame.columns}
        assert all(one.columns.values())
