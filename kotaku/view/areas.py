"""The account of area of one place: what is done, what is only planned, what is left [ha].

What is under way, planned or simulated never counts as done: it is a second figure, named as such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kotaku.checks.states import AHEAD, DONE, OPEN
from kotaku.words.labels import STATE
from kotaku.words.numbers import format_ha, format_number, format_pct

WHOLE = ""  # kab_kota of the rows that stand for the whole data set
PLACES = (
    "kab_kota", "luas_awal_ha", "realisasi_ha", "simulasi_ha", "terbuka_ha", "kumuh_baru_ha",
    "sisa_ha", "sisa_simulasi_ha", "persen",
)  # fmt: skip
_DECIMALS = 9  # binary noise of sums must not leave 0,00 ha where nothing is left
_FLOWS = ("pengurangan_ha", "kumuh_baru_ha", "tambahan_ha")
_SEEN_HA = 0.005  # less than this reads as 0,00 ha


@dataclass(frozen=True)
class AreaSummary:
    """The area account of one place [ha]: awal + kumuh baru = realisasi + terbuka + sisa.

    ``simulasi_ha`` is what is under way, planned or simulated, part of ``sisa_ha``; ``rencana``
    says in words what that is, such as ``simulasi 2019``. ``terbuka_ha`` left the account without
    anybody saying where. ``kumuh_baru_ha`` became kumuh since, ``kumuh_baru_simulasi_ha`` what of
    it the plan leaves; ``tambahan_ha`` was surveyed later and is in no balance. ``dasar_sk`` is
    the base of the account. ``target_sisa_ha`` is this very place's, None where it has none.
    """

    kab_kota: str
    luas_awal_ha: float
    realisasi_ha: float
    simulasi_ha: float = 0.0
    terbuka_ha: float = 0.0
    target_sisa_ha: float | None = None
    rencana: str = ""
    kumuh_baru_ha: float = 0.0
    kumuh_baru_simulasi_ha: float = 0.0
    tambahan_ha: float = 0.0
    dasar_sk: str = ""

    @property
    def sisa_ha(self) -> float:
        """Hectares still kumuh at the data date."""
        return round(self.luas_awal_ha - self.berkurang_ha + self.kumuh_baru_ha, _DECIMALS) + 0.0

    @property
    def sisa_simulasi_ha(self) -> float:
        """Hectares still kumuh once the plan is carried out."""
        more = self.kumuh_baru_simulasi_ha - self.kumuh_baru_ha
        return round(self.sisa_ha - self.simulasi_ha + more, _DECIMALS) + 0.0

    @property
    def berkurang_ha(self) -> float:
        """Hectares no longer kumuh at the data date, the unexplained part included."""
        return self.realisasi_ha + self.terbuka_ha

    @property
    def terlaksana_ha(self) -> float:
        """Hectares realised once the plan is carried out."""
        return self.realisasi_ha + self.simulasi_ha

    @property
    def realisasi_pct(self) -> float:
        """Share of the initial area that is realised [%]; NaN without an initial area."""
        return _share(self.realisasi_ha, self.luas_awal_ha)

    @property
    def terlaksana_pct(self) -> float:
        """Share of the initial area realised once the plan is carried out [%]."""
        return _share(self.terlaksana_ha, self.luas_awal_ha)

    @property
    def sisa_pct(self) -> float:
        """Share of the initial area that is still kumuh [%]; NaN without an initial area."""
        return _share(self.sisa_ha, self.luas_awal_ha)

    @property
    def kurang_ha(self) -> float | None:
        """Hectares still to go to the target; None when no target is set or nothing is known."""
        return self._gap(self.sisa_ha)

    @property
    def kurang_simulasi_ha(self) -> float | None:
        """Hectares still to go to the target once the plan is carried out."""
        return self._gap(self.sisa_simulasi_ha)

    def _gap(self, left: float) -> float | None:
        if self.target_sisa_ha is None or left != left:  # NaN without an initial area
            return None
        return max(0.0, round(left - self.target_sisa_ha, _DECIMALS))


def _share(part: float, whole: float) -> float:
    return part / whole * 100 if whole else float("nan")


def planned(status: pd.Series) -> pd.Series[bool]:
    """Tell of each status whether it is still to be done: under way, planned or simulated."""
    found: pd.Series[bool] = status.isin(AHEAD)
    return found


def select_account(
    akun_luas: pd.DataFrame, *, simulasi: bool = True, sampai_tahun: int | None = None
) -> pd.DataFrame:
    """Return the account without plans or without later years, its balances drawn up again.

    Parameters
    ----------
    akun_luas : DataFrame
        kab_kota, tahun, status, luas_awal_ha, pengurangan_ha [ha] in account order.
    simulasi : bool
        Whether what is under way, planned or simulated stays in.
    sampai_tahun : int, optional
        The last year that stays in.
    """
    keep = pd.Series(True, index=akun_luas.index)
    if not simulasi:
        keep &= ~planned(akun_luas["status"])
    if sampai_tahun is not None:
        keep &= akun_luas["tahun"] <= sampai_tahun
    rows = pd.concat([akun_luas[keep], _untouched(akun_luas[~keep], akun_luas[keep])])
    total = rows.groupby("kab_kota")["pengurangan_ha"].cumsum()
    awal, new = rows["luas_awal_ha"], _flow(rows, "kumuh_baru_ha")
    return rows.assign(
        pengurangan_kumulatif_ha=total,
        sisa_ha=awal - total + new.groupby(rows["kab_kota"]).cumsum(),
        persen=(total / awal * 100).where(awal != 0),
    )


def _untouched(left_out: pd.DataFrame, kept: pd.DataFrame) -> pd.DataFrame:
    """Return a row without reduction for each place that has none left: its area still counts."""
    lost = left_out[~left_out["kab_kota"].isin(kept["kab_kota"])]
    first = lost.drop_duplicates("kab_kota")
    flows = [c for c in ("pengurangan_ha", "kumuh_baru_ha", "tambahan_ha") if c in first]
    texts = {"sumber": ""} if "sumber" in first else {}
    return first.assign(status=DONE, **dict.fromkeys(flows, 0.0), **texts)


def _flow(rows: pd.DataFrame, column: str) -> pd.Series[float]:
    """Return what stands beside the reductions [ha]; 0 in accounts that do not tell it."""
    return rows[column].fillna(0.0) if column in rows else pd.Series(0.0, rows.index)


def area_by_place(akun_luas: pd.DataFrame) -> pd.DataFrame:
    """Return one row per kab_kota of an area account (columns PLACES), most sisa first.

    ``sisa_ha`` is what is left now, ``sisa_simulasi_ha`` what is left once the plan is carried
    out, ``persen`` the share realised; the row of the whole data set is left out.
    """
    rows = [
        area_summary(akun_luas, kab_kota=name)
        for name in akun_luas["kab_kota"].unique()
        if name != WHOLE
    ]
    names = {"persen": "realisasi_pct"}
    frame = pd.DataFrame(
        [tuple(getattr(s, names.get(c, c)) for c in PLACES) for s in rows if s],
        columns=list(PLACES),
    )
    return frame.sort_values(
        ["sisa_ha", "luas_awal_ha", "kab_kota"], ascending=[False, False, True], ignore_index=True
    )


def columns_of(akun_luas: pd.DataFrame, kab_kota: str) -> Callable[[str], NDArray[Any]]:
    """Return what gives a column of the account of one place; flows that nobody told are 0 [ha].

    A column at a time: the rows of a whole frame would cost far more, and slides ask often.
    """
    own = (akun_luas["kab_kota"] == kab_kota).to_numpy()

    def column(name: str) -> NDArray[Any]:
        if name in _FLOWS:
            values: NDArray[Any] = _flow(akun_luas, name).to_numpy()
        else:
            values = akun_luas[name].to_numpy()
        chosen: NDArray[Any] = values[own]
        return chosen

    return column


def area_summary(
    akun_luas: pd.DataFrame, *, kab_kota: str = WHOLE, target_sisa_ha: float | None = None
) -> AreaSummary | None:
    """Return the account of one place (the whole data set by default), None when it has none."""
    of = columns_of(akun_luas, kab_kota)
    status, gone, new = of("status"), of("pengurangan_ha"), of("kumuh_baru_ha")
    if not len(status):
        return None
    ahead = np.isin(status, AHEAD)
    return AreaSummary(
        kab_kota=kab_kota,
        luas_awal_ha=float(of("luas_awal_ha")[0]),
        realisasi_ha=float(gone[status == DONE].sum()),
        simulasi_ha=float(gone[ahead].sum()),
        terbuka_ha=float(gone[status == OPEN].sum()),
        target_sisa_ha=target_sisa_ha,
        rencana=plan_words(status[ahead], of("tahun")[ahead]) if ahead.any() else "",
        kumuh_baru_ha=float(new[~ahead].sum()),
        kumuh_baru_simulasi_ha=float(new.sum()),
        tambahan_ha=float(of("tambahan_ha").sum()),
        dasar_sk=str(of("dasar_sk")[0]) if "dasar_sk" in akun_luas else "",
    )


def plan_words(statuses: Iterable[str], years: Iterable[float]) -> str:
    """Return what is still to be done, such as ``simulasi 2019`` or ``rencana 2024–2026``."""
    states = " dan ".join(STATE.get(s, s) for s in sorted(set(statuses)))
    known = sorted({int(y) for y in years if y})
    if not known:
        return states
    last = f"\N{EN DASH}{known[-1]}" if len(known) > 1 else ""
    return f"{states} {known[0]}{last}"


def small_ha(value: float) -> str:
    """Return hectares with as many decimals as it takes to tell them from nothing."""
    return format_ha(value, 4 if 0 < value < _SEEN_HA else 2)


def whole_ha(value: float | None) -> str:
    """Return hectares of a target, without decimals where there are none."""
    return format_ha(value, 0 if value is not None and float(value).is_integer() else 2)


def achieved_words(area: AreaSummary, per: str = "") -> str:
    """Return what is realised, and what the plan would add, as one sentence without its stop.

    Parameters
    ----------
    per : the data date in words; "" where it is unknown
    """
    when = f" per {per}" if per else ""
    parts = [f"{format_ha(area.realisasi_ha)}{_pct(area.realisasi_pct)} terealisasi{when}"]
    parts += _beside(area)
    if area.simulasi_ha:
        added = f"{format_ha(area.terlaksana_ha)}{_pct(area.terlaksana_pct)}"
        parts.append(f"{added} bila {area.rencana} terlaksana")
    return "; ".join(parts)


def _beside(area: AreaSummary) -> list[str]:
    """Return what stands beside what is realised: gone without details, and slum that is new."""
    found = (
        (area.terbuka_ha, f"{format_ha(area.terbuka_ha)} lagi berkurang tanpa rincian"),
        (area.kumuh_baru_ha, f"kumuh baru {format_ha(area.kumuh_baru_ha)}"),
    )
    return [words for hectares, words in found if hectares]


def left_words(area: AreaSummary) -> str:
    """Return what is left now, against the target where there is one, without its stop."""
    if area.luas_awal_ha != area.luas_awal_ha:  # NaN
        return "Luas awal belum diketahui, sehingga sisanya tidak dapat dihitung"
    first = f"Sisa {format_ha(area.sisa_ha)} dari {format_ha(area.luas_awal_ha)}"
    first += _pct(area.sisa_pct)
    if area.tambahan_ha:
        first += f", di luar tambahan {format_ha(area.tambahan_ha)} yang didata kemudian"
    return first if area.kurang_ha is None else f"{first}; {target_words(area)}"


def state_words(area: AreaSummary) -> tuple[str, ...]:
    """Return what is realised, what is only planned, and the target: one line each."""
    done = f"Realisasi {format_ha(area.realisasi_ha)}{_pct(area.realisasi_pct)}"
    lines = [f"{done}, sisa {format_ha(area.sisa_ha)}"]
    lines += [f"{words[:1].upper()}{words[1:]}" for words in _beside(area)]
    if area.simulasi_ha:
        plan = f"{area.rencana[:1].upper()}{area.rencana[1:]}"
        left = format_ha(area.sisa_simulasi_ha)
        lines.append(f"{plan} {format_ha(area.simulasi_ha)} lagi, sisa {left} bila terlaksana")
    if area.kurang_ha is not None:
        gap = f"kurang {small_ha(area.kurang_ha)}" if area.kurang_ha else "tercapai"
        lines.append(f"Target {whole_ha(area.target_sisa_ha)}: {gap}")
    return tuple(lines)


def _pct(value: float) -> str:
    return f" ({format_pct(value)})" if value == value else ""


def answer(area: AreaSummary, places: pd.DataFrame, per: str = "") -> str:
    """Return the page's answer: realised, planned, left, and where most of it lies."""
    first = [f"{achieved_words(area, per)}.", f"{left_words(area)}."]
    return " ".join([*first, *_concentration(area, places)])


