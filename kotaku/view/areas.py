"""The area account in headline figures and one sentence."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from kotaku.checks.states import AHEAD
from kotaku.words.numbers import format_ha, format_number, format_pct

WHOLE = ""  # kab_kota of the rows that stand for the whole data set


@dataclass(frozen=True)
class AreaSummary:
    """The area account of one place in hectares: awal = realisasi + simulasi + terbuka + sisa."""

    kab_kota: str
    luas_awal_ha: float
    realisasi_ha: float
    simulasi_ha: float
    terbuka_ha: float
    sisa_ha: float
    target_sisa_ha: float | None = None

    @property
    def berkurang_ha(self) -> float:
        """Hectares no longer kumuh, simulation and unexplained part included."""
        return self.luas_awal_ha - self.sisa_ha

    @property
    def berkurang_pct(self) -> float:
        """Share of the initial area that is no longer kumuh [%]; NaN without an initial area."""
        return _share(self.berkurang_ha, self.luas_awal_ha)

    @property
    def sisa_pct(self) -> float:
        """Share of the initial area that is still kumuh [%]; NaN without an initial area."""
        return _share(self.sisa_ha, self.luas_awal_ha)

    @property
    def kurang_ha(self) -> float | None:
        """Hectares still to go to the target; None when no target is set."""
        if self.target_sisa_ha is None:
            return None
        return max(0.0, self.sisa_ha - self.target_sisa_ha)


def _share(part: float, whole: float) -> float:
    return part / whole * 100 if whole else float("nan")


def select_account(
    akun_luas: pd.DataFrame, *, simulasi: bool = True, sampai_tahun: int | None = None
) -> pd.DataFrame:
    """Return the account without simulation or without later years, its balances drawn up again.

    Parameters
    ----------
    akun_luas : DataFrame
        kab_kota, tahun, status, luas_awal_ha, pengurangan_ha [ha] in account order.
    simulasi : bool
        Whether rows of status simulasi stay in.
    sampai_tahun : int, optional
        The last year that stays in.
    """
    keep = pd.Series(True, index=akun_luas.index)
    if not simulasi:
        keep &= ~akun_luas["status"].isin(AHEAD)
    if sampai_tahun is not None:
        keep &= akun_luas["tahun"] <= sampai_tahun
    rows = akun_luas[keep].copy()
    total = rows.groupby("kab_kota")["pengurangan_ha"].cumsum()
    awal, new = rows["luas_awal_ha"], rows.get("kumuh_baru_ha", rows["luas_awal_ha"] * 0)
    return rows.assign(
        pengurangan_kumulatif_ha=total,
        sisa_ha=awal - total + new.groupby(rows["kab_kota"]).cumsum(),
        persen=(total / awal * 100).where(awal != 0),
    )


def area_by_place(akun_luas: pd.DataFrame) -> pd.DataFrame:
    """Return one row per kab_kota of an area account, most sisa first.

    Parameters
    ----------
    akun_luas : DataFrame
        kab_kota, status, luas_awal_ha, pengurangan_ha, sisa_ha in account order.

    Returns
    -------
    DataFrame
        kab_kota, luas_awal_ha, realisasi_ha, simulasi_ha, terbuka_ha, sisa_ha, persen [%];
        the row of the whole data set is left out.
    """
    rows = [
        area_summary(akun_luas, kab_kota=name)
        for name in akun_luas["kab_kota"].unique()
        if name != WHOLE
    ]
    frame = pd.DataFrame(
        [
            (
                s.kab_kota,
                s.luas_awal_ha,
                s.realisasi_ha,
                s.simulasi_ha,
                s.terbuka_ha,
                s.sisa_ha,
                s.berkurang_pct,
            )
            for s in rows
            if s
        ],
        columns=[
            "kab_kota",
            "luas_awal_ha",
            "realisasi_ha",
            "simulasi_ha",
            "terbuka_ha",
            "sisa_ha",
            "persen",
        ],
    )
    return frame.sort_values(
        ["sisa_ha", "luas_awal_ha", "kab_kota"], ascending=[False, False, True], ignore_index=True
    )


def area_summary(
    akun_luas: pd.DataFrame, *, kab_kota: str = WHOLE, target_sisa_ha: float | None = None
) -> AreaSummary | None:
    """Return the account of one place (the whole data set by default), None when it has none."""
    rows = akun_luas[akun_luas["kab_kota"] == kab_kota]
    if rows.empty:
        return None
    by_status = rows.groupby("status")["pengurangan_ha"].sum()
    return AreaSummary(
        kab_kota=kab_kota,
        luas_awal_ha=float(rows["luas_awal_ha"].iloc[0]),
        realisasi_ha=float(by_status.get("realisasi", 0.0)),
        simulasi_ha=float(sum(by_status.get(state, 0.0) for state in AHEAD)),
        terbuka_ha=float(by_status.get("terbuka", 0.0)),
        sisa_ha=float(rows["sisa_ha"].iloc[-1]),
        target_sisa_ha=target_sisa_ha,
    )


def answer(area: AreaSummary, places: pd.DataFrame) -> str:
    """Return the page's answer as one or two Indonesian sentences."""
    first = (
        f"Sisa kumuh {format_ha(area.sisa_ha)} dari {format_ha(area.luas_awal_ha)} "
        f"({format_pct(area.sisa_pct)})"
    )
    if area.kurang_ha is not None:
        first += f"; {target_words(area)}"
    return " ".join([f"{first}.", *_concentration(area, places)])


def target_words(area: AreaSummary) -> str:
    """Return what is left against the target; the share that is left where no target is set."""
    if area.kurang_ha is None:
        return f"sisa {format_pct(area.sisa_pct)}"
    gap = "tercapai" if area.kurang_ha == 0 else f"kurang {format_ha(area.kurang_ha)}"
    return f"target {format_ha(area.target_sisa_ha, 0)}, {gap}"


def _concentration(area: AreaSummary, places: pd.DataFrame) -> list[str]:
    """Say where most of what remains lies, when few places hold it."""
    if len(places) < 3 or area.sisa_ha <= 0:
        return []
    top = places.nlargest(2, "sisa_ha")
    share = _share(float(top["sisa_ha"].sum()), float(places["sisa_ha"].sum()))
    if share < 50:
        return []
    names = " dan ".join(top["kab_kota"])
    return [f"{format_number(share, 0)} % sisanya ada di {names}."]


def reduction_answer(area: AreaSummary) -> str:
    """Return how many hectares left the account and by what, as one Indonesian sentence."""
    parts = [f"{format_ha(area.realisasi_ha)} sudah direalisasikan"]
    if area.simulasi_ha:
        parts.append(f"{format_ha(area.simulasi_ha)} masih simulasi")
    if area.terbuka_ha:
        parts.append(f"{format_ha(area.terbuka_ha)} belum terinci")
    return (
        f"Berkurang {format_ha(area.berkurang_ha)} dari {format_ha(area.luas_awal_ha)} "
        f"({format_pct(area.berkurang_pct)}): {', '.join(parts)}; "
        f"sisa {format_ha(area.sisa_ha)}."
    )
