"""One small province, told once: every layout of tests/intake/layouts.py is made from it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from kotaku import rules

CRITERIA = tuple(c.id for c in rules.load().criteria)
YEAR, WORKS_YEAR = 2019, 2020
PLACES = (  # kab/kota, kecamatan, kelurahan, kawasan
    ("Kota Kupang", "Alak", "Nunbaun Sabu", "Pesisir Alak"),
    ("Kota Kupang", "Kelapa Lima", "Oesapa", "Oesapa"),
    ("Kabupaten Ende", "Ende Selatan", "Tetandara", "Tetandara"),
    ("Kabupaten Belu", "Kota Atambua", "Manumutin", "Manumutin"),
)
TEAMS = ("Kota Kupang", "Kabupaten Ende", "Kabupaten Belu")
WEEKS = tuple(date(2022, m, d) for m, last in ((11, 30), (12, 31)) for d in (7, 14, 21, last))
REPORTED = 6  # weeks with progress
ACTIVITIES = (  # komponen, kegiatan, bobot, plan [%] in each week
    ("Persiapan", "Peningkatan kapasitas", 20.0, (50, 50, 0, 0, 0, 0, 0, 0)),
    ("Persiapan", "Laporan dan dokumentasi", 15.0, (0, 20, 20, 20, 20, 20, 0, 0)),
    ("Fisik", "Fasilitasi audit KAP", 40.0, (0, 0, 10, 10, 30, 30, 10, 10)),
    ("Fisik", "Monev", 25.0, (10, 10, 10, 10, 10, 10, 20, 20)),
)


def rt() -> pd.DataFrame:
    """Return 12 RT, three in each kawasan."""
    random = np.random.default_rng(7)
    rows = []
    for i, (kab, kec, kel, kawasan) in enumerate(PLACES):
        for n in range(3):
            houses = int(random.integers(40, 80))
            rows.append(
                {
                    "id_rt": f"{i + 1}{n + 1:02d}",
                    "kab_kota": kab,
                    "kecamatan": kec,
                    "kelurahan": kel,
                    "kawasan": kawasan,
                    "rt_rw": f"RT {n + 1:03d} RW {i + 1:03d}",
                    "luas_verifikasi_ha": float(np.round(random.uniform(0.8, 3.0), 2)),
                    "jumlah_bangunan": houses,
                    "jumlah_penduduk": houses * 4,
                    "jumlah_kk": houses + 5,
                    "panjang_jalan_ideal_m": int(random.integers(300, 700)),
                    "panjang_drainase_ideal_m": int(random.integers(300, 700)),
                }
            )
    return pd.DataFrame(rows)


def kekumuhan() -> pd.DataFrame:
    """Return the volumes of the first year; every RT is kumuh."""
    random = np.random.default_rng(8)
    units = rt()
    out = pd.DataFrame({"id_rt": units["id_rt"], "tahun": YEAR})
    for criterion in rules.load().criteria:
        share = random.choice([0.1, 0.3, 0.6, 0.9], len(units))
        digits = 2 if criterion.unit == "ha" else 0
        below = units[criterion.denominator].to_numpy(float)
        out[f"volume_{criterion.id}"] = np.floor(below * share * 10**digits) / 10**digits
    return out


def pekerjaan() -> pd.DataFrame:
    """Return works that end the kumuh of every second RT."""
    state = kekumuhan().set_index("id_rt")
    rows = [
        (ident, WORKS_YEAR, criterion, float(state.loc[ident, f"volume_{criterion}"]), "realisasi")
        for ident in list(state.index)[::2]
        for criterion in CRITERIA
        if state.loc[ident, f"volume_{criterion}"] > 0
    ]
    frame = pd.DataFrame(rows, columns=["id_rt", "tahun", "kriteria", "volume", "status"])
    return frame.assign(kegiatan="Pembangunan " + frame["kriteria"])


def tables() -> dict[str, pd.DataFrame]:
    """Return the canonical tables of the hectares."""
    return {"rt": rt(), "kekumuhan": kekumuhan(), "pekerjaan": pekerjaan()}


def reduced() -> pd.DataFrame:
    """Return the hectares of each kelurahan: what there was and what the works take away."""
    units = rt()
    taken = units["luas_verifikasi_ha"].where(units.index % 2 == 0, 0.0)
    place = ["kab_kota", "kecamatan", "kelurahan", "kawasan"]
    frame = units.assign(pengurangan=taken).groupby(place, sort=False)[
        ["luas_verifikasi_ha", "pengurangan"]
    ]
    return frame.sum().round(2).reset_index()


def plan(activity: int) -> list[float]:
    """Return the cumulative plan of an activity [%]."""
    return [float(v) for v in np.cumsum(ACTIVITIES[activity][3])]


def done(team: int, activity: int) -> list[float]:
    """Return the cumulative progress in the weeks reported [%]: teams lag one after the other."""
    return [max(0.0, v - 5.0 * team) for v in plan(activity)[:REPORTED]]
