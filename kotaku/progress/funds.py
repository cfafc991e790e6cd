"""Money and people: BPM packages from ceiling to hand-over, collaboration, training."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from kotaku.checks.funds import PACKAGE
from kotaku.progress.judging import JudgingRules, days_since, load_rules, percent

WHOLE = ""
STAGES = ("pagu", "cair", "fisik", "lpj", "serah_terima")
DONE = 100.0


def packages(bpm: pd.DataFrame) -> pd.DataFrame:
    """Return one row per package from rows of payments.

    Parameters
    ----------
    bpm : the table bpm; a package is kab_kota, kelurahan, bkm, kegiatan and tahun

    Returns
    -------
    DataFrame
        The columns of the package, pagu_rp (the largest), cair_rp (the sum), fisik_pct (the
        highest, 0 to 100), di_dalam_delineasi, rencana_selesai, selesai, terakhir_cair (dates),
        lpj and serah_terima (bool), _sumber, _baris (of the first row), in the order of the
        package.
    """
    rows = bpm.assign(
        fisik_pct=bpm["fisik_pct"].clip(0, DONE),
        _dalam=bpm["di_dalam_delineasi"].map({"ya": 1.0, "tidak": 0.0}).astype("float64"),
        lpj=bpm["lpj"] == "sudah",
        serah_terima=bpm["serah_terima"] == "sudah",
    ).sort_values(["_sumber", "_baris"], kind="stable")
    grouped = rows.groupby(PACKAGE, dropna=False, sort=True)
    found = grouped.agg(
        pagu_rp=("pagu_rp", "max"),
        cair_rp=("cair_rp", "sum"),
        fisik_pct=("fisik_pct", "max"),
        dalam=("_dalam", "min"),
        rencana_selesai=("rencana_selesai", "max"),
        selesai=("selesai", "max"),
        terakhir_cair=("tanggal", "max"),
        lpj=("lpj", "max"),
        serah_terima=("serah_terima", "max"),
        _sumber=("_sumber", "first"),
        _baris=("_baris", "first"),
    ).reset_index()
    words = found.pop("dalam").map({1.0: "ya", 0.0: "tidak"}).astype("str")
    return found.assign(
        di_dalam_delineasi=words.fillna("tidak_diketahui"),
        lpj=found["lpj"].astype("bool"),
        serah_terima=found["serah_terima"].astype("bool"),
    )


def funnel(found: pd.DataFrame) -> pd.DataFrame:
    """Return how far the money has come, per kab/kota and, as kab_kota "", for the whole.

    Parameters
    ----------
    found : packages

    Returns
    -------
    DataFrame
        kab_kota, tahap (in the order of STAGES), jumlah_paket, nilai_rp, persen [% of pagu]. The
        value is the ceiling of all packages, what was paid, the ceiling × physical progress, and
        the ceiling of the packages with LPJ and with a hand-over. Places add up to the whole.
    """
    by_place = [(WHOLE, found), *found.groupby(found["kab_kota"].fillna("Tanpa kab/kota"))]
    rows = [
        (place, stage, count, value, value / total * 100 if total > 0 else np.nan)
        for place, group in by_place
        for total in (float(group["pagu_rp"].sum()),)
        for stage, count, value in _stages(group)
    ]
    return pd.DataFrame(rows, columns=["kab_kota", "tahap", "jumlah_paket", "nilai_rp", "persen"])


def _stages(group: pd.DataFrame) -> list[tuple[str, int, float]]:
    ceiling, works = group["pagu_rp"], group["fisik_pct"].fillna(0.0)
    account, handed = group["lpj"], group["serah_terima"]
    return [
        ("pagu", len(group), float(ceiling.sum())),
        ("cair", int((group["cair_rp"] > 0).sum()), float(group["cair_rp"].sum())),
        ("fisik", int((works >= DONE).sum()), float((ceiling * works / DONE).sum())),
        ("lpj", int(account.sum()), float(ceiling[account].sum())),
        ("serah_terima", int(handed.sum()), float(ceiling[handed].sum())),
    ]


def outside(found: pd.DataFrame) -> pd.DataFrame:
    """Return the ceiling inside and outside the delineation: tempat, jumlah_paket, pagu_rp, persen.

    The share [%] is of the ceiling of all packages, those of unknown place included as such; NaN
    where the place of none is known.
    """
    grouped = found.groupby("di_dalam_delineasi")["pagu_rp"]
    sums = grouped.agg(["size", "sum"]).reindex(["ya", "tidak", "tidak_diketahui"], fill_value=0)
    table = sums.rename(columns={"size": "jumlah_paket", "sum": "pagu_rp"}).rename_axis("tempat")
    known = float(table.loc[["ya", "tidak"], "pagu_rp"].sum())
    whole = float(table["pagu_rp"].sum()) if known > 0 else np.nan
    share = (table["pagu_rp"] / whole * 100).astype("float64")
    return table.assign(persen=share).reset_index()


def stalled(
    found: pd.DataFrame, as_of: date | None, rules: JudgingRules | None = None
) -> pd.DataFrame:
    """Return the packages that do not move, the longest first, with alasan and hari.

    Parameters
    ----------
    found : packages
    as_of : data date; without one nothing can be late
    rules : limits in days (capaian.toml when None)

    alasan: "lewat_rencana" (planned end passed, works not done), "tanpa_fisik" (paid, no works),
    "tanpa_lpj" (works done, no account of the money); the first that holds. hari counts from the
    planned end, the last payment, or the end of the works.
    """
    used = rules or load_rules()
    finished = (found["fisik_pct"] >= DONE) | found["selesai"].notna()
    late = days_since(found["rencana_selesai"], as_of)
    paid = days_since(found["terakhir_cair"], as_of)
    over = days_since(found["selesai"].fillna(found["rencana_selesai"]), as_of)
    idle = (found["cair_rp"] > 0) & (found["fisik_pct"].fillna(0.0) <= 0)
    cases = (
        ("lewat_rencana", ~finished & (late > 0), late),
        ("tanpa_fisik", ~finished & idle & (paid > used.days_without_works), paid),
        ("tanpa_lpj", finished & ~found["lpj"] & (over > used.days_without_account), over),
    )
    tests = [test.to_numpy() for _, test, _ in cases]
    reason = np.select(tests, [name for name, _, _ in cases], default="")
    days = np.select(tests, [values.to_numpy() for _, _, values in cases], default=np.nan)
    told = found.assign(alasan=pd.Series(reason, index=found.index, dtype="str"), hari=days)
    order = ["hari", "pagu_rp", "kelurahan"]
    rows = told[told["alasan"] != ""]
    return rows.sort_values(order, ascending=[False, False, True], ignore_index=True)


def by_source(kolaborasi: pd.DataFrame) -> pd.DataFrame:
    """Return collaboration by source of funds, most money first.

    Returns
    -------
    DataFrame
        sumber_dana, jumlah, anggaran_rp, realisasi_rp, persen [% spent, of rows with both],
        penerima_kk.
    """
    both = kolaborasi[["anggaran_rp", "realisasi_rp"]].notna().all(axis=1)
    rows = kolaborasi.assign(
        _anggaran=kolaborasi["anggaran_rp"].where(both),
        _realisasi=kolaborasi["realisasi_rp"].where(both),
    )
    grouped = rows.groupby("sumber_dana", sort=True)
    found = grouped[["anggaran_rp", "realisasi_rp", "penerima_kk"]].sum(min_count=1)
    compared = grouped[["_anggaran", "_realisasi"]].sum()
    found["persen"] = percent(compared["_realisasi"], compared["_anggaran"])
    found["jumlah"] = grouped.size()
    size = found[["anggaran_rp", "realisasi_rp"]].max(axis=1)
    order = ["sumber_dana", "jumlah", "anggaran_rp", "realisasi_rp", "persen", "penerima_kk"]
    ranked = found.assign(_besar=size).reset_index()
    return ranked.sort_values(["_besar", "sumber_dana"], ascending=[False, True],
                              ignore_index=True)[order]  # fmt: skip


def leverage(kolaborasi: pd.DataFrame, found: pd.DataFrame) -> float | None:
    """Return rupiah of collaboration spent for each rupiah of BPM paid; None without either."""
    given, paid = float(kolaborasi["realisasi_rp"].sum()), float(found["cair_rp"].sum())
    return given / paid if given > 0 and paid > 0 else None


def training(kapasitas: pd.DataFrame) -> pd.DataFrame:
    """Return training per kab/kota and, as kab_kota "", for the whole; the whole first.

    Returns
    -------
    DataFrame
        kab_kota, kegiatan (count), sasaran_orang, hadir_orang, hadir_pct (of those planned, of
        rows with both), perempuan_orang, perempuan_pct (of those present, of rows with both),
        pagu_rp, realisasi_rp, realisasi_pct.
    """
    rows = kapasitas.copy()
    pairs = {"hadir": ("hadir_orang", "sasaran_orang"),
             "perempuan": ("perempuan_orang", "hadir_orang"),
             "realisasi": ("realisasi_rp", "pagu_rp")}  # fmt: skip
    for name, columns in pairs.items():
        both = rows[list(columns)].notna().all(axis=1)
        rows[[f"_{name}", f"_{name}_dari"]] = rows[list(columns)].where(both)
    sums = ["sasaran_orang", "hadir_orang", "perempuan_orang", "pagu_rp", "realisasi_rp"]
    wanted = [*sums, *(f"_{n}{end}" for n in pairs for end in ("", "_dari"))]
    places = rows.groupby(rows["kab_kota"].fillna("Tanpa kab/kota"))[wanted].sum(min_count=1)
    places["kegiatan"] = rows.groupby(rows["kab_kota"].fillna("Tanpa kab/kota")).size()
    whole = rows[wanted].sum(min_count=1).to_frame(WHOLE).T.assign(kegiatan=len(rows))
    found = pd.concat([whole, places]).rename_axis("kab_kota").reset_index()
    for name in pairs:
        found[f"{name}_pct"] = percent(found[f"_{name}"], found[f"_{name}_dari"])
    order = ["kab_kota", "kegiatan", "sasaran_orang", "hadir_orang", "hadir_pct",
             "perempuan_orang", "perempuan_pct", "pagu_rp", "realisasi_rp",
             "realisasi_pct"]  # fmt: skip
    return found[order]
