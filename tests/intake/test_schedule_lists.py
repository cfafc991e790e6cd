"""Master Schedules as plain lists: one day, one status, one figure a team."""

import pytest

from kotaku.evaluation import evaluate
from tests.intake import books


def latest(dataset):
    return evaluate(dataset).jadwal.latest.set_index("kab_kota")


def test_plan_and_progress_of_one_day_stand_in_the_list_of_activities():
    dataset = books.read(
        {
            "Master Schedule": [
                ["MASTER SCHEDULLE KOTA BIMA"],
                ["Keadaan per 30 Nopember 2022"],
                [],
                ["No", "Kegiatan", "Bobot (%)", "Rencana (%)", "Realisasi (%)", "Kendala"],
                [1, "Rekrut", "30", "100%", "100%", ""],
                [2, "KAP TB 2021", "30", "100%", "80%", "dokumen"],
                [3, "Skala kawasan", "40", "90%", "75%", ""],
                ["", "JUMLAH", "100", "96%", "84%", ""],
            ]
        }
    )
    now = latest(dataset).loc["Kota Bima"]
    assert (now["rencana_pct"], now["realisasi_pct"]) == pytest.approx((96.0, 84.0))
    assert str(now["minggu"].date()) == "2022-11-30"
    assert "TOTAL-TIDAK-COCOK" not in books.codes(dataset)


def test_a_list_of_activities_by_week_knows_each_activity_once():
    rows = [["Kab/Kota", "Kegiatan", "Bobot (%)", "Minggu", "Rencana (%)", "Realisasi (%)"]]
    for day, plan, done in (("14/11/2022", 50, 40), ("21/11/2022", 80, 60)):
        rows += [["Dompu", "Audit", 25, day, plan, done], ["Dompu", "GIS", 75, day, plan, done]]
    dataset = books.read({"Progres": rows})
    assert len(dataset.table("master_schedule")) == 2
    assert len(dataset.table("progres")) == 4
    assert latest(dataset).loc["Dompu", "deviasi_pp"] == pytest.approx(-20)


def test_one_figure_a_team_is_the_progress_of_its_whole_schedule():
    rows = [["Kabupaten/Kota", "Target (%)", "Capaian (%)", "Minggu"],
            ["Kota Bima", 98, 97, "21/11/2022"], ["Dompu", 98, 95, "21/11/2022"]]  # fmt: skip
    dataset = books.read({"Rekap": rows})
    assert latest(dataset).loc["Dompu", "deviasi_pp"] == pytest.approx(-3)
    assert "PROGRES-SELURUH-JADWAL" in books.codes(dataset)


def test_a_status_stands_for_its_percent_and_no_plan_gives_no_deviation():
    rows = [["Kab/Kota", "Kegiatan", "Status", "Tanggal"],
            ["Kota Bima", "Persiapan", "Selesai", "30 Nopember 2022"],
            ["Kota Bima", "Audit KAP", "Proses", "30 Nopember 2022"],
            ["Dompu", "Persiapan", "Belum", "30 Nopember 2022"]]  # fmt: skip
    now = latest(books.read({"Sheet1": rows}))
    assert now.loc["Kota Bima", "realisasi_pct"] == pytest.approx(75)
    assert now.loc["Dompu", "realisasi_pct"] == 0
    assert now[["rencana_pct", "deviasi_pp", "status"]].isna().all(axis=None)


def test_progress_without_any_day_is_said_and_not_dated_by_guess():
    rows = [["Kegiatan", "Bobot (%)", "Rencana (%)", "Realisasi (%)"], ["Audit", 100, 90, 80]]
    dataset = books.read({"Master Schedule": rows})
    (said,) = books.findings(dataset, "TABEL-TIDAK-LENGKAP")
    assert "Minggu" in said.message


@pytest.mark.parametrize(
    ("rt", "rw", "made"),
    [("01", "05", "RT 01 RW 05"), (1, 5, "RT 1 RW 5"), ("RT 3", None, "RT 3")],
)
def test_rt_and_rw_in_two_columns_are_one_name(rt, rw, made):
    rows = [["Kelurahan", "RT", "RW", "Luas (Ha)", "Skor"], ["Sumbermulyo", rt, rw, 4.63, 38],
            ["Sumbermulyo", 9, 9, 1, 20]]  # fmt: skip
    dataset = books.read({"Data": rows})
    assert dataset.table("rt")["rt_rw"].tolist() == [made, "RT 9 RW 9"]
    assert evaluate(dataset).akun_luas["luas_awal_ha"].iloc[0] == pytest.approx(5.63)
