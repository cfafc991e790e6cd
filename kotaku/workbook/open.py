"""Open one uploaded file: scan its bytes, then parse what the scan lets through."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path, PurePath

from kotaku.workbook import limits
from kotaku.workbook.delimited import read_delimited
from kotaku.workbook.model import UnreadableFile, Workbook
from kotaku.workbook.parse import parse


def open_workbook(name: str, data: bytes) -> Workbook:
    """Return the sheets of an uploaded file.

    Raises
    ------
    UnreadableFile
        With one sentence that says why, and what to do.
    """
    limits.check("ukuran_berkas", len(data), file=name)
    sha = hashlib.sha256(data).hexdigest()
    if data[:2] == b"PK" or data[:4] == b"\xd0\xcf\x11\xe0":
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "buku"
            path.write_bytes(data)
            return Workbook(name, sha, parse(path, file=name))
    if not data.strip():
        raise UnreadableFile("BERKAS-KOSONG", file=name)
    return Workbook(name, sha, (read_delimited(data, file=name, name=PurePath(name).stem),))
