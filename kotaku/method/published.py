"""Results that a city published itself, held against the calculation, each difference explained.

A difference is not an error of either side: the reason, where one can be proved from the data,
says what happened; where none can, it says so.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kotaku.checks.states import DONE, states
from kotaku.dataset import Dataset
from kotaku.rules import Regulation
from kotaku.schema import criterion_column

COLUMNS = ("id_rt", "tahun", "besaran", "terbit", "hitung", "selisih", "alasan", "penjelasan")
REASONS = {
    "rt_tidak_dihitung": "RT ini tidak ada atau tidak dapat dinilai dalam data",
    "tahun_tidak_dihitung": "tidak ada kondisi tahun ini dalam data",
    "negatif": "volume terbit negatif; setelah pekerjaan dihitung 0",
    "pekerjaan_belum_masuk": "ada pekerjaan tahun ini dalam data, tetapi angka terbit tetap",
    "pekerjaan_rt_tidak_dikenal": "angka terbit turun tanpa pekerjaan dalam data; ada pekerjaan "
    "tahun dan kriteria ini pada RT yang tidak dikenal",
    "turun_tanpa_pekerjaan": "angka terbit turun tanpa pekerjaan dalam data",
    "lanjutan": "selisih tahun sebelumnya yang terbawa",
    "akibat_volume": "mengikuti volume terbit yang berbeda",
    "varian_rata_rata": "rata-rata terbit memakai hanya persen yang bernilai",
    "tidak_diperbarui": "kontribusi terbit masih yang tahun sebelumnya",
    "akibat_rata_rata": "mengikuti rata-rata terbit yang berbeda",
    "tidak_diketahui": "sebabnya tidak terlihat dari data",
}
_TOLERANCE = {"volume": 1e-6, "nilai": 0.0, "total_nilai": 0.0, "rata_rata_pct": 0.005}
_SHARE_TOLERANCE = 1e-3
_PCT = 100
_ID, _YEAR = re.compile(r"id_?rt", re.I), re.compile(r"tahun", re.I)
_OTHERS = {
    "totalnilai": "total_nilai",
    "tingkatkekumuhan": "tingkat",
    "rataratakekumuhan": "rata_rata_pct",
    "kontribusipenanganan": "kontribusi",
}
Key = tuple[str, int]


@dataclass(frozen=True)
class _Cells:
    """Volumes of an RT and criterion in two years, published and calculated; works between."""

    now: float
    own: float
    before: float
    own_before: float
    works: float


def read_published(text: str, regulation: Regulation) -> pd.DataFrame:
    """Return published results as id_rt, tahun and the figures that the text (CSV) holds.

    Columns ``2b`` are volumes, ``2bn`` scores; totalNilai, tingkatKekumuhan (codes of the
    classes), ratarataKekumuhan and kontribusiPenanganan (shares of 1).

    Raises
    ------
    ValueError
        When there is no column for the RT or for the year, or a figure is no number.
    """
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    known = _known(reader.fieldnames or (), regulation)
    if not {"id_rt", "tahun"} <= set(known.values()):
        raise ValueError("Kolom id_rt dan Tahun harus ada")
    codes = {c.code: c.id for c in regulation.classes}
    rows = [
        {name: _figure(name, row[column], codes) for column, name in known.items()}
        for row in reader
    ]
    frame = pd.DataFrame(rows, columns=list(known.values()))
    if "rata_rata_pct" in frame.columns:
        frame["rata_rata_pct"] *= _PCT
    return frame


def _known(headings: Any, regulation: Regulation) -> dict[str, str]:
    """Return what each heading means; headings of no meaning are left out."""
    names = {c: criterion_column("volume", c) for c in regulation.criterion_ids}
    names |= {f"{c}n": criterion_column("nilai", c) for c in regulation.criterion_ids}
    found = {}
    for heading in headings:
        plain = heading.strip().lower()
        if _ID.fullmatch(plain):
            found[heading] = "id_rt"
        elif _YEAR.fullmatch(plain):
            found[heading] = "tahun"
        elif plain in names or plain in _OTHERS:
            found[heading] = names.get(plain) or _OTHERS[plain]
    return found


def _figure(name: str, text: str, codes: Mapping[str, str]) -> str | int | float:
    if name == "id_rt":
        return text.strip()
    if name == "tingkat":
        return codes.get(text.strip().upper(), text.strip())
    if name == "tahun":
        return int(text)
    return float(text) if text.strip() else math.nan


def differences(
    dataset: Dataset,
    kondisi: pd.DataFrame,
    published: pd.DataFrame,
    contributions: pd.DataFrame,
    regulation: Regulation,
) -> pd.DataFrame:
    """Return every figure in which published results and calculation differ.

    Parameters
    ----------
    dataset : Dataset
        Its works tell the reasons.
    kondisi : DataFrame
        Evaluation.kondisi; level RT, scenario "realisasi" is compared.
    published : DataFrame
        One row per id_rt and tahun, as ``read_published`` gives it; several may be merged.
    contributions : DataFrame
        id_unit, tahun, kontribusi_hitung: (R0 - R1) / R0 against the year before.

    Returns
    -------
    DataFrame
        COLUMNS; ``alasan`` is a key of REASONS, ``penjelasan`` its sentence. An RT or year that
        was not calculated has one row with besaran "".
    """
    here = kondisi[(kondisi["satuan"] == "rt") & (kondisi["skenario"] == "realisasi")]
    share = contributions[["id_unit", "tahun", "kontribusi_hitung"]]
    own = here.merge(share, on=["id_unit", "tahun"], how="left")
    own = own.rename(columns={"id_unit": "id_rt", "kontribusi_hitung": "kontribusi"})
    ours = _by_key(own, (*_figures(published), "rata_rata_r0_pct"))
    theirs = _by_key(published, _figures(published))
    works = _Works.of(dataset, regulation)
    units = set(own["id_rt"])
    rows: list[tuple[object, ...]] = []
    for key in sorted(theirs, key=lambda k: (_natural(k[0]), k[1])):
        if key in ours:
            rows += _of_unit(key, theirs, ours, works)
        else:
            reason = "tahun_tidak_dihitung" if key[0] in units else "rt_tidak_dihitung"
            rows.append((*key, "", math.nan, math.nan, math.nan, reason, REASONS[reason]))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _natural(text: str) -> tuple[int, str]:
    return (int(text), "") if text.isdecimal() else (0, text)


def _figures(published: pd.DataFrame) -> list[str]:
    return [c for c in published.columns if c not in ("id_rt", "tahun")]


def _by_key(frame: pd.DataFrame, columns: Any) -> dict[Key, dict[str, Any]]:
    wanted = ["id_rt", "tahun", *[c for c in columns if c in frame.columns]]
    rows = frame[wanted].to_dict("records")
    return {(str(r["id_rt"]), int(r["tahun"])): {str(k): v for k, v in r.items()} for r in rows}


@dataclass(frozen=True)
class _Works:
    """Realised volumes by RT, year and criterion, and those of RT that nobody knows."""

    known: Mapping[tuple[str, int, str], float]
    stray: frozenset[tuple[int, str]]

    @classmethod
    def of(cls, dataset: Dataset, regulation: Regulation) -> _Works:
        works = dataset.table("pekerjaan").dropna(subset=["tahun", "kriteria", "volume"])
        works = works[states(works) == DONE]
        works = works[works["kriteria"].isin(regulation.criterion_ids)]
        sums = works.groupby(["id_rt", "tahun", "kriteria"])["volume"].sum()
        known = {(str(i), int(t), str(c)): float(v) for (i, t, c), v in sums.items()}
        lost = works[~works["id_rt"].isin(dataset.table("rt")["id_rt"])]
        pairs = zip(lost["tahun"], lost["kriteria"], strict=True)
        return cls(known, frozenset((int(t), str(c)) for t, c in pairs))


def _of_unit(
    key: Key, theirs: Mapping[Key, Any], ours: Mapping[Key, Any], works: _Works
) -> Iterator[tuple[object, ...]]:
    mine, published = ours[key], theirs[key]
    wrong = {
        name: reason
        for name in published
        if name.startswith("volume_")
        and _differs(name, published[name], mine[name])
        and (reason := _why_volume(key, name, theirs, ours, works))
    }
    for name, value in published.items():
        if name in ("id_rt", "tahun") or not _differs(name, value, mine.get(name)):
            continue
        reason = wrong.get(name) or _why(name, key, theirs, ours, wrong)
        gap = value - mine[name] if isinstance(value, float) else math.nan
        yield (*key, name, value, mine[name], gap, reason, REASONS[reason])


def _differs(name: str, value: Any, own: Any) -> bool:
    if isinstance(value, str):
        return bool(value != own)
    if math.isnan(value):
        return False
    default = _SHARE_TOLERANCE if name == "kontribusi" else _TOLERANCE.get(name.split("_")[0], 0.0)
    return not abs(value - own) <= _TOLERANCE.get(name, default)


def _why_volume(
    key: Key, name: str, theirs: Mapping[Key, Any], ours: Mapping[Key, Any], works: _Works
) -> str:
    """Return the reason for a volume that differs."""
    id_rt, tahun = key
    criterion = name.removeprefix("volume_")
    previous = (id_rt, tahun - 1)
    own_before = ours.get(previous, {}).get(name, math.nan)
    before = theirs.get(previous, {}).get(name, math.nan)
    cells = _Cells(
        now=theirs[key][name],
        own=ours[key][name],
        before=own_before if math.isnan(before) else before,
        own_before=own_before,
        works=works.known.get((id_rt, tahun, criterion), 0.0),
    )
    if cells.now < 0:
        return "negatif"
    close = _TOLERANCE["volume"]
    stays = abs(cells.now - cells.before) <= close
    if cells.works and stays:
        return "pekerjaan_belum_masuk"
    was_apart = abs(cells.before - cells.own_before) > close
    if was_apart and abs((cells.now - cells.before) - (cells.own - cells.own_before)) <= close:
        return "lanjutan"
    if cells.now < cells.before - close and not cells.works:
        stray = (tahun, criterion) in works.stray
        return "pekerjaan_rt_tidak_dikenal" if stray else "turun_tanpa_pekerjaan"
    return "tidak_diketahui"


def _why(
    name: str,
    key: Key,
    theirs: Mapping[Key, Any],
    ours: Mapping[Key, Any],
    wrong: Mapping[str, str],
) -> str:
    """Return the reason for a score, total, class, mean or share that differs."""
    if name == "kontribusi":
        return _why_share(key, theirs, ours, wrong)
    if wrong:
        return "akibat_volume"
    if name == "rata_rata_pct":
        other = abs(theirs[key][name] - ours[key]["rata_rata_r0_pct"]) <= _TOLERANCE[name]
        return "varian_rata_rata" if other else "tidak_diketahui"
    return "tidak_diketahui"


def _why_share(
    key: Key, theirs: Mapping[Key, Any], ours: Mapping[Key, Any], wrong: Mapping[str, str]
) -> str:
    previous = (key[0], key[1] - 1)
    before = theirs.get(previous, {})
    if _same(before.get("kontribusi"), theirs[key]["kontribusi"]):
        return "tidak_diperbarui"
    means = [(k, theirs.get(k, {}).get("rata_rata_pct", math.nan)) for k in (previous, key)]
    mean = "rata_rata_pct"
    if any(k in ours and _differs(mean, value, ours[k][mean]) for k, value in means):
        return "akibat_volume" if wrong else "akibat_rata_rata"
    return "tidak_diketahui"


def _same(one: float | None, other: float) -> bool:
    return one is not None and abs(one - other) <= _SHARE_TOLERANCE
