"""Office files that come out byte for byte the same for the same content."""

from __future__ import annotations

from io import BytesIO
from struct import pack_into, unpack_from
from zipfile import ZipFile

EPOCH = (0, 0x21)  # 1 January 1980, 0:00: the earliest time that a zip archive can write
LOCAL_TIME, CENTRAL_TIME = 10, 12  # where an entry's time stands in its two headers
CENTRAL, LENGTHS = 46, 28  # size of an entry of the directory, and where its lengths stand in it


def timeless(content: bytes) -> bytes:
    """Return the zip archive with the time of every entry set to EPOCH."""
    with ZipFile(BytesIO(content)) as archive:
        entries, at = archive.infolist(), archive.start_dir
    fixed = bytearray(content)
    for entry in entries:
        pack_into("<HH", fixed, entry.header_offset + LOCAL_TIME, *EPOCH)
        pack_into("<HH", fixed, at + CENTRAL_TIME, *EPOCH)
        at += CENTRAL + sum(unpack_from("<HHH", fixed, at + LENGTHS))
    return bytes(fixed)
