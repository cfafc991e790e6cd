"""Kumuh area in the years ahead when nothing is maintained."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from kotaku.charts.base import GUIDE, SMALL, empty_figure, finish, value_axis
from kotaku.charts.canvas import Canvas
from kotaku.charts.palette import AKUN
from kotaku.words.numbers import format_number


def relapse_years(years: pd.DataFrame, *, source: str) -> go.Figure:
    """Return one bar per year: what is kumuh today, and what falls back on top of it [ha].

    Parameters
    ----------
    years : columns tahun, kembali_ha, kumuh_ha, kumuh_dipelihara_ha [ha]; kembali_ha is part of
        kumuh_ha, kumuh_dipelihara_ha what stays kumuh with full maintenance
    source : source, method and unit, shown under the figure
    """
    if years.empty:
        return empty_figure("Belum ada satuan dengan volume yang pernah ditangani.", source=source)
    labels = [str(int(year)) for year in years["tahun"]]
    places = list(range(len(labels)))
    fig = Canvas()
    stays = years["kumuh_ha"] - years["kembali_ha"]
    for name, values, key in (
        ("masih kumuh", stays, "sisa"),
        ("kembali kumuh", years["kembali_ha"], "simulasi"),
    ):
        fig.add_bar(
            x=places,
            y=list(values),
            name=name,
            marker=AKUN[key].marker(),
            text=[format_number(v) if v > 0 else "" for v in values],
            textposition="inside",
            textfont={"size": SMALL},
            hoverinfo="skip",
        )
    kept = years["kumuh_dipelihara_ha"].iloc[-1]
    fig.add_line(
        x0=-0.5,
        x1=len(places) - 0.5,
        y0=float(kept),
        y1=float(kept),
        line={"color": GUIDE, "width": 2, "dash": "dash"},
    )
    fig.add_annotation(
        x=1,
        xref="paper",
        y=float(kept),
        text=f"dipelihara<br>{format_number(kept)}",
        showarrow=False,
        xanchor="left",
        xshift=6,
        font={"size": SMALL},
    )
    for at, value in zip(places, years["kumuh_ha"], strict=True):
        fig.add_annotation(
            x=at,
            y=float(value),
            text=format_number(value),
            showarrow=False,
            yshift=12,
            font={"size": SMALL},
        )
    fig.update_layout(
        barmode="stack",
        uniformtext={"mode": "hide", "minsize": SMALL - 2},
        xaxis={"tickvals": places, "ticktext": labels, "tickfont": {"size": SMALL}},
        yaxis=value_axis("ha", range=[0, float(years["kumuh_ha"].max()) * 1.15 or 1]),
    )
    return finish(fig, source=source, height=300, legend=True, right=110)
