"""A plan as plain data and as short text, for the command line."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from kotaku.strategy.plan import Plan
from kotaku.words.numbers import format_number, format_rp


def figures(plan: Plan, costs: pd.DataFrame) -> dict[str, Any]:
    """Return a plan with the prices it rests on as JSON-ready data; null where nothing is known."""
    chosen = plan.units[plan.units["dipilih"]].drop(columns=["dipilih", "layak", "alasan"])
    out = plan.units[~plan.units["layak"]][["id_unit", "luas_ha", "total_awal", "alasan"]]
    return {
        "kalimat": plan.sentence,
        "catatan": list(plan.remarks),
        "kumuh_ha": plan.kumuh_ha,
        "pengurangan_ha": plan.luas_ha,
        "sisa_ha": plan.sisa_ha,
        "biaya_rp": plan.biaya_rp,
        "tercapai": plan.reached,
        "terbukti_terbaik": plan.optimal,
        "selisih_relatif": plan.gap,
        "aturan_serakah": {"pengurangan_ha": plan.reference_ha, "biaya_rp": plan.reference_rp},
        "unit": records(chosen.assign(tipis=chosen["id_unit"].isin(plan.thin))),
        "lolos_tipis": len(plan.thin),
        "tidak_dapat": records(out),
        "penanganan": records(plan.treatments),
        "volume": records(plan.orders),
        "kurva": records(plan.frontier),
        "biaya_satuan": records(costs),
    }


def summary_lines(plan: Plan) -> list[str]:
    """Return the answer, its remarks and what to order, one line each."""
    lines = [plan.sentence, *plan.remarks, *([plan.thin_words] if plan.thin_words else [])]
    for row in plan.orders.itertuples():
        volume = format_number(row.volume, 2 if row.satuan == "ha" else 0)
        lines.append(
            f"  {row.kriteria}: {volume} {row.satuan} di {row.jumlah_unit} lokasi, "
            f"{format_rp(row.biaya_rp)}"
        )
    return lines


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame as plain dictionaries."""
    return [{str(k): _plain(v) for k, v in row.items()} for row in frame.to_dict("records")]


def _plain(value: Any) -> Any:
    if value is None or value is pd.NA:
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
