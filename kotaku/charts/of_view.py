"""The charts of a view: each is asked for once, by pages, slides and followers alike.

``source`` is the line under the chart; slides, which have a foot of their own, give none.
"""

from __future__ import annotations

from kotaku.charts import achievement, areas, classes, inset, schedule
from kotaku.charts.spec import Chart, Empty, Outline
from kotaku.geo import outlines
from kotaku.progress.audit import by_kind
from kotaku.progress.forecast import forecast
from kotaku.progress.judging import load_rules
from kotaku.view import (
    WHOLE,
    View,
    audit,
    conditions_by_kind,
    funds,
    has_criteria,
    kpi,
    widest_place,
)
from kotaku.words.safe import clean

MOST_CORNERS = 1500  # of all boundaries on one small map; a turn is some 60 KB


def account(view: View, *, source: str = "", place: str = WHOLE, steps: int = 12) -> Chart:
    """Return the account of one place as a staircase."""
    return areas.waterfall_area(view.account, source=source, kab_kota=place, max_steps=steps)


def places(view: View, *, source: str = "", rows: int = 15) -> Chart:
    """Return where what remains lies: by kab/kota, else by the smaller place that is known."""
    if not view.places.empty:
        return areas.stacked_area_by_place(view.account, source=source, max_rows=rows)
    per = widest_place(view.units)
    return classes.class_by_place(view.units, per=per, source=source, max_rows=8)


def by_unit(view: View, *, source: str = "") -> Chart:
    """Return how the same works give different hectares by RT and by kawasan."""
    method = view.evaluation.settings.metode
    return areas.cumulative_reduction(view.evaluation.pengurangan, source=source, metode=method)


def levels(view: View, *, source: str = "") -> Chart:
    """Return the hectares of each class, at first and now."""
    return classes.class_movement(view.units, source=source)


def criteria(view: View, *, source: str = "") -> Chart:
    """Return the criteria of the units that score highest."""
    if not has_criteria(view.units):
        return Empty(classes.NO_CRITERIA, source=source)
    return classes.criteria_heatmap(view.units, view.evaluation.regulation, source=source)


def movement(view: View, *, source: str = "") -> Chart:
    """Return hectares from class to class, from the first year to the last in view."""
    first, last = view.years
    return classes.class_matrix(
        view.movement, source=source, awal=str(first or "awal"), akhir=str(last or "akhir")
    )


def curve(view: View, *, source: str = "", place: str = WHOLE, deviation: bool = True) -> Chart:
    """Return plan, realisation and estimate of the Master Schedule of one place."""
    plan = view.evaluation.jadwal
    if plan is None:
        return Empty(schedule.EMPTY, source=source)
    further = forecast(plan.weekly, plan.as_of, kab_kota=place)
    return schedule.s_curve(
        plan.weekly,
        source=source,
        kab_kota=place,
        as_of=plan.as_of,
        forecast=None if further is None else further.weekly,
        deviation=deviation,
    )


def deviations(view: View, *, source: str = "") -> Chart:
    """Return the deviation of each team."""
    plan = view.evaluation.jadwal
    if plan is None:
        return Empty(schedule.EMPTY, source=source)
    return schedule.deviation_by_team(plan.latest, source=source)


def activities(view: View, *, source: str = "", rows: int = 20) -> Chart:
    """Return the activities of the Master Schedule over time."""
    plan = view.evaluation.jadwal
    if plan is None:
        return Empty(schedule.EMPTY, source=source)
    return schedule.gantt(plan.activities, as_of=plan.as_of, source=source, max_rows=rows)


def indicators(view: View, *, source: str = "") -> Chart:
    """Return how much of its target each indicator has reached."""
    found = view.achievement.kpi
    if found is None:
        return Empty(achievement.NO_KPI, source=source)
    shown = kpi.indicators(found)
    return achievement.kpi_bars(shown, source=source, cap_pct=load_rules().cap_pct)


def access(view: View, *, source: str = "") -> Chart:
    """Return the share of households with water and with sanitation."""
    found = view.achievement.akses
    if found is None:
        return Empty(achievement.NO_ACCESS, source=source)
    return achievement.access_bars(found, source=source)


def funnel(view: View, *, source: str = "") -> Chart:
    """Return how far the money of BPM has come."""
    found = view.achievement.dana
    if found is None or found.corong is None:
        return Empty(achievement.NO_FUNDS, source=source)
    stages = found.corong[found.corong["kab_kota"] == WHOLE]
    return achievement.funds_funnel(stages, funds.STAGE_WORDS, source=source)


def collaboration(view: View, *, source: str = "") -> Chart:
    """Return the money of others by source."""
    found = view.achievement.dana
    if found is None or found.kolaborasi is None:
        return Empty(achievement.NO_COLLABORATION, source=source)
    return achievement.collaboration_bars(found.kolaborasi, source=source)


def audits(view: View, *, source: str = "") -> Chart:
    """Return findings and documents by kind and state."""
    found = view.achievement.audit
    if found is None:
        return Empty(achievement.NO_AUDIT, source=source)
    return achievement.audit_states(by_kind(found), audit.KINDS, source=source)


def complaints(view: View, *, source: str = "") -> Chart:
    """Return complaints settled and open."""
    found = view.achievement.pengaduan
    if found is None:
        return Empty(achievement.NO_COMPLAINTS, source=source)
    return achievement.complaint_bars(audit.counted(found)[1], source=source)


def assets(view: View, *, source: str = "") -> Chart:
    """Return built assets by kind and condition."""
    own = view.dataset.table("pemeliharaan")
    if own.empty:
        return Empty(achievement.NO_ASSETS, source=source)
    return achievement.assets_by_condition(conditions_by_kind(own), source=source)


def maps(view: View, *, height: int = 240, width: int = 380) -> Chart:
    """Return the places on the map, at the start and now."""
    return inset.before_after(
        view.placed.before, view.placed.after, outlines=boundaries(view), height=height, width=width
    )


def boundaries(view: View) -> tuple[Outline, ...]:
    """Return what small maps show whole: boundaries that the team brought, else its polygons.

    None where they are too many for a picture that every phone fetches.
    """
    shapes = view.polygons.shapes
    own = shapes["peran"] == outlines.BOUNDARY
    rows = outlines.drawn(shapes, outlines.BOUNDARY if own.any() else outlines.UNIT)
    found = [
        Outline(clean(name), [[(x, y) for x, y, *_ in ring] for ring in outlines.rings(shape)])
        for name, shape in zip(rows["nama"], rows["garis"], strict=True)
    ]
    corners = sum(len(ring) for outline in found for ring in outline.rings)
    return tuple(found) if corners <= MOST_CORNERS else ()
