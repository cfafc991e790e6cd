"""What plans still take away: a plan beside what was done of it is one reduction said twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pandas as pd

from kotaku.checks.address import Addresses
from kotaku.checks.states import DONE, beside_done, same_reduction, states
from kotaku.dataset import Dataset
from kotaku.findings import Finding
from kotaku.words.numbers import format_number

_DECIMALS = 9


def ahead(dataset: Dataset, day: date | None) -> tuple[Dataset, list[Finding]]:
    """Return the data set whose plans hold what is still to come, and what that changes.

    The plan of a place, year and source of which something is done takes nothing more away when
    its year is past. In the running year a target that stands in the row of its achievement, or in
    turn with it, takes away what goes beyond that; in another row it says what is still to be
    done. Without a data date a year is past when anything was done later.
    """
    if not dataset.has("pengurangan"):
        return dataset, []
    frame, addresses = dataset.table("pengurangan"), Addresses(dataset.tables, dataset.sources)
    planned = beside_done(frame)
    if not planned.any():
        return dataset, []
    now = frame["tahun"][states(frame) == DONE].max() if day is None else day.year
    past = planned & frame["tahun"].lt(now).fillna(value=False).astype("bool")
    findings = [_past(row, addresses, label) for label, row in frame[past].iterrows()]
    sheets = frame["_sumber"].map({i: (s.file, s.sheet) for i, s in enumerate(dataset.sources)})
    rows = frame["_baris"].mask(frame["_sumber"].isin(_in_turn(dataset)), 0)
    keys = [*same_reduction(frame), sheets, rows]
    done = frame["pengurangan_ha"].where(states(frame) == DONE)
    done = done.groupby(keys, dropna=False).transform("max")
    running = planned & ~past & done.notna()
    rest = frame["pengurangan_ha"].mask(running, _beyond(frame["pengurangan_ha"], done))
    findings += [_running(rows, rest, addresses) for _, rows in frame[running].groupby("_sumber")]
    kept = frame.assign(pengurangan_ha=rest)[~past]
    return replace(dataset, tables={**dataset.tables, "pengurangan": kept}), findings


def _in_turn(dataset: Dataset) -> list[int]:
    """Return the sources of tables whose rows are targets and achievements in turn.

    They are two tables read from one column below one heading.
    """
    at = [(s.file, s.sheet, s.header_row, s.columns.get("pengurangan_ha")) for s in dataset.sources]
    count = Counter(at)
    return [i for i, key in enumerate(at) if key[-1] and count[key] > 1]


def _beyond(plan: pd.Series[float], done: pd.Series[float]) -> pd.Series[float]:
    return (plan - done).clip(lower=0).round(_DECIMALS)


def _past(row: pd.Series, addresses: Addresses, label: object) -> Finding:
    where = addresses.of("pengurangan", (label,), ("pengurangan_ha",))
    return where.finding(
        "RENCANA-SUDAH-LEWAT",
        value=format_number(row["pengurangan_ha"]),
        place=addresses.place("pengurangan", (label,)),
        tahun=int(row["tahun"]),
    )


def _running(rows: pd.DataFrame, rest: pd.Series[float], addresses: Addresses) -> Finding:
    where = addresses.of("pengurangan", tuple(rows.index), ("pengurangan_ha",))
    return where.finding(
        "RENCANA-BERDAMPINGAN",
        value=format_number(rows["pengurangan_ha"].sum()),
        jumlah=len(rows),
        tahun=int(rows["tahun"].max()),
        sisa=format_number(rest[rows.index].sum()),
    )
