"""Make the same province in every layout that teams send; run it to write them to a folder.

python -m tests.workbook.layouts FOLDER
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from kotaku.workbook.template import heading, write_template
from tests.workbook import truth
from tests.workbook.books import SAFE

Files = list[tuple[str, bytes]]
MONTHS = ("", "Jan", "Feb", "Maret", "April", "Mei", "Juni", "Juli", "Agust", "Sept", "Okt",
          "Nopember", "Desember")  # fmt: skip
RT_COLUMNS = ("id_rt", "kab_kota", "kecamatan", "kelurahan", "kawasan", "rt_rw",
              "luas_verifikasi_ha", "jumlah_bangunan", "jumlah_penduduk", "jumlah_kk",
              "panjang_jalan_ideal_m", "panjang_drainase_ideal_m")  # fmt: skip
NUMBERS = RT_COLUMNS[6:]
VOLUMES = tuple(f"volume_{c}" for c in truth.CRITERIA)
HECTARES: dict[str, Callable[[], Files]] = {}
SCHEDULES: dict[str, Callable[[], Files]] = {}


def layout(into: dict[str, Callable[[], Files]]) -> Callable[[Callable[[], Files]], Any]:
    """Register a maker under its name."""

    def register(maker: Callable[[], Files]) -> Callable[[], Files]:
        into[maker.__name__] = maker
        return maker

    return register


class Book:
    """A workbook under construction: cells and merged cells by sheet."""

    def __init__(self) -> None:
        self.out = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.out, SAFE)

    def sheet(self, name: str, rows: Sequence[Sequence[object]], *, top: int = 0, left: int = 0,
              merge: Sequence[tuple[int, int, int, int]] = ()) -> Any:  # fmt: skip
        sheet = self.book.get_worksheet_by_name(name) or self.book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value is not None and value != "":
                    sheet.write(top + r, left + c, value)
        for first, start, last, end in merge:
            value = rows[first - top][start - left]
            sheet.merge_range(first, start, last, end, value)
        return sheet

    def files(self, name: str = "buku.xlsx") -> Files:
        self.book.close()
        return [(name, self.out.getvalue())]


def text(name: str, rows: Sequence[Sequence[object]]) -> tuple[str, bytes]:
    """Return a text table as an office writes it: semicolons and decimal commas."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    for row in rows:
        writer.writerow([str(v).replace(".", ",") if isinstance(v, float) else v for v in row])
    return name, out.getvalue().encode("utf-8")


def records(frame: Any, columns: Sequence[str]) -> list[list[object]]:
    return [list(row) for row in frame[list(columns)].astype(object).to_numpy().tolist()]


def whole() -> Any:
    return truth.rt().merge(truth.kekumuhan(), on="id_rt")


def works(ident: str = "id_rt") -> list[list[object]]:
    head = ["ID RT", "Tahun", "Kriteria", "Volume", "Kegiatan", "Status"]
    columns = ["id_rt", "tahun", "kriteria", "volume", "kegiatan", "status"]
    return [head, *records(truth.pekerjaan(), columns)]


def flat(columns: Sequence[str] = (*RT_COLUMNS, "tahun", *VOLUMES)) -> list[list[object]]:
    return [[heading(c) for c in columns], *records(whole(), columns)]


# --- hectares ------------------------------------------------------------------------------


@layout(HECTARES)
def templat() -> Files:
    out = io.BytesIO()
    write_template(out, prefill=truth.tables())
    return [("templat.xlsx", out.getvalue())]


@layout(HECTARES)
def teks() -> Files:
    rt = [[heading(c) for c in RT_COLUMNS], *records(truth.rt(), RT_COLUMNS)]
    state = ["id_rt", "tahun", *VOLUMES]
    kumuh = [[heading(c) for c in state], *records(truth.kekumuhan(), state)]
    return [text("rt.csv", rt), text("kumuh.csv", kumuh), text("pekerjaan.csv", works())]


@layout(HECTARES)
def satu_daftar() -> Files:
    book = Book()
    book.sheet("Data", flat())
    book.sheet("Investasi", works())
    return book.files()


