"""Classes and criteria."""

from html import unescape

import pytest

from kotaku.charts.classes import class_by_place, class_movement, criteria_heatmap, criteria_profile
from kotaku.charts.plotly import figure

SOURCE = "Sumber: uji"


def texts(fig):
    return [unescape(annotation.text) for annotation in fig.layout.annotations]


def test_both_moments_hold_the_same_area(units):
    chart = class_movement(units, source=SOURCE, awal="2019", akhir="2022")
    before, after = ([v for v in one.values if v is not None] for one in chart.series)
    assert before == [10, 4, 0, 0, 1.5]
    assert after == [0, 0, 10, 4, 1.5]
    assert (chart.rows[0], chart.ends[0].text) == ("Berat (B) 2019", "10,00 ha")


def test_units_without_class_are_shown_only_where_there_are_any(units):
    rows = class_movement(units.iloc[:2], source=SOURCE).rows
    assert [row.removesuffix(" awal") for row in rows[::2]] == [
        "Berat (B)",
        "Sedang (S)",
        "Ringan (R)",
        "Tidak kumuh (T)",
    ]


def test_places_hold_their_classes(units):
    chart = class_by_place(units, source=SOURCE)
    assert {one.name: list(one.values) for one in chart.series} == {
        "Ringan (R)": [10, 0],
        "Tidak kumuh (T)": [4, 0],
        "Belum dinilai (?)": [0, 1.5],
    }
    assert chart.series[0].inside[0] == "R 10,00"
    assert [end.text for end in chart.ends] == ["kumuh 10,00", "kumuh 0,00"]


def test_folded_places_keep_the_total(units):
    fig = figure(class_by_place(units, source=SOURCE, per="kab_kota", max_rows=1))
    assert sum(sum(trace.x) for trace in fig.data) == pytest.approx(15.5)
    assert fig.layout.yaxis.ticktext == ("2 lainnya",)


def test_heat_map_writes_scores_and_totals(units, regulation):
    chart = criteria_heatmap(units, regulation, source=SOURCE)
    assert [len(row) for row in chart.shades] == [16, 16]
    assert [set(row) for row in chart.texts] == [{"5"}, {"1"}]
    assert list(chart.totals) == ["20", "9"]
    assert [mark.text for mark in chart.marks] == ["R", "T"]
    assert len(chart.groups) == 7


def test_steps_of_the_scale_are_the_score_bands(units, regulation):
    scale = figure(criteria_heatmap(units, regulation, source=SOURCE)).data[0].colorscale
    limits = {band.at_least_pct / 100 for band in regulation.bands}
    assert {position for position, _ in scale} == {0, 1, *limits}


def test_heat_map_shows_the_worst_and_says_so(units, regulation):
    fig = figure(criteria_heatmap(units, regulation, source=SOURCE, max_rows=1))
    assert fig.layout.yaxis.ticktext == ("Oesapa",)
    assert any("1 tertinggi dari 2" in text for text in texts(fig))


def test_scores_alone_make_the_shade(units, regulation):
    bare = units.drop(columns=[c for c in units.columns if c.startswith("persen_")])
    fig = figure(criteria_heatmap(bare, regulation, source=SOURCE))
    assert fig.data[0].z[0][0] == 1


def test_profile_tells_before_and_after(units, regulation):
    fig = figure(criteria_profile(units.iloc[1], regulation, source=SOURCE, awal=units.iloc[0]))
    before, after = fig.data
    assert (before.x[0], after.x[0]) == (80, 30)
    assert "80,00 % (5) → 30,00 % (1)" in texts(fig)
    assert len(fig.layout.shapes) == len(regulation.bands)


def test_more_than_everything_is_told_in_the_label(units, regulation):
    over = units.iloc[0].copy()
    over["persen_1a"] = 130.0
    fig = figure(criteria_profile(over, regulation, source=SOURCE))
    assert fig.data[0].x[0] == 100
    assert "130,00 % (5)" in texts(fig)
