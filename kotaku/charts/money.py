"""Money: the funnel from ceiling to hand-over, and collaboration by source."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from kotaku.charts.base import ROW, SMALL, empty_figure, finish, row_axis, value_axis, wrap
from kotaku.charts.canvas import Canvas
from kotaku.charts.palette import AKUN, PASANGAN
from kotaku.words.numbers import format_number, format_pct, format_rp, format_rp_short
from kotaku.words.safe import plain

NO_FUNDS = "Belum ada paket BPM dengan pagu. Isi lembar BPM."
NO_COLLABORATION = "Belum ada dana kolaborasi. Isi lembar Kolaborasi."
BILLION = 1e9


def funds_funnel(stages: pd.DataFrame, words: Mapping[str, str], *, source: str) -> go.Figure:
    """Return how far the money of one place has come, one bar a stage.

    Parameters
    ----------
    stages : rows of the funnel of one place in order: tahap, jumlah_paket, nilai_rp [Rp], persen
    words : tahap -> its name
    source : source and data date, shown under the figure
    """
    if stages.empty or not (stages["nilai_rp"] > 0).any():
        return empty_figure(NO_FUNDS, source=source)
    values = stages["nilai_rp"] / BILLION
    fig = Canvas()
    fig.add_bar(
        y=list(range(len(stages))),
        x=list(values),
        orientation="h",
        width=0.66,
        marker={"color": [AKUN["awal"].fill] + [AKUN["realisasi"].fill] * (len(stages) - 1)},
        hovertext=[
            f"{words[r.tahap]}: {format_rp(r.nilai_rp)}, {r.jumlah_paket} paket"
            for r in stages.itertuples(index=False)
        ],
        hoverinfo="text",
    )
    for i, row in enumerate(stages.itertuples(index=False)):
        share = "" if row.tahap == "pagu" else f" · {format_pct(row.persen, 0)}"
        fig.add_annotation(
            x=float(row.nilai_rp) / BILLION,
            y=i,
            text=f"{format_rp_short(row.nilai_rp)}{share} · {row.jumlah_paket} paket",
            xanchor="left",
            xshift=4,
            font={"size": SMALL},
        )
    fig.update_layout(
        xaxis=value_axis("miliar", range=[0, float(values.max()) * 1.75], nticks=4),
        yaxis=row_axis([words[t] for t in stages["tahap"]]),
    )
    return finish(fig, source=source, height=(ROW + 12) * len(stages) + 20)


def collaboration_bars(by_source: pd.DataFrame, *, source: str, max_rows: int = 8) -> go.Figure:
    """Return money set aside and spent by source of funds [miliar rupiah], most money first.

    Parameters
    ----------
    by_source : sumber_dana, anggaran_rp, realisasi_rp [Rp]
    source : source and data date, shown under the figure
    max_rows : sources beyond this number are left to the table
    """
    shown = by_source.head(max_rows)
    if shown.empty:
        return empty_figure(NO_COLLABORATION, source=source)
    rows = list(range(len(shown)))
    fig = Canvas()
    for column, word, swatch, width in (
        ("anggaran_rp", "Anggaran", "pagu", 0.72),
        ("realisasi_rp", "Realisasi", "utama", 0.4),
    ):
        fig.add_bar(
            y=rows,
            x=list(shown[column].fillna(0.0) / BILLION),
            orientation="h",
            width=width,
            name=word,
            marker=PASANGAN[swatch].marker(),
            hovertext=[
                f"{plain(n)}: {word.lower()} {format_rp(v)}"
                for n, v in zip(shown["sumber_dana"], shown[column], strict=True)
            ],
            hoverinfo="text",
        )
    ends = shown[["anggaran_rp", "realisasi_rp"]].max(axis=1).fillna(0.0) / BILLION
    for i, (end, row) in enumerate(zip(ends, shown.itertuples(index=False), strict=True)):
        share = "" if pd.isna(row.persen) else f" · {format_number(row.persen, 0)} %"
        fig.add_annotation(
            x=float(end),
            y=i,
            text=f"{format_rp_short(row.realisasi_rp)}{share}",
            xanchor="left",
            xshift=4,
            font={"size": SMALL},
        )
    fig.update_layout(
        barmode="overlay",
        xaxis=value_axis("miliar", range=[0, float(ends.max()) * 1.6 or 1], nticks=4),
        yaxis=row_axis([wrap(n, 24) for n in shown["sumber_dana"]]),
    )
    left = len(by_source) - len(shown)
    told = f"{source} · {left} sumber lain di tabel" if left else source
    return finish(fig, source=told, height=(ROW + 8) * len(shown) + 20, legend=True)
