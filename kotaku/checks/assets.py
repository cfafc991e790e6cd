"""Assets to keep up: tied to an RT and a criterion that exist, each written once."""

from __future__ import annotations

from collections.abc import Iterator

from kotaku.checks.engine import Data, Issue, check

_NUMBERS = ("volume", "dana_rp")


@check("pemeliharaan")
def assets_without_criterion(data: Data) -> Iterator[Issue]:
    """An asset without a criterion of the rule set is counted, but protects no hectares."""
    frame = data.table("pemeliharaan")
    bare = frame.index[~frame["kriteria"].isin([c.id for c in data.regulation.criteria])]
    if len(bare):
        details = {"jumlah": len(bare), "peraturan": data.regulation.name}
        yield Issue("ASET-TANPA-KRITERIA", "pemeliharaan", tuple(bare), ("kriteria",),
                    details=details)  # fmt: skip
