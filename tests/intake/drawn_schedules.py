"""Master Schedules drawn at random with their truth known: other words and builds than any list.

A schedule is made first, as numbers; then one of many ways to draw it is taken. What is true of
it is the weighted plan and progress at the last period reported, of all teams on average.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from tests.intake import books

Rows = list[list[Any]]
Box = tuple[int, int, int, int]

ACTIVITIES = (
    "Sosialisasi tingkat kelurahan", "Rembug warga", "Penyusunan RPLP", "Survei kampung sendiri",
    "Pelatihan BKM", "Pencairan tahap 1", "Pembangunan drainase", "Perkerasan jalan lingkungan",
    "Pengadaan gerobak sampah", "Uji kualitas air", "Serah terima hasil", "Penguatan KPP",
    "Verifikasi baseline", "Lokakarya kota", "Pemutakhiran peta", "Audit internal",
)  # fmt: skip
GROUPS = ("Siklus awal", "Infrastruktur", "Kelembagaan", "Dokumen")
TEAMS = ("Kota Kupang", "Kabupaten Ende", "Kota Bima", "Kabupaten Sikka")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Ags", "Sep", "Okt", "Nop", "Des")
LONG = ("Januari", "Pebruari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
        "Oktober", "Nopember", "Desember")  # fmt: skip
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV",
         "XV", "XVI", "XVII", "XVIII", "XIX", "XX")  # fmt: skip
NAMES = ("Uraian", "Uraian Kegiatan", "Jenis Pekerjaan", "Item Pekerjaan", "Aktivitas",
         "Rencana Kerja", "Kegiatan / Sub Kegiatan", "Tahapan Kegiatan",
         "Uraian Pekejraan")  # fmt: skip
WEIGHTS = (
    "Bobot",
    "Bobot %",
    "BOBOT (%)",
    "Bbt.",
    "Prosentase (%)",
    "Bobot Pekerjaan",
    "Bobto (%)",
)
PAIRS = (
    ("Rencana", "Realisasi"), ("R", "RE"), ("Ren", "Real"), ("Target", "Capaian"),
    ("Renc.", "Prestasi"), ("Target", "Progress"), ("Rencana", "Progres"), ("Rcn", "Rls"),
    ("Rencana", "Reaslisasi"), ("Plan", "Actual"), ("Rencana", "Pencapaian"),
)  # fmt: skip
RUNNING = ("Kumulatif {}", "{} Kumulatif", "{} Komulatif", "Kum. {}", "Akumulasi {}", "{} s/d ini")
GAPS = ("Deviasi", "Selisih", "Deviasi (+/-)", "Dev.", "+/-")
TOTALS = ("JUMLAH", "Total", "Total Bobot", "Jumlah (%)", "JUMLAH SELURUHNYA")
TITLES = ("KURVA S", "TIME SCHEDULE", "JADWAL KERJA KORKOT", "RENCANA KERJA MINGGUAN",
          "Progress Fisik dan Pendampingan")  # fmt: skip
NOTES = ("Catatan: bobot menurut nilai pekerjaan", "Keterangan: minggu berjalan belum diisi",
         "Dibuat oleh Tim", "Mengetahui, Korkot")  # fmt: skip
START = date(2021, 1, 3)


@dataclass
class Team:
    """One team's schedule in points of the whole, by activity and period."""

    name: str
    activities: list[str]
    weights: list[float]
    plan: list[list[float]]
    done: list[list[float]]  # only the periods reported

    def at(self, values: Sequence[Sequence[float]], now: int) -> float:
        return sum(sum(row[:now]) for row in values)


@dataclass
class Drawn:
    """A drawn file: its bytes, what is true of it, and how it was drawn."""

    data: bytes
    plan: float
    done: float
    how: dict[str, Any]


def drawn(seed: object) -> Drawn:
    """Return one file of a seed."""
    return _Draw(random.Random(f"jadwal {seed}")).file()


def _split(total: float, shares: Sequence[float], digits: int) -> list[float]:
    """Return parts of a total that add up to it exactly in so many decimals."""
    unit = 10**digits
    whole = round(total * unit)
    sums = [0.0]
    for share in shares:
        sums.append(sums[-1] + share)
    cuts = [round(whole * s / (sums[-1] or 1)) for s in sums]
    return [(b - a) / unit for a, b in pairwise(cuts)]


