"""Write the empty workbook "Buku Data Rakor", or the same workbook filled with tables."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, TypedDict

import pandas as pd

from kotaku import rules, schema
from kotaku.intake.titles import criteria, heading
from kotaku.schema import PROFILE, TableSpec
from kotaku.words.dates import format_date, is_undated
from kotaku.words.loading import DataFile

NOTE_ROW, HEADING_ROW, FIRST_ROW = 1, 2, 3  # 0-based
VALIDATED_ROWS = 5000
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDTHS = {"text": 20, "date": 14, "rupiah": 18, "year": 9, "criterion": 10, "choice": 14}


def filled(prefill: Mapping[str, pd.DataFrame] | None = None) -> bytes:
    """Return the template as bytes, empty or filled with tables."""
    buffer = io.BytesIO()
    write_template(buffer, prefill=prefill)
    return buffer.getvalue()


def write_template(
    target: str | Path | IO[bytes], *, prefill: Mapping[str, pd.DataFrame] | None = None
) -> None:
    """Write the template, one sheet per table, to a path or a binary buffer.

    Parameters
    ----------
    target
        Path or buffer to write to.
    prefill
        Frames by canonical table name, with canonical columns; reading the file back gives the
        same values. Without criterion columns the Kekumuhan sheet asks for volumes of the default
        regulation; with them it has exactly those.
    """
    import xlsxwriter

    book = xlsxwriter.Workbook(str(target) if isinstance(target, str | Path) else target, SAFE)
    formats = _formats(book)
    _guide(book.add_worksheet("Petunjuk"), formats)
    for spec in schema.tables().values():
        frame = (prefill or {}).get(spec.name)
        sheet = book.add_worksheet(spec.sheet)
        columns = _columns(spec, frame)
        _head(sheet, spec, columns, formats)
        if spec.name == PROFILE and frame is None:
            frame = pd.DataFrame({"kunci": list(_words()["profil"])})
        if frame is not None:
            _fill(sheet, columns, frame, formats)
        if spec.name == PROFILE:
            _profile_notes(sheet, frame, formats)
    book.close()


class _Words(TypedDict):
    """The words of the template that are no headings."""

    judul: str
    petunjuk: list[str]
    profil: dict[str, str]


_words = DataFile(__package__, "template.toml", _Words)


def _formats(book: Any) -> Mapping[str, Any]:
    heading = {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "border": 1}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "note": book.add_format({"italic": True, "font_color": "#555555", "text_wrap": True,
                                 "valign": "top", "font_size": 9}),
        "heading": book.add_format({**heading, "text_wrap": True, "valign": "vcenter"}),
        "required": book.add_format({**heading, "text_wrap": True, "valign": "vcenter",
                                     "bg_color": "#8A5A00"}),
        "date": book.add_format({"num_format": "dd/mm/yyyy"}),
        "rupiah": book.add_format({"num_format": "#,##0"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }  # fmt: skip


def _guide(sheet: Any, formats: Mapping[str, Any]) -> None:
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, _words()["judul"], formats["title"])
    for row, text in enumerate(_words()["petunjuk"], start=2):
        sheet.write_string(row, 0, text, formats["wrap"])
    row = 3 + len(_words()["petunjuk"])
    for spec in schema.tables().values():
        sheet.write_string(row, 0, f"Lembar {spec.sheet}: satu baris adalah {spec.row}.")
        row += 1


def _columns(spec: TableSpec, frame: pd.DataFrame | None) -> list[str]:
    if not spec.criteria:
        return list(spec.columns)
    held = [c for c in (frame.columns if frame is not None else ()) if schema.criterion_of(c)]
    asked = [schema.criterion_column("volume", c.id) for c in rules.load().criteria]
    return [*spec.columns, *(held or asked)]


def _head(sheet: Any, spec: TableSpec, columns: Sequence[str], formats: Mapping[str, Any]) -> None:
    sheet.write_string(0, 0, f"{spec.sheet}: satu baris adalah {spec.row}", formats["title"])
    sheet.set_row(NOTE_ROW, 36)
    sheet.set_row(HEADING_ROW, 48)
    sheet.freeze_panes(FIRST_ROW, 1)
    for i, name in enumerate(columns):
        must = name in spec.required or name in spec.any_of
        sheet.set_column(i, i, _width(name))
        sheet.write_string(NOTE_ROW, i, _help(name), formats["note"])
        style = formats["required" if must else "heading"]
        sheet.write_string(HEADING_ROW, i, heading(name), style)
        _validate(sheet, spec, name, i)


def _help(name: str) -> str:
    found = schema.criterion_of(name)
    return criteria()[found[1]].problem if found else schema.fields()[name].help


def _width(name: str) -> int:
    kind = "number" if schema.criterion_of(name) else schema.fields()[name].type
    return _WIDTHS.get(kind, 14)


def _validate(sheet: Any, spec: TableSpec, name: str, column: int) -> None:
    if name in spec.choices:
        source = [word for word in spec.choices[name] if word]
    elif not schema.criterion_of(name) and schema.fields()[name].type == "criterion":
        source = [c.id for c in rules.load().criteria]
    else:
        return
    rule = {
        "validate": "list",
        "source": source,
        "error_title": "Pilih dari daftar",
        "error_message": "Isi dengan salah satu pilihan pada daftar.",
    }
    sheet.data_validation(FIRST_ROW, column, FIRST_ROW + VALIDATED_ROWS - 1, column, rule)


def _profile_notes(sheet: Any, frame: pd.DataFrame | None, formats: Mapping[str, Any]) -> None:
    """Say beside each known key what to write there."""
    notes = _words()["profil"]
    sheet.set_column(0, 1, 28)
    sheet.set_column(3, 3, 60)
    for row, name in enumerate(frame["kunci"] if frame is not None else (), start=FIRST_ROW):
        if name in notes:
            sheet.write_string(row, 3, notes[name], formats["note"])


def _fill(
    sheet: Any, columns: Sequence[str], frame: pd.DataFrame, formats: Mapping[str, Any]
) -> None:
    for i, name in enumerate(columns):
        if name in frame.columns:
            kind = "number" if schema.criterion_of(name) else schema.fields()[name].type
            style = formats.get(kind)
            for row, value in enumerate(frame[name], start=FIRST_ROW):
                if not pd.isna(value):
                    _write(sheet, row, i, value, style)


def _write(sheet: Any, row: int, column: int, value: Any, style: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif hasattr(value, "isoformat") and is_undated(value):
        sheet.write_string(row, column, format_date(value))
    elif hasattr(value, "isoformat"):
        sheet.write_datetime(row, column, pd.Timestamp(value).to_pydatetime(), style)
    else:
        sheet.write_number(row, column, float(value), style)
