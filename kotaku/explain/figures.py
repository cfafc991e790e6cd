"""How the headline figures came about, down to the cells; explain_unit does it for one unit."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
from kotaku.explain.parts import Ways, counted, parts, ways
from kotaku.explain.reductions import WHOLE_AREA, method_words
from kotaku.explain.units import explain_unit
from kotaku.method.accounts import COMPUTED, REPORTED, WHOLE
from kotaku.words.dates import format_date
from kotaku.words.labels import UNIT
from kotaku.words.numbers import format_ha, format_number, format_pct, format_pp

_Refs = tuple[CellRef, ...]

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
            for e in _areas(_Behind(dataset, results, account, ways(account)), rows)
        )
    return (*areas, *_schedule(dataset, results.jadwal))


@dataclass(frozen=True)
class _Behind:
    """What stands behind an account: its tables, and which way leads to each kab/kota."""

    dataset: Dataset
    results: Results
    account: pd.DataFrame
    ways: Ways

    @property
    def computed(self) -> bool:
        """Whether any of it follows from RT conditions."""
        return COMPUTED in self.ways.kinds

    def of_rt(self, table: str) -> pd.DataFrame:
        """Return the rows of a table about the RT that count."""
        rows = self.dataset.table(table)
        if not self.ways.mixed:
            return rows if self.computed else rows.iloc[:0]
        units = self.results.kondisi
        units = self.ways.own(units[units["satuan"] == "rt"], COMPUTED)
        return rows[rows["id_rt"].isin(units["id_unit"])]

    def reported(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the locations or reductions that count as reported."""
        return self.ways.own(rows, REPORTED)


def _areas(behind: _Behind, rows: pd.DataFrame) -> tuple[Explanation, ...]:
    awal = float(rows["luas_awal_ha"].iloc[0])
    sisa = float(rows["sisa_ha"].iloc[-1])
    gone = float(rows["pengurangan_ha"].sum())
    done = float(rows.loc[rows["status"] == DONE, "pengurangan_ha"].sum())
    method, unit = _method(behind), _unit(behind)
    steps = tuple(_step(row) for row in rows.to_dict("records"))
    initial = _initial(behind, awal)
    whole = _reductions(behind, rows)
    return (
        Explanation(
            "luas_awal",
            "Luas kumuh awal",
            method,
            unit,
            _initial_formula(behind),
            initial,
        ),
        Explanation(
            "berkurang",
            "Pengurangan yang terealisasi",
            method,
            unit,
            _done_formula(awal, done, gone),
            (*steps, *whole),
        ),
        Explanation(
            "sisa",
            "Sisa kumuh",
            method,
            unit,
            _left_formula(awal, gone, float(rows["kumuh_baru_ha"].sum()), sisa),
            (*initial, *steps),
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


def _method(behind: _Behind) -> str:
    if not behind.computed:
        return "hektare seperti dilaporkan"
    words = method_words(behind.results.settings.metode, behind.results.regulation)
    return f"{words}; sebagian hektare seperti dilaporkan" if behind.ways.mixed else words


def _unit(behind: _Behind) -> str:
    if not behind.computed:
        return "hektare per lokasi"
    words = f"hektare, dihitung per {UNIT[behind.results.settings.satuan]}"
    return f"{words}; yang dilaporkan per lokasi" if behind.ways.mixed else words


def _initial_formula(behind: _Behind) -> str:
    listed = "jumlah luas SK tiap lokasi (luas verifikasi bila luas SK kosong)"
    if not behind.computed:
        return f"luas awal = {listed}"
    results = behind.results
    unit = UNIT[results.settings.satuan]
    words = f"luas awal = jumlah luas verifikasi {unit} "
    if results.settings.metode in WHOLE_AREA:
        words += "yang punya persen"
    else:
        floor = results.regulation.floor
        words += f"dengan total nilai ≥ {floor} pada tahun pertama"
    added = f"\n+ {listed} di kab/kota yang hektarenya dilaporkan" if behind.ways.mixed else ""
    return words + added


def _initial(behind: _Behind, awal: float) -> tuple[Input, ...]:
    """Return the initial area with its cells, of each way apart where there are two."""
    places = behind.account.drop_duplicates("kab_kota")
    places = places[places["kab_kota"] != WHOLE]
    own = float(behind.ways.own(places, COMPUTED)["luas_awal_ha"].sum())
    dataset, places = behind.dataset, behind.reported(behind.results.lokasi)
    without = places["luas_sk_ha"].isna()
    refs = (
        column_refs(dataset, "rt", "luas_verifikasi_ha", behind.of_rt("rt")),
        (
            *column_refs(dataset, "lokasi", "luas_sk_ha", places[~without]),
            *column_refs(dataset, "lokasi", "luas_verifikasi_ha", places[without]),
            *column_refs(
                dataset, "rt", "luas_verifikasi_ha", places
            ),  # a list of RT is all there is
        ),
    )
    return _either(behind, "Luas awal", (own, awal - own), refs)


def _reductions(behind: _Behind, rows: pd.DataFrame) -> tuple[Input, ...]:
    """Return the sum of the reductions with the cells they come from, of each way apart."""
    own = float(rows.loc[rows["dasar"] == COMPUTED, "pengurangan_ha"].sum())
    dataset, told = behind.dataset, behind.reported(counted(behind.results, behind.account))
    rows_told = dataset.table("pengurangan").loc[told.index]
    refs = (
        column_refs(dataset, "pekerjaan", "volume", behind.of_rt("pekerjaan")),
        column_refs(dataset, "pengurangan", "pengurangan_ha", rows_told),
    )
    return _either(behind, "Jumlah", (own, float(rows["pengurangan_ha"].sum()) - own), refs)


def _either(
    behind: _Behind, label: str, hectares: tuple[float, float], refs: tuple[_Refs, _Refs]
) -> tuple[Input, ...]:
    """Return a sum of hectares as one input, or as what is computed and what is reported."""
    if not behind.ways.mixed:
        return (Input(label, format_ha(sum(hectares)), "ha", (*refs[0], *refs[1])),)
    return tuple(
        Input(f"{label} {words}", format_ha(value), "ha", cells)
        for words, value, cells in zip(("dari RT", "dilaporkan"), hectares, refs, strict=True)
    )


def _step(row: dict[str, object]) -> Input:
    words = [str(row["tahun"]), str(row["status"]), str(row["sumber"])]
    return Input(" · ".join(w for w in words if w), format_ha(_number(row["pengurangan_ha"])), "ha")


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else float("nan")
