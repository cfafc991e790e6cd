# ruff: noqa
# mypy: ignore-errors
"""Same truth, many layouts: make.py FOLDER N [SEED]  -> N workbooks + truth.json

Every workbook tells hectares of slum per kelurahan of two or three kab/kota of NTT with yearly reductions, in a layout
drawn at random out of what teams really write. Words not in these lists must work too.
"""

import csv, json, pathlib, random, sys
import openpyxl

PLACES = {
    "Kota Kupang": (
        "Kota Kupang",
        "KOTA KUPANG",
        [
            ("Alak", "Namosain"),
            ("Alak", "Penkase Oeleta"),
            ("Kelapa Lima", "Oesapa"),
            ("Oebobo", "Fatululi"),
            ("Maulafa", "Sikumana"),
        ],
    ),
    "Kabupaten Ende": (
        "Kab. Ende",
        "KABUPATEN ENDE",
        [
            ("Ende Tengah", "Kelimutu"),
            ("Ende Selatan", "Tetandara"),
            ("Ende Timur", "Mautapaga"),
            ("Ende Utara", "Kota Ratu"),
        ],
    ),
    "Kabupaten Belu": (
        "Kabupaten Belu",
        "KAB. BELU",
        [
            ("Kota Atambua", "Manumutin"),
            ("Atambua Barat", "Bardao"),
            ("Atambua Selatan", "Fatukbot"),
        ],
    ),
    "Kabupaten Sikka": (
        "Kab Sikka",
        "KABUPATEN SIKKA",
        [("Alok", "Madawat"), ("Alok Timur", "Waioti"), ("Alok Barat", "Wolomarang")],
    ),
}
V = dict(
    kab=[
        "Kab/Kota",
        "KABUPATEN / KOTA",
        "Kota/Kabupaten",
        "Nama Kabupaten/Kota",
        "Daerah (Kab/Kota)",
    ],
    kec=["Kecamatan", "Nama Kecamatan"],
    kel=["Kelurahan/Desa", "DESA/KELURAHAN", "Kel/Desa"],
    awal=[
        "Luas SK (Ha)",
        "Luas Kumuh Awal (Ha)",
        "Luas Permukiman Kumuh (Ha)",
        "Luas Kawasan Kumuh (Ha)",
        "Luas Deliniasi Kumuh (Ha)",
        "Luas Kumuh Sesuai SK Bupati/Walikota (Ha)",
    ],
    red=[
        "Pengurangan {y} (Ha)",
        "Luas Pengurangan Tahun {y} (Ha)",
        "Luas Tertangani {y} (Ha)",
        "Kumuh Berkurang Th. {y} (Ha)",
    ],
    redtop=[
        "Pengurangan Luasan Kumuh (Ha)",
        "CAPAIAN PENGURANGAN KUMUH (Ha)",
        "Penanganan Kumuh (Ha)",
    ],
    sisa=["Sisa (Ha)", "Sisa Luas Kumuh (Ha)", "SISA LUASAN KUMUH"],
    total=[
        "JUMLAH",
        "Jumlah Total",
        "J U M L A H",
        "Jumlah Seluruhnya",
        "PROVINSI NTT",
        "TOTAL PROVINSI",
    ],
    sub=["Jumlah", "Sub Jumlah", "Jumlah {k}", "Jumlah I"],
    title=[
        "REKAPITULASI LUAS KUMUH PROVINSI NTT",
        "PROGRAM KOTA TANPA KUMUH (KOTAKU)",
        "Format Isian OSP 5 NTT",
    ],
    note=["Catatan: angka sementara", "Sumber: Korkot, 2019", "Kupang, 8 Agustus 2019"],
    decoy=["Jumlah Penduduk (Jiwa)", "Luas Wilayah (Ha)", "Jumlah RT", "Keterangan"],
)


def num(v, style):
    if style == "n":
        return round(v, 2)
    t = f"{v:,.2f}".replace(",", "X").replace(".", ",").replace("X", ".")
    return {"t": t, "ha": t + " Ha", "n": v}[style]


