"""The Master Schedule against published rules and a worked schedule of ten activities."""

import csv
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotaku import schema
from kotaku.dataset import Dataset, SourceTable
from kotaku.evaluation import evaluate
from kotaku.progress.master_schedule import PROVINCE, load_rule, schedule, status
from tests.tables import dataset as book

CASES = Path(__file__).parents[1] / "cases" / "synthetic"
FIRST_DAY = date(2022, 1, 3)  # Monday of week 1


def rows_of(name, shared_cases):
    lines = (shared_cases / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.fixture(scope="module")
def cases(request):
    if CASES.is_dir():
        return CASES
    return request.getfixturevalue("shared") / "cases" / "synthetic"


def monday(week):
    return FIRST_DAY + timedelta(weeks=week - 1)


def sunday(week):
    return monday(week) + timedelta(days=6)


def dataset(activities, progress):
    tables, sources = {}, []
    for index, (name, rows) in enumerate((("master_schedule", activities), ("progres", progress))):
        frame = pd.DataFrame(rows)
        if frame.empty:
            continue
        frame = frame.assign(_sumber=index, _baris=range(2, len(frame) + 2))
        tables[name] = schema.conform(frame, name)
        letters = {c: chr(65 + i) for i, c in enumerate(frame.columns)}
        sources.append(SourceTable("uji.xlsx", name, name, 1, letters))
    return Dataset(tables, sources=tuple(sources))


def activity(number, team="A", weight=50.0, start=1, end=10, **more):
    return {
        "id_kegiatan": str(number),
        "kab_kota": team,
        "kegiatan": f"Kegiatan {number}",
        "bobot_pct": weight,
        "mulai": monday(start),
        "selesai": sunday(end),
        **more,
    }


def report(number, week, done=None, team="A", **more):
    return {
        "id_kegiatan": str(number),
        "kab_kota": team,
        "minggu": sunday(week),
        "realisasi_pct": done,
        "rencana_pct": None,
        **more,
    }


def row(found, team=PROVINCE):
    rows = found.latest[found.latest["kab_kota"] == team]
    assert len(rows) == 1
    return rows.iloc[0]


def test_ten_activities_with_an_even_plan(cases):
    rows = rows_of("synthetic_07_master_schedule.csv", cases)
    activities = [
        activity(
            r["no"],
            "NTB",
            float(r["bobot_pct"]),
            int(r["minggu_mulai"]),
            int(r["minggu_selesai"]),
        )
        for r in rows
    ]
    progress = [report(r["no"], 48, float(r["realisasi_pct_kegiatan"]), "NTB") for r in rows]
    found = schedule(dataset(activities, progress))
    now = row(found, "NTB")
    assert found.as_of == sunday(48)
    assert now["rencana_pct"] == pytest.approx(98.6425, abs=5e-5)
    assert now["realisasi_pct"] == pytest.approx(98.0, abs=1e-9)
    assert now["deviasi_pp"] == pytest.approx(-0.6425, abs=5e-5)
    by_id = found.activities.set_index("id_kegiatan")
    for r in rows:
        own = by_id.loc[r["no"]]
        assert own["rencana_pct"] == pytest.approx(float(r["rencana_pct_kegiatan"]), abs=5e-5)
        assert own["deviasi_pp"] == pytest.approx(float(r["deviasi_kegiatan_pp"]), abs=5e-5)
        assert own["bobot_pct"] == pytest.approx(float(r["bobot_pct"]))


def test_every_row_of_the_contract_rule(cases):
    rule = replace(load_rule(), fiscal_year_test=True)
    expected = {
        "wajar": {"sesuai", "terlambat"},
        "kritis": {"kritis"},
        "lebih_cepat": {"lebih_cepat"},
    }
    for r in rows_of("synthetic_08_kontrak_kritis.csv", cases):
        plan, done = float(r["rencana_kumulatif_pct"]), float(r["realisasi_kumulatif_pct"])
        in_time, beyond = (status([plan], [done], rule, [late])[0] for late in (False, True))
        if r["status_expected"] == "kritis_jika_lewat_tahun_anggaran":
            assert (in_time, beyond) == ("terlambat", "kritis")
        else:
            assert in_time in expected[r["status_expected"]], r


def test_at_plan_70_the_rule_says_which_band_wins():
    assert status([70.0], [60.0], replace(load_rule(), edge="bawah"))[0] == "terlambat"
    assert status([70.0], [60.0], replace(load_rule(), edge="atas"))[0] == "kritis"
    assert status([70.01], [60.0], load_rule())[0] == "kritis"


def test_the_fiscal_year_is_tested_only_when_asked():
    assert status([98.0], [97.0], load_rule(), [True])[0] == "terlambat"


def test_dust_of_sums_makes_nothing_critical():
    plan = sum([0.1] * 3) * 100  # 30.000000000000004
    assert status([plan], [20.0], load_rule())[0] == "terlambat"


def test_missing_progress_has_no_status():
    assert list(status([50.0, np.nan], [np.nan, 50.0], load_rule())) == [None, None]


def test_a_weekly_plan_goes_before_the_dates():
    progress = [report(1, 4, 30.0, rencana_pct=25.0), report(1, 5, 40.0, rencana_pct=60.0)]
    found = schedule(dataset([activity(1, weight=100.0)], progress))
    assert row(found, "A")["rencana_pct"] == 60.0
    weekly = found.weekly[found.weekly["kab_kota"] == "A"].set_index("minggu")["rencana_pct"]
    assert weekly[pd.Timestamp(sunday(2))] == pytest.approx(20.0)  # before: the dates
    assert weekly[pd.Timestamp(sunday(6))] == pytest.approx(60.0)  # after: not below the last
    assert weekly[pd.Timestamp(sunday(10))] == pytest.approx(100.0)


def test_progress_is_held_until_the_next_report_and_capped():
    progress = [report(1, 2, 30.0), report(2, 4, 130.0)]
    found = schedule(dataset([activity(1), activity(2)], progress))
    assert row(found, "A")["realisasi_pct"] == pytest.approx(0.5 * 30 + 0.5 * 100)
    weekly = found.weekly[found.weekly["kab_kota"] == "A"].set_index("minggu")["realisasi_pct"]
    assert weekly[pd.Timestamp(sunday(1))] == 0
    assert weekly[pd.Timestamp(sunday(2))] == pytest.approx(15.0)
    assert np.isnan(weekly[pd.Timestamp(sunday(5))])


def test_reports_after_the_data_date_are_not_used():
    data = dataset([activity(1, weight=100.0)], [report(1, w, w * 10.0) for w in range(1, 8)])
    found = schedule(data, as_of=sunday(4) + timedelta(days=3))
    assert found.as_of == sunday(4)
    assert row(found)["realisasi_pct"] == 40.0
    assert schedule(data).as_of == sunday(7)


def test_increments_are_summed():
    values = [10.0, 25.0, 5.0, 15.0, 10.0]
    progress = [report(1, w, v) for w, v in enumerate(values, start=1)]
    found = schedule(dataset([activity(1, weight=100.0)], progress))
    assert row(found)["realisasi_pct"] == 65.0


def test_a_plan_in_points_of_the_weight_is_read_as_percent():
    activities = [activity(1, weight=30.0), activity(2, weight=70.0)]
    progress = [
        report(1, 5, 15.0, rencana_pct=15.0),
        report(2, 5, 35.0, rencana_pct=42.0),
        report(1, 10, None, rencana_pct=30.0),
        report(2, 10, None, rencana_pct=70.0),
    ]
    found = schedule(dataset(activities, progress))
    now = row(found, "A")
    assert (now["rencana_pct"], now["realisasi_pct"]) == (pytest.approx(57.0), pytest.approx(50.0))
    assert [f.code for f in found.temuan] == ["PROGRES-DALAM-BOBOT"]


def test_without_weights_all_weigh_the_same_and_it_is_said():
    data = dataset(
        [activity(n, weight=None) for n in (1, 2, 3)],
        [report(n, 5, v) for n, v in ((1, 30.0), (2, 60.0), (3, 90.0))],
    )
    found = schedule(data)
    assert row(found, "A")["realisasi_pct"] == pytest.approx(60.0)
    assert "sama berat" in found.basis


def test_weights_are_shares_of_their_sum():
    data = dataset(
        [activity(1, weight=30.0), activity(2, weight=50.0)],
        [report(1, 5, 100.0), report(2, 5, 100.0)],
    )
    assert row(schedule(data), "A")["realisasi_pct"] == pytest.approx(100.0)


def test_the_province_is_the_mean_of_its_teams():
    data = dataset(
        [activity(1, "A", 100.0), activity(1, "B", 100.0)],
        [report(1, 5, 40.0, "A"), report(1, 5, 70.0, "B")],
    )
    found = schedule(data)
    assert row(found)["realisasi_pct"] == pytest.approx(55.0)
    assert "rata-rata 2 tim" in found.basis
    assert list(found.latest["kab_kota"]) == [PROVINCE, "A", "B"]


def test_the_province_may_have_activities_of_its_own():
    data = dataset(
        [activity(1, None, 100.0), activity(1, "B", 100.0)],
        [report(1, 5, 40.0, ""), report(1, 5, 70.0, "B")],
    )
    found = schedule(data)
    assert row(found)["realisasi_pct"] == pytest.approx(40.0)
    assert "kegiatan provinsi" in found.basis


def test_the_last_obstacle_up_to_the_data_date_is_shown():
    progress = [
        report(1, 3, 20.0, kendala="lahan belum bebas"),
        report(1, 4, 25.0),
        report(1, 6, 30.0, kendala="banjir"),
    ]
    found = schedule(dataset([activity(1)], progress), as_of=sunday(5))
    assert list(found.activities["kendala"]) == ["lahan belum bebas"]


def test_an_activity_never_reported_is_told_with_its_cell():
    data = dataset([activity(1), activity(2)], [report(1, 5, 50.0)])
    found = schedule(data)
    assert [(f.code, f.cell, f.place) for f in found.temuan] == [
        ("PROGRES-TIDAK-DILAPORKAN", "A3", "A")
    ]


def test_progress_alone_makes_a_schedule():
    found = schedule(dataset([], [report(1, 5, 50.0), report(2, 5, 100.0)]))
    assert row(found)["realisasi_pct"] == pytest.approx(75.0)


def test_a_plan_alone_makes_a_schedule():
    found = schedule(dataset([activity(1, weight=100.0)], []), as_of=sunday(5))
    assert row(found)["rencana_pct"] == pytest.approx(50.0)
    assert row(found)["realisasi_pct"] == 0


def test_nothing_makes_none():
    assert schedule(Dataset({})) is None
    assert schedule(dataset([activity(1) | {"mulai": None, "selesai": None}], [])) is None


def test_a_mistyped_century_draws_no_endless_curve():
    far = activity(1, weight=100.0) | {"mulai": date(1022, 1, 1), "selesai": date(9999, 1, 1)}
    found = schedule(dataset([far], [report(1, 5, 50.0)]))
    assert len(found.weekly) <= 2 * (2 * load_rule().most_weeks + 1)


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(0.1, 100), st.lists(st.floats(0, 100), min_size=3, max_size=3).map(sorted)
        ),
        min_size=1,
        max_size=6,
    ),
    st.randoms(use_true_random=False),
)
def test_progress_lies_within_its_activities_and_ignores_order(teamwork, random):
    activities = [activity(n, weight=w) for n, (w, _) in enumerate(teamwork)]
    progress = [
        report(n, week, v, rencana_pct=v)
        for n, (_, values) in enumerate(teamwork)
        for week, v in enumerate([*values, 100.0], start=3)
    ]
    found = schedule(dataset(activities, progress))
    weekly = found.weekly.dropna()
    assert weekly["realisasi_pct"].between(-1e-9, 100 + 1e-9).all()
    assert weekly["rencana_pct"].between(-1e-9, 100 + 1e-9).all()
    assert (weekly.groupby("kab_kota")["realisasi_pct"].diff().dropna() >= -1e-9).all()
    assert weekly["deviasi_pp"].tolist() == pytest.approx(
        (weekly["realisasi_pct"] - weekly["rencana_pct"]).tolist()
    )
    random.shuffle(progress)
    again = schedule(dataset(activities, progress))
    pd.testing.assert_frame_equal(found.weekly, again.weekly)


