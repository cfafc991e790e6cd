"""What one turn says, whoever shows it: the presenter's screen or a follower's phone.

Texts are plain; whoever draws them makes them harmless for its medium.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from kotaku import meeting, view
from kotaku.charts.areas import stacked_area_by_place, waterfall_area
from kotaku.charts.inset import before_after
from kotaku.charts.schedule import s_curve
from kotaku.charts.spec import Chart
from kotaku.meeting import PROVINCE
from kotaku.progress.forecast import forecast
from kotaku.progress.master_schedule import Schedule
from kotaku.view.schedule import STATUS_WORDS
from kotaku.words.numbers import format_ha, format_number, format_pct, format_pp
from kotaku.words.safe import clean
from pages.ui.bar.context import Context

LUAS, KURVA, PETA = "rakor_luas", "rakor_kurva", "rakor_peta"
NO_AREA = "Belum ada data luas kumuh."
NO_PLAN = "Belum ada Master Schedule dan Progres."


@dataclass(frozen=True)
class Room:
    """How much a turn can hold where it is shown."""

    rows: int = 10  # bars of a chart over places
    steps: int = 6  # reductions of the account
    lines: int = 3  # of a list; the rest is a click away
    promises: int = 6
    map_px: tuple[int, int] = (560, 300)  # width and height of the maps


@dataclass(frozen=True)
class Part:
    """One headline figure with its chart, if it has one; without a value ``note`` says why."""

    key: str
    label: str
    value: str
    note: str
    doubt: str = ""
    chart: Callable[[], Chart] | None = None


@dataclass(frozen=True)
class Listed:
    """A short list under its title; ``none`` stands in place of no lines."""

    title: str
    lines: tuple[str, ...] = ()
    lead: str = ""
    none: str = ""


def whole(page: Context, label: str) -> str:
    """Return the name of the turn of everything."""
    province = page.of_profile("provinsi")
    return f"Provinsi {province}" if province else label


def parts(page: Context, room: Room) -> list[Part]:
    """Return the figures of a turn: hectares, schedule, places on the map."""
    found = [_area(page, room), _schedule(page)]
    if has_map(page):
        found.append(_map(page, room))
    return found


def lists(page: Context, promises: pd.DataFrame, room: Room) -> list[Listed]:
    """Return what stands in words: worst criteria, obstacles, commitments."""
    found = [_criteria(page, room), _obstacles(page, room), _promises(promises, room)]
    return [one for one in found if one is not None]


def has_map(page: Context) -> bool:
    """Tell whether the turn has points for the two small maps."""
    return page.scope.kab_kota is not None and not page.placed[1].empty


def _area(page: Context, room: Room) -> Part:
    area, label = page.area, "Luas kumuh: awal → sisa"
    if area is None:
        return Part(LUAS, label, "", NO_AREA)
    build: Callable[[], Chart] = lambda: waterfall_area(  # noqa: E731
        page.account, source="", max_steps=room.steps
    )
    if page.scope.kab_kota is None and len(page.places) > 1:
        build = lambda: stacked_area_by_place(  # noqa: E731
            page.account, source="", max_rows=room.rows
        )
    return Part(
        LUAS,
        label,
        f"{format_number(area.luas_awal_ha)} → {format_ha(area.sisa_ha)}",
        f"{format_pct(area.realisasi_pct)} terealisasi · {view.target_words(area)}",
        page.doubt(view.AREA),
        build,
    )


def _schedule(page: Context) -> Part:
    plan, now = page.evaluation.jadwal, page.schedule_now
    if plan is None or now is None:
        return Part(KURVA, "Master Schedule", "", NO_PLAN)
    return Part(
        KURVA,
        "Master Schedule",
        format_pct(now.realisasi_pct),
        f"{STATUS_WORDS.get(now.status, '')} {format_pp(now.deviasi_pp)} terhadap rencana "
        f"{format_pct(now.rencana_pct)}".strip(),
        page.doubt("master_schedule"),
        lambda: _curve(plan),
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


def _map(page: Context, room: Room) -> Part:
    before, after, _ = page.placed
    left = after[after["sisa_ha"] > 0]
    width, height = room.map_px
    return Part(
        PETA,
        "Titik kumuh: awal → sisa",
        f"{len(before)} → {len(left)}",
        page.placed.left_words,
        chart=lambda: before_after(before, after, height=height, width=width),
    )


def _criteria(page: Context, room: Room) -> Listed | None:
    worst = page.worst(page.scope.kab_kota or "", room.lines)
    return Listed(view.WORST_TITLE, tuple(one.words for one in worst)) if worst else None


def _obstacles(page: Context, room: Room) -> Listed | None:
    plan = page.evaluation.jadwal
    if plan is None:
        return None
    if page.scope.kab_kota is None:
        return _late_teams(plan.latest, room)
    lines = tuple(
        f"{clean(one.kendala or 'kendala belum diisi')} — {clean(one.kegiatan)} "
        f"({format_pp(one.deviasi_pp, 1)})"
        for one in view.obstacles(plan.activities, most=room.lines)
    )
    return Listed("Kendala", lines, none="Tidak ada kegiatan yang terlambat.")


def _late_teams(latest: pd.DataFrame, room: Room) -> Listed:
    late = latest[(latest["kab_kota"] != PROVINCE) & latest["status"].isin(view.LATE)]
    worst = late.sort_values("deviasi_pp").head(room.lines)
    pairs = zip(worst["kab_kota"], worst["deviasi_pp"], strict=True)
    lines = tuple(f"{clean(name)} ({format_pp(pp, 1)})" for name, pp in pairs)
    return Listed(f"Tim yang terlambat: {len(late)}", lines, none="Tidak ada.")


def _promises(rows: pd.DataFrame, room: Room) -> Listed:
    shown = rows.head(room.promises)
    lines = tuple(_promise(row) for _, row in shown.iterrows())
    return Listed("Komitmen", lines, lead=meeting.promises_answer(rows))


def _promise(row: pd.Series) -> str:
    what = clean(row["tindakan"] or row["masalah"])
    who = f", {clean(row['pic'])}" if row["pic"] else ""
    if not row["terbuka"]:
        return f"{what}{who}: {meeting.STATUS_WORDS[row['status']].lower()}"
    late = row["terlambat_hari"]
    days = None if pd.isna(late) else int(late)
    when = meeting.late_words(days, open_=True, due=pd.notna(row["batas_waktu"]))
    if days == 0:
        when = f"s.d. {row['batas_waktu']:%d/%m/%Y}"
    return f"{what}{who}: {when}"
