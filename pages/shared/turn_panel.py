"""One turn on one screen: area, curve, obstacles, promises, and a form to write them down."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from kotaku import meeting, summary
from kotaku.figures.areas import stacked_area_by_place, waterfall_area
from kotaku.figures.schedule import s_curve
from kotaku.meeting import PROVINCE
from kotaku.store import FollowUp, Session, Writer
from kotaku.summary.schedule import STATUS_WORDS
from kotaku.text.numbers import format_ha, format_number, format_pct, format_pp
from kotaku.text.safe import plain
from pages.shared import access, charts, clock, context, library, rakor
from pages.shared.bar import Filters
from pages.shared.context import Context
from pages.shared.rakor import Turn

HEIGHT, TALL = 330, 560  # of both figures [px]: with the rest they fit screens of 768 and 1080
LUAS, KURVA = "rakor_luas", "rakor_kurva"
MOST = 3  # lines of a list; the rest is a click away


def draw(page: Context, shown: Turn, chosen: Filters) -> None:
    """Draw the turn."""
    whole = shown.place == PROVINCE
    area, curve, words = st.columns([1.25, 1, 0.85] if whole else [1, 1, 1])
    with area:
        _area(page)
        _criteria(page)
    with curve:
        _curve(page)
    with words:
        _obstacles(page)
        _promises(shown, chosen)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{_illustration(page)}{plain(page.short_source)}")
        if not rakor.follows():
            _write(shown, chosen)


def _illustration(page: Context) -> str:
    """Mark a sample whose parts are made up, as every page does."""
    made_up = page.dataset.profile.get("sifat_data", "").lower() == "ilustrasi"
    return ":orange-badge[Ilustrasi] " if made_up else ""


def warm(shown: Turn, chosen: Filters) -> None:
    """Work out the next turn, so that it stands at once when it is asked for."""
    if shown.index + 1 < len(shown.agenda):
        following = context.view(rakor.item_filters(chosen, shown.agenda[shown.index + 1]))
        for name, build in _figures(following).items():
            following.figure(_key(name), build)


def _key(name: str) -> str:
    """Return the name of a figure at the size of this window."""
    return f"{name} tinggi" if clock.is_tall() else name


def _figures(page: Context) -> dict[str, Callable[[], go.Figure]]:
    """Return the figures of a turn by their name, not built yet."""
    height = TALL if clock.is_tall() else HEIGHT
    plan, account = page.evaluation.jadwal, page.account
    figures = {LUAS: lambda: _sized(waterfall_area(account, source="", max_steps=4), height)}
    if page.filters.kab_kota is None and len(page.places) > 1:
        figures[LUAS] = lambda: _sized(
            stacked_area_by_place(account, source="", max_rows=10), height
        )
    if plan is not None:
        figures[KURVA] = lambda: _sized(s_curve(plan.weekly, source="", as_of=plan.as_of), height)
    return figures


def _sized(figure: go.Figure, height: int) -> go.Figure:
    return figure.update_layout(height=height)


def _area(page: Context) -> None:
    area = page.area
    if area is None:
        st.markdown("Belum ada data luas kumuh.")
        return
    st.metric(
        "Luas kumuh: awal → sisa",
        f"{format_number(area.luas_awal_ha)} → {format_ha(area.sisa_ha)}",
    )
    st.markdown(f"{format_pct(area.berkurang_pct)} berkurang, sisa {format_pct(area.sisa_pct)}")
    charts.draw(
        page,
        _key(LUAS),
        _figures(page)[LUAS],
        alt="Luas awal, pengurangan, dan sisa",
    )


def _curve(page: Context) -> None:
    plan = page.evaluation.jadwal
    if plan is None:
        st.markdown("Belum ada Master Schedule dan Progres.")
        return
    now = summary.schedule_now(plan.latest)
    st.metric("Master Schedule", f"{format_pct(now.realisasi_pct)}")
    st.markdown(
        f"{STATUS_WORDS.get(now.status, '')} {format_pp(now.deviasi_pp)} terhadap rencana "
        f"{format_pct(now.rencana_pct)}"
    )
    charts.draw(
        page,
        _key(KURVA),
        _figures(page)[KURVA],
        alt="Kurva S: rencana dan realisasi kumulatif",
    )


def _obstacles(page: Context) -> None:
    plan = page.evaluation.jadwal
    if plan is None:
        return
    if page.filters.kab_kota is None:
        _late_teams(plan.latest)
        return
    found = meeting.obstacles(plan.activities, most=MOST)
    st.markdown("##### Kendala")
    _lines(
        [
            f"{plain(one.kendala or 'kendala belum diisi', 44)} — "
            f"{plain(one.kegiatan, 30)} ({format_pp(one.deviasi_pp, 1)})"
            for one in found
        ],
        none="Tidak ada kegiatan yang terlambat.",
    )


def _late_teams(latest: pd.DataFrame) -> None:
    late = latest[(latest["kab_kota"] != PROVINCE) & latest["status"].isin(meeting.LATE)]
    st.markdown("##### Tim yang terlambat")
    worst = late.sort_values("deviasi_pp").head(MOST + 2)
    rows = zip(worst["kab_kota"], worst["deviasi_pp"], strict=True)
    _lines([f"{plain(name)} ({format_pp(pp, 1)})" for name, pp in rows], none="Tidak ada.")


def _criteria(page: Context) -> None:
    worst = meeting.worst_criteria(page.units, page.evaluation.regulation.criteria)
    if worst:
        told = [f"{one.id} {plain(one.name, 34)} ({format_number(one.nilai, 1)})" for one in worst]
        st.markdown(f"**Nilai tertinggi:** {'; '.join(told)}")


def _promises(shown: Turn, chosen: Filters) -> None:
    rows = rakor.promises(chosen)
    if shown.place != PROVINCE:
        rows = rows[rows["kab_kota"] == shown.place]
    st.markdown("##### Komitmen")
    st.markdown(meeting.promises_answer(rows))
    _lines([_promise(row) for _, row in rows.head(6 if clock.is_tall() else 2).iterrows()])


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


def _notes(session: Session, place: str) -> None:
    notes = library.store().notes(session.id, place)
    if notes:
        st.markdown("**Catatan giliran ini**")
        _lines([f"{plain(note.text, 120)} ({plain(note.by, 20)})" for note in notes[-3:]])


def _lines(lines: list[str], none: str = "") -> None:
    if lines or none:
        st.markdown("\n".join(f"- {line}" for line in lines) or none)


def _write(shown: Turn, chosen: Filters) -> None:
    """Draw the form that keeps a note or a follow-up of this turn: open it, press save."""
    writer, session = access.writer(), shown.session
    if writer is None or session is None:
        return
    with st.popover("Catat masalah atau RTL", icon=":material/edit_note:", type="primary"):
        _form(writer, session, shown, chosen)
        _notes(session, shown.place)


def _form(writer: Writer, session: Session, shown: Turn, chosen: Filters) -> None:
    count = st.session_state.get("catat_ke", 0)  # a new form after each saving
    with st.form(f"catat {shown.place} {count}", border=False, enter_to_submit=False):
        problem = st.text_area("Masalah atau catatan", height=80)
        action = st.text_input("Tindakan (RTL)")
        with st.container(horizontal=True):
            pic = st.text_input("PIC")
            due = st.date_input("Batas waktu", value=None, format="DD/MM/YYYY")
        with st.container(horizontal=True):
            promise = st.form_submit_button("Simpan RTL", type="primary")
            note = st.form_submit_button("Simpan catatan")
    if not (promise or note):
        return
    at = access.now()
    if note:
        kept = access.saved(lambda: writer.add_note(session.id, shown.place, problem, at=at))
    else:
        content = FollowUp(
            kab_kota=shown.place,
            klaster=rakor.cluster_of(chosen, shown.place),
            masalah=problem,
            tindakan=action,
            pic=pic,
            batas_waktu=due,
        )
        kept = access.saved(lambda: writer.add_follow_up(session.id, content, at=at))
    if kept is not None:
        st.session_state["catat_ke"] = count + 1
        st.rerun()
