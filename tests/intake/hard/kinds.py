"""The kinds of layout: each draws a truth and the sheets that tell it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.intake.hard import words
from tests.intake.hard.drawing import Column, Drawn, Look, Sheet, look
from tests.intake.hard.pieces import (
    area_unit,
    at_first,
    decoys,
    gone,
    gone_in,
    left,
    left_at,
    places,
    table,
    until,
)
from tests.intake.hard.told import Row, Told, draw, spelled


@dataclass
class Case:
    """Sheets with what they tell: hectares at first and left, of all and by kab/kota."""

    sheets: list[Sheet]
    awal: float
    sisa: float
    kab: dict[str, tuple[float, float]]
    slack: float = 0.0
    code: str = ""  # a finding that must be there
    asks: str = ""  # the beginning of the kode of a question that must be there
    none: bool = False  # no hectares of slum at all
    hard: bool = False  # a person would have to ask, too


Kind = Callable[[Random], Case]
KINDS: dict[str, Kind] = {}


def kind(function: Kind) -> Kind:
    """Name a kind by its function."""
    KINDS[function.__name__] = function
    return function


def case(told: Told, *sheets: Sheet, until: int | None = None, **more: object) -> Case:
    """Return the case of a truth, with reductions up to a year."""
    year = told.last if until is None else until
    kab = {
        k: (
            round(sum(r.awal for r in told.of(k)), 2),
            round(sum(r.left(year) for r in told.of(k)), 2),
        )
        for k in told.kabs
    }
    awal = round(sum(v[0] for v in kab.values()), 2)
    sisa = round(sum(v[1] for v in kab.values()), 2)
    return Case([*sheets], awal, sisa, kab, **more)  # type: ignore[arg-type]


@kind
def per_tahun(rnd: Random) -> Case:
    told, unit = draw(rnd), area_unit(rnd)
    columns = [*places(rnd), at_first(rnd, unit), *gone(rnd, told, unit), *decoys(rnd)]
    return case(told, table(rnd, told, columns))


@kind
def per_tahun_dan_sisa(rnd: Random) -> Case:
    told, unit = draw(rnd), area_unit(rnd)
    names = rnd.choice([(), words.GONE_ODD])
    columns = [*places(rnd), *decoys(rnd)[:1], at_first(rnd, unit),
               *gone(rnd, told, unit, names), left(rnd, told, unit), *decoys(rnd)]  # fmt: skip
    return case(told, table(rnd, told, columns))


@kind
def jumlah_pengurangan(rnd: Random) -> Case:
    """The reductions of the years, their sum, what is left."""
    told = draw(rnd, years=rnd.choice([2, 3]))
    total = Column((rnd.choice(["Jumlah", "Total Pengurangan", "Jml Tertangani", "Total Capaian",
                                f"Jumlah s.d. {told.last}"]),),
                   until(told.last), "ha")  # fmt: skip
    columns = [*places(rnd), at_first(rnd), *gone(rnd, told), total]
    if rnd.random() < 0.6:
        columns.append(left(rnd, told))
    return case(told, table(rnd, told, columns))


@kind
def kumulatif(rnd: Random) -> Case:
    told = draw(rnd, years=rnd.choice([2, 3, 3]))
    text = rnd.choice(words.UNTIL)
    columns = [*places(rnd), at_first(rnd),
               *(Column((text.format(y=y),), until(y), "ha") for y in told.years)]  # fmt: skip
    return case(told, table(rnd, told, columns))


@kind
def kumulatif_dan_sisa(rnd: Random) -> Case:
    told = draw(rnd, years=rnd.choice([2, 3]))
    text = rnd.choice([*words.UNTIL, *words.GONE])
    columns = [*places(rnd), at_first(rnd),
               *(Column((text.format(y=y),), until(y), "ha") for y in told.years),
               left(rnd, told)]  # fmt: skip
    return case(told, table(rnd, told, columns))


@kind
def sisa_per_tahun(rnd: Random) -> Case:
    told, unit = draw(rnd), area_unit(rnd)
    text = rnd.choice(words.LEFT_AT)
    if rnd.random() < 0.4:  # the first year is the area at first
        text = rnd.choice(words.AWAL_AT)
        start = Column((text.format(y=told.years[0] - 1),), lambda r: r.awal, unit)
    else:
        start = at_first(rnd, unit)
    columns = [*places(rnd), start,
               *(Column((text.format(y=y),), left_at(y), unit) for y in told.years)]  # fmt: skip
    return case(told, table(rnd, told, columns))


@kind
def berjalan(rnd: Random) -> Case:
    """Each year: at its start, taken away, left; the start is what the year before left."""
    told = draw(rnd, years=rnd.choice([2, 3]))
    a, g, s = rnd.choice([
        ("Awal {y}", "Berkurang {y}", "Sisa {y}"),
        ("Saldo Awal {y}", "Mutasi {y}", "Saldo Akhir {y}"),
        ("Luas Kumuh Awal Tahun {y}", "Penanganan {y}", "Luas Kumuh Akhir Tahun {y}"),
        ("Kumuh {y}", "Tertangani {y}", "Sisa Kumuh {y}")])  # fmt: skip
    nested = rnd.random() < 0.4
    columns = places(rnd)
    for y in told.years:
        for text, value in ((a, left_at(y - 1)), (g, gone_in(y)), (s, left_at(y))):
            plain = text.replace("{y}", "").replace("Tahun", "").strip()
            levels: tuple[object, ...] = (f"Tahun {y}", plain) if nested else (text.format(y=y),)
            columns.append(Column(levels, value, "ha"))
    return case(told, table(rnd, told, columns))


@kind
def tahun_di_baris(rnd: Random) -> Case:
    """A row for each place and year; the area at first is said again or runs on."""
    told = draw(rnd, years=rnd.choice([2, 3]))
    runs = rnd.random() < 0.5
    shows_left = runs or rnd.random() < 0.4
    head: list[object] = [rnd.choice(words.NO), rnd.choice(words.KAB), rnd.choice(words.KEL),
                          rnd.choice(["Tahun", "Thn", "TA"]),
                          f"{rnd.choice(['Luas Awal', 'Luas Kumuh', 'Baseline'])} (Ha)",
                          rnd.choice(["Pengurangan", "Tertangani", "Capaian"])]  # fmt: skip
    rows: list[list[object]] = [["Data kumuh"], [], head]
    if shows_left:
        head.append(f"{rnd.choice(words.LEFT)} (Ha)")
    whole: list[object] = [None, "Jumlah", None, None, None, 0.0]
    taken = 0.0
    by_year = rnd.random() < 0.4
    keys = [(y, r) for y in told.years for r in told.rows] if by_year else [
        (y, r) for r in told.rows for y in told.years]  # fmt: skip
    for n, (y, r) in enumerate(keys):
        start = r.left(y - 1) if runs else r.awal
        line: list[object] = [n + 1, spelled(r.kab, 2), r.kel, y, start, r.gone[y]]
        if shows_left:
            line.append(r.left(y))
        rows.append(line)
        taken += r.gone[y]
    whole[5] = round(taken, 2)
    if rnd.random() < 0.5:
        rows.append(whole)
    return case(told, Sheet("Data", rows))


@kind
def panjang(rnd: Random) -> Case:
    """A row for each place, year and quantity; the figures in one column."""
    told = draw(rnd)
    names = rnd.choice([("Luas Kumuh Awal", "Pengurangan", "Sisa"),
                        ("Baseline", "Tertangani", "Belum Tertangani"),
                        ("Awal", "Capaian", "Akhir")])  # fmt: skip
    head: list[object] = [rnd.choice(words.KAB), rnd.choice(words.KEL), "Tahun",
                          rnd.choice(["Uraian", "Indikator", "Variabel", "Jenis Data", "Komponen"]),
                          rnd.choice(["Nilai", "Luas (Ha)", "Volume (Ha)"])]  # fmt: skip
    rows: list[list[object]] = [["Data luas kumuh"], head]
    with_left = rnd.random() < 0.5
    for r in told.rows:
        rows.append([r.kab, r.kel, told.years[0] - 1, names[0], r.awal])
        for y in told.years:
            rows.append([r.kab, r.kel, y, names[1], r.gone[y]])
            if with_left:
                rows.append([r.kab, r.kel, y, names[2], r.left(y)])
    if rnd.random() < 0.5:
        rows[1].append("Satuan")
        for row in rows[2:]:
            row.append("Ha")
    return case(told, Sheet("Data", rows))


@kind
def terbalik(rnd: Random) -> Case:
    """Places across, quantities down."""
    told = draw(rnd, each=rnd.choice([1, 2, 3]), kabs=rnd.choice([2, 3]))
    rows: list[list[object]] = [["Rekap luas kumuh (Ha)"], []] if rnd.random() < 0.7 else []
    total = rnd.random() < 0.6
    label = rnd.choice(["Uraian", "Keterangan", "Indikator", None])
    if max(len(told.of(k)) for k in told.kabs) == 1 or rnd.random() < 0.4:
        units = [(k, told.of(k)) for k in told.kabs]
        rows.append([label, *(spelled(k, 2) for k in told.kabs)])
    else:
        units = [(r.kab, [r]) for r in told.rows]
        top: list[object] = [label]
        merged = []
        for k in told.kabs:
            merged.append((len(rows), len(top), len(rows), len(top) + len(told.of(k)) - 1))
            top += [spelled(k, 2), *[None] * (len(told.of(k)) - 1)]
        rows += [top, [None, *(r.kel for r in told.rows)]]
    if total:
        rows[-1 if len(units) == len(told.kabs) else -2].append("Jumlah")
    lines: list[tuple[str, Callable[[Row], object]]] = [
        (rnd.choice(words.AWAL), lambda r: r.awal),
        *((rnd.choice(words.GONE).format(y=y), gone_in(y)) for y in told.years),
    ]
    if rnd.random() < 0.6:
        lines.append((rnd.choice(words.LEFT), left_at(told.last)))
    for name, value in lines:
        figures = [round(sum(float(str(value(r))) for r in own), 2) for _, own in units]
        rows.append([name, *figures, *([round(sum(figures), 2)] if total else [])])
    return case(told, Sheet("Rekap", rows))


@kind
def bersebelahan(rnd: Random) -> Case:
    """A table for each kab/kota beside the other, an empty column between."""
    told = draw(rnd, kabs=2)
    columns = [Column((rnd.choice(words.KEL),), lambda r: r.kel, place="kel"), at_first(rnd),
               *gone(rnd, told)[:3]]  # fmt: skip
    parts = []
    for k in told.kabs:
        how = Look(titles=[spelled(k, rnd.randrange(4))], place="col", total="bottom",
                   label="Jumlah")  # fmt: skip
        parts.append(Drawn(Random(7), Told(told.of(k), told.years, [k]), columns, how).sheet())
    height = max(len(p.rows) for p in parts)
    wide = max(len(r) for r in parts[0].rows)
    rows: list[list[object]] = []
    for i in range(height):
        one = parts[0].rows[i] if i < len(parts[0].rows) else []
        other = parts[1].rows[i] if i < len(parts[1].rows) else []
        rows.append([*one, *[None] * (wide - len(one)), None, *other])
    merged = [
        *parts[0].merged,
        *((a, b + wide + 1, c, d + wide + 1) for a, b, c, d in parts[1].merged),
    ]
    return case(told, Sheet("Kumuh", rows, merged))


@kind
def bertumpuk(rnd: Random) -> Case:
    """A table for each kab/kota below the other, its name in a title."""
    told = draw(rnd)
    names = (rnd.choice(words.KEL), rnd.choice(words.AWAL))
    columns = [Column((names[0],), lambda r: r.kel, place="kel"),
               Column((names[1],), lambda r: r.awal, "ha"), *gone(rnd, told)]  # fmt: skip
    rows: list[list[object]] = [["REKAP KUMUH"], []]
    merged = []
    label = rnd.choice(["Jumlah", "Total", "Jml", "JUMLAH"])
    form = rnd.choice(["{k}", "{n}. {k}", "Kab/Kota: {k}", "Tabel {n} {k}"])
    seed = rnd.random()
    for n, k in enumerate(told.kabs, 1):
        title = form.format(k=spelled(k, rnd.randrange(3)), n=n)
        how = Look(titles=[title], place="col", total="bottom", label=label)
        part = Drawn(Random(seed), Told(told.of(k), told.years, [k]), columns, how).sheet()
        merged += [(a + len(rows), b, c + len(rows), d) for a, b, c, d in part.merged]
        rows += [*part.rows, *[[] for _ in range(rnd.choice([1, 1, 2]))]]
    return case(told, Sheet("Kumuh", rows, merged))


@kind
def rekap_dan_rinci(rnd: Random) -> Case:
    """A recap by kab/kota and the details on another sheet; a cover before them."""
    told = draw(rnd)
    details = table(rnd, told, [*places(rnd), at_first(rnd), *gone(rnd, told)])
    details.name = rnd.choice(["Rinci", "Data", "Detail Kelurahan"])
    rows: list[list[object]] = [["REKAP KUMUH"], [rnd.choice(words.NO), rnd.choice(words.KAB),
                                "Luas Kumuh (Ha)", "Tertangani (Ha)", "Sisa (Ha)"]]  # fmt: skip
    for n, k in enumerate(told.kabs):
        awal, sisa = case(told).kab[k]
        rows.append([n + 1, spelled(k, rnd.randrange(3)), awal, round(awal - sisa, 2), sisa])
    whole = case(told)
    rows.append([None, "Jumlah", whole.awal, round(whole.awal - whole.sisa, 2), whole.sisa])
    sheets = [Sheet("Rekapitulasi", rows), details]
    if rnd.random() < 0.5:
        sheets.reverse()
    if rnd.random() < 0.4:
        sheets.insert(0, Sheet("Sampul", [["LAPORAN"], [], ["Provinsi NTB"], ["Tahun 2020"]]))
    return case(told, *sheets)


@kind
def per_lembar(rnd: Random) -> Case:
    """A sheet for each kab/kota, its name on the tab or in the title, and perhaps a recap."""
    told = draw(rnd)
    columns = [Column((rnd.choice(words.KEL),), lambda r: r.kel, place="kel"), at_first(rnd),
               *gone(rnd, told)]  # fmt: skip
    on_tab = rnd.random() < 0.5
    sheets = []
    for k in told.kabs:
        how = look(rnd)
        how.place, how.sub = "col", ""
        how.titles = ["Luas kumuh"] if on_tab else [f"DATA KUMUH {k.upper()}"]
        sheet = table(rnd, Told(told.of(k), told.years, [k]), columns, how)
        sheet.name = spelled(k, 2) if on_tab else f"Lamp {len(sheets) + 1}"
        sheets.append(sheet)
    if rnd.random() < 0.5:
        whole = case(told)
        recap: list[list[object]] = [["Kab/Kota", "Luas Kumuh Awal (Ha)", "Sisa Kumuh (Ha)"]]
        recap += [[k, *whole.kab[k]] for k in told.kabs]
        recap.append(["Total", whole.awal, whole.sisa])
        sheets.insert(rnd.choice([0, len(sheets)]), Sheet("Rekap", recap))
    return case(told, *sheets)


@kind
def lembar_per_tahun(rnd: Random) -> Case:
    """A sheet for each year: what it began with, what was taken away, what it left."""
    told = draw(rnd, years=2)
    sheets = []
    for y in told.years:
        columns = [*places(Random(3)), Column(("Luas Kumuh Awal",), left_at(y - 1), "ha"),
                   Column(("Pengurangan",), gone_in(y), "ha"),
                   Column(("Sisa",), left_at(y), "ha")]  # fmt: skip
        how = Look(titles=[f"Capaian kumuh tahun {y}"], label="Jumlah", spelling=2)
        sheet = table(Random(5), told, columns, how)
        sheet.name = rnd.choice([f"{y}", f"Tahun {y}", f"TA {y}"])
        sheets.append(sheet)
    return case(told, *sheets)


@kind
def persen_pengurangan(rnd: Random) -> Case:
    """The area in hectares, what was taken away in percent of it."""
    told = draw(rnd, years=1)
    signed = rnd.random() < 0.5
    rows = []
    for r in told.rows:
        part = rnd.choice([0, 10, 25, 40, 50, 100])
        rows.append(Row(r.kab, r.kec, r.kel, r.awal, {told.last: round(r.awal * part / 100, 4)}))
    told = Told(rows, told.years, told.kabs)

    def share(r: Row) -> object:
        part = round(r.gone[told.last] / r.awal * 100)
        return f"{part} %" if signed else float(part)

    name = rnd.choice(["Pengurangan (%)", "% Tertangani", "Persentase Penanganan {y}",
                       "Capaian {y} (%)"]).format(y=told.last)  # fmt: skip
    columns = [*places(rnd), at_first(rnd), Column((name,), share)]
    how = look(rnd)
    how.style = "n"
    return case(told, table(rnd, told, columns, how), slack=0.05, hard=True)


@kind
def persen_juga(rnd: Random) -> Case:
    """Percents beside the hectares."""
    told = draw(rnd, years=1)
    share = Column((rnd.choice(["%", "Persen", "% thd luas awal", "Prosentase"]),),
                   lambda r: round(r.until(told.last) / r.awal * 100, 2))  # fmt: skip
    columns = [*places(rnd), at_first(rnd), *gone(rnd, told), share, left(rnd, told)]
    return case(told, table(rnd, told, columns))


@kind
def satuan_campur(rnd: Random) -> Case:
    """The area at first in one unit, what was taken away in another."""
    told = draw(rnd)
    one, other = rnd.choice([("m2", "ha"), ("ha", "m2"), ("km2", "ha")])
    how = look(rnd)
    how.unit, how.style = "row", "n"
    columns = [*places(rnd), at_first(rnd, one), *gone(rnd, told, other)]
    if rnd.random() < 0.6:
        columns.append(left(rnd, told, other))
    return case(told, table(rnd, told, columns, how))


@kind
def tanpa_satuan(rnd: Random) -> Case:
    """No unit anywhere; the words speak of slum."""
    told = draw(rnd)
    how = look(rnd)
    how.unit, how.titles, how.style = "none", ["Rekap luas kumuh"], rnd.choice(["n", "t"])
    return case(told, table(rnd, told, [*places(rnd), at_first(rnd), *gone(rnd, told)], how))
