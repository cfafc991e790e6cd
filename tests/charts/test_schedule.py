"""The Master Schedule's figures."""

from html import unescape

import pandas as pd
import pytest

from kotaku.charts.plotly import figure
from kotaku.charts.schedule import deviation_by_team, gantt, s_curve

SOURCE = "Sumber: uji"


def texts(fig):
    return [unescape(annotation.text).replace("<br>", " ") for annotation in fig.layout.annotations]


def rows(fig):
    return [unescape(text).replace("<br>", " ") for text in fig.layout.yaxis.ticktext]


def test_curves_are_named_at_the_last_realisation(weekly, as_of):
    fig = figure(s_curve(weekly, source=SOURCE, as_of=as_of))
    plan, real, deviation = fig.data
    assert (plan.y[-1], real.y[3], deviation.y[3]) == (100, 60, -10)
    assert {"Rencana 70,00 %", "Realisasi 60,00 %", "−10,00 pp · kritis"} <= set(texts(fig))
    assert "data 27 Februari 2022" in texts(fig)
    assert deviation.yaxis == "y2"
    assert fig.layout.yaxis.range[0] == 0


def test_the_axis_speaks_indonesian(weekly):
    fig = figure(s_curve(weekly, source=SOURCE))
    assert fig.layout.xaxis.ticktext[-1] == "Mar 2022"


def test_a_plan_without_realisation_is_still_drawn(weekly):
    bare = weekly.assign(realisasi_pct=float("nan"), deviasi_pp=float("nan"), status=None)
    assert "Rencana 100,00 %" in texts(figure(s_curve(bare, source=SOURCE)))


def test_the_estimate_is_dotted_and_named(weekly, as_of):
    line = pd.DataFrame(
        {"minggu": pd.to_datetime([as_of, "2022-03-06"]), "perkiraan_pct": [60.0, 85.7]}
    )
    fig = figure(s_curve(weekly, source=SOURCE, as_of=as_of, forecast=line, deviation=False))
    assert [trace.name for trace in fig.data] == ["Rencana", "Realisasi", "Perkiraan"]
    assert fig.data[2].line.dash == "dot"
    assert {"Realisasi 60,00 %", "Perkiraan 85,70 %"} <= set(texts(fig))


def test_the_farthest_behind_stands_on_top(latest):
    rows = latest.assign(deviasi_pp=[0.0, -1.0, -5.0], status="terlambat")
    fig = figure(deviation_by_team(rows, source=SOURCE))
    assert fig.data[0].x == (-5, -1)
    assert texts(fig)[:2] == ["−5,00 pp · terlambat", "−1,00 pp · terlambat"]


def test_an_unknown_deviation_keeps_its_row(latest):
    rows = latest.assign(deviasi_pp=float("nan"), status=None)
    assert texts(figure(deviation_by_team(rows, source=SOURCE)))[0] == "– pp · tanpa status"


def test_gantt_draws_the_share_that_is_done(activities, as_of):
    fig = figure(gantt(activities, source=SOURCE, as_of=as_of))
    whole, done = fig.data
    assert done.x[1] / whole.x[1] == pytest.approx(0.5)
    assert pd.Timedelta(whole.x[0], unit="ms") == pd.Timedelta(days=10)
    assert "Drainase · 30,00 %" in rows(fig)
    assert "50 % · kritis" in texts(fig)
    assert "1 kegiatan tanpa tanggal tidak digambar" in texts(fig)[-1]


def test_gantt_keeps_those_behind_and_says_what_it_left_out(activities):
    fig = figure(gantt(activities, source=SOURCE, max_rows=1))
    assert rows(fig) == ["Drainase · 30,00 %"]
    assert "1 kegiatan lain tidak ditampilkan" in texts(fig)[-1]


def test_activities_of_several_teams_name_their_team(activities):
    several = activities.assign(kab_kota=["Kota Kupang", "Kabupaten Belu", "Kabupaten Belu"])
    fig = figure(gantt(several, source=SOURCE))
    assert "Kab. Belu: Drainase · 30,00 %" in rows(fig)