@layout(HECTARES)
def dua_tingkat() -> Files:
    """Groups over the columns, the places merged down over both rows of the heading."""
    head = [*(heading(c) for c in RT_COLUMNS[:6]), "Data dasar", *[""] * 5, "Tahun",
            "Volume kriteria", *[""] * 15]  # fmt: skip
    below = ["", "", "", "", "", "", *(heading(c) for c in NUMBERS), "", *truth.CRITERIA]
    columns = (*RT_COLUMNS, "tahun", *VOLUMES)
    book = Book()
    merge = [(0, c, 1, c) for c in (*range(6), 12)] + [(0, 6, 0, 11), (0, 13, 0, 28)]
    book.sheet("Data", [head, below, *records(whole(), columns)], merge=merge)
    book.sheet("Pekerjaan", works())
    return book.files()


@layout(HECTARES)
def tiga_tingkat() -> Files:
    """Aspect over criterion over measure: volume and percent side by side."""
    from kotaku import regulations

    criteria = regulations.load().criteria
    top, middle, low = [""] * 6 + ["Data dasar"] + [""] * 6, [""] * 13, [""] * 13
    for i, c in enumerate(RT_COLUMNS):
        (top if i < 6 else middle)[i] = heading(c)
    top[12] = "Tahun"
    merge = [(0, c, 2, c) for c in (*range(6), 12)] + [(0, 6, 0, 11)]
    merge += [(1, c, 2, c) for c in range(6, 12)]
    rows = records(whole(), (*RT_COLUMNS, "tahun"))
    frame = whole()
    for k, criterion in enumerate(criteria):
        left = 13 + 2 * k
        top += [f"Aspek {criterion.aspect}", ""]
        middle += [f"{criterion.id} {criterion.name}", ""]
        low += ["Volume", "Persen"]
        merge += [(0, left, 0, left + 1), (1, left, 1, left + 1)]
        percent = frame[f"volume_{criterion.id}"] / frame[criterion.denominator] * 100
        for row, volume, part in zip(rows, frame[f"volume_{criterion.id}"], percent, strict=True):
            row += [float(volume), float(part)]
    book = Book()
    book.sheet("Data", [top, middle, low, *rows], merge=merge)
    book.sheet("Pekerjaan", works())
    return book.files()


@layout(HECTARES)
def judul_jumlah_catatan() -> Files:
    rows = flat()
    numbers = [float(i + 1) for i in range(len(rows[0]))]
    total: list[object] = ["JUMLAH", *[""] * 5]
    total += [float(truth.rt()[c].sum()) for c in NUMBERS]
    titles = [["PROGRAM KOTA TANPA KUMUH (KOTAKU)"], ["Data RT kumuh, keadaan 2019"], []]
    notes = [[], ["Sumber: pendataan 2019"], ["Catatan: luas hasil verifikasi"]]
    book = Book()
    book.sheet("Lampiran", [*titles, rows[0], numbers, *rows[1:], total, *notes])
    book.sheet("Pekerjaan", [["Investasi"], [], *works(), ["Total"]])
    return book.files()


@layout(HECTARES)
def bertumpuk() -> Files:
    """Three tables one below the other on one sheet."""
    rt = [[heading(c) for c in RT_COLUMNS], *records(truth.rt(), RT_COLUMNS)]
    state = ["id_rt", "tahun", *VOLUMES]
    kumuh = [[heading(c) for c in state], *records(truth.kekumuhan(), state)]
    rows = [["Tabel 1. Data dasar"], *rt, [], ["Tabel 2. Kondisi awal"], *kumuh, [],
            ["Tabel 3. Pekerjaan"], *works()]  # fmt: skip
    book = Book()
    book.sheet("Semua", rows)
    return book.files()


@layout(HECTARES)
def berdampingan() -> Files:
    """Two tables beside each other, an empty column between."""
    rows, job = flat(), works()
    book = Book()
    book.sheet("Semua", rows)
    book.sheet("Semua", job, left=len(rows[0]) + 1)
    return book.files()


