"""Coordinate systems: the table against the register, and what is proposed where none is told."""

from __future__ import annotations

import pytest
from pyproj import CRS, Transformer

from kotaku.geo.clip import on_land
from kotaku.geo.systems import plausible, proposed, system_of, systems

BAUBAU, KUPANG, ACEH, JAYAPURA = (122.6, -5.47), (123.6, -10.18), (95.32, 5.55), (140.7, -2.55)
ARCGIS = (
    'PROJCS["DGN_1995_UTM_Zone_51S",GEOGCS["GCS_DGN_1995",DATUM["D_Datum_Geodesi_Nasional_1995",'
    'SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",10000000.0],'
    'PARAMETER["Central_Meridian",123.0],PARAMETER["Scale_Factor",0.9996],'
    'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)


@pytest.mark.parametrize("code", systems())
def test_every_code_is_what_the_register_calls_it(code: str) -> None:
    system, register = systems()[code], CRS.from_epsg(int(code))
    words = register.name.replace("UTM zone", "UTM zona").replace(
        "Indonesia TM-3 zone", "TM-3 zona"
    )
    assert system.nama == words or (code == "3857" and register.name.endswith("Pseudo-Mercator"))
    assert system.degrees == register.is_geographic


def test_the_systems_of_the_country_are_all_there() -> None:
    kinds = [s.jenis for s in systems().values()]
    assert {"4326", "4755", "9470", "4238", "3857"} < {*systems()}
    assert kinds.count("tm3") == 16  # 46.2 to 54.1
    assert sum(s.nama.startswith("DGN95 / UTM") for s in systems().values()) == 15
    assert sum(s.nama.startswith("SRGI2013 / UTM") for s in systems().values()) == 15


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("EPSG:32751", "32751"),
        (ARCGIS, "23881"),
        (CRS.from_epsg(23839).to_wkt("WKT1_ESRI"), "23839"),
        (CRS.from_epsg(32749).to_wkt("WKT1_ESRI"), "32749"),
        (CRS.from_epsg(9491).to_wkt("WKT1_GDAL"), "9491"),
    ],
)
def test_what_a_file_tells_is_found_in_the_table(text: str, code: str) -> None:
    found = system_of(text)
    assert found is not None
    assert found.kode == code


@pytest.mark.parametrize(
    "text", ["", "bukan sistem", "+proj=longlat +nadgrids=/etc/passwd", "EPSG:999999", "x" * 10_000]
)
def test_what_tells_no_system_is_none(text: str) -> None:
    assert system_of(text) is None


@pytest.mark.parametrize(
    ("place", "code"), [(BAUBAU, 32751), (KUPANG, 23840), (ACEH, 32646), (JAYAPURA, 32754)]
)
def test_a_point_near_a_known_place_comes_first(place: tuple[float, float], code: int) -> None:
    x, y = Transformer.from_crs(4326, code, always_xy=True).transform(*place)
    found = proposed(x, y, [place])
    assert found[0].kode == str(code)
    assert all(plausible(system, x, y) for system in found)


def test_degrees_are_told_from_metres_by_their_size() -> None:
    assert [s.kode for s in proposed(*BAUBAU)] == ["4326"]
    assert "4326" not in {s.kode for s in proposed(460_000, 9_395_000)}
    assert proposed(5e7, 5e7) == []


def test_land_is_told_from_sea() -> None:
    assert on_land(*BAUBAU)
    assert on_land(106.8, -6.3)
    assert not on_land(115.0, -5.0)
