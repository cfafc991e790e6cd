"""The figures of the lists that ``drawn_strange`` dresses; ``strange_words.toml`` heads them."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from tests.intake.drawn import PLACES, Grid, Row


@dataclass(frozen=True)
class Col:
    """One column: the field that it is ("" for none), its heading and values.

    ``kind`` tells how it is written: tempat, nama (of a record), rupiah, orang, persen, teks.
    ``pair`` 1 and 2 are the whole and its part; ``left`` heads what is left of it.
    """

    name: str
    head: str
    values: list[Any]
    kind: str
    adds: bool = False
    pair: int = 0
    left: tuple[str, ...] = ()
    upper: str = ""
    needs_upper: bool = False
    below: str | None = None
    hidden: bool = False
    true: tuple[Any, ...] = ()

    @property
    def truth(self) -> tuple[Any, ...]:
        return self.true or tuple(self.values)


@dataclass
class Table:
    """A list before it is dressed."""

    name: str
    sheet: str
    cols: list[Col]
    titles: list[str]
    others: dict[str, Grid] = field(default_factory=dict)
    more: dict[str, list[Row]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return len(self.cols[0].values)

    @property
    def money(self) -> bool:
        return any(c.kind == "rupiah" for c in self.cols)


KAB = (
    "Kab/Kota",
    "Kabupaten/Kota",
    "KAB./KOTA",
    "Nama Kabupaten/Kota",
    "Kota/Kab",
    "Kabupaten / Kota",
    "Lokasi Kab/Kota",
    "Daerah (Kab/Kota)",
)
KEL = ("Kelurahan", "Kel/Desa", "Desa/Kelurahan", "Nama Kel./Desa", "Kelurahan / Desa", "Desa/Kel.")


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("strange_words.toml").read_text("utf-8"))


def said(r: random.Random, name: str) -> str:
    """Return one of the headings that people give a column."""
    kind, _, column = name.partition(".")
    return str(r.choice(_words()[kind][column]))


def foreign(r: random.Random, cols: list[Col], count: int) -> list[Col]:
    """Return the columns of which some have headings that stand in no list of words."""
    known = _words()["asing"]
    may = [i for i, col in enumerate(cols) if col.name in known]
    heads = {i: r.choice(known[cols[i].name]) for i in r.sample(may, min(count, len(may)))}
    return [replace(c, head=heads[i], upper="") if i in heads else c for i, c in enumerate(cols)]


def spots_of(r: random.Random) -> list[tuple[str, str, str]]:
    return sorted(r.sample(PLACES, r.randint(4, len(PLACES))))


def money(r: random.Random, low: int, high: int, step: int = 1_000_000) -> float:
    return float(r.randint(low, high) * step)


def draw_bpm(r: random.Random) -> Table:
    spots = spots_of(r)
    pagu = [money(r, 60, 400, 5_000_000) for _ in spots]
    cair = [round(p * r.choice([0.0, 0.4, 0.7, 1.0]), 0) for p in pagu]
    upper = said(r, "bpm.dana_bpm_bantuan_pemerintah")
    cols = [
        Col("kab_kota", r.choice(KAB), [s[0] for s in spots], "tempat"),
        Col("kelurahan", r.choice(KEL), [s[2] for s in spots], "nama"),
        Col("pagu_rp", said(r, "bpm.pagu"), pagu, "rupiah", adds=True, pair=1, upper=upper),
        Col(
            "cair_rp",
            said(r, "bpm.pencairan"),
            cair,
            "rupiah",
            adds=True,
            pair=2,
            upper=upper,
            left=("Sisa Dana", "Belum Cair", "Sisa", "Saldo", "Dana Belum Cair", "Sisa Pagu"),
        ),
    ]
    if r.random() < 0.5:
        done = [float(r.choice([0, 20, 45.5, 80, 100])) for _ in spots]
        kind = r.choice(["persen", "persen", "fraksi"])
        cols.append(Col("fisik_pct", said(r, "bpm.progres_fisik"), done, kind))
    if r.random() < 0.4:
        cols.append(
            Col("bkm", said(r, "bpm.nama_bkm"), [f"BKM {s[2]} Maju" for s in spots], "teks")
        )
    sheet = said(r, "bpm.bpm")
    return Table("bpm", sheet, cols, ["REKAP PENYALURAN DANA BPM", "TAHUN 2022"])


def draw_collaboration(r: random.Random) -> Table:
    spots = [s for s in spots_of(r) for _ in range(r.choice([1, 1, 2]))]
    plan = [money(r, 80, 3600) for _ in spots]
    done = [round(p * r.choice([0.0, 0.5, 0.9, 1.0]), 0) for p in plan]
    cols = [
        Col("kab_kota", r.choice(KAB), [s[0] for s in spots], "tempat"),
        Col(
            "sumber_dana",
            said(r, "collaboration.sumber_dana"),
            [said(r, "collaboration.apbd_ii") for _ in spots],
            "teks",
        ),
        Col(
            "kegiatan",
            said(r, "collaboration.kegiatan"),
            [said(r, "collaboration.rehab_rtlh") + f" paket {i + 1}" for i in range(len(spots))],
            "nama",
        ),
        Col("anggaran_rp", said(r, "collaboration.anggaran"), plan, "rupiah", adds=True, pair=1),
        Col(
            "realisasi_rp",
            said(r, "collaboration.realisasi"),
            done,
            "rupiah",
            adds=True,
            pair=2,
            left=("Sisa", "Sisa Anggaran", "Belum Terealisasi"),
        ),
    ]
    if r.random() < 0.6:
        people = [float(r.choice([0, *range(12, 300)])) for _ in spots]
        cols.append(
            Col(
                "penerima_kk",
                said(r, "collaboration.penerima_manfaat_kk"),
                people,
                "orang",
                adds=True,
                below="(KK)",
            )
        )
    sheet = said(r, "collaboration.kolaborasi")
    return Table(
        "kolaborasi", sheet, cols, ["DATA KOLABORASI PENANGANAN KUMUH", "KEADAAN DESEMBER 2022"]
    )


def draw_access(r: random.Random) -> Table:
    kabs = r.sample(sorted({p[0] for p in PLACES}), r.randint(3, 5))
    every = [float(r.randint(9_000, 120_000)) for _ in kabs]
    style = r.choice(["kk", "persen", "fraksi", "keduanya", "belum"])
    upper = {"kk_air_minum": said(r, "access.air_minum"), "kk_sanitasi": said(r, "access.sanitasi")}
    cols = [
        Col("kab_kota", r.choice(KAB), kabs, "tempat"),
        Col("kk_total", said(r, "access.jumlah_kk"), every, "orang", adds=True),
    ]
    for name, above in upper.items():
        served = [round(k * r.uniform(0.4, 0.98)) * 1.0 for k in every]
        share = [round(s / k * 100, 2) for s, k in zip(served, every, strict=True)]
        if style in ("persen", "fraksi"):
            served = [k * s / 100 for k, s in zip(every, share, strict=True)]
            head = said(r, "access.cakupan")
            cols.append(
                Col(name, head, share, style, upper=above, needs_upper=True, true=tuple(served))
            )
            continue
        head = said(r, "access.jumlah_kk_2")
        cols.append(Col(name, head, served, "orang", adds=True, upper=above, needs_upper=True))
        if style == "belum":
            rest = [k - s for s, k in zip(served, every, strict=True)]
            head = said(r, "access.belum_terlayani_kk")
            cols.append(Col("", head, rest, "orang", adds=True, upper=above, needs_upper=True))
        if style == "keduanya":
            head = said(r, "access.persen")
            cols.append(
                Col("", head, share, r.choice(["persen", "fraksi"]), upper=above, needs_upper=True)
            )
    sheet = said(r, "access.akses")
    return Table("akses", sheet, cols, ["AKSES AIR MINUM DAN SANITASI", "KEADAAN DESEMBER 2022"])


def draw_indicators(r: random.Random) -> Table:
    names = r.sample(
        [
            "Kepuasan pemanfaat",
            "Keterlibatan perempuan",
            "Infrastruktur kualitas baik",
            "KPP aktif",
            "Pengaduan tertangani",
            "BKM dengan audit baik",
        ],
        r.randint(3, 6),
    )
    target = [float(r.choice([40, 70, 80, 90, 100])) for _ in names]
    reached = [round(r.uniform(15, 100), 1) for _ in names]
    kind = r.choice(["persen", "persen", "fraksi"])
    cols = [
        Col("indikator", said(r, "indicators.indikator"), names, "nama"),
        Col("satuan", said(r, "indicators.satuan"), ["%"] * len(names), "teks"),
        Col("target", said(r, "indicators.target"), target, kind),
        Col("capaian", said(r, "indicators.capaian"), reached, kind),
    ]
    if r.random() < 0.4:
        gap = [round(b - a, 2) for a, b in zip(target, reached, strict=True)]
        cols.append(Col("", said(r, "indicators.deviasi"), gap, kind))
    if r.random() < 0.4:
        rate = [round(b / a * 100, 2) for a, b in zip(target, reached, strict=True)]
        cols.append(Col("", said(r, "indicators.capaian_2"), rate, "persen"))
    return Table("kpi", said(r, "indicators.kpi"), cols, ["CAPAIAN KINERJA PROGRAM"])
