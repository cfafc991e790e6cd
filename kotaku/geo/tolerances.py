"""The tolerances of the map, from tolerances.toml beside this module."""

from __future__ import annotations

from typing import TypedDict

from kotaku.words.loading import DataFile


class _Luas(TypedDict):
    sama_pct: float
    berbeda_pct: float
    jauh_pct: float
    berulang_paling_sedikit: int
    berulang_beda_pct: float


class _Bentuk(TypedDict):
    serpihan_m: float
    celah_ha: float
    sama_pct: float


class _Letak(TypedDict):
    jauh_titik_m: float
    luar_batas_pct: float
    jauh_kelompok_km: float
    jauh_kelompok_kali: float
    kelompok_paling_sedikit: int


class _Gabung(TypedDict):
    mirip: float
    luas_pct: float


class Tolerances(TypedDict):
    """What tells a polygon that is right from one that is not."""

    luas: _Luas
    bentuk: _Bentuk
    letak: _Letak
    gabung: _Gabung


tolerances = DataFile(__package__, "tolerances.toml", Tolerances)
