"""Strange lists of words and days: complaints, follow-ups, findings, quality, green works."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from tests.intake.strange_kinds import KAB, KEL, Col, Table, money, said, spots_of

_MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
           "Oktober", "Nopember", "Desember")  # fmt: skip


def _days(r: random.Random, count: int, after: Sequence[date] = ()) -> list[date]:
    """Return a day for each row, some time after those of another column."""
    if after:
        return [d + timedelta(days=r.randint(3, 60)) for d in after]
    return [date(2022, 1, 1) + timedelta(days=r.randint(0, 300)) for _ in range(count)]


def _day(
    r: random.Random, name: str, head: str, days: Sequence[date], style: str, held: Sequence[bool]
) -> Col:
    """Return a column of days as people type them; where nothing is held it is empty."""
    shown = {
        "kata": [f"{d.day} {_MONTHS[d.month - 1]} {d.year}" for d in days],
        "garis": [f"{d.day:02d}/{d.month:02d}/{d.year}" for d in days],
        "strip": [f"{d.day:02d}-{d.month:02d}-{d.year}" for d in days],
        "iso": [d.isoformat() for d in days],
        "pendek": [f"{d.day}-{_MONTHS[d.month - 1][:3]}-{d.year % 100:02d}" for d in days],
    }[style]
    values = [v if own else None for v, own in zip(shown, held, strict=True)]
    true = tuple(d.isoformat() if own else None for d, own in zip(days, held, strict=True))
    return Col(name, head, values, "tanggal", true=true)


def _style(r: random.Random) -> str:
    return r.choice(["kata", "garis", "strip", "iso", "pendek"])


def _stated(
    r: random.Random, sets: Sequence[tuple[str, ...]], codes: tuple[str, ...], count: int
) -> tuple[list[str], tuple[str, ...]]:
    """Return the words of a state for each row, and the codes that they stand for."""
    chosen = r.choice(sets)
    at = [r.randrange(len(codes)) for _ in range(count)]
    at[: len(codes)] = range(len(codes))
    r.shuffle(at)
    return [chosen[i] for i in at], tuple(codes[i] for i in at)


def _numbered(texts: Sequence[str]) -> list[str]:
    return [f"{t} ({i + 1})" for i, t in enumerate(texts)]


def draw_complaints(r: random.Random) -> Table:
    spots = spots_of(r)
    count, style = len(spots), _style(r)
    words, states = _stated(
        r,
        [
            ("Baru", "Proses", "Selesai"),
            ("Baru masuk", "Dalam proses", "Tuntas"),
            ("Belum", "Diproses", "Sudah selesai"),
        ],
        ("baru", "proses", "selesai"),
        count,
    )
    came = _days(r, count)
    ended = _days(r, count, came)
    done = [s == "selesai" for s in states]
    cols = [
        Col("kab_kota", r.choice(KAB), [s[0] for s in spots], "tempat"),
        _day(r, "tanggal", said(r, "complaints.tanggal"), came, style, [True] * count),
        Col("uraian", said(r, "complaints.uraian"),
            _numbered([said(r, "complaints.jalan") for _ in spots]), "nama"),
        Col("kategori", said(r, "complaints.kategori"),
            [said(r, "complaints.administrasi") for _ in spots], "teks"),
        Col("status", said(r, "complaints.status"), words, "teks", true=states),
    ]  # fmt: skip
    if r.random() < 0.5:
        media = [said(r, "complaints.sms") for _ in spots]
        cols.insert(2, Col("media", said(r, "complaints.media"), media, "teks"))
    if r.random() < 0.4:
        levels = [said(r, "complaints.kelurahan") for _ in spots]
        cols.insert(3, Col("derajat", said(r, "complaints.derajat"), levels, "teks"))
    if r.random() < 0.5:
        cols.append(
            _day(r, "tanggal_selesai", said(r, "complaints.tanggal_selesai"), ended, style, done)
        )
    if r.random() < 0.4:
        many = [float(r.randint(1, 9)) for _ in spots]
        cols.append(Col("jumlah", said(r, "complaints.jumlah"), many, "orang", adds=True))
    return Table("pengaduan", said(r, "complaints.pengaduan"), cols,
                 ["REKAP PENGADUAN MASYARAKAT", "KEADAAN DESEMBER 2022"])  # fmt: skip


def draw_followups(r: random.Random) -> Table:
    spots = spots_of(r)
    count = len(spots)
    words, states = _stated(
        r,
        [
            ("Baru", "Berjalan", "Selesai"),
            ("Belum", "Berjalan", "Tuntas"),
            ("Belum mulai", "Dalam proses", "Sudah selesai"),
        ],
        ("baru", "berjalan", "selesai"),
        count,
    )
    cols = [
        Col("kab_kota", r.choice(KAB), [s[0] for s in spots], "tempat"),
        Col("masalah", said(r, "followups.masalah"),
            _numbered([said(r, "followups.lahan") for _ in spots]), "nama"),
        Col("tindakan", said(r, "followups.tindakan"),
            _numbered([said(r, "followups.rapat") for _ in spots]), "teks"),
        Col("pic", said(r, "followups.pic"), [said(r, "followups.dinas") for _ in spots], "teks"),
        _day(r, "batas_waktu", said(r, "followups.batas_waktu"), _days(r, count), _style(r),
             [True] * count),
    ]  # fmt: skip
    if r.random() < 0.7:
        cols.append(Col("status", said(r, "followups.status"), words, "teks", true=states))
    return Table("rtl", said(r, "followups.rtl"), cols,
                 ["MATRIKS RENCANA TINDAK LANJUT", "RAKOR DESEMBER 2022"])  # fmt: skip


def draw_audit(r: random.Random) -> Table:
    spots = spots_of(r)
    count = len(spots)
    words, states = _stated(
        r,
        [
            ("Belum", "Proses", "Tuntas"),
            ("Belum ditindaklanjuti", "Dalam proses", "Selesai"),
            ("Belum ada", "Belum sesuai", "Sesuai"),
        ],
        ("belum", "proses", "tuntas"),
        count,
    )
    by = [r.choice(["BPKP", "KAP", "Itjen"]) for _ in spots]
    years = [float(r.randint(2018, 2021)) for _ in spots]
    worth = [r.choice([0.0, money(r, 3, 90, 250_000)]) for _ in spots]
    worth[0] = money(r, 3, 90, 250_000)
    cols = [
        Col("kab_kota", r.choice(KAB), [s[0] for s in spots], "tempat"),
        Col("jenis_pemeriksaan", said(r, "audit.jenis_pemeriksaan"), by, "teks",
            true=tuple(b.lower() for b in by)),
        Col("tahun_buku", said(r, "audit.tahun_buku"), years, "teks"),
        Col("uraian", said(r, "audit.uraian"),
            _numbered([said(r, "audit.lpj") for _ in spots]), "nama"),
        Col("nilai_rp", said(r, "audit.nilai_rp"), worth, "rupiah", adds=True),
        Col("status", said(r, "audit.status"), words, "teks", true=states),
    ]  # fmt: skip
    if r.random() < 0.5:
        cols.append(
            _day(r, "batas_waktu", said(r, "audit.batas_waktu"), _days(r, count), _style(r),
                 [s != "tuntas" for s in states])
        )  # fmt: skip
    return Table("audit", said(r, "audit.audit"), cols, ["DAFTAR TEMUAN PEMERIKSAAN"])


def draw_quality(r: random.Random) -> Table:
    spots = spots_of(r)
    count, style = len(spots), _style(r)
    words, states = _stated(
        r,
        [
            ("Belum diperiksa", "Sesuai", "Tidak sesuai"),
            ("Belum diuji", "Memenuhi syarat", "Tidak memenuhi syarat"),
            ("Belum", "Ya", "Tidak"),
        ],
        ("belum_diperiksa", "sesuai", "tidak"),
        count,
    )
    bad = [s == "tidak" for s in states]
    looked = _days(r, count)
    until = _days(r, count, looked)
    defects = [said(r, "quality.retak") if b else None for b in bad]
    cols = [
        Col("kab_kota", r.choice(KAB), [s[0] for s in spots], "tempat"),
        Col("kelurahan", r.choice(KEL), [s[2] for s in spots], "tempat"),
        Col("paket", said(r, "quality.paket"),
            _numbered([said(r, "quality.jalan") for _ in spots]), "nama"),
        Col("spesifikasi", said(r, "quality.spesifikasi"),
            [said(r, "quality.tebal") for _ in spots], "teks"),
        Col("hasil", said(r, "quality.hasil"), words, "teks", true=states),
        Col("cacat", said(r, "quality.cacat"), defects, "teks"),
        _day(r, "diperiksa", said(r, "quality.diperiksa"), looked, style,
             [s != "belum_diperiksa" for s in states]),
        _day(r, "batas_perbaikan", said(r, "quality.batas_perbaikan"), until, style, bad),
    ]  # fmt: skip
    if r.random() < 0.5:
        codes = [r.choice(["2b", "4c", "1c", "5b"]) for _ in spots]
        cols.insert(3, Col("kriteria", said(r, "quality.kriteria"), codes, "teks"))
    return Table("mutu", said(r, "quality.mutu"), cols, ["PEMERIKSAAN MUTU INFRASTRUKTUR"])


def draw_green(r: random.Random) -> Table:
    spots = spots_of(r)
    count = len(spots)
    words, states = _stated(
        r,
        [("Rencana", "Berjalan", "Selesai"), ("Belum mulai", "Dalam proses", "Terlaksana")],
        ("rencana", "berjalan", "realisasi"),
        count,
    )
    kinds, known = _stated(
        r,
        [("Penanaman pohon", "Taman", "Produk pengetahuan"), ("Vegetasi", "RTH", "Buku")],
        ("vegetasi", "rth", "pengetahuan"),
        count,
    )
    many = [float(r.randint(3, 400)) for _ in spots]
    units = ["eksemplar" if k == "pengetahuan" else "pohon" for k in known]
    cols = [
        Col("kab_kota", r.choice(KAB), [s[0] for s in spots], "tempat"),
        Col("jenis_kegiatan", said(r, "green.jenis_kegiatan"), kinds, "teks", true=known),
        Col("lokasi", said(r, "green.lokasi"),
            _numbered([said(r, "green.taman") for _ in spots]), "nama"),
        Col("jumlah", said(r, "green.jumlah"), many, "orang", adds=True),
        Col("satuan", said(r, "green.satuan"), units, "teks"),
        Col("status", said(r, "green.status"), words, "teks", true=states),
        _day(r, "tanggal", said(r, "green.tanggal"), _days(r, count), _style(r),
             [s == "realisasi" for s in states]),
    ]  # fmt: skip
    return Table("hijau", said(r, "green.hijau"), cols, ["KEGIATAN PENGHIJAUAN DAN PENGETAHUAN"])


REPORTS: Mapping[str, Callable[[random.Random], Table]] = {
    "pengaduan": draw_complaints,
    "rtl": draw_followups,
    "audit": draw_audit,
    "mutu": draw_quality,
    "hijau": draw_green,
}
