"""Each team's data quality as four percentages, and how each was counted."""

from __future__ import annotations

import pandas as pd
import streamlit as st

import kotaku
from kotaku import view
from kotaku.evaluation import Settings
from kotaku.words.numbers import format_number
from kotaku.words.safe import plain
from pages.ui.bar import before, library
from pages.ui.bar.context import Context
from pages.ui.parts import tables

_COLOURS = {
    "kurang": "background-color: #f6c344; color: #1d1d1d; font-weight: 600",
    "cukup": "background-color: #fbf0d0; color: #1d1d1d",
}


def show(page: Context) -> None:
    """Draw the scores of every kab/kota, the answer first, the counting one click down."""
    entry = page.filters.entry
    assert entry is not None
    earlier = before.dataset(page)
    expected = () if earlier is None else earlier.kab_kota
    scores = _scores(entry, tuple(expected), kotaku.RULES)
    if page.filters.kab_kota is not None:
        scores = scores[scores["kab_kota"] == page.filters.kab_kota]
    st.markdown(f"**{plain(view.scores_answer(scores))}**")
    _matrix(scores)
    with st.expander("Bagaimana dihitung", icon=":material/calculate:"):
        _counted(scores)


@st.cache_resource(max_entries=16, show_spinner=False)
def _scores(entry: library.Entry, expected: tuple[str, ...], rules: str) -> pd.DataFrame:  # noqa: ARG001 -- the cache key
    evaluation = library.evaluated(entry, None, Settings())
    return view.quality_scores(library.open_entry(entry), evaluation, expected)


def _matrix(scores: pd.DataFrame) -> None:
    rules = view.score_rules()
    words = scores.assign(
        teks=[
            f"{format_number(p, 0)} % {j}" if p == p else "–"
            for p, j in zip(scores["persen"], scores["penilaian"], strict=True)
        ]
    )
    table = words.pivot_table(
        index="kab_kota", columns="dimensi", values="teks", aggfunc="first", sort=False
    )
    names = {d: rules[d]["nama"] for d in view.DIMENSIONS}
    table = table[list(names)].rename(columns=names)
    shown = table.rename_axis(columns=None).rename_axis("Kab/kota").reset_index()
    shown["Kab/kota"] = shown["Kab/kota"].replace("", "Seluruh data")
    styled = shown.style.map(lambda word: _COLOURS.get(str(word).rpartition(" ")[2], ""))
    tables.coloured(styled, alt="Empat skor kualitas data tiap kab/kota")
    least = rules["ambang"]
    st.caption(
        f"Baik mulai {least['baik']} %, cukup mulai {least['cukup']} %. – berarti data tidak "
        "memuat apa pun untuk menilainya."
    )


def _counted(scores: pd.DataFrame) -> None:
    rules = view.score_rules()
    for name in view.DIMENSIONS:
        st.markdown(f"**{rules[name]['nama']}.** {rules[name]['arti']}")
    names = {d: rules[d]["nama"] for d in view.DIMENSIONS}
    tables.show(
        scores.assign(
            dimensi=scores["dimensi"].map(names),
            persen=[tables.number(0)(p) for p in scores["persen"]],
        ),
        {
            "kab_kota": "Kab/kota",
            "dimensi": "Skor",
            "persen": "Persen",
            "cara": "Cara menghitung",
        },
        alt="Cara menghitung tiap skor",
        height=360,
    )
    st.caption(
        "Empat sisi ini mengikuti telaah kualitas data WHO (Data Quality Review, 2017) yang juga "
        "dipakai DHIS2. Apa yang dihitung di tiap sisi dan ambangnya disusun untuk aplikasi ini."
    )