def target_words(area: AreaSummary) -> str:
    """Return what is left against the target; the share that is left where no target is set.

    A target is reached by what is realised alone; what the plan leaves stands behind it.
    """
    if area.kurang_ha is None or area.kurang_simulasi_ha is None:
        return f"sisa {format_pct(area.sisa_pct)}"
    target = f"target {whole_ha(area.target_sisa_ha)}"
    if area.kurang_ha == 0:
        return f"{target} tercapai"
    words = f"{target}, kurang {small_ha(area.kurang_ha)}"
    if not area.simulasi_ha:
        return words
    if area.kurang_simulasi_ha == 0:
        return f"{words}, cukup bila {area.rencana} terlaksana"
    return f"{words} ({small_ha(area.kurang_simulasi_ha)} bila {area.rencana} terlaksana)"


def _concentration(area: AreaSummary, places: pd.DataFrame) -> list[str]:
    """Say where most of what remains lies, when few places hold it."""
    if len(places) < 3 or not area.sisa_ha > 0:
        return []
    top = places.nlargest(2, "sisa_ha")
    share = _share(float(top["sisa_ha"].sum()), float(places["sisa_ha"].sum()))
    if share < 50:
        return []
    names = " dan ".join(top["kab_kota"])
    return [f"{format_number(share, 0)} % sisanya ada di {names}."]


def reduction_answer(area: AreaSummary, per: str = "") -> str:
    """Return how many hectares left the account and by what, as one Indonesian sentence."""
    left = f"sisa {format_ha(area.sisa_ha)} dari {format_ha(area.luas_awal_ha)}"
    if area.luas_awal_ha != area.luas_awal_ha:  # NaN
        left = "luas awal belum diketahui"
    elif area.simulasi_ha:
        left += f" ({format_ha(area.sisa_simulasi_ha)} bila terlaksana)"
    return f"{achieved_words(area, per)}; {left}."