@layout(HECTARES)
def lembar_per_kab_kota() -> Files:
    """The place stands in the title only."""
    columns = ("id_rt", *RT_COLUMNS[2:], "tahun", *VOLUMES)
    book = Book()
    for number, team in enumerate(truth.TEAMS):
        frame = whole()
        part = frame[frame["kab_kota"] == team]
        rows = [["DATA KUMUH " + team.upper()], [], [heading(c) for c in columns],
                *records(part, columns)]  # fmt: skip
        book.sheet(f"Lampiran {number + 1}", rows)
    book.sheet("Pekerjaan", works())
    return book.files()


@layout(HECTARES)
def bagian_per_kab_kota() -> Files:
    """The place stands in a row of its own above its rows."""
    columns = ("id_rt", *RT_COLUMNS[2:], "tahun", *VOLUMES)
    rows: list[list[object]] = [[heading(c) for c in columns]]
    for team in truth.TEAMS:
        frame = whole()
        rows += [[team.upper()], *records(frame[frame["kab_kota"] == team], columns)]
    book = Book()
    book.sheet("Data", rows)
    book.sheet("Pekerjaan", works())
    return book.files()


@layout(HECTARES)
def tempat_digabung() -> Files:
    """Places written once, in cells merged down."""
    rows = flat()
    merge = []
    for c in range(1, 5):
        start = 1
        for r in range(2, len(rows) + 1):
            if r == len(rows) or rows[r][c] != rows[start][c]:
                if r - start > 1:
                    merge.append((start, c, r - 1, c))
                start = r
    book = Book()
    book.sheet("Data", rows, merge=merge)
    book.sheet("Pekerjaan", works())
    return book.files()


@layout(HECTARES)
def tempat_sekali() -> Files:
    """Places written once, the cells below left empty."""
    rows = [list(row) for row in flat()]
    for r in range(len(rows) - 1, 1, -1):
        for c in range(1, 4):
            if rows[r][c] == rows[r - 1][c]:
                rows[r][c] = None
    book = Book()
    book.sheet("Data", rows)
    book.sheet("Pekerjaan", works())
    return book.files()


def _form(book: Book, name: str, row: Any, jobs: dict[str, float]) -> None:
    from kotaku import regulations

    head = [("Provinsi", "NTT", "Luas Flag", row.luas_verifikasi_ha, "Ha"),
            ("Kab/Kota", row.kab_kota, "Luas Verifikasi", row.luas_verifikasi_ha, "Ha"),
            ("Kecamatan", row.kecamatan, "Jumlah Bangunan", row.jumlah_bangunan, "Unit"),
            ("Kawasan", row.kawasan, "Jumlah Penduduk", row.jumlah_penduduk, "Jiwa"),
            ("Kelurahan", row.kelurahan, "Jumlah KK", row.jumlah_kk, "KK"),
            ("rtrw", row.rt_rw, "Panjang Jalan Ideal", row.panjang_jalan_ideal_m, "m"),
            ("tahun", truth.WORKS_YEAR, "Panjang Drainase Ideal", row.panjang_drainase_ideal_m,
             "m")]  # fmt: skip
    rows: list[list[object]] = [["PERHITUNGAN TINGKAT KEKUMUHAN AKHIR"], []]
    rows += [[a, b, c, None, d, e] for a, b, c, d, e in head]
    rows += [[], ["ASPEK", "KRITERIA", "KONDISI AWAL (BASELINE)", "", "", "", "OUTPUT - OUTCOME",
                  "", "", "KONDISI AKHIR"], ["", "", "", "", "", "", "OUTPUT"],
             ["", "", "VOLUME", "SATUAN", "PROSEN (%)", "NILAI", "INFRASTRUKTUR", "VOLUME",
              "SATUAN", "NUMERIK", "SATUAN", "PROSEN", "NILAI"]]  # fmt: skip
    last = ""
    for criterion in regulations.load().criteria:
        aspect = f"{criterion.aspect}. Aspek" if criterion.aspect != last else ""
        if last and aspect:
            rows.append(["Rata-rata aspek", "", "", "", 0.5])
        last = criterion.aspect
        before = float(getattr(row, f"volume_{criterion.id}"))
        job = jobs.get(criterion.id)
        after = max(0.0, before - (job or 0.0))
        rows.append([aspect, f"{criterion.id[1]}. {criterion.name}", before, criterion.unit, 0.99,
                     5, "Pembangunan" if job else None, job, criterion.unit, after,
                     criterion.unit, 0.1, 0, criterion.id.replace("3b", "3c")])  # fmt: skip
    merge = [(10, 0, 12, 0), (10, 1, 12, 1), (10, 2, 11, 5), (10, 6, 10, 8), (10, 9, 11, 12)]
    book.sheet(name, rows, merge=merge)


