"""One kab/kota on exactly one page of paper, and every kab/kota in one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from kotaku.output.blocks import Block, BlockTable, Heading, Items, Paragraph
from kotaku.output.pdf import TooLongError, document, sheets
from kotaku.output.sections import follow_ups
from kotaku.view import WORST_TITLE, View, obstacles
from kotaku.words.numbers import bound, format_pp
from kotaku.words.safe import in_full

SCALES = (1.0, 0.88, 0.76)  # of the text, until the page holds it
ROWS = (12, 8, 5, 3, 1, 0)  # of a list, below the smallest text


def places_pdf(reports: Sequence[View]) -> bytes:
    """Return one page for each kab/kota in one .pdf; the same reports, the same bytes.

    Raises
    ------
    ValueError
        When there is no kab/kota to write about, or a sheet does not fit even when cut.
    """
    if not reports:
        raise ValueError("Tidak ada kab/kota untuk dicetak")
    first = reports[0]
    name = f"Lembar {first.name}" if len(reports) == 1 else f"Lembar kab/kota, {first.province}"
    parts = [(*_fitted(one), one.foot) for one in reports]
    return bytes(sheets(parts, name=name, stamp=first.stamp).output())


def _fitted(report: View) -> tuple[list[Block], float]:
    """Return the blocks of a sheet and the scale at which one page holds them."""
    tries = [(ROWS[0], scale) for scale in SCALES] + [(rows, SCALES[-1]) for rows in ROWS[1:]]
    for rows, scale in tries:
        blocks = list(_blocks(report, rows))
        with suppress(TooLongError):
            document(
                blocks,
                foot=report.foot,
                name=report.name,
                stamp=report.stamp,
                scale=scale,
                single=True,
                upright=True,
            ).output()
            return blocks, scale
    raise ValueError(f"Lembar {report.name} tidak muat pada satu halaman")


def _blocks(report: View, rows: int) -> Iterator[Block]:
    yield Heading(report.where, 0)
    when = f", data per {report.data_date}" if report.data_date else ""
    yield Paragraph(f"{report.title}{when}", "quiet")
    yield Paragraph(bound(report.answer), "strong")
    for text in (report.coverage_answer, report.schedule_answer, report.forecast_answer):
        if text:
            yield Paragraph(bound(text))
    yield from _figures(report)
    yield from _listed("Berubah sejak rakor lalu", [m.text for m in report.moved], rows)
    yield from _listed("Terlambat dan perlu keputusan", report.due, rows)
    yield from _account(report, rows)
    worst = [one.words for one in report.worst()]
    yield from _listed(WORST_TITLE, worst, rows)
    yield from _listed("Kendala", _obstacles(report), rows)
    yield from _promises(report, rows)


def _figures(report: View) -> Iterable[Block]:
    if not report.figures:
        return
    cells = [
        [one.label, bound(one.value), bound(one.note), one.doubt or "–"] for one in report.figures
    ]
    yield BlockTable(("Angka", "Nilai", "Keterangan", "Keraguan"), cells, (3, 2.2, 7, 1.8), (1,))


def _account(report: View, rows: int) -> Iterable[Block]:
    place = report.scope.kab_kota or ""
    cells = [[step.label, bound(step.text)] for step in report.steps(place, max(rows, 3))]
    if cells:
        yield Heading("Dari luas awal ke sisa")
        yield BlockTable(("Langkah", "Hektare"), cells, (8, 3), (1,))


def _listed(title: str, texts: Sequence[str], rows: int) -> Iterable[Block]:
    if not texts:
        return
    yield Heading(title)
    kept = [bound(text) for text in texts[:rows]]
    more = len(texts) - len(kept)
    yield Items([*kept, _more(more, kept)] if more else kept)


def _more(more: int, kept: Sequence[object]) -> str:
    return f"dan {more} lagi" if kept else f"{more} hal; selengkapnya dalam notulen"


def _obstacles(report: View) -> list[str]:
    plan = report.evaluation.jadwal
    if plan is None:
        return []
    return [
        f"{in_full(one.kegiatan)} ({format_pp(one.deviasi_pp)}): "
        f"{in_full(one.kendala) or 'kendala belum diisi'}"
        for one in obstacles(plan.activities)
    ]


def _promises(report: View, rows: int) -> Iterable[Block]:
    found = follow_ups(report)
    if not found.rows:
        return
    yield Heading(found.name)
    kept = [[in_full(row[i]) for i in (1, 2, 4, 5, 6)] for row in found.rows[:rows]]
    if more := len(found.rows) - len(kept):
        kept.append([_more(more, kept), "", "", "", ""])
    headings = [found.headings[i] for i in (1, 2, 4, 5, 6)]
    yield BlockTable(headings, kept, (3.4, 3.4, 2, 1.7, 1.5))
