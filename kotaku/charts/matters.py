"""Matters to settle: audit findings by kind and state, complaints settled and open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from kotaku.charts.base import ROW, SMALL, empty_figure, finish, row_axis, value_axis, wrap
from kotaku.charts.canvas import Canvas
from kotaku.charts.palette import PERKARA, Swatch
from kotaku.words.numbers import format_number
from kotaku.words.safe import plain

NO_AUDIT = "Belum ada temuan atau dokumen. Isi lembar Audit."
NO_COMPLAINTS = "Belum ada pengaduan. Isi lembar Pengaduan."


def audit_states(by_kind: pd.DataFrame, words: Mapping[str, str], *, source: str) -> go.Figure:
    """Return findings by kind and state, stacked, what waits first.

    Parameters
    ----------
    by_kind : jenis_pemeriksaan and a count for each state (belum, proses, tidak_dapat, tuntas)
    words : jenis_pemeriksaan -> its name
    source : source and data date, shown under the figure
    """
    if by_kind.empty:
        return empty_figure(NO_AUDIT, source=source)
    names = [words.get(str(k), "Lainnya") for k in by_kind["jenis_pemeriksaan"]]
    parts = [(PERKARA[s], list(by_kind[s])) for s in ("belum", "proses", "tidak_dapat", "tuntas")]
    return _stacked(names, parts, source=source, unit="temuan")


def complaint_bars(counted: pd.DataFrame, *, source: str, max_rows: int = 8) -> go.Figure:
    """Return complaints open and settled for each value of an aspect, most first.

    Parameters
    ----------
    counted : nama, jumlah, selesai (counts)
    source : source and data date, shown under the figure
    max_rows : values beyond this number are left to the table
    """
    shown = counted.head(max_rows)
    if shown.empty:
        return empty_figure(NO_COMPLAINTS, source=source)
    waiting = Swatch("terbuka", "Belum selesai", "", PERKARA["belum"].fill, "/")
    settled = Swatch("selesai", "Selesai", "", PERKARA["tuntas"].fill, "")
    parts = [
        (waiting, list(shown["jumlah"] - shown["selesai"])),
        (settled, list(shown["selesai"])),
    ]
    return _stacked(list(shown["nama"]), parts, source=source, unit="pengaduan")


def _stacked(
    names: Sequence[object],
    parts: Sequence[tuple[Swatch, list[float]]],
    *,
    source: str,
    unit: str,
) -> go.Figure:
    totals = [sum(values[i] for _, values in parts) for i in range(len(names))]
    widest = max(totals, default=0.0) or 1.0
    fig = Canvas()
    for swatch, values in parts:
        if not any(values):
            continue
        fig.add_bar(
            y=list(range(len(names))),
            x=values,
            orientation="h",
            width=0.66,
            name=swatch.label,
            marker=swatch.marker(),
            text=[format_number(v, 0) if v > 0.08 * widest else "" for v in values],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            insidetextfont={"size": SMALL, "color": swatch.ink},
            hovertext=[
                f"{plain(n)}: {swatch.label.lower()} {format_number(v, 0)} {unit}"
                for n, v in zip(names, values, strict=True)
            ],
            hoverinfo="text",
        )
    for i, total in enumerate(totals):
        fig.add_annotation(
            x=float(total),
            y=i,
            text=format_number(total, 0),
            xanchor="left",
            xshift=4,
            font={"size": SMALL},
        )
    fig.update_layout(
        barmode="stack",
        xaxis=value_axis("", range=[0, float(widest) * 1.12], tickformat=",d", nticks=5),
        yaxis=row_axis([wrap(n, 24) for n in names]),
    )
    return finish(fig, source=source, height=(ROW + 6) * len(names) + 20, legend=True)
