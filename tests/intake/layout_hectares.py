"""The hectares of the province in every layout that teams send."""

from __future__ import annotations

import io
from typing import Any

from kotaku.intake.titles import heading
from kotaku.output.template import write_template
from tests.intake import truth
from tests.intake.layout_book import (
    HECTARES,
    NUMBERS,
    RT_COLUMNS,
    VOLUMES,
    Book,
    Files,
    flat,
    layout,
    records,
    text,
    whole,
    works,
)


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
    from kotaku import rules

    criteria = rules.load().criteria
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
    from kotaku import rules

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
    for criterion in rules.load().criteria:
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
    book.sheet("Pekerjaan", works())
    return book.files()


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
    from kotaku import rules

    frame = whole()
    rows = records(frame, (*RT_COLUMNS, "tahun"))
    head = [heading(c) for c in (*RT_COLUMNS, "tahun")]
    for criterion in rules.load().criteria:
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
