"""The sheets whose figures people recalculate: account of area, kab/kota, Master Schedule."""

from __future__ import annotations

import pandas as pd

from kotaku import view
from kotaku.output.report import Report
from kotaku.output.sheet import Column, Sheet
from kotaku.view.schedule import STATUS_WORDS
from kotaku.words.dates import format_date

WHOLE_WORDS = "Seluruh data"
ACCOUNT = "'Akun luas'!"


def summary_sheet(sheet: Sheet, report: Report) -> None:
    """Write the headline figures, calculated from the account's sheet, and the decisions due."""
    sheet.title(f"{report.title}: {report.province}", report.answer, report.schedule_answer)
    frame = _headlines(report)
    if not frame.empty:
        columns = [
            Column("Angka", "angka", 32),
            Column("Nilai", "nilai", 14, "strong"),
            Column("Satuan", "satuan", 10),
            Column("Cara hitung", "rumus", 48),
            Column("Sel asal", "sel", 48),
        ]
        top = sheet.table(columns, frame, filtered=False)
        _link(sheet, report, top)
    sheet.skip()
    sheet.line("Perlu keputusan hari ini", "title")
    for text in report.decisions or ("Tidak ada: target tercapai, jadwal sesuai, data bersih.",):
        sheet.line(text)


def _headlines(report: Report) -> pd.DataFrame:
    area, rows = report.area, []
    if area is not None:
        rows = [
            ("Luas kumuh awal", area.luas_awal_ha, "ha", "luas_awal"),
            ("Berkurang", area.berkurang_ha, "ha", "berkurang"),
            ("Berkurang dari luas awal", area.berkurang_pct, "%", "berkurang"),
            ("Sisa kumuh", area.sisa_ha, "ha", "sisa"),
            ("Sisa dari luas awal", area.sisa_pct, "%", "sisa"),
        ]
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


def _first(rows: list[tuple[str, float, str, str]]) -> list[bool]:
    """Tell of each row whether it is the first of its key."""
    keys = [key for *_, key in rows]
    return [keys.index(key) == i for i, key in enumerate(keys)]


def _how(report: Report, key: str) -> tuple[str, str]:
    how = report.explanations.get(key)
    if how is None:
        return "", ""
    cells = dict.fromkeys(i.cells for i in how.inputs if i.cells)
    return how.formula.replace("\n", "; "), "; ".join(cells)


def _link(sheet: Sheet, report: Report, top: int) -> None:
    """Turn the hectares into formulas over the account's rows of the whole data set."""
    area = report.area
    rows = _whole_rows(report)
    if area is None or not rows:
        return
    first, last = rows
    start = f"{ACCOUNT}E{first}"
    formulas = (
        (f"={start}", area.luas_awal_ha),
        (f"=SUM({ACCOUNT}F{first}:F{last})", area.berkurang_ha),
        (f'=IF(B{top}=0,"",B{top + 1}/B{top}*100)', area.berkurang_pct),
        (f"=B{top}-B{top + 1}", area.sisa_ha),
        (f'=IF(B{top}=0,"",B{top + 3}/B{top}*100)', area.sisa_pct),
    )
    for i, (formula, value) in enumerate(formulas):
        sheet.cell(top - 1 + i, 1, value, "strong", formula)


def _whole_rows(report: Report) -> tuple[int, int] | None:
    """Return first and last row (1-based) of the whole data set on the account's sheet."""
    account = report.akun_luas.reset_index(drop=True)
    at = account.index[account["kab_kota"] == view.WHOLE]
    top = _account_top(report)
    return (top + int(at[0]), top + int(at[-1])) if len(at) else None


def _account_top(report: Report) -> int:
    """Return the first row of values on the account's sheet: title, remark, foot, gap, heading."""
    return 1 + 1 + len(report.foot.splitlines()) + 1 + 1 + 1


def account_sheet(sheet: Sheet, report: Report) -> None:
    """Write the account of area; cumulative, sisa and percent are formulas down each place."""
    sheet.title(
        "Akun luas per tahun, status, dan sumber",
        "Kumulatif, sisa, dan persen dihitung dengan rumus; ubah pengurangan untuk mencoba.",
    )
    frame = report.akun_luas.reset_index(drop=True)
    begins = frame["kab_kota"] != frame["kab_kota"].shift()
    frame = frame.assign(
        wilayah=frame["kab_kota"].replace(view.WHOLE, WHOLE_WORDS),
        tahun=[year or None for year in frame["tahun"]],
    )
    columns = [
        Column("Kab/kota", "wilayah", 30),
        Column("Tahun", "tahun", 8, "year"),
        Column("Status", "status", 12),
        Column("Sumber", "sumber", 30),
        Column("Luas awal (ha)", "luas_awal_ha", 13, "number"),
        Column("Pengurangan (ha)", "pengurangan_ha", 14, "number"),
        Column("Kumulatif (ha)", "pengurangan_kumulatif_ha", 13, "number"),
        Column("Sisa (ha)", "sisa_ha", 13, "number", formula="=E{row}-G{row}"),
        Column(
            "Berkurang (%)", "persen", 13, "number", formula='=IF(E{row}=0,"",G{row}/E{row}*100)'
        ),
    ]
    top = sheet.table(columns, frame, note="Belum ada luas kumuh yang dapat dihitung.")
    for i, value in enumerate(frame["pengurangan_kumulatif_ha"]):
        row = top + i
        formula = f"=F{row}" if begins.iloc[i] else f"=G{row - 1}+F{row}"
        sheet.cell(row - 1, 6, value, "number", formula)


