"""Volumes treated per criterion, typed in a table; what they change stands beside them at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from kotaku import view
from kotaku.method.simulation import ExtraWork, Simulation
from kotaku.method.treatment import members, spread, volumes_of
from kotaku.strategy.costs import learn
from kotaku.words.numbers import format_number, format_pct, format_rp
from kotaku.words.safe import plain
from pages.ui.bar.context import Context
from pages.ui.parts import typed

TREATED, PRICE = "Ditangani", "Harga (Rp)"
MOST_UNITS = 500  # in the list, the worst first; the bar's filters show the others
_STORE = "volume_ubah"
_SCENARIO = "simulasi"
_NUMBERS = {
    TREATED: st.column_config.NumberColumn(
        format="localized", min_value=0.0, help="volume yang ditangani"
    ),
    PRICE: st.column_config.NumberColumn(
        format="localized",
        min_value=0,
        step=1000,
        help="rupiah per satuan; dari pekerjaan dalam data atau anggapan",
    ),
}


@dataclass
class Edit:
    """What was typed for one unit: volume and price by criterion."""

    treated: dict[str, float] = field(default_factory=dict)
    price: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class OpenUnit:
    """The unit that is open, with what is left of its problems before the typed volumes."""

    id_unit: str
    before: pd.Series
    criteria: pd.DataFrame
    edit: Edit
    prices: Mapping[str, float]


def choose(page: Context, base: Simulation, data: str) -> OpenUnit | None:
    """Draw the list of units and take over what was typed since the last run."""
    last = base.kondisi[base.kondisi["tahun"] == base.tahun]
    last = last[last["skenario"] == _SCENARIO]
    first = [f"volume_{c}" for c in page.evaluation.regulation.criterion_ids]
    last = last[last[first].notna().all(axis=1)]
    if last.empty:
        st.caption("Volume tiap kriteria belum ada: lengkapi lembar RT dan Kekumuhan.")
        return None
    last = last.sort_values(["total_nilai", "luas_ha"], ascending=False).head(MOST_UNITS)
    names = {row.id_unit: _name(row) for row in last.itertuples()}
    id_unit = st.selectbox(
        f"Ubah volume pada {page.satuan_label}",
        list(names),
        format_func=names.__getitem__,
        key="satuan_diubah",
        width=520,
    )
    store = st.session_state.setdefault(_STORE, {})
    mine = [e for key, e in store.items() if key[0] == data and any(e.treated.values())]
    st.button(
        f"Hapus semua perubahan ({len(mine)} satuan)",
        icon=":material/undo:",
        on_click=_forget,
        disabled=not mine,
    )
    before = last[last["id_unit"] == id_unit].iloc[0]
    edit = store.setdefault((data, page.evaluation.settings.satuan, id_unit), Edit())
    criteria = volumes_of(before, page.evaluation.regulation)
    _take_over(edit, list(criteria["kriteria"]), _key(page, id_unit))
    return OpenUnit(str(id_unit), before, criteria, edit, _prices(page))


def _name(row: Any) -> str:
    where = next((str(p) for p in (row.kawasan, row.kelurahan) if not pd.isna(p)), "")
    place = f", {where}" if where and where != row.nama else ""
    return f"{row.nama}{place} · nilai {format_number(row.total_nilai, 0)}"


def _key(page: Context, id_unit: object) -> str:
    return f"volume {page.evaluation.settings.satuan} {id_unit}"


def _forget() -> None:
    st.session_state.pop(_STORE, None)
    for key in [k for k in st.session_state if str(k).startswith("volume ")]:
        del st.session_state[key]


def _take_over(edit: Edit, criteria: list[str], key: str) -> None:
    typed = st.session_state.get(key, {}).get("edited_rows", {})
    for row, cells in typed.items():
        for column, values in ((TREATED, edit.treated), (PRICE, edit.price)):
            if column in cells:
                values[criteria[int(row)]] = float(cells[column] or 0.0)


def _prices(page: Context) -> dict[str, float]:
    learned = learn(page.dataset.table("pekerjaan"), page.evaluation.regulation)
    return dict(zip(learned["kriteria"], learned["biaya_satuan_rp"], strict=True))


def works(page: Context, data: str, left: pd.DataFrame, tahun: int) -> tuple[ExtraWork, ...]:
    """Return everything typed for this data set as works.

    Parameters
    ----------
    left : DataFrame
        Rows of ``kondisi`` of all RT: what is left before the typed volumes.
    """
    found: list[ExtraWork] = []
    prices = _prices(page)
    for (name, satuan, id_unit), edit in st.session_state.get(_STORE, {}).items():
        if name == data and any(edit.treated.values()):
            rt = members(left, satuan, id_unit)
            found += spread(rt, edit.treated, {**prices, **edit.price}, tahun)
    return tuple(found)


def draw(page: Context, chosen: OpenUnit, found: Simulation) -> None:
    """Draw the table of the open unit, with what its volumes change."""
    rows = found.kondisi
    rows = rows[(rows["id_unit"] == chosen.id_unit) & (rows["skenario"] == _SCENARIO)]
    after = rows[rows["tahun"] == found.tahun].iloc[0]
    table = chosen.criteria
    ids = list(table["kriteria"])
    treated = [chosen.edit.treated.get(c, 0.0) for c in ids]
    price = [{**chosen.prices, **chosen.edit.price}.get(c, 0.0) for c in ids]
    cost = [v * p for v, p in zip(treated, price, strict=True)]
    st.markdown(plain(view.unit_change(chosen.before, after, sum(cost))))
    typed.data_editor(
        pd.DataFrame(
            {
                "Kode": ids,
                "Kriteria": table["nama"],
                "Masalah": [format_number(v) for v in table["masalah"]],
                "Satuan": table["satuan"],
                TREATED: treated,
                PRICE: price,
                "Biaya": [format_rp(v) if v else "" for v in cost],
                "Persen": [
                    _moved(format_pct(before), format_pct(after[f"persen_{c}"]))
                    for c, before in zip(ids, table["persen"], strict=True)
                ],
                "Nilai": [
                    _moved(format_number(before, 0), format_number(after[f"nilai_{c}"], 0))
                    for c, before in zip(ids, table["nilai"], strict=True)
                ],
            }
        ),
        hide_index=True,
        disabled=["Kode", "Kriteria", "Masalah", "Satuan", "Biaya", "Persen", "Nilai"],
        column_config=_NUMBERS,
        key=_key(page, chosen.id_unit),
        height=300,
    )


def _moved(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"
