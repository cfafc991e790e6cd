"""KPI and 100-0-100 in words: the answer, how each figure came about, what must be decided."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from kotaku.dataset import CellRef, Dataset
from kotaku.explain.figures import Explanation, Input, column_refs
from kotaku.once import once
from kotaku.progress.judging import load_rules
from kotaku.progress.kpi import Kpi
from kotaku.view.areas import WHOLE
from kotaku.words.numbers import format_ha, format_number, format_pct

if TYPE_CHECKING:
    from kotaku.view.view import View

KPI_STATUS = {step.id: step.name for step in load_rules().steps} | {"": "Belum dapat dinilai"}


def figure_of(value: float, unit: object) -> str:
    """Return a figure of an indicator with its unit, whole numbers without decimals."""
    if pd.isna(value):
        return "–"
    decimals = 0 if float(value).is_integer() else 2
    words = f" {unit}" if isinstance(unit, str) and unit else ""
    return f"{format_number(float(value), decimals)}{words}"


@once
def indicators(found: Kpi) -> pd.DataFrame:
    """Return what the page judges: the whole's indicators, or those of the only place shown.

    Furthest from its target first; what cannot be judged last. Adds status_teks.
    """
    rows = found.totals if len(found.totals) else found.places
    ordered = rows.sort_values(["persen", "indikator"], na_position="last", ignore_index=True)
    return ordered.assign(status_teks=ordered["status"].map(KPI_STATUS))


@once
def by_place(found: Kpi) -> pd.DataFrame:
    """Return every indicator of every kab/kota, furthest from its target first."""
    rows = pd.concat([found.places, found.totals], ignore_index=True)
    ordered = rows.sort_values(["persen", "indikator", "kab_kota"], na_position="last")
    named = ordered["kab_kota"].replace({WHOLE: "Seluruhnya"})
    return ordered.assign(
        kab_kota=named, status_teks=ordered["status"].map(KPI_STATUS)
    ).reset_index(drop=True)


@once
def kpi_answer(view: View) -> str:
    """Return where the indicators and 100-0-100 stand, in Indonesian."""
    told = (_indicators(view.achievement.kpi), _access(whole(view)))
    return " ".join(part for part in told if part)


def _indicators(found: Kpi | None) -> str:
    rows = pd.DataFrame() if found is None else indicators(found)
    judged = rows[rows["status"] != ""] if len(rows) else rows
    if judged.empty:
        return "" if found is None else "Belum ada KPI yang dapat dibandingkan dengan targetnya."
    done = int((judged["status"] == "tercapai").sum())
    first = f"{done} dari {len(judged)} KPI mencapai target."
    if done == len(judged):
        return first
    worst = judged.iloc[0]
    share = format_pct(worst["persen"])
    return f"{first[:-1]}; terjauh {worst['indikator']} ({share} dari target)."


def _access(row: pd.Series | None) -> str:
    if row is None:
        return ""
    water, sanitation = row["air_minum_kurang_kk"], row["sanitasi_kurang_kk"]
    gaps = [
        f"{format_number(gap, 0)} KK {word}"
        for gap, word in ((water, "air minum"), (sanitation, "sanitasi"))
        if pd.notna(gap) and gap > 0
    ]
    return f"Kurang {' dan '.join(gaps)}." if gaps else ""


@once
def whole(view: View) -> pd.Series | None:
    """Return the row of the whole of 100-0-100, or None."""
    akses = view.achievement.akses
    if akses is None:
        return None
    rows = akses[(akses["kab_kota"] == WHOLE) & akses["kk_total"].notna()]
    return None if rows.empty else rows.iloc[0]


@once
def explain_indicators(view: View) -> Explanation:
    """Return how many indicators reached their target, each with its cells."""
    assert view.achievement.kpi is not None
    rules = load_rules()
    *upper, lowest = rules.steps
    steps = ", ".join(f"{s.name.lower()} ≥ {format_pct(s.from_pct, 0)}" for s in upper)
    steps += f", di bawahnya {lowest.name.lower()}"
    inputs = tuple(
        Input(
            str(row["indikator"]),
            f"{figure_of(row['capaian'], row['satuan'])} dari "
            f"{figure_of(row['target'], row['satuan'])} = {format_pct(row['persen'])}",
            refs=_refs(view.dataset, row),
        )
        for row in indicators(view.achievement.kpi).to_dict("records")
    )
    return Explanation(
        key="kpi",
        title="Indikator yang mencapai target",
        method=f"{steps} ({rules.sources['kpi']})",
        unit="indikator",
        formula=(
            "naik: persen = capaian ÷ target × 100\n"
            "turun: persen = (awal − capaian) ÷ (awal − target) × 100"
        ),
        inputs=inputs,
    )


def _refs(dataset: Dataset, row: Mapping[Hashable, object]) -> tuple[CellRef, ...]:
    own = dataset.table("kpi")
    named = own[own["indikator"] == row["indikator"]]
    stated = named[named["_baris"] == row["_baris"]] if row.get("asal") != "jumlah" else named
    return column_refs(dataset, "kpi", "capaian", stated)


@once
def explain_access(view: View, name: str) -> Explanation:
    """Return how the share of households with air minum or sanitasi came about."""
    dataset, row = view.dataset, whole(view)
    assert row is not None
    words = {"air_minum": "air minum", "sanitasi": "sanitasi"}[name]
    column, table = f"kk_{name}", dataset.table("akses")
    total = Input("Jumlah KK", format_number(row["kk_total"], 0), "KK",
                  column_refs(dataset, "akses", "kk_total", table))  # fmt: skip
    served = Input(f"KK {words}", format_number(row[column], 0), "KK",
                   column_refs(dataset, "akses", column, table))  # fmt: skip
    rules = load_rules()
    wanted = rules.water_pct if name == "air_minum" else rules.sanitation_pct
    return Explanation(
        key=name,
        title=f"Akses {words}",
        method=f"target {format_pct(wanted, 0)}; {rules.sources['akses']}",
        unit="persen KK, periode terakhir tiap kab/kota",
        formula=(
            f"persen = KK {words} ÷ jumlah KK × 100 = {format_pct(row[f'{name}_pct'])}\n"
            f"kurang = {format_number(row['kk_total'], 0)} − {format_number(row[column], 0)} = "
            f"{format_number(row[f'{name}_kurang_kk'], 0)} KK"
        ),
        inputs=(served, total),
    )


def slum_words(row: pd.Series) -> str:
    """Return what is left kumuh beside its share, such as ``sisa 13,14 ha · target 0 %``."""
    return f"sisa {format_ha(row['sisa_ha'])} · target {format_pct(load_rules().slum_pct, 0)}"


@once
def difference_sentences(found: Kpi) -> list[str]:
    """Return where the province's own figure differs from the sum of its places."""
    rows = found.totals[found.totals["selisih"].notna()]
    return [
        f"{r['indikator']}: angka provinsi {figure_of(r['capaian'], r['satuan'])}, jumlah kab/kota "
        f"{figure_of(r['capaian'] - r['selisih'], r['satuan'])}; dipakai angka provinsi."
        for r in rows.to_dict("records")
    ]


@once
def access_table(view: View) -> pd.DataFrame:
    """Return 100-0-100 with the whole named."""
    akses = view.achievement.akses
    assert akses is not None
    return akses.assign(kab_kota=akses["kab_kota"].replace({WHOLE: "Seluruhnya"}))
