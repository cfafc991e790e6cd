"""Indicators that tell hectares which the account tells too: both are named, none is chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from kotaku.checks.address import Addresses
from kotaku.checks.limits import limits
from kotaku.checks.twice import in_percent, telling
from kotaku.checks.words import plain
from kotaku.dataset import Dataset
from kotaku.findings import Finding
from kotaku.words.numbers import format_ha, format_pct

WHOLE = ""
# besaran -> what the account says, the one that is meant first; in percent and in hectares
Told = Mapping[str, Sequence[tuple[float, float]]]


def said_twice(dataset: Dataset, account: Mapping[str, Told]) -> Iterator[Finding]:
    """Yield a finding for each indicator whose hectares or percent the account says otherwise.

    Parameters
    ----------
    account : by kab/kota ("" the whole) and besaran ("pengurangan", "sisa") the (percent,
        hectares) that the account knows: realised, and with the plan
    """
    kpi = dataset.table("kpi")
    addresses = Addresses(dataset.tables, dataset.sources)
    for quantity in ("pengurangan", "sisa"):
        rows = telling(kpi, quantity)
        for label, row in rows[in_percent(rows) | _in_hectares(rows)].iterrows():
            place = row["kab_kota"] if isinstance(row["kab_kota"], str) else WHOLE
            known = account.get(place, {}).get(quantity, ())
            percent = bool(in_percent(rows.loc[[label]]).iloc[0])
            mine = [pair[0 if percent else 1] for pair in known]
            allowed = limits()["dua_kali"]
            margin = (allowed["toleransi_pp"] if percent else allowed["toleransi_ha"]) + 1e-9
            if not mine or any(abs(value - row["capaian"]) <= margin for value in mine):
                continue
            where = addresses.of("kpi", (label,), ("capaian",))
            yield where.finding(
                "BESARAN-DUA-KALI",
                value=plain(float(row["capaian"])),
                place=place,
                indikator=row["indikator"],
                satuan=row["satuan"],
                lain=format_pct(mine[0]) if percent else format_ha(mine[0]),
                sumber="akun luas",
            )


def _in_hectares(rows: pd.DataFrame) -> pd.Series[bool]:
    unit = rows["satuan"].str.strip().str.lower()
    return unit.isin(limits()["dua_kali"]["satuan_ha"]).astype("bool")
