"""Rupiah against hectares: what each budget buys."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from kotaku.charts.base import SMALL, empty_figure, finish, value_axis
from kotaku.charts.canvas import Canvas
from kotaku.charts.palette import ACCENT
from kotaku.words.numbers import format_ha, format_rp_short

# what a budget is counted in: the largest that leaves at least one of it
_UNITS = ((1e12, "triliun"), (1e9, "miliar"), (1e6, "juta"))


def frontier_curve(
    frontier: pd.DataFrame, *, source: str, chosen: tuple[float, float] | None = None
) -> go.Figure:
    """Return hectares reached [ha] against cost [juta, miliar or triliun rupiah].

    The chosen package is marked. Cost is counted so that its numbers stay short: they stand level
    under half a page, whatever the province costs.

    Parameters
    ----------
    frontier : columns biaya_rp [rupiah], luas_ha [ha], one row per budget tried
    source : source, method and unit, shown under the figure
    chosen : (biaya_rp, luas_ha) of the package on the page
    """
    if frontier.empty:
        return empty_figure("Tidak ada satuan yang dapat dituntaskan.", source=source)
    rows = frontier.sort_values("biaya_rp")
    most = float(rows["biaya_rp"].max())
    unit, word = next(((u, w) for u, w in _UNITS if most >= u), _UNITS[-1])
    fig = Canvas()
    fig.add_scatter(
        x=[float(cost) / unit for cost in rows["biaya_rp"]],
        y=list(rows["luas_ha"]),
        mode="lines+markers",
        line={"color": ACCENT, "width": 3},
        marker={"size": 6},
        hovertext=[_words(c, a) for c, a in zip(rows["biaya_rp"], rows["luas_ha"], strict=True)],
        hoverinfo="text",
        name="paket terbaik tiap anggaran",
        showlegend=False,
    )
    if chosen is not None:
        fig.add_scatter(
            x=[chosen[0] / unit],
            y=[chosen[1]],
            mode="markers+text",
            marker={"size": 16, "color": ACCENT, "symbol": "diamond"},
            text=[_words(*chosen)],
            # the curve rises and bends: there is room below its start and above its end
            textposition="bottom right" if chosen[0] < most / 2 else "top left",
            textfont={"size": SMALL},
            cliponaxis=False,
            hoverinfo="skip",
            showlegend=False,
        )
    top = float(rows["luas_ha"].max())
    fig.update_layout(
        xaxis=value_axis(f"{word} Rp", nticks=4, tickangle=0),
        yaxis=value_axis("ha", range=[0, top * 1.15]),
    )
    return finish(fig, source=source, height=340)


def _words(cost: float, area: float) -> str:
    return f"{format_rp_short(cost)}: {format_ha(area)}"
