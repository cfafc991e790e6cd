"""Scan a workbook package and write it anew, plain, with nothing but what was scanned.

The copy is a zip without compression that holds the parts a reader needs and that passed: what
the headers of the upload claim, its macros, pictures and links never reach the parser.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO
from xml.parsers import expat

from kotaku.intake.model import Marks, UnreadableFile
from kotaku.intake.safe import limits
from kotaku.intake.safe.odsscan import OdsScan
from kotaku.intake.safe.package import Package, opened
from kotaku.intake.safe.sheetscan import Extent, OddMarkupError, SheetScan, SlowScan
from kotaku.intake.safe.xmlgate import XmlGate, elements

MOST_LIST = 4_000_000  # bytes of the list of sheets or of links; of 200 sheets it has 60.000
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_OTHERS = (
    ("word/document.xml", "dokumen Word"),
    ("ppt/presentation.xml", "presentasi PowerPoint"),
    ("xl/workbook.bin", ""),
)
_BOOK = "xl/workbook.xml"
_ROOT_LINKS = "_rels/.rels"
_OTHER_PARTS = ("[content_types].xml", _ROOT_LINKS, "xl/sharedstrings.xml", "xl/styles.xml")


def scan_package(data: bytes, target: Path, *, file: str) -> dict[str, Marks]:
    """Check a zip package and write its plain copy to ``target``.

    Returns
    -------
    dict
        By sheet name what the parser will not tell (empty for OpenDocument).

    Raises
    ------
    UnreadableFile
        When the package is no workbook, is encrypted, damaged, hostile or exceeds a limit.
    """
    with opened(data, file) as archive:
        package = Package.of(archive, file)
        copy = zipfile.ZipFile(target, "w", zipfile.ZIP_STORED)
        with copy:
            book = _book(package)
            if {book, _links_of(book)} <= package.names.keys():
                return _scan_xlsx(package, book, copy)
            if "content.xml" in package.names and package.read("mimetype").strip() == ODS_TYPE:
                return _scan_ods(package, copy)
    raise _no_workbook(package)


def _no_workbook(package: Package) -> UnreadableFile:
    for part, name in _OTHERS:
        if part in package.names:
            if not name:
                return UnreadableFile("BERKAS-XLSB", file=package.file)
            return UnreadableFile("BERKAS-BUKAN-LEMBAR-KERJA", file=package.file, jenis=name)
    if any(name.startswith("xl/") for name in package.names):
        return package.broken("daftar lembarnya tidak ada")
    return UnreadableFile("BERKAS-BUKAN-LEMBAR-KERJA", file=package.file, jenis="arsip zip")


# --- xlsx and xlsm -----------------------------------------------------------------


def _book(package: Package) -> str:
    """Return the part that the package names as its workbook, in lower case."""
    if _ROOT_LINKS not in package.names:
        return _BOOK
    _gate(package, _ROOT_LINKS)
    targets = _links(package, _ROOT_LINKS, "officedocument")
    return _part(next(iter(targets.values())), "") if targets else _BOOK


def _links_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _scan_xlsx(package: Package, book: str, copy: zipfile.ZipFile) -> dict[str, Marks]:
    for name in (book, _links_of(book)):
        _gate(package, name)
    sheets = _sheets(package, book)
    limits.check("jumlah_lembar", len(sheets), file=package.file)
    shared = {
        **_links(package, _links_of(book), "sharedstrings"),
        **_links(package, _links_of(book), "styles"),
    }
    beside = {_part(target, posixpath.dirname(book)) for target in shared.values()}
    needed = {book, _links_of(book), *_OTHER_PARTS, *sheets, *beside}
    marks: dict[str, Marks] = {}
    cells = 0
    for name, info in package.names.items():
        if name in needed:
            extent = _scan_part(package, info, copy, sheets.get(name, ""), cells)
            cells = extent.cells
            if name in sheets:
                marks[sheets[name]] = extent.marks
        elif name.endswith((".xml", ".rels")):
            _gate(package, name)
    return marks


def _gate(package: Package, name: str) -> None:
    gate = XmlGate(package.file)
    for chunk in package.chunks(package.names[name]):
        gate.feed(chunk)
    gate.close()


def _sheets(package: Package, book: str) -> dict[str, str]:
    """Return the sheet names by the lower-case name of their part."""
    targets = _links(package, _links_of(book), "")
    folder = posixpath.dirname(book)
    return {
        _part(targets.get(attributes.get("id", ""), ""), folder): attributes.get("name", "")
        for name, attributes in _elements(package, book)
        if name == "sheet"
    }


def _links(package: Package, part: str, kind: str) -> dict[str, str]:
    """Return the targets by id of the links whose type ends with ``kind``."""
    return {
        attributes.get("Id", ""): attributes.get("Target", "")
        for name, attributes in _elements(package, part)
        if name == "Relationship" and attributes.get("Type", "").lower().endswith(kind)
    }


def _elements(package: Package, part: str) -> list[tuple[str, Mapping[str, str]]]:
    data = package.read(part)
    if len(data) > MOST_LIST:
        raise package.odd("daftar lembarnya jauh lebih panjang daripada yang ditulis Excel")
    try:
        return list(elements(data))
    except expat.ExpatError as error:
        raise package.broken("daftar lembarnya tidak utuh") from error


def _part(target: str, folder: str) -> str:
    """Return the part that a link leads to, in lower case."""
    path = target if target.startswith("/") else f"/{folder}/{target}"
    return posixpath.normpath(path).lstrip("/").lower()


def _scan_part(
    package: Package, info: zipfile.ZipInfo, copy: zipfile.ZipFile, sheet: str, cells: int
) -> Extent:
    """Copy one part while scanning it; start again with expat when its markup is unusual."""
    gate = XmlGate(package.file)
    extent = Extent(package.file, sheet, cells=cells)
    fast = SheetScan(extent)
    odd = False
    with ExitStack() as stack:
        out: IO[bytes] = stack.enter_context(copy.open(info.filename, "w", force_zip64=True))
        for chunk in package.chunks(info):
            gate.feed(chunk)
            out.write(chunk)
            if not odd:
                odd = _is_odd(fast, chunk)
        gate.close()
        odd = odd or _is_odd(fast, None)
    if odd:
        return _scan_slowly(package, info, sheet, cells)
    return extent


def _is_odd(scan: SheetScan, chunk: bytes | None) -> bool:
    try:
        if chunk is None:
            scan.close()
        else:
            scan.feed(chunk)
    except OddMarkupError:
        return True
    return False


def _scan_slowly(package: Package, info: zipfile.ZipInfo, sheet: str, cells: int) -> Extent:
    extent = Extent(package.file, sheet, cells=cells)
    scan = SlowScan(extent)
    for chunk in package.chunks(info):
        scan.feed(chunk)
    scan.close()
    return extent


# --- OpenDocument ------------------------------------------------------------------


def _scan_ods(package: Package, copy: zipfile.ZipFile) -> dict[str, Marks]:
    manifest = package.read("meta-inf/manifest.xml")
    if b"encryption-data" in manifest:
        raise UnreadableFile("BERKAS-BERSANDI", file=package.file)
    for name, info in package.names.items():
        if name == "content.xml":
            _copy_content(package, info, copy)
        elif name.endswith(".xml"):
            _gate(package, name)
    _copy_small(package, copy, ("mimetype", "meta-inf/manifest.xml"))
    return {}


def _copy_content(package: Package, info: zipfile.ZipInfo, copy: zipfile.ZipFile) -> None:
    gate, scan = XmlGate(package.file), OdsScan(package.file)
    with copy.open(info.filename, "w", force_zip64=True) as out:
        for chunk in package.chunks(info):
            gate.feed(chunk)
            scan.feed(chunk)
            out.write(chunk)
    gate.close()
    scan.close()


def _copy_small(package: Package, copy: zipfile.ZipFile, names: Sequence[str]) -> None:
    for name in names:
        if info := package.names.get(name):
            copy.writestr(info.filename, package.read(name))