@layout(HECTARES)
def formulir_r0() -> Files:
    """One sheet for each RT; the form's percents are wrong on purpose."""
    book = Book()
    jobs = truth.pekerjaan()
    for row in whole().itertuples():
        own = jobs[jobs["id_rt"] == row.id_rt].set_index("kriteria")["volume"].to_dict()
        _form(book, f"R0 {row.id_rt}", row, own)
    return book.files("r0.xlsx")


@layout(HECTARES)
def meter_persegi() -> Files:
    rows = [list(row) for row in flat()]
    for c, name in enumerate(rows[0]):
        if "(ha)" in str(name):
            rows[0][c] = str(name).replace("(ha)", "(m²)")
            for row in rows[1:]:
                row[c] = round(float(str(row[c])) * 10_000, 6)
    book = Book()
    book.sheet("Data", rows)
    book.sheet("Pekerjaan", _jobs_in_ha())
    return book.files()


def _jobs_in_ha() -> list[list[object]]:
    return works()


@layout(HECTARES)
def salah_ketik() -> Files:
    """Headings a letter off, in capitals, with spaces and units in other forms."""
    rows = [list(row) for row in flat()]
    rows[0][:12] = ["ID  RT ", "KABUPATEN / KOTA", "Kecamtan", "KEL / DESA", "Nama Kawasan",
                    "RT-RW", "Luas Verifikasii Ha", "Jumlh Bangunan", "JML PENDUDUK", "Jml. KK",
                    "Panjang Jalan Idel (m)", "Pnjang Drainase Ideal (m')"]  # fmt: skip
    book = Book()
    book.sheet("Data", rows)
    book.sheet("Pekerjaan", works())
    return book.files()


@layout(HECTARES)
def persen_saja() -> Files:
    """Percents instead of volumes; works in percent cannot be applied to them by volume."""
    from kotaku import regulations

    frame = whole()
    rows = records(frame, (*RT_COLUMNS, "tahun"))
    head = [heading(c) for c in (*RT_COLUMNS, "tahun")]
    for criterion in regulations.load().criteria:
        head.append(f"{criterion.id} (%)")
        part = frame[f"volume_{criterion.id}"] / frame[criterion.denominator]
        for row, value in zip(rows, part, strict=True):
            row.append(float(value))
    book = Book()
    book.sheet("Data", [head, *rows])
    book.sheet("Pekerjaan", works())
    return book.files()


@layout(HECTARES)
def kolom_acak() -> Files:
    """Columns in another order, a running number, an empty column, columns nobody needs."""
    columns = ["rt_rw", *reversed(VOLUMES), "tahun", *reversed(NUMBERS), *RT_COLUMNS[:5]]
    rows = flat(columns)
    rows = [["No", *rows[0], None, "Petugas"]] + [
        [i + 1.0, *row, None, "A"] for i, row in enumerate(rows[1:])
    ]
    book = Book()
    book.sheet("Data", rows, left=1, top=2)
    book.sheet("Pekerjaan", works())
    return book.files()


@layout(HECTARES)
def tanpa_id() -> Files:
    """No id: the place and RT/RW name the unit, in works too."""
    frame, jobs = whole(), truth.pekerjaan().merge(truth.rt(), on="id_rt")
    columns = (*RT_COLUMNS[1:], "tahun", *VOLUMES)
    where = ("kab_kota", "kecamatan", "kelurahan", "rt_rw", "tahun", "kriteria", "volume")
    book = Book()
    book.sheet("Data", [[heading(c) for c in columns], *records(frame, columns)])
    book.sheet("Pekerjaan", [[heading(c) for c in where], *records(jobs, where)])
    return book.files()


