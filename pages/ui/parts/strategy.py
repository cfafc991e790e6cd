"""The cheapest package to the target, as a section of a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from kotaku.charts.change import frontier_curve
from kotaku.strategy.assumptions import assumptions
from kotaku.strategy.costs import learn, unplaced
from kotaku.strategy.plan import Options, Plan, make_plan, units_from
from kotaku.strategy.problem import TreatmentRules
from kotaku.strategy.words import stage
from kotaku.words.numbers import format_ha, format_number, format_rp_short
from kotaku.words.safe import plain
from pages.ui.bar import context, jobs
from pages.ui.bar.context import Context
from pages.ui.parts import cards, charts, tables, typed
from pages.ui.parts.cards import Card

ALL, BUDGET, LEFT, YEARLY = (
    "Semua yang dapat tuntas",
    "Anggaran (juta Rp)",
    "Sisa paling banyak (ha)",
    "Anggaran per tahun",
)
MILLION = 1_000_000
PLACES = {
    "kawasan": "Kawasan",
    "kelurahan": "Kelurahan",
    "kecamatan": "Kecamatan",
    "kab_kota": "Kab/kota",
}


@dataclass(frozen=True)
class _Question:
    goal: str
    amount: float
    whole_kawasan: bool
    services: bool
    excluded: tuple[str, ...]
    yearly: tuple[tuple[int, float], ...]  # year, rupiah


def show(page: Context) -> None:
    """Draw the question, the answer, the curve, the order list and the units."""
    units = units_from(
        page.evaluation.kondisi,
        page.evaluation.settings.satuan,
        "simulasi" if page.filters.simulasi else "realisasi",
    )
    if page.evaluation.bukti != "volume" or units.empty:
        context.lacks("lembar RT dan Kekumuhan dengan volume dan pembagi")
    question = _ask(page)
    prices = _prices(page)
    running = _solving(page, units, question, prices)
    if len(units) > assumptions().search.awaited_units and not running.future.done():
        jobs.waiting(running, stage)
        return
    with st.spinner("Mencari paket termurah …"):
        plan = running.future.result()
    _answer(page, plan, (question, _price_key(prices)))


def _answer(page: Context, plan: Plan, asked: object) -> None:
    st.markdown(f"#### {plain(plan.sentence)}")
    cards.row(
        [
            Card("Biaya paket", format_rp_short(plan.biaya_rp), "perkiraan menurut harga di bawah"),
            Card("Berkurang", format_ha(plan.luas_ha), f"dari {format_ha(plan.kumuh_ha)} kumuh"),
            Card("Sisa kumuh", format_ha(plan.sisa_ha), page.unit_label),
        ]
    )
    for remark in (*plan.remarks, *([plan.thin_words] if plan.thin_words else [])):
        st.caption(plain(remark))
    left, right = st.columns(2)
    with left:
        charts.draw(
            page,
            f"biaya {hash(asked)}",
            lambda: frontier_curve(
                plan.frontier, source=page.short_source, chosen=(plan.biaya_rp, plan.luas_ha)
            ),
            share=0.5,
        )
    with right:
        st.markdown("**Volume yang dipesan**")
        _orders(plan)
    _chosen(plan)


def _ask(page: Context) -> _Question:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        goal = st.segmented_control(
            "Tujuan", [ALL, BUDGET, LEFT, YEARLY], default=ALL, required=True, key="tujuan"
        )
        amount = 0.0
        if goal in (BUDGET, LEFT):
            amount = st.number_input(
                goal, min_value=0.0, value=500.0 if goal == BUDGET else 0.0, width=200
            )
        whole = st.toggle("Tuntaskan kawasan utuh")
        services = st.toggle("Lima layanan dasar > 80 %")
    yearly = _ask_years(page) if goal == YEARLY else ()
    names = {f"{c.id} {c.name}": c.id for c in page.evaluation.regulation.criteria}
    excluded = st.multiselect(
        "Kriteria yang tidak dapat ditangani", list(names), placeholder="Tidak ada"
    )
    return _Question(
        str(goal), float(amount), whole, services, tuple(names[name] for name in excluded), yearly
    )


def _ask_years(page: Context) -> tuple[tuple[int, float], ...]:
    last = int(page.evaluation.kondisi["tahun"].max())
    edited = typed.data_editor(
        pd.DataFrame({"Tahun": [last + 1, last + 2], "Anggaran (juta Rp)": [500.0, 500.0]}),
        num_rows="dynamic",
        hide_index=True,
        width=360,
        column_config={
            "Tahun": st.column_config.NumberColumn(format="%d", step=1, required=True),
            "Anggaran (juta Rp)": st.column_config.NumberColumn(
                format="localized", min_value=0.0, required=True
            ),
        },
        key="anggaran_tahunan",
    ).dropna()
    by_year = edited.groupby("Tahun")["Anggaran (juta Rp)"].sum()
    return tuple((int(year), float(amount) * MILLION) for year, amount in by_year.items())


def _prices(page: Context) -> pd.DataFrame:
    with st.expander("Harga satuan per kriteria (dapat diubah)", icon=":material/payments:"):
        learned = learn(
            page.dataset.table("pekerjaan"),
            page.evaluation.regulation,
            left_out=unplaced(page.dataset.findings),
        )
        return typed.data_editor(
            learned.assign(paket_terkecil=0.0),
            hide_index=True,
            disabled=["kriteria", "satuan", "jumlah_pekerjaan", "sumber"],
            column_config={
                "kriteria": "Kriteria",
                "satuan": "Satuan",
                "biaya_satuan_rp": st.column_config.NumberColumn(
                    "Harga (Rp per satuan)",
                    format="localized",
                    min_value=1,
                    step=1000,
                    required=True,
                ),
                "paket_terkecil": st.column_config.NumberColumn(
                    "Paket terkecil", format="localized", min_value=0.0
                ),
                "jumlah_pekerjaan": "Pekerjaan contoh",
                "sumber": "Sumber harga",
            },
            key="harga",
        )


def _solving(
    page: Context, units: pd.DataFrame, ask: _Question, prices: pd.DataFrame
) -> jobs.Job[Plan]:
    """Return the search for the plan, shared by all who ask the same."""
    options = Options(
        rules=TreatmentRules(
            excluded=frozenset(ask.excluded), minimum=_minimum(prices), services=ask.services
        ),
        whole_kawasan=ask.whole_kawasan,
    )

    def solve(progress: Callable[[float], None]) -> Plan:
        return make_plan(
            units,
            page.evaluation.regulation,
            prices,
            anggaran_rp=ask.amount * MILLION if ask.goal == BUDGET else None,
            sisa_ha=ask.amount if ask.goal == LEFT else None,
            yearly_budgets=dict(ask.yearly) or None,
            options=options,
            progress=progress,
        )

    return jobs.job((page.filters, ask, _price_key(prices)), solve)


def _price_key(prices: pd.DataFrame) -> tuple[object, ...]:
    columns = ["kriteria", "biaya_satuan_rp", "paket_terkecil"]
    return tuple(prices[columns].itertuples(index=False, name=None))


def _minimum(prices: pd.DataFrame) -> dict[str, float]:
    asked = prices[prices["paket_terkecil"] > 0]
    return dict(zip(asked["kriteria"], asked["paket_terkecil"].astype(float), strict=True))


def _orders(plan: Plan) -> None:
    tables.show(
        plan.orders,
        {
            "kriteria": "Kriteria",
            "volume": "Volume",
            "satuan": "Satuan",
            "jumlah_unit": "Unit",
            "biaya_rp": "Biaya (Rp)",
        },
        {"volume": tables.number(), "biaya_rp": tables.number(0), "jumlah_unit": tables.number(0)},
        alt="Volume yang dipesan tiap kriteria",
    )


def _known(rows: pd.DataFrame, column: str) -> bool:
    return column in rows and bool(rows[column].notna().any())


def _chosen(plan: Plan) -> None:
    chosen = plan.units[plan.units["dipilih"]]
    st.markdown(f"**{format_number(len(chosen), 0)} satuan dalam paket**")
    tables.show(
        chosen,
        {
            **({"tahun": "Tahun"} if chosen["tahun"].notna().any() else {}),
            "nama": "Nama",
            **{c: words for c, words in PLACES.items() if _known(chosen, c)},
            "luas_ha": "Luas (ha)",
            "total_awal": "Nilai sekarang",
            "total_akhir": "Nilai sesudah",
            "biaya_rp": "Biaya (Rp)",
        },
        {
            "tahun": tables.year,
            "luas_ha": tables.number(),
            "total_awal": tables.number(0),
            "total_akhir": tables.number(0),
            "biaya_rp": tables.number(0),
        },
        alt="Satuan dalam paket",
    )
