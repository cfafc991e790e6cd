"""Strange lists of records: trainings, assets, works, and RT with their condition."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from tests.intake.drawn import PLACES, Grid, Row
from tests.intake.strange_kinds import (
    KAB,
    KEL,
    Col,
    Table,
    draw_access,
    draw_bpm,
    draw_collaboration,
    draw_indicators,
    money,
    said,
    spots_of,
)


def _training(r: random.Random) -> Table:
    kabs = sorted(r.choice(PLACES)[0] for _ in range(r.randint(4, 8)))
    goal = [float(r.randint(20, 120)) for _ in kabs]
    came = [float(round(g * r.choice([0.6, 0.9, 1.0]))) for g in goal]
    women = [float(round(c * r.choice([0.3, 0.45, 0.5]))) for c in came]
    cost = [money(r, 8, 300) for _ in kabs]
    spent = [round(c * r.choice([0.5, 0.97, 1.0]), 0) for c in cost]
    upper = said(r, "training.peserta")
    cols = [
        Col("kab_kota", r.choice(KAB), kabs, "tempat"),
        Col(
            "kegiatan",
            said(r, "training.kegiatan"),
            [f"Pelatihan {said(r, 'training.bkm')} angkatan {i + 1}" for i in range(len(kabs))],
            "nama",
        ),
        Col(
            "sasaran_orang",
            said(r, "training.target"),
            goal,
            "orang",
            adds=True,
            upper=upper,
            needs_upper=True,
        ),
        Col(
            "hadir_orang",
            said(r, "training.hadir"),
            came,
            "orang",
            adds=True,
            upper=upper,
            needs_upper=True,
        ),
        Col(
            "perempuan_orang",
            said(r, "training.perempuan"),
            women,
            "orang",
            adds=True,
            upper=upper,
            needs_upper=True,
        ),
    ]
    if r.random() < 0.5:
        men = [c - w for c, w in zip(came, women, strict=True)]
        cols.append(
            Col(
                "",
                said(r, "training.laki_laki"),
                men,
                "orang",
                adds=True,
                upper=upper,
                needs_upper=True,
            )
        )
    if r.random() < 0.6:
        cols += [
            Col("pagu_rp", said(r, "training.pagu"), cost, "rupiah", adds=True, pair=1),
            Col(
                "realisasi_rp",
                said(r, "training.realisasi_anggaran"),
                spent,
                "rupiah",
                adds=True,
                pair=2,
                left=("Sisa Anggaran", "Sisa"),
            ),
        ]
    return Table(
        "peningkatan_kapasitas",
        said(r, "training.pelatihan"),
        cols,
        ["REKAP PELATIHAN MASYARAKAT TAHUN 2022"],
    )


def _assets(r: random.Random) -> Table:
    spots = spots_of(r)
    fund = [float(r.choice([0, 1_200_000, 2_500_000, 6_000_000])) for _ in spots]
    state = [said(r, "assets.baik") for _ in spots]
    known = {"Baik": "baik", "Rusak ringan": "rusak_ringan", "Rusak berat": "rusak_berat"}
    cols = [
        Col("kab_kota", r.choice(KAB), [s[0] for s in spots], "tempat"),
        Col("kelurahan", r.choice(KEL), [s[2] for s in spots], "nama"),
        Col(
            "jenis",
            said(r, "assets.jenis_infrastruktur"),
            [said(r, "assets.jalan_paving") for _ in spots],
            "teks",
        ),
        Col("volume", said(r, "assets.volume"), [float(r.randint(1, 900)) for _ in spots], "orang"),
        Col(
            "tahun_bangun",
            said(r, "assets.tahun_dibangun"),
            [float(r.randint(2015, 2022)) for _ in spots],
            "teks",
        ),
        Col(
            "kondisi", said(r, "assets.kondisi"), state, "teks", true=tuple(known[s] for s in state)
        ),
        Col("dana_rp", said(r, "assets.dana_o_p_setahun"), fund, "rupiah", adds=True),
    ]
    return Table(
        "pemeliharaan",
        said(r, "assets.pemeliharaan"),
        cols,
        ["DAFTAR ASET TERBANGUN"],
    )


def _works(r: random.Random) -> Table:
    count = r.randint(4, 7)
    spots = sorted(r.choice(PLACES) for _ in range(count))
    pairs = [f"{i % 4 + 1:03d}/{i // 4 + 1:03d}" for i in range(count)]
    idents = [f"R{i + 1:02d}" for i in range(count)]
    base: Grid = [
        [
            "ID RT",
            "Kab/Kota",
            "Kelurahan",
            "RT/RW",
            "Luas Verifikasi (Ha)",
            "Jumlah Bangunan",
            "Jumlah Penduduk",
            "Jumlah KK",
            "Panjang Jalan Ideal (m)",
            "Panjang Drainase Ideal (m)",
        ]
    ]
    for ident, spot, pair in zip(idents, spots, pairs, strict=True):
        base.append([ident, spot[0], spot[2], pair, 2.5, 60.0, 240.0, 66.0, 700.0, 650.0])
    lines = [
        (i, c)
        for i in range(count)
        for c in r.sample(["2a", "2b", "4b", "4c", "5a", "6a", "1c"], r.randint(1, 3))
    ]
    volume = [float(r.randint(8, 120)) for _ in lines]
    price = [float(r.randint(150, 900) * 1000) for _ in lines]
    words = r.choice(
        [("Selesai 100%", "Dalam pengerjaan", "Belum mulai"), ("Terbangun", "Proses", "Rencana")]
    )
    states = dict(zip(words, ("realisasi", "berjalan", "rencana"), strict=True))
    status = [r.choice(words) for _ in lines]
    cols = [
        Col("id_rt", said(r, "works.id_rt"), [idents[i] for i, _ in lines], "tempat"),
        Col(
            "kegiatan",
            said(r, "works.uraian_pekerjaan"),
            [f"Pekerjaan {c} di RT {pairs[i]}" for i, c in lines],
            "nama",
        ),
        Col("kriteria", said(r, "works.kriteria"), [c for _, c in lines], "teks"),
        Col("tahun", said(r, "works.tahun"), [2022.0 for _ in lines], "teks"),
        Col("volume", said(r, "works.volume"), volume, "orang"),
        Col(
            "anggaran_rp",
            said(r, "works.jumlah_harga"),
            [v * p for v, p in zip(volume, price, strict=True)],
            "rupiah",
            adds=True,
        ),
        Col(
            "status", said(r, "works.status"), status, "teks", true=tuple(states[s] for s in status)
        ),
    ]
    if r.random() < 0.5:
        cols.insert(
            5,
            Col("", said(r, "works.harga_satuan"), price, "rupiah"),
        )
    return Table(
        "pekerjaan",
        said(r, "works.pekerjaan"),
        cols,
        ["DAFTAR PEKERJAAN INFRASTRUKTUR"],
        {"RT": base},
    )


def _units(r: random.Random) -> Table:
    count = r.randint(5, 10)
    spots = sorted(r.choice(PLACES) for _ in range(count))
    seen: dict[str, int] = {}
    pairs = []
    for spot in spots:
        seen[spot[2]] = seen.get(spot[2], 0) + 1
        pairs.append((seen[spot[2]], 1 + seen[spot[2]] // 4))
    area = [round(r.uniform(0.6, 4.5), 2) for _ in spots]
    houses = [float(r.randint(30, 90)) for _ in spots]
    square = r.random() < 0.3
    style = r.choice(["angka", "tanggal", "RT"])
    numbers = {
        "angka": [f"{a:03d}/{b:03d}" for a, b in pairs],
        "tanggal": [f"2022-{b:02d}-{a:02d}" for a, b in pairs],
        "RT": [f"RT {a:02d} RW {b:02d}" for a, b in pairs],
    }[style]
    roads = [float(r.randint(200, 900)) for _ in spots]
    drains = [float(r.randint(200, 900)) for _ in spots]
    upper = said(r, "units.data_umum")
    cols = [
        Col("kab_kota", r.choice(KAB), [s[0] for s in spots], "tempat"),
        Col("kelurahan", r.choice(KEL), [s[2] for s in spots], "tempat"),
        Col("", said(r, "units.rt_rw"), numbers, "nama"),
        Col(
            "luas_verifikasi_ha",
            said(r, "units.luas") + (said(r, "units.m2") if square else said(r, "units.ha")),
            [a * 10_000 if square else a for a in area],
            "luas",
            adds=True,
            true=tuple(area),
            upper=upper,
        ),
        Col(
            "jumlah_bangunan",
            said(r, "units.jumlah_rumah"),
            houses,
            "orang",
            adds=True,
            upper=upper,
        ),
        Col(
            "jumlah_penduduk",
            said(r, "units.jumlah_jiwa"),
            [h * 4 for h in houses],
            "orang",
            adds=True,
            upper=upper,
        ),
        Col(
            "jumlah_kk",
            said(r, "units.jumlah_kk"),
            [h + 3 for h in houses],
            "orang",
            adds=True,
            upper=upper,
        ),
        Col(
            "panjang_jalan_ideal_m",
            said(r, "units.panjang_jalan_ideal_m"),
            roads,
            "orang",
            adds=True,
        ),
        Col(
            "panjang_drainase_ideal_m",
            said(r, "units.panjang_drainase_ideal_m"),
            drains,
            "orang",
            adds=True,
        ),
    ]
    ideal = {
        "2a": roads,
        "2b": roads,
        "3a": [h + 3 for h in houses],
        "4b": drains,
        "5a": [h + 3 for h in houses],
    }
    for code, whole in ideal.items():
        part = [float(round(w * r.choice([0, 0.12, 0.3, 0.55, 0.9]))) for w in whole]
        cols.append(
            Col(
                f"volume_{code}",
                f"{code}",
                part,
                "orang",
                adds=True,
                upper="Volume kriteria",
                below="(vol)",
            )
        )
    more: dict[str, list[Row]] = {
        "kekumuhan": [
            {c.name: c.truth[i] for c in cols if c.name.startswith("volume_")} for i in range(count)
        ]
    }
    return Table(
        "rt",
        said(r, "units.rt"),
        cols,
        ["DATA BASELINE RT TAHUN 2021"],
        {},
        more,
    )


RECORDS: Mapping[str, Callable[[random.Random], Table]] = {
    "bpm": draw_bpm,
    "kolaborasi": draw_collaboration,
    "akses": draw_access,
    "kpi": draw_indicators,
    "pelatihan": _training,
    "aset": _assets,
    "pekerjaan": _works,
    "rt": _units,
}
