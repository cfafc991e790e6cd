"""How the headline figures came about, down to the cells; explain_unit does it for one unit."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pandas as pd

from kotaku.checks.states import DONE
from kotaku.dataset import CellRef, Dataset
from kotaku.explain.explanation import (
    Explanation,
    Input,
    Results,
    Timetable,
    column_refs,
)
from kotaku.explain.parts import parts
from kotaku.explain.reductions import WHOLE_AREA, method_words
from kotaku.explain.units import explain_unit
from kotaku.method.accounts import COMPUTED, WHOLE
from kotaku.words.dates import format_date
from kotaku.words.labels import UNIT
from kotaku.words.numbers import format_ha, format_number, format_pct, format_pp

__all__ = ["Explanation", "Input", "Results", "column_refs", "explain_unit", "headline"]


def headline(dataset: Dataset, results: Results, account: pd.DataFrame) -> tuple[Explanation, ...]:
    """Return the explanations of the headline figures of an account of area.

    Keys: luas_awal, berkurang, sisa where the account has rows; master_schedule where there is a
    schedule. ``account`` is ``akun_luas`` without what is only planned.
    """
    rows = account[account["kab_kota"] == WHOLE]
    areas: tuple[Explanation, ...] = ()
    if not rows.empty:
        units = partial(parts, dataset, results, account)
        areas = tuple(
            replace(e, regulation=results.regulation, parts=units)
            for e in _areas(dataset, results, rows)
        )
    return (*areas, *_schedule(dataset, results.jadwal))


def _areas(dataset: Dataset, results: Results, rows: pd.DataFrame) -> tuple[Explanation, ...]:
    awal = float(rows["luas_awal_ha"].iloc[0])
    sisa = float(rows["sisa_ha"].iloc[-1])
    gone = float(rows["pengurangan_ha"].sum())
    done = float(rows.loc[rows["status"] == DONE, "pengurangan_ha"].sum())
    method, unit = _method(results, rows), _unit(results, rows)
    steps = tuple(_step(row) for row in rows.to_dict("records"))
    initial = Input("Luas awal", format_ha(awal), "ha", _initial_refs(dataset, rows))
    whole = _reduction_input(dataset, rows, gone)
    return (
        Explanation(
            "luas_awal",
            "Luas kumuh awal",
            method,
            unit,
            _initial_formula(results, rows),
            (initial,),
        ),
        Explanation(
            "berkurang",
            "Pengurangan yang terealisasi",
            method,
            unit,
            _done_formula(awal, done, gone),
            (*steps, whole),
        ),
        Explanation(
            "sisa",
            "Sisa kumuh",
            method,
            unit,
            _left_formula(awal, gone, float(rows["kumuh_baru_ha"].sum()), sisa),
            (initial, *steps),
        ),
    )


def _left_formula(awal: float, gone: float, new: float, sisa: float) -> str:
    words = "sisa = luas awal − jumlah pengurangan"
    sums = f"{format_number(awal)} − {format_number(gone)}"
    if new:
        words, sums = f"{words} + kumuh baru", f"{sums} + {format_number(new)}"
    return f"{words}\n{sums} = {format_ha(sisa)}"


def _done_formula(awal: float, done: float, gone: float) -> str:
    """Return how what is realised adds up; what went without details stands apart."""
    share = done / awal * 100 if awal else float("nan")
    lines = [
        f"terealisasi = jumlah pengurangan berstatus realisasi = {format_ha(done)}",
        f"persen = {format_number(done)} ÷ {format_number(awal)} × 100 = {format_pct(share)}",
    ]
    if gone != done:
        lines.append(f"belum terinci = {format_ha(gone - done)}, jumlahnya {format_ha(gone)}")
    return "\n".join(lines)


def _schedule(dataset: Dataset, schedule: Timetable | None) -> tuple[Explanation, ...]:
    now = schedule.latest[schedule.latest["kab_kota"] == WHOLE] if schedule else pd.DataFrame()
    if schedule is None or now.empty:
        return ()
    row = now.iloc[0]
    plan, done = float(row["rencana_pct"]), float(row["realisasi_pct"])
    weights = column_refs(dataset, "master_schedule", "bobot_pct", dataset.table("master_schedule"))
    progress = column_refs(dataset, "progres", "realisasi_pct", dataset.table("progres"))
    teams = schedule.latest[schedule.latest["kab_kota"] != WHOLE]
    inputs = (
        Input("Bobot kegiatan", schedule.basis, "%", weights),
        Input("Realisasi mingguan", f"per {format_date(schedule.as_of)}", "%", progress),
        *(
            Input(str(t["kab_kota"]), format_pct(t["realisasi_pct"]), "%")
            for t in teams.to_dict("records")
        ),
    )
    formula = (
        "realisasi = jumlah (bobot × realisasi kegiatan)\n"
        "deviasi = realisasi − rencana\n"
        f"{format_pct(done)} − {format_pct(plan)} = {format_pp(done - plan)}"
    )
    return (
        Explanation(
            "master_schedule",
            f"Master Schedule per {format_date(schedule.as_of)}",
            "jumlah tertimbang kemajuan kegiatan",
            "persen kumulatif",
            formula,
            inputs,
        ),
    )


def _computed(rows: pd.DataFrame) -> bool:
    return bool((rows["dasar"] == COMPUTED).any())


def _method(results: Results, rows: pd.DataFrame) -> str:
    if not _computed(rows):
        return "hektare seperti dilaporkan"
    words = method_words(results.settings.metode, results.regulation)
    reported = (rows["dasar"] != COMPUTED).any()
    return f"{words}; sebagian hektare seperti dilaporkan" if reported else words


def _unit(results: Results, rows: pd.DataFrame) -> str:
    if not _computed(rows):
        return "hektare per lokasi"
    return f"hektare, dihitung per {UNIT[results.settings.satuan]}"


def _initial_formula(results: Results, rows: pd.DataFrame) -> str:
    if not _computed(rows):
        return "luas awal = jumlah luas SK tiap lokasi (luas verifikasi bila luas SK kosong)"
    unit = UNIT[results.settings.satuan]
    if results.settings.metode in WHOLE_AREA:
        return f"luas awal = jumlah luas verifikasi {unit} yang punya persen"
    return (
        f"luas awal = jumlah luas verifikasi {unit} dengan total nilai ≥ "
        f"{results.regulation.floor} pada tahun pertama"
    )


def _initial_refs(dataset: Dataset, rows: pd.DataFrame) -> tuple[CellRef, ...]:
    if _computed(rows):
        return column_refs(dataset, "rt", "luas_verifikasi_ha", dataset.table("rt"))
    places = dataset.table("lokasi")
    with_sk = places[places["luas_sk_ha"].notna()]
    without = places[places["luas_sk_ha"].isna()]
    return (
        *column_refs(dataset, "lokasi", "luas_sk_ha", with_sk),
        *column_refs(dataset, "lokasi", "luas_verifikasi_ha", without),
    )


def _step(row: dict[str, object]) -> Input:
    words = [str(row["tahun"]), str(row["status"]), str(row["sumber"])]
    return Input(" · ".join(w for w in words if w), format_ha(_number(row["pengurangan_ha"])), "ha")


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else float("nan")


def _reduction_input(dataset: Dataset, rows: pd.DataFrame, gone: float) -> Input:
    if _computed(rows):
        works = dataset.table("pekerjaan")
        refs = column_refs(dataset, "pekerjaan", "volume", works)
    else:
        reported = dataset.table("pengurangan")
        refs = column_refs(dataset, "pengurangan", "pengurangan_ha", reported)
    return Input("Jumlah", format_ha(gone), "ha", refs)
