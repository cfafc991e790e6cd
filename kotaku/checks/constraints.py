"""What the schema says of every row: ids that exist, numbers in range, dates in order.

No table is named here: kotaku/schema/tables.toml says what holds and by which finding it is told.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import partial

import pandas as pd

from kotaku import schema
from kotaku.checks.engine import Data, Issue, check
from kotaku.checks.keys import among
from kotaku.checks.words import plain
from kotaku.geo.points import bounds
from kotaku.schema import Companion, Reference, TableSpec
from kotaku.words.dates import format_date
from kotaku.words.numbers import format_number, format_rp

TOO_LARGE = "JUMLAH-TERLALU-BESAR"
POINT = ("lintang", "bujur")
_NOISE = 1e-9  # what binary fractions leave behind
_NAMES = ("kelurahan", "kegiatan", "sumber_dana", "paket")  # what a row is known by


def _heading(column: str) -> str:
    return schema.fields()[column].heading


def name_of(frame: pd.DataFrame, label: Hashable) -> str:
    """Return what people know a row by."""
    for column in _NAMES:
        if column in frame and pd.notna(text := frame.loc[label, column]):
            return str(text)
    return "baris ini"


def _said(column: str, value: float) -> str:
    if schema.fields()[column].type == "rupiah":
        return format_rp(value)
    return format_number(value, 0) if value == round(value) else plain(value)


def beyond_belief(spec: TableSpec, data: Data) -> Iterator[Issue]:
    """No amount is larger than any budget: a slip of the keyboard would drown every sum."""
    frame, most = data.table(spec.name), data.limits["rupiah"]["terbesar"]
    gone: set[Hashable] = set()  # a row is told once: the first cell leaves it out
    for column in spec.amounts:
        details = {"kolom": _heading(column)}
        for label, value in frame[column][frame[column].abs() > most].items():
            if label not in gone:
                gone.add(label)
                yield Issue(
                    TOO_LARGE, spec.name, (label,), (column,), plain(value), details=details
                )


def out_of_range(spec: TableSpec, data: Data) -> Iterator[Issue]:
    """A number lies where numbers of its kind lie."""
    frame = data.table(spec.name)
    for rule in spec.ranges:
        for column in rule.columns:
            values, details = frame[column], {"kolom": _heading(column)}
            low = values < (float("-inf") if rule.least is None else rule.least)
            high = values > (float("inf") if rule.most is None else rule.most + _NOISE)
            for label, value in values[low | high].items():
                yield Issue(
                    rule.finding, spec.name, (label,), (column,), plain(value), details=details
                )


def unfilled(spec: TableSpec, data: Data) -> Iterator[Issue]:
    """What a row needs is there, and above its least."""
    frame = data.table(spec.name)
    for rule in spec.filled:
        values = frame[list(rule.columns)]
        missing = values.isna().all(axis=1) & (not rule.optional)
        for label in frame.index[missing]:
            word = "" if rule.above is None else "kosong"
            yield Issue(rule.finding, spec.name, (label,), rule.columns, word)
        if rule.above is None:
            continue
        column = rule.columns[0]
        for label, value in frame[column][frame[column] <= rule.above].items():
            yield Issue(rule.finding, spec.name, (label,), (column,), _said(column, float(value)))


def out_of_order(spec: TableSpec, data: Data) -> Iterator[Issue]:
    """What follows something does not come before it."""
    frame = data.table(spec.name)
    for rule in spec.order:
        for label in frame.index[frame[rule.then] < frame[rule.first]]:
            details = {"awal": format_date(frame.loc[label, rule.first])}
            value = format_date(frame.loc[label, rule.then])
            columns = (rule.first, rule.then)
            yield Issue(rule.finding, spec.name, (label,), columns, value, details=details)


def parts_over_wholes(spec: TableSpec, data: Data) -> Iterator[Issue]:
    """What was paid, spent, reached or attended is no more than there was."""
    frame = data.table(spec.name)
    for rule in spec.parts:
        rupiah = schema.fields()[rule.part].type == "rupiah"
        slack = data.limits["rupiah"]["toleransi"] if rupiah else 0.0
        for label in frame.index[frame[rule.part] > frame[rule.whole] + slack]:
            details = {
                "kolom": _heading(rule.part),
                "batas": _said(rule.whole, float(frame.loc[label, rule.whole])),
                "baris": name_of(frame, label),
            }
            value = _said(rule.part, float(frame.loc[label, rule.part]))
            columns = (rule.part, rule.whole)
            yield Issue(rule.finding, spec.name, (label,), columns, value, details=details)


def without_companions(spec: TableSpec, data: Data) -> Iterator[Issue]:
    """A choice goes with what it needs, and without what it rules out."""
    frame = data.table(spec.name)
    for rule in spec.companions:
        chosen = frame.index[_chosen(frame, rule) & (frame[rule.column].notna() == rule.empty)]
        if rule.together and len(chosen):
            details: dict[str, object] = {"jumlah": len(chosen)}
            yield Issue(rule.finding, spec.name, tuple(chosen), (rule.column,), details=details)
        for label in () if rule.together else chosen:
            column = next(iter(rule.when))
            details = {"lain": _cell(frame.loc[label, rule.column]), "baris": name_of(frame, label)}
            value = str(frame.loc[label, column])
            columns = (*rule.when, rule.column)
            yield Issue(rule.finding, spec.name, (label,), columns, value, details=details)


def _chosen(frame: pd.DataFrame, rule: Companion) -> pd.Series[bool]:
    found = pd.Series(data=True, index=frame.index)
    for column, choices in rule.when.items():
        found &= frame[column].isin(choices)
    return found & frame[rule.unless].isna() if rule.unless else found


def _cell(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return format_date(value)
    return "" if value != value or value is None else str(value)


def misplaced_points(spec: TableSpec, data: Data) -> Iterator[Issue]:
    """A point lies in Indonesia."""
    frame, box = data.table(spec.name), bounds()
    latitude, longitude = (frame[column] for column in POINT)
    given = latitude.notna() | longitude.notna()
    inside = latitude.between(*box["lintang"]) & longitude.between(*box["bujur"])
    swapped = longitude.between(*box["lintang"]) & latitude.between(*box["bujur"])
    incomplete = latitude.isna() | longitude.isna()
    for label in frame.index[given & ~inside]:
        code = "KOORDINAT-DI-LUAR-INDONESIA"
        if incomplete[label]:
            code = "KOORDINAT-TIDAK-LENGKAP"
        elif swapped[label]:
            code = "KOORDINAT-TERTUKAR"
        value = f"{plain(latitude[label])}; {plain(longitude[label])}"
        yield Issue(code, spec.name, (label,), POINT, value)


def lost_references(spec: TableSpec, rule: Reference, data: Data) -> Iterator[Issue]:
    """An id is that of a row of the other table that counts."""
    frame = data.table(spec.name)
    ids, other = frame[rule.column], schema.tables()[rule.table].identity[-1]
    known = (data.given[rule.table] if rule.given else data.table(rule.table))[other]
    lost = ~among(ids, known) & (ids.notna() | rule.needed)
    for label, value in ids[lost].items():
        word = "" if value != value else str(value)
        why = data.why(rule.table, value) if rule.excluded else ""
        code = rule.excluded if why else rule.unknown
        details = {"sebab": why}
        yield Issue(code, spec.name, (label,), (rule.column,), word, details=details)


_Rule = Callable[[TableSpec, Data], Iterable[Issue]]
_RULES: tuple[tuple[_Rule, Callable[[TableSpec], object]], ...] = (
    (beyond_belief, lambda spec: spec.amounts),
    (out_of_range, lambda spec: spec.ranges),
    (unfilled, lambda spec: spec.filled),
    (out_of_order, lambda spec: spec.order),
    (parts_over_wholes, lambda spec: spec.parts),
    (without_companions, lambda spec: spec.companions),
    (misplaced_points, lambda spec: {*POINT} <= {*spec.columns}),
)


def _register() -> None:
    """Register what each table asks for, one check for each kind: later ones see what is left."""
    for rule, asked in _RULES:
        for spec in filter(asked, schema.tables().values()):
            check(spec.name, module=__name__)(partial(rule, spec))
    for spec in schema.tables().values():
        for reference in spec.references:
            if reference.unknown:
                found = partial(lost_references, spec, reference)
                check(spec.name, reference.table, module=__name__)(found)


_register()
