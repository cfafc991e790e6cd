"""Built assets by their kind and condition."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from kotaku.charts.base import ROW, SMALL, empty_figure, finish, row_axis, value_axis, wrap
from kotaku.charts.canvas import Canvas
from kotaku.charts.palette import KONDISI
from kotaku.words.numbers import format_number


def assets_by_condition(counts: pd.DataFrame, *, source: str) -> go.Figure:
    """Return one bar per kind of asset, split by condition.

    Parameters
    ----------
    counts : DataFrame
        One row per kind (index), one column per condition, numbers of assets; the kind with most
        assets first.
    source : source and data date, shown under the figure
    """
    if counts.empty:
        return empty_figure("Belum ada aset yang tercatat.", source=source)
    rows = list(range(len(counts)))
    fig = Canvas()
    for key, swatch in KONDISI.items():
        values = [int(v) for v in counts[key]] if key in counts else []
        if not any(values):
            continue
        fig.add_bar(
            x=values,
            y=rows,
            orientation="h",
            name=swatch.label,
            marker=swatch.marker(),
            text=[format_number(v, 0) if v else "" for v in values],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"size": SMALL, "color": swatch.ink},
            hoverinfo="skip",
        )
    fig.update_layout(
        barmode="stack",
        uniformtext={"mode": "hide", "minsize": SMALL - 2},
        xaxis=value_axis("aset", range=[0, float(counts.sum(axis=1).max()) * 1.05]),
        yaxis=row_axis([wrap(name, 24) for name in counts.index]),
    )
    return finish(fig, source=source, height=ROW * len(rows) + 60, legend=True)
