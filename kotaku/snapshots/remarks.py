"""What is said beside a comparison: causes, what differs in the way of counting, what to mind."""

from __future__ import annotations

from typing import Any

from kotaku.rules import load
from kotaku.snapshots.headline import unchanged
from kotaku.snapshots.potret import REPORTED, Potret
from kotaku.words.labels import METHOD, UNIT, method
from kotaku.words.numbers import format_ha

STEPS = {
    "dulu": "Sisa dulu",
    "baru": "Lokasi baru",
    "hilang": "Lokasi tidak ada lagi",
    "dasar": "Ganti dasar hitung",
    "koreksi_awal": "Koreksi luas awal",
    "realisasi": "Realisasi",
    "terbuka": "Belum terinci",
    "kumuh_baru": "Kumuh baru",
    "lain": "Tidak dirinci",
    "kini": "Sisa kini",
}
CHANGES = {
    "baru": "Baru",
    "hilang": "Tidak ada lagi",
    "berubah": "Berubah",
    "dasar": "Ganti dasar hitung",
}
# What makes figures other figures, in words; the version of the rules is only remarked on.
WAY = {
    "metode": "metode",
    "satuan": "satuan hitung",
    "regulasi": "peraturan",
    "rerata": "rata-rata kekumuhan",
    "layanan80": "syarat layanan dasar > 80 %",
    "penyesuaian": "ketentuan yang disesuaikan provinsi",
    "simulasi": "skenario",
    "tahun": "tahun terakhir",
    "tambahan": "RT tambahan dalam luas awal",
}
TELLING = ("sisa_ha", "master_schedule_pct")
NOTHING_SHARED = "Keduanya tidak memuat angka yang sama: tidak ada yang dapat dibandingkan."


def different(name: str, before: Any, after: Any) -> str:
    """Return a sentence on what two snapshots count differently."""
    return f"Beda {WAY[name]}: {_value(name, before)} lawan {_value(name, after)}."


def _value(name: str, value: Any) -> str:
    if name == "simulasi":
        return "realisasi + simulasi" if value else "realisasi saja"
    if name == "tahun":
        return "semua tahun" if value is None else f"sampai {value}"
    if name == "penyesuaian":
        return f"{len(value)} ketentuan" if value else "tidak ada"
    if name in ("layanan80", "tambahan"):
        return "dipakai" if value else "tidak dipakai"
    if name == "rerata":
        return {"plain": "semua persen", "scored_only": "persen yang bernilai"}.get(value, "–")
    if name == "regulasi":
        return load(value).name if value else "tanpa penilaian"
    return {**METHOD, **UNIT}.get(value, str(value))


def other_base(place: str, before: str, after: str, places: int) -> str:
    """Return a sentence on accounts that start from different decrees."""
    more = f" (dan {places - 1} kab/kota lain)" if places > 1 else ""
    return (
        f"Beda dasar: {place}{more} memakai {before} lawan {after}; luas atas dasar yang berbeda "
        "tidak dibandingkan."
    )


def way_line(potret: Potret) -> str:
    """Return method, unit and view of a snapshot in one line."""
    way = potret.cara
    if way.metode == REPORTED:
        parts = [METHOD[REPORTED]]
    else:
        parts = [method(way.metode, services=way.layanan80), f"satuan {UNIT[way.satuan]}"]
        parts += [_value("regulasi", way.regulasi)]
    parts += [f"{len(way.penyesuaian)} ketentuan disesuaikan"] if way.penyesuaian else []
    parts.append(_value("simulasi", way.simulasi))
    parts += [] if way.tahun is None else [_value("tahun", way.tahun)]
    return " · ".join(parts)


def remarks(before: Potret, after: Potret) -> tuple[str, ...]:
    """Return what to mind when reading a comparison, in Indonesian."""
    a, b = before.asal, after.asal
    told = []
    if a.provinsi.casefold() != b.provinsi.casefold():
        told.append(
            f"Provinsinya berbeda: {a.provinsi or 'tidak disebut'} dan "
            f"{b.provinsi or 'tidak disebut'}."
        )
    if before.cara.versi != after.cara.versi:
        told.append(
            f"Dihitung oleh versi aplikasi yang berbeda ({before.cara.versi} dan "
            f"{after.cara.versi}); sebagian selisih dapat berasal dari situ."
        )
    if a.ilustrasi or b.ilustrasi:
        told.append("Rincian di bawah jumlah provinsi pada data contoh adalah ilustrasi.")
    if a.tanggal and b.tanggal and b.tanggal < a.tanggal:
        told.append("Data yang kedua lebih lama daripada yang pertama.")
    return tuple(told)


def answer(before: Potret, after: Potret) -> str:
    """Return what became of the remaining area as one Indonesian sentence."""
    a, b = before.angka.get("sisa_ha"), after.angka.get("sisa_ha")
    if a is None or b is None:
        return "Sisa kumuh hanya diketahui pada salah satunya."
    if unchanged(b - a):
        return f"Sisa kumuh tetap {format_ha(b)}."
    way = "turun" if b < a else "naik"
    return f"Sisa kumuh {way} {format_ha(abs(b - a))}: dari {format_ha(a)} menjadi {format_ha(b)}."
