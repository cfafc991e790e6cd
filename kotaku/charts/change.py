"""Charts of what changes: between snapshots, over them, and in the years ahead."""

from __future__ import annotations

import pandas as pd

from kotaku.charts.palette import ACCENT, AKUN, Swatch
from kotaku.charts.spec import Bars, Chart, Curve, Empty, End, Lines, Series
from kotaku.words.dates import format_date
from kotaku.words.numbers import format_ha, format_number, format_pct, format_rp_short
from kotaku.words.safe import clean

NO_STEPS = "Sisa kumuh hanya diketahui pada salah satunya."
NO_TREND = "Kecenderungan tampak sesudah ada potret dengan tanggal data yang berbeda."
NO_RELAPSE = "Belum ada satuan dengan volume yang pernah ditangani."
NO_FRONTIER = "Tidak ada satuan yang dapat dituntaskan."
_LINES = {
    "realisasi_pct": ("Terealisasi", AKUN["sisa"].fill, "solid"),
    "master_schedule_pct": ("Master Schedule", ACCENT, "solid"),
    "rencana_pct": ("Rencana", "#75818e", "dash"),
}
# what a budget is counted in: the largest that leaves at least one of it
_MONEY = ((1e12, "triliun"), (1e9, "miliar"), (1e6, "juta"))


def change_steps(tangga: pd.DataFrame, *, source: str) -> Chart:
    """Return the staircase from an earlier remaining area to a later one [ha].

    Parameters
    ----------
    tangga : kunci, nama, ha; the first row is where it starts, the last where it ends
    source : what is compared and how it was counted, shown under the chart

    What takes away reaches to the left, what adds reaches to the right.
    """
    if len(tangga) < 2:
        return Empty(NO_STEPS, source=source)
    left, last = 0.0, len(tangga) - 1
    names = [clean(name) for name in tangga["nama"]]
    looks: list[Swatch] = []
    starts: list[float] = []
    ends, levels = [], []
    sizes = [float(size) for size in tangga["ha"]]
    for i, size in enumerate(sizes):
        edge = i in (0, last)
        starts.append(0.0 if edge else left)
        left = starts[-1] + size
        looks.append(AKUN["sisa" if edge else "realisasi" if size < 0 else "terbuka"])
        ends.append(End(format_ha(size) if edge else format_number(size, sign=True),
                        max(starts[-1], left)))  # fmt: skip
        if i < last:
            levels.append((left, i))
    hover = [f"{name}: {end.text}" for name, end in zip(names, ends, strict=True)]
    return Bars(
        "Sisa kumuh dari yang dahulu ke yang kini",
        source=source,
        rows=names,
        series=[Series("Perubahan", sizes, looks, starts, hover=hover)],
        unit="ha",
        ends=ends,
        levels=levels,
    )


def trend_lines(trend: pd.DataFrame, *, source: str) -> Chart:
    """Return reduction and Master Schedule from snapshot to snapshot [%].

    Parameters
    ----------
    trend : tanggal, nama, disepakati, realisasi_pct, master_schedule_pct, rencana_pct
    source : what the points are, shown under the chart

    A filled point is agreed on, a hollow one is not.
    """
    known = trend[trend[list(_LINES)].notna().any(axis=1)] if len(trend) else trend
    if len(known) < 2:
        return Empty(NO_TREND, source=source)
    days = [pd.Timestamp(day) for day in known["tanggal"]]
    symbols = ["circle" if agreed else "circle-open" for agreed in known["disepakati"]]
    curves = []
    for key, (name, color, dash) in _LINES.items():
        values = [None if pd.isna(v) else float(v) for v in known[key]]
        told = [v for v in values if v is not None]
        if not told:
            continue
        hover = [
            f"{format_date(day.date())}, {clean(what)}: {name.lower()} {format_pct(value)}"
            for day, what, value in zip(days, known["nama"], values, strict=True)
        ]
        end = f"{name} {format_pct(told[-1])}"
        curves.append(Curve(name, values, color, dash, symbols, hover=hover, end=end))
    high = max(100.0, float(known[list(_LINES)].max(axis=None)))
    return Lines(
        "Pengurangan dan Master Schedule dari potret ke potret",
        source=source,
        x=days,
        curves=curves,
        unit="%",
        high=high,
    )


def relapse_years(years: pd.DataFrame, *, source: str) -> Chart:
    """Return one bar per year: what is kumuh today, and what falls back on top of it [ha].

    Parameters
    ----------
    years : columns tahun, kembali_ha, kumuh_ha, kumuh_dipelihara_ha [ha]; kembali_ha is part of
        kumuh_ha, kumuh_dipelihara_ha what stays kumuh with full maintenance
    source : source, method and unit, shown under the chart
    """
    if years.empty:
        return Empty(NO_RELAPSE, source=source)
    stays = [float(v) for v in years["kumuh_ha"] - years["kembali_ha"]]
    back = [float(v) for v in years["kembali_ha"]]
    kept = float(years["kumuh_dipelihara_ha"].iloc[-1])
    return Bars(
        "Luas kumuh pada tahun-tahun mendatang bila tidak dipelihara",
        source=f"garis putus-putus: {format_ha(kept)} bila semua dipelihara · {source}",
        rows=[str(int(year)) for year in years["tahun"]],
        series=[
            Series(name, values, [look], inside=[format_number(v) if v > 0 else "" for v in values])
            for name, values, look in (
                ("masih kumuh", stays, AKUN["sisa"]),
                ("kembali kumuh", back, AKUN["simulasi"]),
            )
        ],
        unit="ha",
        ends=[End(format_number(v), float(v)) for v in years["kumuh_ha"]],
        guides=[kept],
        legend=True,
        upright=True,
    )


def frontier_curve(
    frontier: pd.DataFrame, *, source: str, chosen: tuple[float, float] | None = None
) -> Chart:
    """Return hectares reached [ha] against cost [juta, miliar or triliun rupiah].

    The chosen package is marked. Cost is counted so that its numbers stay short.

    Parameters
    ----------
    frontier : columns biaya_rp [rupiah], luas_ha [ha], one row per budget tried
    source : source, method and unit, shown under the chart
    chosen : (biaya_rp, luas_ha) of the package on the page
    """
    if frontier.empty:
        return Empty(NO_FRONTIER, source=source)
    rows = frontier.sort_values("biaya_rp")
    most = float(rows["biaya_rp"].max())
    unit, word = next(((u, w) for u, w in _MONEY if most >= u), _MONEY[-1])
    costs = [float(cost) / unit for cost in rows["biaya_rp"]]
    areas = [float(area) for area in rows["luas_ha"]]
    curves = [
        Curve(
            "paket terbaik tiap anggaran",
            areas,
            ACCENT,
            symbols=["circle"],
            hover=[_bought(c * unit, a) for c, a in zip(costs, areas, strict=True)],
        )
    ]
    if chosen is not None:
        words = _bought(*chosen)
        at = [chosen[0] / unit]
        curves.append(
            Curve("paket ini", [chosen[1]], ACCENT, symbols=["diamond"], hover=[words],
                  end=f"paket ini {words}", x=at)
        )  # fmt: skip
    return Lines(
        "Hektare yang dituntaskan menurut anggaran",
        source=source,
        x=costs,
        curves=curves,
        unit="ha",
        x_unit=f"{word} Rp",
    )


def _bought(cost: float, area: float) -> str:
    return f"{format_rp_short(cost)}: {format_ha(area)}"
