"""The bar above every page: its title, the data set, the filters; all of it lives in the URL."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import streamlit as st

import kotaku
from kotaku.evaluation import Settings
from kotaku.method.assessment import Variant
from kotaku.method.sources import SourceBy
from kotaku.rules import all_regulations, entries
from kotaku.view import AccountChoices, account_choices
from kotaku.words.dates import format_date
from kotaku.words.parsing_dates import read_date
from pages.ui.bar import library

KEY = "bilah"  # web/page.css keeps it on one line
EVERYWHERE = "Semua kab/kota"
NEWEST, PROFILE_DAY = "Terbaru", "Menurut Profil"
ALL_YEARS, UNTIL = "Semua tahun", "s.d. "
SATUAN = {"rt": "RT", "kawasan": "Kawasan", "kelurahan": "Kelurahan", "kab_kota": "Kab/kota"}
METODE: Mapping[str, str] = {
    "T: ambang": "T",
    "K: kontribusi terhadap T0": "K_T0",
    "K: kontribusi tahunan": "K_tahun",
    "R0: rumus buku kerja": "R0",
}
RERATA: Mapping[str, Variant] = {
    "Semua persen": "plain",
    "Persen yang bernilai saja": "scored_only",
}
PER_SUMBER: Mapping[str, SourceBy | Literal[""]] = {
    "Tidak dirinci": "",
    "Menurut sumber dana": "sumber_dana",
    "Menurut skala": "skala",
}
SIMULASI = {"Realisasi + simulasi": True, "Realisasi saja": False}
DATA = "data"
CHANGES = "ubah"  # replaced numbers of the regulation: key:value,key:value


@dataclass(frozen=True)
class Filters:
    """What the bar says."""

    entry: library.Entry | None
    kab_kota: str | None = None
    satuan: str = "rt"
    metode: str = "T"
    regulasi: str | None = None  # None follows the data
    rerata: Variant = "plain"
    layanan80: bool = False
    per_sumber: SourceBy | Literal[""] = ""
    simulasi: bool = True
    tahun: int | None = None  # the last year that counts
    penyesuaian: tuple[tuple[str, float], ...] = ()  # replaced numbers of the regulation
    dasar: str = ""  # the base of the account; "" is the newest
    tambahan: bool = False  # units surveyed after the base belong to it
    tanggal_data: date | None = None  # stands for the data date of the Profil


def choose(label: str) -> None:
    """Make a data set the open one from the next run on."""
    st.query_params[DATA] = label


def draw(title: str, at_end: Callable[[], None] | None = None) -> None:
    """Draw the bar, and what stands at its end; pages read the bar with ``filters``.

    It is drawn by app.py, because only widgets of the main script keep their place in the URL when
    the page changes. The data set is not bound to the URL as the filters are but written there by
    hand: links and uploads change it too, and Streamlit lets nothing but the user change what is
    bound.
    """
    shelf = library.shelf()
    if CHANGES in st.query_params:
        st.session_state[CHANGES] = st.query_params[CHANGES]
    elif st.session_state.get(CHANGES):
        st.query_params[CHANGES] = st.session_state[CHANGES]
    if st.query_params.get(DATA) in shelf:
        st.session_state[DATA] = st.query_params[DATA]
    with st.container(key=KEY, horizontal=True, vertical_alignment="center", gap="xsmall"):
        if title:  # a turn of Mode rakor has its own
            st.title(title, anchor=False, width="content")
        label = st.selectbox(
            "Data yang dibahas",
            list(shelf),
            index=None,
            placeholder="Pilih data",
            key=DATA,
            on_change=_to_url,
            label_visibility="collapsed",
        )
        if label is not None:
            _draw_filters(shelf[label])
        if at_end is not None:
            at_end()
    if label is not None and st.query_params.get(DATA) != label:
        st.query_params[DATA] = label  # only when it differs: a write races with page changes


def _to_url() -> None:
    if st.session_state[DATA] is None:
        st.query_params.pop(DATA, None)
    else:
        st.query_params[DATA] = st.session_state[DATA]


@dataclass(frozen=True)
class _Offered:
    """What a data set lets the bar offer."""

    kab_kota: tuple[str, ...]
    units: tuple[str, ...]
    account: AccountChoices
    years: tuple[int, ...]


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs={library.Entry: repr})
def _offered(entry: library.Entry, rules: str) -> _Offered:  # noqa: ARG001 -- part of the cache key
    dataset = library.open_entry(entry)
    evaluation = library.evaluated(entry, None, Settings())
    known = set(evaluation.kondisi["satuan"].unique())
    return _Offered(
        kab_kota=dataset.kab_kota,
        units=tuple(s for s in SATUAN if s in known),
        account=account_choices(dataset, evaluation),
        years=tuple(sorted({int(y) for y in evaluation.akun_luas["tahun"].dropna() if y})),
    )


def _draw_filters(entry: library.Entry) -> None:
    offered = _offered(entry, kotaku.RULES)
    if offered.kab_kota:
        _pick("kab", "Kab/kota", [EVERYWHERE, *offered.kab_kota], 180)
    if offered.units:
        _pick("satuan", "Satuan", [SATUAN[u] for u in offered.units], 125)
    _draw_counting(bool(offered.units), offered.account)
    _pick("skenario", "Keadaan yang dihitung", list(SIMULASI), 205)
    _pick("sampai", "Sampai tahun", [ALL_YEARS, *(f"{UNTIL}{y}" for y in offered.years)], 150)


def _draw_counting(scored: bool, choices: AccountChoices) -> None:
    """Draw how is counted: the method where RT are scored, and what the data leave to choose."""
    if not (scored or choices):
        return
    short = _first(METODE, "metode").partition("_")[0]
    with st.popover(f"Metode {short}" if scored else "Hitungan", width=115):
        if scored:
            _draw_method()
        if choices:
            _draw_account(choices)


def _draw_method() -> None:
    st.selectbox("Peraturan", list(_rule_sets()), key="aturan", bind="query-params")
    st.selectbox("Metode pengurangan", list(METODE), key="metode", bind="query-params")
    st.selectbox("Rata-rata kekumuhan", list(RERATA), key="rerata", bind="query-params")
    st.selectbox(
        "Rincian pengurangan (perkiraan)", list(PER_SUMBER), key="rinci", bind="query-params"
    )
    st.toggle(
        "Syarat lima layanan dasar > 80 %",
        key="layanan",
        bind="query-params",
        help="Satuan keluar dari kumuh bila nilainya di bawah ambang dan jalan, drainase, air "
        "minum, air limbah, dan persampahan masing-masing terlayani lebih dari 80 %.",
    )


def _draw_account(choices: AccountChoices) -> None:
    if choices.bases:
        st.selectbox("Dasar akun", [NEWEST, *choices.bases], key="dasar", bind="query-params")
    if choices.later:
        st.toggle("RT tambahan masuk luas awal", key="tambahan", bind="query-params")
    if choices.days:
        days = [PROFILE_DAY, *(format_date(day) for day in choices.days)]
        st.selectbox("Tanggal data", days, key="tanggal", bind="query-params")


def _rule_sets() -> dict[str, str | None]:
    return {"Menurut data": None, **{r.name: r.id for r in all_regulations()}}


def _first(choices: Mapping[str, Any], key: str) -> Any:
    """Return the meaning of a list's choice; of its first entry when none of it was chosen."""
    word = str(st.session_state.get(key))
    return choices[word if word in choices else next(iter(choices))]


