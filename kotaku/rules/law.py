"""The law as dated lines, and the rule set that they make on a day.

Every number is a line with its value, the day from which it holds, its source and its mark. A
decree's new threshold is one more line; nothing else changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, NotRequired, TypedDict, TypeVar

from kotaku.rules.model import (
    MARKS,
    Aspect,
    Authority,
    Band,
    Basis,
    Criterion,
    Handling,
    Item,
    Mark,
    NamedLimit,
    Priority,
    Regulation,
    Services,
    SlumClass,
    Value,
)
from kotaku.words.loading import DataFile

T = TypeVar("T")
Number = int | float


class Option(TypedDict):
    """One answer to an item, with its points."""

    nama: str
    nilai: int


class Source(TypedDict):
    """Where something was read, its article, and how certain it is."""

    sumber: str
    tanda: Mark
    pasal: NotRequired[str]
    diperiksa: NotRequired[date]


class DatedLine(Source):
    """What holds from ``mulai`` (without: from the first) to ``sampai`` (without: until now)."""

    mulai: NotRequired[date]
    sampai: NotRequired[date]
    nilai: NotRequired[Number]
    pilihan: NotRequired[list[Option]]


class Dated(TypedDict):
    """A number or definition with its lines, oldest first."""

    masa: list[DatedLine]


class _Aspect(Dated):
    id: str
    nama: str


class _Criterion(Dated):
    id: str
    aspek: str
    nama: str
    masalah: str
    satuan: str
    pembagi: str


class _Band(Dated):
    skor: int
    sebutan: str


class _Class(Dated):
    id: str
    kode: str
    nama: str


class _Value(Dated):
    id: NotRequired[str]
    nama: str
    satuan: str


class _Item(Dated):
    id: str
    nama: str


class _Limit(Dated):
    id: str


class _Services(Dated):
    aspek: list[str]


class _Priority(Dated):
    tingkat: str
    pertimbangan: str
    urutan: int
    kode_legal: str
    kode_ilegal: str


class _Handling(Dated):
    tingkat: str
    legal: bool
    penanganan: str


class _Authority(Dated):
    id: str
    termasuk: NotRequired[bool]


class Named(Source):
    """A rule set by name, with the days on which it holds."""

    nama: str
    judul: str
    mulai: date
    sampai: NotRequired[date]


class _Conditions(TypedDict):
    aspek: list[_Aspect]
    kriteria: list[_Criterion]


class _Scoring(TypedDict):
    pita: list[_Band]
    tingkat: list[_Class]
    ambang_kumuh: _Value
    total_tertinggi: _Value


class _Common(TypedDict):
    ambang: list[_Value]
    layanan: _Services
    pertimbangan: list[_Item]
    kelompok_pertimbangan: list[_Limit]
    kepadatan_penduduk: list[_Limit]
    legalitas: list[_Item]
    batas_legal: _Value
    prioritas: list[_Priority]
    pola: list[_Handling]
    kewenangan: list[_Authority]


class _Known(TypedDict):
    nama: str
    diperiksa: date


class _Sources(TypedDict):
    tanda: dict[Mark, str]
    sumber: dict[str, _Known]


_NAMED = DataFile(__package__, "peraturan.toml", dict[str, Named])
_CONDITIONS = DataFile(__package__, "kriteria.toml", _Conditions)
_SCORING = DataFile(__package__, "penilaian.toml", _Scoring)
_COMMON = DataFile(__package__, "umum.toml", _Common)
_SOURCES = DataFile(__package__, "sumber.toml", _Sources)


@dataclass(frozen=True)
class Law:
    """All that is known, over all days."""

    named: Mapping[str, Named]
    conditions: _Conditions
    scoring: _Scoring
    common: _Common


@cache
def law() -> Law:
    """Return the law of the data files."""
    return Law(_NAMED(), _CONDITIONS(), _SCORING(), _COMMON())


@cache
def mark_meanings() -> Mapping[Mark, str]:
    """Return what each mark of certainty means, in words for the user."""
    meanings = _SOURCES()["tanda"]
    return {mark: meanings[mark] for mark in MARKS}


def turning_days(known: Law) -> tuple[date, ...]:
    """Return every day on which something begins to hold or has ended, oldest first."""
    lines = [line for row in _rows(known) for line in row["masa"]]
    begins = [day for line in lines if (day := line.get("mulai"))]
    ends = [day + timedelta(days=1) for line in lines if (day := line.get("sampai"))]
    return tuple(sorted({*begins, *ends, *(rule["mulai"] for rule in known.named.values())}))


def _rows(known: Law) -> Iterator[Dated]:
    for part in (known.conditions, known.scoring, known.common):
        held: Mapping[str, Any] = {**part}
        for rows in held.values():
            yield from rows if isinstance(rows, list) else [rows]


def regulation_at(known: Law, day: date) -> Regulation:
    """Return the rule set of a day; of the first day for what was before."""
    day = max(day, min(rule["mulai"] for rule in known.named.values()))
    name = max(
        (n for n, rule in known.named.items() if rule["mulai"] <= day),
        key=lambda n: known.named[n]["mulai"],
    )
    rule, common, scoring = known.named[name], known.common, known.scoring
    criteria = tuple(_each(known.conditions["kriteria"], day, _criterion))
    bands = _each(scoring["pita"], day, lambda r, n: Band(r["skor"], n["nilai"], r["sebutan"],
                                                          basis(n)))  # fmt: skip
    classes = _each(scoring["tingkat"], day, _slum_class)
    return Regulation(
        id=name,
        name=rule["nama"],
        title=rule["judul"],
        valid_from=rule["mulai"],
        valid_until=rule.get("sampai"),
        validity=basis(rule),
        aspects=tuple(_aspects(known.conditions["aspek"], day, criteria)),
        criteria=criteria,
        bands=_descending(bands, lambda b: b.at_least_pct),
        classes=_descending(classes, lambda c: c.at_least),
        floor_value=_value(scoring["ambang_kumuh"], day, "ambang_kumuh"),
        max_total_value=_value(scoring["total_tertinggi"], day, "total_tertinggi"),
        thresholds={r["id"]: _value(r, day, r["id"]) for r in common["ambang"]},
        services=_services(common["layanan"], day),
        considerations=tuple(_each(common["pertimbangan"], day, _item)),
        consideration_groups=tuple(_each(common["kelompok_pertimbangan"], day, _limit)),
        population_density=tuple(_each(common["kepadatan_penduduk"], day, _limit)),
        legality=tuple(_each(common["legalitas"], day, _item)),
        legal_above=_value(common["batas_legal"], day, "batas_legal"),
        priorities=tuple(_each(common["prioritas"], day, _priority)),
        handling=tuple(_each(common["pola"], day, _handling)),
        authorities=tuple(_each(common["kewenangan"], day, _authority)),
    )


def basis(source: DatedLine | Named) -> Basis:
    """Return where a line comes from, with its mark in words."""
    known = _SOURCES()["sumber"][source["sumber"]]
    return Basis(
        source=known["nama"],
        article=source.get("pasal", ""),
        mark=source["tanda"],
        meaning=mark_meanings()[source["tanda"]],
        checked=source.get("diperiksa", known["diperiksa"]),
        since=source.get("mulai"),
    )


def line_on(lines: Sequence[DatedLine], day: date) -> DatedLine | None:
    """Return the last line that has begun on a day and not ended, None where there is none."""
    begun = [line for line in lines if line.get("mulai", date.min) <= day]
    return begun[-1] if begun and day <= begun[-1].get("sampai", date.max) else None


R = TypeVar("R", bound=Dated)


def _each(rows: Iterable[R], day: date, made: Callable[[R, DatedLine], T]) -> Iterator[T]:
    for row in rows:
        if line := line_on(row["masa"], day):
            yield made(row, line)


def _value(row: _Value, day: date, key: str) -> Value:
    line = line_on(row["masa"], day)
    if line is None:
        raise ValueError(f"{key} tidak berlaku pada {day.isoformat()}")
    return Value(key, row["nama"], line["nilai"], row["satuan"], basis(line))


def _services(row: _Services, day: date) -> Services:
    (found,) = _each([row], day, lambda r, line: Services(tuple(r["aspek"]), basis(line)))
    return found


def _criterion(row: _Criterion, line: DatedLine) -> Criterion:
    return Criterion(
        id=row["id"],
        aspect=row["aspek"],
        name=row["nama"],
        problem=row["masalah"],
        unit=row["satuan"],
        denominator=row["pembagi"],
        basis=basis(line),
    )


def _aspects(
    rows: Iterable[_Aspect], day: date, criteria: tuple[Criterion, ...]
) -> Iterator[Aspect]:
    for row in rows:
        if line := line_on(row["masa"], day):
            own = tuple(c.id for c in criteria if c.aspect == row["id"])
            yield Aspect(row["id"], row["nama"], own, basis(line))


def _slum_class(row: _Class, line: DatedLine) -> SlumClass:
    return SlumClass(row["id"], row["kode"], row["nama"], int(line["nilai"]), basis(line))


def _item(row: _Item, line: DatedLine) -> Item:
    options = tuple((o["nama"], o["nilai"]) for o in line["pilihan"])
    return Item(row["id"], row["nama"], options, basis(line))


def _limit(row: _Limit, line: DatedLine) -> NamedLimit:
    return NamedLimit(row["id"], line["nilai"], basis(line))


def _priority(row: _Priority, line: DatedLine) -> Priority:
    return Priority(
        slum_class=row["tingkat"],
        consideration=row["pertimbangan"],
        rank=row["urutan"],
        code_legal=row["kode_legal"],
        code_illegal=row["kode_ilegal"],
        basis=basis(line),
    )


def _handling(row: _Handling, line: DatedLine) -> Handling:
    return Handling(row["tingkat"], row["legal"], row["penanganan"], basis(line))


def _authority(row: _Authority, line: DatedLine) -> Authority:
    return Authority(row["id"], line.get("nilai"), row.get("termasuk", False), basis(line))


def _descending(items: Iterable[T], key: Callable[[T], float]) -> tuple[T, ...]:
    return tuple(sorted(items, key=key, reverse=True))
