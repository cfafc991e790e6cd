"""Findings for the team that must mend them: a list as a workbook, and a message to paste."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from kotaku.findings import SEVERITIES, Finding
from kotaku.words.safe import clean

ROWS = ("Tingkat", "Temuan", "Lembar", "Sel", "Isi", "Keterangan", "Tindakan")
WORDS = {"galat": "Galat", "peringatan": "Peringatan", "info": "Info"}
MOST_LINES = 12  # a message longer than this is not read on a telephone
_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def row_of(finding: Finding) -> tuple[str, ...]:
    """Return a finding as texts, in the order of ``ROWS``."""
    texts = (
        WORDS[finding.severity],
        finding.title,
        finding.sheet,
        finding.cell or ("" if finding.row is None else f"baris {finding.row}"),
        finding.value,
        finding.message,
        finding.advice,
    )
    return tuple(clean(text)[:2000] for text in texts)


def findings_workbook(findings: Iterable[Finding]) -> bytes:
    """Return the findings as an xlsx: one row each, gravest first, with its file and kab/kota."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _SAFE)
    sheet = book.add_worksheet("Temuan")
    bold = book.add_format({"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    head = ("Kab/Kota", "Berkas", *ROWS)
    for column, text in enumerate(head):
        sheet.write_string(0, column, text, bold)
        sheet.set_column(column, column, 60 if text in ROWS[-2:] else 18, wrap)
    ordered = sorted(findings, key=_order)
    for line, finding in enumerate(ordered, start=1):
        for column, text in enumerate((clean(finding.place), clean(finding.file),
                                       *row_of(finding))):  # fmt: skip
            sheet.write_string(line, column, text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(ordered), 1), len(head) - 1)
    book.close()
    return out.getvalue()


def message(findings: Iterable[Finding], *, kab_kota: str = "", file: str = "") -> str:
    """Return a message ready to paste: what to mend, where, gravest first.

    Remarks (info) are left out. With nothing to mend it says so.

    Parameters
    ----------
    findings : findings of the data set
    kab_kota, file : only those of this team or file; findings without a place belong to all
    """
    wanted = [f for f in findings if f.severity != "info" and _meant(f, kab_kota, file)]
    whom = f" {kab_kota}" if kab_kota else ""
    about = f" ({file})" if file else ""
    if not wanted:
        return f"Yth. Tim{whom}, data{about} sudah kami baca dan tidak ada yang perlu diperbaiki."
    ordered = sorted(wanted, key=_order)
    grave = sum(f.severity == "galat" for f in ordered)
    lines = [
        f"Yth. Tim{whom}, mohon perbaiki data{about}: {grave} galat dan "
        f"{len(ordered) - grave} peringatan.",
        "",
        *(f"{n}. {_line(f)}" for n, f in enumerate(ordered[:MOST_LINES], start=1)),
    ]
    if len(ordered) > MOST_LINES:
        lines.append(f"… dan {len(ordered) - MOST_LINES} lagi; selengkapnya dalam daftar temuan.")
    lines += ["", "Setelah diperbaiki, kirim lagi berkas yang sama. Terima kasih."]
    return "\n".join(lines)


def _meant(finding: Finding, kab_kota: str, file: str) -> bool:
    return (not kab_kota or finding.place in ("", kab_kota)) and (
        not file or finding.file in ("", file)
    )


def _line(finding: Finding) -> str:
    where = ", ".join(_where(finding))
    text = f"{clean(finding.message)} {clean(finding.advice)}"
    return f"{where}: {text}" if where else text


def _where(finding: Finding) -> Sequence[str]:
    place = [f"lembar {clean(finding.sheet)}"] if finding.sheet else []
    return [*place, *([f"sel {finding.cell}"] if finding.cell else [])]


def _order(finding: Finding) -> tuple[int, str, str, int]:
    return SEVERITIES.index(finding.severity), finding.file, finding.sheet, finding.row or 0