def _pick(key: str, label: str, options: list[str], width: int) -> None:
    st.selectbox(
        label,
        options,
        key=key,
        bind="query-params",
        placeholder="Pilih",
        label_visibility="collapsed",
        width=width,
    )


def filters() -> Filters:
    """Return what the bar says; without a data set, nothing but that."""
    state = st.session_state
    entry = library.shelf().get(state.get(DATA) or "")
    if entry is None:
        return Filters(None)
    place, until = state.get("kab", EVERYWHERE), str(state.get("sampai")).removeprefix(UNTIL)
    return Filters(
        entry=entry,
        kab_kota=None if place == EVERYWHERE else place,
        satuan=next((u for u, word in SATUAN.items() if word == state.get("satuan")), "rt"),
        metode=_first(METODE, "metode"),
        regulasi=_first(_rule_sets(), "aturan"),
        rerata=_first(RERATA, "rerata"),
        layanan80=bool(state.get("layanan", False)),
        per_sumber=_first(PER_SUMBER, "rinci"),
        simulasi=_first(SIMULASI, "skenario"),
        tahun=int(until) if re.fullmatch(r"[0-9]{4}", until) else None,
        penyesuaian=changes(),
        dasar="" if (base := state.get("dasar", NEWEST)) == NEWEST else base,
        tambahan=bool(state.get("tambahan", False)),
        tanggal_data=_day(state.get("tanggal", PROFILE_DAY)),
    )


def _day(words: str) -> date | None:
    read = None if words == PROFILE_DAY else read_date(words)
    return read.value if read else None


def changes() -> tuple[tuple[str, float], ...]:
    """Return the numbers of the regulation that this view replaces; what makes no sense is left."""
    pairs = [part.partition(":") for part in st.session_state.get(CHANGES, "").split(",")]
    known = {e.key for r in all_regulations() for e in entries(r)}
    kept = [(key, number) for key, _, text in pairs if key in known and (number := _number(text))]
    return tuple(kept)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def change(values: Mapping[str, float]) -> None:
    """Replace numbers of the regulation from the next run on; an empty mapping restores all."""
    st.session_state[CHANGES] = ",".join(f"{key}:{value:g}" for key, value in values.items())
    if values:
        st.query_params[CHANGES] = st.session_state[CHANGES]
    else:
        st.query_params.pop(CHANGES, None)


def address(chosen: Filters) -> dict[str, str]:
    """Return what a page's address needs to show what filters say; what is usual is left out."""
    if chosen.entry is None:
        return {}
    usual = _words(Filters(chosen.entry))
    asked = {key: word for key, word in _words(chosen).items() if word != usual[key]}
    return {DATA: chosen.entry.label, **asked}


def take(chosen: Filters) -> None:
    """Let the bar say what filters say, from the next run on: for a callback."""
    usual, state = _words(Filters(chosen.entry)), st.session_state
    for key, word in _words(chosen).items():
        if word != usual[key] or state.get(key, word) != word:
            state[key] = True if word == "true" else False if word == "false" else word


def _words(chosen: Filters) -> dict[str, str]:
    """Return what each part of the bar says, by its key."""
    return {
        "kab": chosen.kab_kota or EVERYWHERE,
        "satuan": SATUAN[chosen.satuan],
        "metode": _word(METODE, chosen.metode),
        "aturan": _word(_rule_sets(), chosen.regulasi),
        "rerata": _word(RERATA, chosen.rerata),
        "rinci": _word(PER_SUMBER, chosen.per_sumber),
        "layanan": str(chosen.layanan80).lower(),
        "skenario": _word(SIMULASI, chosen.simulasi),
        "sampai": f"{UNTIL}{chosen.tahun}" if chosen.tahun else ALL_YEARS,
        CHANGES: ",".join(f"{key}:{value:g}" for key, value in chosen.penyesuaian),
    }


def _word(choices: Mapping[str, Any], meaning: Any) -> str:
    return next((word for word, known in choices.items() if known == meaning), next(iter(choices)))
