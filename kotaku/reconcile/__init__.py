"""Published figures against what follows from them and from the data: shown, never mended.

A report's own figures must close (awal − pengurangan = sisa; percents follow from hectares), and
where the data set knows the figure too, both stand beside each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd

from kotaku.checks.address import Addresses
from kotaku.checks.words import plain
from kotaku.dataset import SourceTable
from kotaku.findings import Finding, finding
from kotaku.reconcile.counted import CountedFigure, Recomputed, figures
from kotaku.reconcile.verdicts import (
    AREAS,
    DIFFERS,
    MATCHES,
    NAMES,
    PERCENTS,
    UNKNOWN,
    Verdict,
    claim_key,
    exact,
    ha,
    series_of,
    verdicts_on,
)

__all__ = [
    "COLUMNS", "DIFFERS", "MATCHES", "NAMES", "UNKNOWN", "CountedFigure", "Recomputed", "figures",
    "reconcile",
]  # fmt: skip
COLUMNS = (
    "wilayah", "tahun", "besaran", "nilai_klaim", "nilai_hitung", "selisih", "satuan", "sumber",
    "putusan", "penjelasan", "_sumber", "_baris",
)  # fmt: skip


def reconcile(
    claims: pd.DataFrame,
    recomputed: Recomputed | None = None,
    sources: Sequence[SourceTable] = (),
) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """Return every claim with what it was tested against, and the findings.

    Parameters
    ----------
    claims : table klaim; figures of one report share wilayah, tahun and sumber
    recomputed : the data set's own figures, see :func:`figures`
    sources : where the claims were read, for the addresses

    A claim has one row per test: against the other figures of its report, and against the data.
    Without any test its verdict is ``tidak_dapat_dihitung``. Tolerances: tolerances.toml.
    """
    if claims.empty:
        return _no_claims().copy(), ()
    claims = claims.dropna(subset=["besaran", "nilai_klaim"]).reset_index(drop=True)
    own = {claim_key(name, year): values for (name, year), values in (recomputed or {}).items()}
    addresses = Addresses({"klaim": claims}, sources)
    rows: list[dict[str, Any]] = []
    found: list[Finding] = []
    series = series_of(claims)
    for _, group in claims.groupby(["wilayah", "tahun", "sumber"], dropna=False, sort=False):
        report = group.drop_duplicates("besaran").set_index("besaran")["nilai_klaim"].to_dict()
        for claim in group.to_dict("records"):
            verdicts = list(verdicts_on(claim, report, own, series))
            rows += [_row(claim, verdict) for verdict in verdicts]
            found += [_finding(claim, v, report, addresses) for v in verdicts if v.code]
        found += _repeated(group, addresses)
    return _frame(rows), tuple(found)


def _row(claim: Mapping[str, Any], verdict: Verdict) -> dict[str, Any]:
    value = float(claim["nilai_klaim"])
    gap = None if verdict.found is None else float(exact(value) - exact(verdict.found))
    return {
        **{name: claim[name] for name in COLUMNS if name in claim},
        "nilai_hitung": verdict.found,
        "selisih": gap,
        "putusan": verdict.verdict,
        "penjelasan": verdict.words,
    }


def _finding(
    claim: Mapping[str, Any],
    verdict: Verdict,
    report: Mapping[str, float],
    addresses: Addresses,
) -> Finding:
    kind, value = str(claim["besaran"]), float(claim["nilai_klaim"])
    found = verdict.found if verdict.found is not None else float("nan")
    return _at(
        verdict.code,
        claim,
        addresses,
        value=plain(value),
        besaran=NAMES.get(kind, kind),
        awal=plain(report.get("luas_awal", float("nan"))),
        pengurangan=plain(report.get("pengurangan", float("nan"))),
        hitung=ha(found) if kind in (*AREAS, *PERCENTS) else plain(found),
        selisih=ha(abs(value - found)),
    )


def _repeated(group: pd.DataFrame, addresses: Addresses) -> list[Finding]:
    first = group.drop_duplicates("besaran").set_index("besaran")
    later = group[group.duplicated("besaran")]
    return [
        _at(
            "KLAIM-GANDA",
            claim,
            addresses,
            value=plain(float(claim["nilai_klaim"])),
            besaran=NAMES.get(str(claim["besaran"]), str(claim["besaran"])),
            baris_pertama=int(first.loc[claim["besaran"], "_baris"]),
        )
        for claim in later.to_dict("records")
        if claim["nilai_klaim"] != first.loc[claim["besaran"], "nilai_klaim"]
    ]


def _at(code: str, claim: Mapping[str, Any], addresses: Addresses, **words: Any) -> Finding:
    frame = addresses.tables["klaim"]
    label = frame.index[
        (frame["_baris"] == claim["_baris"]) & (frame["_sumber"] == claim["_sumber"])
    ]
    where = addresses.of("klaim", tuple(label[:1]), ("nilai_klaim",))
    return finding(
        code,
        file=where.file,
        sheet=where.sheet,
        cell=where.cell,
        row=where.row,
        wilayah="" if pd.isna(claim["wilayah"]) else str(claim["wilayah"]),
        tahun="" if pd.isna(claim["tahun"]) else int(claim["tahun"]),
        **words,
    )


@cache
def _no_claims() -> pd.DataFrame:
    return _frame([])


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    kinds = {"tahun": "Int64", "_sumber": "int64", "_baris": "int64"}
    kinds |= dict.fromkeys(("nilai_klaim", "nilai_hitung", "selisih"), "float64")
    return frame.astype({name: kinds.get(name, "str") for name in COLUMNS})
