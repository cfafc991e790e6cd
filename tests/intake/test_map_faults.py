"""What is wrong with a map is told, each with its kind, and nothing is joined in silence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import shapely

from kotaku.dataset import Dataset
from kotaku.findings import Finding
from kotaku.intake.understand import build_dataset
from kotaku.output.template import write_template
from tests.intake import books
from tests.intake import drawn_maps as maps


def named(shape: shapely.Geometry, number: str, kelurahan: str = "Batulo", **more: Any) -> Any:
    return shape, {"RT_RW": number, "Kelurahan": kelurahan, **more}


def drawn(*features: Any, name: str = "peta.geojson") -> tuple[str, bytes]:
    return name, maps.geojson(features)


def table(*rows: Sequence[object], head: Sequence[str] = ()) -> tuple[str, bytes]:
    columns = head or ("ID RT", "Kab/Kota", "Kelurahan", "RT/RW", "Luas Verifikasi (Ha)")
    lines = [columns, *rows]
    return "rt.csv", "\n".join(";".join(map(str, line)) for line in lines).encode()


def told(dataset: Dataset, code: str) -> list[Finding]:
    return [f for f in dataset.findings if f.code == code]


def test_what_overlaps_counts_once() -> None:
    one = named(maps.rectangle(0, 0, 100), "001/001")
    other = named(maps.rectangle(60, 0, 100), "002/001")
    dataset = build_dataset([drawn(one, other)])
    (found,) = told(dataset, "POLIGON-TUMPANG-TINDIH")
    assert "0,400 ha, 40,0 %" in found.message
    whole = dataset.delineasi.totals.iloc[0]
    assert whole["jumlah_ha"] == pytest.approx(2.0, rel=2e-3)
    assert whole["gabungan_ha"] == pytest.approx(1.6, rel=2e-3)


def test_a_sliver_of_drawing_is_told_once_for_the_layer() -> None:
    parts = [named(maps.rectangle(99.5 * i, 0, 100), f"00{i}/001") for i in range(1, 5)]
    dataset = build_dataset([drawn(*parts)])
    assert not told(dataset, "POLIGON-TUMPANG-TINDIH")
    assert told(dataset, "POLIGON-SERPIHAN")[0].message.startswith("3 pasang poligon")


def test_a_polygon_drawn_twice_and_a_name_borne_twice() -> None:
    shape = maps.rectangle(0, 0)
    dataset = build_dataset([drawn(named(shape, "001/001"), named(shape, "001/001"))])
    assert len(told(dataset, "POLIGON-BERULANG")) == 1
    assert len(told(dataset, "POLIGON-NAMA-GANDA")) == 1
    assert dataset.delineasi.totals["gabungan_ha"].iloc[0] == pytest.approx(1.0, rel=2e-3)


def test_holes_and_gaps_are_told_and_not_counted() -> None:
    hole = maps.rectangle(0, 0, 100).difference(maps.rectangle(40, 40, 20, 20))
    ring = [
        named(maps.rectangle(1000 + x, y, w, h), f"00{i}/002")
        for i, (x, y, w, h) in enumerate(
            [(0, 0, 300, 100), (0, 200, 300, 100), (0, 100, 100, 100), (200, 100, 100, 100)], 1
        )
    ]
    dataset = build_dataset([drawn(named(hole, "009/001"), *ring)])
    assert "RT009-RW001 Batulo" in told(dataset, "POLIGON-BERLUBANG")[0].message
    assert dataset.delineasi.units["luas_bidang_ha"].iloc[0] == pytest.approx(0.96, rel=1e-4)
    (gap,) = told(dataset, "POLIGON-CELAH")
    assert "menyisakan 1 celah" in gap.message
    assert "1,001 ha" in gap.message or "1,000 ha" in gap.message


def test_a_ring_that_crosses_itself_is_mended_and_named() -> None:
    a = shapely.get_coordinates(maps.rectangle(0, 0))
    bow = shapely.Polygon([a[0], a[2], a[1], a[3]])
    dataset = build_dataset([drawn(named(bow, "001/001"))])
    (found,) = told(dataset, "POLIGON-TIDAK-SAH")
    assert found.value == "RT001-RW001 Batulo"
    assert "memotong dirinya sendiri, di 122," in found.message
    assert dataset.delineasi.units["luas_bidang_ha"].iloc[0] == pytest.approx(0.5, rel=1e-4)
    assert not dataset.delineasi.shapes["sah"].any()


def test_what_is_no_area_is_left_out_with_its_number() -> None:
    line = named(shapely.LineString([(122.6, -5.4), (122.7, -5.4)]), "001/001")
    dataset = build_dataset([drawn(line, named(maps.rectangle(0, 0), "002/001"))])
    (found,) = told(dataset, "POLIGON-BUKAN-BIDANG")
    assert (found.row, found.excludes) == (1, True)
    assert (dataset.files[0].rows_in, dataset.files[0].rows_used) == (2, 1)


def test_swapped_and_foreign_coordinates_are_left_out() -> None:
    box = maps.rectangle(0, 0)
    turned = shapely.transform(box, lambda p: p[:, ::-1])
    abroad = shapely.transform(box, lambda p: p - 100)
    dataset = build_dataset([drawn(named(turned, "1/1"), named(abroad, "2/1"), named(box, "3/1"))])
    assert [f.row for f in told(dataset, "POLIGON-TERTUKAR")] == [1]
    assert [f.row for f in told(dataset, "POLIGON-DI-LUAR-INDONESIA")] == [2]
    assert len(dataset.delineasi.shapes) == 1


def test_a_polygon_far_from_its_point_and_from_the_others() -> None:
    near = [named(maps.rectangle(200 * i, 0), f"00{i}/001") for i in range(1, 6)]
    away = named(maps.rectangle(90_000, 0), "009/001")
    head = ("ID RT", "Kelurahan", "RT/RW", "Luas Verifikasi (Ha)", "Lintang", "Bujur")
    row = ("A", "Batulo", "001/001", 1, "-5,50", "122,64")
    dataset = build_dataset([drawn(*near, away), table(row, head=head)])
    (lost,) = told(dataset, "POLIGON-JAUH-KELOMPOK")
    assert lost.value == "RT009-RW001 Batulo"
    assert "km" in told(dataset, "POLIGON-JAUH-TITIK")[0].message


def test_a_boundary_that_a_team_brings_is_kept_and_used() -> None:
    edge = (
        maps.rectangle(-500, -500, 1000, 1000),
        {"WADMPR": "Sulawesi Tenggara", "WADMKK": "Kota Baubau", "WADMKD": "Batulo"},
    )
    inside = named(maps.rectangle(0, 0), "001/001", Kabupaten="Kota Baubau")
    beyond = named(maps.rectangle(450, 0), "002/001", Kabupaten="Kota Baubau")
    dataset = build_dataset([drawn(edge, name="batas.geojson"), drawn(inside, beyond)])
    assert dataset.delineasi.shapes["peran"].tolist() == ["batas", "unit", "unit"]
    assert len(dataset.delineasi.units) == 2
    assert dataset.delineasi.boundaries["kelurahan"].tolist() == ["Batulo"]
    (found,) = told(dataset, "POLIGON-LUAR-WILAYAH")
    assert found.value == "RT002-RW001 Batulo"
    assert "50,0 %" in found.message


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("batas_kelurahan.geojson", "batas"),
        ("Administrasi Kecamatan 2021.geojson", "batas"),
        ("Batas_RT_Kel_Batulo.geojson", "unit"),
        ("batas kawasan kumuh kelurahan.geojson", "unit"),
        ("kelurahan.geojson", "unit"),
    ],
)
def test_a_layer_called_a_boundary_is_one_whatever_its_attributes(name: str, role: str) -> None:
    shape = (maps.rectangle(0, 0), {"KELURAHAN": "Batulo"})
    dataset = build_dataset([drawn(shape, name=name)])
    assert dataset.delineasi.shapes["peran"].tolist() == [role]


def test_a_place_spelt_otherwise_is_proposed_and_joined_when_accepted() -> None:
    files = [
        drawn(named(maps.rectangle(0, 0), "001/001", "Nganganumala")),
        table(("A", "", "Nganganaumala", "001/001", 1)),
    ]
    dataset = build_dataset(files)
    (spelling,) = dataset.spellings
    assert spelling.proposals == ("Nganganaumala",)
    assert dataset.delineasi.units["id_unit"].tolist() == ["", "A"]
    assert told(dataset, "POLIGON-EJAAN")
    accepted = build_dataset(files, decisions={spelling.key: "Nganganaumala"})
    assert accepted.delineasi.units[["id_unit", "cara"]].values.tolist() == [["A", "ejaan"]]
    assert told(accepted, "POLIGON-EJAAN-DIPAKAI")


def test_a_polygon_is_joined_by_its_id_before_its_name() -> None:
    shape, about = named(maps.rectangle(0, 0), "009/009")
    files = [
        drawn((shape, {"ID_RT": "b", **about})),
        table(("A", "", "Batulo", "009/009", 2), ("B", "", "Batulo", "001/001", 1)),
    ]
    units = build_dataset(files).delineasi.units
    assert units[["id_unit", "cara"]].values.tolist() == [["B", "kode"], ["A", ""]]


def test_two_rows_of_one_name_are_told_apart_by_area_or_left_open() -> None:
    files = [
        drawn(named(maps.rectangle(0, 0, 150), "001/001"), named(maps.rectangle(500, 0), "1/1")),
        table(("A", "", "Batulo", "001/001", "1,5"), ("B", "", "Batulo", "001/001", "7")),
    ]
    dataset = build_dataset(files)
    units = dataset.delineasi.units
    assert units[units["cara"] == "luas"]["id_unit"].tolist() == ["A"]
    assert len(told(dataset, "POLIGON-DUA-UNIT")) == 1


def test_a_polygon_without_a_fitting_name_is_joined_by_place_and_told() -> None:
    head = ("ID RT", "Kelurahan", "RT/RW", "Luas Verifikasi (Ha)", "Lintang", "Bujur")
    shape = maps.rectangle(0, 0)
    point = shape.centroid
    row = ("A", "Wajo", "001/001", 1, *(f"{v:.6f}".replace(".", ",") for v in (point.y, point.x)))
    dataset = build_dataset([drawn((shape, {"Kelurahan": "Xyz"})), table(row, head=head)])
    assert dataset.delineasi.units["cara"].tolist() == ["letak"]
    assert told(dataset, "POLIGON-MENURUT-LETAK")


def test_a_location_is_compared_with_verified_and_decreed_area(tmp_path: Path) -> None:
    path = tmp_path / "lokasi.xlsx"
    row = {"id_lokasi": "L1", "kab_kota": "Kota Baubau", "kelurahan": "Batulo",
           "kawasan": "Pasar Lama", "luas_sk_ha": 1.5, "luas_verifikasi_ha": 1.0}  # fmt: skip
    write_template(path, prefill={"lokasi": pd.DataFrame([row])})
    shape = (maps.rectangle(0, 0, 150), {"Kawasan": "PASAR LAMA"})
    dataset = build_dataset([drawn(shape), (path.name, path.read_bytes())])
    (unit,) = dataset.delineasi.units.to_dict("records")
    assert (unit["satuan"], unit["id_unit"]) == ("lokasi", "L1")
    assert unit["sama_dengan"] == "luas SK"
    assert unit["status"] == "jauh_berbeda"  # the verified area is what counts


def test_a_location_without_an_id_is_joined_by_its_name() -> None:
    head = ("Kab/Kota", "Kelurahan", "Luas SK (ha)")
    dataset = build_dataset(
        [
            drawn((maps.rectangle(0, 0), {"DESA": "Batulo"})),
            table(("Ende", "Batulo", "1"), head=head),
        ]
    )
    (unit,) = dataset.delineasi.units.to_dict("records")
    assert (unit["id_unit"], unit["status"]) == ("Ende/Batulo", "sama")


def test_parts_of_one_unit_are_its_union() -> None:
    files = [
        drawn(named(maps.rectangle(0, 0), "001/001"), named(maps.rectangle(50, 0), "001/001")),
        table(("A", "", "Batulo", "001/001", "1,5")),
    ]
    (unit,) = build_dataset(files).delineasi.units.to_dict("records")
    assert (unit["jumlah_poligon"], unit["status"]) == (2, "sama")
    assert unit["luas_bidang_ha"] == pytest.approx(1.5, rel=1e-4)


def test_the_text_of_a_shape_in_a_workbook_is_read_whole() -> None:
    shape = shapely.segmentize(maps.rectangle(0, 0), 1e-5)
    assert len(shape.wkt) > 2000
    rows = [["ID RT", "Kelurahan", "RT/RW", "Luas Verifikasi (Ha)", "WKT"],
            ["A", "Batulo", "001/001", 1, shape.wkt],
            ["B", "Batulo", "002/001", 1, "NA"]]  # fmt: skip
    dataset = build_dataset([("buku.xlsx", books.xlsx({"RT": rows}))])
    units = dataset.delineasi.units
    assert units["status"].tolist() == ["sama", "tanpa_poligon"]
    assert units["cara"].tolist() == ["baris", ""]
    assert dataset.delineasi.shapes[["nomor", "kolom"]].values.tolist() == [[2, "E"]]


def test_the_attributes_of_a_kml_may_stand_in_a_table() -> None:
    ring = " ".join(f"{x},{y},0" for x, y in maps.rectangle(0, 0).exterior.coords)
    data = (
        '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark>'
        "<name>1</name><description><![CDATA[<html><body><table><tr><td>1</td></tr><tr><td><table>"
        "<tr><td>RT_RW</td><td>RT 004 RW 002</td></tr><tr bgcolor='#D4E4F3'><td>KELURAHAN</td>"
        "<td>Wameo</td></tr></table></td></tr></table></body></html>]]></description><Polygon>"
        f"<outerBoundaryIs><LinearRing><coordinates>{ring}</coordinates></LinearRing>"
        "</outerBoundaryIs></Polygon></Placemark></Document></kml>"
    )
    units = build_dataset([("peta.kml", data.encode())]).delineasi.units
    assert units["unit"].tolist() == ["RT004-RW002 Wameo"]
