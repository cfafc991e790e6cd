"""What a follow-up can come from: the figures and findings of its place, each as one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import nsmallest

from kotaku.findings import SEVERITIES, Finding
from kotaku.view import AreaSummary, Obstacle, WorstCriterion
from kotaku.view.schedule import ScheduleNow
from kotaku.words.numbers import format_ha, format_number, format_pp
from kotaku.words.safe import in_full

MOST = 8  # findings offered; the others stand on the page of data quality


def related(
    area: AreaSummary | None,
    schedule: ScheduleNow | None,
    late: Sequence[Obstacle],
    worst: Sequence[WorstCriterion],
    findings: Iterable[Finding],
) -> tuple[str, ...]:
    """Return what a follow-up of a place can come from, such as ``Sisa kumuh 3,10 ha``.

    Parameters
    ----------
    area : AreaSummary or None
        Of the place; nothing left gives no line.
    schedule : ScheduleNow or None
        Where its Master Schedule stands [pp].
    late : sequence of Obstacle
        Its late activities [pp].
    worst : sequence of WorstCriterion
        Its worst criteria.
    findings : iterable of Finding
        Of its data; the gravest come first, those for information are left out.
    """
    lines = []
    if area is not None and area.sisa_ha > 0:
        lines.append(f"Sisa kumuh {format_ha(area.sisa_ha)}")
    if schedule is not None:
        lines.append(f"Master Schedule {format_pp(schedule.deviasi_pp)}")
    lines += [f"{in_full(one.kegiatan)} {format_pp(one.deviasi_pp)}" for one in late]
    lines += [f"{w.id} {in_full(w.name)}, nilai {format_number(w.nilai)}" for w in worst]
    grave = [one for one in findings if one.severity != "info"]
    gravest = nsmallest(MOST, grave, key=lambda one: SEVERITIES.index(one.severity))
    lines += [_where(one) for one in gravest]
    return tuple(dict.fromkeys(lines))


def _where(found: Finding) -> str:
    """Return the code of a finding with its cell: ``NILAI-TIDAK-COCOK, Lokasi!F12``."""
    spot = found.cell or (f"baris {found.row}" if found.row is not None else "")
    mark = "!" if found.cell and found.sheet else " "
    address = f"{in_full(found.sheet)}{mark}{spot}".strip()
    return f"{found.code}, {address}" if address else found.code
