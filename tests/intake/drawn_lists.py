"""Lists of every other kind drawn at random: one truth, told in layouts that teams use.

``draw(seed)`` returns a workbook and the rows that its tables must have, by construction. Nothing
here is a word list of the program: headings are put together from parts, as people do.
"""
# ruff: noqa: C901

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from tests.intake.drawn import KAB, KEL, PLACES, TOTALS, Drawn, Grid, Row, places, table, text
from tests.intake.drawn_units import (
    ASPECTS,
    CRITERIA,
    DENOMINATORS,
    SHORT,
    draw_form,
    draw_long,
    draw_rt,
    units_of,
)

# --- money ----------------------------------------------------------------------------


SCALES = {
    1.0: ("(Rp)", "(Rupiah)", ""),
    1e3: ("(Rp. 000)", "(Rp ribu)", "(dalam ribuan rupiah)", "(x Rp1.000)", "(ribu Rp)"),
    1e6: ("(Rp juta)", "(juta Rp)", "(dalam jutaan rupiah)", "(Rp. Juta)", "(Jt)"),
    1e9: ("(Rp miliar)", "(dalam miliar rupiah)", "(Milyar Rp)"),
}


def _bpm(r: random.Random) -> Drawn:
    rows, truth = [], []
    factor = r.choice([1.0, 1e3, 1e6, 1e6, 1e9])
    said = r.random() < 0.75
    unit = r.choice(SCALES[factor]) if said else ""
    below = bool(unit) and r.random() < 0.3
    percent = r.choice(["persen", "pecahan", "teks", ""])
    for kab, _, kel in places(r):
        pagu = r.choice([300, 500, 1000, 1500, 2000]) * 1e6
        cair = pagu * r.choice([0.0, 0.7, 1.0, 0.35])
        fisik = r.choice([0, 25, 50, 75.5, 100, 92.3])
        truth.append({"kelurahan": kel, "pagu_rp": pagu, "cair_rp": cair})
        row: list[object] = [kab, kel, pagu / factor, cair / factor]
        if percent:
            truth[-1]["fisik_pct"] = float(fisik)
            row.append(
                {"persen": float(fisik), "pecahan": fisik / 100, "teks": f"{text(fisik, 1)} %"}[
                    percent
                ]
            )
        rows.append(row)
    pagu_head = r.choice(
        ["Pagu", "Alokasi BPM", "PAGU DANA BPM", "Nilai BPM", "Pagu Anggaran BPM", "Alokasi Dana"]
    )
    cair_head = r.choice(
        [
            "Cair",
            "Pencairan",
            "Realisasi Pencairan",
            "Dana Cair",
            "Sudah Cair",
            "Realisasi Keuangan",
            "Jumlah Pencairan",
        ]
    )
    tail = "" if below else f" {unit}"
    heads = [
        r.choice(KAB),
        r.choice(KEL),
        f"{pagu_head}{tail}".strip(),
        f"{cair_head}{tail}".strip(),
    ]
    if percent:
        heads.append(r.choice(["Progres Fisik (%)", "Fisik (%)", "Realisasi Fisik (%)"]))
        if percent == "teks":
            heads[-1] = heads[-1].replace(" (%)", "")
    units = {2: unit, 3: unit} if below else None
    grid, how = table(r, heads, rows, money=(2, 3), units=units)
    sheet = r.choice(["BPM", "Rekap BPM", "Sheet1", "Pencairan BPM"])
    return Drawn(
        "",
        {sheet: grid},
        {"bpm": truth},
        layout={**how, "factor": factor, "unit": unit, "percent": percent},
    )