def one(rnd, V):
    pick = lambda k: rnd.choice(V[k])
    kabs = rnd.sample(list(PLACES), rnd.choice([2, 2, 3]))
    years = rnd.choice([[2018], [2018, 2019], [2017, 2018, 2019]])
    rows = []
    for k in kabs:
        for kec, kel in rnd.sample(PLACES[k][2], rnd.choice([2, 3])):
            a = round(rnd.uniform(4, 40) + (1000 if rnd.random() < 0.04 else 0), 2)
            left = a
            r = []
            for _ in years:
                x = round(rnd.choice([0, 0, left * rnd.uniform(0.05, 0.5)]), 2)
                r.append(x)
                left = round(left - x, 2)
            rows.append(dict(kab=k, kec=kec, kel=kel, awal=a, red=r, sisa=left))
    o = dict(
        no=rnd.random() < 0.7,
        kabmode=rnd.choice(["col", "col", "first", "merge", "group", "groupfig", "ditto"]),
        kec=rnd.random() < 0.6,
        total=rnd.choice(["none", "bottom", "bottom", "bottom", "top"]),
        sub=rnd.random() < 0.3,
        red=rnd.choice(["flat", "merged", "long", "sisayears"]),
        sisa=rnd.random() < 0.5,
        unit=rnd.choice(["head", "head", "head", "row", "title", "m2row", "m2head"]),
        style=rnd.choice(["n", "n", "n", "t", "ha"]),
        title=rnd.choice([0, 1, 2]),
        notes=rnd.choice([0, 0, 1, 2]),
        decoy=rnd.choice([0, 0, 1, 2]),
        rekap=rnd.random() < 0.15,
        numrow=rnd.random() < 0.12,
        blank=rnd.random() < 0.3,
        spell=rnd.choice([0, 0, 1, 2]),
        zero=rnd.choice(["0", "0", "-", ""]),
        csv=rnd.random() < 0.1,
    )
    if o["unit"].startswith("m2"):
        o["style"] = "n"
    if o["red"] in ("long", "sisayears"):
        o["sisa"] = False
    if o["red"] == "long":
        o["sub"] = False
        o["total"] = "none" if o["total"] == "top" else o["total"]
    if o["csv"] and o["kabmode"] == "merge":
        o["kabmode"] = "first"
    # headings
    strip = lambda h: h.replace(" (Ha)", "").replace(" (ha)", "")
    H = []
    keys = []

    def add(key, head, top=None):
        keys.append(key)
        H.append((top, head))

    if o["no"]:
        add("no", "No")
    grouped = o["kabmode"] in ("group", "groupfig")
    if not grouped:
        add("kab", pick("kab"))
    if o["kec"]:
        add("kec", pick("kec"))
    add("kel", pick("kel"))
    dec = rnd.sample(V["decoy"], min(o["decoy"], len(V["decoy"])))
    for d in dec[:1]:
        add("dec:" + d, d)
    ha = pick("awal")
    if o["red"] == "long":
        add("thn", rnd.choice(["Tahun", "Thn", "TAHUN"]))
        add("awal", ha)
        add(
            "r", rnd.choice(["Pengurangan (Ha)", "Luas Pengurangan (Ha)", "Pengurangan Kumuh (Ha)"])
        )
    else:
        add("awal", ha)
        t = pick("redtop")
        f = pick("red")
        s = pick("sisa")
        for i, y in enumerate(years):
            if o["red"] == "merged":
                add(f"r{i}", str(y) if rnd.random() < 0.7 else f"Tahun {y}", t)
            elif o["red"] == "flat":
                add(f"r{i}", f.format(y=y))
            else:
                add(f"s{i}", f"Sisa Kumuh {y} (Ha)")
        if o["sisa"]:
            add("sisa", s)
    for d in dec[1:]:
        add("dec:" + d, d)
    m2 = o["unit"].startswith("m2")
    k = 10000 if m2 else 1
    area = lambda key: (
        key == "awal" or key == "sisa" or key == "r" or (key[0] in "rs" and key[1:].isdigit())
    )
    fix = lambda h: h
    if o["unit"] == "row" or o["unit"] == "m2row" or o["unit"] == "title":
        fix = strip
    if o["unit"] == "m2head":
        fix = lambda h: strip(h) + " (m2)"
    H = [
        (None if t is None else fix(t), fix(h) if area(key) else h) for (t, h), key in zip(H, keys)
    ]
    if o["unit"] == "m2head":
        H = [(t, h if not area(key) or t else h) for (t, h), key in zip(H, keys)]
    grid = []
    merges = []
    for i in range(o["title"]):
        grid.append([pick("title")])
    if o["unit"] == "title":
        grid.append(["(Satuan: hektar)"])
    if o["blank"] and grid:
        grid.append([])
    two = any(t for t, _ in H)
    top = len(grid)
    if two:
        grid.append([t if t else h for t, h in H])
        grid.append([h if t else None for t, h in H])
        c = 0
        while c < len(H):
            if H[c][0]:
                e = c
                while e + 1 < len(H) and H[e + 1][0] == H[c][0]:
                    e += 1
                    grid[top][e] = None
                if e > c:
                    merges.append((top + 1, c + 1, top + 1, e + 1))
                c = e + 1
            else:
                merges.append((top + 1, c + 1, top + 2, c + 1))
                c += 1
    else:
        grid.append([h for _, h in H])
    if o["unit"] in ("row", "m2row"):
        grid.append([("(m2)" if m2 else "(Ha)") if area(key) else None for key in keys])
    if o["numrow"]:
        grid.append(
            [f"({i + 1})" for i in range(len(keys))]
            if rnd.random() < 0.5
            else [i + 1 for i in range(len(keys))]
        )
    name = lambda kb: PLACES[kb][o["spell"]] if o["spell"] < 2 else PLACES[kb][1]
    z = lambda v: num(v * k, o["style"]) if v or o["zero"] == "0" else o["zero"] or None

    def vals(a, red, sisa):
        out = {"awal": num(a * k, o["style"]), "sisa": num(sisa * k, o["style"])}
        left = a
        for i, x in enumerate(red):
            out[f"r{i}"] = z(x)
            left -= x
            out[f"s{i}"] = num(left * k, o["style"])
        return out

    def line(cells):
        grid.append([cells.get(key) for key in keys])

    lab = next((key for key in ("kab", "kec", "kel") if key in keys), keys[0])

    def tot(word, rs, where=lab):
        a = sum(r["awal"] for r in rs)
        red = [sum(r["red"][i] for r in rs) for i in range(len(years))]
        s = sum(r["sisa"] for r in rs)
        c = vals(a, red, s)
        if o["red"] == "long":
            c = {"r": num(sum(red) * k, o["style"])}
        c[where] = word
        line(c)

    if o["total"] == "top":
        tot(pick("total"), rows)
    n = 0
    for gi, kb in enumerate(kabs):
        mine = [r for r in rows if r["kab"] == kb]
        if grouped:
            c = {keys[0]: ["I", "II", "III"][gi]} if o["no"] else {}
            c[keys[1] if o["no"] else keys[0]] = PLACES[kb][1]
            if o["kabmode"] == "groupfig" and o["red"] != "long":
                c |= vals(
                    sum(r["awal"] for r in mine),
                    [sum(r["red"][i] for r in mine) for i in range(len(years))],
                    sum(r["sisa"] for r in mine),
                )
            line(c)
        start = len(grid) + 1
        for ri, r in enumerate(mine):
            n += 1
            kabtext = (
                name(kb)
                if ri == 0 or o["kabmode"] == "col"
                else ({"ditto": rnd.choice(["sda", '"', "idem"])}.get(o["kabmode"]))
            )
            base = {
                "no": n if not grouped else ri + 1,
                "kab": kabtext,
                "kec": r["kec"],
                "kel": r["kel"],
            }
            for d in dec:
                base["dec:" + d] = {
                    "Jumlah Penduduk (Jiwa)": rnd.randint(900, 9000),
                    "Jumlah KK": rnd.randint(100, 2000),
                    "Luas Wilayah (Ha)": round(rnd.uniform(90, 400), 2),
                    "Luas Administrasi (Km2)": round(rnd.uniform(1, 9), 2),
                    "Jumlah RT": rnd.randint(5, 40),
                    "Nomor SK": "188/KEP/HK/2014",
                    "Keterangan": rnd.choice([None, "lanjutan", "-"]),
                }[d]
            if o["red"] == "long":
                left = r["awal"]
                for i, y in enumerate(years):
                    line(
                        {
                            **base,
                            "thn": y,
                            "awal": num(r["awal"] * k, o["style"]),
                            "r": z(r["red"][i]),
                        }
                    )
            else:
                line({**base, **vals(r["awal"], r["red"], r["sisa"])})
        if o["kabmode"] == "merge" and len(mine) > 1 and o["red"] != "long":
            merges.append((start, keys.index("kab") + 1, len(grid), keys.index("kab") + 1))
        if o["kabmode"] == "merge" and o["red"] == "long":
            for q in range(start, len(grid) + 1):
                grid[q - 1][keys.index("kab")] = name(kb)
        if o["sub"]:
            tot(pick("sub").format(k=PLACES[kb][0]), mine, rnd.choice([lab, "kel"]))
    if o["total"] == "bottom":
        tot(pick("total"), rows)
    for _ in range(o["notes"]):
        grid.append([]) if rnd.random() < 0.3 else None
        grid.append([pick("note")])
    rek = None
    if o["rekap"]:
        rek = (
            [["No", pick("kab"), "Luas Kumuh (Ha)"]]
            + [
                [i + 1, PLACES[kb][0], round(sum(r["awal"] for r in rows if r["kab"] == kb), 2)]
                for i, kb in enumerate(kabs)
            ]
            + [[None, "Jumlah", round(sum(r["awal"] for r in rows), 2)]]
        )
    truth = dict(
        awal=round(sum(r["awal"] for r in rows), 2),
        sisa=round(sum(r["sisa"] for r in rows), 2),
        kab={
            kb: [
                round(sum(r["awal"] for r in rows if r["kab"] == kb), 2),
                round(sum(r["sisa"] for r in rows if r["kab"] == kb), 2),
            ]
            for kb in kabs
        },
        tahun=years[-1],
        layout=o,
    )
    return grid, merges, rek, truth


