"""Charts of the account of area: what there was, what was taken away, what is left [ha]."""

from __future__ import annotations

import pandas as pd

from kotaku.charts.fit import short_place
from kotaku.charts.palette import AKUN, SATUAN
from kotaku.charts.spec import Bars, Chart, Curve, Empty, End, Lines, Series
from kotaku.view import account_steps, plan_words, planned
from kotaku.words import labels
from kotaku.words.numbers import format_ha, format_number

EMPTY = (
    "Belum ada luas awal dan pengurangan. Isi lembar Lokasi dan Pengurangan, atau RT dan Kekumuhan."
)
NO_START = "Luas awal belum diisi, sehingga sisanya tidak dapat dihitung."
RISING = ("awal", "kumuh_baru")  # steps after which the account stands at their end
WHOLE = ""  # the kab_kota of rows that speak for the whole data set


def waterfall_area(
    akun_luas: pd.DataFrame, *, source: str, kab_kota: str = WHOLE, max_steps: int = 12
) -> Chart:
    """Return the account of area as a staircase: luas awal, each reduction, kumuh baru, sisa.

    Parameters
    ----------
    akun_luas : rows of the evaluation's account, in account order; columns kab_kota, tahun, status,
        sumber, luas_awal_ha, pengurangan_ha, kumuh_baru_ha (may be missing) [ha]
    source : source, method, unit and data date, shown under the chart
    kab_kota : whose account; "" is the whole data set
    max_steps : more reductions than this are added up by year and status, to stay legible

    Edge rules: a negative reduction steps back to the right; a missing one takes away nothing.
    """
    name = "Luas kumuh awal, tiap pengurangan, dan sisanya"
    rows = akun_luas[akun_luas["kab_kota"].fillna(WHOLE) == kab_kota]
    if len(rows) and rows["luas_awal_ha"].isna().all():
        return Empty(NO_START, source=source)
    if rows.empty:
        return Empty(EMPTY, source=source)
    steps = account_steps(akun_luas, kab_kota, max_steps)
    series = [
        Series(
            AKUN[key].label,
            [step.size if step.key == key else None for step in steps],
            [AKUN[key]],
            starts=[step.start if step.key == key else 0.0 for step in steps],
            hover=[f"{step.label}: {step.text}" for step in steps],
        )
        for key in dict.fromkeys(step.key for step in steps)
    ]
    levels = [
        (step.start + step.size if step.key in RISING else step.start, i)
        for i, step in enumerate(steps[:-1])
    ]
    return Bars(
        name,
        source=source,
        rows=[step.label for step in steps],
        series=series,
        unit="ha",
        ends=[End(step.text, max(step.start, step.start + step.size)) for step in steps],
        levels=levels,
    )


def _new(rows: pd.DataFrame) -> float:
    """Return the area that became kumuh since the base: beside the reduction, never netted."""
    return float(rows["kumuh_baru_ha"].fillna(0.0).sum()) if "kumuh_baru_ha" in rows else 0.0


def stacked_area_by_place(akun_luas: pd.DataFrame, *, source: str, max_rows: int = 15) -> Chart:
    """Return one bar per kabupaten/kota: what was taken away, by state, and sisa [ha].

    Parameters
    ----------
    akun_luas : the evaluation's account; rows with an empty kab_kota are left to the waterfall
    source : source, method, unit and data date, shown under the chart
    max_rows : places beyond this number (least sisa) are added up in one last bar, so that the
        bars always sum to the whole account

    Sorted by what is left now, plans not yet done included; it stands at the end of the bar.
    """
    rows = akun_luas[akun_luas["kab_kota"].fillna(WHOLE) != WHOLE]
    unknown = rows.loc[rows["luas_awal_ha"].isna(), "kab_kota"].nunique()
    rows = rows[rows["luas_awal_ha"].notna()]
    if rows.empty:
        return Empty(NO_START if unknown else EMPTY, source=source)
    states = [s for s in AKUN if s in set(rows["status"].astype(str))]
    ahead = planned(rows["status"])
    plan = (
        plan_words(rows.loc[ahead, "status"], rows.loc[ahead, "tahun"])
        if (rows.loc[ahead, "pengurangan_ha"] != 0).any()
        else ""
    )
    totals = _fold(_totals_by_place(rows, states), max_rows)
    told = f"{source} · {unknown} kab/kota tanpa luas awal tidak digambar" if unknown else source
    names = {s: AKUN[s].label for s in (*states, "sisa")}
    if plan:  # the last part of the bar is not what is left now
        names["sisa"] = labels.left_after(plan)
    series = [
        Series(
            names[key],
            [float(v) for v in totals[key]],
            [AKUN[key]],
            inside=[format_number(v) if v > 0 else "" for v in totals[key]],
            hover=[
                f"{name}: {names[key].lower()} {format_ha(v)}"
                for name, v in zip(totals["nama"], totals[key], strict=True)
            ],
        )
        for key in (*states, "sisa")
        if key == "sisa" or (totals[key] != 0).any()
    ]
    now = labels.LEFT["kini" if plan else "saja"].lower()
    return Bars(
        "Luas kumuh tiap kab/kota: yang berkurang dan sisanya",
        source=told,
        rows=[short_place(name) for name in totals["nama"]],
        series=series,
        unit="ha",
        low=float(totals[[*states, "sisa"]].clip(upper=0).sum(axis=1).min()) * 1.1,
        high=float(totals[["luas_awal", "berisi"]].max(axis=None)),
        ends=[
            End(f"{now} {format_number(row.kini)}", float(row.berisi))
            for row in totals.itertuples(index=False)
        ],
        legend=True,
        keys=[str(name) for name in totals["nama"]],
    )


