"""Assets to keep up: tied to an RT and a criterion that exist, each written once."""

from __future__ import annotations

from collections.abc import Iterator

from kotaku import schema
from kotaku.checks.engine import Data, Issue, check
from kotaku.checks.keys import among
from kotaku.checks.words import plain

_NUMBERS = ("volume", "dana_rp")


@check("pemeliharaan")
def negative_assets(data: Data) -> Iterator[Issue]:
    """A volume or fund below zero protects nothing."""
    frame = data.table("pemeliharaan")
    for column in _NUMBERS:
        details = {"kolom": schema.fields()[column].heading}
        for label, value in frame.loc[frame[column] < 0, column].items():
            yield Issue("ANGKA-NEGATIF-CATATAN", "pemeliharaan", (label,), (column,), plain(value),
                        details=details)  # fmt: skip


@check("pemeliharaan", "rt")
def assets_on_unknown_rt(data: Data) -> Iterator[Issue]:
    """An asset on an RT out of the list protects no hectares."""
    frame = data.table("pemeliharaan")
    lost = frame["id_rt"].notna() & ~among(frame["id_rt"], data.table("rt")["id_rt"])
    for label, value in frame.loc[lost, "id_rt"].items():
        yield Issue("ASET-RT-TIDAK-DIKENAL", "pemeliharaan", (label,), ("id_rt",), str(value))


@check("pemeliharaan")
def assets_without_criterion(data: Data) -> Iterator[Issue]:
    """An asset without a criterion of the rule set is counted, but protects no hectares."""
    frame = data.table("pemeliharaan")
    bare = frame.index[~frame["kriteria"].isin([c.id for c in data.regulation.criteria])]
    if len(bare):
        details = {"jumlah": len(bare), "peraturan": data.regulation.name}
        yield Issue("ASET-TANPA-KRITERIA", "pemeliharaan", tuple(bare), ("kriteria",),
                    details=details)  # fmt: skip
