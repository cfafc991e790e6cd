"""Frames as JSON can say them, and back with the same types."""

from __future__ import annotations

import math
from dataclasses import fields
from datetime import date
from typing import Any

import pandas as pd

_KINDS = {"str": "teks", "int64": "bulat", "float64": "angka"}
_TYPES = {word: kind for kind, word in _KINDS.items()} | {"hari": "datetime64[us]"}


def number(value: Any) -> float | None:
    """Return a figure as JSON can say it: None for what is not finite."""
    if value is None or not math.isfinite(value):
        return None
    return value if isinstance(value, int) else float(value)


def pack(frame: pd.DataFrame) -> dict[str, Any]:
    """Return a frame of texts, numbers and days as plain lists, column by column."""
    return {
        "kolom": [[str(name), _kind(frame[name])] for name in frame.columns],
        "isi": [[_plain(value) for value in frame[name].to_list()] for name in frame.columns],
    }


def unpack(packed: Any) -> pd.DataFrame:
    """Return the frame of :func:`pack`."""
    columns = {
        name: pd.Series(values, dtype=_TYPES[kind])
        for (name, kind), values in zip(packed["kolom"], packed["isi"], strict=True)
    }
    return pd.DataFrame(columns)


def plain_fields(record: Any) -> dict[str, Any]:
    """Return the fields of a dataclass of texts, numbers and tuples, as plain data."""
    return {f.name: _listed(getattr(record, f.name)) for f in fields(record)}


def _listed(value: Any) -> Any:
    return [_listed(one) for one in value] if isinstance(value, tuple) else value


def _kind(column: pd.Series) -> str:
    if pd.api.types.is_datetime64_any_dtype(column):
        return "hari"
    return _KINDS.get(str(column.dtype), "teks")


def _plain(value: Any) -> Any:
    if value is None or value is pd.NA or value != value:  # NaN and NaT are not themselves
        return None
    if isinstance(value, float):
        return number(value)
    return value.isoformat()[:10] if isinstance(value, date) else value
