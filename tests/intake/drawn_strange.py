"""Lists as they are really sent: words of the field, odd rows, repeated and derived columns.

``draw(seed)`` makes the figures first and dresses them then, so their truth is known. The headings
are what officers write, chosen without looking at what the program knows.
"""
# ruff: noqa: C901

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tests.intake.drawn import Drawn, Grid, text
from tests.intake.strange_forms import draw_printed
from tests.intake.strange_kinds import Col, Table, foreign
from tests.intake.strange_records import RECORDS
from tests.intake.strange_reports import REPORTS

KINDS = {**RECORDS, **REPORTS}
FORM = "formulir"

NAMES = ("JUMLAH", "Total", "TOTAL KESELURUHAN", "Se-Provinsi", "NTT & NTB", "Jml", "∑",
         "J u m l a h", "Rekapitulasi", "Akumulasi",
         "Seluruh Kab/Kota", "", "Provinsi",
         "TOTAL A + B")  # fmt: skip
SUBS = ("Sub Total", "Sub Jumlah", "Jumlah {}", "{}", "Total {}", "Subtotal", "")
DITTO = ("sda", "s.d.a", "idem", '"', "〃", "sda.", "Idem")
NOTHING = ("-", "NIHIL", "tdk ada", "Nihil", "0", "–", "tidak ada", "belum ada")
SCALES = {
    1e3: ("dalam ribuan rupiah", "x Rp1.000", "Rp.000", "dalam ribu Rp", "(000)", "ribu rupiah"),
    1e6: ("dalam jutaan rupiah", "Rp Juta", "x Rp1.000.000", "juta rupiah", "dalam Rp. Jt"),
}
FULL = ("Rp", "Rupiah", "Rp.", "dalam rupiah penuh")


@dataclass
class _Page:
    """A list while it is dressed: columns in their order and what is done to them."""

    r: random.Random
    cols: list[Col]
    rows: int
    how: dict[str, Any] = field(default_factory=dict)
    factor: float = 1.0
    unit: str = ""

    def has(self, chance: float, name: str) -> bool:
        told = self.r.random() < chance
        if told:
            self.how[name] = True
        return told

    def figure(self, col: Col, value: Any, *, typed: str = "") -> object:
        if not isinstance(value, float):
            return value
        if col.kind == "rupiah":
            value = value / self.factor
        if col.kind == "fraksi":
            value = round(value / 100, 4)
        if typed and col.kind == "rupiah" and self.factor == 1.0:
            return {"rp": f"Rp {text(value, 0)},-", "titik": text(value, 0),
                    "sen": f"Rp. {text(value)}"}[typed]  # fmt: skip
        if typed and col.kind == "persen":
            return f"{text(value)} %" if typed == "rp" else text(value)
        return round(value, 6)


def draw(seed: int, kind: str | None = None, *, unheard: int = 0) -> Drawn:
    """Return one list in a strange dress; ``unheard`` columns are headed with words of no list."""
    r = random.Random(seed)
    chosen = kind or r.choice([*KINDS, FORM])
    if chosen == FORM:
        return draw_printed(r)
    made = KINDS[chosen](r)
    made.cols = foreign(r, made.cols, unheard)
    drawn = _dressed(r, made)
    drawn.kind = chosen
    return drawn


def _dressed(r: random.Random, made: Table) -> Drawn:
    page = _Page(r, list(made.cols), made.count)
    _scale(page, made)
    _derive(page)
    own = {c.name for c in made.cols} - {*(n for rows in made.more.values() for n in rows[0])}
    truth = {
        made.name: [
            {c.name: c.truth[i] for c in made.cols if c.name and c.name in own}
            for i in range(made.count)
        ]
    }
    group = _group(page)
    _permute(page, group)
    typed = r.choice(["", "", "", "rp", "titik", "sen"])
    body = [[page.figure(c, c.values[i], typed=typed) for c in page.cols] for i in range(page.rows)]
    _zeroes(page, body)
    grid, boxes = _framed(page, made, group, body)
    sheets: dict[str, Grid] = {made.sheet: grid, **made.others}
    if made.money and page.has(0.15, "rekap"):
        sheets = _with_recap(page, made, sheets)
    return Drawn("", sheets, truth | made.more, {made.sheet: boxes}, page.how)


