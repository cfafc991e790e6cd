"""Rows of two snapshots side by side: which unit is which, what became of it."""

from __future__ import annotations

import pandas as pd

from kotaku.snapshots.headline import moved
from kotaku.snapshots.rows import PARTS, PLACELESS, REPORTED_UNIT

NEW, GONE, CHANGED, BASIS, SAME = "baru", "hilang", "berubah", "dasar", "tetap"
COLUMNS = (
    "perubahan",
    "kab_kota",
    "tempat",
    "nama",
    "awal_sebelum_ha",
    "awal_sesudah_ha",
    "berkurang_sebelum_ha",
    "berkurang_sesudah_ha",
    "sisa_sebelum_ha",
    "sisa_sesudah_ha",
    "selisih_sisa_ha",
    "tingkat_sebelum",
    "tingkat_sesudah",
)
_SIDES = ("sebelum", "sesudah")
_NUMBERS = (*PARTS, "sisa_ha", "nilai")


def matched(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return one row per unit of either snapshot; columns of both sides end in their name.

    A unit is the same by its key, else by its place names where these are its own on both sides:
    ids are sometimes given anew. ``perubahan`` is one of NEW, GONE, CHANGED, BASIS (its place
    is counted from RT on one side and from reports on the other) and SAME.
    """
    sides = [frame.set_index("kunci", drop=False) for frame in (before, after)]
    sides[1] = sides[1].rename(index=_renamed(sides[0], sides[1]))
    joined = sides[0].add_suffix("_sebelum").join(sides[1].add_suffix("_sesudah"), how="outer")
    here, there = joined["kunci_sebelum"].notna(), joined["kunci_sesudah"].notna()
    for name in ("kab_kota", "tempat", "nama"):
        joined[name] = joined[f"{name}_sesudah"].fillna(joined[f"{name}_sebelum"])
    for side in _SIDES:
        numbers = [f"{name}_{side}" for name in (*PARTS, "sisa_ha")]
        joined[numbers] = joined[numbers].fillna(0.0)
        joined[f"tingkat_{side}"] = joined[f"tingkat_{side}"].fillna("")
    state = pd.Series(SAME, index=joined.index, dtype="str")
    state[_differs(joined)] = CHANGED
    state[here & ~there] = GONE
    state[there & ~here] = NEW
    places = _rebased(before, after)
    rebased = pd.concat([joined[f"kab_kota_{s}"].isin(places) for s in _SIDES], axis=1).any(axis=1)
    state[rebased & (state != SAME)] = BASIS
    return joined.assign(perubahan=state).sort_index()


def _renamed(before: pd.DataFrame, after: pd.DataFrame) -> dict[str, str]:
    """Return the earlier key of each later row that only its place names recognise."""
    lonely = [
        frame[~frame.index.isin(other.index)].drop_duplicates("alias", keep=False)
        for frame, other in ((before, after), (after, before))
    ]
    both = lonely[0].set_index("alias")["kunci"].to_frame("dulu")
    both = both.join(lonely[1].set_index("alias")["kunci"].rename("kini"), how="inner")
    return dict(zip(both["kini"], both["dulu"], strict=True))


def _differs(joined: pd.DataFrame) -> pd.Series[bool]:
    gaps = [joined[f"{n}_sesudah"] - joined[f"{n}_sebelum"] for n in _NUMBERS]
    shifted = pd.concat([moved(gap) for gap in gaps], axis=1).any(axis=1)
    return shifted | (joined["tingkat_sesudah"] != joined["tingkat_sebelum"])


def _rebased(before: pd.DataFrame, after: pd.DataFrame) -> set[str]:
    """Return the kab/kota counted from RT on one side and from reports on the other."""
    by_rt, by_report = zip(*(_bases(frame) for frame in (before, after)), strict=True)
    rebased: set[str] = (by_rt[0] & by_report[1]) | (by_rt[1] & by_report[0])
    return rebased


def _bases(rows: pd.DataFrame) -> tuple[set[str], set[str]]:
    reported = rows["jenis"] == REPORTED_UNIT
    computed = ~reported & (rows["jenis"] != PLACELESS)
    return set(rows.loc[computed, "kab_kota"]), set(rows.loc[reported, "kab_kota"])


def changed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are not the same, the largest change of remaining area first."""
    frame = rows[rows["perubahan"] != SAME].copy()
    for side in _SIDES:
        frame[f"awal_{side}_ha"] = frame[f"awal_ha_{side}"]
        frame[f"sisa_{side}_ha"] = frame[f"sisa_ha_{side}"]
        frame[f"berkurang_{side}_ha"] = frame[f"awal_ha_{side}"] - frame[f"sisa_ha_{side}"]
    frame["selisih_sisa_ha"] = frame["sisa_sesudah_ha"] - frame["sisa_sebelum_ha"]
    order = frame["selisih_sisa_ha"].abs().sort_values(ascending=False, kind="stable").index
    return frame.loc[order, list(COLUMNS)].reset_index(drop=True)


def step_sizes(rows: pd.DataFrame) -> dict[str, float]:
    """Return by how much each cause moved the remaining area [ha].

    New and departed units count with what remains of them; units of both sides with the
    correction of their initial area and with their reductions by status.
    """
    gap = {n: rows[f"{n}_sesudah"] - rows[f"{n}_sebelum"] for n in (*PARTS, "sisa_ha")}
    state = rows["perubahan"]
    both = state.isin([CHANGED, SAME])
    whole = {key: float(gap["sisa_ha"][state == key].sum()) for key in (NEW, GONE, BASIS)}
    return {
        **whole,
        "koreksi_awal": float(gap["awal_ha"][both].sum()),
        "realisasi": -float(gap["realisasi_ha"][both].sum()),
        "terbuka": -float(gap["terbuka_ha"][both].sum()),
        "kumuh_baru": float(gap["kumuh_baru_ha"][both].sum()),
    }
