"""Areas as maps print them: the polygon beside a figure says how it is meant."""

from __future__ import annotations

import numpy as np
import pytest

from kotaku.geo.compare import equal_to, half_digit, judge
from kotaku.geo.printed import Value, read_areas, unit_of


@pytest.mark.parametrize(
    ("text", "drawn", "area"),
    [
        ("7.067 ha", 7.0, 7.067),
        ("7.067 ha", 7100.0, 7067.0),
        ("0,431 ha", 0.43, 0.431),
        ("0.431", 0.43, 0.431),
        ("1.234,56", 1230.0, 1234.56),
        ("1,234.56", 1230.0, 1234.56),
        ("1.234.567", 123.0, 123.4567),  # square metres
        ("70.670", 7.0, 7.067),  # square metres, with a mark of thousands
        ("12500 m2", 1.25, 1.25),
        ("0,0125 km2", 1.25, 1.25),
        ("1,25 Ha.", 1.25, 1.25),
        (2.5, 2.4, 2.5),
        (25_000.0, 2.4, 2.5),
    ],
)
def test_a_figure_is_read_as_its_polygon_says(text: Value, drawn: float, area: float) -> None:
    found = read_areas([text], np.array([drawn]))
    assert found is not None
    assert found.luas_ha.tolist() == pytest.approx([area])


@pytest.mark.parametrize("values", [["luas"], ["RT 01", "RT 02"], [None, ""], ["1.2.3,4.5 ha x"]])
def test_what_is_no_area_is_none(values: list[Value]) -> None:
    assert read_areas(values, np.ones(len(values))) is None


@pytest.mark.parametrize(
    ("name", "unit"),
    [("luas_ha", "ha"), ("luas_km2", "km²"), ("LUAS_M2", "m²"), ("Shape_Area", ""), ("luas", "")],
)
def test_the_name_of_a_column_may_tell_its_unit(name: str, unit: str) -> None:
    assert unit_of(name) == unit


@pytest.mark.parametrize(
    ("stated", "half", "ellipsoid", "plane", "status", "surface"),
    [
        (7.067, 0.0005, 7.0728, 7.0675, "sama", "bidang UTM"),
        (7.0728, 0.00005, 7.0728, 7.0675, "sama", "elipsoid"),
        (7.07, 0.005, 7.0728, 7.0675, "sama", ""),
        (7.1, 0.0005, 7.0728, 7.0675, "selisih_kecil", "elipsoid"),
        (7.4, 0.0005, 7.0728, 7.0675, "berbeda", ""),
        (9.0, 0.0005, 7.0728, 7.0675, "jauh_berbeda", ""),
        (0.0, 0.0, 7.0, 7.0, "tanpa_pembanding", ""),
    ],
)
def test_a_stated_area_is_held_against_both_surfaces(
    stated: float, half: float, ellipsoid: float, plane: float, status: str, surface: str
) -> None:
    found = judge(stated, half, ellipsoid, plane)
    assert (found.status, found.surface) == (status, surface)


def test_the_areas_that_a_polygon_equals_are_named() -> None:
    stated = {"luas_verifikasi_ha": (7.067, 0.0005), "luas_sk_ha": (9.8, 0.05)}
    assert equal_to(stated, 7.0728, 7.0675) == "luas verifikasi (bidang UTM)"


@pytest.mark.parametrize(
    ("value", "half"), [(7.067, 0.0005), (9.8, 0.005), (2.0, 0.005), (0.6253299216736191, 0.0)]
)
def test_half_of_the_last_digit(value: float, half: float) -> None:
    assert half_digit(value) == pytest.approx(half)