def _scale(page: _Page, made: Table) -> None:
    """Choose thousands or millions and where that is said."""
    r = page.r
    if not made.money:
        return
    page.factor = r.choice([1.0, 1.0, 1e3, 1e6])
    where = r.choice(["judul", "kepala", "baris", "keterangan", "catatan", ""])
    if page.factor == 1.0:
        page.unit = r.choice(FULL) if where in ("kepala", "baris") else ""
        where = where if page.unit else ""
    else:
        page.unit = r.choice(SCALES[page.factor])
    page.how |= {"factor": page.factor, "unit": page.unit, "unit_at": where}


def _derive(page: _Page) -> None:
    """Add what follows from other columns, a column twice, one that nobody sees."""
    r, cols = page.r, page.cols
    pair = [c for c in cols if c.pair]
    if len(pair) == 2 and page.has(0.35, "sisa"):
        whole, part = pair
        left = [w - p for w, p in zip(whole.values, part.values, strict=True)]
        cols.append(Col("", r.choice(part.left or ("Sisa",)), left, whole.kind, adds=True))
    if len(pair) == 2 and page.has(0.35, "persen_bagian"):
        whole, part = pair
        share = [round(p / w * 100, 2) if w else 0.0
                 for w, p in zip(whole.values, part.values, strict=True)]  # fmt: skip
        kind = r.choice(["persen", "fraksi"])
        cols.append(
            Col("", r.choice(("%", "Persentase", "% Realisasi", "Prosen (%)")), share, kind)
        )
    if page.has(0.12, "kosong_ket"):
        cols.append(
            Col("", r.choice(("Ket.", "Keterangan", "Catatan")), [None] * page.rows, "teks")
        )
    if page.has(0.1, "ganda"):
        again = r.choice([c for c in cols if c.kind != "tempat"])
        cols.append(replace(again, name=""))
    figures = [c for c in cols if c.kind == "rupiah" and c.name]
    if figures and page.has(0.08, "tersembunyi"):
        old = r.choice(figures)
        values = [round(v * 0.9, -3) for v in old.values]
        page.how["hidden_head"] = f"{old.head} (lama)"
        cols.append(Col("", f"{old.head} (lama)", values, old.kind, hidden=True, adds=True))


def _group(page: _Page) -> str:
    kab = next((c for c in page.cols if c.name == "kab_kota"), None)
    named = any(c.kind == "nama" for c in page.cols)
    if kab is None or kab.values != sorted(kab.values):
        return ""
    several = len({*kab.values}) < len(kab.values)
    options = ["kolom", "kolom", "kolom"]
    if several:
        options += ["sekali", "sda", "gabung"]
    if several and named:
        options += ["baris", "baris_angka", "baris_angka"]
    group = page.r.choice(options)
    page.how["group"] = group
    if group.startswith("baris"):
        page.cols.remove(kab)
        page.how["kabs"] = kab.values
    return group


def _permute(page: _Page, group: str) -> None:
    r = page.r
    if page.has(0.2, "acak"):
        if group in ("sekali", "sda", "gabung") or group.startswith("baris"):
            head, tail = page.cols[:1], page.cols[1:]
            r.shuffle(tail)
            page.cols = [*head, *tail]
        else:
            r.shuffle(page.cols)
    if page.has(0.6, "no"):
        name = r.choice(("No", "No.", "NO", "Nomor", "No Urut", "#"))
        numbers: list[Any] = [float(i + 1) for i in range(page.rows)]
        page.cols.insert(0, Col("", name, numbers, "nomor"))
    if page.has(0.15, "kolom_kosong"):
        for _ in range(r.choice([1, 1, 2])):
            at = r.randint(1, len(page.cols) - 1)
            page.cols.insert(at, Col("", "", [None] * page.rows, "kosong"))


