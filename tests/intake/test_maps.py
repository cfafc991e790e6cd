"""Maps as programs write them give the same delineations, whatever the file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kotaku.dataset import Dataset
from kotaku.geo import names
from kotaku.intake import guarded
from kotaku.intake.files.loose import gathered
from kotaku.intake.safe.mapchild import SAFE
from kotaku.intake.understand import build_dataset
from tests.intake import drawn_maps as maps

RT = [("003", "005", 100.0), ("004", "005", 150.0), ("001", "006", 80.0)]
FEATURES = [
    (
        maps.rectangle(200.0 * i, 0.0, width),
        {
            "nama_RT_kelurahan": f"RT {rt} RW {rw}",
            "Kelurahan": "Batulo",
            "Luas_wilayah_RT": f"{width / 100:.3f} ha",
        },
    )
    for i, (rt, rw, width) in enumerate(RT)
]
TABLE = (
    b"ID RT;Kab/Kota;Kelurahan;RT/RW;Luas Verifikasi (Ha);Jumlah Bangunan\n"
    b"A;Kota Baubau;Batulo;003/005;1,00;30\n"
    b"B;Kota Baubau;Batulo;004/005;1,50;30\n"
    b"C;Kota Baubau;Batulo;001/006;0,40;30\n"
    b"D;Kota Baubau;Batulo;009/009;0,50;30\n"
)
FILES: dict[str, Callable[[], bytes]] = {
    "peta.geojson": lambda: maps.geojson(FEATURES),
    "wgs84.zip": lambda: maps.shapefile(FEATURES),
    "utm.zip": lambda: maps.shapefile(FEATURES, maps.UTM51S),
    "tm3.zip": lambda: maps.shapefile(FEATURES, maps.TM3_51_1),
    "peta.gpkg": lambda: maps.geopackage(FEATURES),
    "dgn.gpkg": lambda: maps.geopackage(FEATURES, 23881),
    "peta.kml": lambda: maps.kml(FEATURES),
    "peta.kmz": lambda: maps.kmz(FEATURES),
    "peta.csv": lambda: maps.wkt(FEATURES),
}


def read(*files: tuple[str, bytes], **more: object) -> Dataset:
    return build_dataset(files, **more)  # type: ignore[arg-type]


def codes(dataset: Dataset) -> set[str]:
    return {f.code for f in dataset.findings if f.code.startswith(("PETA", "POLIGON", "UNIT"))}


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_file_gives_one_area_on_the_ellipsoid(name: str) -> None:
    areas = [
        read((one, FILES[one]()), ("rt.csv", TABLE)).delineasi.units["luas_poligon_ha"].tolist()
        for one in (name, "peta.geojson")
    ]
    assert areas[0][:3] == pytest.approx(areas[1][:3], rel=1e-5)
    assert min(areas[1][:3]) > 0.5


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_file_gives_the_same_areas_and_names(name: str) -> None:
    dataset = read((name, FILES[name]()), ("rt.csv", TABLE))
    units = dataset.delineasi.units
    assert units["id_unit"].tolist() == ["A", "B", "C", "D"]
    assert units["luas_bidang_ha"].tolist()[:3] == pytest.approx([1.0, 1.5, 0.8], rel=1e-4)
    assert units["luas_tertulis_ha"].tolist()[:3] == pytest.approx([1.0, 1.5, 0.8])
    assert units["status"].tolist() == ["sama", "sama", "jauh_berbeda", "tanpa_poligon"]
    assert units["sama_dengan"].iloc[0] == "luas verifikasi, luas tertulis di peta"
    assert {"POLIGON-LUAS-JAUH", "UNIT-TANPA-POLIGON", "PETA-DIBACA"} <= codes(dataset)
    assert not dataset.questions


@pytest.mark.parametrize("name", FILES)
def test_rows_in_are_rows_used_and_rows_reported(name: str) -> None:
    (file,) = read((name, FILES[name]())).files
    assert (file.rows_in, file.rows_used) in ((3, 3), (0, 0))  # a sheet of shapes alone has no row


def test_polygons_stand_alone_without_a_table() -> None:
    units = read(("peta.geojson", maps.geojson(FEATURES))).delineasi.units
    assert units["unit"].tolist() == [
        "RT003-RW005 Batulo",
        "RT004-RW005 Batulo",
        "RT001-RW006 Batulo",
    ]
    assert units["status"].tolist() == ["sama"] * 3


def test_a_map_crosses_the_border_of_the_child_whole() -> None:
    files = [("peta.gpkg", maps.geopackage(FEATURES)), ("rt.csv", TABLE)]
    here, there = build_dataset(files).delineasi, guarded.build_dataset(files).delineasi
    assert there.units.equals(here.units)
    assert there.shapes["wkb"].tolist() == here.shapes["wkb"].tolist()
    assert there.totals.equals(here.totals)


def test_a_projection_that_is_not_told_is_asked_and_answered() -> None:
    data = maps.shapefile(FEATURES, maps.UTM51S, prj=False)
    head = b"ID RT;Kelurahan;RT/RW;Luas Verifikasi (Ha);Lintang;Bujur\n"
    point = head + b"A;Batulo;003/005;1;-5,47;122,6\n"
    dataset = read(("peta.zip", data), ("rt.csv", point))
    (question,) = dataset.questions
    assert question.kode.startswith("SISTEM-")
    assert question.pilihan[0].jawaban == "32751"
    assert "ha" in question.pilihan[0].akibat
    answered = read(("peta.zip", data), ("rt.csv", point), answers={question.kode: "32750"})
    assert not answered.questions
    assert question.kode in answered.answered
    assert answered.delineasi.shapes["bujur"].max() < 118


def test_only_drivers_of_known_maps_are_left() -> None:
    listed = "import pyogrio, json; print(json.dumps(sorted(pyogrio.list_drivers())))"
    done = subprocess.run(
        [sys.executable, "-c", listed],
        env={**os.environ, **SAFE}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert set(json.loads(done.stdout)) == {"MEM", "ESRI Shapefile", "GeoJSON", "GPKG", "LIBKML"}


def test_the_delineations_of_a_city_meet_its_table(shared: Path) -> None:
    folder = shared / "real" / "pekalongan"
    names = ("pekalongan_a.xlsx", "pekalongan_a_rt.geojson")
    dataset = read(*((name, (folder / name).read_bytes()) for name in names))
    drawn = dataset.files[1]
    assert (drawn.rows_in, drawn.rows_used) == (196, 193)
    assert sum(f.code == "POLIGON-BUKAN-BIDANG" for f in dataset.findings) == 3
    units = dataset.delineasi.units
    assert len(units) == 195
    assert units["jumlah_poligon"].sum() == 193
    assert units.loc[units["jumlah_poligon"] > 0, "selisih_pct"].notna().all()
    respelled = {f.value for f in dataset.findings if f.code == "POLIGON-NAMA-DISAMAKAN"}
    assert respelled == {"Kalibaros", "Kandang panjang"}


def test_the_files_of_a_city_are_read_whatever_their_attributes_are_called(shared: Path) -> None:
    paths = sorted((shared / "real" / "baubau").glob("*.geojson"))
    found = read(*((p.name, p.read_bytes()) for p in paths))
    shapes = found.delineasi.shapes
    assert len(shapes) == 240
    assert (shapes["rt_rw"] != "").sum() == 239
    assert (shapes["kelurahan"] != "").all()
    units = found.delineasi.units
    printed = units[units["luas_tertulis_ha"].notna()]
    off = (printed["luas_poligon_ha"] - printed["luas_tertulis_ha"]).abs() / printed[
        "luas_tertulis_ha"
    ]
    assert len(printed) == 195
    assert (off <= 0.002).sum() >= 0.84 * len(printed)  # 303 of 360 over all the city's files
    assert (printed["status"] == "jauh_berbeda").mean() == pytest.approx(0.07, abs=0.005)
    broken = [f.value for f in found.findings if f.code == "POLIGON-TIDAK-SAH"]
    assert broken == ["RT003-RW001 Kaoubula", "RT002-RW005 Katobengke"]
    assert {f.value for f in found.findings if f.code == "POLIGON-LUAS-BERULANG"} == {"533,24 ha"}
    assert (
        printed["luas_tertulis_ha"].sum() < 3500
    )  # the kelurahan's area on each RT would add 6.000
    planes = [f.message for f in found.findings if f.code == "POLIGON-LUAS-BIDANG"]
    assert len(planes) == 11
    assert all("51S" in text for text in planes)


LOCATIONS = (
    b"ID Lokasi;Kode Wilayah;Kab/Kota;Kelurahan;Luas SK (Ha);Luas Verifikasi (Ha)\n"
    b"L1;74.72.04.1001;Kota Baubau;Batulo;1,00;1,00\n"
    b"L2;7472041002;Kota Baubau;Wameo;1,50;1,50\n"
)


def placed(*told: dict[str, str]) -> Dataset:
    """Return the delineations of rectangles of 1,0 and 1,5 ha beside the list of locations."""
    shapes = [
        (maps.rectangle(300.0 * i, 0.0, width), one)
        for i, (width, one) in enumerate(zip((100.0, 150.0), told, strict=True))
    ]
    return read(("peta.geojson", maps.geojson(shapes)), ("lokasi.csv", LOCATIONS))


@pytest.mark.parametrize(
    "told",
    [
        ({"KDEPUM": "74.72.04.1001"}, {"KDEPUM": "74.72.04.1002"}),
        ({"Kode_Kel": "7472041001"}, {"Kode_Kel": "7472041002"}),
        (
            {"Kode_Prov": "74", "Kode_Kab": "72", "Kode_Kec": "4", "Kode_Kel": "1001"},
            {"Kode_Prov": "74", "Kode_Kab": "72", "Kode_Kec": "04", "Kode_Kel": "1002"},
        ),
    ],
)
def test_a_map_without_names_is_joined_by_its_area_codes(told: tuple[dict[str, str], ...]) -> None:
    dataset = placed(*told)
    units = dataset.delineasi.units
    assert units["id_unit"].tolist() == ["L1", "L2"]
    assert units["cara"].tolist() == ["kode_wilayah", "kode_wilayah"]
    assert "POLIGON-MENURUT-KODE" in codes(dataset)


def test_a_code_and_a_name_of_two_places_leave_the_polygon_alone() -> None:
    dataset = placed(
        {"Kelurahan": "Wameo", "KDEPUM": "74.72.04.1001"}, {"Kelurahan": "Wameo", "KDEPUM": ""}
    )
    assert dataset.delineasi.units["id_unit"].tolist() == ["", "L2", "L1"]
    (told,) = [f for f in dataset.findings if f.code == "POLIGON-KODE-BERBEDA"]
    assert "7472041001" in told.message
    assert "Batulo" in told.message
    assert "Wameo" in told.message


def test_the_official_name_of_a_code_finds_a_row_without_codes() -> None:
    table = LOCATIONS.replace(b"74.72.04.1001", b"").replace(b"7472041002", b"")
    name = names.village("53.71.03.1001")
    assert name is not None
    table = table.replace(b"Batulo", name.name.encode()).replace(b"Kota Baubau", b"Kota Kupang")
    shape = maps.geojson([(maps.rectangle(0, 0), {"KDEPUM": "53.71.03.1001"})])
    units = read(("peta.geojson", shape), ("lokasi.csv", table)).delineasi.units
    assert units["id_unit"].tolist() == ["L1", "L2"]
    assert units["cara"].iloc[0] == "kode_wilayah"


def test_parts_of_a_shapefile_are_read_together_in_any_order() -> None:
    parts = maps.written(FEATURES, "ESRI Shapefile", "shp", maps.UTM51S)
    loose = [(f"Batas RT.{s.upper()}", parts[s]) for s in ("prj", "dbf", "shp", "shx")]
    dataset = read(("rt.csv", TABLE), *loose)
    assert dataset.delineasi.units["id_unit"].tolist() == ["A", "B", "C", "D"]
    assert [file.name for file in dataset.files] == ["rt.csv", "Batas RT.zip"]
    assert gathered(loose) == gathered(loose[::-1])


@pytest.mark.parametrize("suffix", ["shp", "shx", "dbf", "prj"])
def test_one_part_of_a_shapefile_is_refused_with_what_to_do(suffix: str) -> None:
    parts = maps.written(FEATURES, "ESRI Shapefile", "shp", maps.UTM51S)
    (told,) = read((f"batas.{suffix}", parts[suffix])).findings
    assert told.code == "BERKAS-PETA-TERPISAH"
    assert "sekaligus" in told.advice
