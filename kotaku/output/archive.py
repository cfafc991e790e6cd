"""Office files that come out byte for byte the same for the same content."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip archive can write


def timeless(content: bytes) -> bytes:
    """Return the zip archive with the time of every entry set to EPOCH, entries in order."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            fixed = ZipInfo(entry.filename, EPOCH)
            fixed.compress_type = ZIP_DEFLATED
            new.writestr(fixed, old.read(entry))
    return target.getvalue()