def _zeroes(page: _Page, body: Grid) -> None:
    """Write some zeros as people do: a dash, NIHIL, nothing."""
    if not page.has(0.3, "nihil"):
        return
    word = page.r.choice(NOTHING)
    page.how["nihil"] = word
    for i, row in enumerate(body):
        for j, col in enumerate(page.cols):
            if col.kind in ("rupiah", "orang") and col.values[i] == 0.0:
                row[j] = word


# --- rows -----------------------------------------------------------------------------


def _summed(page: _Page, rows: Sequence[int], name: object, at: int) -> list[object]:
    out: list[object] = [None] * len(page.cols)
    for j, col in enumerate(page.cols):
        if col.adds:
            out[j] = page.figure(col, round(sum(float(col.values[i] or 0) for i in rows), 4))
    pair = [c for c in page.cols if c.pair]
    share = next(
        (j for j, c in enumerate(page.cols) if c.kind in ("persen", "fraksi") and not c.name), None
    )
    if share is not None and len(pair) == 2 and page.how.get("persen_bagian"):
        order = sorted(pair, key=lambda c: c.pair)
        whole, part = (sum(float(c.values[i]) for i in rows) for c in order)
        col = page.cols[share]
        out[share] = page.figure(col, round(part / whole * 100, 2) if whole else 0.0)
    if name != "":
        out[at] = name
    return out


def _body(page: _Page, group: str, body: Grid) -> tuple[Grid, list[tuple[int, int, int, int]]]:
    r = page.r
    kabs = page.how.pop("kabs", None)
    place = next((j for j, c in enumerate(page.cols) if c.name == "kab_kota"), None)
    named = next((j for j, c in enumerate(page.cols) if c.kind == "nama"), place or 0)
    if kabs is None:
        kabs = page.cols[place].values if place is not None else [""] * page.rows
    total = r.choice(["", "bawah", "bawah", "bawah", "atas", "dua", "sub", "sub_bawah"])
    if not any(c.adds for c in page.cols):
        total = ""
    if "sub" in total and (group in ("", "kolom") and kabs != sorted(kabs)):
        total = "bawah"
    if total.startswith("sub") and group.startswith("baris"):
        total = "bawah"
    page.how["total"] = total
    label = r.choice([0, named])
    gap = page.has(0.1, "baris_kosong")
    ditto, sub = r.choice(DITTO), r.choice(SUBS)
    out: Grid = []
    boxes: list[tuple[int, int, int, int]] = []
    last, start, roman = None, 0, 0
    for i, own in enumerate(body):
        row = list(own)
        if kabs[i] != last:
            if last is not None and total.startswith("sub"):
                out.append(_summed(page, range(start, i), sub.format(last), label))
            if last is not None and gap:
                out.append([])
            start, last, top = i, kabs[i], len(out)
            roman += 1
            if group.startswith("baris"):
                members = [k for k, name in enumerate(kabs) if name == last]
                head = _summed(page, members, last, named)
                if group == "baris":
                    head = [v if j == named else None for j, v in enumerate(head)]
                if page.cols[0].kind == "nomor":
                    head[0] = ("I", "II", "III", "IV", "V", "VI", "VII")[roman - 1]
                out.append(head)
        elif place is not None and group in ("sekali", "gabung"):
            row[place] = None
            if group == "gabung":
                boxes = [b for b in boxes if b[0] != top]
                boxes.append((top, place, len(out), place))
        elif place is not None and group == "sda":
            row[place] = ditto
        out.append(row)
    if total.startswith("sub"):
        out.append(_summed(page, range(start, page.rows), sub.format(last), label))
    name = r.choice(NAMES)
    page.how["name"] = name
    if total in ("bawah", "sub_bawah", "dua"):
        out.append(_summed(page, range(page.rows), name, label))
    if total in ("atas", "dua"):
        out.insert(0, _summed(page, range(page.rows), name, label))
        boxes = [(t + 1, x, b + 1, y) for t, x, b, y in boxes]
    return out, boxes


# --- the frame ------------------------------------------------------------------------


def _bracketed(unit: str) -> str:
    return f"({unit.strip('()')})"


