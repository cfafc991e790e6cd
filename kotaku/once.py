"""What follows from an object alone, such as a view, is worked out once, whoever asks for it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

S = TypeVar("S")
P = ParamSpec("P")
T = TypeVar("T")
MOST = 3  # answers kept of one question, such as of the years that are looked at in turn


def once(function: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """Keep what a function answers with the object that it asks; answers are not to be changed."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def asked(owner: S, /, *about: P.args, **named: P.kwargs) -> T:
        known: dict[Hashable, T] = vars(owner).setdefault(name, {})
        key = (about, tuple(named.items()))
        if key in known:
            return known[key]
        found = function(owner, *about, **named)
        while len(known) >= MOST:
            known.pop(next(iter(known), None), None)
        known[key] = found
        return found

    return asked
