"""The map child: reads map files in its own process, so that a crash stays there.

Run as a file with ``python -I mapchild.py MEMORY_BYTES CPU_SECONDS MAX_FEATURES MAX_POINTS``; the
files come on standard input as one JSON list of [path, driver]. It imports nothing of the package,
opens nothing but those files with nothing but that driver, and writes one length-prefixed JSON
header and the shapes as WKB behind it.
"""

from __future__ import annotations

import json
import math
import os
import sqlite3
import struct
import sys
from typing import Any

# Every driver of the library but the four that people's map files need: some of the others follow
# links, run commands or open further files. tests/intake/test_maps.py asks which are left.
SKIPPED = (
    "PCIDSK", "PDS4", "VICAR", "PDF", "MBTiles", "EEDA", "OGCAPI", "GDALG", "MapInfo File", "LVBAG",
    "S57", "DGN", "OGR_VRT", "CSV", "GML", "GPX", "KML", "GeoJSONSeq", "ESRIJSON", "TopoJSON",
    "OGR_GMT", "SQLite", "WAsP", "OpenFileGDB", "DXF", "FlatGeobuf", "GeoRSS", "VFK", "PGDUMP",
    "OSM", "GPSBabel", "OGR_PDS", "WFS", "OAPIF", "EDIGEO", "Idrisi", "ODS", "XLSX",
    "Elasticsearch", "Carto", "AmigoCloud", "SXF", "Selafin", "JML", "PLSCENES", "CSW", "VDV",
    "MVT", "NGW", "MapML", "GTFS", "PMTiles", "JSONFG", "MiraMonVector", "ADBC", "AVCBin",
    "AVCE00", "AIVector", "HTTP",
)  # fmt: skip
SAFE = {
    "GDAL_SKIP": ",".join(SKIPPED),
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{none}",
    "GDAL_HTTP_TIMEOUT": "1",
    "GDAL_HTTP_MAX_RETRY": "0",
    "GDAL_NUM_THREADS": "1",
    "SHAPE_RESTORE_SHX": "YES",
    "PROJ_NETWORK": "OFF",
}
KINDS = ("FeatureCollection", "Feature", "GeometryCollection", "Point", "MultiPoint", "LineString",
         "MultiLineString", "Polygon", "MultiPolygon")  # fmt: skip
UNUSED = ("pandas", "geopandas", "pyarrow", "shapely", "pyproj")
POINT = 16  # bytes of a corner in WKB
MOST_TEXT = 20_000  # letters of one attribute
MOST_ALL = 100_000_000  # letters of all attributes


class RefusedError(Exception):
    """The file is not what it says, or asks for too much; the text names why."""


def limit(memory: int, cpu: int) -> None:
    """Cap memory [bytes] and processor time [s] of this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the clock outside stands alone
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def check_geojson(path: str) -> None:
    """Refuse what is no GeoJSON, before the library looks at it."""
    with open(path, encoding="utf-8-sig") as file:  # noqa: PTH123  (a light start)
        try:
            content = json.load(file)
        except (ValueError, RecursionError) as error:
            raise RefusedError("rusak") from error
    if not isinstance(content, dict) or content.get("type") not in KINDS:
        raise RefusedError("bukan geojson")


def check_database(path: str) -> None:
    """Refuse a GeoPackage with virtual tables other than its spatial index: they may reach out."""
    try:
        base = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        rows = base.execute("SELECT lower(sql) FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        base.close()
    except sqlite3.Error as error:
        raise RefusedError("rusak") from error
    for (sql,) in rows:
        if "virtual" in sql.split("(")[0] and "using rtree" not in sql:
            raise RefusedError("tabel maya")


CHECKS = {"GeoJSON": check_geojson, "GPKG": check_database}


def plain(value: Any) -> str | float | None:
    """Return an attribute as a number, a short text or None."""
    if value is None:
        return None
    if isinstance(value, str):
        return value[:MOST_TEXT]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, int | float):
        return float(value) if math.isfinite(value) else None
    return str(value)[:MOST_TEXT]


class LayerReader:
    """Reads layers until there are too many shapes or points."""

    def __init__(self, features: int, points: int) -> None:
        """Start with everything allowed still left."""
        self.features, self.points, self.letters = features, points, MOST_ALL

    def layers(self, path: str, driver: str) -> list[tuple[dict[str, Any], list[bytes]]]:
        """Return every layer of a file that holds shapes."""
        import pyogrio

        if check := CHECKS.get(driver):
            check(path)
        found = []
        for name, kind in pyogrio.list_layers(path):
            if kind is not None:
                found.append(self.layer(path, str(name), driver))
        return found

    def layer(self, path: str, name: str, driver: str) -> tuple[dict[str, Any], list[bytes]]:
        """Return what is told of one layer, and its shapes."""
        import pyogrio

        info = pyogrio.read_info(path, layer=name)
        if info["driver"] != driver:
            raise RefusedError("penggerak lain")
        meta, _, shapes, columns = pyogrio.raw.read(
            path, layer=name, force_2d=True, max_features=self.features + 1, datetime_as_string=True
        )
        self.features -= len(shapes)
        if self.features < 0:
            raise RefusedError("fitur")
        blobs = [bytes(s) if s is not None else b"" for s in shapes]
        self.points -= sum(map(len, blobs)) // POINT
        if self.points < 0:
            raise RefusedError("titik")
        told = {str(f): [plain(v) for v in c] for f, c in zip(meta["fields"], columns, strict=True)}
        self.letters -= sum(len(v) for c in told.values() for v in c if isinstance(v, str))
        if self.letters < 0:
            raise MemoryError
        head = {"name": name, "columns": told, "system": meta["crs"] or "", "sizes": None}
        return {**head, "sizes": [len(b) for b in blobs]}, blobs


def main() -> int:
    """Read the files that standard input names and write their shapes to standard output."""
    memory, cpu, features, points = map(int, sys.argv[1:5])
    os.environ.update(SAFE)
    out = os.dup(1)
    os.dup2(2, 1)  # what a library prints is no answer
    files = json.loads(sys.stdin.buffer.readline() or b"[]")
    if not files:
        return 0
    for name in UNUSED:  # half a second that nobody needs
        sys.modules[name] = None  # type: ignore[assignment]
    import pyogrio  # noqa: F401  (its tables are mapped before memory is capped)

    limit(memory, cpu)
    reader, heads, parts = LayerReader(features, points), [], []
    try:
        for path, driver in files:
            own = reader.layers(path, driver)
            heads.append([head for head, _ in own])
            parts += [blob for _, blobs in own for blob in blobs]
    except Exception as error:  # the parent only needs to know that it failed, and why
        sys.stderr.write(f"{type(error).__name__}: {error}"[:500])
        return 3
    header = json.dumps(heads).encode()
    with os.fdopen(out, "wb") as stream:
        stream.write(struct.pack("<Q", len(header)))
        stream.write(header)
        stream.writelines(parts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