def _kolaborasi(r: random.Random) -> Drawn:
    rows, truth = [], []
    factor = r.choice([1.0, 1e3, 1e6])
    said = r.random() < 0.75
    unit = r.choice(SCALES[factor]) if said else ""
    for kab, _, _ in places(r):
        plan = float(r.choice([150, 250, 400, 1200, 3600])) * 1e6
        done = plan * r.choice([0.5, 0.9, 1.0])
        people = float(r.randint(20, 400))
        source = r.choice(["APBD Kota", "DAK", "CSR Bank NTT", "Dana Desa", "Swadaya"])
        job = r.choice(["Jalan lingkungan", "Drainase", "Sanitasi komunal", "Air minum"])
        truth.append(
            {
                "sumber_dana": source,
                "anggaran_rp": plan,
                "realisasi_rp": done,
                "penerima_kk": people,
            }
        )
        rows.append([kab, source, job, plan / factor, done / factor, people])
    tail = f" {unit}" if unit else ""
    heads = [
        r.choice(KAB),
        r.choice(["Sumber Dana", "SUMBER PENDANAAN", "Sumber Dana Kolaborasi", "Mitra"]),
        r.choice(["Kegiatan", "Jenis Kegiatan", "Uraian Kegiatan"]),
        r.choice(["Anggaran", "Pagu", "Alokasi Anggaran", "Pagu Anggaran"]) + tail,
        r.choice(["Realisasi", "Realisasi Anggaran", "Realisasi Dana", "Serapan Anggaran"]) + tail,
        r.choice(["Penerima Manfaat (KK)", "Jumlah Penerima (KK)", "KK Penerima Manfaat"]),
    ]
    grid, how = table(r, heads, rows, money=(3, 4, 5))
    sheet = r.choice(["Kolaborasi", "Data Kolaborasi", "Sheet1"])
    return Drawn(
        "", {sheet: grid}, {"kolaborasi": truth}, layout={**how, "factor": factor, "unit": unit}
    )


# --- access -----------------------------------------------------------------------------


def _akses(r: random.Random) -> Drawn:
    style = r.choice(["kk", "persen", "persen_teks", "pecahan", "keduanya"])
    rows, truth = [], []
    kabs = sorted({p[0] for p in PLACES})
    total = [0.0, 0.0, 0.0]
    for kab in r.sample(kabs, r.randint(3, len(kabs))):
        every = float(r.randint(20_000, 120_000))
        water, sewer = (float(round(every * r.uniform(0.55, 0.98))) for _ in range(2))
        shares = [round(v / every * 100, 2) for v in (water, sewer)]
        if style != "kk" and style != "keduanya":
            water, sewer = (every * s / 100 for s in shares)
        truth.append({"kk_total": every, "kk_air_minum": water, "kk_sanitasi": sewer})
        total = [a + b for a, b in zip(total, (every, water, sewer), strict=True)]
        own = {
            "kk": [water, sewer],
            "persen": shares,
            "persen_teks": [f"{text(s)}%" for s in shares],
            "pecahan": [round(s / 100, 4) for s in shares],
            "keduanya": [water, shares[0], sewer, shares[1]],
        }[style]
        rows.append([kab, every, *own])
    water_head = r.choice(
        ["Akses Air Minum", "Air Minum Layak", "Cakupan Air Minum", "Akses Air Minum Layak"]
    )
    sewer_head = r.choice(
        ["Akses Sanitasi", "Sanitasi Layak", "Cakupan Sanitasi", "Akses Sanitasi Layak"]
    )
    mark = r.choice([" (%)", " - %", " (persen)"]) if style in ("persen", "pecahan") else ""
    count = r.choice([" (KK)", ""])
    kk = r.choice(["Jumlah KK", "Jumlah KK Seluruhnya", "Total KK", "KK"])
    first = r.choice(KAB)
    if style == "keduanya":
        heads = [
            first,
            kk,
            f"{water_head} (KK)",
            f"{water_head} (%)",
            f"{sewer_head} (KK)",
            f"{sewer_head} (%)",
        ]
        money: tuple[int, ...] = (1, 2, 4)
        mean: dict[int, object] | None = {
            3: round(total[1] / total[0] * 100, 2),
            5: round(total[2] / total[0] * 100, 2),
        }
    elif style == "kk":
        heads, money, mean = [first, kk, water_head + count, sewer_head + count], (1, 2, 3), None
    else:
        heads, money = [first, kk, water_head + mark, sewer_head + mark], (1,)
        shown = [round(v / total[0] * 100, 2) for v in total[1:]]
        mean = {2: shown[0], 3: shown[1]}
        if style == "persen_teks":
            mean = {2: f"{text(shown[0])}%", 3: f"{text(shown[1])}%"}
        if style == "pecahan":
            mean = {2: round(shown[0] / 100, 4), 3: round(shown[1] / 100, 4)}
    r2 = random.Random(r.random())
    while True:
        grid, how = table(r2, heads, rows, money=money, mean=mean)
        if how["group"] in ("kolom",) and how["total"] != "sub":
            break
        rows = [list(row) for row in rows]
    sheet = r.choice(["Akses", "Akses Air Minum dan Sanitasi", "100-0-100", "Sheet1"])
    return Drawn("", {sheet: grid}, {"akses": truth}, layout={**how, "style": style})


