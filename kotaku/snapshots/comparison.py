"""Two snapshots held against each other: figures, rows, and the steps from one to the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kotaku.checks.bases import base_of_words, differs
from kotaku.checks.states import AHEAD
from kotaku.method.accounts import REPORTED, WHOLE
from kotaku.snapshots import match, remarks
from kotaku.snapshots.headline import figures, moved, unchanged
from kotaku.snapshots.potret import Potret

FIGURES = ("kunci", "nama", "sebelum", "sesudah", "selisih")
STEPS = ("kunci", "nama", "ha")
ACCOUNT = ("kab_kota", "tahun", "status", "sumber", "sebelum_ha", "sesudah_ha", "selisih_ha")
SCHEDULE = ("kab_kota", "sebelum_pct", "sesudah_pct", "selisih_pp")
FIRST, LAST = "dulu", "kini"
_DECIMALS = 9


@dataclass(frozen=True)
class Comparison:
    """What lies between an earlier and a later snapshot.

    ``angka`` has FIGURES; ``baris`` match.COLUMNS, only rows that are new, gone or changed;
    ``tangga`` STEPS, from the earlier remaining area to the later one [ha]; ``akun`` ACCOUNT and
    ``jadwal`` SCHEDULE, only what differs. ``catatan`` says what to mind when reading them.
    """

    angka: pd.DataFrame
    baris: pd.DataFrame
    tangga: pd.DataFrame
    akun: pd.DataFrame
    jadwal: pd.DataFrame
    catatan: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        still = not moved(self.angka["selisih"]).any()
        return still and all(frame.empty for frame in (self.baris, self.akun, self.jadwal))


def hindrances(before: Potret, after: Potret) -> tuple[str, ...]:
    """Return why two snapshots may not be set against each other, in Indonesian; () when they may.

    Figures of another rule set, method, unit of counting or view are other figures, and so are
    those of another base: a renewed decree starts anew.
    """
    a, b = before.cara, after.cara
    reasons = []
    if before.angka.get("sisa_ha") is not None and after.angka.get("sisa_ha") is not None:
        reasons = [
            remarks.different(name, getattr(a, name), getattr(b, name))
            for name in remarks.WAY
            if getattr(a, name) != getattr(b, name)
        ]
        reasons += _other_base(before.akun, after.akun)
    elif not _share_a_figure(before, after):
        reasons.append(remarks.NOTHING_SHARED)
    return tuple(reasons)


def _other_base(before: pd.DataFrame, after: pd.DataFrame) -> list[str]:
    """Return a sentence where the account of a kab/kota starts from another decree."""
    named = [_named_bases(akun) for akun in (before, after)]
    both = [place for place in named[0] if place in named[1]]
    moved = [p for p in both if differs(base_of_words(named[0][p]), base_of_words(named[1][p]))]
    if not moved:
        return []
    return [remarks.other_base(moved[0], named[0][moved[0]], named[1][moved[0]], len(moved))]


def _named_bases(akun: pd.DataFrame) -> dict[str, str]:
    """Return the decree of each kab/kota whose hectares are reported; older accounts name none."""
    if "dasar_sk" not in akun:
        return {}
    rows = akun[
        (akun["kab_kota"] != WHOLE) & (akun["dasar"] == REPORTED) & (akun["dasar_sk"] != "")
    ]
    return dict(zip(rows["kab_kota"], rows["dasar_sk"], strict=True))


def _share_a_figure(before: Potret, after: Potret) -> bool:
    return any(
        value is not None and after.angka.get(name) is not None
        for name, value in before.angka.items()
        if name in remarks.TELLING
    )


def compare(before: Potret, after: Potret) -> Comparison:
    """Return what lies between two snapshots; the order of their rows plays no part.

    ``compare(a, a)`` is empty, ``compare(b, a)`` the negative of ``compare(a, b)``, and the steps
    of ``tangga`` add up to the later remaining area.

    Raises
    ------
    ValueError
        When they were counted in different ways; :func:`hindrances` says which.
    """
    reasons = hindrances(before, after)
    if reasons:
        raise ValueError(" ".join(reasons))
    matched = match.matched(before.baris, after.baris)
    return Comparison(
        angka=_figures(before, after),
        baris=match.changed(matched),
        tangga=_steps(matched, before, after),
        akun=_account(before, after),
        jadwal=_schedule(before, after),
        catatan=remarks.remarks(before, after),
    )


def _figures(before: Potret, after: Potret) -> pd.DataFrame:
    known = {
        name: (before.angka.get(name), after.angka.get(name))
        for name in figures()
        if name in before.angka or name in after.angka
    }
    frame = pd.DataFrame(
        [
            (name, figures()[name].nama, _float(a), _float(b), _float(b) - _float(a))
            for name, (a, b) in known.items()
        ],
        columns=list(FIGURES),
    )
    return frame.astype({"sebelum": "float64", "sesudah": "float64", "selisih": "float64"})


def _float(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _steps(matched: pd.DataFrame, before: Potret, after: Potret) -> pd.DataFrame:
    """Return the staircase; steps of 0 ha are left out."""
    start, end = _float(before.angka.get("sisa_ha")), _float(after.angka.get("sisa_ha"))
    if np.isnan(start) or np.isnan(end):
        return pd.DataFrame(columns=list(STEPS)).astype({"ha": "float64"})
    sizes = match.step_sizes(matched)
    middle = [(key, remarks.STEPS[key], size) for key, size in sizes.items() if not unchanged(size)]
    rest = end - start - sum(size for _, _, size in middle)
    if not unchanged(rest):  # a remaining area that the rows do not hold
        middle.append(("lain", remarks.STEPS["lain"], rest))
    ends = ((FIRST, remarks.STEPS[FIRST], start), (LAST, remarks.STEPS[LAST], end))
    return pd.DataFrame([ends[0], *middle, ends[1]], columns=list(STEPS))


def _account(before: Potret, after: Potret) -> pd.DataFrame:
    """Return the reductions that differ, by place, year, status and source [ha]."""
    keys = ["kab_kota", "tahun", "status", "sumber"]
    frame = _side_by_side(
        [_seen(one).groupby(keys)["pengurangan_ha"].sum() for one in (before, after)]
    )
    frame.columns = pd.Index(["sebelum_ha", "sesudah_ha"])
    frame = frame.assign(selisih_ha=(frame["sesudah_ha"] - frame["sebelum_ha"]).round(_DECIMALS))
    frame = frame[moved(frame["selisih_ha"])]
    return frame.rename_axis(index=keys).reset_index()[list(ACCOUNT)]


def _seen(potret: Potret) -> pd.DataFrame:
    """Return the account under the snapshot's own view."""
    rows, view = potret.akun, potret.cara.view
    keep = ~rows["status"].isin(AHEAD) | view.simulasi
    if view.tahun is not None:
        keep &= rows["tahun"] <= view.tahun
    return rows[keep]


