"""The figures as native charts on a slide, in the colours of the pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from kotaku import view
from kotaku.charts.palette import ACCENT, AKUN, KELAS, STATUS, status_word
from kotaku.output.charts import Chart, Series, add_chart
from kotaku.output.deck import INK, QUIET, Box, Run, write
from kotaku.view import Headline, Step, account_steps
from kotaku.words.dates import format_date, is_undated
from kotaku.words.numbers import format_number, format_pct, format_pp
from kotaku.words.safe import clean

PLAN = "#75818e"
PARTS = ("realisasi", "simulasi", "terbuka", "sisa")
LABELS = "Keterangan"  # a series that draws nothing and carries the labels at the ends of bars
HELPER = 0.3  # its length as a share of the longest bar
MAX_PLACES = 15
HOLD_LABEL = 0.12  # a segment shorter than this share of the longest bar cannot hold its number


def short_place(name: object, limit: int = 30) -> str:
    """Return a kab/kota for an axis."""
    return clean(clean(name).replace("Kabupaten ", "Kab. ", 1), limit) or "\N{EN DASH}"


def legend(slide: Any, box: Box, entries: Sequence[tuple[str, str]], size: float = 12) -> None:
    """Write what the colours mean: (colour, words) one after the other."""
    runs: list[Run] = []
    for fill, words in entries:
        square = Run("\N{BLACK SQUARE}", size + 2, color=fill)
        runs += [square, Run(f" {words}", size), Run("     ", size)]
    write(slide, box, [runs])


def missing(slide: Any, box: Box, text: str) -> None:
    """Say why there is no chart."""
    write(slide, box, [[Run(text, 14, color=QUIET)]])


def by_place(slide: Any, box: Box, places: pd.DataFrame, stamp: date) -> None:
    """Add one stacked bar per kab/kota: berkurang, simulasi, belum terjelaskan, sisa [ha]."""
    rows = _folded(places)
    now, rows = rows["sisa_ha"], rows.assign(sisa_ha=rows["sisa_simulasi_ha"])
    used = [p for p in PARTS if p == "sisa" or (rows[f"{p}_ha"] != 0).any()]
    widest = float(rows[[f"{p}_ha" for p in used]].clip(lower=0).sum(axis=1).max()) or 1.0
    series = [
        Series(
            AKUN[part].label,
            [float(v) for v in rows[f"{part}_ha"]],
            AKUN[part].fill,
            [_inside(v, widest) if part != "sisa" else "" for v in rows[f"{part}_ha"]],
            AKUN[part].ink,
        )
        for part in used
    ]
    ends = [f"sisa {format_number(v)}" for v in now]
    series.append(Series(LABELS, [widest * HELPER] * len(rows), "", ends, at="inside_base"))
    lowest = float(rows[[f"{p}_ha" for p in used]].clip(upper=0).sum(axis=1).min())
    legend(slide, _head(box), [(AKUN[p].fill, AKUN[p].label) for p in used])
    chart = Chart(
        "stacked",
        [short_place(name) for name in rows["kab_kota"]],
        series,
        low=lowest,
        high=widest * (1 + HELPER),
        alt="Luas kumuh tiap kab/kota: berkurang, simulasi, dan sisa dalam hektare",
    )
    add_chart(slide, _plot(box), chart, stamp)


def _inside(value: float, widest: float) -> str:
    """Return a number where its segment can hold it."""
    return format_number(value) if value > HOLD_LABEL * widest else ""


def _folded(places: pd.DataFrame) -> pd.DataFrame:
    rows = places[places["luas_awal_ha"].notna()]
    if len(rows) <= MAX_PLACES:
        return rows
    kept, rest = rows.iloc[: MAX_PLACES - 1], rows.iloc[MAX_PLACES - 1 :]
    last = rest.drop(columns="kab_kota").sum().to_frame().T
    return pd.concat([kept, last.assign(kab_kota=f"{len(rest)} kab/kota lain")])


def classes(slide: Any, box: Box, units: pd.DataFrame, stamp: date) -> None:
    """Add the area of each class [ha], at the start and now."""
    moments = (("Awal", "tingkat_awal"), ("Kini", "tingkat"))
    areas = [units.groupby(column)["luas_ha"].sum() for _, column in moments]
    used = [k for k in KELAS if any(float(a.get(k, 0.0)) > 0 for a in areas)]
    whole = float(units["luas_ha"].sum()) or 1.0
    series = []
    for key in used:
        values = [float(a.get(key, 0.0)) for a in areas]
        labels = [_inside(v, whole) for v in values]
        series.append(Series(KELAS[key].label, values, KELAS[key].fill, labels, KELAS[key].ink))
    chart = Chart(
        "stacked",
        [name for name, _ in moments],
        series,
        size=14,
        low=0,
        high=whole,
        alt="Luas tiap tingkat kekumuhan pada awal dan kini dalam hektare",
    )
    legend(slide, _head(box), [(KELAS[k].fill, KELAS[k].label) for k in used])
    add_chart(slide, _plot(box), chart, stamp)


def waterfall(
    slide: Any, box: Box, akun_luas: pd.DataFrame, place: str, stamp: date, size: float = 12
) -> None:
    """Add the account of one place as a waterfall; says so where there is none."""
    found = account_steps(akun_luas, place)
    if not found:
        missing(slide, box, "Belum ada luas awal dan pengurangan.")
        return
    keys = list(dict.fromkeys(step.key for step in found))
    top = max(step.start + max(step.size, 0) for step in found) or 1.0
    series = [Series("Alas", [min(s.start, s.start + s.size) for s in found])]
    series += [
        Series(AKUN[k].label, [_of(s, k) for s in found], AKUN[k].fill, ink=AKUN[k].ink)
        for k in keys
    ]
    ends = [step.text for step in found]
    series.append(Series(LABELS, [top * HELPER] * len(found), "", ends, at="inside_base"))
    chart = Chart(
        "stacked",
        [step.label for step in found],
        series,
        size=size,
        low=min(0.0, *(step.start for step in found)),
        high=top * (1 + HELPER),
        alt="Luas kumuh awal, tiap pengurangan, dan sisanya dalam hektare",
    )
    legend(slide, _head(box), [(AKUN[k].fill, AKUN[k].label) for k in keys], size)
    add_chart(slide, _plot(box), chart, stamp)


def _of(step: Step, key: str) -> float | None:
    return abs(step.size) if step.key == key else None


def s_curve(
    slide: Any, box: Box, weekly: pd.DataFrame, place: str, stamp: date, size: float = 12
) -> None:
    """Add plan and realisation of one place [%] as a line chart over the weeks."""
    rows = weekly[(weekly["kab_kota"] == place) & weekly["rencana_pct"].notna()]
    rows = rows.sort_values("minggu")
    if rows.empty:
        missing(slide, box, "Belum ada Master Schedule.")
        return
    days = [pd.Timestamp(d).date() for d in rows["minggu"]]
    numbered = bool(days) and is_undated(days[0])
    known = rows["realisasi_pct"].dropna()
    last = rows.loc[known.index[-1]] if len(known) else rows.iloc[-1]
    series = [
        Series("Rencana (%)", _values(rows["rencana_pct"]), PLAN, dash=True),
        Series("Realisasi (%)", _values(rows["realisasi_pct"]), ACCENT),
    ]
    high = max(100.0, float(rows[["rencana_pct", "realisasi_pct"]].max(axis=None)))
    chart = Chart(
        "lines",
        [format_date(d) for d in days] if numbered else days,
        series,
        size=size,
        low=0,
        high=high,
        axis_format='0" %"',
        axis_step=25,
        month_step=max(1, -(-(days[-1] - days[0]).days // 180)),
        alt="Kurva S: rencana dan realisasi kumulatif tiap minggu dalam persen",
    )
    entries = [
        (ACCENT, f"Realisasi {format_pct(last['realisasi_pct'])}"),
        (PLAN, f"Rencana (putus-putus) {format_pct(last['rencana_pct'])}"),
    ]
    legend(slide, _head(box), entries, size)
    add_chart(slide, _plot(box), chart, stamp)


def _values(column: pd.Series) -> list[float | None]:
    return [None if pd.isna(v) else float(v) for v in column]


def deviations(slide: Any, box: Box, latest: pd.DataFrame, stamp: date) -> None:
    """Add the deviation of each team [pp], the farthest behind on top."""
    rows = latest[latest["kab_kota"] != view.WHOLE].sort_values("deviasi_pp")
    if rows.empty:
        missing(slide, box, "Master Schedule ini tidak terbagi menurut tim.")
        return
    names = [f"{short_place(r['kab_kota'])} ({status_word(r['status'])})" for r in _dicts(rows)]
    values = [0.0 if pd.isna(v) else float(v) for v in rows["deviasi_pp"]]
    reach = max(1.0, *(abs(v) for v in values))
    swatches = [STATUS.get(str(s), STATUS["sesuai"]) for s in rows["status"]]
    series = Series(
        "Deviasi (pp)",
        values,
        labels=[format_pp(None if pd.isna(v) else float(v)) for v in rows["deviasi_pp"]],
        fills=[s.fill for s in swatches],
        at="outside_end",
        ink=INK,
    )
    room = 0.55 * reach
    chart = Chart(
        "bars",
        names,
        [series],
        size=11,
        low=min([*values, 0.0]) - room,
        high=max([*values, 0.0]) + room,
        alt="Deviasi tiap tim terhadap rencana dalam poin persen",
    )
    write(slide, _head(box), [[Run("Deviasi tiap tim (poin persen)", 12)]])
    add_chart(slide, _plot(box), chart, stamp)


def _dicts(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]


def _head(box: Box) -> Box:
    return Box(box.left, box.top, box.width, 0.3)


def _plot(box: Box) -> Box:
    return Box(box.left, box.top + 0.3, box.width, box.height - 0.3)


def figures(slide: Any, box: Box, entries: Sequence[Headline]) -> None:
    """Write headline figures side by side: name, value, remark."""
    width = box.width / max(1, len(entries))
    for i, entry in enumerate(entries):
        place = Box(box.left + i * width, box.top, width - 0.15, box.height)
        label = f"{entry.label} ({entry.doubt})" if entry.doubt else entry.label
        lines = [[Run(label, 13, color=QUIET)], [Run(entry.value, 26, True)], [Run(entry.note, 11)]]
        write(slide, place, lines)
