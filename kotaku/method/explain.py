"""How a figure came about: method, unit, formula and inputs down to the cells they stand in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from kotaku.dataset import CellRef, Dataset
from kotaku.method.accounts import COMPUTED
from kotaku.regulations import Criterion, Regulation
from kotaku.schema import criterion_column
from kotaku.text.numbers import format_ha, format_number, format_pct

UNIT_WORDS = {"rt": "RT", "kawasan": "kawasan", "kelurahan": "kelurahan", "kab_kota": "kab/kota"}
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
    "sel",
)
WORKS_COLUMNS = ("id_rt", "tahun", "kriteria", "volume", "kegiatan", "sumber_dana", "status", "sel")


class Chosen(Protocol):
    """The settings that an explanation names."""

    @property
    def satuan(self) -> str:
        """Level of counting."""

    @property
    def metode(self) -> str:
        """Method of counting."""


class Results(Protocol):
    """What an explanation needs of an evaluation."""

    @property
    def settings(self) -> Chosen:
        """What was chosen."""

    @property
    def regulation(self) -> Regulation:
        """Rule set."""

    @property
    def kondisi(self) -> pd.DataFrame:
        """Conditions of units."""


@dataclass(frozen=True)
class Input:
    """One input of a figure: its value in Indonesian notation and where it stands."""

    label: str
    value: str
    unit: str = ""
    refs: tuple[CellRef, ...] = ()

    @property
    def cells(self) -> str:
        """The addresses in words, such as ``Lokasi!H4:H35 (data.xlsx)``; "" when computed."""
        return "; ".join(f"{r.sheet}!{r.cell} ({r.file})" for r in self.refs)


@dataclass(frozen=True)
class Explanation:
    """How one figure was calculated; ``criteria`` and ``works`` only for a unit."""

    key: str
    title: str
    method: str
    unit: str
    formula: str
    inputs: tuple[Input, ...]
    criteria: pd.DataFrame | None = None
    works: pd.DataFrame | None = None


def column_refs(
    dataset: Dataset, table: str, column: str, rows: pd.DataFrame
) -> tuple[CellRef, ...]:
    """Return the range that rows of a table span in one column, one per sheet they stand on."""
    refs = []
    for source, group in rows.groupby("_sumber"):
        if not 0 <= int(source) < len(dataset.sources):
            continue
        where = dataset.sources[int(source)]
        letter = where.columns.get(column)
        if letter is None or where.table != table:
            continue
        first, last = int(group["_baris"].min()), int(group["_baris"].max())
        cell = f"{letter}{first}" if first == last else f"{letter}{first}:{letter}{last}"
        refs.append(CellRef(where.file, where.sheet, cell))
    return tuple(refs)


def headline(dataset: Dataset, results: Results, account: pd.DataFrame) -> tuple[Explanation, ...]:
    """Return the explanations of the headline figures of an account of area.

    Keys: luas_awal, berkurang, sisa; empty when the account has no rows. ``account`` is
    ``akun_luas`` or what a page selected of it.
    """
    rows = account[account["kab_kota"] == ""]
    if rows.empty:
        return ()
    awal = float(rows["luas_awal_ha"].iloc[0])
    sisa = float(rows["sisa_ha"].iloc[-1])
    gone = float(rows["pengurangan_ha"].sum())
    persen = float(rows["persen"].iloc[-1])
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
            "Luas kumuh yang berkurang",
            method,
            unit,
            f"berkurang = jumlah pengurangan = {format_ha(gone)}\n"
            f"persen = {format_number(gone)} ÷ {format_number(awal)} × 100 = {format_pct(persen)}",
            (*steps, whole),
        ),
        Explanation(
            "sisa",
            "Sisa kumuh",
            method,
            unit,
            "sisa = luas awal − jumlah pengurangan\n"
            f"{format_number(awal)} − {format_number(gone)} = {format_ha(sisa)}",
            (initial, *steps),
        ),
    )


def _computed(rows: pd.DataFrame) -> bool:
    return bool((rows["sumber"] == COMPUTED).any())


def _method(results: Results, rows: pd.DataFrame) -> str:
    if not _computed(rows) and results.kondisi.empty:
        return "hektare seperti dilaporkan"
    floor = results.regulation.floor
    words = f"metode {results.settings.metode} (ambang nilai {floor}, {results.regulation.name})"
    reported = rows[~rows["sumber"].isin([COMPUTED, ""])]
    return words if reported.empty else f"{words}; sebagian hektare seperti dilaporkan"


def _unit(results: Results, rows: pd.DataFrame) -> str:
    if not _computed(rows) and results.kondisi.empty:
        return "hektare per lokasi"
    return f"hektare, dihitung per {UNIT_WORDS[results.settings.satuan]}"


def _initial_formula(results: Results, rows: pd.DataFrame) -> str:
    if not _computed(rows) and results.kondisi.empty:
        return "luas awal = jumlah luas SK tiap lokasi (luas verifikasi bila luas SK kosong)"
    unit = UNIT_WORDS[results.settings.satuan]
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
    word = UNIT_WORDS[satuan]
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
        _criterion_row(dataset, criterion, measured, before, after)
        for criterion in regulation.criteria
    ]
    return pd.DataFrame(rows, columns=list(CRITERIA_COLUMNS))


def _criterion_row(
    dataset: Dataset,
    criterion: Criterion,
    measured: pd.DataFrame,
    before: pd.Series,
    after: pd.Series,
) -> tuple[object, ...]:
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
    cells = _criterion_cells(dataset, criterion.id, measured)
    return (
        criterion.id,
        criterion.name,
        criterion.unit,
        *volume,
        denominator,
        *percent,
        *score,
        cells,
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
    if skenario == "realisasi":
        inside &= works["status"].fillna("realisasi") == "realisasi"
    chosen = works[inside].sort_values(["tahun", "kriteria", "id_rt", "_baris"])
    columns = [c for c in WORKS_COLUMNS if c != "sel"]
    return chosen[columns].assign(sel=list(_cells(dataset, chosen.index)))


def _cells(dataset: Dataset, labels: Iterable[int]) -> Iterable[str]:
    for label in labels:
        ref = dataset.cell("pekerjaan", label, "volume") if dataset.sources else None
        yield Input("", "", "", (ref,) if ref else ()).cells
