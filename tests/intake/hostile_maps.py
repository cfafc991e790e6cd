"""Map files that nobody should be able to hurt the app with, built by code."""

from __future__ import annotations

import sqlite3
import struct
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

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
    """Return a GeoJSON of one shape."""
    return (
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"RT_RW":"1/1"},'
        f'"geometry":{{"type":"{kind}","coordinates":{coordinates}}}}}]}}'
    ).encode()


def million() -> bytes:
    """Return a GeoJSON of more corners than are taken."""
    ring = ",".join(f"[122.6{i:07d},-5.4]" for i in range(600_000))
    return feature("MultiPolygon", f"[[[{ring}]],[[{ring}]]]")


def with_virtual_table() -> bytes:
    """Return a GeoPackage with a table that is a program of the library's."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "jahat.gpkg")
        path.write_bytes(maps.geopackage(GOOD))
        base = sqlite3.connect(path)
        base.execute("CREATE VIRTUAL TABLE intip USING fts5(isi)")
        base.commit()
        base.close()
        return path.read_bytes()


def cut(data: bytes) -> bytes:
    """Return the first half."""
    return data[: len(data) // 2]


# file name -> (builder, code of the finding that refuses it; "" is any)
REFUSED: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "sejuta titik.geojson": (lambda: million(), "BATAS-TERLAMPAUI"),
    "bom.kmz": (
        lambda: maps.zipped({"doc.kml": (KML.format("", " " * 30_000_000)).encode()}),
        "BATAS-TERLAMPAUI",
    ),
    "jalur.zip": (lambda: maps.zipped({"../../peta.kml": b"<kml/>"}), "BERKAS-TIDAK-WAJAR"),
    "entitas.kml": (
        lambda: KML.format('<!DOCTYPE kml [<!ENTITY a "b">]>', MARK).encode(),
        "BERKAS-TIDAK-WAJAR",
    ),
    "berkas lain.kml": (
        lambda: KML.format('<!DOCTYPE kml SYSTEM "file:///etc/passwd">', MARK).encode(),
        "BERKAS-TIDAK-WAJAR",
    ),
    "dalam.kml": (
        lambda: KML.format("", "<Folder>" * 400 + MARK + "</Folder>" * 400).encode(),
        "BATAS-TERLAMPAUI",
    ),
    "menyamar.kml": (
        lambda: b'<?xml version="1.0"?><!--<kml--><OGRVRTDataSource></OGRVRTDataSource>',
        "BERKAS-BUKAN-LEMBAR-KERJA",
    ),
    "perintah.geojson": (
        lambda: b'{"type":"gdal_streamed_alg","command_line":"vector pipeline","features":[]}',
        "BERKAS-TIDAK-WAJAR",
    ),
    "topologi.json": (
        lambda: b'{"type":"Topology","objects":{"a":{}},"arcs":[]}',
        "BERKAS-TIDAK-WAJAR",
    ),
    "bersarang.geojson": (lambda: feature("Polygon", "[" * 5000 + "]" * 5000), ""),
    "terpotong.gpkg": (lambda: cut(maps.geopackage(GOOD)), ""),
    "terpotong.geojson": (lambda: cut(maps.geojson(GOOD)), ""),
    "tabel maya.gpkg": (with_virtual_table, "BERKAS-TIDAK-WAJAR"),
    "sendiri.shp": (
        lambda: struct.pack(">i", 9994) + bytes(96),
        "BERKAS-PETA-TERPISAH",
    ),
    "rusak.zip": (lambda: maps.zipped({"peta.shp": b"\x00\x00\x27\x0a" + b"\xff" * 200}), ""),
    "gml.kml": (
        lambda: b'<?xml version="1.0"?><gml:FeatureCollection xmlns:gml="g"/>',
        "BERKAS-BUKAN-LEMBAR-KERJA",
    ),
}

# what is odd about the only shape -> a GeoJSON of which nothing can be drawn
LEFT_OUT: Mapping[str, bytes] = {
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
