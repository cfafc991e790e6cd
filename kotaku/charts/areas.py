"""Figures of the account of area: what there was, what was taken away, what is left [ha]."""

from __future__ import annotations

from dataclasses import dataclass

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
from kotaku.charts.palette import AKUN, SATUAN
from kotaku.words.numbers import format_ha, format_number, format_pct
from kotaku.words.safe import clean, plain

EMPTY = (
    "Belum ada luas awal dan pengurangan. Isi lembar Lokasi dan Pengurangan, atau RT dan Kekumuhan."
)
NO_START = "Luas awal belum diisi, sehingga sisanya tidak dapat dihitung."
ALL = ""  # the kab_kota of rows that speak for the whole data set
STATUS = ("realisasi", "simulasi", "terbuka")


@dataclass(frozen=True)
class _Step:
    key: str  # in AKUN
    label: str
    start: float
    size: float
    text: str


def waterfall_area(
    akun_luas: pd.DataFrame,
    *,
    source: str,
    kab_kota: str = ALL,
    max_steps: int = 12,
) -> go.Figure:
    """Return the account of area as a staircase: luas awal, each reduction, sisa.

    Parameters
    ----------
    akun_luas : rows of the evaluation's account, in account order; columns kab_kota, tahun, status,
        sumber, luas_awal_ha, pengurangan_ha [ha]
    source : source, method, unit and data date, shown under the figure
    kab_kota : whose account; "" is the whole data set
    max_steps : more reductions than this are added up by year and status, to stay legible

    Edge rules: a negative reduction steps back to the right; a missing one takes away nothing.
    """
    rows = akun_luas[akun_luas["kab_kota"].fillna(ALL) == kab_kota]
    if len(rows) and rows["luas_awal_ha"].isna().all():
        return empty_figure(NO_START, source=source)
    if rows.empty:
        return empty_figure(EMPTY, source=source)
    steps = _steps(rows, max_steps)
    fig = Canvas()
    for key in dict.fromkeys(step.key for step in steps):
        chosen = [(i, step) for i, step in enumerate(steps) if step.key == key]
        fig.add_bar(
            y=[i for i, _ in chosen],
            x=[step.size for _, step in chosen],
            base=[step.start for _, step in chosen],
            text=[step.text for _, step in chosen],
            name=AKUN[key].label,
            marker=AKUN[key].marker(),
            orientation="h",
            width=0.66,
            textposition="none",
            hovertext=[f"{step.label}: {step.text}" for _, step in chosen],
            hoverinfo="text",
        )
    for i, step in enumerate(steps):
        end = max(step.start, step.start + step.size)
        fig.add_annotation(
            x=end,
            y=i,
            text=step.text,
            xanchor="left",
            font={"size": SMALL},
            xshift=4,
        )
        if i + 1 < len(steps):
            level = step.start if step.key not in ("awal", "sisa") else step.size
            fig.add_line(
                x0=level,
                x1=level,
                y0=i,
                y1=i + 1,
                layer="below",
                line={"color": GUIDE, "width": 1},
            )
    top = max(max(step.start, step.start + step.size) for step in steps)
    fig.update_layout(
        xaxis=value_axis("ha", range=[0, top * 1.3 or 1]),
        yaxis=row_axis([step.label for step in steps]),
    )
    return finish(fig, source=source, height=(ROW + 4) * len(steps) + 20)


def _steps(rows: pd.DataFrame, max_steps: int) -> list[_Step]:
    start = float(rows["luas_awal_ha"].iloc[0])
    merged = _merge(rows, ["tahun", "status", "sumber"])
    if len(merged) > max_steps:
        merged = _merge(rows, ["tahun", "status"])
    steps = [_Step("awal", AKUN["awal"].label, 0.0, start, format_ha(start))]
    left = start
    for row in merged.itertuples(index=False):
        size = float(row.pengurangan_ha)
        left -= size
        text = format_number(-size, sign=True)
        steps.append(_Step(str(row.status), _step_label(row), left, size, text))
    share = f" ({format_pct(left / start * 100)})" if start > 0 else ""
    steps.append(_Step("sisa", AKUN["sisa"].label, 0.0, left, format_ha(left) + share))
    return steps


