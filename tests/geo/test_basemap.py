"""The coastline and the first view."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotaku import paths
from kotaku.geo.basemap import INDONESIA, LAND_URL, TILE, ZOOM, fit_view, land

LON = st.floats(94.5, 141.5)
LAT = st.floats(-11.5, 6.5)


def test_the_coastline_is_one_multipolygon_around_indonesia():
    shape = land()
    geometry = shape["features"][0]["geometry"] if "features" in shape else shape
    geometry = geometry.get("geometry", geometry)
    assert geometry["type"] == "MultiPolygon"
    lon = [point[0] for polygon in geometry["coordinates"] for ring in polygon for point in ring]
    assert (min(lon), max(lon)) == pytest.approx((94, 142), abs=1.5)


def test_it_is_served_under_its_own_name():
    assert paths.LAND.parent.name == "static"
    assert LAND_URL.split("/") == ["app", "static", paths.LAND.name]


def test_no_points_show_the_country():
    assert fit_view([], []) == INDONESIA


def test_one_point_is_in_the_middle():
    assert fit_view([123.6], [-10.17]) == (123.6, pytest.approx(-10.17), ZOOM[1])


def test_the_whole_country_is_shown_at_the_smallest_zoom():
    assert fit_view([95, 141], [-11, 6])[2] == pytest.approx(3.9, abs=0.4)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(LON, LAT), min_size=1, max_size=20))
def test_every_point_lies_in_the_view(points):
    lon, lat = [p[0] for p in points], [p[1] for p in points]
    west, south, zoom = fit_view(lon, lat, width=900, height=520)
    pixels = TILE * 2**zoom

    def mercator(degrees):
        return math.asinh(math.tan(math.radians(degrees)))

    assert ZOOM[0] <= zoom <= ZOOM[1]
    if zoom == ZOOM[0]:  # wider than the map can show
        return
    for x, y in points:
        assert abs(x - west) / 360 * pixels <= 450
        assert abs(mercator(y) - mercator(south)) / (2 * math.pi) * pixels <= 260
