"""Open one uploaded file: scan its bytes, then parse what the scan lets through."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePath

from kotaku.intake.model import Marks, Sheet, Workbook
from kotaku.intake.safe import limits
from kotaku.intake.safe.delimited import read_delimited
from kotaku.intake.safe.kinds import kind_of
from kotaku.intake.safe.markup import read_pages
from kotaku.intake.safe.parse import Parser
from kotaku.intake.safe.scan import scan_package
from kotaku.intake.safe.shorten import shortened


def open_workbook(name: str, data: bytes) -> Workbook:
    """Return the sheets of an uploaded file.

    Raises
    ------
    UnreadableFile
        With one sentence that says why, and what to do.
    """
    limits.check("ukuran_berkas", len(data), file=name)
    kind = kind_of(data, file=name)
    sha256 = hashlib.sha256(data).hexdigest()
    if kind == "text":
        table = read_delimited(data, file=name, name=PurePath(name).stem)
        return Workbook(name, sha256, (shortened(table),))
    if kind == "page":
        pages = read_pages(data, file=name, name=PurePath(name).stem)
        return Workbook(name, sha256, tuple(shortened(page) for page in pages))
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
    return Workbook(name, sha256, tuple(shortened(_marked(sheet, marks)) for sheet in sheets))


def _marked(sheet: Sheet, marks: Mapping[str, Marks]) -> Sheet:
    """Join what the scan saw with what the parser tells."""
    seen = marks.get(sheet.name)
    if seen is None:
        return sheet
    own = sheet.marks
    return replace(sheet, marks=replace(seen, merged=own.merged, hidden=own.hidden))
