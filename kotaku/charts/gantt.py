"""Activities over time: what was planned, how much of it is done."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from kotaku.charts.base import (
    GRID,
    SMALL,
    add_data_date,
    date_axis,
    empty_figure,
    finish,
    place,
    row_axis,
    wrap,
)
from kotaku.charts.canvas import Canvas
from kotaku.charts.palette import AKUN, status_word
from kotaku.words.dates import format_date
from kotaku.words.numbers import format_pct, format_pp
from kotaku.words.safe import plain


def gantt(
    activities: pd.DataFrame, *, source: str, as_of: date | None = None, max_rows: int = 20
) -> go.Figure:
    """Return activities over time with their weight [%] and how much of each is done.

    Parameters
    ----------
    activities : the schedule's activities, named with their team where there are several;
        columns kab_kota, kegiatan, bobot_pct, mulai, selesai,
        realisasi_pct, deviasi_pp, status
    source : source and data date, shown under the figure
    as_of : the data date; drawn as a line when given
    max_rows : the activities farthest behind are kept when there are more

    Activities without start or end cannot be drawn; their number is told under the figure.
    """
    dated = activities[activities[["mulai", "selesai"]].notna().all(axis=1)]
    if dated.empty:
        return empty_figure("Belum ada kegiatan dengan tanggal mulai dan selesai.", source=source)
    shown = dated.sort_values("deviasi_pp").head(max_rows)
    shown = shown.assign(
        mulai=pd.to_datetime(shown["mulai"]), selesai=pd.to_datetime(shown["selesai"])
    ).sort_values(["mulai", "selesai"])
    many = shown["kab_kota"].nunique() > 1
    fig = Canvas()
    whole = shown["selesai"] - shown["mulai"] + pd.Timedelta(days=1)
    done = whole * shown["realisasi_pct"].fillna(0).clip(0, 100) / 100
    _add_spans(fig, shown, whole, key="simulasi", name="Rencana", width=0.62)
    _add_spans(fig, shown, done, key="realisasi", name="Realisasi", width=0.34)
    for i, row in enumerate(shown.itertuples(index=False)):
        late = f" · {status_word(row.status)}" if str(row.status) in ("terlambat", "kritis") else ""
        fig.add_annotation(
            x=row.selesai.isoformat(),
            y=i,
            text=f"{format_pct(row.realisasi_pct, 0)}{late}",
            xanchor="left",
            xshift=8,
            font={"size": SMALL},
        )
    start, end = shown["mulai"].min(), shown["selesai"].max()
    room = (end - start) * 0.28 + pd.Timedelta(days=7)
    fig.update_layout(
        barmode="overlay",
        xaxis=date_axis(start - pd.Timedelta(days=3), end + room, gridcolor=GRID),
        yaxis=row_axis(
            [_activity_label(row, with_team=many) for row in shown.itertuples(index=False)]
        ),
    )
    if as_of is not None:
        add_data_date(fig, as_of, height=1)
    hidden = _hidden(len(activities) - len(dated), len(dated) - len(shown))
    return finish(fig, source=source + hidden, height=46 * len(shown) + 36, legend=True)


def _add_spans(
    fig: Canvas,
    shown: pd.DataFrame,
    length: pd.Series[pd.Timedelta],
    *,
    key: str,
    name: str,
    width: float,
) -> None:
    fig.add_bar(
        y=list(range(len(shown))),
        x=[delta.total_seconds() * 1000 for delta in length],
        base=[day.isoformat() for day in shown["mulai"]],
        orientation="h",
        width=width,
        name=name,
        marker=AKUN[key].marker(),
        hovertext=[_activity_text(row) for row in shown.itertuples(index=False)],
        hoverinfo="text",
    )


def _activity_label(row: object, *, with_team: bool) -> str:
    weight = getattr(row, "bobot_pct", None)
    name = wrap(getattr(row, "kegiatan", ""), 34, lines=1 if with_team else 2)
    if with_team:
        name = f"{place(getattr(row, 'kab_kota', ''), 34)}<br>{name}"
    return name if weight is None or pd.isna(weight) else f"{name} · {format_pct(weight, 1)}"


def _activity_text(row: object) -> str:
    start, end = getattr(row, "mulai", None), getattr(row, "selesai", None)
    return (
        f"{plain(getattr(row, 'kegiatan', ''))}<br>{format_date(start)} – {format_date(end)}"
        f"<br>realisasi {format_pct(getattr(row, 'realisasi_pct', None))}"
        f", deviasi {format_pp(getattr(row, 'deviasi_pp', None))}"
    )


def _hidden(undated: int, cut: int) -> str:
    told = []
    if cut:
        told.append(f"{cut} kegiatan lain tidak ditampilkan")
    if undated:
        told.append(f"{undated} kegiatan tanpa tanggal tidak digambar")
    return f" · {'; '.join(told)}" if told else ""
