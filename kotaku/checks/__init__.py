"""Checks over the canonical tables: what adds up wrongly, was typed twice or cannot be meant.

Each check is a small pure function over frames, registered with ``@check``; :func:`run` applies
them in the order of ``engine.ORDER`` and leaves out the rows that a finding excludes.
"""

from __future__ import annotations

from kotaku.checks import (
    constraints,
    duplicates,
    funds,
    indicators,
    kawasan,
    plausible,
    published,
    reduction,
    schedule,
    shifted,
    states,
    twice,
    units,
    volumes,
    works,
)
from kotaku.checks.engine import Data, Issue, run

__all__ = [
    "Data",
    "Issue",
    "constraints",
    "duplicates",
    "funds",
    "indicators",
    "kawasan",
    "plausible",
    "published",
    "reduction",
    "run",
    "schedule",
    "shifted",
    "states",
    "twice",
    "units",
    "volumes",
    "works",
]
