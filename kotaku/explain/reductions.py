"""The methods in words, and the hectares of one unit by each of them."""

from __future__ import annotations

import pandas as pd

from kotaku.method.panel import panel
from kotaku.method.reduction import MARKS, METHODS, Share, shares, still_kumuh
from kotaku.rules import Regulation
from kotaku.words.numbers import format_ha, format_number, format_pct

WHOLE_AREA = ("K_T0", "K_tahun")  # methods whose initial area is all verified area
REDUCTION_COLUMNS = ("metode", "rumus", "kontribusi", "tanda", "pengurangan_ha")
MARK_WORDS = {
    "": "",
    "dipotong_0": "negatif, dihitung 0",
    "dipotong_100": "lebih dari 100 %, dihitung 100 %",
    "tak_terdefinisi": "rumus tidak berlaku (pembagi nol atau negatif), dihitung 0",
}


def method_words(metode: str, regulation: Regulation) -> str:
    """Return what a method does in a few words.

    Raises
    ------
    KeyError
        When ``metode`` is no method.
    """
    usual = regulation.thresholds["r0_rata_rata"]
    words = {
        "T": f"metode T (ambang nilai {regulation.floor}, {regulation.name})",
        "K_T0": "metode K (kontribusi × luas, terhadap tahun awal)",
        "K_tahun": "metode K (kontribusi × luas, terhadap tahun sebelumnya)",
        "R0": f"metode R0 (rumus buku kerja R0, pengurang {format_pct(usual.value)})",
    }
    return words[metode]


def unit_reductions(unit: pd.DataFrame, regulation: Regulation, tahun: int) -> pd.DataFrame:
    """Return the hectares of one unit by every method, with the formula filled in.

    Parameters
    ----------
    unit : DataFrame
        Rows of ``kondisi`` of one unit and scenario, all years.
    tahun : int
        The year of the after-condition.

    Returns
    -------
    DataFrame
        REDUCTION_COLUMNS, one row per method that can judge the unit; hectares since the first
        year.
    """
    until = unit[unit["tahun"] <= tahun]
    one = panel(until, str(until["satuan"].iloc[0]))
    rows = []
    for metode in METHODS:
        left = still_kumuh(one, metode, regulation)[0, :, 0]
        if pd.isna(left).any():
            continue
        share = None if metode == "T" else shares(one, metode, regulation)
        gone = float(left[0] - left[-1])
        mark = "" if share is None else MARK_WORDS[MARKS[share.mark[0, -1, 0]]]
        value = float("nan") if share is None else float(share.value[0, -1, 0])
        words = _words(until, metode, share, regulation, float(left[0]), gone)
        rows.append((metode, words, value, mark, gone))
    return pd.DataFrame(rows, columns=list(REDUCTION_COLUMNS))


def _words(
    until: pd.DataFrame,
    metode: str,
    share: Share | None,
    regulation: Regulation,
    first_ha: float,
    gone: float,
) -> str:
    """Return the formula of one method with its numbers."""
    first, last = until.iloc[0], until.iloc[-1]
    base = until.iloc[-2] if metode == "K_tahun" and len(until) > 1 else first
    area, floor = format_ha(last["luas_ha"], 4), regulation.floor
    if share is None:
        totals = f"{first['total_nilai']:.0f} → {last['total_nilai']:.0f}"
        return f"total nilai {totals}, ambang {floor}, luas {area}: {format_ha(gone, 4)}"
    if metode == "R0" and not first_ha:
        return f"sejak awal tidak kumuh (nilai di bawah {floor}): 0 ha"
    if metode == "R0" and last["total_nilai"] < floor:
        return f"total nilai akhir di bawah {floor}: 100 % × {area} = {format_ha(gone, 4)}"
    column = "rata_rata_r0_pct" if metode == "R0" else "rata_rata_pct"
    before, after = (format_number(row[column], 4) for row in (base, last))
    divisor = before
    if metode == "R0":
        divisor = f"({before} − {format_number(regulation.thresholds['r0_rata_rata'].value)})"
    value = format_pct(float(share.value[0, -1, 0]) * 100, 4)
    each = " dari yang tersisa tiap tahun" if metode == "K_tahun" else ""
    return f"({before} − {after}) ÷ {divisor} = {value}{each}; luas {area}: {format_ha(gone, 4)}"
