"""A zip package whose members are counted while they are inflated, and not believed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kotaku.intake.model import UnreadableFile
from kotaku.intake.safe import limits

CHUNK = 1 << 20
_READABLE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What the standard library raises on archives that were cut, mixed up or made up.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error,
    EOFError, OSError, RuntimeError, ValueError, IndexError,
)  # fmt: skip


def opened(data: bytes, file: str) -> zipfile.ZipFile:
    """Return the archive of some bytes; nothing of it is inflated yet.

    Raises
    ------
    UnreadableFile
        When it is no sound archive.
    """
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except DAMAGED as error:
        raise UnreadableFile("BERKAS-RUSAK", file=file, sebab="arsipnya tidak utuh") from error


@dataclass
class Package:
    """An opened package and what has been inflated of it."""

    file: str
    zip: zipfile.ZipFile
    names: Mapping[str, zipfile.ZipInfo] = field(default_factory=dict)  # by lower-case name
    inflated: int = 0

    @classmethod
    def of(cls, archive: zipfile.ZipFile, file: str) -> Package:
        """Return the package with its members by name, none of them hostile by its name.

        Raises
        ------
        UnreadableFile
            When two have one name, one leads elsewhere, or one is encrypted.
        """
        package = cls(file, archive)
        package.names = _names(package)
        return package

    def chunks(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield the content of a part; sizes are counted, not believed."""
        size = 0
        try:
            with self.zip.open(info) as part:
                while chunk := part.read(CHUNK):
                    size += len(chunk)
                    self._count(len(chunk), size, info)
                    yield chunk
        except DAMAGED as error:
            raise self.broken("bagian dalamnya tidak utuh") from error

    def read(self, name: str) -> bytes:
        """Return a small part by its lower-case name; empty when there is none."""
        info = self.names.get(name)
        return b"".join(self.chunks(info)) if info else b""

    def broken(self, why: str) -> UnreadableFile:
        """Return the error of a damaged file."""
        return UnreadableFile("BERKAS-RUSAK", file=self.file, sebab=why)

    def odd(self, why: str) -> UnreadableFile:
        """Return the error of a file that no spreadsheet program writes."""
        return UnreadableFile("BERKAS-TIDAK-WAJAR", file=self.file, sebab=why)

    def _count(self, more: int, size: int, info: zipfile.ZipInfo) -> None:
        self.inflated += more
        limits.check("isi_terurai", self.inflated, file=self.file)
        if size > CHUNK:
            ratio = size / max(1, info.compress_size)
            limits.check("rasio_pemampatan", ratio, file=self.file)


def _names(package: Package) -> dict[str, zipfile.ZipInfo]:
    infos = package.zip.infolist()
    limits.check("jumlah_bagian", len(infos), file=package.file)
    names: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        name = info.filename.lower()
        if name in names:
            raise package.odd("ada dua bagian bernama sama di dalamnya")
        if name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name:
            raise package.odd("ada bagian dengan nama jalur yang tidak sah")
        if info.flag_bits & 0x1:
            raise UnreadableFile("BERKAS-BERSANDI", file=package.file)
        if info.compress_type not in _READABLE:
            raise package.broken("cara pemampatannya tidak dikenal")
        names[name] = info
    return names
