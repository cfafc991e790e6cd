"""Kumuh area in the years ahead when nothing is maintained."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from kotaku.figures.base import SMALL, empty_figure, finish, value_axis
from kotaku.figures.canvas import Canvas
from kotaku.figures.palette import AKUN
from kotaku.text.numbers import format_number


def relapse_years(years: pd.DataFrame, *, source: str) -> go.Figure:
    """Return one bar per year: what is kumuh today, and what falls back on top of it [ha].

    Parameters
    ----------
    years : columns tahun, kembali_ha, kumuh_ha [ha]; kembali_ha is part of kumuh_ha
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
        xaxis={"tickvals": places, "ticktext": labels, "tickfont": {"size": SMALL}},
        yaxis=value_axis("ha", range=[0, float(years["kumuh_ha"].max()) * 1.15 or 1]),
    )
    return finish(fig, source=source, height=360, legend=True)