# --- indicators ---------------------------------------------------------------------------


def _kpi(r: random.Random) -> Drawn:
    style = r.choice(["persen", "persen", "pecahan", "teks"])
    rows, truth = [], []
    names = r.sample(
        [
            "Kepuasan penerima manfaat",
            "Perempuan dalam perencanaan",
            "Pekerjaan bermutu baik",
            "Pengaduan selesai",
            "KPP berfungsi",
            "LPJ tuntas",
        ],
        r.randint(3, 6),
    )
    for name in names:
        target = float(r.choice([40, 80, 85, 90, 100]))
        reached = round(r.uniform(20, 100), 1)
        truth.append({"indikator": name, "target": target, "capaian": reached})
        unit = r.choice(["%", "persen", "Persen (%)"])
        if style == "persen":
            rows.append([name, unit, target, reached])
        elif style == "pecahan":
            rows.append([name, unit, target / 100, round(reached / 100, 4)])
        else:
            rows.append([name, unit, f"{target:.0f}%", f"{text(reached, 1)} %"])
    for name, unit, target in (
        ("Penerima manfaat", "jiwa", 12500),
        ("Luas kumuh ditangani", "ha", 153.5),
    ):
        reached = round(target * r.uniform(0.5, 1), 2 if unit == "ha" else 0)
        truth.append({"indikator": name, "target": float(target), "capaian": reached})
        rows.append([name, unit, float(target), reached])
    heads = [
        r.choice(["Indikator", "Indikator Kinerja", "INDIKATOR KINERJA UTAMA", "Uraian Indikator"]),
        r.choice(["Satuan", "SATUAN"]),
        r.choice(["Target", "Target 2022", "Sasaran"]),
        r.choice(["Capaian", "Capaian s/d Des 2022", "Realisasi"]),
    ]
    order = [0, 1, 2, 3]
    if r.random() < 0.3:
        order = [0, 2, 3, 1]
    heads, rows = [heads[i] for i in order], [[row[i] for i in order] for row in rows]
    number = r.random() < 0.6
    if number:
        heads, rows = ["No", *heads], [[float(i + 1), *row] for i, row in enumerate(rows)]
    titles: Grid = [["CAPAIAN INDIKATOR KINERJA"]] if r.random() < 0.5 else []
    sheet = r.choice(["KPI", "Indikator Kinerja", "Sheet1"])
    return Drawn(
        "",
        {sheet: [*titles, heads, *rows]},
        {"kpi": truth},
        layout={"style": style, "order": order},
    )


# --- RT and their condition ----------------------------------------------------------------


