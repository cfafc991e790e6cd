"""The Master Schedule of the province in every layout that teams send."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from kotaku.output.template import write_template
from tests.intake import truth
from tests.intake.layout_book import MONTHS, SCHEDULES, Book, Files, layout

MONTH_HEAD = [MONTHS[d.month] if d.day == 7 else "" for d in truth.WEEKS]
WEEK_HEAD = [["I", "II", "III", "IV"][i % 4] for i in range(8)]


def _label(i: int) -> list[object]:
    komponen, name, weight, _ = truth.ACTIVITIES[i]
    return [float(i + 1), komponen, name, weight]


def _steps(values: Sequence[float]) -> list[float]:
    return [b - a for a, b in zip([0.0, *values], values, strict=False)]


def _alternating(
    team: int, *, scale: Callable[[list[float], float], Sequence[float | None]]
) -> tuple[list[list[object]], list[tuple[int, int, int, int]]]:
    """Return rows of plan (R) and progress (RE) under months and weeks, with merged cells."""
    head = ["No", "Komponen", "Kegiatan", "Bobot (%)", "R/RE", *MONTH_HEAD]
    rows: list[list[object]] = [["", "", "", "", "", 2022, *[""] * 7], head,
                                ["", "", "", "", "", *WEEK_HEAD]]  # fmt: skip
    merge = [(0, 5, 0, 12), (1, 5, 1, 8), (1, 9, 1, 12)] + [(1, c, 2, c) for c in range(5)]
    for i in range(len(truth.ACTIVITIES)):
        weight = truth.ACTIVITIES[i][2]
        top = len(rows)
        rows.append([*_label(i), "R", *scale(truth.plan(i), weight)])
        rows.append(["", "", "", "", "RE", *scale(truth.done(team, i), weight)])
        merge += [(top, c, top + 1, c) for c in range(4)]
    return rows, merge


def _per_team(
    scale: Callable[[list[float], float], Sequence[float | None]], *, titles: bool = True
) -> Files:
    book = Book()
    for team, name in enumerate(truth.TEAMS):
        rows, merge = _alternating(team, scale=scale)
        above = [["MASTER SCHEDULLE"], [f"Tim {name.upper()}"], []] if titles else []
        moved = [(a + len(above), b, c + len(above), d) for a, b, c, d in merge]
        book.sheet(name, [*above, *rows], merge=moved)
    return book.files("ms.xlsx")


@layout(SCHEDULES)
def ms_templat() -> Files:
    import pandas as pd

    activities, progress = [], []
    for team, name in enumerate(truth.TEAMS):
        for i, (komponen, kegiatan, weight, _) in enumerate(truth.ACTIVITIES):
            activities.append({"id_kegiatan": str(i + 1), "kab_kota": name, "komponen": komponen,
                               "kegiatan": kegiatan, "bobot_pct": weight})  # fmt: skip
            real = [*truth.done(team, i), None, None]
            progress += [
                {"id_kegiatan": str(i + 1), "kab_kota": name, "minggu": pd.Timestamp(day),
                 "rencana_pct": p, "realisasi_pct": r}
                for day, p, r in zip(truth.WEEKS, truth.plan(i), real, strict=True)
            ]  # fmt: skip
    out = io.BytesIO()
    write_template(out, prefill={"master_schedule": pd.DataFrame(activities),
                                 "progres": pd.DataFrame(progress)})  # fmt: skip
    return [("templat.xlsx", out.getvalue())]


@layout(SCHEDULES)
def ms_kumulatif() -> Files:
    return _per_team(lambda values, _: values)


@layout(SCHEDULES)
def ms_tambahan_persen() -> Files:
    return _per_team(lambda values, _: [v or None for v in _steps(values)])


@layout(SCHEDULES)
def ms_tambahan_bobot() -> Files:
    return _per_team(lambda values, w: [v * w / 100 or None for v in _steps(values)])


@layout(SCHEDULES)
def ms_kumulatif_bobot() -> Files:
    return _per_team(lambda values, w: [v * w / 100 for v in values])


@layout(SCHEDULES)
def ms_pecahan() -> Files:
    """Cells formatted as percent hold fractions of one."""
    return _per_team(lambda values, _: [v / 100 for v in values])


@layout(SCHEDULES)
def ms_berdampingan() -> Files:
    """Plan and progress side by side under each week."""
    head = ["No", "Komponen", "Kegiatan", "Bobot (%)"]
    book = Book()
    for team, name in enumerate(truth.TEAMS):
        rows: list[list[object]] = [[*head], ["", "", "", ""], ["", "", "", ""]]
        merge = [(0, c, 2, c) for c in range(4)]
        for i, day in enumerate(truth.WEEKS):
            rows[0] += [f"{MONTHS[day.month]} 2022" if day.day == 7 else "", ""]
            rows[1] += [f"Minggu {i % 4 + 1}", ""]
            rows[2] += ["Rencana", "Realisasi"]
            merge.append((1, 4 + 2 * i, 1, 5 + 2 * i))
        merge += [(0, 4, 0, 11), (0, 12, 0, 19)]
        for i in range(len(truth.ACTIVITIES)):
            real = [*truth.done(team, i), None, None]
            pairs = zip(truth.plan(i), real, strict=True)
            rows.append([*_label(i), *(v for pair in pairs for v in pair)])
        book.sheet(name, rows, merge=merge)
    return book.files("ms.xlsx")


@layout(SCHEDULES)
def ms_dua_kelompok() -> Files:
    """All weeks of the plan, then all weeks of the progress; dates as headings."""
    dates = [f"{d.day} {MONTHS[d.month]} {d.year}" for d in truth.WEEKS]
    rows: list[list[object]] = [
        ["Kab/Kota", "No", "Komponen", "Kegiatan", "Bobot", "RENCANA", *[""] * 7, "REALISASI"],
        ["", "", "", "", "", *dates, *dates],
    ]
    for team, name in enumerate(truth.TEAMS):
        rows += [
            [name, *_label(i), *truth.plan(i), *truth.done(team, i)]
            for i in range(len(truth.ACTIVITIES))
        ]
    merge = [(0, c, 1, c) for c in range(5)] + [(0, 5, 0, 12), (0, 13, 0, 20)]
    book = Book()
    rows[0] += [""] * 7
    book.sheet("Jadwal", rows, merge=merge)
    return book.files("ms.xlsx")


@layout(SCHEDULES)
def ms_bertumpuk() -> Files:
    """All teams one below the other, each with its title and heading."""
    book = Book()
    top = 0
    for team, name in enumerate(truth.TEAMS):
        rows, merge = _alternating(team, scale=lambda values, _: values)
        book.sheet("Jadwal", [["Tim " + name]], top=top)
        book.sheet("Jadwal", rows, top=top + 1,
                   merge=[(a + top + 1, b, c + top + 1, d) for a, b, c, d in merge])  # fmt: skip
        top += len(rows) + 3
    return book.files("ms.xlsx")


@layout(SCHEDULES)
def ms_komponen_dan_jumlah() -> Files:
    """Components as rows, and the curve of the team below its activities."""
    book = Book()
    for team, name in enumerate(truth.TEAMS):
        periods = [f"{MONTHS[d.month]} M{i % 4 + 1} 2022" for i, d in enumerate(truth.WEEKS)]
        head = ["No", "Uraian Kegiatan", "Bobot", "", *periods]
        rows: list[list[object]] = [[f"Master Schedule {name}"], head]
        for part, title in (((0, 1), "A. PERSIAPAN"), ((2, 3), "B. FISIK")):
            rows.append([None, title])
            for i in part:
                rows.append([i + 1, truth.ACTIVITIES[i][1], truth.ACTIVITIES[i][2], "Renc",
                             *truth.plan(i)])  # fmt: skip
                rows.append([None, None, None, "Real", *truth.done(team, i)])
        rows.append([None, "JUMLAH", 100])
        rows.append([None, "Rencana kumulatif", None, "Renc", *([50.0] * 8)])
        rows.append([None, "Realisasi kumulatif", None, "Real", *([40.0] * 8)])
        rows.append([None, "Deviasi", None, None, *([-10.0] * 8)])
        book.sheet(f"Tim {team + 1}", rows)
    return book.files("ms.xlsx")
