"""The five basic services: a location also has to be served before it counts as tidak kumuh.

Source: rule of the programme in the years of Permen PUPR 02/PRT/M/2016 (each of jalan, drainase,
air minum, air limbah, persampahan served by more than 80 %). Whether by criterion or by the mean
of the aspect is not stated [I]: both are offered.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from kotaku.method.assessment import TOLERANCE_PCT, Floats
from kotaku.method.panel import SERVED
from kotaku.rules import Regulation
from kotaku.schema import criterion_column

ServedBy = Literal["aspek", "kriteria"]
_WHOLE_PCT = 100.0


def served(kondisi: pd.DataFrame, regulation: Regulation, per: ServedBy = "aspek") -> Floats:
    """Return for each row of ``kondisi`` 1 when all basic services are served, else 0.

    A service is served when its problem [%], the mean of the aspect (``aspek``) or each of its
    criteria (``kriteria``), is at most 100 - threshold ``layanan_dasar``. NaN where a percent is
    not known.
    """
    worst = np.full(len(kondisi), -np.inf)
    for aspect in regulation.aspects:
        if aspect.id in regulation.services.aspects:
            columns = [criterion_column("persen", c) for c in aspect.criteria]
            percents = kondisi[columns].to_numpy(dtype=np.float64)
            problem = percents.mean(axis=1) if per == "aspek" else percents.max(axis=1)
            worst = np.maximum(worst, problem)
    limit = _WHOLE_PCT - regulation.thresholds["layanan_dasar"].value
    return np.where(np.isnan(worst), np.nan, (worst <= limit + TOLERANCE_PCT).astype(np.float64))


def with_served(
    kondisi: pd.DataFrame, regulation: Regulation, per: ServedBy = "aspek"
) -> pd.DataFrame:
    """Return ``kondisi`` with the column ``terlayani`` of :func:`served`."""
    return kondisi.assign(**{SERVED: served(kondisi, regulation, per)})
