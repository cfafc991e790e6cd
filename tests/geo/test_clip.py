"""The coastline inside a window, held against what is known of the land."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotaku.geo.clip import land_in

KUPANG = (123.5, -10.25, 123.7, -10.1)  # the city lies on the bay: land and sea
INLAND = (113.8, -1.0, 114.0, -0.8)  # the middle of Kalimantan
OPEN_SEA = (119.0, -14.0, 119.5, -13.5)


def area(ring):
    """The area of a closed ring (shoelace) [square degrees]."""
    pairs = pairwise(ring)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


def covered(window):
    west, south, east, north = window
    return sum(area(ring) for ring in land_in(window)) / ((east - west) * (north - south))


def test_a_town_by_the_sea_has_land_and_sea():
    assert 0.2 < covered(KUPANG) < 0.9


def test_inland_is_all_land_and_the_sea_is_none():
    assert covered(INLAND) == pytest.approx(1)
    assert land_in(OPEN_SEA) == ()


@settings(max_examples=30, deadline=None)
@given(st.floats(95, 140), st.floats(-11, 5), st.floats(0.05, 4))
def test_nothing_lies_outside_the_window(west, south, size):
    window = (west, south, west + size, south + size)
    rings = land_in(window)
    for ring in rings:
        assert ring[0] == ring[-1]
        assert all(west - 1e-9 <= x <= west + size + 1e-9 for x, _ in ring)
        assert all(south - 1e-9 <= y <= south + size + 1e-9 for _, y in ring)
    assert sum(area(ring) for ring in rings) <= size * size * (1 + 1e-9)
