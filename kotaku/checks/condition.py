"""Conditions and the RT they belong to."""

from __future__ import annotations

from collections.abc import Iterator

from kotaku.checks.engine import Data, Issue, check
from kotaku.checks.keys import among
from kotaku.checks.words import listed


@check("rt", "kekumuhan")
def rt_without_condition(data: Data) -> Iterator[Issue]:
    """An RT without any condition is not scored; told once for each sheet."""
    rt = data.table("rt")
    absent = ~among(rt["id_rt"], data.given["kekumuhan"]["id_rt"])
    if not absent.any():
        return
    missing = rt[absent]
    refused = data.left_out.get("kekumuhan", {})  # those rows have a finding of their own
    missing = missing[~missing["id_rt"].isin(list(refused))]
    for _, group in missing.groupby("_sumber"):
        ids = sorted(group["id_rt"].dropna())
        details = {"jumlah": len(group), "daftar": listed(ids)}
        yield Issue("RT-TANPA-KEKUMUHAN", "rt", tuple(group.index), ("id_rt",), details=details)
