"""RT and their condition drawn at random: lists, one row for each criterion, printed forms."""
# ruff: noqa: C901, PERF401

from __future__ import annotations

import random
from collections.abc import Sequence

from kotaku import rules
from tests.intake.drawn import KAB, KEL, PLACES, TOTALS, Drawn, Grid, Row, shown, text

CRITERIA = {c.id: c for c in rules.load().criteria}
UNITS = {
    "unit": ("unit", "Unit", "bangunan"),
    "ha": ("Ha", "ha", "hektar"),
    "m": ("m", "meter", "M"),
    "KK": ("KK", "kk"),
}
DENOMINATORS = {
    "luas_verifikasi_ha": ("Luas Verifikasi (Ha)", "Luas Terverifikasi (ha)", "LUAS VERIFIKASI"),
    "jumlah_bangunan": (
        "Jumlah Bangunan",
        "Jml Bangunan (Unit)",
        "Jumlah Bangunan Total (unit)",
        "Jumlah Total Bangunan",
    ),
    "jumlah_penduduk": ("Jumlah Penduduk", "Jml Penduduk (jiwa)", "Penduduk (Jiwa)"),
    "jumlah_kk": ("Jumlah KK", "Jml. KK", "Jumlah Kepala Keluarga (KK)"),
    "panjang_jalan_ideal_m": (
        "Panjang Jalan Ideal (m)",
        "Panjang Jalan Lingkungan Ideal (M)",
        "Panj. Jalan Ideal",
    ),
    "panjang_drainase_ideal_m": (
        "Panjang Drainase Ideal (m)",
        "Panj. Drainase Ideal (m)",
        "Panjang Saluran Drainase Ideal (M)",
    ),
}
SHORT = {  # as people shorten the names of the criteria
    "1a": "Ketidakteraturan Bangunan",
    "1b": "Tingkat Kepadatan Bangunan",
    "1c": "Ketidaksesuaian dgn Persyaratan Teknis Bangunan",
    "2a": "Cakupan Pelayanan Jalan Lingkungan",
    "2b": "Kualitas Permukaan Jalan Lingkungan",
    "3a": "Ketersediaan Akses Aman Air Minum",
    "3b": "Tidak Terpenuhinya Kebutuhan Air Minum",
    "4a": "Ketidakmampuan Mengalirkan Limpasan Air",
    "4b": "Ketidaktersediaan Drainase",
    "4c": "Kualitas Konstruksi Drainase",
    "5a": "Sistem Pengelolaan Air Limbah Tidak Sesuai Standar Teknis",
    "5b": "Prasarana dan Sarana Air Limbah Tidak Sesuai Persyaratan Teknis",
    "6a": "Prasarana & Sarana Persampahan Tidak Sesuai Persyaratan Teknis",
    "6b": "Sistem Pengelolaan Persampahan Tidak Sesuai Standar Teknis",
    "7a": "Ketidaktersediaan Prasarana Proteksi Kebakaran",
    "7b": "Ketidaktersediaan Sarana Proteksi Kebakaran",
}
ASPECTS = {
    "1": "Kondisi Bangunan Gedung",
    "2": "Kondisi Jalan Lingkungan",
    "3": "Penyediaan Air Minum",
    "4": "Kondisi Drainase Lingkungan",
    "5": "Pengelolaan Air Limbah",
    "6": "Pengelolaan Persampahan",
    "7": "Proteksi Kebakaran",
}


