"""Tell by its content, never by its name, what an uploaded file is."""

from __future__ import annotations

from typing import Literal

from kotaku.intake.model import UnreadableFile
from kotaku.intake.safe import maps

Kind = Literal["zip", "xls", "text", "page", "mhtml", "flat", "geojson", "kml", "gpkg"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHAPES = b"\x00\x00\x27\x0a"  # one part of a shapefile
_DBF = (0x03, 0x30, 0x83, 0x8B, 0xF5)  # versions of dBase
_SYSTEMS = (b"PROJCS[", b"GEOGCS[", b"PROJCRS[", b"GEOGCRS[", b"COMPD_CS[")
_LETTERS = (b"utf-8", b"utf8", b"65001", b"iso-8859-1", b"8859-1", b"1252", b"cp1252", b"ansi 1252")
# First bytes of what people upload by mistake, and its name in the sentence.
_FOREIGN = (
    (b"%PDF", "dokumen PDF"),
    (b"\x89PNG", "gambar"),
    (b"\xff\xd8\xff", "gambar"),
    (b"GIF8", "gambar"),
    (b"{\\rtf", "dokumen RTF"),
    (b"7z\xbc\xaf", "arsip 7z"),
    (b"Rar!", "arsip RAR"),
    (b"\x1f\x8b", "arsip gzip"),
    (b"BZh", "arsip bzip2"),
    (b"SQLite format 3", "basis data"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)
_NOTICE = (b"<br", b"<b>", b"<p>")  # how a message of PHP starts
_FLAT = (  # workbooks written as one XML file: of Excel 2003, of OpenDocument
    b"urn:schemas-microsoft-com:office:spreadsheet",
    b"opendocument.spreadsheet",
)
_ARCHIVE = (b"mime-version:", b"from: <saved by")  # a web page with its parts


def kind_of(data: bytes, *, file: str) -> Kind:
    """Return whether the bytes are a zip package, an old .xls, a text table, a page or a map.

    Raises
    ------
    UnreadableFile
        When they are none of these: empty, encrypted, or another kind of file.
    """
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xfe\xff"):
        raise UnreadableFile("BERKAS-KOSONG", file=file)
    if data.startswith(_OLE):
        return _ole(data, file)
    if data.startswith(b"PK"):
        return "zip"
    if drawn := maps.drawn_kind(data):
        return drawn
    if data.startswith(_SHAPES) or _is_beside_shapes(data):
        raise UnreadableFile("BERKAS-PETA-TERPISAH", file=file)
    for magic, name in _FOREIGN:
        if head.startswith(magic):
            raise _foreign(name, file)
    return _markup(_as_ascii(data[:65536]).lower(), file) or _text(data, file)


def _is_beside_shapes(data: bytes) -> bool:
    """Tell whether these are the attributes (DBF), the system or the letters of a shapefile."""
    if data.startswith(_SYSTEMS) or data.strip().lower() in _LETTERS:
        return True
    if len(data) < 33 or data[0] not in _DBF:
        return False
    head = int.from_bytes(data[8:10], "little")  # bytes before the first row
    return 32 < head <= len(data) and data[head - 1] == 0x0D and 0 < data[2] < 13


def _markup(head: bytes, file: str) -> Kind | None:
    """Return "page" for a web page with a table, None for a text without markup on top."""
    if head.startswith(_ARCHIVE):
        return "mhtml"
    if not head.startswith(b"<"):
        return None
    if any(mark in head for mark in _FLAT) and b"<html" not in head:
        return "flat"
    if head.startswith(b"<?xml") and b"<html" not in head:
        raise _of_xml(head, file)
    if b"<table" in head:
        return "page"
    if b"<html" in head or head.startswith(b"<!doctype html"):
        raise _foreign("halaman web (HTML)", file)
    if head.startswith(_NOTICE):
        return None
    raise _foreign("berkas XML", file)


def _of_xml(head: bytes, file: str) -> UnreadableFile:
    if b"opendocument" in head:
        jenis = "dokumen OpenDocument datar"
        return UnreadableFile("BERKAS-UBAH-FORMAT", file=file, jenis=jenis)
    return _foreign("berkas XML", file)


def _foreign(name: str, file: str) -> UnreadableFile:
    return UnreadableFile("BERKAS-BUKAN-LEMBAR-KERJA", file=file, jenis=name)


def _ole(data: bytes, file: str) -> Kind:
    """Look for the streams of an OLE file by their names in its directory."""

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise UnreadableFile("BERKAS-BERSANDI", file=file)
    if holds("Workbook\0") or holds("Book\0"):
        return "xls"
    if holds("WordDocument"):
        raise _foreign("dokumen Word", file)
    if holds("PowerPoint Document"):
        raise _foreign("presentasi PowerPoint", file)
    raise _foreign("berkas Office lama yang tidak berisi lembar kerja", file)


def _text(data: bytes, file: str) -> Kind:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    sample = data[:65536]
    control = sum(sample.count(bytes([c])) for c in range(32) if c not in (9, 10, 12, 13))
    if b"\0" in data or control * 100 > len(sample):
        raise _foreign("berkas biner", file)
    return "text"


def _as_ascii(head: bytes) -> bytes:
    """Return the head without the NULs and the mark of UTF-16, enough to see markup."""
    return head.lstrip(b"\xff\xfe").replace(b"\0", b"").lstrip(b"\xef\xbb\xbf \t\r\n")