def place_sheet(sheet: Sheet, report: Report) -> None:
    """Write one row per kab/kota and their sum, sisa and percent as formulas."""
    sheet.title(
        "Akun luas per kabupaten/kota",
        "Sisa = luas awal − realisasi − simulasi − belum terinci.",
    )
    frame = report.places.sort_values("kab_kota", ignore_index=True)
    columns = [
        Column("Kab/kota", "kab_kota", 34),
        Column("Luas awal (ha)", "luas_awal_ha", 14, "number"),
        Column("Realisasi (ha)", "realisasi_ha", 14, "number"),
        Column("Simulasi (ha)", "simulasi_ha", 14, "number"),
        Column("Belum terinci (ha)", "terbuka_ha", 14, "number"),
        Column("Sisa (ha)", "sisa_ha", 14, "number", formula="=B{row}-C{row}-D{row}-E{row}"),
        Column(
            "Berkurang (%)",
            "persen",
            14,
            "number",
            formula='=IF(B{row}=0,"",(B{row}-F{row})/B{row}*100)',
        ),
    ]
    top = sheet.table(columns, frame, note="Data ini tidak terbagi menurut kab/kota.")
    if not frame.empty:
        _sum(sheet, frame, top)


def _sum(sheet: Sheet, frame: pd.DataFrame, top: int) -> None:
    row, last = sheet.next, top + len(frame) - 1
    sheet.cell(row, 0, "Jumlah", "strong")
    totals = frame.drop(columns=["kab_kota", "persen"]).sum()
    for place, value in enumerate(totals, start=1):
        letter = "ABCDEF"[place]
        sheet.cell(row, place, float(value), "strong", f"=SUM({letter}{top}:{letter}{last})")
    awal, sisa = float(totals["luas_awal_ha"]), float(totals["sisa_ha"])
    if awal:
        formula = '=IF(B{row}=0,"",(B{row}-F{row})/B{row}*100)'
        sheet.cell(row, 6, (awal - sisa) / awal * 100, "strong", formula)


def schedule_sheet(sheet: Sheet, report: Report) -> None:
    """Write teams, activities and weeks; deviation and each team's progress are formulas."""
    schedule = report.evaluation.jadwal
    if schedule is None:
        sheet.title("Master Schedule")
        sheet.line("Belum ada Master Schedule.")
        return
    sheet.title(f"Master Schedule per {format_date(schedule.as_of)}", schedule.basis)
    latest = _named(schedule.latest).assign(bobot_pct=float("nan"))
    activities = _named(view.activities_behind_first(schedule.activities))
    activities["_asal"] = [
        report.address({"_sumber": s, "_baris": b})
        for s, b in zip(activities["_sumber"], activities["_baris"], strict=True)
    ]
    columns = _activity_columns()
    teams = [Column(c.heading, c.key, c.width, c.kind, c.formula) for c in columns[:6]]
    top = sheet.table(teams, latest, freeze=False, filtered=False)
    sheet.skip()
    first = sheet.table(columns, activities, freeze=False)
    _team_formulas(sheet, latest, activities, top, first)


def _named(frame: pd.DataFrame) -> pd.DataFrame:
    words = frame["kab_kota"].replace(view.WHOLE, WHOLE_WORDS)
    status = frame["status"].map(STATUS_WORDS)
    return frame.reset_index(drop=True).assign(tim=words.to_list(), status_teks=status.to_list())


def _activity_columns() -> list[Column]:
    return [
        Column("Tim", "tim", 32),
        Column("Bobot (%)", "bobot_pct", 11, "number"),
        Column("Rencana (%)", "rencana_pct", 11, "number"),
        Column("Realisasi (%)", "realisasi_pct", 11, "number"),
        Column("Deviasi (pp)", "deviasi_pp", 11, "signed", formula="=D{row}-C{row}"),
        Column("Status", "status_teks", 14),
        Column("Kegiatan", "kegiatan", 46),
        Column("Mulai", "mulai", 13, "date"),
        Column("Selesai", "selesai", 13, "date"),
        Column("PIC", "pic", 26),
        Column("Kendala", "kendala", 40),
        Column("Asal", "_asal", 44),
    ]


def _team_formulas(
    sheet: Sheet, latest: pd.DataFrame, activities: pd.DataFrame, top: int, first: int
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
