"""KPI and access to water and sanitation: figures that are missing or cannot be meant."""

from __future__ import annotations

from collections.abc import Iterator

from kotaku.checks.engine import Data, Issue, check
from kotaku.checks.words import plain

_ACCESS = ("kk_air_minum", "kk_sanitasi")


@check("kpi")
def indicators_without_figures(data: Data) -> Iterator[Issue]:
    """An indicator has a target and an achievement; without both there is nothing to tell."""
    frame = data.table("kpi")
    target, reached = frame["target"].isna(), frame["capaian"].isna()
    for code, rows, columns in (
        ("KPI-TANPA-ANGKA", target & reached, ("target", "capaian")),
        ("KPI-TARGET-KOSONG", target & ~reached, ("target",)),
        ("KPI-CAPAIAN-KOSONG", ~target & reached, ("capaian",)),
    ):
        for label, name in frame.loc[rows, "indikator"].items():
            yield Issue(code, "kpi", (label,), columns, str(name))


@check("kpi")
def implausible_indicators(data: Data) -> Iterator[Issue]:
    """A percent lies between 0 and 100; no achievement is many times its target."""
    frame, limits = data.table("kpi"), data.limits["kpi"]
    reached, target = frame["capaian"], frame["target"]
    percent = frame["satuan"].str.strip().str.lower().isin(limits["satuan_persen"])
    most = limits["kelipatan_target"]
    out = percent & ((reached < 0) | (reached > 100))
    far = ~percent & (frame["arah"] != "turun") & (target > 0) & (reached > most * target)
    reasons = (
        (out, "persen hanya 0 sampai 100"),
        (far, f"lebih dari {plain(most)} kali target"),
        (~percent & (reached < 0), "lebih kecil dari nol"),
    )
    for rows, reason in reasons:
        for label, value in reached[rows].items():
            details = {"indikator": frame.loc[label, "indikator"], "alasan": reason}
            columns = ("capaian",)
            yield Issue("KPI-TIDAK-WAJAR", "kpi", (label,), columns, plain(value), details=details)