def _merge(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    moved = rows[rows["pengurangan_ha"].fillna(0) != 0]
    return moved.groupby(by, sort=False, dropna=False, as_index=False)["pengurangan_ha"].sum()


def _step_label(row: object) -> str:
    tahun = getattr(row, "tahun", None)
    parts = [f"{int(tahun)}"] if tahun and pd.notna(tahun) else []  # 0 is an unknown year
    status, sumber = str(getattr(row, "status", "")), clean(getattr(row, "sumber", ""))
    if status != "realisasi":
        parts.append(AKUN[status].label.lower() if sumber else AKUN[status].label)
    if sumber:
        parts.append(sumber)
    return wrap(" · ".join(parts), 26)


def stacked_area_by_place(akun_luas: pd.DataFrame, *, source: str, max_rows: int = 15) -> go.Figure:
    """Return one bar per kabupaten/kota: berkurang, simulasi, belum terjelaskan and sisa [ha].

    Parameters
    ----------
    akun_luas : the evaluation's account; rows with an empty kab_kota are left to the waterfall
    source : source, method, unit and data date, shown under the figure
    max_rows : places beyond this number (least sisa) are added up in one last bar, so that the
        bars always sum to the whole account

    Sorted by sisa. A segment too short for its number shows it in the hover text; the sisa of each
    place always stands at the end of its bar.
    """
    rows = akun_luas[akun_luas["kab_kota"].fillna(ALL) != ALL]
    unknown = rows.loc[rows["luas_awal_ha"].isna(), "kab_kota"].nunique()
    totals = _totals_by_place(rows[rows["luas_awal_ha"].notna()])
    if totals.empty:
        return empty_figure(NO_START if unknown else EMPTY, source=source)
    totals = _fold(totals, max_rows)
    widest = float(totals[["luas_awal", "berisi"]].max(axis=None))
    fig = Canvas()
    for key in (*STATUS, "sisa"):
        values = totals[key]
        if key != "sisa" and not (values != 0).any():
            continue
        fig.add_bar(
            y=list(range(len(totals))),
            x=list(values),
            name=AKUN[key].label,
            marker=AKUN[key].marker(),
            orientation="h",
            width=0.68,
            text=[format_number(v) if v > 0.13 * widest else "" for v in values],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            insidetextfont={"size": SMALL, "color": AKUN[key].ink},
            customdata=list(totals["nama"]),
            hovertext=[
                f"{plain(name)}: {AKUN[key].label.lower()} {format_ha(v)}"
                for name, v in zip(totals["nama"], values, strict=True)
            ],
            hoverinfo="text",
        )
    for i, row in enumerate(totals.itertuples(index=False)):
        fig.add_annotation(
            x=row.berisi,
            y=i,
            text=f"sisa {format_number(row.sisa)}",
            xanchor="left",
            xshift=4,
            font={"size": SMALL},
        )
    fig.update_layout(
        barmode="relative",
        xaxis=value_axis("ha", range=[min(0, _lowest(totals)), widest * 1.28 or 1]),
        yaxis=row_axis([place(name) for name in totals["nama"]]),
    )
    told = f"{source} · {unknown} kab/kota tanpa luas awal tidak digambar" if unknown else source
    return finish(fig, source=told, height=ROW * len(totals) + 20, legend=True)


def _totals_by_place(rows: pd.DataFrame) -> pd.DataFrame:
    start = rows.groupby("kab_kota")["luas_awal_ha"].first().rename("luas_awal")
    moved = rows.pivot_table(
        index="kab_kota", columns="status", values="pengurangan_ha", aggfunc="sum"
    ).reindex(index=start.index, columns=list(STATUS))
    totals = pd.concat([start, moved.fillna(0.0)], axis=1)
    totals["sisa"] = totals["luas_awal"] - totals[list(STATUS)].sum(axis=1)
    totals["berisi"] = totals[[*STATUS, "sisa"]].clip(lower=0).sum(axis=1)
    totals = totals.rename_axis("nama").reset_index()
    return totals.sort_values(["sisa", "luas_awal", "nama"], ascending=[False, False, True])


def _fold(totals: pd.DataFrame, max_rows: int) -> pd.DataFrame:
    if len(totals) <= max_rows:
        return totals
    kept, rest = totals.iloc[: max_rows - 1], totals.iloc[max_rows - 1 :]
    last = rest.drop(columns="nama").sum().to_frame().T
    last.insert(0, "nama", f"{len(rest)} kab/kota lain")
    return pd.concat([kept, last], ignore_index=True)


def _lowest(totals: pd.DataFrame) -> float:
    return float(totals[[*STATUS, "sisa"]].clip(upper=0).sum(axis=1).min()) * 1.1


def cumulative_reduction(
    pengurangan: pd.DataFrame,
    *,
    source: str,
    metode: str = "T",
    skenario: str = "realisasi",
    satuan: tuple[str, ...] = ("rt", "kawasan"),
) -> go.Figure:
    """Return the reduction since the first year [ha], year by year, unit beside unit.

    Parameters
    ----------
    pengurangan : the evaluation's reductions; columns metode, satuan, skenario, tahun, tahun_awal,
        pengurangan_ha (cumulative) [ha]
    source : source and data date, shown under the figure
    metode, skenario : which rows are shown
    satuan : the units set side by side; a unit without rows is left out

    The same works give different hectares by RT and by kawasan: that is why both stand here.
    """
    rows = pengurangan[
        (pengurangan["metode"] == metode)
        & (pengurangan["skenario"] == skenario)
        & pengurangan["satuan"].isin(satuan)
        & pengurangan["pengurangan_ha"].notna()
    ]
    if rows.empty:
        return empty_figure(
            f"Belum ada pengurangan menurut metode {metode} untuk satuan ini.", source=source
        )
    table = rows.pivot_table(
        index="tahun", columns="satuan", values="pengurangan_ha", aggfunc="sum"
    ).reindex(columns=[key for key in satuan if key in set(rows["satuan"])])
    years = [str(int(year)) for year in table.index]
    upper = table.idxmax(axis=1)
    fig = Canvas()
    for key in table.columns:
        values = table[key]
        fig.add_scatter(
            x=years,
            y=[None if pd.isna(value) else float(value) for value in values],
            mode="lines+markers+text",
            name=f"per {SATUAN[key].label}",
            line={"color": SATUAN[key].fill, "width": 3, "dash": SATUAN[key].dash},
            marker={"size": 10, "symbol": SATUAN[key].symbol},
            text=["" if pd.isna(v) or v == 0 else format_number(v) for v in values],
            textposition=["top left" if top == key else "bottom right" for top in upper],
            cliponaxis=False,
            textfont={"size": SMALL},
            hovertext=[
                f"{year}, per {SATUAN[key].label}: {format_ha(value)}"
                for year, value in zip(years, values, strict=True)
            ],
            hoverinfo="text",
        )
    low, high = float(table.min(axis=None)), float(table.max(axis=None))
    reach = max(high, 0) - min(low, 0) or 1
    fig.update_layout(
        xaxis={
            "type": "category",
            "fixedrange": True,
            "title": None,
            "showgrid": False,
            "tickfont": {"size": SMALL, "color": INK},
            "range": [-0.4, len(years) - 0.45],
        },
        yaxis=value_axis("ha", range=[min(low, 0) - reach * 0.08, max(high, 0) + reach * 0.15]),
    )
    return finish(fig, source=source, height=320, legend=True)
