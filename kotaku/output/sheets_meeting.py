"""The sheets of class movement, prevention, follow-ups and notes; only what there is."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from kotaku.output.sections import RTL_HEADINGS, Section, follow_ups, notes
from kotaku.output.sheet import BookSheet, SheetColumn, columns_of
from kotaku.view import View, assets_frame, upkeep, upkeep_answer
from kotaku.view.units import CLASS_WORDS


def meeting_sheets(report: View) -> dict[str, Callable[[BookSheet, View], None]]:
    """Return the sheets that there is something for, by name."""
    held = {
        "Perpindahan kelas": (not report.movement.empty, _movement),
        "Pencegahan": (report.dataset.has("pemeliharaan"), _prevention),
        "RTL dan catatan": (len(report.follow_ups) + len(report.remarks) > 0, _meeting),
    }
    return {name: write for name, (here, write) in held.items() if here}


def _movement(sheet: BookSheet, report: View) -> None:
    sheet.title("Perpindahan kelas", "Dari kelas awal ke kelas kini, menurut realisasi.")
    named = report.movement.assign(
        **{c: report.movement[c].map(CLASS_WORDS).fillna("Belum dinilai") for c in ("dari", "ke")}
    )
    sheet.table(columns_of("perpindahan"), named)


def _prevention(sheet: BookSheet, report: View) -> None:
    assets = report.dataset.table("pemeliharaan")
    sheet.title("Pencegahan dan pemeliharaan", upkeep_answer(upkeep(assets)))
    sheet.table(columns_of("pencegahan"), assets_frame(assets))


def _meeting(sheet: BookSheet, report: View) -> None:
    sheet.title("Tindak lanjut (RTL) dan catatan rapat")
    for section in (follow_ups(report), notes(report)):
        if section.rows:
            _section(sheet, section)


def _section(sheet: BookSheet, section: Section) -> None:
    sheet.line(f"{section.name}: {section.answer}", "title")
    width = 22 if section.headings == RTL_HEADINGS else 40
    columns = [SheetColumn(text, text, width) for text in section.headings]
    rows = pd.DataFrame(section.rows, columns=list(section.headings))
    sheet.table(columns, rows, freeze=False, filtered=False)
    sheet.skip()
