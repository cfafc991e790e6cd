"""Open one uploaded file: scan its bytes, then parse what the scan lets through."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePath

from kotaku.intake.model import Layer, Marks, Sheet, Workbook
from kotaku.intake.safe import limits
from kotaku.intake.safe.delimited import read_delimited
from kotaku.intake.safe.flatxml import read_flat
from kotaku.intake.safe.kinds import kind_of
from kotaku.intake.safe.maps import MapKind, is_map_package, read_map
from kotaku.intake.safe.markup import read_pages
from kotaku.intake.safe.mhtml import read_mhtml
from kotaku.intake.safe.parse import Parser
from kotaku.intake.safe.scan import scan_package
from kotaku.intake.safe.shorten import shortened
from kotaku.intake.safe.wkt import drawn_layers


def open_workbook(name: str, data: bytes) -> Workbook:
    """Return the sheets of an uploaded file, and the layers of a map.

    Raises
    ------
    UnreadableFile
        With one sentence that says why, and what to do.
    """
    return _opened(name, data, drawn=True)


def open_sheets(name: str, data: bytes) -> Workbook:
    """Return the sheets of an uploaded file alone: a map has none and is not looked into.

    Raises
    ------
    UnreadableFile
        With one sentence that says why, and what to do.
    """
    return _opened(name, data, drawn=False)


def _opened(name: str, data: bytes, *, drawn: bool) -> Workbook:
    limits.check("ukuran_berkas", len(data), file=name)
    kind = kind_of(data, file=name)
    sha256 = hashlib.sha256(data).hexdigest()
    stem = PurePath(name).stem
    if kind == "text":
        table = read_delimited(data, file=name, name=stem)
        return _book(name, sha256, [table], drawn=drawn)
    if kind == "page":
        pages = read_pages(data, file=name, name=stem)
        return _book(name, sha256, pages, drawn=drawn)
    if kind == "mhtml":
        return _book(name, sha256, read_mhtml(data, file=name, name=stem), drawn=drawn)
    if kind == "flat":
        return _book(name, sha256, read_flat(data, file=name), drawn=drawn)
    if kind in ("geojson", "kml", "gpkg") or (kind == "zip" and is_map_package(data)):
        layers = _layers(data, kind, file=name, name=stem) if drawn else []
        return Workbook(name, sha256, (), tuple(layers))
    with tempfile.TemporaryDirectory(prefix="rakor-") as folder:
        path = Path(folder) / "buku"
        marks: Mapping[str, Marks] = {}
        with Parser(path, file=name) as parser:
            if kind == "zip":
                marks = scan_package(data, path, file=name)
            else:
                path.write_bytes(data)
            sheets = parser.sheets()
    limits.check("jumlah_lembar", len(sheets), file=name)
    return _book(name, sha256, [_marked(sheet, marks) for sheet in sheets], drawn=drawn)


def _layers(data: bytes, kind: MapKind, *, file: str, name: str) -> list[Layer]:
    with tempfile.TemporaryDirectory(prefix="rakor-") as folder:
        return read_map(data, kind, Path(folder), file=file, name=name)


def _book(name: str, sha256: str, sheets: Iterable[Sheet], *, drawn: bool) -> Workbook:
    """Return sheets with short texts; shapes written in cells are kept whole beside them."""
    sheets = tuple(sheets)
    layers: tuple[Layer, ...] = ()
    if drawn:
        layers = tuple(layer for sheet in sheets for layer in drawn_layers(sheet, file=name))
    return Workbook(name, sha256, tuple(map(shortened, sheets)), layers)


def _marked(sheet: Sheet, marks: Mapping[str, Marks]) -> Sheet:
    """Join what the scan saw with what the parser tells."""
    seen = marks.get(sheet.name)
    if seen is None:
        return sheet
    own = sheet.marks
    return replace(sheet, marks=replace(seen, merged=own.merged, hidden=own.hidden))
