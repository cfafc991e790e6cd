"""Rows as frames whose columns keep their type when there is no row."""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import Connection, Date, Integer, Select, String

from kotaku.store.types import UtcTime


def frame_of(connection: Connection, query: Select[Any]) -> pd.DataFrame:
    """Return the rows of a query; moments in UTC, days as midnight, text as ``str``."""
    rows = connection.execute(query).all()
    columns = {
        column.name: pd.Series([row[place] for row in rows], dtype=_dtype(column.type))
        for place, column in enumerate(query.selected_columns)
    }
    return pd.DataFrame(columns)


def _dtype(kind: Any) -> str:
    if isinstance(kind, UtcTime):
        return "datetime64[us, UTC]"
    if isinstance(kind, Date):
        return "datetime64[s]"
    if isinstance(kind, Integer):
        return "int64"
    return "str" if isinstance(kind, String) else "object"
