"""What one turn says, whoever shows it: the presenter's screen or a follower's phone.

Texts are plain; whoever draws them makes them harmless for its medium.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pandas as pd

from kotaku import meeting, view
from kotaku.charts import of_view
from kotaku.charts.areas import stacked_area_by_place, waterfall_area
from kotaku.charts.classes import class_by_place
from kotaku.charts.inset import before_after
from kotaku.charts.palette import KELAS
from kotaku.charts.picture import LEAST_ROWS, fitted
from kotaku.charts.schedule import s_curve
from kotaku.charts.spec import Chart
from kotaku.dataset import AREA
from kotaku.intake.reading.model import SCHEDULE
from kotaku.meeting import PROVINCE
from kotaku.progress.forecast import forecast
from kotaku.progress.master_schedule import Schedule
from kotaku.view.schedule import STATUS_WORDS
from kotaku.words.dates import format_date
from kotaku.words.numbers import format_ha, format_number, format_pct, format_pp
from kotaku.words.safe import clean
from pages.ui.bar import deltas
from pages.ui.bar.context import Context

LUAS, KURVA, PETA = "rakor_luas", "rakor_kurva", "rakor_peta"
LANGKAH, TINGKAT = "rakor_langkah", "rakor_tingkat"
NO_AREA = "Belum ada data luas kumuh."
NO_PLAN = "Belum ada Master Schedule dan Progres."
MAPS = ("Awal", "Sekarang (realisasi)")
LEAST = 2  # figures beside one another, where the data hold as many
MOST = 12  # sentences of a list that are looked at; who draws it takes as many as there is room for
STEP_PX, ROW_PX = 30, 24  # height of a step of the account and of a bar over places [px]
WORST = 4  # criteria


@dataclass(frozen=True)
class TurnFigure:
    """One headline figure with its chart, if it has one; without a value ``notes`` say why.

    ``chart`` makes the chart for a picture of a width and a height [px]; ``proof`` names the page
    that shows what stands behind the figure.
    """

    key: str
    label: str
    value: str
    notes: tuple[str, ...]
    proof: str
    doubt: str = ""
    chart: Callable[[float, float], Chart] | None = None


@dataclass(frozen=True)
class Sentences:
    """Sentences under their title, of ``total`` there are; ``none`` stands in place of none."""

    title: str
    proof: str
    lines: tuple[str, ...] = ()
    lead: str = ""
    none: str = ""
    total: int = 0


def parts(page: Context) -> list[TurnFigure]:
    """Return the figures of a turn: hectares, schedule, places on the map.

    What the data do not hold leaves its room to the others; ``lists`` says that it is missing.
    """
    area, plan = _area(page), _schedule(page)
    found = [one for one in (area, plan) if one.chart]
    if has_map(page):
        found.append(_map(page))
    if len(found) < LEAST:
        found += [one for one in (_steps(page), _classes(page)) if one][: LEAST - len(found)]
    return found or [area]


def lists(page: Context, promises: pd.DataFrame) -> list[Sentences]:
    """Return what stands in words: worst criteria, obstacles, commitments, and what is missing."""
    start = _criteria(page)
    if start is None and page.area is None and page.evaluation.jadwal is not None:
        start = Sentences("Luas kumuh", "pengurangan_kumuh", none=NO_AREA)
    found = [start, _obstacles(page), _promises(promises, page.scope.kab_kota)]
    return [one for one in found if one is not None]


def has_map(page: Context) -> bool:
    """Tell whether the turn has points for the two small maps."""
    return page.scope.kab_kota is not None and not page.placed.after.empty


def _area(page: Context) -> TurnFigure:
    area, label = page.area, "Luas kumuh: awal → sisa"
    if area is None:
        return TurnFigure(LUAS, label, "", (NO_AREA,), "pengurangan_kumuh")
    build = partial(_bars_by_place if _is_by_place(page) else _staircase, page)
    value = f"{format_number(area.luas_awal_ha)} → {format_ha(area.sisa_ha)}"
    moved = deltas.since_last(page).get("sisa_ha")
    notes = (*view.state_words(area), *([moved.words] if moved else []))
    return TurnFigure(LUAS, label, value, notes, "pengurangan_kumuh", page.doubt(AREA), build)


def _is_by_place(page: Context) -> bool:
    return page.scope.kab_kota is None and len(page.places) > 1


def _bars_by_place(page: Context, wide: float, high: float) -> Chart:
    return fitted(
        lambda rows: stacked_area_by_place(page.account, source="", max_rows=rows),
        most=max(LEAST_ROWS, int((high - 50) / ROW_PX)),
        width=wide,
        height=high,
    )


def _staircase(page: Context, wide: float, high: float) -> Chart:
    return fitted(
        lambda steps: waterfall_area(page.account, source="", max_steps=steps),
        most=max(LEAST_ROWS, int(high / STEP_PX) - 3),
        width=wide,
        height=high,
        least=1,  # then by state alone
    )


def _steps(page: Context) -> TurnFigure | None:
    """Return by which works the hectares went, where the first figure shows the places."""
    area = page.area
    if area is None or not _is_by_place(page):
        return None
    build = partial(_staircase, page)
    label, value = "Berkurang menurut tahun dan sumber", format_ha(area.berkurang_ha)
    return TurnFigure(LANGKAH, label, value, (), "pengurangan_kumuh", page.doubt(AREA), build)


def _classes(page: Context) -> TurnFigure | None:
    """Return which places are how kumuh now."""
    units = page.units
    if units.empty or not units["tingkat"].isin(KELAS).any():
        return None
    per = view.widest_place(units)
    build: Callable[[float, float], Chart] = lambda wide, high: fitted(  # noqa: E731
        lambda rows: class_by_place(units, source="", per=per, max_rows=rows),
        most=max(LEAST_ROWS, int((high - 50) / ROW_PX)),
        width=wide,
        height=high,
    )
    said = view.class_answer(page)
    label = f"Tingkat kekumuhan menurut {'kab/kota' if per == 'kab_kota' else per}"
    return TurnFigure(TINGKAT, label, "", (said,), "tingkat_kekumuhan", chart=build)


def _schedule(page: Context) -> TurnFigure:
    plan, now, label = page.evaluation.jadwal, page.schedule_now, "Master Schedule"
    if plan is None or now is None:
        return TurnFigure(KURVA, label, "", (NO_PLAN,), "master_schedule")
    moved = deltas.since_last(page).get("master_schedule_pct")
    said = f"{STATUS_WORDS.get(now.status, '')} {format_pp(now.deviasi_pp)} terhadap rencana"
    return TurnFigure(
        KURVA,
        label,
        format_pct(now.realisasi_pct),
        (f"{said} {format_pct(now.rencana_pct)}".strip(), *([moved.words] if moved else [])),
        "master_schedule",
        page.doubt(SCHEDULE),
        lambda _wide, _high: _curve(plan),
    )


def _curve(plan: Schedule) -> Chart:
    further = forecast(plan.weekly, plan.as_of)
    return s_curve(
        plan.weekly,
        source="",
        as_of=plan.as_of,
        forecast=None if further is None else further.weekly,
        deviation=False,  # the sentence above the curve says it
    )


def _map(page: Context) -> TurnFigure:
    before, after = page.placed.before, page.placed.after
    left = after[after["sisa_ha"] > 0]
    return TurnFigure(
        PETA,
        "Titik kumuh: awal → sisa",
        f"{len(before)} → {len(left)}",
        (page.placed.left_words,),
        "peta",
        chart=lambda wide, high: before_after(
            before,
            after,
            titles=MAPS,
            outlines=of_view.boundaries(page),
            height=int(high),
            width=int(wide),
        ),
    )


def _criteria(page: Context) -> Sentences | None:
    worst = page.worst(page.scope.kab_kota or "", WORST)
    lines = tuple(one.words for one in worst)
    return Sentences(view.WORST_TITLE, "tingkat_kekumuhan", lines) if worst else None


def _obstacles(page: Context) -> Sentences:
    plan = page.evaluation.jadwal
    if plan is None:
        return Sentences("Master Schedule", "master_schedule", none=NO_PLAN)
    if page.scope.kab_kota is None:
        return _late_teams(plan.latest)
    late = view.obstacles(plan.activities, most=MOST)
    lines = tuple(_obstacle(one) for one in late)
    none, total = "Tidak ada kegiatan yang terlambat.", plan.activities["status"].isin(view.LATE)
    return Sentences("Kendala", "master_schedule", lines, none=none, total=int(total.sum()))


def _obstacle(one: view.Obstacle) -> str:
    behind = f"{clean(one.kegiatan)} tertinggal {format_number(-one.deviasi_pp)} pp"
    return _sentence(f"{behind}: {clean(one.kendala) or 'kendalanya belum diisi'}")


def _late_teams(latest: pd.DataFrame) -> Sentences:
    late = latest[(latest["kab_kota"] != PROVINCE) & latest["status"].isin(view.LATE)]
    worst = late.sort_values("deviasi_pp").head(MOST)
    pairs = zip(worst["kab_kota"], worst["deviasi_pp"], strict=True)
    lines = tuple(f"{clean(name)} tertinggal {format_number(-pp)} pp." for name, pp in pairs)
    title, none = f"Tim yang terlambat: {len(late)}", "Tidak ada tim yang terlambat."
    return Sentences(title, "master_schedule", lines, none=none, total=len(late))


def _promises(rows: pd.DataFrame, place: str | None) -> Sentences:
    lines = tuple(
        _promise(row)
        if place
        else _sentence(f"{clean(row['kab_kota']) or 'Provinsi'} — {_promise(row)}")
        for _, row in rows.head(MOST).iterrows()
    )
    lead = meeting.promises_answer(rows)
    return Sentences("RTL", "tindak_lanjut", lines, lead=lead, total=len(rows))


def _promise(row: pd.Series) -> str:
    """Return a commitment as one sentence: who does what, and by when."""
    what = clean(row["tindakan"] or row["masalah"]).rstrip(".")
    who = f"{clean(row['pic'])}: " if row["pic"] else ""
    if not row["terbuka"]:
        return f"{who}{what} ({meeting.STATUS_WORDS[row['status']].lower()})."
    late = row["terlambat_hari"]
    days = None if pd.isna(late) else int(late)
    when = meeting.late_words(days, open_=True, due=pd.notna(row["batas_waktu"]))
    if days == 0:
        when = f"s.d. {format_date(row['batas_waktu'])}"
    return f"{who}{what} ({when})."


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
