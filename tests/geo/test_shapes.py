"""Areas of polygons against the library's own measure of one polygon, and against a drawn plane."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from pyproj import Geod

from kotaku.geo import shapes
from tests.intake.drawn_maps import rectangle

HOLED = rectangle(0, 0, 300, 300).difference(rectangle(100, 100, 50, 50))
TURNED = shapely.reverse(HOLED)
TWO = shapely.multipolygons([rectangle(0, 0), rectangle(500, 0, 50, 50)])


@pytest.mark.parametrize("shape", [rectangle(0, 0), HOLED, TURNED, TWO])
def test_an_area_is_that_of_the_library_for_one_polygon(shape: shapely.Geometry) -> None:
    turned = shapely.orient_polygons(shape)
    expected = abs(Geod(ellps="WGS84").geometry_area_perimeter(turned)[0]) / 10_000
    areas = np.array([None, shape, rectangle(0, 0)], dtype=object)
    found = shapes.ellipsoid_ha(areas)
    assert np.isnan(found[0])
    assert found[1] == pytest.approx(expected, rel=1e-9)


def test_the_plane_gives_back_what_was_drawn_on_it() -> None:
    areas = np.array([rectangle(0, 0), HOLED, TWO], dtype=object)
    zone = shapes.zones(*shapes.inside_points(areas))
    assert zone.tolist() == [32751] * 3
    assert shapes.plane_ha(areas, zone).tolist() == pytest.approx([1.0, 8.75, 1.25], rel=1e-6)


def test_nothing_at_all_has_no_area() -> None:
    none = np.array([None, None], dtype=object)
    assert np.isnan(shapes.ellipsoid_ha(none)).all()
    assert len(shapes.ellipsoid_ha(none[:0])) == 0
