"""Where a form of one unit holds what: its criteria, its columns, its header.

Columns may stand in any order; the volume is known by its heading, a criterion by its number and
letter, code or name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kotaku.intake.model import Cell, Sheet, address
from kotaku.intake.reading.words import is_total_label
from kotaku.intake.tables import headers
from kotaku.intake.tables.headings import Parts, joined

FEWEST_CRITERIA = 8
LABELS = 5  # so many cells of a row may name its criterion
HEADER_ROWS = 20  # so far above its heading a form says whose it is
SCAN_ROWS = 60
_VOLUME = re.compile(r"(?:volume|numerik|vol)\b")
_ASPECT = re.compile(r"\s*([1-7])\s*[.)]")
_LETTER = re.compile(r"\s*([a-e])\s*[.)]", re.IGNORECASE)
RT_FIELDS = (
    "kab_kota", "kecamatan", "kelurahan", "kawasan", "kampung", "rt_rw", "luas_flag_ha",
    "luas_verifikasi_ha", "jumlah_bangunan", "jumlah_penduduk", "jumlah_kk",
    "panjang_jalan_ideal_m", "panjang_drainase_ideal_m",
)  # fmt: skip


@dataclass(frozen=True)
class FormLayout:
    """Where a form holds what; columns 0-based, rows 1-based."""

    criteria: Mapping[str, int]  # criterion -> row
    head: int  # lowest row of the heading
    before: int  # volume before
    output: int | None = None
    activity: int | None = None
    after: int | None = None


@dataclass(frozen=True)
class FormValue:
    """A value of the header and where it stands."""

    cell: str
    row: int
    value: Cell


def find_form(sheet: Sheet, first: int) -> FormLayout | None:
    """Return the next form of a sheet from a row on (1-based), None without one."""
    criteria = _criteria(sheet, first)
    if len(criteria) < FEWEST_CRITERIA:
        return None
    top = min(criteria.values())
    for row in range(top - 1, max(0, top - 4), -1):
        headings = joined(sheet, row, 3)
        columns = _columns(headings)
        if _lists_units(headings.values()):
            return None  # a list: each row says whose it is
        if "before" in columns:
            return FormLayout(criteria, row, columns["before"], columns.get("output"),
                         columns.get("activity"), columns.get("after"))  # fmt: skip
    return None


def _criteria(sheet: Sheet, first: int) -> dict[str, int]:
    """Return the row of each criterion by the aspect's number and the letter before its name.

    The codes beside the form are not used: the template has 3c where 3b stands.
    """
    found: dict[str, int] = {}
    aspect = ""
    for row in range(first, min(sheet.height, first + SCAN_ROWS - 1) + 1):
        texts = [v for v in sheet.row(row)[:LABELS] if isinstance(v, str)]
        for text in texts:
            if hit := _ASPECT.match(text):
                aspect = hit[1]
        code = _criterion(texts, aspect)
        if code in found and len(found) >= FEWEST_CRITERIA:
            break  # the next form begins
        if code:
            found.setdefault(code, row)
    return found


def _criterion(texts: Sequence[str], aspect: str) -> str:
    """Return the criterion that a row names: by the aspect's letter, a code, or its name."""
    known = headers.criterion_ids()
    letter_ = next((hit[1].lower() for text in texts if (hit := _LETTER.match(text))), "")
    if f"{aspect}{letter_}" in known:
        return f"{aspect}{letter_}"
    if any(is_total_label(text) for text in texts):
        return ""
    hits = [m.field for text in texts if (m := headers.match_criterion(text))]
    return hits[-1].partition("_")[2] if hits else ""


def _lists_units(headings: Iterable[Parts]) -> bool:
    words = (text for parts in headings for text in (" ".join(parts), parts[-1]))
    found = (headers.match(text, "rt") for text in words)
    return any(m is not None and m.field in ("id_rt", "rt_rw", "nomor_rt") for m in found)


def _columns(headings: Mapping[int, Parts]) -> dict[str, int]:
    found: dict[str, int] = {}
    plain: list[int] = []
    for i, parts in headings.items():
        text, last = " ".join(parts).lower(), parts[-1].lower().strip(" .")
        if _VOLUME.match(last):
            kind = ("before" if "awal" in text or "baseline" in text else
                    "after" if "akhir" in text else "output" if "out" in text else "")  # fmt: skip
            if kind:
                found.setdefault(kind, i)
            else:
                plain.append(i)
        elif "infrastruktur" in last or "kegiatan" in last:
            found.setdefault("activity", i)
    if len(plain) == 1 and not {"before", "after", "output"} & {*found}:
        found["before"] = plain[0]  # the form tells one condition
    return found


def header_values(sheet: Sheet, before: int) -> dict[str, FormValue]:
    """Return the values of the form's header: each label has its value to the right."""
    found: dict[str, FormValue] = {}
    for row in range(max(1, before - HEADER_ROWS), before):
        cells = [None if _is_colon(v) else v for v in sheet.row(row)]
        for i, cell in enumerate(cells):
            name = _label(cell)
            if name is None or name in found:
                continue
            own = str(cell).partition(":")[2].strip()
            if own:  # RT/RW : RT 01 RW 05
                found[name] = FormValue(address(i, row), row, own)
                continue
            after = next((j for j in range(i + 1, min(i + 5, len(cells))) if cells[j] is not None),
                         None)  # fmt: skip
            if after is not None and _label(cells[after]) is None:
                value = cells[after]
                value = value.lstrip(" :") if isinstance(value, str) else value
                found[name] = FormValue(address(after, row), row, value)
    return found


def _is_colon(value: Cell) -> bool:
    return isinstance(value, str) and value.strip() in (":", "=", "")


def _label(cell: Cell) -> str | None:
    if not isinstance(cell, str):
        return None
    text = cell.partition(":")[0].strip()
    hit = headers.match(text, "rt") or headers.match(text, "kekumuhan")
    return hit.field if hit and hit.field in (*RT_FIELDS, "tahun") else None
