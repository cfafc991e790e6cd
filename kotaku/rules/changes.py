"""A province may put its own value in place of a number that no readable text confirms."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from kotaku.rules.model import Basis, Regulation

CHANGEABLE = ("P", "I")  # a number that a source confirms is not a matter of choice


@dataclass(frozen=True)
class _Slot:
    """Where a number stands: the field of the rule set, the key in it, the name of the number."""

    field: str
    key: str
    number: str


def _slots(regulation: Regulation) -> Iterator[tuple[str, _Slot]]:
    """Yield every number by the key that ``entries`` gives it."""
    for band in regulation.bands:
        yield f"pita.{band.score}", _Slot("bands", str(band.score), "at_least_pct")
    for tingkat in regulation.classes:
        yield f"tingkat.{tingkat.id}", _Slot("classes", tingkat.id, "at_least")
    for group in regulation.consideration_groups:
        yield f"pertimbangan.{group.id}", _Slot("consideration_groups", group.id, "limit")
    for density in regulation.population_density:
        yield f"kepadatan.{density.id}", _Slot("population_density", density.id, "limit")
    for name in ("floor_value", "max_total_value", "legal_above"):
        yield getattr(regulation, name).id, _Slot(name, "", "value")
    for name in regulation.thresholds:
        yield name, _Slot("thresholds", name, "value")


def changeable(regulation: Regulation) -> dict[str, float]:
    """Return the numbers that may be replaced (marked P or I) by the key of their entry."""
    return {
        key: float(getattr(found, slot.number))
        for key, slot in _slots(regulation)
        if (found := _found(regulation, slot)).basis.mark in CHANGEABLE
    }


def with_overrides(regulation: Regulation, changes: Mapping[str, float]) -> Regulation:
    """Return the rule set with some numbers replaced; their basis keeps the original value.

    Parameters
    ----------
    regulation : Regulation
    changes : mapping of the key of an entry to its new value, in the unit of the entry

    Raises
    ------
    KeyError
        When no number has that key.
    ValueError
        When the number is confirmed by a source (marks C and C-data), the value is not a finite
        number of at least 0, or the limits no longer stand in order.
    """
    slots = dict(_slots(regulation))
    for key, value in changes.items():
        slot = slots[key]
        if _found(regulation, slot).basis.mark not in CHANGEABLE:
            raise ValueError(f"{key} sudah pasti menurut sumbernya dan tidak dapat diubah")
        if not (math.isfinite(value) and value >= 0):
            raise ValueError(f"{key} harus berupa angka 0 atau lebih")
        regulation = _replaced(regulation, slot, value)
    _require_order(regulation)
    return regulation


def _id(item: Any) -> str:
    return str(item.score if hasattr(item, "score") else item.id)


def _found(regulation: Regulation, slot: _Slot) -> Any:
    holder = getattr(regulation, slot.field)
    if isinstance(holder, Mapping):
        return holder[slot.key]
    if isinstance(holder, tuple):
        return next(item for item in holder if _id(item) == slot.key)
    return holder


def _replaced(regulation: Regulation, slot: _Slot, value: float) -> Regulation:
    old = _found(regulation, slot)
    before = float(getattr(old, slot.number))
    basis: Basis = old.basis
    original = before if basis.original is None else basis.original
    changed: dict[str, Any] = {slot.number: value, "basis": replace(basis, original=original)}
    new = replace(old, **changed)
    holder = getattr(regulation, slot.field)
    if isinstance(holder, Mapping):
        holder = {**holder, slot.key: new}
    elif isinstance(holder, tuple):
        holder = tuple(new if item is old else item for item in holder)
    else:
        holder = new
    fields: dict[str, Any] = {slot.field: holder}
    return replace(regulation, **fields)


def _require_order(regulation: Regulation) -> None:
    limits: tuple[tuple[str, Iterable[Any], Callable[[Any], float]], ...] = (
        ("pita", regulation.bands, lambda b: b.at_least_pct),
        ("tingkat", regulation.classes, lambda c: c.at_least),
        ("pertimbangan", regulation.consideration_groups, lambda g: g.limit),
        ("kepadatan", regulation.population_density, lambda g: g.limit),
    )
    for name, items, limit in limits:
        if any(limit(high) <= limit(low) for high, low in pairwise(items)):
            raise ValueError(f"Batas {name} harus menurun dari yang tertinggi")
    lowest = [c.at_least for c in regulation.classes if c.at_least > 0]
    if lowest and min(lowest) != regulation.floor:
        raise ValueError("Batas tingkat terendah harus sama dengan ambang kumuh")
