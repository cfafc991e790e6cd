"""Where each class went: hectares from class to class, read along a row."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from kotaku.charts.base import FONT, INK, SMALL, empty_figure, finish, row_axis
from kotaku.charts.canvas import Canvas
from kotaku.charts.palette import CLASSES, KELAS
from kotaku.words.numbers import format_ha, format_number
from kotaku.words.safe import clean, plain

ROW = 64  # px; two lines of text in a cell
HUE = "47, 109, 181"  # better, and grey for as before: class colours stay with the classes
WORSE = "221, 146, 0"
SAME = "125, 135, 146"
FAINTEST, DEEPEST = 0.06, 0.55


def class_matrix(
    movement: pd.DataFrame, *, source: str, awal: str = "awal", akhir: str = "akhir"
) -> go.Figure:
    """Return hectares and units from each class (row) to each class (column).

    Parameters
    ----------
    movement : columns dari, ke, jumlah_unit, luas_ha [ha], as method.movement gives it
    source : source, method, unit and data date, shown under the figure
    awal, akhir : words for the two moments, such as a year

    A matrix and not a Sankey diagram: with four classes every flow has its own cell with its
    number in it, and none hides behind another. Right of the diagonal is better (blue), left of
    it worse (amber), on it unchanged (grey); the shade follows the hectares. The last column and
    the last row are the sums of both moments.
    """
    moved = movement[movement["jumlah_unit"] > 0]
    if moved.empty:
        return empty_figure("Belum ada satuan yang dinilai pada kedua waktu.", source=source)
    present = {*moved["dari"], *moved["ke"]}
    keys = [key for key in CLASSES if key != "belum" or "belum" in present]
    table = moved.pivot_table("luas_ha", "dari", "ke", aggfunc="sum")
    table = table.reindex(index=keys, columns=keys).fillna(0.0)
    units = moved.pivot_table("jumlah_unit", "dari", "ke", aggfunc="sum")
    units = units.reindex(index=keys, columns=keys).fillna(0)
    fig = Canvas()
    _cells(fig, table, units, awal, akhir)
    _sums(fig, table, keys)
    heads = [f"{KELAS[key].label}<br>({KELAS[key].mark})" for key in keys]
    n = len(keys)
    fig.update_layout(
        xaxis={
            "tickmode": "array",
            "tickvals": list(range(n + 1)),
            "ticktext": [*heads, f"<b>{plain(awal)}</b>"],
            "range": [-0.5, n + 0.5],
            "side": "top",
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
            "title": None,
            "tickfont": {"size": SMALL, "color": INK},
        },
        yaxis=row_axis([*(h.replace("<br>", " ") for h in heads), f"<b>{plain(akhir)}</b>"]),
    )
    told = f"Baris: kelas {clean(awal)}, kolom: kelas {clean(akhir)} · {clean(source)}"
    return finish(fig, source=told, height=ROW * (n + 1), axis=8, head=44)


def _cells(fig: Canvas, table: pd.DataFrame, units: pd.DataFrame, awal: str, akhir: str) -> None:
    """Draw a square per pair of classes and write its hectares and units."""
    widest = float(table.max(axis=None)) or 1.0
    keys = list(table.index)
    flows = [
        (r, c, float(table.iloc[r, c]), int(units.iloc[r, c]))
        for r in range(len(keys))
        for c in range(len(keys))
    ]
    for hue, step in ((HUE, 1), (SAME, 0), (WORSE, -1)):
        fig.add_heatmap(
            z=[
                [table.iloc[r, c] if np.sign(c - r) == step else None for c in range(len(keys))]
                for r in range(len(keys))
            ],
            zmin=0,
            zmax=widest,
            colorscale=[[0, f"rgba({hue}, {FAINTEST})"], [1, f"rgba({hue}, {DEEPEST})"]],
            showscale=False,
            xgap=3,
            ygap=3,
            hoverinfo="skip",
        )
    fig.add_scatter(
        x=[c for _, c, _, _ in flows],
        y=[r for r, _, _, _ in flows],
        mode="text",
        text=[
            f"{format_ha(area)}<br>{format_number(count, 0)} unit" if count else ""
            for _, _, area, count in flows
        ],
        textfont={"size": SMALL, "color": INK},
        hovertext=[
            f"{KELAS[keys[r]].label} {plain(awal)} → {KELAS[keys[c]].label} {plain(akhir)}: "
            f"{format_ha(area)}, {format_number(count, 0)} unit"
            for r, c, area, count in flows
        ],
        hoverinfo="text",
    )


def _sums(fig: Canvas, table: pd.DataFrame, keys: list[str]) -> None:
    """Write the hectares of each class before (last column) and after (last row)."""
    n = len(keys)
    before, after = table.sum(axis=1), table.sum(axis=0)
    fig.add_scatter(
        x=[*([n] * n), *range(n), n],
        y=[*range(n), *([n] * n), n],
        mode="text",
        text=[
            *(format_ha(before[key]) for key in keys),
            *(format_ha(after[key]) for key in keys),
            f"<b>{format_ha(float(before.sum()))}</b>",
        ],
        textfont={"size": FONT, "color": INK},
        hoverinfo="skip",
    )
