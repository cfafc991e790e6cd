"""How the score of one unit came about: criteria, works and cells."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from kotaku.checks.states import AHEAD, DONE, states
from kotaku.dataset import Dataset
from kotaku.explain.explanation import Explanation, Input, Results, column_refs
from kotaku.explain.reductions import unit_reductions
from kotaku.method.assessment import TOLERANCE_PCT
from kotaku.rules import Criterion, Regulation
from kotaku.schema import criterion_column
from kotaku.words.labels import UNIT
from kotaku.words.numbers import format_ha, format_number, format_pct

CRITERIA_COLUMNS = (
    "kriteria",
    "nama",
    "satuan",
    "volume_awal",
    "volume_akhir",
    "pembagi",
    "persen_awal",
    "persen_akhir",
    "nilai_awal",
    "nilai_akhir",
    "aturan",
    "sel",
)
WORKS_COLUMNS = ("id_rt", "tahun", "kriteria", "volume", "kegiatan", "sumber_dana", "status", "sel")


def explain_unit(
    dataset: Dataset,
    results: Results,
    satuan: str,
    id_unit: str,
    tahun: int,
    skenario: str = "simulasi",
) -> Explanation:
    """Return how the total of one unit in one year came about, down to the source cells.

    Raises
    ------
    KeyError
        When the unit has no condition in that year and scenario.
    """
    rows = results.kondisi
    rows = rows[(rows["satuan"] == satuan) & (rows["id_unit"] == id_unit)]
    rows = rows[rows["skenario"] == skenario].sort_values("tahun")
    now = rows[rows["tahun"] == tahun]
    if now.empty:
        raise KeyError((satuan, id_unit, tahun))
    before, after = rows.iloc[0], now.iloc[0]
    regulation = results.regulation
    members = _members(dataset, results.kondisi, satuan, after)
    total = f"{format_number(after['total_nilai'], 0)}"
    scores = [f"nilai_{c}" for c in regulation.criterion_ids]
    parts = " + ".join(format_number(after[s], 0) for s in scores if after[s] > 0) or "0"
    word = UNIT[satuan]
    title = (
        after["nama"]
        if str(after["nama"]).lower().startswith(word.lower())
        else (f"{word} {after['nama']}")
    )
    return Explanation(
        key=id_unit,
        title=f"{title}, {tahun}",
        method=f"{regulation.name}; volume akhir = maks(0, volume awal − pekerjaan)",
        unit=f"nilai 0–{regulation.max_total}, dihitung per {word}",
        formula=f"persen = volume ÷ pembagi × 100 → nilai\ntotal = {parts} = {total} "
        f"({_class_name(regulation, after['tingkat'])})",
        inputs=_unit_inputs(dataset, members, before, after),
        criteria=_criteria(dataset, regulation, members, before, after),
        works=_works(dataset, members, int(before["tahun"]), tahun, skenario),
        reductions=unit_reductions(rows, regulation, tahun),
        regulation=regulation,
    )


def _class_name(regulation: Regulation, tingkat: str) -> str:
    return regulation.slum_class(tingkat).name if tingkat else "tidak diketahui"


def _members(dataset: Dataset, kondisi: pd.DataFrame, satuan: str, unit: pd.Series) -> pd.DataFrame:
    """Return the rows of table rt that make up the unit."""
    rt = dataset.table("rt")
    if satuan == "rt":
        return rt[rt["id_rt"] == unit["id_unit"]]
    scored = kondisi[(kondisi["satuan"] == "rt") & (kondisi["tahun"] == unit["tahun"])]
    inside = scored[satuan] == unit["nama"]
    for key in ("kab_kota", "kecamatan") if satuan == "kelurahan" else ("kab_kota",):
        inside &= scored[key].fillna("") == ("" if pd.isna(unit[key]) else unit[key])
    return rt[rt["id_rt"].isin(scored.loc[inside, "id_unit"])]


def _unit_inputs(
    dataset: Dataset, members: pd.DataFrame, before: pd.Series, after: pd.Series
) -> tuple[Input, ...]:
    area = column_refs(dataset, "rt", "luas_verifikasi_ha", members)
    return (
        Input("Luas verifikasi", format_ha(after["luas_ha"]), "ha", area),
        Input(f"Total nilai {before['tahun']}", format_number(before["total_nilai"], 0), "nilai"),
        Input(f"Total nilai {after['tahun']}", format_number(after["total_nilai"], 0), "nilai"),
        Input("Rata-rata kekumuhan sektoral awal", format_pct(before["rata_rata_pct"]), "%"),
        Input("Rata-rata kekumuhan sektoral akhir", format_pct(after["rata_rata_pct"]), "%"),
        Input("Rata-rata hanya yang bernilai awal", format_pct(before["rata_rata_r0_pct"]), "%"),
        Input("Rata-rata hanya yang bernilai akhir", format_pct(after["rata_rata_r0_pct"]), "%"),
    )


def _criteria(
    dataset: Dataset,
    regulation: Regulation,
    members: pd.DataFrame,
    before: pd.Series,
    after: pd.Series,
) -> pd.DataFrame:
    kekumuhan = dataset.table("kekumuhan")
    measured = kekumuhan[kekumuhan["id_rt"].isin(members["id_rt"])]
    rows = [
        (
            *_criterion_row(criterion, before, after),
            _rule(regulation, float(after[criterion_column("persen", criterion.id)])),
            _criterion_cells(dataset, criterion.id, measured),
        )
        for criterion in regulation.criteria
    ]
    return pd.DataFrame(rows, columns=list(CRITERIA_COLUMNS))


def _rule(regulation: Regulation, percent: float) -> str:
    """Return the band that gives a percent its score; "" when no percent is known."""
    if percent != percent:
        return ""
    reached = [b for b in regulation.bands if percent >= b.at_least_pct - TOLERANCE_PCT]
    lowest = regulation.bands[-1]
    if not reached:
        return f"di bawah {format_number(lowest.at_least_pct, 3)} % → 0"
    return f"paling sedikit {format_number(reached[0].at_least_pct, 3)} % → {reached[0].score}"


def _criterion_row(criterion: Criterion, before: pd.Series, after: pd.Series) -> tuple[object, ...]:
    area = criterion.denominator == "luas_verifikasi_ha"
    values = [
        (
            before[criterion_column(measure, criterion.id)],
            after[criterion_column(measure, criterion.id)],
        )
        for measure in ("volume", "persen", "nilai")
    ]
    volume, percent, score = values
    denominator = after["luas_ha"] if area else after[criterion.denominator]
    return (
        criterion.id,
        criterion.name,
        criterion.unit,
        *volume,
        denominator,
        *percent,
        *score,
    )


def _criterion_cells(dataset: Dataset, criterion: str, measured: pd.DataFrame) -> str:
    """Return where the criterion was read: volume, else percent, else score."""
    for measure in ("volume", "persen", "nilai"):
        column = criterion_column(measure, criterion)
        if column in measured.columns and measured[column].notna().any():
            rows = measured[measured[column].notna()]
            return Input("", "", "", column_refs(dataset, "kekumuhan", column, rows)).cells
    return ""


def _works(
    dataset: Dataset, members: pd.DataFrame, since: int, until: int, skenario: str
) -> pd.DataFrame:
    works = dataset.table("pekerjaan")
    inside = works["id_rt"].isin(members["id_rt"])
    inside &= ((works["tahun"] > since) & (works["tahun"] <= until)).fillna(False).astype(bool)
    inside &= states(works).isin([DONE] if skenario == DONE else [DONE, *AHEAD])
    chosen = works[inside].sort_values(["tahun", "kriteria", "id_rt", "_baris"])
    columns = [c for c in WORKS_COLUMNS if c != "sel"]
    return chosen[columns].assign(sel=list(_cells(dataset, chosen.index)))


def _cells(dataset: Dataset, labels: Iterable[int]) -> Iterable[str]:
    for label in labels:
        ref = dataset.cell("pekerjaan", label, "volume") if dataset.sources else None
        yield Input("", "", "", (ref,) if ref else ()).cells
