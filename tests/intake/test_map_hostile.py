"""Maps that nobody should be able to hurt the app with: each ends in a sentence, within limits."""

from __future__ import annotations

import json
import socket
import sqlite3
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from kotaku.intake.model import UnreadableFile
from kotaku.intake.safe.open import open_workbook
from kotaku.intake.understand import build_dataset
from tests.intake import drawn_maps as maps

BOX = maps.rectangle(0, 0)
GOOD = [(BOX, {"RT_RW": "RT 001 RW 001", "Kelurahan": "Batulo"})]
KML = '<?xml version="1.0"?>{}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'
MARK = (
    "<Placemark><name>RT 001 RW 001</name><Polygon><outerBoundaryIs><LinearRing><coordinates>"
    + " ".join(f"{x},{y}" for x, y in BOX.exterior.coords)
    + "</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>"
)


def feature(kind: str, coordinates: str) -> bytes:
    return (
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"RT_RW":"1/1"},'
        f'"geometry":{{"type":"{kind}","coordinates":{coordinates}}}}}]}}'
    ).encode()


def million() -> bytes:
    ring = ",".join(f"[122.6{i:07d},-5.4]" for i in range(600_000))
    return feature("MultiPolygon", f"[[[{ring}]],[[{ring}]]]")


def with_virtual_table(tmp: Path) -> bytes:
    path = tmp / "jahat.gpkg"
    path.write_bytes(maps.geopackage(GOOD))
    base = sqlite3.connect(path)
    base.execute("CREATE VIRTUAL TABLE intip USING fts5(isi)")
    base.commit()
    base.close()
    return path.read_bytes()


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