def _book(sheets: dict[str, Rows], merged: dict[str, list[Box]]) -> bytes:

    def merge(book: Any) -> None:
        for name, rows in sheets.items():
            for top, left, bottom, right in merged[name]:
                value = rows[top][left] if left < len(rows[top]) else None
                sheet = book.get_worksheet_by_name(name)
                sheet.merge_range(top, left, bottom, right, "" if value is None else value)

    return books.xlsx(sheets, merge, default_date_format="dd/mm/yyyy")


class _Draw:
    def __init__(self, rnd: random.Random) -> None:
        self.rnd = rnd
        pick = rnd.choice
        self.form = pick(("pasangan", "pasangan", "kaki", "kaki", "sebelah", "blok", "daftar",
                          "melintang", "tim"))  # fmt: skip
        self.how = pick(("tambahan_bobot",) * 4 + ("kumulatif_bobot", "tambahan_persen")
                        + ("kumulatif_persen",) * 3)  # fmt: skip
        if self.form == "kaki":
            self.how = pick(("tambahan_bobot", "tambahan_bobot", "kumulatif_bobot"))
        self.scale = 0.01 if rnd.random() < 0.25 else 1.0
        self.weeks = pick((6, 8, 9, 10, 12, 14, 16, 20))
        self.now = rnd.randint(2, self.weeks)
        self.digits = pick((1, 2, 2, 3))
        self.empty = pick((None, None, 0.0, "-"))
        self.text = pick(("", "", "", "", "koma", "persen"))
        self.words = pick(PAIRS)
        self.running = pick(RUNNING)
        self.number = rnd.random() < 0.7
        self.decoys = rnd.sample(["PIC", "Vol.", "Sat", "Lokasi"], pick((0, 0, 0, 1, 2)))
        self.after = rnd.random() < 0.3
        self.group = pick(("", "", "nama", "bobot"))
        self.total = rnd.random() < 0.6
        self.foot = pick(("", "tambahan", "kumulatif", "semua", "semua"))
        self.head = pick(("mg", "angka", "bulan_mg", "tanggal", "teks_tanggal", "romawi", "pendek",
                          "bulan", "rentang"))  # fmt: skip
        if self.form == "kaki":
            self.foot = pick(("semua", "kumulatif"))
        self.teams = 1
        self.split = ""
        if self.form == "tim":
            self.teams, self.how = pick((2, 3, 4)), pick(("kumulatif_bobot", "tambahan_bobot"))
        elif self.form not in ("kaki", "melintang") and rnd.random() < 0.25:
            self.teams, self.split = pick((2, 3)), pick(("lembar", "bertumpuk"))

    # --- the numbers ---

    def team(self, name: str) -> Team:
        rnd = self.rnd
        n = rnd.randint(3, 8)
        shares = [rnd.uniform(0.5, 3) for _ in range(n)]
        weights = _split(100, shares, min(self.digits, self.rnd.choice((0, 0, 1, 2))))
        plan: list[list[float]] = []
        done: list[list[float]] = []
        for w in weights:
            start = rnd.randint(0, self.weeks // 2)
            end = rnd.randint(start, self.weeks - 1)
            part = [rnd.choice((1, 1, 2)) if start <= k <= end else 0 for k in range(self.weeks)]
            row = _split(w, part, self.digits)
            plan.append(row)
            pace, late = rnd.uniform(0.55, 1.0), rnd.choice((0, 0, 1))
            own = [row[k - late] if k >= late else 0.0 for k in range(self.now)]
            done.append([round(v * pace, self.digits) for v in own])
        if not any(row[-1] for row in done):  # nobody could see up to when it was reported
            done[0][-1] = 10.0**-self.digits
        return Team(name, rnd.sample(ACTIVITIES, n), weights, plan, done)

    # --- the cells ---

    def cell(self, value: float | None) -> Any:
        if value is None:
            return None
        if abs(value) < 1e-12 and not self.how.startswith("kumulatif"):
            return self.empty
        return self.plain(value)

    def plain(self, value: float) -> Any:
        shown = round(value * self.scale, 6)
        if self.text == "koma":
            return f"{shown:.6f}".rstrip("0").rstrip(".").replace(".", ",")
        if self.text == "persen":
            return f"{round(value, 4):.4f}".rstrip("0").rstrip(".").replace(".", ",") + "%"
        return shown

    def row(self, values: Sequence[float], weight: float, length: int) -> list[Any]:
        """Return the cells of one activity, empty after what is reported."""
        out: list[Any] = []
        total = 0.0
        for value in values:
            total += value
            one = total if self.how.startswith("kumulatif") else value
            if self.how.endswith("persen"):
                one = one / weight * 100 if weight else 0.0
                one = round(one, 4)
            out.append(self.cell(one))
        return out + [None] * (length - len(values))

    def heads(self) -> tuple[list[list[Any]], list[tuple[int, int]]]:
        """Return the rows of the heading over the periods, and what is merged in the first one."""
        n, rnd = self.weeks, self.rnd
        if self.head == "mg":
            form = rnd.choice(("M-{}", "Mg ke {}", "W{}", "Pekan {}", "Minggu ke-{}", "MINGGU {}",
                               "Mgg {}", "Mg.{}", "Minngu {}"))  # fmt: skip
            return [[form.format(k + 1) for k in range(n)]], []
        if self.head in ("angka", "romawi", "bulan_mg"):
            return self.counted_heads()
        return self.dated_heads(), []

    def counted_heads(self) -> tuple[list[list[Any]], list[tuple[int, int]]]:
        n, rnd = self.weeks, self.rnd
        if self.head == "angka":
            over = rnd.choice(("MINGGU KE", "Minggu", "PEKAN KE-", "Minggu Ke :"))
            return [[over] + [None] * (n - 1), [k + 1.0 for k in range(n)]], [(0, n - 1)]
        if self.head == "romawi":
            return [[f"Minggu {ROMAN[k]}" for k in range(n)]], []
        names = rnd.choice((MONTHS, LONG))
        year = rnd.choice((" 2021", "-21", " '21", ""))
        under = rnd.choice((("1", "2", "3", "4"), ROMAN[:4], ("M1", "M2", "M3", "M4"),
                            ("Mg I", "Mg II", "Mg III", "Mg IV")))  # fmt: skip
        top = [f"{names[(k // 4) % 12]}{year}" if k % 4 == 0 else None for k in range(n)]
        below: list[Any] = [under[k % 4] for k in range(n)]
        if under[0] == "1":
            below = [float(v) for v in below]
        spans = [(q, min(q + 3, n - 1)) for q in range(0, n, 4)]
        return [top, below], spans

    def dated_heads(self) -> list[list[Any]]:
        n, rnd = self.weeks, self.rnd
        days = [START + timedelta(7 * k) for k in range(n)]
        if self.head == "tanggal":
            return [list(days)]
        if self.head == "teks_tanggal":
            form = rnd.choice(("{:%d/%m/%Y}", "{:%d-%m-%y}"))
            return [[form.format(d) for d in days]]
        if self.head == "rentang":
            return [[f"{(d - timedelta(6)):%d/%m} - {d:%d/%m/%Y}" for d in days]]
        if self.head == "pendek":
            return [[f"{d.day} {MONTHS[d.month - 1]}" for d in days]]
        names = rnd.choice((MONTHS, LONG))
        return [[f"{names[k % 12]} {2021 + k // 12}" for k in range(n)]]

    # --- the builds ---

    def file(self) -> Drawn:
        teams = [self.team(name) for name in self.rnd.sample(TEAMS, self.teams)]
        build: Callable[[Team], tuple[Rows, list[Box]]] = {
            "daftar": self.listed, "melintang": self.across,
        }.get(self.form, self.grid)  # fmt: skip
        sheets: dict[str, Rows] = {}
        merged: dict[str, list[Box]] = {}
        for team in teams[:1] if self.form == "tim" else teams:
            rows, boxes = self.beside(teams) if self.form == "tim" else build(team)
            name = team.name if self.split == "lembar" else "Sheet1"
            title = self.titles(team)
            before = sheets.setdefault(name, [])
            if before:
                before.append([])
            top = len(before) + len(title)
            before += [*title, *rows]
            merged.setdefault(name, []).extend(
                (a + top, b, c + top, d) for a, b, c, d in boxes
            )  # fmt: skip
        if self.rnd.random() < 0.3:
            for rows in sheets.values():
                rows += [[], [None, self.rnd.choice(NOTES)]]
        done = sum(t.at(t.done, self.now) for t in teams) / len(teams)
        plan = sum(t.at(t.plan, self.now) for t in teams) / len(teams)
        data = _book(sheets, merged)
        how = {k: v for k, v in vars(self).items() if k != "rnd"}
        return Drawn(data, plan, done, how)

    def titles(self, team: Team) -> Rows:
        title: Rows = []
        if self.split == "bertumpuk" or self.rnd.random() < 0.6:
            title = [[self.rnd.choice(TITLES)]]
            if self.split == "bertumpuk" or self.rnd.random() < 0.5:
                title.append([team.name])
            if self.rnd.random() < 0.5 and self.split != "bertumpuk":
                title.append([])
        if self.form == "daftar":
            day = START + timedelta(7 * (self.now - 1))
            words = self.rnd.choice(("Posisi {}", "Keadaan s/d {}", "Per {}"))
            title.append([words.format(f"{day.day} {LONG[day.month - 1]} {day.year}")])
        return title

    def lead(self) -> list[str]:
        no = [self.rnd.choice(("No", "No.", "NO"))] if self.number else []
        name, weight = self.rnd.choice(NAMES), self.rnd.choice(WEIGHTS)
        return [*no, name, *self.decoys, weight]

    def label(self, number: Any, name: str | None, weight: float | None) -> list[Any]:
        no = [number] if self.number else []
        full = number is not None and name is not None
        extra = [self.rnd.choice(("Askot", "Faskel", 3.0, "ls")) if full else None
                 for _ in self.decoys]  # fmt: skip
        return [*no, name, *extra, None if weight is None else self.plain(weight)]

    def grid(self, team: Team) -> tuple[Rows, list[Box]]:
        rnd = self.rnd
        heads, spans = self.heads()
        lead = self.lead()
        mark = self.form == "pasangan" and rnd.random() < 0.5
        if mark:
            lead.append(rnd.choice(("R/P", "Ket", "Uraian ", "")))
        width = len(lead)
        rows: Rows = []
        heads, spans, boxes = self.doubled(heads, spans, width)
        for i, line in enumerate(heads):
            rows.append([*(lead if i == 0 else [None] * width), *line])
        boxes += [(0, width + a, 0, width + b) for a, b in spans if b > a]
        if len(heads) > 1:
            boxes += [(0, c, len(heads) - 1, c) for c in range(width)]
        self.body(team, rows, mark=mark)
        if self.total:
            rows.append(self.label(None, rnd.choice(TOTALS), 100.0))
        if self.form in ("pasangan", "kaki"):
            self.feet(team, rows, mark=mark)
        if self.after:
            rows[0] = [*rows[0], "Keterangan"]
        return rows, boxes

    def doubled(
        self, heads: list[list[Any]], spans: list[tuple[int, int]], width: int
    ) -> tuple[list[list[Any]], list[tuple[int, int]], list[Box]]:
        """Return the heading with plan and progress beside each other, where they are."""
        n = self.weeks
        boxes: list[Box] = []
        if self.form == "sebelah":
            wide = [[v for cell in line for v in (cell, None)] for line in heads]
            spans = [(2 * a, 2 * b + 1) for a, b in spans] if spans else []
            heads = [*wide, list(self.words) * n]
            boxes += [(len(heads) - 2, width + 2 * k, len(heads) - 2, width + 2 * k + 1)
                      for k in range(n)]  # fmt: skip
        elif self.form == "blok":
            first = [self.words[0].upper(), *[None] * (n - 1),
                     self.words[1].upper(), *[None] * (n - 1)]  # fmt: skip
            heads = [first, *[line * 2 for line in heads]]
            spans = [(0, n - 1), (n, 2 * n - 1)]
        return heads, spans, boxes

    def body(self, team: Team, rows: Rows, *, mark: bool) -> None:
        rnd, n = self.rnd, self.weeks
        cut = max(1, len(team.weights) // 2)
        names = rnd.sample(GROUPS, 2)
        sign = rnd.choice((ROMAN, "ABCDEF"))
        again = rnd.choice(("kosong", "nama"))
        for i, (name, w) in enumerate(zip(team.activities, team.weights, strict=True)):
            if self.group and i in (0, cut):
                part = team.weights[:cut] if i == 0 else team.weights[cut:]
                known = sum(part) if self.group == "bobot" else None
                rows.append(self.label(sign[int(i > 0)], names[int(i > 0)].upper(), known))
            plan, done = self.row(team.plan[i], w, n), self.row(team.done[i], w, n)
            first = self.label(i + 1.0, name, w)
            if self.form == "sebelah":
                rows.append([*first, *(v for pair in zip(plan, done, strict=True) for v in pair)])
            elif self.form == "blok":
                rows.append([*first, *plan, *done])
            elif self.form == "kaki":
                rows.append([*first, *plan])
            elif mark:
                second = self.label(None, None, None)
                rows.append([*first, self.words[0], *plan])
                rows.append([*second, self.words[1], *done])
            else:
                rows.append([*first, *plan])
                label = self.words[1] if again == "kosong" else f"{name} ({self.words[1]})"
                rows.append([*self.label(None, label if len(self.words[1]) > 2 else "Realisasi",
                                         None), *done])  # fmt: skip

    def feet(self, team: Team, rows: Rows, *, mark: bool) -> None:
        n = self.weeks
        plan = [sum(p[k] for p in team.plan) for k in range(n)]
        done = [sum(d[k] for d in team.done) for k in range(self.now)]
        pad = [None] if mark else []

        def add(label: str, values: Sequence[float]) -> None:
            cells = [self.plain(round(v, 6)) for v in values]
            rows.append([*self.label(None, label, None), *pad, *cells])

        def summed(values: Sequence[float]) -> list[float]:
            return [sum(values[: k + 1]) for k in range(len(values))]

        long = [w if len(w) > 2 else full for w, full in zip(self.words, PAIRS[0], strict=True)]
        if self.foot in ("tambahan", "semua"):
            add(long[0], plan)
        if self.foot in ("kumulatif", "semua"):
            add(self.running.format(long[0]), summed(plan))
        if self.foot in ("tambahan", "semua"):
            add(long[1], done)
        if self.foot in ("kumulatif", "semua"):
            add(self.running.format(long[1]), summed(done))
        if self.foot == "semua":
            gap = [a - b for a, b in zip(summed(done), summed(plan), strict=False)]
            add(self.rnd.choice(GAPS), gap)

    def listed(self, team: Team) -> tuple[Rows, list[Box]]:
        rnd = self.rnd
        long = [w if len(w) > 2 else full for w, full in zip(self.words, PAIRS[0], strict=True)]
        share = self.how.endswith("persen")
        full = rnd.random() < 0.4  # the week before, this week, up to now
        lead = self.lead()
        head = [*lead, f"{long[0]} s/d minggu ini" if full else long[0]]
        head += [f"{long[1]} minggu lalu", f"{long[1]} minggu ini", f"{long[1]} s/d minggu ini"] \
            if full else [long[1]]  # fmt: skip
        gap = rnd.random() < 0.7
        head += [rnd.choice(GAPS)] if gap else []
        rows: Rows = [head]

        def cells(plan: float, before: float, done: float) -> list[Any]:
            parts = [plan, *([before, done - before] if full else []), done,
                     *([done - plan] if gap else [])]  # fmt: skip
            return [self.plain(round(v, 4)) for v in parts]

        sums = [0.0, 0.0, 0.0]
        for i, (name, w) in enumerate(zip(team.activities, team.weights, strict=True)):
            parts = [sum(team.plan[i][: self.now]), sum(team.done[i][: self.now - 1]),
                     sum(team.done[i])]  # fmt: skip
            sums = [a + b for a, b in zip(sums, parts, strict=True)]
            shown = [p / w * 100 if w else 0.0 for p in parts] if share else parts
            rows.append([*self.label(i + 1.0, name, w), *cells(*shown)])
        if self.total:
            rows.append([*self.label(None, rnd.choice(TOTALS), 100.0), *cells(*sums)])
        return rows, []

    def across(self, team: Team) -> tuple[Rows, list[Box]]:
        """Weeks down, activities across, plan and progress side by side or below each other."""
        rnd, names = self.rnd, team.activities
        first, labels = self.down()
        lead = len(first)
        pad: list[Any] = [None] * (lead - 1)
        weights = [v for w in team.weights for v in (self.plain(w), None)]
        rows: Rows = [[*first, *(v for name in names for v in (name, None))],
                      ["Bobot (%)", *pad, *weights],
                      [None, *pad, *list(self.words) * len(names)]]  # fmt: skip
        plan = [self.row(p, w, self.weeks) for p, w in zip(team.plan, team.weights, strict=True)]
        done = [self.row(d, w, self.weeks) for d, w in zip(team.done, team.weights, strict=True)]
        for k, label in enumerate(labels):
            rows.append([*label, *(v for p, d in zip(plan, done, strict=True)
                                   for v in (p[k], d[k]))])  # fmt: skip
        boxes = [(r, lead + 2 * i, r, lead + 1 + 2 * i) for r in (0, 1) for i in range(len(names))]
        if rnd.random() < 0.3:  # the whole at the right, as a check
            whole = [[sum(v[k] for v in team.plan) for k in range(self.weeks)],
                     [sum(v[k] for v in team.done) for k in range(self.now)]]  # fmt: skip
            rows[0] += ["Jumlah", None]
            rows[2] += [*self.words]
            for k, row in enumerate(rows[3:]):
                row += [self.plain(round(v[k], 6)) if k < len(v) else None for v in whole]
        return rows, boxes + [(3 + a, 0, 3 + b, 0) for a, b in self.months() if lead > 1]

    def down(self) -> tuple[list[Any], list[list[Any]]]:
        """Return the headings of the columns that name the periods, and their cells by row."""
        heads, _ = self.heads()
        first = self.rnd.choice(("Minggu", "Periode", "Minggu ke", "Waktu"))
        if self.head == "bulan_mg":
            return ["Bulan", first], [list(pair) for pair in zip(*heads, strict=True)]
        return [first], [[v] for v in heads[-1]]

    def months(self) -> list[tuple[int, int]]:
        """Return the runs of weeks of one month."""
        return [(q, min(q + 3, self.weeks - 1)) for q in range(0, self.weeks - 1, 4)]

    def beside(self, teams: Sequence[Team]) -> tuple[Rows, list[Box]]:
        """Weeks down, teams across, each with the plan and the progress of its whole."""
        first, labels = self.down()
        lead = len(first)
        pad: list[Any] = [None] * lead
        names = [t.name for t in teams]
        paired = self.rnd.random() < 0.5
        if paired:
            rows: Rows = [[*first, *(v for name in names for v in (name, None))],
                          [*pad, *list(self.words) * len(names)]]  # fmt: skip
            boxes = [(0, lead + 2 * i, 0, lead + 1 + 2 * i) for i in range(len(names))]
        else:
            rest = [None] * (len(names) - 1)
            rows = [[*first, self.words[0], *rest, self.words[1], *rest], [*pad, *names, *names]]
            boxes = [(0, lead + c, 0, lead + c + len(names) - 1) for c in (0, len(names))]
        boxes += [(0, c, 1, c) for c in range(lead)]
        columns = []
        for t in teams:
            plan = [sum(v[k] for v in t.plan) for k in range(self.weeks)]
            done = [sum(v[k] for v in t.done) for k in range(self.now)]
            columns.append([self.row(v, 100.0, self.weeks) for v in (plan, done)])
        order = [c[i] for c in columns for i in (0, 1)]
        order = order if paired else [c[i] for i in (0, 1) for c in columns]
        rows += [[*label, *(c[k] for c in order)] for k, label in enumerate(labels)]
        return rows, boxes + [(2 + a, 0, 2 + b, 0) for a, b in self.months() if lead > 1]
