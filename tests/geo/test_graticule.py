"""Lines of longitude and latitude: round, spread over the map, written as maps write them."""

import json

import pytest
from pyproj import Geod

from kotaku.geo import basemap, graticule


@pytest.mark.parametrize("zoom", [0.0, 3.5, 6.0, 8.3, 10.5, 13.0, 16.9, 20.0])
def test_one_step_is_drawn_at_each_zoom_and_its_lines_are_apart(zoom):
    shown = [low <= zoom < high for low, high in map(graticule.zooms, range(len(graticule.STEPS)))]
    assert sum(shown) == 1
    step = graticule.STEPS[shown.index(True)]
    assert graticule.step_at(zoom) == step
    apart = basemap.pixel(step / 3600, 0, zoom)[0] - basemap.pixel(0, 0, zoom)[0]
    assert apart >= 129 or step == graticule.STEPS[0]


@pytest.mark.parametrize(
    "window",
    [(118.8, -10.4, 125.2, -8.1), (109.66, -6.91, 109.69, -6.88), (95.0, -11.0, 141.0, 6.0)],
)
def test_lines_reach_over_the_window_and_are_few(window):
    west, south, east, north = window
    told = graticule.geojson(window)
    assert len(told) < 100_000
    for feature in json.loads(told)["features"]:
        step = graticule.STEPS[feature["properties"]["i"]]
        drawn = feature["geometry"]["coordinates"]
        places = [value for line in drawn for at in line for value in at]
        if drawn:
            assert min(p for p in places if p > 60) < west
            assert max(places) > east
            assert min(places) < south
            assert max(p for p in places if p < 60) > north
        else:
            assert (east - west) * 3600 / step > 500
        for start, end in drawn:
            (fixed,) = {value for value in start if value in end}
            assert round(fixed * 3600, 2) % step == pytest.approx(0, abs=0.01)


def test_a_village_has_lines_of_ten_seconds():
    told = json.loads(graticule.geojson((109.66, -6.91, 109.69, -6.88)))
    lines = told["features"][-1]["geometry"]["coordinates"]
    longitudes = sorted({line[0][0] for line in lines if line[0][0] == line[1][0]})
    width = Geod(ellps="WGS84").inv(longitudes[0], -6.9, longitudes[1], -6.9)[2]
    assert width == pytest.approx(307, abs=1)


def test_villages_side_by_side_have_the_same_lines():
    one, next_to_it = (109.66, -6.91, 109.69, -6.88), (109.69, -6.91, 109.72, -6.88)
    assert graticule.geojson(one) == graticule.geojson(next_to_it)
    assert graticule.geojson(one) != graticule.geojson((110.66, -6.91, 110.69, -6.88))


def test_degrees_are_written_as_maps_write_them():
    east = ("BB", "BT")
    assert graticule.words(123.5, east) == "123°30′ BT"
    assert graticule.words(-10.0, ("LS", "LU")) == "10° LS"
    assert graticule.words(0.0, ("LS", "LU")) == "0° LU"
    assert graticule.words(109.66944444, east) == "109°40′10″ BT"
    assert graticule.words(109.0 + 10 / 3600, east) == "109°00′10″ BT"
