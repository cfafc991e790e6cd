"""Further kinds of layout: hidden, doubled, large, tiny, rounded, misprinted, by source."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import Random

from tests.intake.hard import words
from tests.intake.hard.drawing import Column, look, number_text
from tests.intake.hard.kinds import Case, case, kind
from tests.intake.hard.pieces import at_first, gone, gone_in, left, left_at, places, table
from tests.intake.hard.told import Row, Told, draw


@kind
def tersembunyi(rnd: Random) -> Case:
    """A hidden column with the figures of an older survey, or hidden rows that count."""
    told = draw(rnd)
    name = rnd.choice(["Luas Kumuh Awal", "Luas SK Kumuh", "Baseline"])
    older = Column((f"{name} (lama)",), lambda r: round(r.awal * 1.31 + 1, 2), "ha")
    columns = [*places(rnd), older, Column((name,), lambda r: r.awal, "ha"), *gone(rnd, told)]
    how = look(rnd)
    how.spacer, how.left = False, 0
    sheet = table(rnd, told, columns, how)
    lead = how.ordinal + len(columns) - len(gone(Random(1), told)) - 2
    sheet.hidden_columns = [lead - (how.place in ("group", "groupfig"))]
    return case(told, sheet)


@kind
def baris_tersembunyi(rnd: Random) -> Case:
    """Rows filtered away that count in the totals."""
    told = draw(rnd)
    how = look(rnd)
    how.total, how.label = "bottom", "Jumlah"
    sheet = table(rnd, told, [*places(rnd), at_first(rnd), *gone(rnd, told)], how)
    records = [i for i, row in enumerate(sheet.rows) if told.rows[0].kel in row]
    sheet.hidden_rows = records
    return case(told, sheet, code="BARIS-TERSEMBUNYI")


@kind
def kolom_ganda(rnd: Random) -> Case:
    """The same figures twice under two headings."""
    told = draw(rnd)
    one, other = rnd.sample(words.AWAL, 2)
    columns = [*places(rnd), Column((one,), lambda r: r.awal, "ha"), *gone(rnd, told),
               Column((other,), lambda r: r.awal, "ha"), left(rnd, told)]  # fmt: skip
    return case(told, table(rnd, told, columns))


@kind
def rekap_kab(rnd: Random) -> Case:
    """One row for each kab/kota."""
    told = draw(rnd, each=1, kabs=rnd.choice([2, 3, 5]))
    names = rnd.choice([(), words.GONE_ODD])
    how = look(rnd)
    how.sub = ""
    how.place = "col"
    columns = [places(rnd)[0], at_first(rnd), *gone(rnd, told, "ha", names), left(rnd, told)]
    return case(told, table(rnd, told, columns, how))


@kind
def kawasan(rnd: Random) -> Case:
    """Kawasan below the kelurahan, each kelurahan written once."""
    told = draw(rnd)
    names: dict[str, int] = {}

    def area(r: Row) -> object:
        names.setdefault(r.kel, len(names) + 1)
        return f"Kawasan {names[r.kel]} {r.kel}"

    columns = [*places(rnd), Column((rnd.choice(["Kawasan", "Nama Kawasan", "Lokasi Kawasan"]),),
               area, place="kaw"), at_first(rnd), *gone(rnd, told), left(rnd, told)]  # fmt: skip
    return case(told, table(rnd, told, columns))


@kind
def besar(rnd: Random) -> Case:
    """Some hundred rows."""
    told = draw(rnd, kabs=rnd.choice([4, 6]), each=rnd.choice([30, 66]))
    columns = [*places(rnd), at_first(rnd), *gone(rnd, told), left(rnd, told)]
    return case(told, table(rnd, told, columns))


@kind
def kecil(rnd: Random) -> Case:
    """Two rows."""
    told = draw(rnd, kabs=2, each=1, years=1)
    how = look(rnd)
    how.sub, how.place = "", "col"
    return case(told, table(rnd, told, [*places(rnd), at_first(rnd), *gone(rnd, told),
                                        left(rnd, told)], how))  # fmt: skip


@kind
def tanggal(rnd: Random) -> Case:
    """What was left at the ends of years, under dates."""
    told = draw(rnd)
    ends: list[object]
    if rnd.random() < 0.5:
        ends = [datetime(y, 12, 31) for y in (told.years[0] - 1, *told.years)]
    else:
        form = rnd.choice(["31-12-{y}", "31 Des {y}", "per 31/12/{y}", "Desember {y}", "Des-{s}"])
        ends = [form.format(y=y, s=str(y)[2:]) for y in (told.years[0] - 1, *told.years)]
    top = rnd.choice(["Luas Kumuh (Ha)", "Luasan Kumuh (Ha)", "Posisi Luas Kumuh (Ha)"])
    columns = places(rnd)
    columns += [Column((top, e), left_at(y), "ha")
                for e, y in zip(ends, (told.years[0] - 1, *told.years), strict=True)]  # fmt: skip
    how = look(rnd)
    how.unit = "row"
    return case(told, table(rnd, told, columns, how))


@kind
def satu_desimal(rnd: Random) -> Case:
    """Figures rounded to one decimal; sums of the figures before they were rounded."""
    told = draw(rnd, digits=2)
    columns = [*places(rnd), at_first(rnd), *gone(rnd, told), left(rnd, told)]
    how = look(rnd)
    how.style, how.marks, how.unit = "n", 0.0, "head"
    sheet = table(rnd, told, columns, how)
    sheet.rows = [[round(v, 1) if isinstance(v, float) else v for v in row] for row in sheet.rows]
    return case(told, sheet, slack=0.05 * len(told.rows) * (len(told.years) + 1))


@kind
def salah_jumlah(rnd: Random) -> Case:
    """A total that is off by a typing error; the rows stand."""
    told = draw(rnd)
    how = look(rnd)
    how.total, how.style, how.sub = "bottom", "n", ""
    how.label = rnd.choice(["Jumlah", "TOTAL", "Jumlah Total", "Jml", "TOTAL SE-PROVINSI"])
    how.foot, how.unit = [], "head"
    sheet = table(rnd, told, [*places(rnd), at_first(rnd), *gone(rnd, told)], how)
    last = sheet.rows[-1]
    at = next(i for i, v in enumerate(last) if isinstance(v, float))
    value = float(str(last[at]))
    last[at] = round(rnd.choice([value + 1, value + 10, value * 1.01 + 0.09, value - 0.9]), 2)
    return case(told, sheet, code="TOTAL-TIDAK-COCOK")


@kind
def target_dan_realisasi(rnd: Random) -> Case:
    """A target beside what was done."""
    told = draw(rnd, years=rnd.choice([1, 2]))
    columns = [*places(rnd), at_first(rnd)]
    text = rnd.choice([("Target {y}", "Realisasi {y}"), ("Rencana {y}", "Capaian {y}")])
    for y in told.years:
        columns.append(Column((text[0].format(y=y),), _plan(y), "ha"))
        columns.append(Column((text[1].format(y=y),), gone_in(y), "ha"))
    columns.append(left(rnd, told))
    return case(told, table(rnd, told, columns))


def _plan(year: int) -> Callable[[Row], object]:
    return lambda r: round(min(r.left(year - 1), r.gone[year] * 1.1 + 0.13), 2)


@kind
def per_sumber(rnd: Random) -> Case:
    """What was taken away by source of money, with or without their sum."""
    told = draw(rnd, years=1)
    top = rnd.choice([f"Pengurangan {told.last}", f"Penanganan Tahun {told.last}", "Tertangani"])
    names = rnd.choice([("APBN", "APBD", "Lainnya"), ("BPM", "Kolaborasi"), ("NUSP", "DAK", "CSR")])

    def part(n: int) -> Callable[[Row], object]:
        def value(r: Row) -> object:
            whole, count = r.gone[told.last], len(names)
            each = round(whole / count, 2)
            return each if n < count - 1 else round(whole - each * (count - 1), 2)

        return value

    columns = [*places(rnd), at_first(rnd), *(Column((top, s), part(i), "ha")
               for i, s in enumerate(names))]  # fmt: skip
    if rnd.random() < 0.5:
        columns.append(Column((top, "Jumlah"), gone_in(told.last), "ha"))
    columns.append(left(rnd, told))
    how = look(rnd)
    how.unit = rnd.choice(["row", "title"])
    return case(told, table(rnd, told, columns, how))


@kind
def bukan_kumuh(rnd: Random) -> Case:
    """A table of areas that never speaks of slum."""
    told = draw(rnd)
    name = rnd.choice(["Luas Wilayah", "Luas", "Luas RTH", "Luas Terbangun", "Luas Sawah",
                       "Luas Genangan", "Luas Administrasi", "Luas Permukiman"])  # fmt: skip
    columns = [*places(rnd), Column((name,), lambda r: r.awal, "ha")]
    how = look(rnd, slum=False)
    sheet = table(rnd, told, columns, how)
    sheet.name = "Data"
    return case(told, sheet, none=True)


@kind
def tulisan_angka(rnd: Random) -> Case:
    """Figures as typed texts of many forms, some with thousands."""
    told = draw(rnd)
    big = Row(told.rows[0].kab, told.rows[0].kec, told.rows[0].kel, 1234.56,
              dict.fromkeys(told.years, 12.5))  # fmt: skip
    told = Told([big, *told.rows[1:]], told.years, told.kabs)
    how = look(rnd)
    how.style = "n"
    sheet = table(rnd, told, [*places(rnd), at_first(rnd), *gone(rnd, told), left(rnd, told)], how)
    for row in sheet.rows:
        for i, v in enumerate(row):
            if isinstance(v, float) and rnd.random() < 0.8:
                text = number_text(v)
                forms = ("{}", "{} ha", "{} Ha.", " {} ", "± {}", "{}¹", "{} *)")
                row[i] = rnd.choice(forms).format(text)
    return case(told, sheet)
