"""Figures that stand out from all others of their kind, and figures copied from another unit."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kotaku.checks.engine import Data, Issue, check
from kotaku.text.numbers import format_number

_NORMAL = 0.6745  # makes the median deviation comparable with a standard deviation
_RATIOS = (  # numerator, denominator, words
    ("luas_verifikasi_ha", "", "luas verifikasi (ha)"),
    ("jumlah_bangunan", "luas_verifikasi_ha", "bangunan per hektare"),
    ("jumlah_kk", "jumlah_bangunan", "KK per bangunan"),
    ("jumlah_penduduk", "jumlah_kk", "jiwa per KK"),
    ("panjang_jalan_ideal_m", "luas_verifikasi_ha", "jalan ideal (m) per hektare"),
    ("panjang_drainase_ideal_m", "luas_verifikasi_ha", "drainase ideal (m) per hektare"),
)
_COPIED = [
    "jumlah_bangunan", "jumlah_kk", "panjang_jalan_ideal_m", "panjang_drainase_ideal_m"
]  # fmt: skip


@check("rt")
def outliers(data: Data) -> Iterator[Issue]:
    """Tell ratios far from the others: modified z-score of the logarithm.

    z = 0.6745 (x - median) / median deviation; Iglewicz and Hoaglin (1993) call |z| > 3.5 an
    outlier. A remark only: an RT may really be unlike the others.
    """
    frame, limits = data.table("rt"), data.limits["mencolok"]
    for above, below, words in _RATIOS:
        ratio = frame[above] / frame[below] if below else frame[above]
        ratio = ratio.where(ratio > 0).replace(np.inf, np.nan)
        if ratio.notna().sum() < limits["baris_paling_sedikit"]:
            continue
        logs = np.log(ratio.dropna())
        middle = logs.median()
        spread = (logs - middle).abs().median()
        if spread <= 0:
            continue
        score = _NORMAL * (logs - middle) / spread
        usual = format_number(float(np.exp(middle)), 2)
        for label in score.index[score.abs() > limits["ambang"]]:
            columns = (above, below) if below else (above,)
            value = format_number(float(ratio[label]), 2)
            details = {"ukuran": words, "lazim": usual}
            yield Issue("NILAI-MENCOLOK", "rt", (label,), columns, value, details=details)


@check("rt")
def copied_denominators(data: Data) -> Iterator[Issue]:
    """Four equal denominators in two kawasan are most likely copied (metode: data kotor)."""
    frame = data.table("rt")
    known = frame[(frame[_COPIED] > 0).all(axis=1) & frame["kawasan"].notna()]
    twice = known[known.duplicated(_COPIED, keep=False)]
    for _, group in twice.groupby(_COPIED, sort=False):
        if group["kawasan"].nunique() < 2:
            continue
        names = " dan ".join(sorted(group["kawasan"].unique())[:3])
        details = {"jumlah": len(group)}
        yield Issue("PEMBAGI-SAMA", "rt", tuple(group.index), tuple(_COPIED), names,
                    details=details)  # fmt: skip
