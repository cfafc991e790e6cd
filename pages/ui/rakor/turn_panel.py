"""What one turn shows: area, curve, map, worst criteria, obstacles, promises."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

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
from kotaku.words.safe import plain
from pages.ui.bar import deltas
from pages.ui.bar.bar import Filters
from pages.ui.bar.context import Context
from pages.ui.parts import cards, charts
from pages.ui.rakor import clock, rakor

LUAS, KURVA, PETA = "rakor_luas", "rakor_kurva", "rakor_peta"
# Height of the figures [px], in a window of 768 and of 1080: words beside them, or under them.
BESIDE, UNDER = (390, 630), (202, 504)
CHANGE = 36  # height of the line that says what moved since the last rakor [px]
WORDS = 200  # height of the words above the figures, in the usual type [px]
WIDTH = (380, 560)  # of the two maps together [px]
SHARES: dict[int, list[float]] = {1: [1], 2: [1.5, 1], 3: [1, 1.4, 1]}  # of the words below
ROW = 26  # height of a bar with its label [px]
MOST = 3  # lines of a list; the rest is a click away


def draw(page: Context, place: str, chosen: Filters) -> None:
    """Draw a turn: figures above, words below; without coordinates the words stand beside."""
    words = [partial(_criteria, page), partial(_obstacles, page), partial(_promises, place, chosen)]
    area, curve, third = st.columns([1, 1, 1] if _has_map(page) else [1.25, 1, 0.85])
    with area.container(gap="xxsmall"):
        _area(page)
    with curve.container(gap="xxsmall"):
        _curve(page)
    if _has_map(page):
        with third.container(gap="xxsmall"):
            _map(page)
        texts = [text for say in words if (text := say())]
        for cell, text in zip(st.columns(SHARES[len(texts)]), texts, strict=True):
            cell.markdown(text)
    else:
        third.markdown("\n\n".join(text for say in words if (text := say())))


def _key(name: str, page: Context) -> str:
    """Return the name of a figure at its size."""
    return f"{name} {_height(page)}"


def _height(page: Context) -> int:
    """Return the height of the figures [px] that lets the turn fit the window."""
    room = (UNDER if _has_map(page) else BESIDE)[clock.is_tall()]
    usual = room - CHANGE if deltas.since_last(page) else room
    return round((usual - (charts.scale() - 1) * WORDS) / charts.scale())


def _charts(page: Context) -> dict[str, Callable[[], Chart]]:
    """Return the charts of a turn by their name, not built yet."""
    height = _height(page)
    plan, account = page.evaluation.jadwal, page.account
    built = {
        LUAS: lambda: waterfall_area(account, source="", max_steps=min(6, (height - 60) // ROW - 3))
    }
    if page.filters.kab_kota is None and len(page.places) > 1:
        built[LUAS] = lambda: stacked_area_by_place(
            account, source="", max_rows=min(10, (height - 90) // ROW)
        )
    if plan is not None:
        built[KURVA] = lambda: _curve_chart(plan)
    if _has_map(page):
        built[PETA] = lambda: before_after(
            *page.placed, height=height, width=WIDTH[clock.is_tall()]
        )
    return built


def _curve_chart(plan: Schedule) -> Chart:
    further = forecast(plan.weekly, plan.as_of)
    return s_curve(
        plan.weekly,
        source="",
        as_of=plan.as_of,
        forecast=None if further is None else further.weekly,
        deviation=False,  # the sentence above the curve says it
    )


def _has_map(page: Context) -> bool:
    """Tell whether the turn has room and points for the two small maps."""
    return page.filters.kab_kota is not None and not page.placed[1].empty


def _draw(page: Context, name: str) -> None:
    # Two turns lie on the page, one of them out of sight: each chart has its place in its name.
    key = f"{_key(name, page)} {page.filters.kab_kota or PROVINCE}"
    share = 1 / 3 if _has_map(page) else (0.4 if name == LUAS else 0.32)
    charts.draw(page, key, _charts(page)[name], share=share, height=_height(page))


def _area(page: Context) -> None:
    area = page.area
    if area is None:
        st.markdown("Belum ada data luas kumuh.")
        return
    cards.metric(
        "Luas kumuh: awal → sisa",
        f"{format_number(area.luas_awal_ha)} → {format_ha(area.sisa_ha)}",
        deltas.since_last(page).get("sisa_ha"),
    )
    sure = f":orange-badge[{doubt}] " if (doubt := page.doubt(view.AREA)) else ""
    done = f"{format_pct(area.realisasi_pct)} terealisasi"
    st.markdown(f"{sure}{done} · {plain(view.target_words(area))}")
    _draw(page, LUAS)


def _curve(page: Context) -> None:
    plan = page.evaluation.jadwal
    if plan is None:
        st.markdown("Belum ada Master Schedule dan Progres.")
        return
    now = view.schedule_now(plan.latest)
    moved = deltas.since_last(page).get("master_schedule_pct")
    cards.metric("Master Schedule", format_pct(now.realisasi_pct), moved)
    st.markdown(
        f"{STATUS_WORDS.get(now.status, '')} {format_pp(now.deviasi_pp)} terhadap rencana "
        f"{format_pct(now.rencana_pct)}"
    )
    _draw(page, KURVA)


def _map(page: Context) -> None:
    before, after = page.placed
    left = after[after["sisa_ha"] > 0]
    st.metric("Titik kumuh: awal → sisa", f"{len(before)} → {len(left)}")
    st.markdown(f"{format_ha(float(left['sisa_ha'].sum()))} tersisa pada titik di peta")
    _draw(page, PETA)


def _obstacles(page: Context) -> str:
    plan = page.evaluation.jadwal
    if plan is None:
        return ""
    if page.filters.kab_kota is None:
        return _late_teams(plan.latest)
    found = view.obstacles(plan.activities, most=MOST)
    return told(
        "Kendala",
        [
            f"{plain(one.kendala or 'kendala belum diisi', 44)} — "
            f"{plain(one.kegiatan, 30)} ({format_pp(one.deviasi_pp, 1)})"
            for one in found
        ],
        none="Tidak ada kegiatan yang terlambat.",
    )


def _late_teams(latest: pd.DataFrame) -> str:
    late = latest[(latest["kab_kota"] != PROVINCE) & latest["status"].isin(view.LATE)]
    worst = late.sort_values("deviasi_pp").head(MOST)
    rows = zip(worst["kab_kota"], worst["deviasi_pp"], strict=True)
    return told(
        f"Tim yang terlambat: {len(late)}",
        [f"{plain(name)} ({format_pp(pp, 1)})" for name, pp in rows],
        none="Tidak ada.",
    )


def _criteria(page: Context) -> str:
    worst = page.worst(page.filters.kab_kota or "", MOST)
    return told(view.WORST_TITLE, [plain(one.words, 48) for one in worst]) if worst else ""


def _promises(place: str, chosen: Filters) -> str:
    rows = rakor.promises(chosen)
    if place != PROVINCE:
        rows = rows[rows["kab_kota"] == place]
    most = 6 if clock.is_tall() else 2
    return told(
        "Komitmen",
        [_promise(row) for _, row in rows.head(most).iterrows()],
        lead=meeting.promises_answer(rows),
    )


def told(title: str, lines: list[str], *, lead: str = "", none: str = "") -> str:
    """Return a short list under its title, as one piece of Markdown."""
    listed = "\n".join(f"- {line}" for line in lines) or none
    return "\n\n".join(part for part in (f"**{title}**", lead, listed) if part)


def _promise(row: pd.Series) -> str:
    what = plain(row["tindakan"] or row["masalah"], 36)
    who = f", {plain(row['pic'], 16)}" if row["pic"] else ""
    if not row["terbuka"]:
        return f"{what}{who}: {meeting.STATUS_WORDS[row['status']].lower()}"
    late = row["terlambat_hari"]
    days = None if pd.isna(late) else int(late)
    when = meeting.late_words(days, open_=True, due=pd.notna(row["batas_waktu"]))
    if days == 0:
        when = f"s.d. {row['batas_waktu']:%d/%m/%Y}"
    return f"{what}{who}: {when}"