def units_of(r: random.Random, count: int) -> list[Row]:
    out: list[Row] = []
    for i in range(count):
        kab, kec, kel = PLACES[(i // 3) % len(PLACES)]
        houses = r.randint(40, 90)
        row: Row = {
            "kab_kota": kab,
            "kecamatan": kec,
            "kelurahan": kel,
            "rt": f"{i % 3 + 1:03d}",
            "rw": f"{i // 3 + 1:03d}",
            "luas_verifikasi_ha": round(r.uniform(0.7, 4), 2),
            "jumlah_bangunan": float(houses),
            "jumlah_penduduk": float(houses * 4),
            "jumlah_kk": float(houses + r.randint(2, 9)),
            "panjang_jalan_ideal_m": float(r.randint(300, 900)),
            "panjang_drainase_ideal_m": float(r.randint(300, 900)),
        }
        for c in CRITERIA.values():
            share = r.choice([0.0, 0.12, 0.3, 0.55, 0.9])
            row[c.id] = round(row[c.denominator] * share, 2 if c.unit == "ha" else 0)
            row[f"%{c.id}"] = round(row[c.id] / row[c.denominator] * 100, 2)
        out.append(row)
    return out


def _score(percent: float) -> float:
    return next((float(b.score) for b in rules.load().bands if percent >= b.at_least_pct), 0.0)


def _truth(units: Sequence[Row], measure: str = "volume") -> dict[str, list[Row]]:
    mark = "%" if measure == "persen" else ""
    return {
        "rt": [{n: u[n] for n in DENOMINATORS} for u in units],
        "kekumuhan": [{f"{measure}_{c}": u[f"{mark}{c}"] for c in CRITERIA} for u in units],
    }


def _criterion(r: random.Random, code: str, style: str) -> str:
    unit = r.choice(UNITS[CRITERIA[code].unit])
    name = r.choice([SHORT[code], CRITERIA[code].name])
    return {
        "kode": code,
        "kode_titik": f"{code[0]}.{code[1]}",
        "besar": code.upper(),
        "kode_nama": f"{code}. {name}",
        "nama": name,
        "nama_satuan": f"{name} ({unit})",
        "vol": f"Vol {code}",
        "kriteria": f"Kriteria {code}",
        "huruf": f"{code[1]}. {name}",
    }[style]


def draw_rt(r: random.Random) -> Drawn:
    units = units_of(r, r.randint(6, 15))
    measure = r.choice(["volume", "volume", "persen", "keduanya"])
    style = r.choice(
        ["kode", "kode_titik", "besar", "kode_nama", "nama", "nama_satuan", "kriteria", "huruf"]
    )
    if measure == "volume" and r.random() < 0.2:
        style = "vol"
    numbers = r.choice(["angka", "angka", "teks"])
    fraction = measure == "persen" and r.random() < 0.5
    rtrw = r.choice(["gabung", "garis", "dua"])
    heads: list[str] = [r.choice(KAB), r.choice(["Kecamatan", "KEC."]), r.choice(KEL)]
    heads += ["RT", "RW"] if rtrw == "dua" else [r.choice(["RT/RW", "RT / RW", "Nama RT"])]
    fixed = len(heads)
    heads += [r.choice(words) for words in DENOMINATORS.values()]
    three = measure == "keduanya" or style == "huruf" or r.random() < 0.3
    upper: list[object] = list(heads)
    lower: list[object] = [None] * len(heads)
    aspect: list[object] = [None] * len(heads)
    per = 2 if measure == "keduanya" else 1
    word = {
        "volume": ["Volume"],
        "persen": ["%"],
        "keduanya": ["Volume", r.choice(["%", "Persen", "Prosen (%)"])],
    }[measure]
    for code in CRITERIA:
        name = _criterion(r, code, style)
        if not three and measure == "persen":
            name = (
                f"{name} (%)" if "(" not in name else name.replace("(", "(%; ").split(";")[0] + ")"
            )
        upper += [name, *[None] * (per - 1)]
        lower += word
        aspect += [f"{code[0]}. {ASPECTS[code[0]]}", *[None] * (per - 1)]
    rows: Grid = []
    for u in units:
        pair = {
            "gabung": [f"RT {u['rt']} RW {u['rw']}"],
            "garis": [f"{u['rt']}/{u['rw']}"],
            "dua": [u["rt"], u["rw"]],
        }[rtrw]
        row: list[object] = [u["kab_kota"], u["kecamatan"], u["kelurahan"], *pair]
        row += [shown(r, u[n], numbers) for n in DENOMINATORS]
        for code in CRITERIA:
            share = u[f"%{code}"] / 100 if fraction else u[f"%{code}"]
            if measure in ("volume", "keduanya"):
                row.append(shown(r, u[code], numbers))
            if measure in ("persen", "keduanya"):
                row.append(shown(r, round(share, 4), numbers, digits=4 if fraction else 2))
        rows.append(row)
    boxes: list[tuple[int, int, int, int]] = []
    top: Grid = [
        [t] for t in r.sample(["BASELINE KUMUH TAHUN 2021", "DATA NUMERIK RT"], r.randint(1, 2))
    ]
    top.append([])
    if not any("2021" in str(t) for t in top):
        top[0] = ["BASELINE KUMUH TAHUN 2021"]
    first = len(top)
    levels = [upper]
    if three:
        levels = [aspect, upper] if style == "huruf" or r.random() < 0.5 else [upper]
        if measure != "volume":
            levels.append(lower)
    if len(levels) > 1:
        names = list(upper[: len(heads)])
        for level in levels:
            level[: len(heads)] = [None] * len(heads)
        levels[0][: len(heads)] = names
        for c in range(len(heads)):
            boxes.append((first, c, first + len(levels) - 1, c))
        for n, level in enumerate(levels[:-1]):
            c = len(heads)
            while c < len(level):
                e = c
                while e + 1 < len(level) and (level[e + 1] is None or level[e + 1] == level[c]):
                    e += 1
                for x in range(c + 1, e + 1):
                    level[x] = None
                if e > c:
                    boxes.append((first + n, c, first + n, e))
                c = e + 1
    grid: Grid = [*top, *levels, *rows]
    total = r.choice(["", *TOTALS])
    if total and numbers == "angka":
        foot: list[object] = [total, *[None] * (len(heads) + per * 16 - 1)]
        for i, name in enumerate(DENOMINATORS):
            foot[fixed + i] = round(sum(u[name] for u in units), 2)
        if measure == "volume":
            for i, code in enumerate(CRITERIA):
                foot[len(heads) + i] = round(sum(u[code] for u in units), 2)
        grid.append(foot)
    how = {
        "measure": measure,
        "style": style,
        "numbers": numbers,
        "rtrw": rtrw,
        "fraction": fraction,
        "levels": len(levels),
        "total": total,
    }
    truth = _truth(units, "persen" if measure == "persen" else "volume")
    sheet = r.choice(["RT", "Baseline", "Data RT", "Sheet1"])
    return Drawn("", {sheet: grid}, truth, {sheet: boxes}, how)


def draw_long(r: random.Random) -> Drawn:
    """Draw the condition with one row for each criterion of each RT."""
    units = units_of(r, r.randint(3, 6))
    base: Grid = [
        [
            "ID RT",
            r.choice(KAB),
            r.choice(KEL),
            "RT/RW",
            *[r.choice(w) for w in DENOMINATORS.values()],
        ]
    ]
    long: Grid = []
    columns = ["ID RT", "Tahun", "Kriteria", "Volume", "Satuan", "Persen (%)", "Nilai"]
    if r.random() < 0.4:
        columns = [
            "Tahun",
            "ID RT",
            "Kode Kriteria",
            "Nama Kriteria",
            "Satuan",
            "Volume",
            "Prosen",
            "Skor",
        ]
    long.append(list(columns))
    for i, u in enumerate(units):
        ident = f"RT-{i + 1:02d}"
        base.append(
            [
                ident,
                u["kab_kota"],
                u["kelurahan"],
                f"{u['rt']}/{u['rw']}",
                *[u[n] for n in DENOMINATORS],
            ]
        )
        for code, c in CRITERIA.items():
            share = u[f"%{code}"]
            held = {
                "ID RT": ident,
                "Tahun": 2021.0,
                "Kriteria": code,
                "Kode Kriteria": code.upper(),
                "Nama Kriteria": SHORT[code],
                "Volume": u[code],
                "Satuan": c.unit,
                "Persen (%)": share,
                "Prosen": share,
                "Nilai": _score(share),
                "Skor": _score(share),
            }
            long.append([held[name] for name in columns])
    return Drawn(
        "",
        {"RT": base, r.choice(["Kekumuhan", "Numerik", "Kriteria"]): long},
        _truth(units),
        layout={"columns": len(columns)},
    )


def draw_form(r: random.Random) -> Drawn:
    """Draw one printed form for each RT: ASPEK, KRITERIA, VOLUME, SATUAN, PROSEN, NILAI."""
    units = units_of(r, r.randint(1, 4))
    order = r.choice(
        [("v", "s", "p", "n"), ("s", "v", "p", "n"), ("n", "v", "s", "p"), ("v", "p", "n", "s")]
    )
    words = {
        "v": r.choice(["VOLUME", "Volume", "NUMERIK", "Vol."]),
        "s": r.choice(["SATUAN", "Sat."]),
        "p": r.choice(["PROSEN (%)", "PERSEN", "%", "Prosentase"]),
        "n": r.choice(["NILAI", "SKOR", "Nilai (Skor)"]),
    }
    style = r.choice(["kode", "huruf", "nama", "kode_kolom"])
    with_unit = r.random() < 0.25
    together = len(units) > 1 and r.random() < 0.5
    means, total = r.random() < 0.4, r.random() < 0.6
    no = r.random() < 0.5
    labels = {
        "kab_kota": ("Kab/Kota", "KABUPATEN/KOTA"),
        "kecamatan": ("Kecamatan",),
        "kelurahan": ("Kelurahan/Desa", "KELURAHAN"),
        "rtrw": ("RT/RW", "RT / RW"),
        "tahun": ("Tahun", "TAHUN"),
        **DENOMINATORS,
    }
    chosen = {n: r.choice(w) for n, w in labels.items()}
    colon = r.choice(["", " :", ":"])
    apart = r.random() < 0.5  # value two columns to the right, a colon between
    sheets: dict[str, Grid] = {}
    merged: dict[str, list[tuple[int, int, int, int]]] = {}
    for i, u in enumerate(units):
        name = "Form" if together else f"RT {u['rt']} RW {u['rw']}"
        grid = sheets.setdefault(name, [])
        boxes = merged.setdefault(name, [])
        if grid:
            grid += [[], []]
        grid.append(
            [r.choice(["FORM PERHITUNGAN KUMUH", "PERHITUNGAN TINGKAT KEKUMUHAN", "PROFIL RT"])]
        )
        values: Row = {**u, "rtrw": f"RT {u['rt']} RW {u['rw']}", "tahun": 2021.0}
        for field_name, label in chosen.items():
            value = values[field_name]
            if with_unit and field_name in DENOMINATORS:
                unit = {"ha": "Ha", "bangunan": "Unit", "penduduk": "Jiwa", "kk": "KK", "m": "M"}[
                    field_name.rsplit("_", 1)[1]
                ]
                value = f"{text(value) if unit == 'Ha' else text(value, 0)} {unit}"
            grid.append([label + colon, ":", value] if apart else [label + colon, value])
        grid.append([])
        head: list[object] = [
            *(["NO"] if no else []),
            "ASPEK",
            *(["KODE"] if style == "kode_kolom" else []),
            "KRITERIA",
            *(words[o] for o in order),
        ]
        grid.append(head)
        start = len(grid)
        seen = ""
        for code, c in CRITERIA.items():
            aspect = (
                f"{code[0]}. {ASPECTS[code[0]]}"
                if style == "huruf" or r.random() < 0.5
                else ASPECTS[code[0]]
            )
            if style == "huruf":
                aspect = f"{code[0]}. {ASPECTS[code[0]]}"
            label = {
                "kode": f"{code}. {SHORT[code]}",
                "huruf": f"{code[1]}. {SHORT[code]}",
                "nama": SHORT[code],
                "kode_kolom": SHORT[code],
            }[style]
            volume: object = u[code]
            if with_unit:
                volume = f"{text(u[code], 2 if c.unit == 'ha' else 0)} {c.unit}"
            own = {"v": volume, "s": c.unit, "p": u[f"%{code}"], "n": _score(u[f"%{code}"])}
            fresh = code[0] != seen
            grid.append(
                [
                    *([float(code[0]) if fresh else None] if no else []),
                    aspect if fresh else None,
                    *([code] if style == "kode_kolom" else []),
                    label,
                    *(own[o] for o in order),
                ]
            )
            last = code[0] != ([*CRITERIA, "9"][[*CRITERIA].index(code) + 1])[0]
            if last and means:
                own_pct = [u[f"%{x}"] for x in CRITERIA if x[0] == code[0]]
                mean = {"v": None, "s": None, "p": round(sum(own_pct) / len(own_pct), 2), "n": None}
                grid.append(
                    [
                        *([None] if no else []),
                        None,
                        *([None] if style == "kode_kolom" else []),
                        f"Rata-rata {ASPECTS[code[0]]}",
                        *(mean[o] for o in order),
                    ]
                )
            if fresh:
                top = len(grid) - 1
            if last:
                at = 1 if no else 0
                end = len(grid) - 1
                if end > top and r.random() < 0.5:
                    boxes.append((top, at, end, at))
            seen = code[0]
        if total:
            score = sum(_score(u[f"%{x}"]) for x in CRITERIA)
            row: list[object] = [None] * len(head)
            row[0] = "TOTAL NILAI"
            row[len(head) - 4 + order.index("n")] = score
            grid.append(row)
        del start
        if i > 6:
            break
    how = {
        "order": "".join(order),
        "words": words,
        "style": style,
        "with_unit": with_unit,
        "together": together,
        "means": means,
        "total": total,
        "apart": apart,
        "colon": colon,
    }
    return Drawn("", sheets, _truth(units), merged, how)
