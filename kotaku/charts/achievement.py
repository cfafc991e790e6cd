"""KPI against target and access to water and sanitation, as bars."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from kotaku.charts.base import (
    GUIDE,
    ROW,
    SMALL,
    empty_figure,
    finish,
    place,
    row_axis,
    value_axis,
    wrap,
)
from kotaku.charts.canvas import Canvas
from kotaku.charts.palette import AKUN, KPI, PASANGAN, PATTERN, Swatch
from kotaku.words.numbers import format_number, format_pct
from kotaku.words.safe import plain

NO_KPI = "Belum ada KPI dengan target dan capaian. Isi lembar KPI."
NO_ACCESS = "Belum ada akses air minum atau sanitasi. Isi lembar Akses."
_ACCESS = (("air_minum", "Air minum", "utama"), ("sanitasi", "Sanitasi", "kedua"))


def kpi_bars(
    rows: pd.DataFrame,
    *,
    source: str,
    cap_pct: float,
    labels: Mapping[str, str] | None = None,
    max_rows: int = 10,
) -> go.Figure:
    """Return how much of its target each indicator has reached [%], in the order given.

    Parameters
    ----------
    rows : indikator, kab_kota, persen [% of target], status; those without persen are left out
    source : source and data date, shown under the figure
    cap_pct : no bar is drawn longer [%]; its number tells the true value
    labels : kab_kota -> words put after the indicator, for charts over places
    max_rows : indicators beyond this number are told in the source line
    """
    known = rows[rows["persen"].notna()]
    if known.empty:
        return empty_figure(NO_KPI, source=source)
    shown = known.head(max_rows)
    swatches = [KPI.get(str(s), KPI["hampir"]) for s in shown["status"]]
    fig = Canvas()
    fig.add_bar(
        y=list(range(len(shown))),
        x=list(shown["persen"].clip(upper=cap_pct)),
        orientation="h",
        width=0.64,
        marker=_markers(swatches),
        hovertext=[
            f"{plain(r.indikator)}: {format_pct(r.persen)} dari target"
            for r in shown.itertuples(index=False)
        ],
        hoverinfo="text",
    )
    for i, (value, swatch) in enumerate(zip(shown["persen"], swatches, strict=True)):
        fig.add_annotation(
            x=1,
            xref="paper",
            y=i,
            text=f"{format_pct(value, 1)} · {swatch.label}",
            xanchor="left",
            xshift=6,
            font={"size": SMALL},
        )
    _line_at(fig, 100.0)
    widest = max(100.0, float(shown["persen"].clip(upper=cap_pct).max()))
    ticks = {"tickvals": [0, 50, 100], "ticktext": ["0 %", "50 %", "target"]}
    names = [
        wrap(f"{r.indikator}{(labels or {}).get(str(r.kab_kota), '')}", 30)
        for r in shown.itertuples(index=False)
    ]
    fig.update_layout(
        xaxis=value_axis("%", range=[0, widest * 1.02], **ticks),
        yaxis=row_axis(names),
    )
    left = len(known) - len(shown)
    told = f"{source} · {left} indikator lain di tabel" if left else source
    return finish(fig, source=told, height=(ROW + 8) * len(shown) + 20, right=190)


def access_bars(akses: pd.DataFrame, *, source: str, max_rows: int = 12) -> go.Figure:
    """Return the share of households with water and with sanitation per kab/kota [%].

    Parameters
    ----------
    akses : kab_kota ("" is the whole and is left out), air_minum_pct, sanitasi_pct,
        air_minum_kurang_kk, sanitasi_kurang_kk
    source : source and data date, shown under the figure
    max_rows : places beyond this number (least short) are left to the table

    Sorted by the households that lack either, most first.
    """
    places = akses[(akses["kab_kota"] != "") & akses["kk_total"].notna()]
    gaps = places[["air_minum_kurang_kk", "sanitasi_kurang_kk"]].sum(axis=1)
    order = gaps.sort_values(ascending=False, kind="stable").index
    shown = places.loc[order].head(max_rows)
    if shown.empty:
        return empty_figure(NO_ACCESS, source=source)
    fig = Canvas()
    for key, word, swatch in _ACCESS:
        values = shown[f"{key}_pct"]
        fig.add_bar(
            y=list(range(len(shown))),
            x=list(values),
            orientation="h",
            width=0.38,
            offset=-0.4 if key == "air_minum" else 0.0,
            name=word,
            marker=PASANGAN[swatch].marker(),
            text=[format_pct(v, 1) if pd.notna(v) else "" for v in values],
            textposition=["inside" if v > 30 else "outside" for v in values.fillna(0.0)],
            insidetextanchor="end",
            textangle=0,
            constraintext="none",
            insidetextfont={"size": SMALL, "color": PASANGAN[swatch].ink},
            outsidetextfont={"size": SMALL},
            hovertext=[
                f"{plain(n)}: {word.lower()} {format_pct(v)}, kurang {format_number(g, 0)} KK"
                for n, v, g in zip(
                    shown["kab_kota"], values, shown[f"{key}_kurang_kk"], strict=True
                )
            ],
            hoverinfo="text",
        )
    _line_at(fig, 100.0)
    fig.update_layout(
        barmode="overlay",
        xaxis=value_axis(
            "%", range=[0, 103], tickvals=[0, 50, 100], ticktext=["0 %", "50 %", "100 %"]
        ),
        yaxis=row_axis([place(name) for name in shown["kab_kota"]]),
    )
    left = len(places) - len(shown)
    told = f"{source} · {left} kab/kota lain di tabel" if left else source
    return finish(fig, source=told, height=(ROW + 14) * len(shown) + 20, legend=True)


def _markers(swatches: list[Swatch]) -> dict[str, Any]:
    return {
        "color": [s.fill for s in swatches],
        "line": {"color": AKUN["awal"].fill, "width": 1},
        "pattern": {"shape": [s.pattern for s in swatches], **PATTERN},
    }


def _line_at(fig: Canvas, value: float) -> None:
    fig.add_line(
        x0=value,
        x1=value,
        y0=0,
        y1=1,
        xref="x",
        yref="paper",
        name="target",
        line={"color": GUIDE, "width": 2, "dash": "dot"},
    )