def _schedule(before: Potret, after: Potret) -> pd.DataFrame:
    """Return the realisation of the Master Schedule that differs, by place [%], the whole first."""
    frame = _side_by_side([latest_weeks(one)["realisasi_pct"] for one in (before, after)], None)
    frame.columns = pd.Index(["sebelum_pct", "sesudah_pct"])
    frame = frame.assign(selisih_pp=frame["sesudah_pct"] - frame["sebelum_pct"])
    one_sided = frame[["sebelum_pct", "sesudah_pct"]].isna().any(axis=1)
    frame = frame[moved(frame["selisih_pp"]) | one_sided].dropna(how="all")
    return frame.rename_axis("kab_kota").reset_index()[list(SCHEDULE)]


def latest_weeks(potret: Potret) -> pd.DataFrame:
    """Return the last week with a realisation of every place, by kab_kota ("" = the whole)."""
    known = potret.mingguan[potret.mingguan["realisasi_pct"].notna()].sort_values("minggu")
    last = known.groupby("kab_kota").last()
    return last.astype({"rencana_pct": "float64", "realisasi_pct": "float64"})


def _side_by_side(parts: Iterable[pd.Series], fill: float | None = 0.0) -> pd.DataFrame:
    joined = pd.concat(list(parts), axis=1, sort=True)
    return joined if fill is None else joined.fillna(fill)


def place_of(name: str) -> str:
    """Return the words for a kab/kota of a comparison."""
    return "Seluruh data" if name == WHOLE else name
