"""Charts of the Master Schedule: S-curve, deviation by team, activities over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from kotaku.charts.fit import short_place
from kotaku.charts.palette import ACCENT, AKUN, STATUS, Swatch, status_word
from kotaku.charts.spec import Bars, Chart, Curve, Empty, End, Lines, Series
from kotaku.words.dates import format_date, is_undated
from kotaku.words.numbers import format_pct, format_pp
from kotaku.words.safe import clean

WHOLE = ""  # the kab_kota of rows that speak for the province
EMPTY = "Belum ada Master Schedule. Isi lembar Master Schedule dan Progres."
PLAN = "#75818e"


def s_curve(
    weekly: pd.DataFrame,
    *,
    source: str,
    kab_kota: str = WHOLE,
    as_of: date | None = None,
    forecast: pd.DataFrame | None = None,
    deviation: bool = True,
) -> Chart:
    """Return plan and realisation, cumulative [%], with the weekly deviation [pp] under them.

    Parameters
    ----------
    weekly : the schedule's weeks; columns minggu, kab_kota, rencana_pct, realisasi_pct, deviasi_pp,
        status
    source : source and basis of the weights, shown under the chart
    kab_kota : whose curve; "" is the province
    as_of : the data date; drawn as a line when given
    forecast : columns minggu, perkiraan_pct [%]; drawn from the data date on when given
    deviation : whether the deviation is drawn; without it the curves have all the height
    """
    rows = weekly[weekly["kab_kota"].fillna(WHOLE) == kab_kota].sort_values("minggu")
    rows = rows[rows[["rencana_pct", "realisasi_pct"]].notna().any(axis=1)]
    if rows.empty:
        return Empty(EMPTY, source=source)
    weeks = [pd.Timestamp(week) for week in rows["minggu"]]
    numbered = is_undated(weeks[0])
    known = [i for i, v in enumerate(rows["realisasi_pct"]) if pd.notna(v)]
    at = known[-1] if known else len(rows) - 1
    curves = [
        _curve("Rencana", rows["rencana_pct"], weeks, PLAN, "dash", at),
        _curve("Realisasi", rows["realisasi_pct"], weeks, ACCENT, "solid", at),
    ]
    if forecast is not None:
        ahead = [pd.Timestamp(day) for day in forecast["minggu"]]
        days = _axis(ahead, numbered=numbered)
        last = len(ahead) - 1
        curves.append(
            _curve("Perkiraan", forecast["perkiraan_pct"], ahead, ACCENT, "dot", last, days=days)
        )
    status, gap = rows["status"].iloc[at], rows["deviasi_pp"].iloc[at]
    return Lines(
        "Kurva S: rencana dan realisasi kumulatif tiap minggu",
        source=source,
        x=_axis(weeks, numbered=numbered),
        curves=curves,
        unit="%",
        high=max(100.0, float(rows[["rencana_pct", "realisasi_pct"]].max(axis=None))),
        under=_deviation(rows, weeks) if deviation else None,
        under_unit="pp",
        under_note=f"{format_pp(gap)} · {status_word(status)}" if pd.notna(gap) else "",
        as_of=None if numbered else as_of,
        note_at=at,
    )


def _axis(
    weeks: Sequence[pd.Timestamp], *, numbered: bool
) -> Sequence[pd.Timestamp] | Sequence[str]:
    """Return what stands under the curves: the days, or the numbers of periods without date."""
    return [format_date(week).rpartition(" ")[2] for week in weeks] if numbered else list(weeks)


def _curve(
    name: str,
    values: pd.Series[float],
    weeks: list[pd.Timestamp],
    color: str,
    dash: str,
    at: int,
    *,
    days: Sequence[pd.Timestamp] | Sequence[str] | None = None,
) -> Curve:
    told = values.iloc[: at + 1].dropna()
    return Curve(
        name,
        [None if pd.isna(v) else float(v) for v in values],
        color,
        dash,
        hover=[
            f"{format_date(week.date())}: {name.lower()} {format_pct(value)}"
            for week, value in zip(weeks, values, strict=True)
        ],
        end=f"{name} {format_pct(float(told.iloc[-1]))}" if len(told) else "",
        x=days,
    )


def _deviation(rows: pd.DataFrame, weeks: list[pd.Timestamp]) -> Series:
    return Series(
        "Deviasi",
        [None if pd.isna(v) else float(v) for v in rows["deviasi_pp"]],
        [_look(status) for status in rows["status"]],
        hover=[
            f"{format_date(week.date())}: deviasi {format_pp(value)}, {status_word(status)}"
            for week, value, status in zip(weeks, rows["deviasi_pp"], rows["status"], strict=True)
        ],
    )


def _look(status: object) -> Swatch:
    return STATUS.get(str(status), AKUN["awal"])


def deviation_by_team(latest: pd.DataFrame, *, source: str) -> Chart:
    """Return the deviation of each team at the data date [pp], the farthest behind on top.

    Parameters
    ----------
    latest : the schedule's rows at the data date; columns kab_kota, rencana_pct, realisasi_pct,
        deviasi_pp, status
    source : source and data date, shown under the chart

    Teams whose deviation cannot be told stay in the list with a dash.
    """
    rows = latest[latest["kab_kota"].fillna(WHOLE) != WHOLE].sort_values("deviasi_pp")
    if rows.empty:
        return Empty(EMPTY, source=source)
    known = rows["deviasi_pp"].fillna(0.0)
    reach = max(1.0, float(known.abs().max()))
    series = Series(
        "Deviasi",
        [float(v) for v in known],
        [_look(status) for status in rows["status"]],
        starts=[0.0] * len(rows),
        hover=[_team_text(row) for row in rows.itertuples(index=False)],
        lane=(0.0, 0.64),
    )
    return Bars(
        "Deviasi tiap tim terhadap rencana",
        source=source,
        rows=[short_place(name) for name in rows["kab_kota"]],
        series=[series],
        unit="pp",
        low=min(0.0, float(known.min())) - 0.05 * reach,
        high=max(0.0, float(known.max())) + 0.05 * reach,
        ends=[
            End(f"{format_pp(row.deviasi_pp)} · {status_word(row.status)}")
            for row in rows.itertuples(index=False)
        ],
        keys=[str(name) for name in rows["kab_kota"]],
    )


def _team_text(row: object) -> str:
    planned, real = getattr(row, "rencana_pct", None), getattr(row, "realisasi_pct", None)
    name = clean(getattr(row, "kab_kota", ""))
    return f"{name}: rencana {format_pct(planned)}, realisasi {format_pct(real)}"


def gantt(
    activities: pd.DataFrame, *, source: str, as_of: date | None = None, max_rows: int = 20
) -> Chart:
    """Return activities over time with their weight [%] and how much of each is done.

    Parameters
    ----------
    activities : the schedule's activities, named with their team where there are several; columns
        kab_kota, kegiatan, bobot_pct, mulai, selesai, realisasi_pct, deviasi_pp, status
    source : source and data date, shown under the chart
    as_of : the data date; drawn as a line when given
    max_rows : the activities farthest behind are kept when there are more

    Activities without start or end cannot be drawn; their number is told under the chart.
    """
    dated = activities[activities[["mulai", "selesai"]].notna().all(axis=1)]
    if dated.empty:
        return Empty("Belum ada kegiatan dengan tanggal mulai dan selesai.", source=source)
    shown = dated.sort_values("deviasi_pp").head(max_rows)
    shown = shown.assign(
        mulai=pd.to_datetime(shown["mulai"]), selesai=pd.to_datetime(shown["selesai"])
    ).sort_values(["mulai", "selesai"])
    many = shown["kab_kota"].nunique() > 1
    starts = [float(day.toordinal()) for day in shown["mulai"]]
    whole = [float(n) for n in (shown["selesai"] - shown["mulai"]).dt.days + 1]
    share = shown["realisasi_pct"].fillna(0).clip(0, 100) / 100
    done = [days * float(part) for days, part in zip(whole, share, strict=True)]
    hover = [_activity_text(row) for row in shown.itertuples(index=False)]
    ends = [
        End(_done_words(row), start + days)
        for row, start, days in zip(shown.itertuples(index=False), starts, whole, strict=True)
    ]
    first, last = min(starts), max(s + d for s, d in zip(starts, whole, strict=True))
    hidden = _hidden(len(activities) - len(dated), len(dated) - len(shown))
    return Bars(
        "Kegiatan menurut waktu: rencana dan yang selesai",
        source=source + hidden,
        rows=[_activity_label(row, with_team=many) for row in shown.itertuples(index=False)],
        series=[
            Series("Rencana", whole, [AKUN["simulasi"]], starts, hover=hover, lane=(0.0, 0.62)),
            Series("Realisasi", done, [AKUN["realisasi"]], starts, hover=hover, lane=(0.0, 0.34)),
        ],
        unit="",
        ends=ends,
        low=first - 3,
        high=last + 3,
        legend=True,
        days=True,
        as_of=as_of,
    )


def _done_words(row: object) -> str:
    status = str(getattr(row, "status", ""))
    late = f" · {status_word(status)}" if status in ("terlambat", "kritis") else ""
    return f"{format_pct(getattr(row, 'realisasi_pct', None), 0)}{late}"


def _activity_label(row: object, *, with_team: bool) -> str:
    weight = getattr(row, "bobot_pct", None)
    name = clean(getattr(row, "kegiatan", ""))
    if with_team:
        name = f"{short_place(getattr(row, 'kab_kota', ''))}: {name}"
    return name if weight is None or pd.isna(weight) else f"{name} · {format_pct(weight)}"


def _activity_text(row: object) -> str:
    start, end = getattr(row, "mulai", None), getattr(row, "selesai", None)
    return (
        f"{clean(getattr(row, 'kegiatan', ''))}\n{format_date(start)} – {format_date(end)}"
        f"\nrealisasi {format_pct(getattr(row, 'realisasi_pct', None))}"
        f", deviasi {format_pp(getattr(row, 'deviasi_pp', None))}"
    )


def _hidden(undated: int, cut: int) -> str:
    told = []
    if cut:
        told.append(f"{cut} kegiatan lain tidak ditampilkan")
    if undated:
        told.append(f"{undated} kegiatan tanpa tanggal tidak digambar")
    return f" · {'; '.join(told)}" if told else ""
