"""Classes and criteria."""

import pytest

from kotaku.charts.classes import class_by_place, class_movement, criteria_heatmap, criteria_profile

SOURCE = "Sumber: uji"


def texts(fig):
    return [annotation.text for annotation in fig.layout.annotations]


def test_both_moments_hold_the_same_area(units):
    before, after = class_movement(units, source=SOURCE, awal="2019", akhir="2022").data
    assert before.x == (10, 4, 0, 0, 1.5)
    assert after.x == (0, 0, 10, 4, 1.5)
    assert before.text[0] == "2019 10,00 ha"


def test_units_without_class_are_shown_only_where_there_are_any(units):
    fig = class_movement(units.iloc[:2], source=SOURCE)
    assert fig.layout.yaxis.ticktext == ("Berat (B)", "Sedang (S)", "Ringan (R)", "Tidak kumuh (T)")


def test_places_hold_their_classes(units):
    fig = class_by_place(units, source=SOURCE)
    assert {t.name: t.x for t in fig.data} == {
        "Ringan (R)": (10, 0),
        "Tidak kumuh (T)": (4, 0),
        "Belum dinilai (?)": (0, 1.5),
    }
    assert fig.data[0].text[0] == "R 10,00"
    assert texts(fig)[:2] == ["kumuh 10,00", "kumuh 0,00"]


def test_folded_places_keep_the_total(units):
    fig = class_by_place(units, source=SOURCE, per="kab_kota", max_rows=1)
    assert sum(sum(trace.x) for trace in fig.data) == pytest.approx(15.5)
    assert fig.layout.yaxis.ticktext == ("2 lainnya",)


def test_heat_map_writes_scores_and_totals(units, regulation):
    fig = criteria_heatmap(units, regulation, source=SOURCE)
    heat, light, dark, totals, classes = fig.data
    assert heat.z.shape == (2, 16)
    assert set(dark.text) == {"5"}
    assert set(light.text) == {"1"}
    assert (len(light.text), len(dark.text)) == (16, 16)
    assert totals.text == ("20", "9")
    assert classes.text == ("R", "T")
    assert "Keba-<br>karan" in texts(fig)


def test_steps_of_the_scale_are_the_score_bands(units, regulation):
    scale = criteria_heatmap(units, regulation, source=SOURCE).data[0].colorscale
    limits = {band.at_least_pct / 100 for band in regulation.bands}
    assert {position for position, _ in scale} == {0, 1, *limits}


def test_heat_map_shows_the_worst_and_says_so(units, regulation):
    fig = criteria_heatmap(units, regulation, source=SOURCE, max_rows=1)
    assert fig.layout.yaxis.ticktext == ("Oesapa",)
    assert any("1 tertinggi dari 2" in text for text in texts(fig))


def test_scores_alone_make_the_shade(units, regulation):
    bare = units.drop(columns=[c for c in units.columns if c.startswith("persen_")])
    fig = criteria_heatmap(bare, regulation, source=SOURCE)
    assert fig.data[0].z[0, 0] == 100


def test_profile_tells_before_and_after(units, regulation):
    fig = criteria_profile(units.iloc[1], regulation, source=SOURCE, awal=units.iloc[0])
    before, after = fig.data
    assert (before.x[0], after.x[0]) == (80, 30)
    assert texts(fig)[0] == "80,0 % (5) → 30,0 % (1)"
    assert len(fig.layout.shapes) == len(regulation.bands)


def test_more_than_everything_is_told_in_the_label(units, regulation):
    over = units.iloc[0].copy()
    over["persen_1a"] = 130.0
    fig = criteria_profile(over, regulation, source=SOURCE)
    assert fig.data[0].x[0] == 100
    assert texts(fig)[0] == "130,0 % (5)"
