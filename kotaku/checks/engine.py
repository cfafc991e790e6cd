"""The run of the checks: registry, what a check sees, and how issues become findings."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import pandas as pd

from kotaku import schema
from kotaku.checks.address import Addresses
from kotaku.checks.limits import Limits, limits
from kotaku.dataset import SourceTable
from kotaku.findings import Finding, catalogue, finding
from kotaku.rules import Regulation

# table -> id of a row that does not count -> where it stands and why, in words
LeftOut = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Issue:
    """What a check found: rows of one table, the columns concerned, words for the message.

    An issue without labels concerns the table as a whole.
    """

    code: str
    table: str
    labels: tuple[Hashable, ...] = ()
    columns: tuple[str, ...] = ()
    value: str = ""
    place: str | None = None  # None: look it up from the first row
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Data:
    """What a check sees: the tables as far as they are still in use, and as they were given."""

    tables: Mapping[str, pd.DataFrame]
    given: Mapping[str, pd.DataFrame]
    regulation: Regulation
    left_out: LeftOut = field(default_factory=dict)  # rows that others may refer to
    memo: dict[Hashable, Any] = field(default_factory=dict)  # what several checks work out alike

    def table(self, name: str) -> pd.DataFrame:
        """Return a table with all its columns; empty when there is none."""
        if name in self.tables:
            return self.tables[name]
        return schema.conform(pd.DataFrame(), name)

    @property
    def limits(self) -> Limits:
        """Return the tolerances and ranges of limits.toml."""
        return limits()

    def why(self, table: str, value: object) -> str:
        """Return why the row of an id does not count, "" where no such row was left out."""
        return self.left_out.get(table, {}).get(str(value), "")

    def only(self, table: str, rows: pd.DataFrame) -> Data:
        """Return the same data with these rows of one table."""
        return Data({**self.tables, table: rows}, self.given, self.regulation, self.left_out)

    def without(
        self, excluded: Mapping[str, Mapping[Hashable, str]], sources: Sequence[SourceTable]
    ) -> Data:
        """Return the same data without the rows whose labels (with a code) are given per table."""
        tables = dict(self.tables)
        left_out = {name: dict(known) for name, known in self.left_out.items()}
        for name, labels in excluded.items():
            gone = tables[name].loc[list(labels)]
            if schema.tables()[name].identity:
                left_out.setdefault(name, {}).update(_reasons(gone, name, labels, sources))
            tables[name] = tables[name].drop(index=list(labels))
        return Data(tables, self.given, self.regulation, left_out)


def left_out_words(line: int, sheet: str, title: str) -> str:
    """Return where a row stands that does not count, and why: words for who refers to it."""
    lower = title[:1].lower() + title[1:] if title[1:2].islower() else title
    return f"ada di baris {line} lembar {sheet}, tetapi tidak dipakai karena: {lower}"


def _reasons(
    gone: pd.DataFrame, table: str, codes: Mapping[Hashable, str], sources: Sequence[SourceTable]
) -> dict[str, str]:
    places = zip(gone["_sumber"].tolist(), gone["_baris"].tolist(), strict=True)
    ids = schema.row_ids(table, gone)
    found = {
        ident: (label, index, line)
        for ident, label, (index, line) in zip(ids, gone.index, places, strict=True)
        if ident is not None
    }
    sheets = [source.sheet for source in sources]
    return {
        ident: left_out_words(
            line,
            sheets[index] if index < len(sheets) else "ini",
            catalogue()[codes[label]].title,
        )
        for ident, (label, index, line) in found.items()
    }


Check = Callable[[Data], Iterable[Issue]]
MORE = "TEMUAN-DIRINGKAS"
# What is typed twice or has no usable unit goes first: later checks see only what is left.
ORDER = (
    "duplicates",
    "kawasan",
    "constraints",
    "units",
    "shifted",
    "volumes",
    "published",
    "works",
    "reduction",
    "states",
    "schedule",
    "indicators",
    "twice",
    "funds",
    "plausible",
)
CHECKS: dict[str, list[tuple[tuple[str, ...], Check]]] = {name: [] for name in ORDER}


def check(*needs: str, module: str = "") -> Callable[[Check], Check]:
    """Register a check that runs when all the tables it needs were given with rows."""

    def register(function: Check) -> Check:
        name = (module or function.__module__).rpartition(".")[2]
        CHECKS[name].append((needs, function))
        return function

    return register


def run(
    tables: Mapping[str, pd.DataFrame],
    sources: Sequence[SourceTable],
    regulation: Regulation,
    left_out: LeftOut | None = None,
) -> tuple[dict[str, pd.DataFrame], tuple[Finding, ...]]:
    """Check the tables; return them without the excluded rows, and every finding.

    Parameters
    ----------
    tables : mapping of canonical table name to frame (kotaku.schema), with ``_sumber`` [index
        into ``sources``] and ``_baris`` [row number on the sheet]
    sources : where each table was read, for the addresses
    regulation : the rule set that the data are judged by
    left_out : ids of rows that could not be read, with words why (:func:`left_out_words`)

    A row left out carries at least one finding that excludes it. The findings do not depend on
    the order of the rows, save which of two duplicates is the first.
    """
    given = {name: _uniquely_labelled(frame) for name, frame in tables.items()}
    data = Data(given, given, regulation, left_out or {})
    issues: list[Issue] = []
    for needs, function in chain.from_iterable(CHECKS[name] for name in ORDER):
        if any(name not in given or given[name].empty for name in needs):
            continue
        found = list(function(data))
        issues += found
        if excluded := _excluded(found):
            data = data.without(excluded, sources)
    return dict(data.tables), _findings(issues, Addresses(given, sources))


def _uniquely_labelled(frame: pd.DataFrame) -> pd.DataFrame:
    return frame if frame.index.is_unique else frame.reset_index(drop=True)


def _excluded(issues: Iterable[Issue]) -> dict[str, dict[Hashable, str]]:
    """Return per table the labels of rows to leave out, each with the first code that says so."""
    rows: dict[str, dict[Hashable, str]] = {}
    for issue in issues:
        if catalogue()[issue.code].excludes:
            known = rows.setdefault(issue.table, {})
            for label in issue.labels:
                known.setdefault(label, issue.code)
    return rows


def _findings(issues: Iterable[Issue], addresses: Addresses) -> tuple[Finding, ...]:
    kinds: dict[tuple[str, str], list[Issue]] = {}
    for issue in issues:
        kinds.setdefault((issue.code, issue.table), []).append(issue)
    found: list[Finding] = []
    for (code, table), alike in kinds.items():
        told = _told(code, alike, addresses)
        found += [_finding(issue, addresses) for issue in told]
        if more := len(alike) - len(told):
            where = addresses.of(table, (), ())
            title = catalogue()[code].title
            found.append(
                finding(MORE, file=where.file, sheet=where.sheet, judul=title, jumlah=more)
            )
    return tuple(sorted(found, key=_order))


def _told(code: str, alike: list[Issue], addresses: Addresses) -> list[Issue]:
    """Return the issues told one by one: all that exclude a row, else the first by row."""
    most = limits()["temuan"]["terbanyak"]
    if catalogue()[code].excludes or len(alike) <= most:
        return alike
    return sorted(alike, key=lambda i: (addresses.line(i.table, i.labels), i.columns))[:most]


def _finding(issue: Issue, addresses: Addresses) -> Finding:
    where = addresses.of(issue.table, issue.labels, issue.columns)
    place = addresses.place(issue.table, issue.labels) if issue.place is None else issue.place
    return where.finding(issue.code, value=issue.value, place=place, **issue.details)


def _order(found: Finding) -> tuple[str, str, str, int, str, str]:
    return (found.file, found.sheet, found.code, found.row or 0, found.cell, found.message)