def drawn_plan(done, **weekly):
    return schedule(
        book(
            master_schedule=[
                {
                    "id_kegiatan": "1",
                    "kab_kota": "Kota K",
                    "kegiatan": "Monev",
                    "mulai": "2022-01-01",
                    "selesai": "2022-04-10",
                }
            ],
            progres=[
                {
                    "id_kegiatan": "1",
                    "kab_kota": "Kota K",
                    "minggu": "2022-02-19",
                    "realisasi_pct": done,
                    **weekly,
                }
            ],
        )
    )


@pytest.mark.parametrize(
    ("done", "expected"), [(47.0, "sesuai"), (39.0, "kritis"), (53.0, "sesuai")]
)
def test_a_plan_that_we_drew_makes_late_only_beyond_the_contract(done, expected):
    found = drawn_plan(done)  # half of 100 days: 50 %
    row = found.latest.set_index("kab_kota").loc["Kota K"]
    assert row["rencana_pct"] == 50
    assert (row["status"], row["rencana_digambar"]) == (expected, True)
    assert found.activities["status"].tolist() == [expected]
    assert "digambar dasbor" in found.basis


def test_a_plan_that_was_written_is_held_to_half_a_point():
    row = drawn_plan(47.0, rencana_pct=50.0).latest.set_index("kab_kota").loc["Kota K"]
    assert (row["status"], row["rencana_digambar"]) == ("terlambat", False)


def test_a_later_week_of_progress_is_told_and_is_no_new_data_date():
    data = book(
        profil=[{"kunci": "tanggal_data", "nilai": "1 Maret 2022"}],
        progres=[
            {"id_kegiatan": "1", "kab_kota": "Kota K", "minggu": week, "realisasi_pct": done}
            for week, done in (("2022-02-20", 40.0), ("2022-05-01", 90.0))
        ],
    )
    result = evaluate(data)
    assert str(result.jadwal.as_of) == "2022-02-20"
    assert result.jadwal.latest["realisasi_pct"].tolist()[0] == 40
    assert "PROGRES-SESUDAH-TANGGAL-DATA" in {f.code for f in result.temuan}
