"""What one turn says, whoever shows it: the presenter's screen or a follower's phone.

Texts are plain; whoever draws them makes them harmless for its medium.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from kotaku import meeting, view
from kotaku.charts import of_view
from kotaku.charts.areas import stacked_area_by_place, waterfall_area
from kotaku.charts.inset import before_after
from kotaku.charts.schedule import s_curve
from kotaku.charts.spec import Chart
from kotaku.dataset import AREA
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
NO_AREA = "Belum ada data luas kumuh."
NO_PLAN = "Belum ada Master Schedule dan Progres."
MAPS = ("Awal", "Sekarang (realisasi)")
MOST = 12  # sentences of a list that are looked at; who draws it takes as many as there is room for
STEP_PX, ROW_PX = 30, 24  # height of a step of the account and of a bar over places [px]
LONG, LONG_PX = 24, 40  # letters of a name that takes two lines; height of its bar [px]
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


def whole(page: Context, label: str) -> str:
    """Return the name of the turn of everything."""
    province = page.of_profile("provinsi")
    return f"Provinsi {province}" if province else label


def parts(page: Context) -> list[TurnFigure]:
    """Return the figures of a turn: hectares, schedule, places on the map."""
    found = [_area(page), _schedule(page)]
    if has_map(page):
        found.append(_map(page))
    return found


def lists(page: Context, promises: pd.DataFrame) -> list[Sentences]:
    """Return what stands in words: worst criteria, obstacles, commitments."""
    found = [_criteria(page), _obstacles(page), _promises(promises, page.scope.kab_kota)]
    return [one for one in found if one is not None]


def has_map(page: Context) -> bool:
    """Tell whether the turn has points for the two small maps."""
    return page.scope.kab_kota is not None and not page.placed.after.empty


def _area(page: Context) -> TurnFigure:
    area, label = page.area, "Luas kumuh: awal → sisa"
    if area is None:
        return TurnFigure(LUAS, label, "", (NO_AREA,), "pengurangan_kumuh")
    build: Callable[[float, float], Chart] = lambda _, high: waterfall_area(  # noqa: E731
        page.account, source="", max_steps=max(1, int(high / STEP_PX) - 3)
    )
    if page.scope.kab_kota is None and len(page.places) > 1:
        row = LONG_PX if page.places["kab_kota"].str.len().max() > LONG else ROW_PX
        build = lambda _, high: stacked_area_by_place(  # noqa: E731
            page.account, source="", max_rows=max(3, int((high - 50) / row))
        )
    value = f"{format_number(area.luas_awal_ha)} → {format_ha(area.sisa_ha)}"
    moved = deltas.since_last(page).get("sisa_ha")
    notes = (*view.state_words(area), *([moved.words] if moved else []))
    return TurnFigure(LUAS, label, value, notes, "pengurangan_kumuh", page.doubt(AREA), build)


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
        page.doubt("master_schedule"),
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


def _obstacles(page: Context) -> Sentences | None:
    plan = page.evaluation.jadwal
    if plan is None:
        return None
    if page.scope.kab_kota is None:
        return _late_teams(plan.latest)
    late = view.obstacles(plan.activities, most=MOST)
    lines = tuple(_obstacle(one) for one in late)
    return Sentences("Kendala", "master_schedule", lines, none="Tidak ada kegiatan yang terlambat.")


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
