"""Rows typed twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from kotaku import schema
from kotaku.checks import bases
from kotaku.checks.engine import Data, Issue, check
from kotaku.schema import TableSpec, Twice
from kotaku.words.dates import format_date
from kotaku.words.numbers import format_number


def _repeated(data: Data, table: str, key: list[str], same: str, different: str) -> Iterator[Issue]:
    """Compare every later row with the first of its key, over all columns of the sheet."""
    frame = data.table(table)
    frame = frame[frame[key[0]].notna()]  # a row without its id is not a copy of another
    later = frame.duplicated(key)
    if not later.any():
        return
    group = frame.groupby(key, dropna=False, sort=False).ngroup()
    labels = frame.index[later]
    heads = pd.Series(group.drop_duplicates().index, index=group.unique()).loc[group[later]]
    content = [c for c in frame.columns if c not in schema.PROVENANCE]
    copy = frame.loc[labels, content].reset_index(drop=True)
    head = frame.loc[heads, content].reset_index(drop=True)
    equal = ((copy == head) | (copy.isna() & head.isna())).all(axis=1)
    told = [_words(copy[c].tolist()) for c in key]
    names = [" / ".join(filter(None, row)) for row in zip(*told, strict=True)]
    lines = frame.loc[heads, "_baris"].tolist()
    sheet, columns = schema.tables()[table].sheet, tuple(key)
    for label, line, is_same, name in zip(
        labels.tolist(), lines, equal.tolist(), names, strict=True
    ):
        details = {"lembar": sheet, "baris_pertama": line}
        yield Issue(same if is_same else different, table, (label,), columns, name, None, details)


def _words(values: list[Any]) -> list[str]:
    """Return what the cells of a column say, each different one looked at once."""
    told = {value: _told(value) for value in {*values}}
    return [told[value] for value in values]


def _told(value: Any) -> str:
    """Return what a cell says, for readers."""
    if pd.isna(value):
        return ""
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, float):
        return format_number(value, 0 if value.is_integer() else 2)
    return str(value)


@check("lokasi")
def repeated_location(data: Data) -> Iterator[Issue]:
    """A location counts once on each base: a renewed decree lists it again."""
    frame = data.table("lokasi")
    if not frame["id_lokasi"].duplicated().any():
        return
    first: dict[object, list[bases.Base]] = {}
    own = []
    for row in frame.to_dict("records"):
        base = bases.base_of({str(k): v for k, v in row.items()})
        known = first.setdefault(row["id_lokasi"], [])
        same = next((i for i, other in enumerate(known) if not bases.differs(base, other)), None)
        own.append(len(known) if same is None else same)
        if same is None:
            known.append(base)
    codes = ("BARIS-GANDA-SAMA", "BARIS-GANDA-BERBEDA")
    for _, rows in frame.groupby(own):
        part = data.only("lokasi", rows)
        yield from _repeated(part, "lokasi", ["id_lokasi"], *codes)


def _twice(spec: TableSpec, rule: Twice, data: Data) -> Iterator[Issue]:
    """Tell the rows of a table that stand there again, as its schema knows them."""
    frame = data.table(spec.name)
    if rule.whole:  # a required column first: a row without it is no copy of another
        said = [c for c in frame.columns if c not in schema.PROVENANCE]
        key = sorted(said, key=lambda c: c not in spec.required)
        return _repeated(data, spec.name, key, rule.same, rule.same)
    return _repeated(data, spec.name, list(rule.key or spec.key), rule.same, rule.other)


for _spec in schema.tables().values():
    if _spec.twice is not None:
        check(_spec.name, module=__name__)(partial(_twice, _spec, _spec.twice))
