"""Figures of the slum condition: hectares per class, and the criteria behind a class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import pandas as pd
import plotly.graph_objects as go

from kotaku.charts.base import (
    GUIDE,
    INK,
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
from kotaku.charts.heatmap import criteria_heatmap
from kotaku.charts.palette import CLASSES, KELAS, PATTERN, Swatch
from kotaku.rules.model import Regulation
from kotaku.words.numbers import format_ha, format_number, format_pct
from kotaku.words.safe import plain

Place = Literal["kab_kota", "kecamatan", "kelurahan", "kawasan"]
EMPTY = "Belum ada satuan yang dinilai. Isi lembar RT dan Kekumuhan."


def class_movement(
    units: pd.DataFrame, *, source: str, awal: str = "awal", akhir: str = "akhir"
) -> go.Figure:
    """Return the hectares of each class before and after, one pair of bars per class.

    Parameters
    ----------
    units : one row per unit; columns tingkat_awal, tingkat, luas_ha [ha]
    source : source, method, unit and data date, shown under the figure
    awal, akhir : words for the two moments, such as a year

    Pairs on one zero line and not one stacked bar: the hall compares lengths, and a small class
    keeps its label. Units without a class are "Belum dinilai": both sides sum to the same area.
    """
    if units.empty or not units["luas_ha"].notna().any():
        return empty_figure(EMPTY, source=source)
    before, after = (_area_by_class(units, column) for column in ("tingkat_awal", "tingkat"))
    keys = [key for key in CLASSES if key != "belum" or before[key] or after[key]]
    widest = max(*before.values(), *after.values())
    fig = Canvas()
    for values, words, offset, faded in ((before, awal, -0.4, True), (after, akhir, 0.0, False)):
        fig.add_bar(
            y=list(range(len(keys))),
            x=[values[key] for key in keys],
            offset=offset,
            width=0.36,
            orientation="h",
            name=words,
            marker=_markers([KELAS[key] for key in keys], faded=faded),
            text=[f"{plain(words)} {format_ha(values[key])}" for key in keys],
            textposition="outside",
            textangle=0,
            constraintext="none",
            cliponaxis=False,
            textfont={"size": SMALL, "color": INK},
            hovertext=[f"{KELAS[key].label}, {words}: {format_ha(values[key])}" for key in keys],
            hoverinfo="text",
        )
    fig.update_layout(
        xaxis=value_axis("ha", range=[0, widest * 1.5 or 1], nticks=4),
        yaxis=row_axis([_class_label(KELAS[key]) for key in keys]),
    )
    return finish(fig, source=source, height=78 * len(keys))


def _area_by_class(units: pd.DataFrame, column: str) -> Mapping[str, float]:
    sums = units.groupby(_known(units[column]))["luas_ha"].sum()
    return {key: float(sums.get(key, 0.0)) for key in CLASSES}


def _known(classes: pd.Series[str]) -> pd.Series[str]:
    return classes.where(classes.isin(CLASSES), "belum")


def _markers(swatches: list[Swatch], *, faded: bool) -> dict[str, object]:
    """Return one marker for bars of many classes; the earlier moment is drawn fainter."""
    return {
        "color": [swatch.fill for swatch in swatches],
        "opacity": 0.5 if faded else 1,
        "line": {"color": GUIDE, "width": 1},
        "pattern": {"shape": [swatch.pattern for swatch in swatches], **PATTERN},
    }


def _class_label(swatch: Swatch) -> str:
    return f"{swatch.label} ({swatch.mark})"


def class_by_place(
    units: pd.DataFrame, *, source: str, per: Place = "kab_kota", max_rows: int = 15
) -> go.Figure:
    """Return one bar per place with the hectares of each class, the most kumuh on top.

    Parameters
    ----------
    units : one row per unit; columns kab_kota, kecamatan, kelurahan, kawasan, tingkat, luas_ha [ha]
    source : source, method, unit and data date, shown under the figure
    per : the level whose names become the rows
    max_rows : places beyond this number (least kumuh) are added up in one last bar
    """
    if units.empty or not units["luas_ha"].notna().any():
        return empty_figure(EMPTY, source=source)
    table = _fold(_class_table(units, per), max_rows)
    widest = float(table[list(CLASSES)].sum(axis=1).max())
    fig = Canvas()
    for key in CLASSES:
        if not table[key].any():
            continue
        swatch = KELAS[key]
        fig.add_bar(
            y=list(range(len(table))),
            x=list(table[key]),
            name=_class_label(swatch),
            marker=swatch.marker(),
            orientation="h",
            width=0.68,
            text=[
                f"{swatch.mark} {format_number(value)}" if value > 0.15 * widest else ""
                for value in table[key]
            ],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            insidetextfont={"size": SMALL, "color": swatch.ink},
            customdata=list(table["nama"]),
            hovertext=[
                f"{plain(name)}: {swatch.label.lower()} {format_ha(value)}"
                for name, value in zip(table["nama"], table[key], strict=True)
            ],
            hoverinfo="text",
        )
    for i, row in enumerate(table.itertuples(index=False)):
        fig.add_annotation(
            x=row.luas,
            y=i,
            text=f"kumuh {format_number(row.kumuh)}",
            xanchor="left",
            xshift=4,
            font={"size": SMALL},
        )
    fig.update_layout(
        barmode="stack",
        xaxis=value_axis("ha", range=[0, widest * 1.35 or 1], nticks=5),
        yaxis=row_axis([place(name) for name in table["nama"]]),
    )
    return finish(fig, source=source, height=ROW * len(table) + 20, legend=True)


def _class_table(units: pd.DataFrame, per: Place) -> pd.DataFrame:
    names = units[per].fillna("").replace("", "(tanpa nama)")
    sums = units.assign(_nama=names, _tingkat=_known(units["tingkat"])).pivot_table(
        index="_nama", columns="_tingkat", values="luas_ha", aggfunc="sum"
    )
    table = sums.reindex(columns=list(CLASSES)).fillna(0.0)
    table["kumuh"] = table[["berat", "sedang", "ringan"]].sum(axis=1)
    table["luas"] = table[list(CLASSES)].sum(axis=1)
    table = table.rename_axis("nama").reset_index()
    return table.sort_values(["kumuh", "berat", "nama"], ascending=[False, False, True])


def _fold(table: pd.DataFrame, max_rows: int) -> pd.DataFrame:
    if len(table) <= max_rows:
        return table
    kept, rest = table.iloc[: max_rows - 1], table.iloc[max_rows - 1 :]
    last = rest.drop(columns="nama").sum().to_frame().T
    last.insert(0, "nama", f"{len(rest)} lainnya")
    return pd.concat([kept, last], ignore_index=True)


def criteria_profile(
    akhir: pd.Series[float],
    regulation: Regulation,
    *,
    source: str,
    awal: pd.Series[float] | None = None,
) -> go.Figure:
    """Return one unit's percent per criterion, with the baseline as an outline behind.

    Parameters
    ----------
    akhir : the unit's row of conditions; persen_* [%] and nilai_* (0, 1, 3, 5)
    regulation : names of the criteria and the lower limits of the score bands
    source : source, method, unit and data date, shown under the figure
    awal : the same unit's row at the baseline year

    Percentages above 100 are drawn to the edge and told in the label.
    """
    columns = [f"persen_{criterion.id}" for criterion in regulation.criteria]
    if not akhir.reindex(columns).notna().any():
        return empty_figure("Satuan ini belum memiliki persen per kriteria.", source=source)
    rows = list(range(len(columns)))
    fig = Canvas()
    if awal is not None:
        fig.add_bar(
            y=rows,
            x=[float(v) for v in awal.reindex(columns).fillna(0).clip(0, 100)],
            name="awal",
            width=0.72,
            orientation="h",
            marker={"color": "rgba(0,0,0,0)", "line": {"color": GUIDE, "width": 2}},
            hoverinfo="skip",
        )
    fig.add_bar(
        y=rows,
        x=[float(v) for v in akhir.reindex(columns).fillna(0).clip(0, 100)],
        name="akhir",
        width=0.46,
        orientation="h",
        marker={"color": "#2f6db5"},
        hoverinfo="skip",
    )
    for i, criterion in enumerate(regulation.criteria):
        fig.add_annotation(
            x=1,
            xref="paper",
            y=i,
            text=_profile_text(criterion.id, awal, akhir),
            xanchor="left",
            xshift=8,
            font={"size": SMALL},
        )
    for band in regulation.bands:
        fig.add_line(
            x0=band.at_least_pct,
            x1=band.at_least_pct,
            y0=0,
            y1=1,
            yref="paper",
            line={"color": GUIDE, "width": 1, "dash": "dot"},
        )
    labels = [f"<b>{plain(c.id)}</b> {wrap(c.name, 42)}" for c in regulation.criteria]
    fig.update_layout(
        barmode="overlay",
        xaxis=value_axis("%", range=[0, 100], dtick=20),
        yaxis=row_axis(labels, tickfont={"size": SMALL, "color": INK}),
    )
    return finish(fig, source=source, height=46 * len(rows) + 20, legend=True, right=210)


def _profile_text(criterion: str, awal: pd.Series[float] | None, akhir: pd.Series[float]) -> str:
    def shown(row: pd.Series[float]) -> str:
        score = row.get(f"nilai_{criterion}")
        told = "" if score is None or pd.isna(score) else f" ({int(score)})"
        return f"{format_pct(row.get(f'persen_{criterion}'), 1)}{told}"

    return shown(akhir) if awal is None else f"{shown(awal)} → {shown(akhir)}"


__all__ = ["class_by_place", "class_movement", "criteria_heatmap", "criteria_profile"]
