"""The names of methods, units, states, evidence and verdicts: one list for every face."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files

_LISTS: Mapping[str, Mapping[str, str]] = tomllib.loads(
    files(__package__).joinpath("labels.toml").read_text(encoding="utf-8")
)
METHOD = _LISTS["metode"]
UNIT = _LISTS["satuan"]
STATE = _LISTS["keadaan"]
EVIDENCE = _LISTS["bukti"]
VERDICT = _LISTS["putusan"]
SERVICES = "5 layanan dasar"  # what method T may ask for beside its threshold


def method(code: str, *, services: bool = False) -> str:
    """Return what a method is called; with the condition of services, T says so."""
    words = METHOD[code]
    return (
        words.replace("(ambang)", f"(ambang + {SERVICES})") if services and code == "T" else words
    )
