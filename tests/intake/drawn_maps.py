"""Map files as programs write them, built by code from rectangles whose area is known."""

from __future__ import annotations

import io
import json
import tempfile
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from pyproj import Transformer

UTM51S, TM3_51_1 = 32751, 23839
EAST, NORTH = 460_000.0, 9_395_000.0  # in Kota Baubau
METRES = Transformer.from_crs(UTM51S, 4326, always_xy=True)


def rectangle(
    east: float, north: float, width: float = 100.0, height: float = 100.0
) -> shapely.Polygon:
    """Return a rectangle of metres on the plane of UTM 51S, in degrees."""
    left, low = EAST + east, NORTH + north
    corners = [(left, low), (left + width, low), (left + width, low + height), (left, low + height)]
    return shapely.Polygon([METRES.transform(*corner) for corner in corners])


def in_system(shape: shapely.Geometry, code: int) -> shapely.Geometry:
    """Return a shape of degrees in the coordinates of another system."""
    change = Transformer.from_crs(4326, code, always_xy=True)
    return shapely.transform(shape, lambda p: np.column_stack(change.transform(p[:, 0], p[:, 1])))


Features = Sequence[tuple[shapely.Geometry, Mapping[str, Any]]]


def geojson(features: Features, **more: Any) -> bytes:
    """Return a GeoJSON file."""
    drawn = [
        {"type": "Feature", "properties": dict(told), "geometry": json.loads(shapely.to_geojson(g))}
        for g, told in features
    ]
    return json.dumps({"type": "FeatureCollection", **more, "features": drawn}).encode()


def written(
    features: Features, driver: str, suffix: str, code: int | None = 4326
) -> dict[str, bytes]:
    """Return the files that the library writes, by suffix."""
    names = list(features[0][1])
    shapes = [g if code in (4326, None) else in_system(g, code) for g, _ in features]
    columns = [np.array([told[name] for _, told in features], dtype=object) for name in names]
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # names are cut at ten letters: that is what is tried
        path = Path(folder, f"delineasi.{suffix}")
        pyogrio.raw.write(
            path, shapely.to_wkb(shapes), columns, names, driver=driver, geometry_type="Polygon",
            crs=f"EPSG:{code}" if code else None,
        )  # fmt: skip
        return {p.suffix[1:]: p.read_bytes() for p in Path(folder).iterdir()}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of files by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue()


def shapefile(features: Features, code: int | None = 4326, *, prj: bool = True) -> bytes:
    """Return a shapefile in a zip, in a folder as people pack it."""
    files = written(features, "ESRI Shapefile", "shp", code)
    kept = {s: d for s, d in files.items() if prj or s != "prj"}
    return zipped({f"peta/Delineasi.{suffix}": data for suffix, data in kept.items()})


def geopackage(features: Features, code: int = 4326) -> bytes:
    """Return a GeoPackage."""
    return written(features, "GPKG", "gpkg", code)["gpkg"]


def kml(features: Features) -> bytes:
    """Return a KML as Google Earth writes it: a placemark's name, its data, rings of lon,lat,0."""
    marks = "".join(
        "<Placemark><name>{}</name><ExtendedData>{}</ExtendedData><Polygon><outerBoundaryIs>"
        "<LinearRing><coordinates>{}</coordinates></LinearRing></outerBoundaryIs></Polygon>"
        "</Placemark>".format(
            next(iter(told.values())),
            "".join(f'<Data name="{k}"><value>{v}</value></Data>' for k, v in told.items()),
            " ".join(f"{x!r},{y!r},0" for x, y in g.exterior.coords),
        )
        for g, told in features
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2">'
        f"<Document><name>Delineasi</name>{marks}</Document></kml>"
    ).encode()


def kmz(features: Features) -> bytes:
    """Return the same, zipped with a picture beside it."""
    return zipped({"doc.kml": kml(features), "files/ikon.png": b"\x89PNG"})


def wkt(features: Features) -> bytes:
    """Return a CSV with a column of shapes, longer than a cell may be."""
    names = list(features[0][1])
    lines = [";".join(["WKT", *names])]
    for shape, told in features:
        dense = shapely.segmentize(shape, 2e-5)
        lines.append(";".join([f'"{dense.wkt}"', *(str(told[n]) for n in names)]))
    return "\n".join(lines).encode()