def _works(r: random.Random) -> Drawn:
    """Draw a list of works beside the list of their RT."""
    units = units_of(r, r.randint(4, 8))
    base: Grid = [
        ["ID RT", r.choice(KAB), r.choice(KEL), "RT/RW", *[w[0] for w in DENOMINATORS.values()]]
    ]
    for i, u in enumerate(units):
        base.append(
            [
                f"R{i + 1:02d}",
                u["kab_kota"],
                u["kelurahan"],
                f"{u['rt']}/{u['rw']}",
                *[u[n] for n in DENOMINATORS],
            ]
        )
    factor = r.choice([1.0, 1e3, 1e6])
    unit = r.choice(SCALES[factor]) if r.random() < 0.8 else ""
    style = r.choice(["kode", "besar", "kode_nama", "titik"])
    words = r.choice(
        [
            {"realisasi": "Selesai", "berjalan": "Dalam pelaksanaan", "rencana": "Rencana"},
            {"realisasi": "100% selesai", "berjalan": "On going", "rencana": "Usulan"},
            {"realisasi": "Realisasi", "berjalan": "Berjalan", "rencana": "DED"},
            {"realisasi": "Sudah dibangun", "berjalan": "Proses", "rencana": "Belum dibangun"},
        ]
    )
    columns = [
        "id",
        "tahun",
        "kriteria",
        "kegiatan",
        "volume",
        "satuan",
        "anggaran",
        "sumber",
        "status",
    ]
    if r.random() < 0.4:
        r.shuffle(columns)
    heads = {
        "id": r.choice(["ID RT", "Kode RT"]),
        "tahun": r.choice(["Tahun", "TA", "Tahun Anggaran"]),
        "kriteria": r.choice(["Kriteria", "Kode Kriteria", "Kriteria Kumuh"]),
        "kegiatan": r.choice(["Kegiatan", "Jenis Pekerjaan", "Nama Kegiatan", "Uraian Pekerjaan"]),
        "volume": r.choice(["Volume", "Vol.", "Volume Pekerjaan"]),
        "satuan": r.choice(["Satuan", "Sat"]),
        "anggaran": (
            r.choice(["Anggaran", "Biaya", "Nilai Kontrak", "Nilai Pekerjaan"]) + f" {unit}"
        ).strip(),
        "sumber": r.choice(["Sumber Dana", "Sumber Anggaran", "Sumber Pembiayaan"]),
        "status": r.choice(["Status", "Status Pekerjaan", "Keterangan Status"]),
    }
    grid: Grid = [[heads[c] for c in columns]]
    truth: list[Row] = []
    spent = 0.0
    for i, u in enumerate(units):
        for code in r.sample([*CRITERIA], 3):
            if not u[code]:
                continue
            state = r.choice([*words])
            money = float(r.randint(40, 900)) * 1e6
            spent += money
            shown = {
                "kode": code,
                "besar": code.upper(),
                "kode_nama": f"{code} {SHORT[code]}",
                "titik": f"{code[0]}.{code[1]}",
            }[style]
            held: Row = {
                "id": f"R{i + 1:02d}",
                "tahun": 2022.0,
                "kriteria": shown,
                "kegiatan": f"Pembangunan {ASPECTS[code[0]]}",
                "volume": u[code],
                "satuan": CRITERIA[code].unit,
                "anggaran": money / factor,
                "sumber": r.choice(["APBD", "BPM", "DAK"]),
                "status": words[state],
            }
            grid.append([held[c] for c in columns])
            truth.append(
                {
                    "id_rt": held["id"],
                    "kriteria": code,
                    "volume": u[code],
                    "anggaran_rp": money,
                    "status": state,
                }
            )
    total = r.choice(["", *TOTALS])
    if total:
        foot: list[object] = [None] * len(columns)
        foot[0 if columns.index("anggaran") else 1] = total
        foot[columns.index("anggaran")] = spent / factor
        grid.append(foot)
    sheet = r.choice(["Pekerjaan", "Daftar Kegiatan", "Investasi"])
    return Drawn(
        "",
        {"RT": base, sheet: grid},
        {"pekerjaan": truth},
        layout={"factor": factor, "unit": unit, "style": style, "words": words, "total": total},
    )


KINDS: Mapping[str, Callable[[random.Random], Drawn]] = {
    "bpm": _bpm,
    "kolaborasi": _kolaborasi,
    "akses": _akses,
    "kpi": _kpi,
    "rt": draw_rt,
    "panjang": draw_long,
    "formulir": draw_form,
    "pekerjaan": _works,
}


def draw(seed: int, kind: str | None = None) -> Drawn:
    """Return one drawn workbook."""
    r = random.Random(seed)
    chosen = kind or r.choice([*KINDS])
    found = KINDS[chosen](r)
    found.kind = chosen
    return found