@layout(HECTARES)
def berkas_per_tim() -> Files:
    """One file for each team, each with its own way to write the place."""
    said = {"Kota Kupang": "KOTA KUPANG", "Kabupaten Ende": "Kab. Ende", "Kabupaten Belu": "BELU"}
    columns = (*RT_COLUMNS, "tahun", *VOLUMES)
    files: Files = []
    jobs = truth.pekerjaan()
    for team, words in said.items():
        frame = whole()
        part = frame[frame["kab_kota"] == team].assign(kab_kota=words)
        own = jobs[jobs["id_rt"].isin(part["id_rt"])]
        book = Book()
        book.sheet("Data", [[heading(c) for c in columns], *records(part, columns)])
        book.sheet("Pekerjaan", [works()[0], *records(own, ["id_rt", "tahun", "kriteria", "volume",
                                                            "kegiatan", "status"])])  # fmt: skip
        files += book.files(f"{words}.xlsx")
    return files


def _recap(part: Any) -> list[list[object]]:
    head = ["No.", "Kelurahan", "RT terdeliniasi", "Luas kumuh awal (ha)", "Nilai awal",
            "Nilai akhir", "Pengurangan kumuh", "Luas kumuh akhir"]  # fmt: skip
    return [head, *(
        [n + 1, row.kelurahan, 3, row.luas_verifikasi_ha, 40, 12, row.pengurangan,
         round(row.luas_verifikasi_ha - row.pengurangan, 2)]
        for n, row in enumerate(part.itertuples())
    ), ["Jumlah", None, None, round(float(part["luas_verifikasi_ha"].sum()), 2), None, None,
        round(float(part["pengurangan"].sum()), 2)]]  # fmt: skip


@layout(HECTARES)
def rekap_kawasan() -> Files:
    """One recap for each kab/kota, its name and the year in the title."""
    book = Book()
    frame = truth.reduced()
    for team in truth.TEAMS:
        title = [[f"REKAP PENGURANGAN KUMUH {team.upper()} TAHUN {truth.WORKS_YEAR}"], []]
        book.sheet(f"Rekap {truth.TEAMS.index(team) + 1}",
                   [*title, *_recap(frame[frame["kab_kota"] == team])])  # fmt: skip
    return book.files("rekap.xlsx")


@layout(HECTARES)
def rekap_per_tahun() -> Files:
    """The reduction in one column for each year, under a merged heading."""
    head = ["Kab/Kota", "Kelurahan", "Luas kumuh awal (ha)", "Pengurangan (ha)", "", "Sisa (ha)"]
    below = ["", "", "", "2019", "2020", ""]
    rows = [[r.kab_kota, r.kelurahan, r.luas_verifikasi_ha, None, r.pengurangan,
             round(r.luas_verifikasi_ha - r.pengurangan, 2)]
            for r in truth.reduced().itertuples()]  # fmt: skip
    book = Book()
    merge = [(0, c, 1, c) for c in (0, 1, 2, 5)] + [(0, 3, 0, 4)]
    book.sheet("Rekap", [head, below, *rows], merge=merge)
    return book.files()


@layout(HECTARES)
def lampiran_sk() -> Files:
    """The annex of an SK, the reductions on a sheet of their own."""
    head = ["No", "Kawasan/Lokasi", "Kelurahan", "Kecamatan", "Kabupaten/Kota", "Luas (Ha)",
            "Latitude", "Longitude", "Tingkat kekumuhan", "Legalitas"]  # fmt: skip
    frame = truth.reduced()
    rows = [[i + 1, r.kawasan, r.kelurahan, r.kecamatan, r.kab_kota, r.luas_verifikasi_ha, -9.5,
             124.0, "Ringan", "Legal"] for i, r in enumerate(frame.itertuples())]  # fmt: skip
    gone = [["Kabupaten/Kota", "Tahun", "Pengurangan luasan (ha)"]]
    gone += [[r.kab_kota, truth.WORKS_YEAR, r.pengurangan] for r in frame.itertuples()]
    book = Book()
    book.sheet("Lampiran SK", [["LAMPIRAN KEPUTUSAN WALI KOTA"], [], head, *rows])
    book.sheet("Capaian", gone)
    return book.files()


# --- Master Schedule -------------------------------------------------------------------------