def _totals_by_place(rows: pd.DataFrame, states: list[str]) -> pd.DataFrame:
    start = rows.groupby("kab_kota")["luas_awal_ha"].first().rename("luas_awal")
    moved = rows.pivot_table(
        index="kab_kota", columns="status", values="pengurangan_ha", aggfunc="sum"
    ).reindex(index=start.index, columns=states)
    totals = pd.concat([start, moved.fillna(0.0)], axis=1)
    new = rows.groupby("kab_kota")[["pengurangan_ha"]].apply(lambda own: _new(rows.loc[own.index]))
    totals["sisa"] = totals["luas_awal"] - totals[states].sum(axis=1) + new
    totals["berisi"] = totals[[*states, "sisa"]].clip(lower=0).sum(axis=1)
    ahead = [s for s in states if planned(pd.Series([s])).iloc[0]]
    totals["kini"] = totals["sisa"] + totals[ahead].sum(axis=1)
    totals = totals.rename_axis("nama").reset_index()
    return totals.sort_values(["kini", "luas_awal", "nama"], ascending=[False, False, True])


def _fold(totals: pd.DataFrame, max_rows: int) -> pd.DataFrame:
    if len(totals) <= max_rows:
        return totals
    kept, rest = totals.iloc[: max_rows - 1], totals.iloc[max_rows - 1 :]
    last = rest.drop(columns="nama").sum().to_frame().T
    last.insert(0, "nama", f"{len(rest)} kab/kota lain")
    return pd.concat([kept, last], ignore_index=True)


def cumulative_reduction(
    pengurangan: pd.DataFrame,
    *,
    source: str,
    metode: str = "T",
    skenario: str = "realisasi",
    satuan: tuple[str, ...] = ("rt", "kawasan"),
) -> Chart:
    """Return the reduction since the first year [ha], year by year, unit beside unit.

    Parameters
    ----------
    pengurangan : the evaluation's reductions; columns metode, satuan, skenario, tahun, tahun_awal,
        pengurangan_ha (cumulative) [ha]
    source : source and data date, shown under the chart
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
        return Empty(
            f"Belum ada pengurangan menurut metode {metode} untuk satuan ini.", source=source
        )
    table = rows.pivot_table(
        index="tahun", columns="satuan", values="pengurangan_ha", aggfunc="sum"
    ).reindex(columns=[key for key in satuan if key in set(rows["satuan"])])
    years = [str(int(year)) for year in table.index]
    curves = [
        Curve(
            f"per {SATUAN[key].label}",
            [None if pd.isna(value) else float(value) for value in table[key]],
            SATUAN[key].fill,
            SATUAN[key].dash,
            [SATUAN[key].symbol],
            hover=[
                f"{year}, per {SATUAN[key].label}: {format_ha(value)}"
                for year, value in zip(years, table[key], strict=True)
            ],
            end=f"per {SATUAN[key].label} {format_ha(float(table[key].dropna().iloc[-1]))}",
        )
        for key in table.columns
    ]
    return Lines(
        "Pengurangan kumulatif per tahun menurut satuan hitung",
        source=source,
        x=years,
        curves=curves,
        unit="ha",
        low=None,
    )
