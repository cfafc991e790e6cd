"""Achievement of a data set beside its account of area."""

from __future__ import annotations

from datetime import date

import pandas as pd

from kotaku.dataset import Dataset
from kotaku.progress.achievement import Achievement, achievement
from kotaku.view.areas import WHOLE, area_by_place, area_summary

_AREA = ["kab_kota", "luas_awal_ha", "sisa_ha"]


def achieved(dataset: Dataset, akun_luas: pd.DataFrame, as_of: date | None = None) -> Achievement:
    """Return achievement at a day, else at the data date; hectares are those of the account."""
    return achievement(dataset, lambda: _kumuh(akun_luas), as_of)


def _kumuh(akun_luas: pd.DataFrame) -> pd.DataFrame:
    whole = area_summary(akun_luas)
    places = area_by_place(akun_luas)[_AREA]
    if whole is None:
        return places
    row = pd.DataFrame([(WHOLE, whole.luas_awal_ha, whole.sisa_ha)], columns=_AREA)
    return pd.concat([row, places])