def _framed(
    page: _Page, made: Table, group: str, body: Grid
) -> tuple[Grid, list[tuple[int, int, int, int]]]:
    r, where = page.r, page.how.get("unit_at", "")
    rows, boxes = _body(page, group, body)
    titles: Grid = [[t] for t in made.titles[: r.randint(0, len(made.titles))]]
    if where == "judul":
        titles.append([_bracketed(page.unit) if r.random() < 0.5 else page.unit])
    if where == "keterangan":
        titles.append([*[None] * (len(page.cols) - 1), _bracketed(page.unit)])
    if titles and r.random() < 0.4:
        titles.append([])
    heads, head_boxes = _heads(page, where, len(titles))
    top: Grid = [*titles, *heads]
    if where == "baris":
        top.append([_bracketed(page.unit) if c.kind == "rupiah" else c.below for c in page.cols])
    if page.has(0.25, "nomor_kolom"):
        count = iter(range(1, 99))
        top.append([None if c.kind == "kosong" else float(next(count)) for c in page.cols])
    foot: Grid = []
    if where == "catatan":
        foot += [[], [f"Keterangan: angka {page.unit}"]]
    if page.has(0.15, "catatan_kaki"):
        foot += [["*) Data sementara"], ["1) Belum termasuk kegiatan tahun berjalan"]]
    if page.has(0.25, "kaki"):
        foot += [[], [None, None, "Kupang, 12 Desember 2022"], [None, None, "Koordinator Kota"]]
    moved = [(t + len(top), x, b + len(top), y) for t, x, b, y in boxes]
    return [*top, *rows, *foot], [*head_boxes, *moved]


def _heads(page: _Page, where: str, first: int) -> tuple[Grid, list[tuple[int, int, int, int]]]:
    """Return the heading in one to three rows."""
    r = page.r
    low: list[object] = []
    for c in page.cols:
        name = c.head
        if where == "kepala" and c.kind == "rupiah":
            name = f"{name} ({page.unit.strip('()')})"
        low.append(name or None)
    levels = r.choice([1, 1, 2])
    apart = {j for j, c in enumerate(page.cols) if c.upper}
    if levels == 1 or not apart:
        for j in apart:
            col = page.cols[j]
            low[j] = f"{low[j]}" if not col.needs_upper else f"{col.upper} {low[j]}"
        return [low], []
    page.how["levels"] = 2
    upper: list[object] = [None if j in apart else v for j, v in enumerate(low)]
    low = [v if j in apart else None for j, v in enumerate(low)]
    boxes: list[tuple[int, int, int, int]] = []
    j = 0
    while j < len(page.cols):
        if j not in apart:
            if upper[j] is not None:
                boxes.append((first, j, first + 1, j))
            j += 1
            continue
        end = j
        while end + 1 < len(page.cols) and page.cols[end + 1].upper == page.cols[j].upper:
            end += 1
        upper[j] = page.cols[j].upper
        if end > j:
            boxes.append((first, j, first, end))
        j = end + 1
    return [upper, low], [] if page.has(0.3, "tanpa_gabung") else boxes


def _with_recap(page: _Page, made: Table, sheets: dict[str, Grid]) -> dict[str, Grid]:
    """Add a sheet with the sums of each kab/kota, before or behind the details."""
    kab = next((c for c in made.cols if c.name == "kab_kota"), None)
    if kab is None:
        del page.how["rekap"]
        return sheets
    adding = [c for c in made.cols if c.adds]
    keys = sorted({*kab.values})
    rows: Grid = [["No", kab.head, *[c.head for c in adding]]]
    for n, key in enumerate(keys):
        members = [i for i, v in enumerate(kab.values) if v == key]
        sums = [page.figure(c, sum(float(c.values[i]) for i in members)) for c in adding]
        rows.append([float(n + 1), key, *sums])
    rows.append([None, "Jumlah", *[page.figure(c, sum(map(float, c.values))) for c in adding]])
    recap = {page.r.choice(("Rekap", "REKAP", "Ringkasan")): rows}
    return {**recap, **sheets} if page.r.random() < 0.5 else {**sheets, **recap}


__all__ = ["KINDS", "draw"]
