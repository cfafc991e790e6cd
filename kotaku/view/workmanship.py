"""Quality of built works: what does not meet its specification, and what was mended in time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from kotaku.progress.judging import days_since
from kotaku.view.answered import Answered
from kotaku.words.numbers import format_number, format_pct


def checks(frame: pd.DataFrame, as_of: date | None) -> pd.DataFrame:
    """Return the checks with cacat_terbuka, lewat_hari, terlambat_hari and keadaan in words.

    A defect is open until the day it was mended; it is late at the data date after its deadline,
    or was mended late by the days between. Without a data date no open one is late. The latest
    first, then open ones, then the rest in the order of the file.
    """
    bad, mended = frame["hasil"] == "tidak", frame["diperbaiki"].notna()
    still = bad & ~mended
    late = days_since(frame["batas_perbaikan"], as_of).where(still).clip(lower=0).fillna(0.0)
    over = (frame["diperbaiki"] - frame["batas_perbaikan"]).dt.days.where(bad).clip(lower=0)
    found = frame.assign(
        cacat_terbuka=still,
        lewat_hari=late.astype("int64"),
        terlambat_hari=over.fillna(0).astype("int64"),
    )
    found = found.assign(
        keadaan=[_state({str(k): v for k, v in r.items()}) for r in found.to_dict("records")]
    )
    order = ["lewat_hari", "cacat_terbuka", "_sumber", "_baris"]
    return found.sort_values(order, ascending=[False, False, True, True], ignore_index=True)


def _state(row: Mapping[str, Any]) -> str:
    if row["hasil"] == "sesuai":
        return "Sesuai"
    if row["hasil"] != "tidak":
        return "Belum diperiksa"
    if row["cacat_terbuka"]:
        late = row["lewat_hari"]
        return f"Belum diperbaiki, lewat {late} hari" if late else "Belum diperbaiki"
    late = row["terlambat_hari"]
    return f"Sudah diperbaiki, terlambat {late} hari" if late else "Sudah diperbaiki"


def answered(frame: pd.DataFrame, as_of: date | None) -> Answered:
    """Return how many checks meet their specification and which defects are open."""
    found = checks(frame, as_of)
    judged, good = int(found["hasil"].isin(["sesuai", "tidak"]).sum()), _count(found, "sesuai")
    still, late = int(found["cacat_terbuka"].sum()), int((found["lewat_hari"] > 0).sum())
    bad = _count(found, "tidak")
    share = format_pct(good / judged * 100) if judged else "–"
    words = (
        f"{_n(good)} dari {_n(judged)} pemeriksaan mutu sesuai spesifikasi ({share}); "
        f"{_n(still)} cacat belum diperbaiki"
    )
    words += f", {_n(late)} lewat batasnya." if late else "."
    waiting = len(found) - judged
    if waiting:
        words += f" {_n(waiting)} belum diperiksa."
    longest = f"terlama {_n(int(found['lewat_hari'].max()))} hari" if late else "tidak ada"
    figures = (
        ("Sesuai spesifikasi", share, f"{_n(good)} dari {_n(judged)} pemeriksaan"),
        ("Cacat belum diperbaiki", _n(still), f"dari {_n(bad)} yang tidak sesuai"),
        ("Lewat batas perbaikan", _n(late), longest),
    )
    return Answered(words, found, figures, {"keadaan": "Keadaan"})


def _count(found: pd.DataFrame, result: str) -> int:
    return int((found["hasil"] == result).sum())


def _n(count: int) -> str:
    return format_number(count, 0)
