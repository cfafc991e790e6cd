"""The sheets whose figures people recalculate: account of area, kab/kota, Master Schedule."""

from __future__ import annotations

import pandas as pd

from kotaku import view
from kotaku.checks.states import DONE, OPEN
from kotaku.output.sheet import BookSheet, columns_of
from kotaku.view import WORST_TITLE, View
from kotaku.view.schedule import STATUS_WORDS
from kotaku.words.dates import format_date

WHOLE_WORDS = "Seluruh data"
ACCOUNT = "'Akun luas'!"
TEAM = 6  # columns of an activity that a team has too


def summary_sheet(sheet: BookSheet, report: View) -> None:
    """Write the headline figures, calculated from the account's sheet, and the decisions due."""
    told = (report.answer, report.coverage_answer, report.schedule_answer)
    sheet.title(f"{report.title}: {report.where}", *(text for text in told if text))
    frame = _headlines(report)
    if not frame.empty:
        top = sheet.table(columns_of("ringkasan"), frame, filtered=False)
        _link(sheet, report, top)
    sheet.skip()
    sheet.line("Perlu keputusan hari ini", "title")
    for text in (*report.due, report.missing):
        sheet.line(text)
    if worst := report.worst():
        sheet.skip()
        sheet.line(WORST_TITLE, "title")
        for one in worst:
            sheet.line(one.words)


def _headlines(report: View) -> pd.DataFrame:
    rows = [] if report.area is None else [row[:4] for row in _area_rows(report.area)]
    if report.evaluation.jadwal is not None:
        now = view.schedule_now(report.evaluation.jadwal.latest)
        rows += [
            ("Master Schedule: realisasi", now.realisasi_pct, "%", "master_schedule"),
            ("Master Schedule: rencana", now.rencana_pct, "%", "master_schedule"),
            ("Master Schedule: deviasi", now.deviasi_pp, "pp", "master_schedule"),
        ]
    return pd.DataFrame(
        [
            (name, value, unit, *(_how(report, key) if first else ("seperti di atas", "")))
            for (name, value, unit, key), first in zip(rows, _first(rows), strict=True)
        ],
        columns=["angka", "nilai", "satuan", "rumus", "sel"],
    )


# name, value, unit, key of the explanation, formula; {first} and {last} are the account's rows of
# the whole data set
_Row = tuple[str, float, str, str, str]
_OF = "SUMIF({a}C{first}:C{last},STATE,{a}F{first}:F{last})"
_DONE, _GONE = (_OF.replace("STATE", f'"{state}"') for state in (DONE, OPEN))
_NEW = _DONE.replace("{a}F{first}:F{last}", "{a}J{first}:J{last}")
_ALL, _NEWS = "SUM({a}F{first}:F{last})", "SUM({a}J{first}:J{last})"


def _area_rows(area: view.AreaSummary) -> list[_Row]:
    """Return the hectares of the headline: realised first, then what the plan would add."""
    rows: list[_Row] = [
        ("Luas kumuh awal", area.luas_awal_ha, "ha", "luas_awal", "{a}E{first}"),
        ("Terealisasi", area.realisasi_ha, "ha", "berkurang", _DONE),
        ("Terealisasi dari luas awal", area.realisasi_pct, "%", "berkurang", _share(_DONE)),
    ]
    if area.terbuka_ha:
        rows.append(("Berkurang tanpa rincian", area.terbuka_ha, "ha", "berkurang", _GONE))
    left = f"{{a}}E{{first}}-{_DONE}-{_GONE}+{_NEW}"
    rows += [
        ("Sisa kumuh", area.sisa_ha, "ha", "sisa", left),
        ("Sisa dari luas awal", area.sisa_pct, "%", "sisa", _share(f"({left})")),
    ]
    if area.simulasi_ha:
        then, done = f"bila {area.rencana} terlaksana", f"{_ALL}-{_GONE}"
        rows += [
            (f"Terealisasi {then}", area.terlaksana_ha, "ha", "", done),
            (f"Dari luas awal {then}", area.terlaksana_pct, "%", "", _share(f"({done})")),
            (f"Sisa {then}", area.sisa_simulasi_ha, "ha", "", f"{{a}}E{{first}}-{_ALL}+{_NEWS}"),
        ]
    if area.target_sisa_ha is not None and area.kurang_ha is not None:
        rows.append(("Target sisa", area.target_sisa_ha, "ha", "", ""))
        rows.append(("Kurang dari target", area.kurang_ha, "ha", "", ""))
    return rows


def _share(formula: str) -> str:
    return f'IF({{a}}E{{first}}=0,"",{formula}/{{a}}E{{first}}*100)'


def _first(rows: list[tuple[str, float, str, str]]) -> list[bool]:
    """Tell of each row whether it is the first of its key."""
    keys = [key for *_, key in rows]
    return [keys.index(key) == i for i, key in enumerate(keys)]


def _how(report: View, key: str) -> tuple[str, str]:
    how = report.explanations.get(key)
    if how is None:
        return "", ""
    cells = dict.fromkeys(i.cells for i in how.inputs if i.cells)
    return how.formula.replace("\n", "; "), "; ".join(cells)


def _link(sheet: BookSheet, report: View, top: int) -> None:
    """Turn the hectares into formulas over the account's rows of the whole data set."""
    rows = _whole_rows(report)
    if report.area is None or not rows:
        return
    where = {"a": ACCOUNT, "first": rows[0], "last": rows[1]}
    for i, (_, value, _, _, formula) in enumerate(_area_rows(report.area)):
        if formula:
            sheet.cell(top - 1 + i, 1, value, "strong", "=" + formula.format(**where))


