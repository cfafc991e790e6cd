"""The heading that a canonical column has on our own sheets, with its unit."""

from collections.abc import Mapping
from functools import cache

from kotaku import rules, schema


def heading(name: str) -> str:
    """Return the heading of a column, with its unit."""
    found = schema.criterion_of(name)
    if found is None:
        return schema.fields()[name].heading
    measure, code = found
    criterion = criteria()[code]
    units = {"volume": criterion.unit, "persen": "%", "nilai": "nilai"}
    return f"{code} {criterion.name} ({units[measure]})"


@cache
def criteria() -> Mapping[str, rules.Criterion]:
    """Return every criterion of any rule set by its code."""
    return {c.id: c for r in rules.all_regulations() for c in r.criteria}
