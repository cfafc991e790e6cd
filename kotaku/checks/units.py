"""Areas and denominators of RT and locations."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from kotaku.checks.engine import Data, Issue, check
from kotaku.checks.keys import among
from kotaku.checks.words import listed, plain


def _no_area(frame: pd.DataFrame, table: str, columns: tuple[str, ...]) -> Iterator[Issue]:
    area = frame[list(columns)].max(axis=1)
    for code, mask in (("LUAS-KOSONG", area.isna()), ("LUAS-NOL", area == 0)):
        for label in frame.index[mask]:
            yield Issue(code, table, (label,), columns)


@check("rt")
def rt_without_area(data: Data) -> Iterator[Issue]:
    """An RT without verified area counts for no hectares."""
    return _no_area(data.table("rt"), "rt", ("luas_verifikasi_ha",))


@check("lokasi")
def location_without_area(data: Data) -> Iterator[Issue]:
    """A location needs its area in the SK or its verified area."""
    return _no_area(data.table("lokasi"), "lokasi", ("luas_sk_ha", "luas_verifikasi_ha"))


@check("lokasi")
def areas_differ(data: Data) -> Iterator[Issue]:
    """Area in the SK and verified area are two figures; a large difference is worth knowing."""
    frame, limits = data.table("lokasi"), data.limits["luas"]
    decree, verified = frame["luas_sk_ha"], frame["luas_verifikasi_ha"]
    allowed = (decree.abs() * limits["beda_relatif"]).clip(lower=limits["beda_ha"])
    for label in frame.index[(decree - verified).abs() > allowed + 1e-9]:
        yield Issue(
            "LUAS-SK-BERBEDA",
            "lokasi",
            (label,),
            ("luas_sk_ha", "luas_verifikasi_ha"),
            details={"sk": plain(decree[label]), "verifikasi": plain(verified[label])},
        )


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