def main(folder, n, seed="1"):
    out = pathlib.Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    truths = {}
    for i in range(int(n)):
        rnd = random.Random(f"{seed}-{i}")
        grid, merges, rek, truth = one(rnd, V)
        name = f"{int(seed):02d}_{i:03d}"
        if truth["layout"]["csv"] and not rek:
            name += ".csv"
            with open(
                out / name, "w", newline="", encoding=rnd.choice(["utf-8-sig", "utf-8", "cp1252"])
            ) as f:
                w = csv.writer(f, delimiter=";")
                [
                    w.writerow(
                        [
                            ""
                            if v is None
                            else (str(v).replace(".", ",") if isinstance(v, float) else v)
                            for v in r
                        ]
                    )
                    for r in grid
                ]
        else:
            name += ".xlsx"
            wb = openpyxl.Workbook()
            ws = wb.active
            ws.title = rnd.choice(["Sheet1", "Data", "Rekap Kumuh", "Capaian 2019"])
            for r, row in enumerate(grid, 1):
                for c, v in enumerate(row, 1):
                    if v is not None:
                        ws.cell(r, c, v)
            for a, b, c, d in merges:
                ws.merge_cells(start_row=a, start_column=b, end_row=c, end_column=d)
            if rek:
                w2 = wb.create_sheet("Rekap")
                [w2.append(r) for r in rek]
            wb.save(out / name)
        truths[name] = truth
    (out / "truth.json").write_text(json.dumps(truths, indent=1))


if __name__ == "__main__":
    main(*sys.argv[1:])
