"""Figures that stand out from all others of their kind, and figures copied from another unit."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from kotaku.checks.engine import Data, Issue, check
from kotaku.checks.measures import Floats
from kotaku.words.numbers import format_number

_NORMAL = 0.6745  # makes the median deviation comparable with a standard deviation
_MEAN_NORMAL = 1.253314  # the same for the mean deviation
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
    """Tell ratios of RT far from the others: a remark, an RT may really be unlike the others."""
    frame = data.table("rt")
    for above, below, words in _RATIOS:
        ratio = frame[above] / frame[below] if below else frame[above]
        yield from _standing_out(data, "rt", ratio, (above, below) if below else (above,), words)


@check("lokasi")
def outlying_locations(data: Data) -> Iterator[Issue]:
    """Tell areas of locations far from the others: a comma in the wrong place."""
    area = data.table("lokasi")["luas_sk_ha"]
    yield from _standing_out(data, "lokasi", area, ("luas_sk_ha",), "luas SK (ha)")


@check("pekerjaan")
def outlying_works(data: Data) -> Iterator[Issue]:
    """Tell volumes and unit costs of works far from others of the same criterion."""
    for criterion, rows in data.table("pekerjaan").groupby("kriteria"):
        yield from _standing_out(
            data, "pekerjaan", rows["volume"], ("volume",), f"volume pekerjaan {criterion}"
        )
        cost = rows["anggaran_rp"] / rows["volume"]
        words = f"biaya (Rp) per satuan volume {criterion}"
        yield from _standing_out(data, "pekerjaan", cost, ("volume", "anggaran_rp"), words)


def _standing_out(
    data: Data, table: str, values: pd.Series[float], columns: tuple[str, ...], words: str
) -> Iterator[Issue]:
    limits = data.limits["mencolok"]
    every = values.to_numpy(dtype="float64", na_value=np.nan)
    rows = np.flatnonzero((every > 0) & (every < np.inf))
    if len(rows) < limits["baris_paling_sedikit"]:
        return
    positive = every[rows]
    median = float(np.median(positive))
    share = positive / median
    apart = np.where(share >= 1, share, 1 / share)
    far = np.abs(modified_z(np.log(positive))) > limits["ambang"]
    for row in rows[far & (apart >= limits["kali_paling_sedikit"])]:
        value = format_number(float(every[row]), 2)
        details = {"ukuran": words, "lazim": format_number(median, 2)}
        label = values.index[row]
        yield Issue("NILAI-MENCOLOK", table, (label,), columns, value, details=details)


def modified_z(values: Floats) -> Floats:
    """Return the modified z-score (n,) of values (n,): 0.6745 (x - median) / median deviation.

    Iglewicz and Hoaglin (1993) call |z| > 3.5 an outlier. Where more than half of the values are
    equal the median deviation is 0: then the mean deviation stands for it. All equal: all 0.
    """
    apart: Floats = values - np.median(values)
    middle, mean = float(np.median(np.abs(apart))), float(np.mean(np.abs(apart)))
    if middle > 0:
        return _NORMAL * apart / middle
    return apart / (_MEAN_NORMAL * mean) if mean > 0 else apart


@check("rt")
def copied_denominators(data: Data) -> Iterator[Issue]:
    """Four equal denominators in two kawasan are most likely copied (metode: data kotor)."""
    frame = data.table("rt")
    positive = (frame[_COPIED].to_numpy(dtype="float64", na_value=np.nan) > 0).all(axis=1)
    known = frame.loc[positive & frame["kawasan"].notna().to_numpy(), [*_COPIED, "kawasan"]]
    twice = known[known.duplicated(_COPIED, keep=False)]
    for _, group in twice.groupby(_COPIED, sort=False):
        if group["kawasan"].nunique() < 2:
            continue
        names = " dan ".join(sorted(group["kawasan"].unique())[:3])
        details = {"jumlah": len(group)}
        yield Issue("PEMBAGI-SAMA", "rt", tuple(group.index), tuple(_COPIED), names,
                    details=details)  # fmt: skip
