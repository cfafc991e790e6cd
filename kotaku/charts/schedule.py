"""Figures of the Master Schedule: S-curve, deviation by team, activities over time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from kotaku.charts.base import (
    FONT,
    GUIDE,
    ROW,
    SMALL,
    add_data_date,
    date_axis,
    empty_figure,
    finish,
    place,
    row_axis,
    value_axis,
)
from kotaku.charts.canvas import Canvas
from kotaku.charts.gantt import gantt
from kotaku.charts.palette import ACCENT, AKUN, PATTERN, STATUS, status_word
from kotaku.words.dates import format_date
from kotaku.words.numbers import format_pct, format_pp
from kotaku.words.safe import plain

ALL = ""  # the kab_kota of rows that speak for the province
EMPTY = "Belum ada Master Schedule. Isi lembar Master Schedule dan Progres."


def s_curve(
    weekly: pd.DataFrame,
    *,
    source: str,
    kab_kota: str = ALL,
    as_of: date | None = None,
    forecast: pd.DataFrame | None = None,
    deviation: bool = True,
) -> go.Figure:
    """Return plan and realisation, cumulative [%], with the weekly deviation [pp] under them.

    Parameters
    ----------
    weekly : the schedule's weeks; columns minggu, kab_kota, rencana_pct, realisasi_pct, deviasi_pp,
        status
    source : source and basis of the weights, shown under the figure
    kab_kota : whose curve; "" is the province
    as_of : the data date; drawn as a line when given
    forecast : columns minggu, perkiraan_pct [%]; drawn from the data date on when given
    deviation : whether the deviation is drawn; without it the curves have all the height
    """
    rows = weekly[weekly["kab_kota"].fillna(ALL) == kab_kota].sort_values("minggu")
    rows = rows[rows[["rencana_pct", "realisasi_pct"]].notna().any(axis=1)]
    if rows.empty:
        return empty_figure(EMPTY, source=source)
    weeks = pd.to_datetime(rows["minggu"])
    fig = Canvas()
    _add_curve(fig, weeks, rows["rencana_pct"], name="Rencana", color=GUIDE, dash="dash")
    _add_curve(fig, weeks, rows["realisasi_pct"], name="Realisasi", color=ACCENT, dash="solid")
    if forecast is not None:
        _add_curve(
            fig, forecast["minggu"], forecast["perkiraan_pct"],
            name="Perkiraan", color=ACCENT, dash="dot",
        )  # fmt: skip
    _label_ends(fig, weeks, rows, below=_forecast_label(forecast))
    if deviation:
        _add_deviation(fig, weeks, rows)
        _label_deviation(fig, weeks, rows)
    fig.update_layout(bargap=0.15, **_axes(weeks, rows, deviation=deviation))
    if as_of is not None:
        add_data_date(fig, as_of, height=0.27 if deviation else 0.0)
    return finish(fig, source=source, height=400)


def _axes(
    weeks: pd.Series[pd.Timestamp], rows: pd.DataFrame, *, deviation: bool
) -> dict[str, dict[str, Any]]:
    """Return the axes: weeks, percent, and the points of deviation under them."""
    axis = date_axis(
        weeks.iloc[0] - pd.Timedelta(days=4), weeks.iloc[-1] + _room(weeks, _last_known(rows))
    )
    high = max(100.0, float(rows[["rencana_pct", "realisasi_pct"]].max(axis=None))) * 1.06
    if not deviation:
        return {"xaxis": axis, "yaxis": value_axis("%", range=[0, high])}
    reach = max(1.0, float(rows["deviasi_pp"].abs().max() or 0)) * 1.25
    return {
        "xaxis": {**axis, "anchor": "y2"},
        "yaxis": value_axis("%", domain=[0.36, 1], range=[0, high]),
        "yaxis2": value_axis(
            "pp", domain=[0, 0.26], range=[-reach, reach], nticks=4, rangemode="normal"
        ),
    }


def _forecast_label(forecast: pd.DataFrame | None) -> str:
    """Return where the estimate ends, in words."""
    if forecast is None:
        return ""
    return f"Perkiraan {format_pct(float(forecast['perkiraan_pct'].iloc[-1]))}"


def _add_curve(
    fig: Canvas,
    weeks: pd.Series[pd.Timestamp],
    values: pd.Series[float],
    *,
    name: str,
    color: str,
    dash: str,
) -> None:
    fig.add_scatter(
        x=list(weeks),
        y=list(values),
        mode="lines",
        name=name,
        line={"color": color, "width": 3, "dash": dash},
        connectgaps=False,
        hovertext=[
            f"{format_date(week.date())}: {name.lower()} {format_pct(value)}"
            for week, value in zip(weeks, values, strict=True)
        ],
        hoverinfo="text",
    )


def _add_deviation(fig: Canvas, weeks: pd.Series[pd.Timestamp], rows: pd.DataFrame) -> None:
    swatches = [STATUS.get(str(status)) for status in rows["status"]]
    fig.add_bar(
        x=list(weeks),
        y=list(rows["deviasi_pp"]),
        name="Deviasi",
        yaxis="y2",
        marker={
            "color": [swatch.fill if swatch else AKUN["awal"].fill for swatch in swatches],
            "pattern": {
                "shape": [swatch.pattern if swatch else "" for swatch in swatches],
                **PATTERN,
            },
        },
        hovertext=[
            f"{format_date(week.date())}: deviasi {format_pp(value)}, {status_word(status)}"
            for week, value, status in zip(weeks, rows["deviasi_pp"], rows["status"], strict=True)
        ],
        hoverinfo="text",
    )


def _last_known(rows: pd.DataFrame) -> Any:
    known = rows["realisasi_pct"].dropna()
    return known.index[-1] if len(known) else rows.index[-1]


def _room(weeks: pd.Series[pd.Timestamp], at: Any) -> pd.Timedelta:
    """Return how far the axis must reach past the last week for the label at week ``at``."""
    span, after = weeks.iloc[-1] - weeks.iloc[0], weeks.iloc[-1] - weeks[at]
    return max((span * 0.33 - after) / 0.67, pd.Timedelta(days=5))


def _label_ends(
    fig: Canvas, weeks: pd.Series[pd.Timestamp], rows: pd.DataFrame, *, below: str = ""
) -> None:
    """Name both curves at the last week that has a realisation.

    A rising curve leaves room above to its left and below to its right: the higher value takes the
    one, the lower the other, with ``below`` under it.
    """
    at = _last_known(rows)
    level = {
        name: float(rows.loc[at, column])
        for name, column in (("Realisasi", "realisasi_pct"), ("Rencana", "rencana_pct"))
        if pd.notna(rows.loc[at, column])
    }
    upper = max(level, key=lambda name: level[name])
    for name, value in level.items():
        above = name == upper
        fig.add_annotation(
            x=weeks[at].isoformat(),
            y=value,
            text=f"{name} {format_pct(value)}" + (f"<br>{below}" if below and not above else ""),
            align="left",
            xanchor="right" if above else "left",
            yanchor="bottom" if above else "top",
            xshift=-8 if above else 6,
            yshift=2 if above else -6,
            font={"size": FONT},
        )


def _label_deviation(fig: Canvas, weeks: pd.Series[pd.Timestamp], rows: pd.DataFrame) -> None:
    """Say the deviation and its status at the last week that has a realisation."""
    at = _last_known(rows)
    deviation = rows.loc[at, "deviasi_pp"]
    if pd.notna(deviation):
        fig.add_annotation(
            x=weeks[at].isoformat(),
            y=0,
            yref="y2",
            text=f"{format_pp(deviation)} · {status_word(rows.loc[at, 'status'])}",
            xanchor="right",
            yanchor="bottom" if deviation < 0 else "top",
            font={"size": SMALL},
        )


def deviation_by_team(latest: pd.DataFrame, *, source: str) -> go.Figure:
    """Return the deviation of each team at the data date [pp], the farthest behind on top.

    Parameters
    ----------
    latest : the schedule's rows at the data date; columns kab_kota, rencana_pct, realisasi_pct,
        deviasi_pp, status
    source : source and data date, shown under the figure

    Teams whose deviation cannot be told stay in the list with a dash.
    """
    rows = latest[latest["kab_kota"].fillna(ALL) != ALL].sort_values("deviasi_pp")
    if rows.empty:
        return empty_figure(EMPTY, source=source)
    known = rows["deviasi_pp"].fillna(0.0)
    reach = max(1.0, float(known.abs().max()))
    low = min(0.0, float(known.min()))
    high = max(0.0, float(known.max()))
    fig = Canvas()
    swatches = [STATUS.get(str(status), STATUS["sesuai"]) for status in rows["status"]]
    fig.add_bar(
        y=list(range(len(rows))),
        x=list(known),
        orientation="h",
        width=0.64,
        name="Deviasi",
        marker={
            "color": [swatch.fill for swatch in swatches],
            "pattern": {
                "shape": [swatch.pattern for swatch in swatches],
                **PATTERN,
            },
        },
        customdata=list(rows["kab_kota"]),
        hovertext=[_team_text(row) for row in rows.itertuples(index=False)],
        hoverinfo="text",
    )
    for i, row in enumerate(rows.itertuples(index=False)):
        fig.add_annotation(
            x=1,
            xref="paper",
            y=i,
            text=f"{format_pp(row.deviasi_pp)} · {status_word(row.status)}",
            xanchor="left",
            xshift=6,
            font={"size": SMALL},
        )
    span = [low - 0.05 * reach, high + 0.05 * reach]
    fig.update_layout(
        xaxis=value_axis("pp", range=span, rangemode="normal", nticks=3),
        yaxis=row_axis([place(name) for name in rows["kab_kota"]]),
    )
    return finish(fig, source=source, height=ROW * len(rows) + 20, right=170)


def _team_text(row: object) -> str:
    planned, real = getattr(row, "rencana_pct", None), getattr(row, "realisasi_pct", None)
    name = plain(getattr(row, "kab_kota", ""))
    return f"{name}: rencana {format_pct(planned)}, realisasi {format_pct(real)}"


__all__ = ["deviation_by_team", "gantt", "s_curve"]
