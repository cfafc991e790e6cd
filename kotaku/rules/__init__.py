"""The rule sets as data: criteria, bands, classes and thresholds with source, article and mark.

The files beside this module hold the numbers, each as a dated line; no other module of the
calculation does.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from kotaku.rules import law
from kotaku.rules.changes import with_overrides
from kotaku.rules.law import mark_meanings
from kotaku.rules.listing import entries
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
    RuleEntry,
    Services,
    SlumClass,
    Value,
)

__all__ = [
    "DEFAULT",
    "MARKS",
    "Aspect",
    "Authority",
    "Band",
    "Basis",
    "Criterion",
    "Handling",
    "Item",
    "Mark",
    "NamedLimit",
    "Priority",
    "Regulation",
    "RuleEntry",
    "Services",
    "SlumClass",
    "Value",
    "all_regulations",
    "at",
    "entries",
    "load",
    "mark_meanings",
    "named",
    "with_overrides",
]

DEFAULT = "permen14_2018"


def at(day: date) -> Regulation:
    """Return the rule set of a day, with every number as it stood; the first one for earlier days.

    02/PRT/M/2016 holds until the day before 14/PRT/M/2018 came into force.
    """
    days = law.turning_days(law.law())
    return _from(max((turning for turning in days if turning <= day), default=days[0]))


@cache
def _from(turning: date) -> Regulation:
    return law.regulation_at(law.law(), turning)


def load(regulation_id: str = DEFAULT, day: date | None = None) -> Regulation:
    """Return a rule set by its id, as it stood on a day within its time, else as it last stood.

    Raises
    ------
    KeyError
        When there is none of that id.
    """
    rule = law.law().named[regulation_id]
    later = [r["mulai"] for r in law.law().named.values() if r["mulai"] > rule["mulai"]]
    last = min(later) - timedelta(days=1) if later else date.max
    return at(last if day is None else min(max(day, rule["mulai"]), last))


def all_regulations() -> tuple[Regulation, ...]:
    """Return every rule set as it last stood, oldest first."""
    known = law.law().named
    return tuple(load(name) for name in sorted(known, key=lambda name: known[name]["mulai"]))


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