MONTH_HEAD = [MONTHS[d.month] if d.day == 7 else "" for d in truth.WEEKS]
WEEK_HEAD = [["I", "II", "III", "IV"][i % 4] for i in range(8)]


def _label(i: int) -> list[object]:
    komponen, name, weight, _ = truth.ACTIVITIES[i]
    return [float(i + 1), komponen, name, weight]


def _steps(values: Sequence[float]) -> list[float]:
    return [b - a for a, b in zip([0.0, *values], values, strict=False)]


def _alternating(
    team: int, *, scale: Callable[[list[float], float], Sequence[float | None]]
) -> tuple[list[list[object]], list[tuple[int, int, int, int]]]:
    """Return rows of plan (R) and progress (RE) under months and weeks, with merged cells."""
    head = ["No", "Komponen", "Kegiatan", "Bobot (%)", "R/RE", *MONTH_HEAD]
    rows: list[list[object]] = [["", "", "", "", "", 2022, *[""] * 7], head,
                                ["", "", "", "", "", *WEEK_HEAD]]  # fmt: skip
    merge = [(0, 5, 0, 12), (1, 5, 1, 8), (1, 9, 1, 12)] + [(1, c, 2, c) for c in range(5)]
    for i in range(len(truth.ACTIVITIES)):
        weight = truth.ACTIVITIES[i][2]
        top = len(rows)
        rows.append([*_label(i), "R", *scale(truth.plan(i), weight)])
        rows.append(["", "", "", "", "RE", *scale(truth.done(team, i), weight)])
        merge += [(top, c, top + 1, c) for c in range(4)]
    return rows, merge


def _per_team(
    scale: Callable[[list[float], float], Sequence[float | None]], *, titles: bool = True
) -> Files:
    book = Book()
    for team, name in enumerate(truth.TEAMS):
        rows, merge = _alternating(team, scale=scale)
        above = [["MASTER SCHEDULLE"], [f"Tim {name.upper()}"], []] if titles else []
        moved = [(a + len(above), b, c + len(above), d) for a, b, c, d in merge]
        book.sheet(name, [*above, *rows], merge=moved)
    return book.files("ms.xlsx")


@layout(SCHEDULES)
def ms_templat() -> Files:
    import pandas as pd

    activities, progress = [], []
    for team, name in enumerate(truth.TEAMS):
        for i, (komponen, kegiatan, weight, _) in enumerate(truth.ACTIVITIES):
            activities.append({"id_kegiatan": str(i + 1), "kab_kota": name, "komponen": komponen,
                               "kegiatan": kegiatan, "bobot_pct": weight})  # fmt: skip
            real = [*truth.done(team, i), None, None]
            progress += [
                {"id_kegiatan": str(i + 1), "kab_kota": name, "minggu": pd.Timestamp(day),
                 "rencana_pct": p, "realisasi_pct": r}
                for day, p, r in zip(truth.WEEKS, truth.plan(i), real, strict=True)
            ]  # fmt: skip
    out = io.BytesIO()
    write_template(out, prefill={"master_schedule": pd.DataFrame(activities),
                                 "progres": pd.DataFrame(progress)})  # fmt: skip
    return [("templat.xlsx", out.getvalue())]


@layout(SCHEDULES)
def ms_kumulatif() -> Files:
    return _per_team(lambda values, _: values)


@layout(SCHEDULES)
def ms_tambahan_persen() -> Files:
    return _per_team(lambda values, _: [v or None for v in _steps(values)])


@layout(SCHEDULES)
def ms_tambahan_bobot() -> Files:
    return _per_team(lambda values, w: [v * w / 100 or None for v in _steps(values)])


@layout(SCHEDULES)
def ms_kumulatif_bobot() -> Files:
    return _per_team(lambda values, w: [v * w / 100 for v in values])


@layout(SCHEDULES)
def ms_pecahan() -> Files:
    """Cells formatted as percent hold fractions of one."""
    return _per_team(lambda values, _: [v / 100 for v in values])


