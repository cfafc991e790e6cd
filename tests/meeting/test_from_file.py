"""Follow-ups that come with a workbook: each once."""

from datetime import date

import pandas as pd

from kotaku.meeting import UNKEPT, new_in_file, promises_answer, standing

SHEET = pd.DataFrame(
    {
        "klaster": [None, "Klaster 2", None, None],
        "kab_kota": ["Ende", None, "Belu", "Ende"],
        "masalah": ["lahan", "audit", None, " LAHAN "],
        "tindakan": ["rapat", None, None, "Rapat"],
        "pic": ["Askot", None, "x", None],
        "batas_waktu": pd.to_datetime(["2022-12-20", None, None, None]),
        "status": ["berjalan", "dikerjakan", None, None],
    }
)
NONE = pd.DataFrame({"kab_kota": [], "masalah": [], "tindakan": []}, dtype="str")


def test_rows_become_follow_ups_once_and_empty_ones_do_not():
    first, second = new_in_file(SHEET, NONE, {"Ende": "Klaster 1"})
    assert (first.kab_kota, first.klaster, first.pic) == ("Ende", "Klaster 1", "Askot")
    assert (first.batas_waktu, first.status) == (date(2022, 12, 20), "berjalan")
    assert (second.kab_kota, second.klaster, second.batas_waktu) == ("", "Klaster 2", None)
    assert second.status == "baru"


def test_what_is_kept_does_not_come_again_whatever_became_of_it():
    kept = pd.DataFrame({"kab_kota": ["ende"], "masalah": ["Lahan"], "tindakan": ["rapat "]})
    assert [one.masalah for one in new_in_file(SHEET, kept, {})] == ["audit"]


def test_a_file_without_the_sheet_brings_nothing():
    assert new_in_file(SHEET.head(0), NONE, {}) == []


def test_what_nobody_took_over_yet_stands_among_the_promises_at_the_data_date():
    rows = standing(new_in_file(SHEET, NONE, {}), date(2022, 12, 30))
    assert list(rows["versi"]) == [UNKEPT, UNKEPT]
    assert rows["terlambat_hari"].iloc[0] == 10
    assert rows["umur_hari"].isna().all()
    assert "1 lewat batas waktu (terlama 10 hari)" in promises_answer(rows)
