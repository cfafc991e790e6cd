"""The tolerances and plausible ranges of the checks, from limits.toml beside this module."""

from __future__ import annotations

from typing import TypedDict

from kotaku.words.loading import DataFile


class _Persen(TypedDict):
    toleransi_pp: float
    toleransi_bulat_pp: float
    desimal_bulat: int


class _Kelebihan(TypedDict):
    relatif: float
    mutlak_ha: float


class _Bergeser(TypedDict):
    satuan_hitungan: list[str]
    sinyal_pasti: int
    bagian_blok: float
    baris_blok: int


class _Luas(TypedDict):
    beda_ha: float
    beda_relatif: float


class _Kawasan(_Luas):
    rt_paling_sedikit: int
    bagian_luas: float


class _Mencolok(TypedDict):
    ambang: float
    baris_paling_sedikit: int
    kali_paling_sedikit: float


class _Pengurangan(TypedDict):
    toleransi_ha: float
    toleransi_pp: float


class _Bobot(TypedDict):
    jumlah: float
    toleransi: float


class Rising(TypedDict):
    """What tells weekly increments from cumulative values."""

    toleransi: float
    batas: float


class _Kpi(TypedDict):
    kelipatan_target: float
    satuan_persen: list[str]


class _Rupiah(TypedDict):
    toleransi: float
    terbesar: float


class _Sebelumnya(TypedDict):
    luas_relatif: float
    luas_ha: float
    jumlah_relatif: float
    baris_relatif: float


class _Temuan(TypedDict):
    terbanyak: int


class _Words(TypedDict):
    semua: list[str]
    salah_satu: list[str]


class _Twice(TypedDict):
    toleransi_pp: float
    toleransi_ha: float
    satuan_ha: list[str]
    besaran: dict[str, _Words]


class Limits(TypedDict):
    """Every tolerance and range by the group of checks that asks for it."""

    persen: _Persen
    kelebihan: _Kelebihan
    bergeser: _Bergeser
    luas: _Luas
    kawasan: _Kawasan
    mencolok: _Mencolok
    pengurangan: _Pengurangan
    bobot: _Bobot
    progres: Rising
    kpi: _Kpi
    rupiah: _Rupiah
    sebelumnya: _Sebelumnya
    tingkat: dict[str, list[str]]
    temuan: _Temuan
    dua_kali: _Twice


limits = DataFile(__package__, "limits.toml", Limits)
