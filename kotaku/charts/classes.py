"""Charts of the slum condition: hectares per class, and the criteria behind a class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
import pandas as pd

from kotaku.charts.fit import short_place
from kotaku.charts.palette import ACCENT, ASPEK, CLASSES, KELAS, Swatch
from kotaku.charts.spec import Bars, Chart, Empty, End, Mark, Matrix, Series
from kotaku.rules.model import Criterion, Regulation
from kotaku.words.numbers import format_ha, format_number, format_pct
from kotaku.words.safe import clean

Place = Literal["kab_kota", "kecamatan", "kelurahan", "kawasan"]
EMPTY = "Belum ada satuan yang dinilai. Isi lembar RT dan Kekumuhan."
NO_CRITERIA = "Belum ada persen atau nilai per kriteria."
KUMUH = ("berat", "sedang", "ringan")


def class_movement(
    units: pd.DataFrame, *, source: str, awal: str = "awal", akhir: str = "akhir"
) -> Chart:
    """Return the hectares of each class before and after, one pair of bars per class.

    Parameters
    ----------
    units : one row per unit; columns tingkat_awal, tingkat, luas_ha [ha]
    source : source, method, unit and data date, shown under the chart
    awal, akhir : words for the two moments, such as a year

    Pairs on one zero line and not one stacked bar: the hall compares lengths, and a small class
    keeps its label. Units without a class are "Belum dinilai": both sides sum to the same area.
    """
    if units.empty or not units["luas_ha"].notna().any():
        return Empty(EMPTY, source=source)
    before, after = (_area_by_class(units, column) for column in ("tingkat_awal", "tingkat"))
    keys = [key for key in CLASSES if key != "belum" or before[key] or after[key]]
    rows, looks, values, ends, faded = [], [], [], [], []
    for key in keys:
        for words, area, first in ((awal, before[key], True), (akhir, after[key], False)):
            rows.append(f"{KELAS[key].label} ({KELAS[key].mark}) {words}")
            looks.append(KELAS[key])
            values.append(area)
            ends.append(End(format_ha(area), area))
            faded.append(first)
    zero = [0.0] * len(rows)
    series = [
        Series(
            words,
            [v if f == past else None for v, f in zip(values, faded, strict=True)],
            looks,
            zero,
            faded=past,
            lane=(0.0, 0.8),
        )
        for words, past in ((awal, True), (akhir, False))
    ]
    return Bars(
        f"Luas tiap tingkat kekumuhan, {awal} dan {akhir}",
        source=source,
        rows=rows,
        series=series,
        unit="ha",
        ends=ends,
        high=max(values),
    )


def _area_by_class(units: pd.DataFrame, column: str) -> Mapping[str, float]:
    sums = units.groupby(_known(units[column]))["luas_ha"].sum()
    return {key: float(sums.get(key, 0.0)) for key in CLASSES}


def _known(classes: pd.Series[str]) -> pd.Series[str]:
    return classes.where(classes.isin(CLASSES), "belum")


def class_by_place(
    units: pd.DataFrame, *, source: str, per: Place = "kab_kota", max_rows: int = 15
) -> Chart:
    """Return one bar per place with the hectares of each class, the most kumuh on top.

    Parameters
    ----------
    units : one row per unit; columns kab_kota, kecamatan, kelurahan, kawasan, tingkat, luas_ha [ha]
    source : source, method, unit and data date, shown under the chart
    per : the level whose names become the rows
    max_rows : places beyond this number (least kumuh) are added up in one last bar
    """
    if units.empty or not units["luas_ha"].notna().any():
        return Empty(EMPTY, source=source)
    table = _fold(_class_table(units, per), max_rows)
    series = [
        Series(
            f"{KELAS[key].label} ({KELAS[key].mark})",
            [float(v) for v in table[key]],
            [KELAS[key]],
            inside=[f"{KELAS[key].mark} {format_number(v)}" if v > 0 else "" for v in table[key]],
            hover=[
                f"{name}: {KELAS[key].label.lower()} {format_ha(value)}"
                for name, value in zip(table["nama"], table[key], strict=True)
            ],
        )
        for key in CLASSES
        if table[key].any()
    ]
    ends = [
        End(f"kumuh {format_number(row.kumuh)}", float(row.luas))
        for row in table.itertuples(index=False)
    ]
    return Bars(
        "Luas tiap tingkat kekumuhan menurut tempat",
        source=source,
        rows=[short_place(name) for name in table["nama"]],
        series=series,
        unit="ha",
        ends=ends,
        legend=True,
        keys=[str(name) for name in table["nama"]],
    )


def _class_table(units: pd.DataFrame, per: Place) -> pd.DataFrame:
    names = units[per].fillna("").replace("", "(tanpa nama)")
    sums = units.assign(_nama=names, _tingkat=_known(units["tingkat"])).pivot_table(
        index="_nama", columns="_tingkat", values="luas_ha", aggfunc="sum"
    )
    table = sums.reindex(columns=list(CLASSES)).fillna(0.0)
    table["kumuh"] = table[list(KUMUH)].sum(axis=1)
    table["luas"] = table[list(CLASSES)].sum(axis=1)
    table = table.rename_axis("nama").reset_index()
    return table.sort_values(["kumuh", "berat", "nama"], ascending=[False, False, True])


def _fold(table: pd.DataFrame, max_rows: int) -> pd.DataFrame:
    if len(table) <= max_rows:
        return table
    kept, rest = table.iloc[: max_rows - 1], table.iloc[max_rows - 1 :]
    last = rest.drop(columns="nama").sum().to_frame().T
    last.insert(0, "nama", f"{len(rest)} lainnya")
    return pd.concat([kept, last], ignore_index=True)


def criteria_profile(
    akhir: pd.Series[float],
    regulation: Regulation,
    *,
    source: str,
    awal: pd.Series[float] | None = None,
) -> Chart:
    """Return one unit's percent per criterion, with the baseline as an outline behind.

    Parameters
    ----------
    akhir : the unit's row of conditions; persen_* [%] and nilai_* (0, 1, 3, 5)
    regulation : names of the criteria and the lower limits of the score bands
    source : source, method, unit and data date, shown under the chart
    awal : the same unit's row at the baseline year

    Percentages above 100 are drawn to the edge and told in the label.
    """
    columns = [f"persen_{criterion.id}" for criterion in regulation.criteria]
    if not akhir.reindex(columns).notna().any():
        return Empty("Satuan ini belum memiliki persen per kriteria.", source=source)
    accent = Swatch("akhir", "akhir", "", ACCENT, "")
    zeros = [0.0] * len(columns)
    series = [Series("akhir", _percents(akhir, columns), [accent], zeros, lane=(0.0, 0.46))]
    if awal is not None:
        before = _percents(awal, columns)
        outlined = Series("awal", before, [accent], zeros, lane=(0.0, 0.72), outline=True)
        series.insert(0, outlined)
    return Bars(
        "Persen masalah tiap kriteria",
        source=source,
        rows=[f"{c.id} {c.name}" for c in regulation.criteria],
        series=series,
        unit="%",
        high=100.0,
        ends=[End(_profile_text(c.id, awal, akhir)) for c in regulation.criteria],
        guides=[band.at_least_pct for band in regulation.bands],
        legend=awal is not None,
    )


def _percents(row: pd.Series[float], columns: Sequence[str]) -> list[float | None]:
    return [float(v) for v in row.reindex(columns).astype("float64").fillna(0).clip(0, 100)]


def _profile_text(criterion: str, awal: pd.Series[float] | None, akhir: pd.Series[float]) -> str:
    def shown(row: pd.Series[float]) -> str:
        score = row.get(f"nilai_{criterion}")
        told = "" if score is None or pd.isna(score) else f" ({int(score)})"
        return f"{format_pct(row.get(f'persen_{criterion}'))}{told}"

    return shown(akhir) if awal is None else f"{shown(awal)} → {shown(akhir)}"


def criteria_heatmap(
    units: pd.DataFrame, regulation: Regulation, *, source: str, max_rows: int = 12
) -> Chart:
    """Return percent per criterion and unit as shades, the score as a figure in each scored cell.

    Parameters
    ----------
    units : one row per unit; columns nama, total_nilai, tingkat, persen_* [%], nilai_* (0, 1, 3, 5)
    regulation : the criteria with their aspects, in order
    source : source, method, unit and data date, shown under the chart
    max_rows : units with the highest totals are kept when there are more; the chart says so

    Where the evidence has scores but no percentages, the score makes the shade (5 = darkest).
    A cell without either stays empty.
    """
    ids = [criterion.id for criterion in regulation.criteria]
    scores = _columns(units, "nilai", ids)
    shades = _columns(units, "persen", ids).fillna(scores * 20)
    units = units[shades.notna().any(axis=1)]
    if units.empty:
        return Empty(NO_CRITERIA, source=source)
    shown = units.sort_values("total_nilai", ascending=False, kind="stable").head(max_rows)
    scores, shades = scores.loc[shown.index], shades.loc[shown.index] / 100
    note = f" · {len(shown)} tertinggi dari {len(units)}" if len(units) > len(shown) else ""
    looks = [KELAS.get(str(tingkat), KELAS["belum"]) for tingkat in shown["tingkat"]]
    return Matrix(
        "Persen masalah dan nilai tiap kriteria",
        source=f"Warna: persen masalah, angka: nilai 1, 3, 5{note} · {source}",
        rows=[short_place(name) for name in shown["nama"]],
        columns=ids,
        shades=_cells(shades.clip(0, 1)),
        texts=[[format_number(v, 0) if v > 0 else "" for v in row] for row in scores.to_numpy()],
        hover=_hover(shown, regulation.criteria),
        steps=sorted(band.at_least_pct / 100 for band in regulation.bands),
        groups=[
            (ids.index(a.criteria[0]), ids.index(a.criteria[-1]), ASPEK.get(a.id, a.name))
            for a in regulation.aspects
            if a.criteria
        ],
        totals=[format_number(total, 0) for total in shown["total_nilai"]],
        marks=[Mark(look.mark, look) for look in looks],
        totals_name="Nilai, kelas",
    )


def _columns(units: pd.DataFrame, measure: str, ids: Sequence[str]) -> pd.DataFrame:
    wanted = [f"{measure}_{i}" for i in ids]
    return units.reindex(columns=wanted).astype("float64").set_axis(list(ids), axis=1)


def _cells(frame: pd.DataFrame) -> list[list[float | None]]:
    return [[None if np.isnan(v) else float(v) for v in row] for row in frame.to_numpy()]


def _hover(shown: pd.DataFrame, criteria: Sequence[Criterion]) -> list[list[str]]:
    return [
        [
            f"{clean(row.get('nama'))}\n{criterion.id} {clean(criterion.name)}: "
            f"{format_pct(row.get(f'persen_{criterion.id}'))}, "
            f"nilai {format_number(row.get(f'nilai_{criterion.id}'), 0)}"
            for criterion in criteria
        ]
        for row in shown.to_dict("records")
    ]


def class_matrix(
    movement: pd.DataFrame, *, source: str, awal: str = "awal", akhir: str = "akhir"
) -> Chart:
    """Return hectares and units from each class (row) to each class (column).

    Parameters
    ----------
    movement : columns dari, ke, jumlah_unit, luas_ha [ha], as method.movement gives it
    source : source, method, unit and data date, shown under the chart
    awal, akhir : words for the two moments, such as a year

    A matrix and not a Sankey diagram: with four classes every flow has its own cell with its
    number in it, and none hides behind another. Right of the diagonal is better (blue), left of
    it worse (amber), on it unchanged (grey); the shade follows the hectares. The last column and
    the last row are the sums of both moments.
    """
    moved = movement[movement["jumlah_unit"] > 0]
    if moved.empty:
        return Empty("Belum ada satuan yang dinilai pada kedua waktu.", source=source)
    present = {*moved["dari"], *moved["ke"]}
    keys = [key for key in CLASSES if key != "belum" or "belum" in present]
    area = _square(moved, "luas_ha", keys)
    count = _square(moved, "jumlah_unit", keys)
    widest = float(area.max()) or 1.0
    before, after, n = area.sum(axis=1), area.sum(axis=0), len(keys)
    heads = [f"{KELAS[key].label} ({KELAS[key].mark})" for key in keys]
    texts = [
        [
            f"{format_ha(area[r, c])}\n{int(count[r, c])} unit" if count[r, c] else ""
            for c in range(n)
        ]
        for r in range(n)
    ]
    return Matrix(
        f"Hektare dari tiap kelas ({awal}) ke tiap kelas ({akhir})",
        source=f"Baris: kelas {awal}, kolom: kelas {akhir} · {source}",
        rows=[*heads, akhir],
        columns=[*heads, awal],
        shades=[*([*(area[r] / widest), None] for r in range(n)), [None] * (n + 1)],
        texts=[
            *([*texts[r], format_ha(before[r])] for r in range(n)),
            [*(format_ha(v) for v in after), format_ha(float(before.sum()))],
        ],
        hues=[[_way(r, c, n) for c in range(n + 1)] for r in range(n + 1)],
        hover=[],
        row_px=58,
    )


def _square(moved: pd.DataFrame, column: str, keys: Sequence[str]) -> np.ndarray:
    table = moved.pivot_table(column, "dari", "ke", aggfunc="sum")
    found: np.ndarray = table.reindex(index=keys, columns=keys).fillna(0.0).to_numpy("float64")
    return found


def _way(row: int, column: int, size: int) -> str:
    if row == column or size in (row, column):
        return "kelabu"
    return "biru" if column > row else "kuning"
