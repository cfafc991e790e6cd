"""The sheets of KPI, funds, and audit; only what the data hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import zip_longest

import pandas as pd

from kotaku.output.sheet import BookSheet, SheetColumn, columns_of
from kotaku.view import View, audit, funds, kpi
from kotaku.view.reported import Reported, all_reported

Part = tuple[str, Sequence[SheetColumn], pd.DataFrame]
LONGEST = 31  # letters of a sheet's name, by the file format
_KINDS = {"percent": "number", "integer": "whole"} | {
    kind: kind for kind in ("number", "rupiah", "year", "date")
}


def achievement_sheets(report: View) -> dict[str, Callable[[BookSheet, View], None]]:
    """Return the sheets that the data can fill, by name."""
    found = report.achievement
    held = {
        "KPI": (found.kpi is not None or found.akses is not None, _kpi),
        "Dana": (found.dana is not None, _funds),
        "Audit dan pengaduan": (found.audit is not None or found.pengaduan is not None, _audit),
    }
    told = all_reported(report.dataset, found.as_of)
    sheets: dict[str, Callable[[BookSheet, View], None]] = {
        name: write for name, (here, write) in held.items() if here
    }
    return sheets | {one.title[:LONGEST]: partial(_reported, one) for one in told}


def _reported(found: Reported, sheet: BookSheet, report: View) -> None:  # noqa: ARG001 (as every sheet)
    sheet.title(found.title, found.answered.answer)
    shown = [_column(found, column, heading) for column, heading in found.columns.items()]
    sheet.table(shown, found.frame)


def _column(found: Reported, column: str, heading: str) -> SheetColumn:
    kind = _KINDS.get(found.kind(column), "text")
    return SheetColumn(heading, column, 14 if kind != "text" else 28, kind)


def _write(sheet: BookSheet, parts: Sequence[Part]) -> None:
    """Write tables one below the other, each column as wide as the widest that stands in it."""
    widths = [max(w) for w in zip_longest(*([c.width for c in p[1]] for p in parts), fillvalue=0)]
    for heading, own, frame in parts:
        sheet.line(heading, "title")
        wide = [c._replace(width=w) for c, w in zip(own, widths, strict=False)]
        sheet.table(wide, frame, freeze=False, filtered=False)
        sheet.skip()


def _kpi(sheet: BookSheet, report: View) -> None:
    found = report.achievement
    sheet.title("KPI dan 100-0-100", kpi.kpi_answer(report))
    parts: list[Part] = []
    if found.kpi is not None:
        parts.append(("Indikator", columns_of("indikator"), kpi.by_place(found.kpi)))
    if found.akses is not None:
        parts.append(("100-0-100", columns_of("akses"), kpi.access_table(report)))
    _write(sheet, parts)


def _funds(sheet: BookSheet, report: View) -> None:
    found = report.achievement.dana
    assert found is not None
    sheet.title("Dana", funds.funds_answer(report) or funds.training_answer(report))
    parts: list[Part] = []
    if found.corong is not None:
        stages = [SheetColumn(f"{w} (Rp)", s, 20, "rupiah") for s, w in funds.STAGE_WORDS.items()]
        wide = [*columns_of("bpm"), *stages]
        parts.append(("BPM tiap kab/kota", wide, funds.funnel_table(report)))
        parts.append(("Paket tertahan", columns_of("tertahan"), funds.stalled_table(report)))
    if found.kolaborasi is not None:
        parts.append(("Kolaborasi", columns_of("kolaborasi"), found.kolaborasi))
    if found.kapasitas is not None:
        parts.append(
            ("Peningkatan kapasitas", columns_of("pelatihan"), funds.training_table(report))
        )
    _write(sheet, parts)


def _audit(sheet: BookSheet, report: View) -> None:
    found = report.achievement
    sheet.title("Audit dan pengaduan", audit.audit_answer(report))
    parts: list[Part] = []
    if found.audit is not None:
        parts.append(("Temuan dan dokumen", columns_of("audit"), audit.audit_table(report)))
    if found.pengaduan is not None:
        for sentence in audit.gap_sentences(found.pengaduan):
            sheet.line(sentence)
        waiting = audit.waiting_table(found.pengaduan)
        parts.append(("Pengaduan belum selesai", columns_of("pengaduan"), waiting))
    _write(sheet, parts)