REFUSED: dict[str, tuple[Callable[[Path], bytes], str]] = {
    "sejuta titik.geojson": (lambda _: million(), "BATAS-TERLAMPAUI"),
    "bom.kmz": (
        lambda _: maps.zipped({"doc.kml": (KML.format("", " " * 30_000_000)).encode()}),
        "BATAS-TERLAMPAUI",
    ),
    "jalur.zip": (lambda _: maps.zipped({"../../peta.kml": b"<kml/>"}), "BERKAS-TIDAK-WAJAR"),
    "entitas.kml": (
        lambda _: KML.format('<!DOCTYPE kml [<!ENTITY a "b">]>', MARK).encode(),
        "BERKAS-TIDAK-WAJAR",
    ),
    "berkas lain.kml": (
        lambda _: KML.format('<!DOCTYPE kml SYSTEM "file:///etc/passwd">', MARK).encode(),
        "BERKAS-TIDAK-WAJAR",
    ),
    "dalam.kml": (
        lambda _: KML.format("", "<Folder>" * 400 + MARK + "</Folder>" * 400).encode(),
        "BATAS-TERLAMPAUI",
    ),
    "menyamar.kml": (
        lambda _: b'<?xml version="1.0"?><!--<kml--><OGRVRTDataSource></OGRVRTDataSource>',
        "BERKAS-BUKAN-LEMBAR-KERJA",
    ),
    "perintah.geojson": (
        lambda _: b'{"type":"gdal_streamed_alg","command_line":"vector pipeline","features":[]}',
        "BERKAS-TIDAK-WAJAR",
    ),
    "topologi.json": (
        lambda _: b'{"type":"Topology","objects":{"a":{}},"arcs":[]}',
        "BERKAS-TIDAK-WAJAR",
    ),
    "bersarang.geojson": (lambda _: feature("Polygon", "[" * 5000 + "]" * 5000), ""),
    "terpotong.gpkg": (lambda _: cut(maps.geopackage(GOOD)), ""),
    "terpotong.geojson": (lambda _: cut(maps.geojson(GOOD)), ""),
    "tabel maya.gpkg": (with_virtual_table, "BERKAS-TIDAK-WAJAR"),
    "sendiri.shp": (
        lambda _: struct.pack(">i", 9994) + bytes(96),
        "BERKAS-PETA-TERPISAH",
    ),
    "rusak.zip": (lambda _: maps.zipped({"peta.shp": b"\x00\x00\x27\x0a" + b"\xff" * 200}), ""),
    "gml.gml": (
        lambda _: b'<?xml version="1.0"?><gml:FeatureCollection xmlns:gml="g"/>',
        "BERKAS-BUKAN-LEMBAR-KERJA",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_map_is_refused_with_one_sentence(name: str, tmp_path: Path) -> None:
    build, code = REFUSED[name]
    with pytest.raises(UnreadableFile) as caught:
        open_workbook(name, build(tmp_path))
    if code:
        assert caught.value.code == code
    assert caught.value.finding.severity == "galat"
    assert 30 < len(caught.value.message) < 400
    assert "{" not in caught.value.message


LEFT_OUT: dict[str, bytes] = {
    "bukan angka": feature("Polygon", "[[[NaN,-5.4],[122.7,-5.4],[122.7,-5.5],[NaN,-5.4]]]"),
    "tak terhingga": feature("Polygon", "[[[1e300,1],[2e300,1],[2e300,2e300],[1e300,1]]]"),
    "kosong": feature("Polygon", "[]"),
    "satu titik": feature("Polygon", "[[[122.6,-5.4],[122.6,-5.4],[122.6,-5.4],[122.6,-5.4]]]"),
    "tanpa bentuk": b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":'
    b'{"RT_RW":"1/1"},"geometry":null}]}',
    "koleksi titik": b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":'
    b'{"RT_RW":"1/1"},"geometry":{"type":"GeometryCollection","geometries":'
    b'[{"type":"Point","coordinates":[122.6,-5.4]}]}}]}',
}  # fmt: skip


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_has_no_place_is_left_out_with_its_number(name: str) -> None:
    dataset = build_dataset([("peta.geojson", LEFT_OUT[name])])
    (file,) = dataset.files
    assert (file.rows_in, file.rows_used) == (1, 0)
    (found,) = [f for f in dataset.findings if f.excludes]
    assert found.row == 1


def test_no_shape_at_all_is_no_error() -> None:
    empty = b'{"type":"FeatureCollection","features":[]}'
    dataset = build_dataset([("kosong.geojson", empty)])
    assert not dataset.delineasi
    assert not [f for f in dataset.findings if f.severity == "galat"]


def test_collections_within_collections_give_their_polygons() -> None:
    inner = f'{{"type":"Polygon","coordinates":{json.dumps([[*map(list, BOX.exterior.coords)]])}}}'
    for _ in range(20):
        inner = f'{{"type":"GeometryCollection","geometries":[{inner}]}}'
    data = f'{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"RT_RW":"1/1"}},"geometry":{inner}}}]}}'  # noqa: E501
    units = build_dataset([("peta.geojson", data.encode())]).delineasi.units
    assert units["luas_bidang_ha"].tolist() == pytest.approx([1.0], rel=1e-4)


def test_wkt_nested_without_end_is_a_sentence() -> None:
    deep = "GEOMETRYCOLLECTION(" * 20_000 + ")" * 20_000
    lines = f'WKT;ID RT;Kelurahan;Luas Verifikasi (Ha)\n"{BOX.wkt}";A;B;1\n"{deep}";C;B;1\n'
    dataset = build_dataset([("peta.csv", lines.encode())])
    assert len(dataset.delineasi.shapes) == 1
    assert [f.cell for f in dataset.findings if f.code == "POLIGON-BUKAN-BIDANG-SEL"] == ["A3"]


def test_links_of_a_kml_are_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    server.listen()
    server.settimeout(0.2)
    address = f"http://127.0.0.1:{server.getsockname()[1]}/peta.kml"
    link = f"<NetworkLink><Link><href>{address}</href></Link></NetworkLink>"
    book = open_workbook("tautan.kml", KML.format("", link + MARK).encode())
    assert sum(len(layer.shapes) for layer in book.layers) == 1
    with pytest.raises(TimeoutError):
        server.accept()
    server.close()


def test_metres_without_a_system_in_a_geojson_are_asked_about() -> None:
    metres = [(maps.in_system(BOX, maps.UTM51S), GOOD[0][1])]
    dataset = build_dataset([("peta.geojson", maps.geojson(metres))])
    (question,) = dataset.questions
    assert "32751" in [choice.jawaban for choice in question.pilihan]
    assert dataset.delineasi.units["luas_poligon_ha"].iloc[0] == pytest.approx(1.0, rel=2e-3)


def test_words_of_a_map_are_data() -> None:
    words = {"RT_RW": "RT 001 RW 001", "Kelurahan": "<b>x</b>={[=CMD()]}{0}{value}"}
    dataset = build_dataset([("peta {0}.geojson", maps.geojson([(BOX, words)]))])
    assert len(dataset.delineasi.units) == 1


def test_thousands_of_polygons_upon_one_another_stay_within_bounds() -> None:
    same = [(BOX, {"RT_RW": f"{i}/1"}) for i in range(800)]
    other = [(maps.rectangle(i / 20, i / 20), {"RT_RW": f"{i}/2"}) for i in range(300)]
    totals = build_dataset([("peta.geojson", maps.geojson([*same, *other]))]).delineasi.totals
    assert totals["gabungan_ha"].iloc[0] < 5 < totals["jumlah_ha"].iloc[0]
