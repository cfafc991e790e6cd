"""The two small maps of a turn."""

from html import unescape

import pandas as pd
import pytest

from kotaku.charts.inset import before_after
from kotaku.charts.plotly import figure

POINTS = pd.DataFrame(
    {
        "id_unit": ["a", "b"],
        "nama": ["Oesapa", "<b>Alak</b>"],
        "kab_kota": "Kota Kupang",
        "lintang": [-10.15, -10.18],
        "bujur": [123.65, 123.55],
        "luas_ha": [9.0, 1.0],
        "tingkat": ["berat", "ringan"],
        "sisa_ha": [9.0, 1.0],
    }
)
NOW = POINTS.assign(tingkat=["ringan", "tidak_kumuh"], sisa_ha=[9.0, 0.0])


def texts(fig):
    return [unescape(annotation.text) for annotation in fig.layout.annotations]


def test_both_maps_show_the_same_window_and_the_letters_change():
    fig = figure(before_after(POINTS, NOW))
    _, before, _, after = fig.data
    assert (before.text, after.text) == (("B", "R"), ("R", "T"))
    assert before.x == after.x
    assert fig.layout.xaxis.range == fig.layout.xaxis2.range
    assert fig.layout.yaxis.range == fig.layout.yaxis2.range


def test_circles_grow_with_hectares_from_the_size_of_a_letter_on():
    large, small = figure(before_after(POINTS, NOW)).data[1].marker.size
    assert large > small >= 17


def test_the_meanings_and_the_name_of_what_is_left_are_written_harmlessly():
    fig = figure(before_after(POINTS, NOW.assign(sisa_ha=[0.0, 1.0])))
    assert "B berat · R ringan · T tidak kumuh" in texts(fig)
    assert "<b>Alak</b>" in texts(fig)
    assert not [note.text for note in fig.layout.annotations if "<b>" in note.text]


def test_a_single_point_has_room_and_hectares_alone_have_words():
    one = POINTS.head(1).assign(tingkat=pd.Series([None], dtype="str"))
    fig = figure(before_after(one, one.assign(sisa_ha=0.0)))
    low, high = fig.layout.xaxis.range
    assert high - low >= 0.06
    assert "! belum berkurang · 0 tuntas" in texts(fig)


def test_without_points_it_says_so():
    assert "lintang" in texts(figure(before_after(POINTS.head(0), POINTS.head(0))))[0]


@pytest.mark.parametrize("height", [200, 530])
def test_the_window_has_the_form_of_its_place(height):
    fig = figure(before_after(POINTS, NOW, height=height, width=380))
    (west, east), (south, north) = fig.layout.xaxis.range, fig.layout.yaxis.range
    assert (north - south) / (east - west) == pytest.approx(height / (380 * 0.49))


def test_of_places_on_one_another_what_is_still_kumuh_lies_on_top():
    stack = pd.concat([NOW, NOW.assign(bujur=NOW["bujur"] + 1e-4, luas_ha=[2.0, 0.5])])
    now = stack.assign(sisa_ha=[0.0, 0.0, 2.0, 0.5], tingkat=["tidak_kumuh"] * 2 + ["berat"] * 2)
    shown = figure(before_after(stack, now)).data[3].text
    assert shown == ("T", "B", "T", "B")
