"""What moved since the last rakor, as the lines that the summary shows."""

from __future__ import annotations

from datetime import tzinfo

from kotaku.snapshots.change import Change, KeptSnapshot, changes
from kotaku.snapshots.headline import figures
from kotaku.snapshots.potret import area_figures
from kotaku.view import Moved, View
from kotaku.words.safe import in_full

TOLD = ("realisasi_ha", "sisa_ha", "master_schedule_pct")
MOST = 6  # kab/kota told; the page of the history has all


def moved(now: View, base: KeptSnapshot, zone: tzinfo | None) -> tuple[Moved, ...]:
    """Return the headline figures that changed since a snapshot, then the places by hectares."""
    found = {} if now.area is None else area_figures(now.area)
    schedule = now.schedule_now
    if schedule is not None:
        found = {**found, "master_schedule_pct": schedule.realisasi_pct}
    whole = _changes(now, base, zone, found, now.scope.kab_kota)
    words = figures()
    lines = [
        Moved(f"{words[name].nama} {whole[name].words}", whole[name].better)
        for name in TOLD
        if name in whole and not whole[name].same
    ]
    if now.scope.kab_kota is None:
        lines += _places(now, base, zone)
    if not lines and whole:
        since = next(iter(whole.values())).since
        return (Moved(f"Angka utama tetap {since}"),)
    return tuple(lines)


def _places(now: View, base: KeptSnapshot, zone: tzinfo | None) -> list[Moved]:
    found = []
    for place in now.places["kab_kota"]:
        area = now.area_of(str(place))
        left = {} if area is None else {"sisa_ha": area.sisa_ha}
        change = _changes(now, base, zone, left, str(place)).get("sisa_ha")
        if change is not None and not change.same:
            found.append((abs(change.selisih), str(place), change))
    found.sort(key=lambda one: (-one[0], one[1]))
    lines = [Moved(f"{in_full(p)}: sisa {c.amount}", c.better) for _, p, c in found[:MOST]]
    if len(found) > MOST:
        lines.append(Moved(f"dan {len(found) - MOST} kab/kota lain"))
    return lines


def _changes(
    now: View,
    base: KeptSnapshot,
    zone: tzinfo | None,
    figures_now: dict[str, float],
    place: str | None,
) -> dict[str, Change]:
    return changes(figures_now, base, kab_kota=place, view=now.scope, zone=zone)
