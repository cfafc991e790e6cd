"""What the calculation has to say about its data, as findings with their addresses."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

import numpy as np
import pandas as pd

from kotaku.dataset import Dataset
from kotaku.findings import Finding, finding
from kotaku.method.accounts import Book, Unused
from kotaku.method.bases import ChosenBase
from kotaku.method.condition import Left
from kotaku.method.evidence import SCORE, Measured, Units
from kotaku.method.works import Works, covered, first_measured
from kotaku.schema import criterion_of
from kotaku.words.numbers import format_number

WORDS = {"rt": "RT", "kawasan": "kawasan", "kelurahan": "kelurahan", "kab_kota": "kab/kota"}


def by_source(
    dataset: Dataset,
    table: str,
    labels: Iterable[Hashable],
    column: str,
    code: str,
    tahun: str = "",
) -> Iterator[Finding]:
    """Yield one finding per sheet for many rows: their number and the range they span."""
    rows = dataset.table(table).loc[list(labels)]
    for source, group in rows.groupby("_sumber"):
        file = sheet = cell = ""
        if 0 <= int(source) < len(dataset.sources):
            where = dataset.sources[int(source)]
            file, sheet = where.file, where.sheet
            cell = where.span(column, int(group["_baris"].min()), int(group["_baris"].max()))
        yield finding(code, file=file, sheet=sheet, cell=cell, jumlah=len(group), tahun=tahun)


def without_year(dataset: Dataset, labels: Iterable[Hashable], year: int) -> Iterator[Finding]:
    """Tell that conditions without a year were taken as those of one year."""
    words = str(year) if year else "tahun tidak diketahui"
    yield from by_source(
        dataset, "kekumuhan", labels, "tahun", "KEKUMUHAN-TAHUN-KOSONG", tahun=words
    )


def incomplete(dataset: Dataset, measurements: Measured) -> Iterator[Finding]:
    """Tell for each condition that says too little that it does not count."""
    frame = dataset.table("kekumuhan")
    bare = _class_alone(frame.loc[measurements.incomplete])
    yield from by_source(dataset, "kekumuhan", bare, "tingkat", "KELAS-TANPA-NILAI")
    for label in measurements.incomplete.difference(bare, sort=False):
        row = frame.loc[label]
        place = dataset.cell("kekumuhan", label, "id_rt") if dataset.sources else None
        yield finding(
            "KEKUMUHAN-TIDAK-LENGKAP",
            file=place.file if place else "",
            sheet=place.sheet if place else "",
            cell=place.cell if place else "",
            row=int(row["_baris"]),
            value=row["id_rt"],
            tahun=row["tahun"] if pd.notna(row["tahun"]) else "tidak tercantum",
        )


def _class_alone(rows: pd.DataFrame) -> pd.Index:
    """Return the rows that state a class and nothing it could follow from."""
    figures = [c for c in rows.columns if c == "total_nilai" or criterion_of(c)]
    return rows.index[rows["tingkat"].notna() & rows[figures].isna().all(axis=1)]


def area_of_list(count: int) -> Finding:
    """Tell that the area is that of listed RT, of which none could be scored."""
    return finding("LUAS-DARI-DAFTAR-RT", jumlah=count)


def late_baselines(measurements: Measured, rt: Units) -> Iterator[Finding]:
    """Tell how many RT were first measured after the first year of the data."""
    first = first_measured(measurements, len(rt.frame))
    scored = first[first >= 0]
    if scored.size and (late := int((scored > scored.min()).sum())):
        yield finding("KEKUMUHAN-MENYUSUL", jumlah=late, tahun=int(scored.min()))


def idle_works(
    dataset: Dataset, done: Works, measurements: Measured, rt: Units
) -> Iterator[Finding]:
    """Tell which works take nothing away: already measured, or on RT without volumes."""
    n = len(rt.frame)
    past = covered(measurements, done, n)
    yield from by_source(
        dataset, "pekerjaan", done.label[past], "tahun", "PEKERJAAN-SUDAH-TERMASUK"
    )
    best = np.full(n, SCORE + 1)
    np.minimum.at(best, measurements.unit, measurements.state.level)
    scored = np.zeros(n, dtype=bool)
    scored[measurements.unit] = True
    bare = ~past & scored[done.unit] & (best[done.unit] >= SCORE)
    yield from by_source(
        dataset, "pekerjaan", done.label[bare], "id_rt", "PEKERJAAN-TANPA-VOLUME-AWAL"
    )


def left_out(left: Left, scored_rt: int) -> Iterator[Finding]:
    """Tell what a level could not place; a level that the data do not know says nothing."""
    satuan = WORDS[left.satuan]
    if 0 < left.nameless_rt < scored_rt:
        yield finding(
            "SATUAN-SEBAGIAN-TANPA-NAMA",
            satuan=satuan,
            jumlah=left.nameless_rt,
            luas=format_number(left.nameless_ha),
        )
    if left.unknown_units:
        yield finding(
            "SATUAN-TIDAK-DAPAT-DIHITUNG",
            satuan=satuan,
            jumlah=left.unknown_units,
            semua=left.units,
        )


def level_missing(asked: str, used: str) -> Finding:
    """Tell that figures are counted at another level than asked."""
    return finding("SATUAN-TIDAK-TERSEDIA", diminta=WORDS.get(asked, asked), satuan=WORDS[used])


def method_missing(asked: str) -> Finding:
    """Tell that hectares are counted by method T instead of the one asked for."""
    return finding("METODE-TIDAK-TERSEDIA", diminta=asked)


def method_partial(asked: str, satuan: str, left: int) -> Finding:
    """Tell how many units a method cannot judge."""
    return finding("METODE-SEBAGIAN", metode=asked, satuan=WORDS[satuan], jumlah=left)


def two_sources(computed: Book, reported: Book, by_conditions: set[str]) -> Iterator[Finding]:
    """Compare the two books where a kab/kota has both."""
    for place in sorted({*computed.awal} & reported.booked):
        used = "hitungan RT" if place in by_conditions else "laporan"
        yield finding(
            "AKUN-DUA-SUMBER",
            place=place,
            wilayah=place or "Seluruh data",
            rt=format_number(computed.of([place]).remainder()),
            laporan=format_number(reported.of([place]).remainder()),
            dipakai=used,
        )


def without_initial_area(book: Book) -> Iterator[Finding]:
    """Tell of reductions booked against an unknown initial area."""
    for place, (gone, *_) in book.sums().items():
        if place not in book.awal:
            yield finding(
                "LUAS-AWAL-TIDAK-ADA",
                place=place,
                wilayah=place or "Data tanpa kab/kota",
                value=format_number(gone),
            )


def other_base(unused: Unused, base: ChosenBase) -> Iterator[Finding]:
    """Tell of reported reductions that lie before or after the base of their kab/kota."""
    for place, rows in unused.other_base.groupby("kab_kota"):
        yield finding(
            "PENGURANGAN-DASAR-LAIN",
            place=str(place),
            wilayah=str(place) or "data tanpa kab/kota",
            value=format_number(float(rows["pengurangan_ha"].sum())),
            jumlah=len(rows),
            dasar=base.names.get(str(place), ""),
        )


def new_slum(book: Book) -> Iterator[Finding]:
    """Tell for each kab/kota the area that became kumuh after the base."""
    for place, (_, new, _) in book.sums(done=True).items():
        if new > 0:
            luas = format_number(new)
            yield finding(
                "KUMUH-BARU",
                value=luas,
                place=place,
                wilayah=place or "Data tanpa kab/kota",
                luas=luas,
            )


def unlocated(
    book: Book, base: ChosenBase, unused: Unused, by_conditions: set[str]
) -> Iterator[Finding]:
    """Tell once how far the sum of the locations stands off the account, where it tells any."""
    reported = unused.counted
    done = reported[~reported["rencana"].astype("bool") & ~reported["kab_kota"].isin(by_conditions)]
    located = done["id_lokasi"].isin(base.lokasi["id_lokasi"].dropna())
    gone = float(done.loc[~located, "pengurangan_ha"].sum())
    if not located.any() or gone <= 0:
        return
    places = sorted({str(p) for p in done.loc[~located, "kab_kota"]})
    left = book.of(book.awal).remainder()
    yield finding(
        "PENGURANGAN-TANPA-LOKASI",
        value=format_number(gone),
        place=places[0] if len(places) == 1 else "",
        luas=format_number(gone),
        wilayah=places[0] if len(places) == 1 else f"{len(places)} kab/kota",
        akun=format_number(left),
        lokasi=format_number(left + gone),
    )