@layout(SCHEDULES)
def ms_berdampingan() -> Files:
    """Plan and progress side by side under each week."""
    head = ["No", "Komponen", "Kegiatan", "Bobot (%)"]
    book = Book()
    for team, name in enumerate(truth.TEAMS):
        rows: list[list[object]] = [[*head], ["", "", "", ""], ["", "", "", ""]]
        merge = [(0, c, 2, c) for c in range(4)]
        for i, day in enumerate(truth.WEEKS):
            rows[0] += [f"{MONTHS[day.month]} 2022" if day.day == 7 else "", ""]
            rows[1] += [f"Minggu {i % 4 + 1}", ""]
            rows[2] += ["Rencana", "Realisasi"]
            merge.append((1, 4 + 2 * i, 1, 5 + 2 * i))
        merge += [(0, 4, 0, 11), (0, 12, 0, 19)]
        for i in range(len(truth.ACTIVITIES)):
            real = [*truth.done(team, i), None, None]
            pairs = zip(truth.plan(i), real, strict=True)
            rows.append([*_label(i), *(v for pair in pairs for v in pair)])
        book.sheet(name, rows, merge=merge)
    return book.files("ms.xlsx")


@layout(SCHEDULES)
def ms_dua_kelompok() -> Files:
    """All weeks of the plan, then all weeks of the progress; dates as headings."""
    dates = [f"{d.day} {MONTHS[d.month]} {d.year}" for d in truth.WEEKS]
    rows: list[list[object]] = [
        ["Kab/Kota", "No", "Komponen", "Kegiatan", "Bobot", "RENCANA", *[""] * 7, "REALISASI"],
        ["", "", "", "", "", *dates, *dates],
    ]
    for team, name in enumerate(truth.TEAMS):
        rows += [
            [name, *_label(i), *truth.plan(i), *truth.done(team, i)]
            for i in range(len(truth.ACTIVITIES))
        ]
    merge = [(0, c, 1, c) for c in range(5)] + [(0, 5, 0, 12), (0, 13, 0, 20)]
    book = Book()
    rows[0] += [""] * 7
    book.sheet("Jadwal", rows, merge=merge)
    return book.files("ms.xlsx")


@layout(SCHEDULES)
def ms_bertumpuk() -> Files:
    """All teams one below the other, each with its title and heading."""
    book = Book()
    top = 0
    for team, name in enumerate(truth.TEAMS):
        rows, merge = _alternating(team, scale=lambda values, _: values)
        book.sheet("Jadwal", [["Tim " + name]], top=top)
        book.sheet("Jadwal", rows, top=top + 1,
                   merge=[(a + top + 1, b, c + top + 1, d) for a, b, c, d in merge])  # fmt: skip
        top += len(rows) + 3
    return book.files("ms.xlsx")


@layout(SCHEDULES)
def ms_komponen_dan_jumlah() -> Files:
    """Components as rows, and the curve of the team below its activities."""
    book = Book()
    for team, name in enumerate(truth.TEAMS):
        periods = [f"{MONTHS[d.month]} M{i % 4 + 1} 2022" for i, d in enumerate(truth.WEEKS)]
        head = ["No", "Uraian Kegiatan", "Bobot", "", *periods]
        rows: list[list[object]] = [[f"Master Schedule {name}"], head]
        for part, title in (((0, 1), "A. PERSIAPAN"), ((2, 3), "B. FISIK")):
            rows.append([None, title])
            for i in part:
                rows.append([i + 1, truth.ACTIVITIES[i][1], truth.ACTIVITIES[i][2], "Renc",
                             *truth.plan(i)])  # fmt: skip
                rows.append([None, None, None, "Real", *truth.done(team, i)])
        rows.append([None, "JUMLAH", 100])
        rows.append([None, "Rencana kumulatif", None, "Renc", *([50.0] * 8)])
        rows.append([None, "Realisasi kumulatif", None, "Real", *([40.0] * 8)])
        rows.append([None, "Deviasi", None, None, *([-10.0] * 8)])
        book.sheet(f"Tim {team + 1}", rows)
    return book.files("ms.xlsx")


def write(folder: Path) -> None:
    """Write every layout into a folder of its own name."""
    for name, maker in {**HECTARES, **SCHEDULES}.items():
        for file, data in maker():
            (folder / name).mkdir(parents=True, exist_ok=True)
            (folder / name / file).write_bytes(data)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
