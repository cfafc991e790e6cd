"""Parts of a shapefile that came one by one, put together as the .zip they should have been."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

NEEDED: Final = frozenset({".shp", ".shx", ".dbf"})
PARTS: Final = NEEDED | {".prj", ".cpg"}
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)  # the same parts give the same bytes


def gathered(files: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Return files by name and content, with whole shapefiles as one .zip each.

    A part that lacks the others stays as it is: whoever reads it says so.
    """
    sets: dict[str, dict[str, tuple[str, bytes]]] = {}
    for name, data in files:
        stem, suffix = _split(name)
        if suffix in PARTS:
            sets.setdefault(stem, {}).setdefault(suffix, (name, data))
    whole = {stem: parts for stem, parts in sets.items() if parts.keys() >= NEEDED}
    found: list[tuple[str, bytes]] = []
    for name, data in files:
        stem, suffix = _split(name)
        if stem not in whole or (name, data) != whole[stem].get(suffix):
            found.append((name, data))
        elif suffix == ".shp":
            found.append((str(PurePath(name).with_suffix(".zip")), _packed(whole[stem])))
    return found


def _split(name: str) -> tuple[str, str]:
    path = PurePath(name)
    return path.stem.casefold(), path.suffix.lower()


def _packed(parts: dict[str, tuple[str, bytes]]) -> bytes:
    title = PurePath(parts[".shp"][0]).stem
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for suffix in sorted(parts):
            entry = zipfile.ZipInfo(f"{title}{suffix}", _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, parts[suffix][1])
    return out.getvalue()
