"""Unit costs per criterion: the median of the works that carry rupiah, else an assumption.

No official price list is known, so every value says where it comes from and may be replaced.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from kotaku.findings import Finding
from kotaku.rules import Criterion, Regulation
from kotaku.strategy.assumptions import Assumptions, assumptions

_UNPLACED = ("PEKERJAAN-RT-TIDAK-DIKENAL", "PEKERJAAN-RT-DIKELUARKAN")
COLUMNS = ("kriteria", "satuan", "biaya_satuan_rp", "jumlah_pekerjaan", "sumber")


def learn(
    pekerjaan: pd.DataFrame,
    regulation: Regulation,
    given: Assumptions | None = None,
    *,
    left_out: int = 0,
) -> pd.DataFrame:
    """Return the unit cost of every criterion of a rule set, in its order.

    Parameters
    ----------
    pekerjaan : DataFrame
        kriteria, volume [unit of the criterion], anggaran_rp [rupiah] of uploaded works. Works
        without a positive volume and a positive budget say nothing about prices.
    regulation : Regulation
        The rule set whose criteria need a price.
    given : Assumptions, optional
        How many works make a median, and the fallback prices.
    left_out : int
        Works that were not used because their RT is not known; a median says how many.

    Returns
    -------
    DataFrame
        COLUMNS: biaya_satuan_rp is the median of anggaran / volume of the criterion's own works;
        with too few of them, that of all works of criteria alike; with too few of those, the
        fallback. jumlah_pekerjaan counts the works behind the value.

    Raises
    ------
    KeyError
        When a criterion without works has no fallback price.
    """
    known = given or assumptions()
    usable = pekerjaan[(pekerjaan["volume"] > 0) & (pekerjaan["anggaran_rp"] > 0)]
    prices = (usable["anggaran_rp"] / usable["volume"]).groupby(usable["kriteria"]).agg(list)
    rows = [_row(c, prices.to_dict(), known) for c in regulation.criteria]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    if left_out:
        more = f"; {left_out} pekerjaan pada RT yang tidak dikenal tidak ikut"
        learned = frame["jumlah_pekerjaan"] > 0
        frame["sumber"] = frame["sumber"] + pd.Series(more, frame.index).where(learned, "")
    return frame


def unplaced(findings: Iterable[Finding]) -> int:
    """Return how many works were left out because their RT is not known."""
    return sum(f.code in _UNPLACED for f in findings)


def _row(
    criterion: Criterion, prices: dict[str, list[float]], known: Assumptions
) -> tuple[str, str, float, int, str]:
    own = prices.get(criterion.id, [])
    kin = next((group for group in known.alike if criterion.id in group), ())
    like = [c for c in kin if c in prices]
    pooled = [price for c in like for price in prices[c]]
    lead = (criterion.id, criterion.unit)
    if len(own) >= known.works_for_median:
        return (*lead, _median(own), len(own), f"median {len(own)} pekerjaan yang memuat rupiah")
    if len(pooled) >= known.works_for_median:
        source = f"median {len(pooled)} pekerjaan {' dan '.join(like)} (sejenis)"
        return (*lead, _median(pooled), len(pooled), source)
    return (*lead, known.unit_costs[criterion.id], 0, known.unit_cost_source)


def _median(values: list[float]) -> float:
    return float(np.round(np.median(values)))