def _whole_rows(report: View) -> tuple[int, int] | None:
    """Return first and last row (1-based) of the whole data set on the account's sheet."""
    account = report.account.reset_index(drop=True)
    at = account.index[account["kab_kota"] == view.WHOLE]
    top = _account_top(report)
    return (top + int(at[0]), top + int(at[-1])) if len(at) else None


def _account_top(report: View) -> int:
    """Return the first row of values on the account's sheet: title, remark, foot, gap, heading."""
    return 1 + 1 + len(report.foot.splitlines()) + 1 + 1 + 1


def account_sheet(sheet: BookSheet, report: View) -> None:
    """Write the account of area; cumulative, sisa and percent are formulas down each place."""
    sheet.title(
        "Akun luas per tahun, status, dan sumber",
        "Kumulatif, sisa, dan persen dihitung dengan rumus; ubah pengurangan untuk mencoba.",
    )
    frame = report.account.reset_index(drop=True)
    begins = frame["kab_kota"] != frame["kab_kota"].shift()
    frame = frame.assign(
        wilayah=frame["kab_kota"].replace(view.WHOLE, WHOLE_WORDS),
        tahun=[year or None for year in frame["tahun"]],
    )
    top = sheet.table(
        columns_of("akun_luas"), frame, note="Belum ada luas kumuh yang dapat dihitung."
    )
    for i, value in enumerate(frame["pengurangan_kumulatif_ha"]):
        row = top + i
        starts = begins.iloc[i]
        formula = f"=F{row}" if starts else f"=G{row - 1}+F{row}"
        sheet.cell(row - 1, 6, value, "number", formula)
        before = f"E{row}" if starts else f"H{row - 1}"
        left = frame["sisa_ha"].iloc[i]
        sheet.cell(row - 1, 7, left, "number", f"={before}-F{row}+J{row}")


def place_sheet(sheet: BookSheet, report: View) -> None:
    """Write one row per kab/kota and their sum, sisa and percent as formulas."""
    sheet.title(
        "Akun luas per kabupaten/kota",
        "Sisa = luas awal − realisasi − belum terinci + kumuh baru; yang belum terlaksana tidak "
        "mengurangi.",
    )
    frame = report.places.sort_values("kab_kota", ignore_index=True)
    top = sheet.table(
        columns_of("kab_kota"), frame, note="Data ini tidak terbagi menurut kab/kota."
    )
    if not frame.empty:
        _sum(sheet, frame, top)


def _sum(sheet: BookSheet, frame: pd.DataFrame, top: int) -> None:
    row, last = sheet.next, top + len(frame) - 1
    sheet.cell(row, 0, "Jumlah", "strong")
    totals = frame.drop(columns=["kab_kota", "persen"]).sum()
    for place, value in enumerate(totals, start=1):
        letter = "ABCDEFGH"[place]
        sheet.cell(row, place, float(value), "strong", f"=SUM({letter}{top}:{letter}{last})")
    awal, done = float(totals["luas_awal_ha"]), float(totals["realisasi_ha"])
    if awal:
        formula = '=IF(B{row}=0,"",C{row}/B{row}*100)'
        sheet.cell(row, 8, done / awal * 100, "strong", formula)


def schedule_sheet(sheet: BookSheet, report: View) -> None:
    """Write teams, activities and weeks; deviation and each team's progress are formulas."""
    schedule = report.evaluation.jadwal
    if schedule is None:
        sheet.title("Master Schedule")
        sheet.line("Belum ada Master Schedule.")
        return
    told = [text for text in (schedule.basis, report.forecast_answer) if text]
    sheet.title(f"Master Schedule per {format_date(schedule.as_of)}", *told)
    latest = _named(schedule.latest).assign(bobot_pct=float("nan"))
    activities = _named(view.activities_behind_first(schedule.activities))
    activities["_asal"] = [
        report.address({"_sumber": s, "_baris": b})
        for s, b in zip(activities["_sumber"], activities["_baris"], strict=True)
    ]
    columns = columns_of("kegiatan")
    top = sheet.table(columns[:TEAM], latest, freeze=False, filtered=False)
    sheet.skip()
    first = sheet.table(columns, activities, freeze=False)
    _team_formulas(sheet, latest, activities, top, first)


def _named(frame: pd.DataFrame) -> pd.DataFrame:
    words = frame["kab_kota"].replace(view.WHOLE, WHOLE_WORDS)
    status = frame["status"].map(STATUS_WORDS)
    return frame.reset_index(drop=True).assign(tim=words.to_list(), status_teks=status.to_list())


def _team_formulas(
    sheet: BookSheet, latest: pd.DataFrame, activities: pd.DataFrame, top: int, first: int
) -> None:
    """Write plan and progress of each team as the weighted sum of its activities."""
    last = first + len(activities) - 1

    def weighted(row: int, letter: str) -> str:
        own = f"(A${first}:A${last}=A{row})"
        return f"=SUMPRODUCT({own}*B${first}:B${last}*{letter}${first}:{letter}${last})/100"

    own_activities = set(activities["kab_kota"])
    for i, team in enumerate(latest.to_dict("records")):
        for letter, key in (("C", "rencana_pct"), ("D", "realisasi_pct")):
            if team["kab_kota"] in own_activities:
                formula = weighted(top + i, letter)
            else:  # the province is the plain mean of its teams
                formula = f"=AVERAGE({letter}{top + 1}:{letter}{top + len(latest) - 1})"
            sheet.cell(top + i - 1, "ABCD".index(letter), team[key], "number", formula)
