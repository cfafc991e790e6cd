"""The heat map of criteria: which problem, where, how badly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from kotaku.charts.base import GUIDE, INK, SMALL, empty_figure, finish, place, row_axis
from kotaku.charts.canvas import Canvas
from kotaku.charts.palette import ASPEK, KELAS
from kotaku.rules.model import Criterion, Regulation
from kotaku.words.numbers import format_number, format_pct
from kotaku.words.safe import clean, plain

# One hue, from almost nothing to deep, as opacity at the ends of each score band: it stands on any
# background, darker is worse, and a grey print keeps the order.
HUE = (30, 84, 150)
OPACITY = ((0.04, 0.1), (0.2, 0.34), (0.72, 0.82), (0.96, 1.0))
WHITE_FROM = 2  # the band, counted from the lowest, that is dark enough for white figures


def criteria_heatmap(
    units: pd.DataFrame, regulation: Regulation, *, source: str, max_rows: int = 12
) -> go.Figure:
    """Return percent per criterion and unit as shades, the score as a figure in each scored cell.

    Parameters
    ----------
    units : one row per unit; columns nama, total_nilai, tingkat, persen_* [%], nilai_* (0, 1, 3, 5)
    regulation : the criteria with their aspects, in order
    source : source, method, unit and data date, shown under the figure
    max_rows : units with the highest totals are kept when there are more; the figure says so

    Where the evidence has scores but no percentages, the score makes the shade (5 = darkest).
    A cell without either stays empty.
    """
    ids = [criterion.id for criterion in regulation.criteria]
    scores = _columns(units, "nilai", ids)
    shades = _columns(units, "persen", ids).fillna(scores * 20)
    units = units[shades.notna().any(axis=1)]
    if units.empty:
        return empty_figure("Belum ada persen atau nilai per kriteria.", source=source)
    shown = units.sort_values("total_nilai", ascending=False, kind="stable").head(max_rows)
    scores, shades = scores.loc[shown.index], shades.loc[shown.index]
    rows = list(range(len(shown)))
    fig = Canvas()
    fig.add_heatmap(
        z=shades.clip(0, 100).to_numpy(),
        x=list(range(len(ids))),
        y=rows,
        zmin=0,
        zmax=100,
        colorscale=_scale(regulation),
        showscale=False,
        xgap=2,
        ygap=2,
        hovertext=_hover(shown, regulation.criteria),
        hoverinfo="text",
    )
    limit = sorted(band.score for band in regulation.bands)[WHITE_FROM - 1]
    for dark in (False, True):
        _add_scores(fig, scores.to_numpy(), limit, dark=dark)
    _add_totals(fig, shown, column=len(ids))
    _add_aspects(fig, regulation, ids)
    fig.update_layout(
        xaxis={
            "tickmode": "array",
            "tickvals": list(range(len(ids))),
            "ticktext": [plain(i) for i in ids],
            "range": [-0.5, len(ids) + 1.9],
            "side": "top",
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "title": None,
            "tickfont": {"size": SMALL, "color": INK},
        },
        yaxis=row_axis([place(name, 24) for name in shown["nama"]]),
    )
    note = f" · {len(shown)} tertinggi dari {len(units)}" if len(units) > len(shown) else ""
    told = f"Warna: persen masalah, angka: nilai 1, 3, 5{note} · {clean(source)}"
    # above the cells: two lines of aspect names and the row of criterion ids
    return finish(fig, source=told, height=34 * len(shown) - 20, axis=8, head=64)


def _scale(regulation: Regulation) -> list[list[object]]:
    """Return the colour scale of 0 to 100 % whose steps are the score bands."""
    starts = [0.0, *sorted(band.at_least_pct / 100 for band in regulation.bands)]
    ends = [*starts[1:], 1.0]
    return [
        [position, f"rgba({HUE[0]},{HUE[1]},{HUE[2]},{opacity})"]
        for start, end, pair in zip(starts, ends, OPACITY, strict=True)
        for position, opacity in zip((start, end), pair, strict=True)
    ]


def _head(name: str) -> str:
    return "<br>".join(plain(line) for line in name.split("\n"))


def _columns(units: pd.DataFrame, measure: str, ids: Sequence[str]) -> pd.DataFrame:
    wanted = [f"{measure}_{i}" for i in ids]
    return units.reindex(columns=wanted).astype("float64").set_axis(list(ids), axis=1)


def _add_scores(fig: Canvas, scores: np.ndarray, limit: int, *, dark: bool) -> None:
    """Write the scores of dark cells in white and of light cells in the theme's text colour."""
    rows, columns = np.nonzero((scores >= limit) if dark else (scores > 0) & (scores < limit))
    fig.add_scatter(
        x=columns.tolist(),
        y=rows.tolist(),
        mode="text",
        text=[format_number(scores[r, c], 0) for r, c in zip(rows, columns, strict=True)],
        textfont={"size": SMALL, "color": "#ffffff" if dark else INK},
        hoverinfo="skip",
    )


def _add_totals(fig: Canvas, shown: pd.DataFrame, *, column: int) -> None:
    swatches = [KELAS.get(str(tingkat), KELAS["belum"]) for tingkat in shown["tingkat"]]
    rows = list(range(len(shown)))
    fig.add_scatter(
        x=[column + 0.35] * len(rows),
        y=rows,
        mode="text",
        text=[format_number(total, 0) for total in shown["total_nilai"]],
        textfont={"size": SMALL, "color": INK},
        hoverinfo="skip",
    )
    fig.add_scatter(
        x=[column + 1.35] * len(rows),
        y=rows,
        mode="markers+text",
        marker={
            "symbol": "square",
            "size": 24,
            "color": [swatch.fill for swatch in swatches],
            "line": {"color": GUIDE, "width": 1},
        },
        text=[swatch.mark for swatch in swatches],
        textfont={"size": SMALL, "color": [swatch.ink for swatch in swatches]},
        hovertext=[swatch.label for swatch in swatches],
        hoverinfo="text",
    )


def _add_aspects(fig: Canvas, regulation: Regulation, ids: Sequence[str]) -> None:
    """Write each aspect over its criteria and draw a line before it."""
    heads = [
        (ids.index(a.criteria[0]), ids.index(a.criteria[-1]), _head(ASPEK.get(a.id, a.name)))
        for a in regulation.aspects
        if a.criteria
    ]
    heads.append((len(ids), len(ids) + 1, "Nilai,<br>kelas"))
    for first, last, name in heads:
        fig.add_annotation(
            x=(first + last) / 2,
            y=1,
            yref="paper",
            yshift=24,
            yanchor="bottom",
            text=name,
            font={"size": SMALL},
        )
        if first:
            fig.add_line(
                x0=first - 0.5,
                x1=first - 0.5,
                y0=0,
                y1=1,
                yref="paper",
                line={"color": GUIDE, "width": 1},
            )


def _hover(shown: pd.DataFrame, criteria: Sequence[Criterion]) -> list[list[str]]:
    return [
        [
            f"{plain(row.get('nama'))}<br>{criterion.id} {plain(criterion.name)}: "
            f"{format_pct(row.get(f'persen_{criterion.id}'))}, "
            f"nilai {format_number(row.get(f'nilai_{criterion.id}'), 0)}"
            for criterion in criteria
        ]
        for row in shown.to_dict("records")
    ]
