"""The rule sets as data: criteria, bands, classes and thresholds with source, article and mark.

The files beside this module hold the numbers; no other module of the calculation does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, TypeVar

from kotaku.rules.changes import with_overrides
from kotaku.rules.model import (
    MARKS,
    Aspect,
    Authority,
    Band,
    Basis,
    Criterion,
    Entry,
    Handling,
    Item,
    Limit,
    Mark,
    Priority,
    Regulation,
    Services,
    SlumClass,
    Value,
)
from kotaku.words.loading import DataFile

__all__ = [
    "DEFAULT",
    "MARKS",
    "Aspect",
    "Authority",
    "Band",
    "Basis",
    "Criterion",
    "Entry",
    "Handling",
    "Item",
    "Limit",
    "Mark",
    "Priority",
    "Regulation",
    "Services",
    "SlumClass",
    "Value",
    "all_regulations",
    "entries",
    "for_date",
    "load",
    "mark_meanings",
    "named",
    "with_overrides",
]

DEFAULT = "permen14_2018"
_IDS = ("permen02_2016", "permen14_2018")

Row = Mapping[str, Any]
T = TypeVar("T")


_FILES = {
    name: DataFile(__package__, f"{name}.toml", dict[str, Any])
    for name in (*_IDS, "umum", "sumber")
}


def _read(name: str) -> dict[str, Any]:
    return _FILES[name.removesuffix(".toml")]()


@cache
def mark_meanings() -> Mapping[Mark, str]:
    """Return what each mark of certainty means, in words for the user."""
    meanings = _read("sumber.toml")["tanda"]
    return {mark: meanings[mark] for mark in MARKS}


def _basis(row: Row) -> Basis:
    source = _read_sources()[row["sumber"]]
    return Basis(
        source=source["nama"],
        article=row.get("pasal", ""),
        mark=row["tanda"],
        meaning=mark_meanings()[row["tanda"]],
        checked=row.get("diperiksa", source["diperiksa"]),
    )


@cache
def _read_sources() -> Mapping[str, Row]:
    sources: Mapping[str, Row] = _read("sumber.toml")["sumber"]
    return sources


def _value(key: str, row: Row) -> Value:
    return Value(row.get("id", key), row["nama"], row["nilai"], row["satuan"], _basis(row))


def _item(row: Row) -> Item:
    options = tuple((o["nama"], o["nilai"]) for o in row["pilihan"])
    return Item(row["id"], row["nama"], options, _basis(row))


def _criteria(rows: list[Row]) -> tuple[Criterion, ...]:
    return tuple(
        Criterion(
            id=r["id"],
            aspect=r["aspek"],
            name=r["nama"],
            problem=r["masalah"],
            unit=r["satuan"],
            denominator=r["pembagi"],
            basis=_basis(r),
        )
        for r in rows
    )


def _aspects(rows: list[Row], criteria: tuple[Criterion, ...]) -> tuple[Aspect, ...]:
    return tuple(
        Aspect(
            id=r["id"],
            name=r["nama"],
            criteria=tuple(c.id for c in criteria if c.aspect == r["id"]),
            basis=_basis(r),
        )
        for r in rows
    )


def _priority(row: Row) -> Priority:
    return Priority(
        slum_class=row["tingkat"],
        consideration=row["pertimbangan"],
        rank=row["urutan"],
        code_legal=row["kode_legal"],
        code_illegal=row["kode_ilegal"],
        basis=_basis(row),
    )


def _descending(items: Iterator[T], key: Callable[[T], float]) -> tuple[T, ...]:
    return tuple(sorted(items, key=key, reverse=True))


@cache
def load(regulation_id: str = DEFAULT) -> Regulation:
    """Return a rule set by its id; KeyError when there is none of that id."""
    if regulation_id not in _IDS:
        raise KeyError(regulation_id)
    own = _read(f"{regulation_id}.toml")
    shared = _read("umum.toml")
    criteria = _criteria(own["kriteria"])
    bands = (
        Band(r["nilai"], r["paling_sedikit_pct"], r["sebutan"], _basis(r)) for r in own["pita"]
    )
    classes = (
        SlumClass(r["id"], r["kode"], r["nama"], r["paling_sedikit"], _basis(r))
        for r in own["tingkat"]
    )
    return Regulation(
        id=own["id"],
        name=own["nama"],
        title=own["judul"],
        valid_from=own["berlaku"]["mulai"],
        valid_until=own["berlaku"].get("sampai"),
        validity=_basis(own["berlaku"]),
        aspects=_aspects(own["aspek"], criteria),
        criteria=criteria,
        bands=_descending(bands, lambda b: b.at_least_pct),
        classes=_descending(classes, lambda c: c.at_least),
        floor_value=_value("ambang_kumuh", own["ambang_kumuh"]),
        max_total_value=_value("total_tertinggi", own["total_tertinggi"]),
        thresholds={r["id"]: _value("", r) for r in shared["ambang"]},
        services=Services(tuple(shared["layanan"]["aspek"]), _basis(shared["layanan"])),
        considerations=tuple(map(_item, shared["pertimbangan"])),
        consideration_groups=tuple(
            Limit(r["id"], r["paling_sedikit"], _basis(r)) for r in shared["kelompok_pertimbangan"]
        ),
        population_density=tuple(
            Limit(r["id"], r["lebih_dari"], _basis(r)) for r in shared["kepadatan_penduduk"]
        ),
        legality=tuple(map(_item, shared["legalitas"])),
        legal_above=_value("batas_legal", shared["batas_legal"]),
        priorities=tuple(map(_priority, shared["prioritas"])),
        handling=tuple(
            Handling(r["tingkat"], r["legal"], r["penanganan"], _basis(r)) for r in shared["pola"]
        ),
        authorities=tuple(
            Authority(r["id"], r.get("sampai_ha"), r.get("termasuk", False), _basis(r))
            for r in shared["kewenangan"]
        ),
    )


def all_regulations() -> tuple[Regulation, ...]:
    """Return every rule set, oldest first."""
    return tuple(load(regulation_id) for regulation_id in _IDS)


def for_date(day: date) -> Regulation:
    """Return the rule set in force on a day; the oldest one for days before it.

    02/PRT/M/2016 holds until the day before 14/PRT/M/2018 came into force.
    """
    in_force = [r for r in all_regulations() if r.valid_from <= day]
    return in_force[-1] if in_force else all_regulations()[0]


def named(text: str) -> Regulation | None:
    """Return the rule set that a text names by its id or number and year; None when none.

    ``permen14_2018``, ``14/PRT/M/2018``, ``Permen PUPR No. 14 Tahun 2018`` name the same.
    """
    plain = text.casefold()
    for regulation in all_regulations():
        number, year = re.findall(r"\d+", regulation.id)
        written = rf"(?<!\d)0*{int(number)}(?!\d)\D.*{year}(?!\d)"
        if re.search(written, plain):
            return regulation
    return None


def entries(regulation: Regulation) -> tuple[Entry, ...]:
    """Return every number and definition of a rule set with its basis, in reading order."""
    return tuple(_scoring_entries(regulation)) + tuple(_other_entries(regulation))


def _scoring_entries(r: Regulation) -> Iterator[Entry]:
    yield Entry("berlaku", "Mulai berlaku", r.valid_from.isoformat(), "tanggal", r.validity)
    for a in r.aspects:
        yield Entry(f"aspek.{a.id}", f"Aspek {a.id}", a.name, "", a.basis)
    for c in r.criteria:
        key = f"kriteria.{c.id}"
        yield Entry(key, f"{c.id} {c.name}", f"{c.problem} / {c.denominator}", c.unit, c.basis)
    for b in r.bands:
        label = f"Nilai {b.score} ({b.label}), paling sedikit"
        yield Entry(f"pita.{b.score}", label, b.at_least_pct, "%", b.basis)
    for k in r.classes:
        label = f"{k.name}, total paling sedikit"
        yield Entry(f"tingkat.{k.id}", label, k.at_least, "nilai", k.basis)
    for v in (r.floor_value, r.max_total_value):
        yield Entry(v.id, v.name, v.value, v.unit, v.basis)


def _other_entries(r: Regulation) -> Iterator[Entry]:
    for v in (*r.thresholds.values(), r.legal_above):
        yield Entry(v.id, v.name, v.value, v.unit, v.basis)
    aspects = ", ".join(r.services.aspects)
    yield Entry("layanan.aspek", "Aspek pelayanan dasar", aspects, "", r.services.basis)
    for item in (*r.considerations, *r.legality):
        for option, points in item.options:
            key = f"{item.id}.{option}"
            yield Entry(key, f"{item.name}: {option}", points, "nilai", item.basis)
    for group in r.consideration_groups:
        label = f"Pertimbangan lain {group.id}, jumlah paling sedikit"
        yield Entry(f"pertimbangan.{group.id}", label, group.limit, "nilai", group.basis)
    for group in r.population_density:
        label = f"Kepadatan penduduk {group.id.replace('_', ' ')}, lebih dari"
        yield Entry(f"kepadatan.{group.id}", label, group.limit, "jiwa/ha", group.basis)
    for p in r.priorities:
        label = f"Prioritas kumuh {p.slum_class}, pertimbangan {p.consideration}"
        value = f"{p.rank} ({p.code_legal} legal, {p.code_illegal} ilegal)"
        yield Entry(f"prioritas.{p.rank}", label, value, "", p.basis)
    for h in r.handling:
        label = f"Pola penanganan {h.slum_class or 'semua tingkat'}, {_legal(h.legal)}"
        yield Entry(f"pola.{h.slum_class}.{_legal(h.legal)}", label, h.pattern, "", h.basis)
    yield from _authority_entries(r)


def _legal(legal: bool) -> str:
    return "legal" if legal else "ilegal"


def _authority_entries(r: Regulation) -> Iterator[Entry]:
    for a in r.authorities:
        if a.up_to_ha is None:
            value = "lebih luas dari itu"
        else:
            value = f"{'paling luas' if a.inclusive else 'kurang dari'} {a.up_to_ha:g}"
        yield Entry(f"kewenangan.{a.id}", f"Kewenangan {a.id}", value, "ha", a.basis)
