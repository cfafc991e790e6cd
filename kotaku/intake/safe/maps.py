"""Map files: told from others by their content, unpacked within limits, read by a child."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Final, Literal
from xml.parsers import expat

from kotaku.intake.model import Layer, UnreadableFile
from kotaku.intake.safe import limits
from kotaku.intake.safe.package import Package, opened
from kotaku.intake.safe.xmlgate import XmlGate, local

MapKind = Literal["geojson", "kml", "gpkg", "zip"]
CHILD = Path(__file__).with_name("mapchild.py")
CAPS = ("memori_baca", "waktu_prosesor", "jumlah_bentuk", "jumlah_titik")
_DRIVERS: Final = {"shp": "ESRI Shapefile", "kml": "LIBKML", "geojson": "GeoJSON", "gpkg": "GPKG"}
_SUFFIX: Final = {"shp": "shp", "kml": "kml", "geojson": "geojson", "json": "geojson",
                  "gpkg": "gpkg"}  # fmt: skip
_BESIDE: Final = ("shx", "dbf", "prj", "cpg")
_Heads = list[list[dict[str, Any]]]
_SHAPE_MARKS: Final = (b'"features"', b'"coordinates"', b'"geometries"', b'"objects"')
_SLOTS = threading.BoundedSemaphore(2)  # more children than cores only cost memory
_REASONS: Final = {
    b"RefusedError: fitur": "jumlah_bentuk",
    b"RefusedError: titik": "jumlah_titik",
    b"MemoryError": "memori_baca",
}
_WHY: Final = {
    b"bukan geojson": "isinya JSON, tetapi bukan GeoJSON",
    b"tabel maya": "isinya memuat tabel yang membuka berkas lain",
    b"penggerak lain": "isinya lain dari jenis berkasnya",
}


def is_map_package(data: bytes) -> bool:
    """Tell whether a zip holds a map (shapefile, KML, GeoJSON, GeoPackage) and no workbook."""
    try:
        with opened(data, "") as package:
            names = [name.lower() for name in package.namelist()]
    except UnreadableFile:
        return False
    if any(name.startswith(("xl/", "content.xml", "word/", "ppt/")) for name in names):
        return False
    return any(_suffix(name) in _SUFFIX for name in names if not _aside(name))


def read_map(data: bytes, kind: MapKind, folder: Path, *, file: str, name: str) -> list[Layer]:
    """Return the layers of a map file; ``folder`` is empty and goes away afterwards.

    Raises
    ------
    UnreadableFile
        When the file is damaged, hostile, no map, or exceeds a limit.
    """
    if kind == "zip":
        found = _unpacked(data, folder, file=file)
    else:
        found = [(name, kind, _written(folder / f"peta.{kind}", kind, data, file))]
    heads, blobs = _ask([[str(path), _DRIVERS[form]] for _, form, path in found], file)
    layers = [
        _layer(head, blobs, title, form, several=len(own) > 1)
        for (title, form, _), own in zip(found, heads, strict=True)
        for head in own
    ]
    limits.check("jumlah_lapisan", len(layers), file=file)
    return layers


def _layer(
    head: Mapping[str, Any], blobs: memoryview, title: str, form: str, *, several: bool
) -> Layer:
    at, shapes = int(head["at"]), []
    for size in head["sizes"]:
        shapes.append(bytes(blobs[at : at + size]))
        at += size
    name = f"{title} – {head['name']}" if several else title
    columns = {str(k): tuple(v) for k, v in head["columns"].items()}
    return Layer(
        name=name[: limits.value("panjang_judul")],
        columns=columns,
        shapes=tuple(shapes),
        rows=tuple(range(1, len(shapes) + 1)),
        system="" if form == "shp" and not head["system"] else str(head["system"]),
    )


def _written(path: Path, kind: str, data: bytes, file: str) -> Path:
    if kind == "kml":
        _check_kml(data, file)
    path.write_bytes(data)
    return path


def _check_kml(data: bytes, file: str) -> None:
    """Let only plain XML whose root is kml pass: no document type, no entities."""
    gate = XmlGate(file)
    gate.feed(data)
    gate.close()
    depth = most = 0
    root: list[str] = []

    def start(name: str, _: object) -> None:
        nonlocal depth, most
        root[:] = root or [local(name)]
        depth += 1
        most = max(most, depth)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnreadableFile("BERKAS-RUSAK", file=file, sebab="isi KML tidak utuh") from error
    if root != ["kml"]:
        raise UnreadableFile("BERKAS-BUKAN-LEMBAR-KERJA", file=file, jenis="berkas XML")
    limits.check("kedalaman_bentuk", most, file=file)


# --- zip ---------------------------------------------------------------------------


def _unpacked(data: bytes, folder: Path, *, file: str) -> list[tuple[str, str, Path]]:
    """Write the members that make maps under names of our own; return title, kind and path."""
    found: list[tuple[str, str, Path]] = []
    with opened(data, file) as zipped:
        package = Package.of(zipped, file)
        names = {name: name.lower() for name in package.names if not _aside(name)}
        for name in sorted(names):
            form = _SUFFIX.get(_suffix(name))
            if form is None:
                continue
            limits.check("jumlah_lapisan", len(found) + 1, file=file)
            place = folder / f"peta{len(found)}.{form}"
            _written(place, form, package.read(name), file)
            if form == "shp":
                _copy_beside(package, name, place)
            found.append((PurePosixPath(package.names[name].filename).stem, form, place))
    return found


def _copy_beside(package: Package, name: str, place: Path) -> None:
    for suffix in _BESIDE:
        beside = f"{name.rpartition('.')[0]}.{suffix}"
        if beside in package.names:
            place.with_suffix(f".{suffix}").write_bytes(package.read(beside))


def _suffix(name: str) -> str:
    return name.rpartition(".")[2] if "." in name else ""


def _aside(name: str) -> bool:
    """Tell whether a member is what a Mac puts beside the files."""
    return name.startswith("__macosx/") or PurePosixPath(name).name.startswith("._")


# --- the child ---------------------------------------------------------------------


def _ask(files: Sequence[Sequence[str]], file: str) -> tuple[_Heads, memoryview]:
    """Return by file what is told of its layers, and the bytes of all shapes."""
    said = json.dumps(files).encode() + b"\n"
    with _SLOTS:
        try:
            done = subprocess.run(  # noqa: S603  (own interpreter, own script, no shell)
                [sys.executable, "-I", str(CHILD), *(str(limits.value(name)) for name in CAPS)],
                input=said,
                capture_output=True,
                timeout=limits.value("waktu_baca"),
                check=False,
                env=_environment(),
            )
        except subprocess.TimeoutExpired as error:
            raise limits.exceeded("waktu_baca", file=file) from error
    if done.returncode:
        raise _failure(done.returncode, done.stderr, file)
    return _answer(done.stdout, file)


def _environment() -> dict[str, str]:
    """Return the surroundings of the child: no proxy and no setting of the libraries of maps."""
    ours = ("GDAL", "OGR", "PROJ", "CPL")
    kept = {k: v for k, v in os.environ.items() if not k.upper().startswith(ours)}
    kept = {k: v for k, v in kept.items() if not k.lower().endswith("_proxy")}
    return {**kept, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def _answer(data: bytes, file: str) -> tuple[_Heads, memoryview]:
    """Return what the child says; ``at`` in each head is where its shapes begin."""
    try:
        (length,) = struct.unpack_from("<Q", data)
        heads: _Heads = json.loads(data[8 : 8 + length])
        at = 0
        for head in (head for own in heads for head in own):
            head["at"] = at
            at += sum(head["sizes"])
        return heads, memoryview(data)[8 + length :]
    except (ValueError, KeyError, TypeError, struct.error) as error:
        raise UnreadableFile("BERKAS-GAGAL-DIBACA", file=file) from error


def _failure(code: int, words: bytes, file: str) -> UnreadableFile:
    name = next((limit for mark, limit in _REASONS.items() if mark in words), None)
    if name is not None:
        return limits.exceeded(name, file=file)
    why = next((text for mark, text in _WHY.items() if mark in words), None)
    if why is not None:
        return UnreadableFile("BERKAS-TIDAK-WAJAR", file=file, sebab=why)
    if code == 3:
        return UnreadableFile("BERKAS-PETA-RUSAK", file=file)
    return UnreadableFile("BERKAS-GAGAL-DIBACA", file=file)


def drawn_kind(data: bytes) -> MapKind | None:
    """Return the kind of a map that is no zip; None for anything else."""
    if data.startswith(b"SQLite format 3") and b"gpkg_contents" in data:
        return "gpkg"
    head = data[:65536].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{") and any(mark in data for mark in _SHAPE_MARKS):
        return "geojson"
    if head.startswith((b"<?xml", b"<kml", b"<!--")) and b"<kml" in head.lower():
        return "kml"
    return None
