"""What the data leave to choose of the account: its base, units surveyed later, the data date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from kotaku.checks import bases
from kotaku.dataset import Dataset
from kotaku.evaluation import Evaluation
from kotaku.words.dates import is_undated

MOST_DAYS = 60  # dates offered; earlier ones are years ago


@dataclass(frozen=True)
class AccountChoices:
    """What can be chosen; empty where the data know one way only.

    ``bases`` are the names of decrees and other lists, the oldest first; ``later`` tells whether
    units were surveyed after the base; ``days`` are the dates that the data bear, the newest first.
    """

    bases: tuple[str, ...] = ()
    later: bool = False
    days: tuple[date, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything can be chosen."""
        return bool(self.bases or self.later or self.days)


def account_choices(dataset: Dataset, evaluation: Evaluation) -> AccountChoices:
    """Return what a data set and its evaluation leave to choose."""
    every = _bases(dataset.table("lokasi"))
    days = _days(dataset)
    return AccountChoices(
        bases=every if len(every) > 1 else (),
        later=bool(evaluation.tambahan) or evaluation.settings.tambahan,
        days=days if len(days) > 1 else (),
    )


def _bases(lokasi: pd.DataFrame) -> tuple[str, ...]:
    columns = [c for c in ("nomor_sk", "tahun_sk", "dasar") if c in lokasi]
    rows = lokasi[columns].drop_duplicates().to_dict("records") if columns else []
    named = {bases.label(row): bases.base_of(row) for row in rows}
    return tuple(sorted((name for name in named if name), key=lambda name: named[name]))


def _days(dataset: Dataset) -> tuple[date, ...]:
    """Return the weeks of progress and the days of reductions, which a report can speak of."""
    found: set[date] = set()
    for table, column in (("progres", "minggu"), ("pengurangan", "tanggal")):
        frame = dataset.table(table)
        known = frame.loc[frame[column].notna(), column] if column in frame else []
        found |= {pd.Timestamp(day).date() for day in known}
    return tuple(sorted((d for d in found if not is_undated(d)), reverse=True)[:MOST_DAYS])
