"""What the achievement beside area and schedule asks of the meeting."""

from __future__ import annotations

from kotaku.progress.achievement import Achievement
from kotaku.view.decisions import Decision
from kotaku.view.kpi import indicators
from kotaku.words.numbers import format_number, format_pct, format_rp_short

FAR = "jauh"  # status of an indicator in capaian.toml


def matters(found: Achievement) -> list[Decision]:
    """Return audit findings past their deadline, packages that stand still, KPI far off."""
    return [d for d in (_audit(found), _packages(found), _indicators(found)) if d is not None]


def _audit(found: Achievement) -> Decision | None:
    if found.audit is None:
        return None
    late = found.audit[found.audit["lewat_hari"] > 0]
    if late.empty:
        return None
    worth = float(late["nilai_terbuka_rp"].sum())
    value = f" senilai {format_rp_short(worth)}" if worth > 0 else ""
    longest = format_number(int(late["lewat_hari"].max()), 0)
    return Decision(
        f"{len(late)} temuan audit{value} lewat batas waktu, terlama {longest} hari: "
        "siapa menuntaskan, kapan?",
        "kesiapan_audit",
        rp=worth,
        late=True,
    )


def _packages(found: Achievement) -> Decision | None:
    stuck = None if found.dana is None else found.dana.macet
    if stuck is None or stuck.empty:
        return None
    worth = float(stuck["pagu_rp"].sum())
    return Decision(
        f"{len(stuck)} paket BPM senilai {format_rp_short(worth)} tertahan: apa hambatannya, "
        "siapa membuka?",
        "dana",
        rp=worth,
        late=True,
    )


def _indicators(found: Achievement) -> Decision | None:
    rows = None if found.kpi is None else indicators(found.kpi)
    far = rows if rows is None else rows[rows["status"] == FAR]
    if far is None or far.empty:
        return None
    worst = far.iloc[0]
    return Decision(
        f"{len(far)} KPI jauh dari target; terjauh {worst['indikator']} "
        f"({format_pct(worst['persen'])}): apa langkah percepatannya?",
        "kpi",
    )
