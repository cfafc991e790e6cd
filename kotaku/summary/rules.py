"""A regulation as tables to read."""

from __future__ import annotations

import pandas as pd

from kotaku import schema
from kotaku.regulations import Regulation, entries


def criteria_frame(regulation: Regulation) -> pd.DataFrame:
    """Return the criteria: id, aspek, nama, satuan, pembagi."""
    names = {aspect.id: aspect.name for aspect in regulation.aspects}
    return pd.DataFrame(
        [
            (c.id, names[c.aspect], c.name, c.unit, schema.fields()[c.denominator].heading)
            for c in regulation.criteria
        ],
        columns=["id", "aspek", "nama", "satuan", "pembagi"],
    )


def entries_frame(regulation: Regulation) -> pd.DataFrame:
    """Return every number of the regulation with its source: nama, nilai, pasal, sumber, tanda."""
    return pd.DataFrame(
        [
            (e.name, str(e.value), e.article, e.source, e.mark, e.checked)
            for e in entries(regulation)
        ],
        columns=["nama", "nilai", "pasal", "sumber", "tanda", "diperiksa"],
    )
