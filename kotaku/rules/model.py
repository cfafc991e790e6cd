"""Types of a regulation as data: every number knows where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Mark = Literal["C", "C-data", "P", "I"]
MARKS: tuple[Mark, ...] = ("C", "C-data", "P", "I")


@dataclass(frozen=True)
class Basis:
    """Where a number comes from and how certain it is."""

    source: str
    article: str  # "" when no article is known
    mark: Mark
    meaning: str  # the mark in words
    checked: date
    since: date | None = None  # from when it holds; None as long as anything is known
    original: float | None = None  # the value of the data file when a user replaced it


@dataclass(frozen=True)
class RuleEntry:
    """One number or definition of a regulation, as the page of methods lists it."""

    key: str
    name: str
    value: float | str
    unit: str
    basis: Basis

    @property
    def source(self) -> str:
        """Where the number was read."""
        return self.basis.source

    @property
    def article(self) -> str:
        """Article of the source; "" when not known."""
        return self.basis.article

    @property
    def mark(self) -> Mark:
        """How certain the number is."""
        return self.basis.mark

    @property
    def checked(self) -> date:
        """When the source was last checked."""
        return self.basis.checked

    @property
    def original(self) -> float | None:
        """The value that a user replaced; None where nobody did."""
        return self.basis.original


@dataclass(frozen=True)
class Aspect:
    """One of the seven aspects of slum condition."""

    id: str
    name: str
    criteria: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True)
class Criterion:
    """One criterion: percent = problem volume [unit] / denominator column x 100."""

    id: str
    aspect: str
    name: str
    problem: str  # what the volume counts
    unit: str
    denominator: str  # canonical column of table rt
    basis: Basis


@dataclass(frozen=True)
class Band:
    """The score of a percent that reaches ``at_least_pct`` [%]."""

    score: int
    at_least_pct: float
    label: str
    basis: Basis


@dataclass(frozen=True)
class SlumClass:
    """The class of a total score that reaches ``at_least``."""

    id: str
    code: str
    name: str
    at_least: int
    basis: Basis


@dataclass(frozen=True)
class Value:
    """A single number with its unit."""

    id: str
    name: str
    value: float
    unit: str
    basis: Basis


@dataclass(frozen=True)
class Services:
    """The aspects of the basic services that must reach the threshold ``layanan_dasar``."""

    aspects: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True)
class Item:
    """A question whose answer scores points: other considerations, legality."""

    id: str
    name: str
    options: tuple[tuple[str, int], ...]
    basis: Basis


@dataclass(frozen=True)
class NamedLimit:
    """A named group that starts at (or above) a number."""

    id: str
    limit: float
    basis: Basis


@dataclass(frozen=True)
class Priority:
    """Rank and letter codes of a class with a group of considerations."""

    slum_class: str
    consideration: str
    rank: int
    code_legal: str
    code_illegal: str
    basis: Basis


@dataclass(frozen=True)
class Handling:
    """The pattern of handling for a class ("" = any) and legal status."""

    slum_class: str
    legal: bool
    pattern: str
    basis: Basis


@dataclass(frozen=True)
class Authority:
    """Who handles areas up to ``up_to_ha`` (None = any larger one)."""

    id: str
    up_to_ha: float | None
    inclusive: bool
    basis: Basis


@dataclass(frozen=True)
class Regulation:
    """One rule set; bands and classes stand from the highest to the lowest."""

    id: str
    name: str
    title: str
    valid_from: date
    valid_until: date | None
    validity: Basis
    aspects: tuple[Aspect, ...]
    criteria: tuple[Criterion, ...]
    bands: tuple[Band, ...]
    classes: tuple[SlumClass, ...]
    floor_value: Value
    max_total_value: Value
    thresholds: Mapping[str, Value]
    services: Services
    considerations: tuple[Item, ...]
    consideration_groups: tuple[NamedLimit, ...]
    population_density: tuple[NamedLimit, ...]
    legality: tuple[Item, ...]
    legal_above: Value
    priorities: tuple[Priority, ...]
    handling: tuple[Handling, ...]
    authorities: tuple[Authority, ...]

    @property
    def floor(self) -> int:
        """Lowest total score that is still kumuh."""
        return int(self.floor_value.value)

    @property
    def max_total(self) -> int:
        """Highest total score."""
        return int(self.max_total_value.value)

    @property
    def criterion_ids(self) -> tuple[str, ...]:
        """Ids of the criteria in the order of every array of this rule set."""
        return tuple(c.id for c in self.criteria)

    def criterion(self, criterion_id: str) -> Criterion:
        """Return a criterion; KeyError when the rule set does not have it."""
        found = next((c for c in self.criteria if c.id == criterion_id), None)
        if found is None:
            raise KeyError(criterion_id)
        return found

    def slum_class(self, class_id: str) -> SlumClass:
        """Return a class; KeyError when the rule set does not have it."""
        found = next((c for c in self.classes if c.id == class_id), None)
        if found is None:
            raise KeyError(class_id)
        return found

    def considerations_item(self, item_id: str) -> Item:
        """Return an item of the other considerations; KeyError when there is none."""
        found = next((i for i in self.considerations if i.id == item_id), None)
        if found is None:
            raise KeyError(item_id)
        return found

    def authority_for(self, area_ha: float) -> str:
        """Return who handles an area [ha]; "" when the area is not known."""
        for authority in self.authorities:
            limit = authority.up_to_ha
            if limit is None and area_ha == area_ha:
                return authority.id
            if limit is not None and (
                area_ha < limit or (authority.inclusive and area_ha == limit)
            ):
                return authority.id
        return ""
